#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Texts in their order, kept until they are asked for: a few in memory, and many in a file that has no
/// name and goes when the program ends.
final class Spool {
  /// From so many bytes on, the file is worth it.
  private static let most = 1 << 20

  private var texts: [String] = []
  private var bytesHeld = 0
  /// The lengths of the texts that are in the file, which come before those in memory.
  private var lengths: [Int] = []
  private var descriptor: Int32 = -1
  private var isFileOfUse = true

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether nothing was kept.
  var isEmpty: Bool { texts.isEmpty && lengths.isEmpty }

  /// Keeps one more.
  func append(_ text: String) throws(Files.Failure) {
    texts.append(text)
    bytesHeld += text.utf8.count
    guard bytesHeld >= Spool.most, isFileOfUse else { return }
    if descriptor < 0 {
      descriptor = Spool.unnamedFile
      isFileOfUse = descriptor >= 0
      guard isFileOfUse else { return }
    }
    let bytes = texts.reduce(into: [UInt8]()) { $0 += $1.utf8 }
    do throws(Files.WriteProblem) {
      try Files.writeAll(bytes, to: descriptor)
    } catch {
      throw Files.Failure(
        Spool.folder, "what is to be reported cannot be kept there: \(Files.reason(error.code))")
    }
    lengths += texts.map(\.utf8.count)
    (texts, bytesHeld) = ([], 0)
  }

  /// Gives all that were kept, in their order.
  func forEach(
    _ body: (String) throws(Files.Failure) -> Void
  ) throws(Files.Failure) {
    var offset = 0
    for length in lengths {
      let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
        while count < length {
          let more = pread(
            descriptor, buffer.baseAddress.map { $0 + count }, length - count, off_t(offset + count)
          )
          guard more > 0 else { break }
          count += more
        }
      }
      guard bytes.count == length else {
        throw Files.Failure(Spool.folder, "what was kept there cannot be read")
      }
      try body(String(decoding: bytes, as: UTF8.self))
      offset += length
    }
    for text in texts { try body(text) }
  }

  private static var folder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

  /// A new file without a name; negative where there can be none, and all is kept in memory.
  private static var unnamedFile: Int32 {
    var template = Array("\(folder)/rollcall-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    if descriptor >= 0 { unlink(template) }
    return descriptor
  }
}
