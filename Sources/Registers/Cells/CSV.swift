/// Reads separated values (RFC 4180) from bytes, a row at a time, without copying fields.
///
/// Lines may end in LF, CRLF or CR; fields may be quoted, hold line breaks and doubled quotes. Blank
/// lines are skipped. Line numbers count every line break, also those inside quotes.
struct CSVCursor {
  /// A field's bytes, without the quotes around it.
  struct Field {
    var start = 0
    var end = 0
    /// Whether doubled quotes inside stand for one.
    var hasEscapes = false
  }

  /// What the next row was.
  enum Row: Equatable {
    case fields
    /// A quotation mark stands where it cannot, or is never closed.
    ///
    /// Such a row ends with the line on which that mark was opened, so that one mark too many does
    /// not swallow the rows after it.
    case malformed(String)
    case end
  }

  /// What is wrong with a field that goes on to the end of the bytes.
  static let neverClosed = "a quotation mark is never closed"

  private let bytes: UnsafeBufferPointer<UInt8>
  /// The byte between fields.
  let separator: UInt8
  /// No byte above this one ends a plain field.
  private let highest: UInt8
  /// Where the next row is looked for.
  private(set) var position: Int
  /// The number of the line at `position`, from 1 where reading began.
  private(set) var nextLine = 1
  /// The line on which the last row began.
  private(set) var line = 0
  /// How many fields the last row has.
  private(set) var count = 0
  /// The fields of the last row come first; what is behind them belongs to earlier rows.
  private var fields = Array(repeating: Field(), count: 16)

  /// Creates a cursor that reads from a place in the bytes; a byte order mark at their start is
  /// passed over.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0, separator: UInt8 = comma) {
    self.bytes = bytes
    self.separator = separator
    highest = max(separator, carriage)
    position = start == 0 && bytes.starts(with: byteOrderMark) ? byteOrderMark.count : start
  }

  /// Reads the next row; `.end` where none begins before `limit`.
  mutating func next(before limit: Int = .max) -> Row {
    let limit = min(limit, bytes.count)
    while position < limit, isLineBreak(bytes[position]) { passLineBreak() }
    guard position < limit else { return .end }
    line = nextLine
    count = 0
    while true {
      if position < bytes.count, bytes[position] == quote {
        if let problem = readQuoted() { return .malformed(problem) }
      } else {
        readPlain()
      }
      guard position < bytes.count else { return .fields }
      guard bytes[position] == separator else {
        passLineBreak()
        return .fields
      }
      position += 1
    }
  }

  /// Whether the row that was read last may go on behind the bytes.
  func mayGoOn(_ row: Row) -> Bool {
    position >= bytes.count || row == .malformed(CSVCursor.neverClosed)
  }

  /// Words for a rejection of the last row, where a quoted field makes it longer than a line.
  var extent: String {
    let endsInBreak = position > 0 && isLineBreak(bytes[position - 1])
    let last = endsInBreak ? nextLine - 1 : nextLine
    return last > line ? "; quotation marks make the row \(last - line + 1) lines long" : ""
  }

  /// Passes over a row that somebody else has read, from `position` up to the end of its last field.
  mutating func pass(rowEndingAt end: Int) {
    (line, count, position) = (nextLine, 0, end)
    if end < bytes.count { passLineBreak() }
  }

  /// Passes over rows of one line each that somebody else has read, up to the start of a line.
  mutating func pass(rows: Int, to start: Int) {
    nextLine += rows
    (line, count, position) = (nextLine - 1, 0, start)
  }

  /// The bytes of a field of the last row; nothing past its end.
  func bytes(of index: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
    guard index < count else { return bytes[0..<0] }
    let field = field(index)
    return bytes[field.start..<field.end]
  }

  /// Whether a field of the last row has doubled quotes that mean one.
  func hasEscapes(_ index: Int) -> Bool { index < count && fields[index].hasEscapes }

  /// All bytes, and the fields of the last row.
  func withFields<Result>(
    _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<Field>) -> Result
  ) -> Result {
    fields.withUnsafeBufferPointer { body(bytes, UnsafeBufferPointer(rebasing: $0[..<count])) }
  }

  /// A field of the last row, which must have it.
  func field(_ index: Int) -> Field { fields[index] }

  /// The text of a field of the last row; nil where it is not UTF-8.
  func text(of index: Int) -> String? { index < count ? text(of: fields[index]) : "" }

  /// The text of a field; nil where it is not UTF-8.
  func text(of field: Field) -> String? {
    let content = UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])
    // Nearly every cell is ASCII, which needs no validation.
    let text =
      content.allSatisfy { $0 < 0x80 }
      ? String(decoding: content, as: UTF8.self) : String(validating: content, as: UTF8.self)
    return text.map { field.hasEscapes ? undoubled($0) : $0 }
  }

  /// Whether every field of the last row is UTF-8.
  var isText: Bool {
    let row = UnsafeBufferPointer(rebasing: bytes[fields[0].start..<fields[count - 1].end])
    return row.isPlainASCII || (0..<count).allSatisfy { text(of: fields[$0]) != nil }
  }

  /// The texts of the last row; nil where one is not UTF-8.
  func texts() -> [String]? {
    var texts: [String] = []
    texts.reserveCapacity(count)
    for index in 0..<count {
      guard let text = text(of: index) else { return nil }
      texts.append(text)
    }
    return texts
  }

  /// Whether every field of the last row from a place on is blank.
  func isBlank(from index: Int = 0) -> Bool {
    (index..<max(index, count)).allSatisfy { place in
      bytes(of: place).allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }
  }

  private mutating func readPlain() {
    let (bytes, separator, highest) = (bytes, separator, highest)
    var place = position
    while place < bytes.count {
      let byte = bytes[place]
      if byte <= highest, byte == separator || byte == newline || byte == carriage { break }
      place &+= 1
    }
    append(Field(start: position, end: place))
    position = place
  }

  private mutating func readQuoted() -> String? {
    let (opened, openedLine) = (position, nextLine)
    var hasEscapes = false
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if isLineBreak(byte) {
        passLineBreak()
        continue
      }
      if byte == quote {
        guard position + 1 < bytes.count, bytes[position + 1] == quote else {
          append(Field(start: opened + 1, end: position, hasEscapes: hasEscapes))
          position += 1
          guard
            position == bytes.count || bytes[position] == separator || isLineBreak(bytes[position])
          else {
            skipLine(from: opened, openedLine)
            return "text follows a closing quotation mark"
          }
          return nil
        }
        hasEscapes = true
        position += 1
      }
      position += 1
    }
    skipLine(from: opened, openedLine)
    return CSVCursor.neverClosed
  }

  private mutating func append(_ field: Field) {
    if count < fields.count { fields[count] = field } else { fields.append(field) }
    count += 1
  }

  private mutating func skipLine(from start: Int, _ number: Int) {
    (position, nextLine) = (start, number)
    while position < bytes.count, !isLineBreak(bytes[position]) { position += 1 }
    if position < bytes.count { passLineBreak() }
  }

  private mutating func passLineBreak() {
    if bytes[position] == carriage, position + 1 < bytes.count, bytes[position + 1] == newline {
      position += 1
    }
    position += 1
    nextLine += 1
  }

  private func isLineBreak(_ byte: UInt8) -> Bool { byte == newline || byte == carriage }
}

/// A text with each doubled quotation mark made one.
func undoubled(_ text: String) -> String {
  // Scalars, because a quotation mark and an accent after it are one character.
  var result = String.UnicodeScalarView()
  var skipsQuote = false
  for scalar in text.unicodeScalars {
    if scalar == "\"", skipsQuote {
      skipsQuote = false
      continue
    }
    skipsQuote = scalar == "\""
    result.append(scalar)
  }
  return String(result)
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
private let newline = UInt8(ascii: "\n")
private let carriage = UInt8(ascii: "\r")
