import Clauses
import Diagnostics
import Parallel
import Synchronization
import TypedYAML

/// A file that is read in pieces, because to hold it whole would take as much memory as it is long.
public struct LargeFile: Sendable {
  /// The file as the dataset names it.
  public let name: String
  /// The file's length in bytes.
  public let size: Int
  private let fill: @Sendable (Int, UnsafeMutableRawBufferPointer) -> Int
  private let buffers = BufferPool()

  /// Creates a file; `fill` copies its bytes from an offset on into a buffer, and says how many it copied.
  public init(
    name: String, size: Int,
    fill: @escaping @Sendable (Int, UnsafeMutableRawBufferPointer) -> Int
  ) {
    (self.name, self.size, self.fill) = (name, size, fill)
  }

  /// The bytes of a range of the file, for as long as `body` runs; fewer where the file has become
  /// shorter.
  func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let range = range.clamped(to: 0..<size)
    let buffer = buffers.take(range.count)
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

extension MarksCollector {
  /// Reads a large file of one row a mark, in pieces; false, with nothing read, where it is like no other
  /// and has to be looked at whole.
  ///
  /// So is a file that is not plain ASCII, one with line breaks or quotation marks inside a piece's ends,
  /// and one whose header is at fault.
  mutating func readLong(
    _ data: LargeFile, as file: TableFile, pieceSize: Int = 1 << 20, _ notes: inout [String]
  ) -> Bool {
    guard let layout = layout(of: data, as: file) else { return false }
    let ranges = (layout.start..<max(layout.start, data.size)).pieces(of: pieceSize)
    let pieces = ranges.parallelMap { layout.read(data, $0) }
    var next = layout.start
    for piece in pieces {
      guard let piece, piece.start == next else { return false }
      next = piece.end
    }
    // On a copy, so that nothing is entered twice where the file has to be read whole after all.
    var collector = self
    var lines = layout.linesBefore
    for piece in pieces.compactMap({ $0 }) {
      collector.add(piece, linesBefore: lines, file: data.name)
      lines += piece.lines
    }
    guard collector.rejections.count <= Limits.rejections else { return false }
    self = collector
    if pieces.contains(where: { $0?.hasSerialDates ?? false }) {
      notes.append(serialNote(data.name))
    }
    return true
  }

  /// Where the columns are, by the file's beginning.
  private func layout(of data: LargeFile, as file: TableFile) -> LongLayout? {
    var reading = Reading()
    return data.withBytes(0..<LongLayout.reach) { bytes in
      guard
        let text = DataText(DataFile(name: data.name, bytes: Array(bytes)), named: file, &reading)
      else { return nil }
      return LongLayout(bytes, text, file, calendar, &reading)
    }
  }
}

extension Range<Int> {
  /// The range in pieces of a size, the last with what is left; at least one.
  func pieces(of size: Int) -> [Range<Int>] {
    let starts = [lowerBound] + stride(from: lowerBound + size, to: upperBound, by: size)
    return zip(starts, starts.dropFirst() + [upperBound]).map { $0..<$1 }
  }
}

extension LongLayout {
  /// How far behind its end a piece is read, for the row that begins in it and ends behind it.
  fileprivate static let reach = 1 << 16

  /// Reads the rows that begin in a range of a large file, from the first line break in it on; nil where
  /// that takes more than the piece.
  fileprivate func read(_ data: LargeFile, _ range: Range<Int>) -> LongPiece? {
    let isFirst = range.lowerBound == start
    // A row may begin just where the range does.
    let from = isFirst ? range.lowerBound : range.lowerBound - 1
    let until = min(range.upperBound + LongLayout.reach, data.size)
    return data.withBytes(from..<until) { bytes -> LongPiece? in
      guard bytes.count == until - from, bytes.isPlainASCII else { return nil }
      let lineBreak = isFirst ? -1 : bytes.firstIndex(of: UInt8(ascii: "\n"))
      guard let lineBreak else { return nil }
      var piece = read(bytes, from: lineBreak + 1, before: range.upperBound - from)
      guard piece.end < bytes.count || until == data.size, !piece.hasQuotes else { return nil }
      (piece.start, piece.end) = (from + lineBreak + 1, from + piece.end)
      return piece
    }
  }
}
