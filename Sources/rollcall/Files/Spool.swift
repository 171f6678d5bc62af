/// A queue of texts, in memory or, beyond a size, in an unnamed file that is removed when the
/// program ends.
final class Spool {
  /// The number of bytes from which the file is used.
  private static let most = 1 << 20

  private var texts: [String] = []
  private var bytesHeld = 0
  /// The lengths of the texts in the file, which precede those in memory.
  private var lengths: [Int] = []
  private var file: UnnamedFile?
  private var isFileUsable = true

  /// Whether it has no texts.
  var isEmpty: Bool { texts.isEmpty && lengths.isEmpty }

  /// Appends a text.
  func append(_ text: String) throws(Files.Failure) {
    texts.append(text)
    bytesHeld += text.utf8.count
    guard bytesHeld >= Spool.most, isFileUsable else { return }
    file = file ?? UnnamedFile()
    guard let file else {
      isFileUsable = false
      return
    }
    let bytes = texts.reduce(into: [UInt8]()) { $0 += $1.utf8 }
    do throws(Files.WriteProblem) {
      _ = try file.append(bytes)
    } catch {
      throw Files.Failure(
        UnnamedFile.folder,
        "what is to be reported cannot be kept there: \(Files.reason(error.code))")
    }
    lengths += texts.map(\.utf8.count)
    (texts, bytesHeld) = ([], 0)
  }

  /// Passes every text to `body`, in order.
  func forEach(
    _ body: (String) throws(Files.Failure) -> Void
  ) throws(Files.Failure) {
    var offset = 0
    for length in lengths {
      var isRead = false
      let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
        isRead = file?.read(from: offset, into: UnsafeMutableRawBufferPointer(buffer)) ?? false
        count = isRead ? length : 0
      }
      guard isRead else {
        throw Files.Failure(UnnamedFile.folder, "what was kept there cannot be read")
      }
      try body(String(decoding: bytes, as: UTF8.self))
      offset += length
    }
    for text in texts { try body(text) }
  }
}
