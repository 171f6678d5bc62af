/// A place in a text: line and column count from 1, columns in Unicode scalars.
package struct SourcePosition: Sendable, Hashable, Comparable {
  // Half words, because every value that was read carries two positions.
  private let storedLine, storedColumn: UInt32

  /// The line, from 1.
  package var line: Int { Int(storedLine) }
  /// The column in Unicode scalars, from 1.
  package var column: Int { Int(storedColumn) }

  /// Creates a position from a line and a column, both counted from 1, up to four thousand million.
  package init(line: Int, column: Int) {
    storedLine = UInt32(clamping: line)
    storedColumn = UInt32(clamping: column)
  }

  /// The first place in any text.
  package static let start = SourcePosition(line: 1, column: 1)

  package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// The name of a file as the user gave it, shared by all places in the file.
package final class SourceName: Sendable, Hashable {
  /// The name.
  package let text: String

  /// Creates the name of a file that is about to be read.
  package init(_ text: String) { self.text = text }

  package static func == (left: SourceName, right: SourceName) -> Bool {
    left === right || left.text == right.text
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// A stretch of one file, from its first scalar up to, not including, `end`.
package struct SourceSpan: Sendable, Hashable {
  // A reference, because every value that was read carries a place: a string would be larger and
  // more expensive to retain.
  private let name: SourceName
  /// The first place of the stretch.
  package let start: SourcePosition
  /// The place after the last scalar of the stretch.
  package let end: SourcePosition

  /// The file as the user named it.
  package var file: String { name.text }

  /// Creates a span of a file between two places.
  package init(in name: SourceName, start: SourcePosition, end: SourcePosition) {
    self.name = name
    self.start = start
    self.end = end
  }

  /// Creates a span with a file name of its own.
  package init(file: String, start: SourcePosition, end: SourcePosition) {
    self.init(in: SourceName(file), start: start, end: end)
  }

  /// A place in the same file.
  package func moved(from start: SourcePosition, to end: SourcePosition) -> SourceSpan {
    SourceSpan(in: name, start: start, end: end)
  }

  /// The start of a file, for diagnostics about the file as a whole.
  package static func startOfFile(_ file: String) -> SourceSpan {
    SourceSpan(file: file, start: .start, end: .start)
  }
}

/// A value together with the place it was read from.
///
/// Equality compares both; compare `value` to compare meaning.
package struct Located<Value> {
  /// The value that was read.
  package let value: Value
  /// The place from which it was read.
  package let span: SourceSpan

  /// Creates a located value.
  package init(_ value: Value, at span: SourceSpan) {
    self.value = value
    self.span = span
  }

  /// The same place with another value.
  package func map<Other>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), at: span)
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}

/// A file's name and its whole text.
package struct SourceFile: Sendable, Hashable {
  /// The file as the user named it; it appears in every message.
  package let path: String
  /// The text, already known to be UTF-8.
  package let text: String

  /// Creates a file from its name and text.
  package init(path: String, text: String) {
    self.path = path
    self.text = text
  }

  /// The position, or the end of the last written line where it lies past it; an omission at the
  /// end of a file is shown there.
  package func written(_ position: SourcePosition) -> SourcePosition {
    let newline = UInt8(ascii: "\n")
    let bytes = text.utf8.reversed().drop { $0 == newline || $0 == UInt8(ascii: "\r") }.reversed()
    let lines = bytes.split(separator: newline, omittingEmptySubsequences: false)
    guard position.line > lines.count, let last = lines.last else { return position }
    let columns = String(decoding: last, as: UTF8.self).unicodeScalars.count
    return SourcePosition(line: lines.count, column: columns + 1)
  }
}
