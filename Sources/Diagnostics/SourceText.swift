/// A place in a text: line and column count from 1, columns in Unicode scalars.
public struct SourcePosition: Sendable, Hashable, Comparable {
  // Half words, because every value that was read carries two positions.
  private let storedLine, storedColumn: UInt32

  /// The line, from 1.
  public var line: Int { Int(storedLine) }
  /// The column in Unicode scalars, from 1.
  public var column: Int { Int(storedColumn) }

  /// Creates a position from a line and a column, both counted from 1, up to four thousand million.
  public init(line: Int, column: Int) {
    storedLine = UInt32(clamping: line)
    storedColumn = UInt32(clamping: column)
  }

  /// The first place in any text.
  public static let start = SourcePosition(line: 1, column: 1)

  public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// The name of a file as the user gave it, shared by all places in the file.
public final class SourceName: Sendable, Hashable {
  /// The name.
  public let text: String

  /// Creates the name of a file that is about to be read.
  public init(_ text: String) { self.text = text }

  public static func == (left: SourceName, right: SourceName) -> Bool {
    left === right || left.text == right.text
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// A stretch of one file, from its first scalar up to, not including, `end`.
public struct SourceSpan: Sendable, Hashable {
  // A reference, because every value that was read carries a place: a string would be larger and
  // more expensive to retain.
  private let name: SourceName
  /// The first place of the stretch.
  public let start: SourcePosition
  /// The place after the last scalar of the stretch.
  public let end: SourcePosition

  /// The file as the user named it.
  public var file: String { name.text }

  /// Creates a span of a file between two places.
  public init(in name: SourceName, start: SourcePosition, end: SourcePosition) {
    self.name = name
    self.start = start
    self.end = end
  }

  /// Creates a span with a file name of its own.
  public init(file: String, start: SourcePosition, end: SourcePosition) {
    self.init(in: SourceName(file), start: start, end: end)
  }

  /// A place in the same file.
  public func moved(from start: SourcePosition, to end: SourcePosition) -> SourceSpan {
    SourceSpan(in: name, start: start, end: end)
  }

  /// The start of a file, for diagnostics about the file as a whole.
  public static func startOfFile(_ file: String) -> SourceSpan {
    SourceSpan(file: file, start: .start, end: .start)
  }
}

/// A value together with the place it was read from.
///
/// Equality compares both; compare `value` to compare meaning.
public struct Located<Value> {
  /// The value that was read.
  public let value: Value
  /// The place from which it was read.
  public let span: SourceSpan

  /// Creates a located value.
  public init(_ value: Value, at span: SourceSpan) {
    self.value = value
    self.span = span
  }

  /// The same place with another value.
  public func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), at: span)
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}

/// A file's name and its whole text.
public struct SourceFile: Sendable, Hashable {
  /// The file as the user named it; it appears in every message.
  public let path: String
  /// The text, already known to be UTF-8.
  public let text: String

  /// Creates a file from its name and text.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }

  /// The position, or the end of the last written line where it lies past it; an omission at the
  /// end of a file is shown there.
  public func written(_ position: SourcePosition) -> SourcePosition {
    let newline = UInt8(ascii: "\n")
    let bytes = text.utf8.reversed().drop { $0 == newline || $0 == UInt8(ascii: "\r") }.reversed()
    let lines = bytes.split(separator: newline, omittingEmptySubsequences: false)
    guard position.line > lines.count, let last = lines.last else { return position }
    let columns = String(decoding: last, as: UTF8.self).unicodeScalars.count
    return SourcePosition(line: lines.count, column: columns + 1)
  }
}
