/// Reads comma-separated values (RFC 4180) from bytes, a row at a time, without copying fields.
///
/// Lines may end in LF or CRLF; fields may be quoted, hold line breaks and doubled quotes. Blank
/// lines are skipped. Line numbers count every line break, also those inside quotes.
struct CSVCursor {
  /// A field's bytes, without the quotes around it.
  struct Field {
    let start: Int
    let end: Int
    /// Whether doubled quotes inside stand for one.
    let hasEscapes: Bool
  }

  /// What the next row was.
  enum Row {
    case fields
    /// A quotation mark stands where it cannot, or is never closed.
    case malformed(String)
    case end
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position: Int
  private var nextLine = 1
  /// The line, from 1, on which the last row began.
  private(set) var line = 0
  /// The fields of the last row.
  private(set) var fields: [Field] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    position = bytes.count >= 3 && bytes.prefix(3).elementsEqual(mark) ? 3 : 0
  }

  mutating func next() -> Row {
    fields.removeAll(keepingCapacity: true)
    while position < bytes.count, isLineBreak(bytes[position]) {
      if bytes[position] == newline { nextLine += 1 }
      position += 1
    }
    guard position < bytes.count else { return .end }
    line = nextLine
    while true {
      if position < bytes.count, bytes[position] == quote {
        if let problem = readQuoted() {
          skipLine()
          return .malformed(problem)
        }
      } else {
        readPlain()
      }
      guard position < bytes.count else { return .fields }
      let separator = bytes[position]
      position += 1
      if separator == comma { continue }
      if separator == carriage, position < bytes.count, bytes[position] == newline { position += 1 }
      nextLine += 1
      return .fields
    }
  }

  /// The bytes of a field of the last row; nothing past its end.
  func bytes(of index: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
    guard index < fields.count else { return bytes[0..<0] }
    return bytes[fields[index].start..<fields[index].end]
  }

  /// The text of a field of the last row; nil where it is not UTF-8.
  func text(of index: Int) -> String? {
    guard index < fields.count else { return "" }
    guard let text = String(validating: bytes(of: index), as: UTF8.self) else { return nil }
    guard fields[index].hasEscapes else { return text }
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

  private mutating func readPlain() {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == comma || byte == newline || byte == carriage { break }
      position += 1
    }
    fields.append(Field(start: start, end: position, hasEscapes: false))
  }

  private mutating func readQuoted() -> String? {
    position += 1
    let start = position
    var hasEscapes = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == newline { nextLine += 1 }
      if byte == quote {
        guard position + 1 < bytes.count, bytes[position + 1] == quote else {
          fields.append(Field(start: start, end: position, hasEscapes: hasEscapes))
          position += 1
          guard position == bytes.count || bytes[position] == comma || isLineBreak(bytes[position])
          else { return "text follows a closing quotation mark" }
          return nil
        }
        hasEscapes = true
        position += 1
      }
      position += 1
    }
    return "a quotation mark is never closed"
  }

  private mutating func skipLine() {
    while position < bytes.count, bytes[position] != newline { position += 1 }
    if position < bytes.count {
      position += 1
      nextLine += 1
    }
  }

  private func isLineBreak(_ byte: UInt8) -> Bool { byte == newline || byte == carriage }
}

private let comma = UInt8(ascii: ",")
private let quote = UInt8(ascii: "\"")
private let newline = UInt8(ascii: "\n")
private let carriage = UInt8(ascii: "\r")
