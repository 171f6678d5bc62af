import Synchronization
import TypedYAML

/// A file that is read in pieces, because to hold it whole would take as much memory as it is long.
package struct LargeFile: Sendable {
  /// The file as the dataset names it.
  package let name: String
  /// The file's length in bytes.
  package let size: Int
  /// Whether it is known to be text, because it was held.
  let isText: Bool
  private let fill: @Sendable (Int, UnsafeMutableRawBufferPointer) -> Int
  private let buffers = BufferPool()

  /// Creates a file; `fill` copies its bytes from an offset on into a buffer, and says how many it copied.
  package init(
    name: String, size: Int,
    fill: @escaping @Sendable (Int, UnsafeMutableRawBufferPointer) -> Int
  ) {
    self.init(name: name, size: size, isText: false, fill: fill)
  }

  private init(
    name: String, size: Int, isText: Bool,
    fill: @escaping @Sendable (Int, UnsafeMutableRawBufferPointer) -> Int
  ) {
    (self.name, self.size, self.isText, self.fill) = (name, size, isText, fill)
  }

  /// A text that is held whole, read like one that is not.
  init(_ text: DataText) { self.init(text.name, text.bytes, isText: true) }

  /// A file that is held whole, read like one that is not.
  init(_ data: DataFile) { self.init(data.name, data.bytes, isText: false) }

  private init(_ name: String, _ bytes: [UInt8], isText: Bool) {
    self.init(name: name, size: bytes.count, isText: isText) { offset, buffer in
      let end = min(offset + buffer.count, bytes.count)
      buffer.copyBytes(from: bytes[min(offset, end)..<end])
      return max(0, end - offset)
    }
  }

  /// The bytes of a range of the file, for as long as `body` runs; fewer where the file has become
  /// shorter.
  ///
  /// Behind them are as many as `ByteText.slack` that may be read and mean nothing.
  func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let range = range.clamped(to: 0..<size)
    let buffer = buffers.take(range.count + ByteText.slack)
    defer { buffers.giveBack(buffer) }
    let count = fill(
      range.lowerBound, UnsafeMutableRawBufferPointer(rebasing: buffer[..<range.count]))
    return body(UnsafeBufferPointer(rebasing: buffer.bindMemory(to: UInt8.self)[..<count]))
  }
}

/// Buffers that pieces are read into, one after another: as many as there are threads.
private final class BufferPool: Sendable {
  private let free = Mutex<[Buffer]>([])

  private struct Buffer: @unchecked Sendable {
    let bytes: UnsafeMutableRawBufferPointer
  }

  deinit { free.withLock { $0.forEach { $0.bytes.deallocate() } } }

  /// A buffer of at least so many bytes, to be given back.
  func take(_ count: Int) -> UnsafeMutableRawBufferPointer {
    let known = free.withLock { free -> Buffer? in
      free.firstIndex { $0.bytes.count >= count }.map { free.remove(at: $0) }
    }
    return known?.bytes ?? .allocate(byteCount: count, alignment: 64)
  }

  func giveBack(_ bytes: UnsafeMutableRawBufferPointer) {
    let buffer = Buffer(bytes: bytes)
    free.withLock { $0.append(buffer) }
  }
}

extension LargeFile {
  /// How far behind its end a piece is read, for the row that begins in it and ends behind it.
  static let reach = 1 << 16

  /// The rows that begin in a range of the file, from the first line break in it on, or from its very
  /// beginning where a row is known to begin there.
  ///
  /// Nil where the file has become shorter. `read` gets the bytes, of which the last are `reach` behind the range;
  /// the place among them of the first row; and the one that rows have to begin before.
  func withRows<Result>(
    in range: Range<Int>, beginsRow: Bool, reach: Int = LargeFile.reach,
    _ read: (RowBytes) -> Result
  ) -> Result? {
    // A row may begin just where the range does.
    let from = range.lowerBound - 1
    let until = min(range.upperBound + reach, size)
    return withBytes(from..<until) { bytes -> Result? in
      guard bytes.count == until - from else { return nil }
      let lineBreak = beginsRow ? 0 : bytes.firstIndex(of: UInt8(ascii: "\n"))
      return read(
        RowBytes(
          bytes: bytes, first: lineBreak.map { $0 + 1 } ?? bytes.count,
          limit: range.upperBound - from, offset: from, isToEnd: until == size))
    }
  }

  /// Some rows of a file, among the bytes that were read.
  struct RowBytes {
    let bytes: UnsafeBufferPointer<UInt8>
    /// The place of the first row, and the place that rows have to begin before.
    let first, limit: Int
    /// Where the bytes stand in the file.
    let offset: Int
    /// Whether they are the file's last.
    let isToEnd: Bool

    /// Whether the rows are UTF-8; another encoding shows only in the whole file.
    var isUTF8: Bool {
      guard !bytes.isPlainASCII else { return true }
      // Up to a line break, because the bytes may end within a character.
      let end = isToEnd ? bytes.count : (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? bytes.count)
      return String(validating: bytes[first..<max(first, end)], as: UTF8.self) != nil
    }
  }
}
