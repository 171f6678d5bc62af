import Diagnostics
import Parallel
import PolicyModel
import PositionedYAML

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// All reading and writing of files.
enum Files {
  /// A file that could not be read or written, with the reason.
  struct Failure: Error {
    let path: String
    let reason: String

    init(_ path: String, _ reason: String) { (self.path, self.reason) = (path, reason) }

    var message: String { "\(path): \(reason)" }
  }

  /// A failed write, by its `errno`.
  struct WriteProblem: Error {
    let code: Int32
  }

  /// Opens a regular file for reading, and records it as an input if `isInput`.
  ///
  /// Refuses anything else at once: opening a pipe waits for a writer, and a device never ends.
  static func openRegular(
    _ path: String, isInput: Bool = true
  ) throws(Failure) -> (descriptor: Int32, status: stat) {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      let code = errno
      throw Failure(
        path,
        code == ENOENT && kindOfEntry(path) == S_IFLNK ? "it is a link to nothing" : reason(code))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw Failure(path, kind(status.st_mode))
    }
    if isInput { Inputs.add(FileIdentity(status)) }
    return (descriptor, status)
  }

  /// The reason for refusing a mode that is no regular file's, with a remedy.
  private static func kind(_ mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFDIR: "it is a folder"
    case S_IFIFO: "it is a pipe, not a file; write - to read standard input"
    case S_IFSOCK: "it is a socket, not a file"
    default: "it is a device, not a file"
    }
  }

  /// The bytes of a file, or of standard input for `-`, up to a limit.
  static func read(_ path: String, limit: Int = .max) throws(Failure) -> [UInt8] {
    let isStandardInput = path == "-"
    let (descriptor, status) =
      isStandardInput ? (STDIN_FILENO, standardInput) : try openRegular(path)
    defer { if !isStandardInput { close(descriptor) } }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw Failure(path, "it is a folder") }
    let size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    guard size <= limit else { throw tooLarge(path, limit) }
    var bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      prepare(UnsafeMutableRawBufferPointer(buffer))
      while count < size {
        let more = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        guard more > 0 else { break }
        count += more
      }
    }
    // Reads data without a size, or appended since.
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = Glibc.read(descriptor, chunk.baseAddress, chunk.count)
      guard count >= 0 else { throw Failure(path, reason(errno)) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= limit else { throw tooLarge(path, limit) }
    }
  }

  /// The status of standard input; a regular file there is recorded as an input.
  private static var standardInput: stat {
    var status = stat()
    if fstat(STDIN_FILENO, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      Inputs.add(FileIdentity(status))
    }
    return status
  }

  /// Requests large pages for a large buffer; small ones took half the time of reading a school's
  /// marks.
  private static func prepare(_ buffer: UnsafeMutableRawBufferPointer) {
    #if canImport(Glibc)
      let page = 1 << 21
      guard let start = buffer.baseAddress, buffer.count > 2 * page else { return }
      let aligned = start.alignedUp(toMultipleOf: page)
      _ = madvise(aligned, buffer.count - (aligned - start), MADV_HUGEPAGE)
    #endif
  }

  private static func tooLarge(_ path: String, _ limit: Int) -> Failure {
    Failure(path, "it is larger than \(limit >> 20) MiB")
  }

  /// The kind of file at a path, without following a link; nil if there is none.
  static func kindOfEntry(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// Whether there is something at a path, readable or not.
  static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// A file as text; failures are diagnostics at the file's start.
  static func readText(_ path: String) -> Outcome<SourceFile> {
    do {
      return SourceFile.decoding(try read(path, limit: YAMLLimits.bytes), path: path)
    } catch {
      if let other = otherKind(path) { return Outcome(nil, [other]) }
      return Outcome(
        nil,
        [
          Diagnostic(
            .unreadable, "The file cannot be read: \(error.message).",
            at: .startOfFile(path), help: "Check the path and the permissions.")
        ])
    }
  }

  /// The text at the start of a file; nil if it cannot be opened.
  static func beginning(of path: String) -> String? {
    // Dropping zeros makes UTF-16 readable as plain text.
    head(of: path, atLeast: 0).map { String(decoding: $0.filter { $0 != 0 }, as: UTF8.self) }
  }

  /// The diagnostic of a file that is too large to read and no YAML; nil if its kind is unknown.
  private static func otherKind(_ path: String) -> Diagnostic? {
    head(of: path, atLeast: YAMLLimits.bytes).flatMap { SourceFile.otherKind($0, path: path) }
  }

  /// The first 64 KiB of a file, which is not recorded as an input; nil if it cannot be opened or is
  /// smaller.
  private static func head(of path: String, atLeast least: Int) -> [UInt8]? {
    guard let file = OpenFile(path, atLeast: least, isInput: false) else { return nil }
    return [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = file.read(from: 0, into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// Writes a file whole or not at all.
  static func write(
    _ text: String, to path: String, for audience: OutputFile.Audience = .asUsual,
    replacesInput: Bool = false
  ) throws(Failure) {
    let file = try OutputFile(path, for: audience, replacesInput: replacesInput)
    try file.write(Array(text.utf8))
    try file.finish()
  }

  /// Writes a file of any length whole or not at all: some bytes, then blocks that are made in
  /// parallel.
  static func write(
    to path: String, first: [UInt8], count: Int, block: @escaping @Sendable (Int) -> [UInt8]
  ) throws(Failure) {
    let file = try OutputFile(path)
    try file.write(first)
    for start in stride(from: 0, to: count, by: blocksAtOnce) {
      let blocks = Array(start..<min(start + blocksAtOnce, count)).parallelMap { block($0) }
      for bytes in blocks { try file.write(bytes) }
    }
    try file.finish()
  }

  /// The number of blocks that are held in memory.
  private static let blocksAtOnce = 8

  /// Writes every byte.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(WriteProblem) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0, errno == EAGAIN {
        // The stream is non-blocking; `poll` waits until it has room again.
        var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&wanted, 1, -1)
      } else if count == 0 || errno != EINTR {
        throw WriteProblem(code: count == 0 ? ENOSPC : errno)
      }
    }
  }

  /// Creates a folder and those above it.
  static func makeFolder(_ path: String) throws(Failure) {
    guard !isFolder(path) else { return }
    let above = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    if !above.isEmpty, above != [""] { try makeFolder(above.joined(separator: "/")) }
    guard mkdir(path, 0o755) == 0 else {
      throw Failure(path, reason(errno))
    }
  }

  /// Whether a path is a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func reason(_ code: Int32) -> String {
    switch code {
    case ENOENT: "there is no such file"
    case EACCES: "permission is denied"
    case EISDIR: "it is a folder"
    case EBADF: "it is closed"
    case ENXIO: "it is a socket or a device, not a file"
    case ENOSPC: "no space is left there"
    default: String(cString: strerror(code)).lowercased()
    }
  }
}

/// Reads a policy and its layers; anything unreadable stops the command.
func loadPolicy(_ path: String) throws -> PolicyDocument {
  try usable(PolicyDocument.load(path) { Files.readText($0) }, "the policy")
}

/// The value of an outcome without errors; anything else stops the command.
func usable<Value>(_ outcome: Outcome<Value>, _ what: String) throws -> Value {
  if let value = outcome.value, !outcome.diagnostics.contains(where: { $0.severity == .error }) {
    return value
  }
  outcome.diagnostics.forEach { printToStandardError($0.oneLine) }
  printToStandardError("rollcall: \(what) cannot be used.")
  throw Status.couldNotRun
}
