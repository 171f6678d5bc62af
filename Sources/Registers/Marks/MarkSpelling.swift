import Clauses

/// A mark as management systems, spreadsheets and people write it.
///
/// | written | means |
/// |---|---|
/// | `n`, `c1` | the code in upper case |
/// | `C 1` | `C1` |
/// | `∕`, `⁄`, `／`, and `＼`, `∖`, `⧵` | `/` and `\` |
/// | `/\` in a session of its own | present: `/` in the morning, `\` in the afternoon |
/// | nothing, `-`, `–`, `—`, `−`, `.`, `!`, once or repeated | no mark |
/// | any other sign, or a letter and a digit | a code, also one that no list knows |
///
/// Anything longer is a word, not a code. Whether a code exists, and on which dates, is for the law to
/// say and not for the reader.
enum MarkSpelling: Equatable {
  case code(MarkCode)
  case noMark
  /// Present in both of a day's sessions.
  case presentAllDay

  /// Reads a mark; nil where the text is none.
  init?(_ text: some StringProtocol) {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let byte = MarkSpelling.plain(scalar) else { return nil }
      if byte != space { bytes.append(byte) } else if bytes.count != 1 { return nil }
    }
    if bytes.allSatisfy({ MarkSpelling.isNoMark($0) }) {
      self = .noMark
    } else if bytes.count == 1, let code = MarkCode(bytes) {
      self = .code(code)
    } else if bytes == [slash, backslash] {
      self = .presentAllDay
    } else if bytes.count == 2, isLetter(bytes[0]), isDigit(bytes[1]), let code = MarkCode(bytes) {
      self = .code(code)
    } else {
      return nil
    }
  }

  /// Reads a mark of a session; nil where the text is none.
  static func mark(_ text: some StringProtocol, in half: SessionHalf) -> Entry? {
    switch MarkSpelling(trimmed(text)) {
    case .code(let code): Entry(code: code)
    case .noMark: Entry(code: nil)
    case .presentAllDay: Entry(code: MarkCode([half == .morning ? slash : backslash]))
    case nil: nil
    }
  }

  /// What stands in the register for a session.
  struct Entry: Equatable {
    /// The code; nil for no mark.
    let code: MarkCode?
  }

  /// Whether a sign stands for no mark.
  static func isNoMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!")
  }

  /// The plain sign that a character stands for, in upper case; nil where it is none of a code.
  static func plain(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0x61...0x7A: UInt8(scalar.value - 0x20)
    case 0x20...0x7E: UInt8(scalar.value)
    case 0x2044, 0x2215, 0x29F8: slash
    case 0x2216, 0x29F5, 0x29F9: backslash
    case 0x2010...0x2015, 0x2212: UInt8(ascii: "-")
    // Full-width forms stand in the order of the plain ones.
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).flatMap { plain($0) }
    default: nil
    }
  }
}

private let space = UInt8(ascii: " ")
private let slash = UInt8(ascii: "/")
private let backslash = UInt8(ascii: "\\")

private func isLetter(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
}
func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
