// The lower bound for any reader of a file: one pass over its bytes, in one thread.
// Prints the number of lines and the sum of the bytes.
import Glibc

guard CommandLine.arguments.count == 2 else { exit(2) }
let descriptor = open(CommandLine.arguments[1], O_RDONLY)
var status = stat()
guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_size > 0,
  let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0),
  start != MAP_FAILED
else { exit(2) }

var lines = 0
var sum: UInt64 = 0
for byte in UnsafeRawBufferPointer(start: start, count: Int(status.st_size)) {
  lines += byte == UInt8(ascii: "\n") ? 1 : 0
  sum &+= UInt64(byte)
}
print(lines, sum)
