/// A text with an index of its lines, for showing many of them.
public struct SourceLines: Sendable {
  private let text: String
  /// The byte at which each line begins.
  private let starts: [Int]
  /// For each long line, the number of scalars before each of its blocks.
  private let columns: [Int: [Int]]

  /// The block size, in bytes, in which longer lines are indexed.
  private static let block = 4_096

  /// A part of a line.
  public struct Part: Sendable {
    /// The text of the part.
    public let text: Substring
    /// The number of scalars of the line before it.
    public let skipped: Int
  }

  /// Indexes the lines of a file.
  public init(_ file: SourceFile) {
    var text = file.text
    starts = text.withUTF8 { bytes in
      var starts = [0]
      starts.reserveCapacity(bytes.count / 32)
      for place in bytes.indices where bytes[place] == UInt8(ascii: "\n") {
        starts.append(place + 1)
      }
      return starts
    }
    let starts = starts
    columns = text.withUTF8 { bytes in
      var columns: [Int: [Int]] = [:]
      for number in starts.indices {
        let end = number + 1 < starts.count ? starts[number + 1] - 1 : bytes.count
        guard end - starts[number] > SourceLines.block else { continue }
        var counts = [0]
        for start in stride(from: starts[number], to: end, by: SourceLines.block) {
          let block = bytes[start..<min(start + SourceLines.block, end)]
          counts.append(counts[counts.count - 1] + block.count { $0 & 0xC0 != 0x80 })
        }
        columns[number + 1] = counts
      }
      return columns
    }
    self.text = text
  }

  /// The part of a line around a column: the whole line, unless it is long.
  public func part(of number: Int, near column: Int) -> Part? {
    guard let line = self[number] else { return nil }
    guard let counts = columns[number] else { return Part(text: line, skipped: 0) }
    // Three blocks, the first of which contains the scalar 500 places before the column.
    let wanted = max(0, column - 500)
    var (low, high) = (0, counts.count - 1)
    while low + 1 < high {
      let middle = (low + high) / 2
      (low, high) = counts[middle] <= wanted ? (middle, high) : (low, middle)
    }
    let bytes = line.utf8
    func place(_ block: Int) -> String.Index {
      let offset = min(block * SourceLines.block, bytes.count)
      var place = bytes.index(bytes.startIndex, offsetBy: offset)
      while place < bytes.endIndex, bytes[place] & 0xC0 == 0x80 {
        place = bytes.index(after: place)
      }
      return place
    }
    return Part(text: line[place(low)..<place(low + 3)], skipped: counts[low])
  }

  /// The text of one line, counted from 1, without its line break; nil past the end.
  public subscript(_ number: Int) -> Substring? {
    guard starts.indices.contains(number - 1) else { return nil }
    let bytes = text.utf8
    let end = number < starts.count ? starts[number] - 1 : bytes.count
    let line = bytes[
      bytes.index(
        bytes.startIndex, offsetBy: starts[number - 1])..<bytes.index(
          bytes.startIndex, offsetBy: end)]
    return Substring(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }
}
