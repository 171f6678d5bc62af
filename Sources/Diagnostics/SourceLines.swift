/// A text with the places at which its lines begin, for showing many of its lines.
public struct SourceLines: Sendable {
  private let text: String
  /// The byte at which each line begins.
  private let starts: [Int]

  /// Looks for the lines of a file.
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
    self.text = text
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
