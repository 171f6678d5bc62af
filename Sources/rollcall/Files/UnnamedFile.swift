import Registers
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file for data that is too large for memory, without a name and readable by its owner alone.
///
/// It is removed when the program ends.
final class UnnamedFile: Sendable {
  private let descriptor: Int32
  private let size = Mutex(0)

  /// The folder for such files.
  static var folder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

  /// Creates a file; nil if none can be created.
  init?() {
    var template = Array("\(UnnamedFile.folder)/rollcall-XXXXXX".utf8CString)
    // Gives it the permissions 0600.
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return nil }
    unlink(template)
  }

  deinit { close(descriptor) }

  /// Appends bytes, and returns their offset.
  func append(_ bytes: [UInt8]) throws(Files.WriteProblem) -> Int {
    let offset = size.withLock { size in
      defer { size += bytes.count }
      return size
    }
    try Files.writeAll(bytes, to: descriptor)
    return offset
  }

  /// Copies the bytes from an offset on, and returns whether they fill the buffer.
  func read(from offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Bool {
    Files.read(descriptor, from: offset, into: buffer) == buffer.count
  }

  /// A new file as the interface that registers use; nil if none can be created.
  static func spool() -> SpoolFile? {
    UnnamedFile().map { file in
      SpoolFile {
        try? file.append($0)
      } read: {
        file.read(from: $0, into: $1)
      }
    }
  }
}
