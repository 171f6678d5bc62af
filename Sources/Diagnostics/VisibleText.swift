/// Text from a file or an argument, made harmless for display.
///
/// Terminals obey escapes and control characters, marks of writing direction deceive readers, and
/// build logs obey lines in the form of commands. Each is shown as an escape such as `\u001B`.
public enum VisibleText {
  /// The text with control characters and marks of direction shown; line breaks and tabs stay.
  public static func shown(_ text: String) -> String {
    rewritten(text) { bytes, place in step(bytes, place, keepsLines: true) }
  }

  /// The text on one line, with line breaks and tabs escaped too.
  public static func onOneLine(_ text: String) -> String {
    rewritten(text) { bytes, place in step(bytes, place, keepsLines: false) }
  }

  /// A report or message for a terminal or a build log: its only control characters are the
  /// sequences of `styles`, and no line is a command to a build's runner.
  public static func forPeople(_ text: String, styles: [String] = []) -> String {
    let styles = styles.map { Array($0.utf8) }
    return rewritten(text) { bytes, place in
      switch bytes[place] {
      case escape:
        if let style = styles.first(where: { bytes[place...].starts(with: $0) }) {
          return .keep(style.count)
        }
      case colon:
        guard bytes[place...].starts(with: [colon, colon]), beginsLine(bytes, place) else {
          return .keep(1)
        }
        return .replace(2, "\\::")
      case hash:
        // Commands in the older forms are obeyed anywhere in a line.
        return olderCommands.contains { bytes[place...].starts(with: $0.utf8) }
          ? .replace(2, "## ") : .keep(1)
      default: break
      }
      return step(bytes, place, keepsLines: true)
    }
  }

  /// The prefixes of commands that the runners of GitHub and Azure obey within a line.
  private static let olderCommands = ["##[", "##vso["]

  /// Whether only white space of any width precedes a place in its line.
  private static func beginsLine(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    let start = bytes[..<place].lastIndex { $0 == newline || $0 == carriage }.map { $0 + 1 } ?? 0
    // A longer prefix is taken for text, which bounds the work.
    guard place - start <= 1 << 10 else { return false }
    return String(decoding: bytes[start..<place], as: UTF8.self).unicodeScalars
      .allSatisfy(\.properties.isWhitespace)
  }

  /// The action for the bytes at a place.
  private enum Step {
    case keep(Int)
    case replace(Int, String)
  }

  /// The text with each suspect part passed through `step`.
  private static func rewritten(
    _ text: String, _ step: (UnsafeBufferPointer<UInt8>, Int) -> Step
  ) -> String {
    var text = text
    let changed: [UInt8]? = text.withUTF8 { bytes in
      var output: [UInt8]?
      // The end of the bytes copied so far.
      var (kept, place) = (0, 0)
      while place < bytes.count {
        guard isSuspect(bytes[place]) else {
          place += 1
          continue
        }
        switch step(bytes, place) {
        case .keep(let count): place += count
        case .replace(let count, let shown):
          if output == nil { output = [] }
          output?.append(contentsOf: bytes[kept..<place])
          output?.append(contentsOf: shown.utf8)
          place += count
          kept = place
        }
      }
      output?.append(contentsOf: bytes[kept...])
      return output
    }
    return changed.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// Whether a byte is, or begins, a sequence to escape.
  private static func isSuspect(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == colon || byte == hash || byte >= 0xC2
  }

  private static func step(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int, keepsLines: Bool
  ) -> Step {
    let byte = bytes[place]
    switch byte {
    case newline where keepsLines, tab where keepsLines: return .keep(1)
    case carriage where keepsLines:
      // A line break of CSV.
      return bytes[place...].starts(with: [carriage, newline]) ? .keep(1) : .replace(1, "\\r")
    case newline: return .replace(1, "\\n")
    case carriage: return .replace(1, "\\r")
    case tab: return .replace(1, "\\t")
    case 0..<0x20, 0x7F: return .replace(1, escaped(UInt32(byte)))
    // Every other scalar to escape begins with one of these bytes.
    case 0xC2, 0xD8, 0xE2, 0xEF, 0xF3: break
    default: return .keep(1)
    }
    let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    let scalar = String(decoding: bytes[place..<min(place + length, bytes.count)], as: UTF8.self)
      .unicodeScalars.first
    guard let scalar, isDeceptive(scalar) else { return .keep(length) }
    return .replace(length, String(scalar).utf16.map { escaped(UInt32($0)) }.joined())
  }

  /// Whether a scalar is a control character, changes the writing direction, breaks lines in some
  /// readers or is invisible.
  private static func isDeceptive(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x80...0x9F, 0x061C, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x2064,
      0x2066...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// A UTF-16 unit in JSON's form, so that JSON reads the same character.
  private static func escaped(_ unit: UInt32) -> String {
    let digits = String(unit, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static let newline = UInt8(ascii: "\n")
  private static let carriage = UInt8(ascii: "\r")
  private static let tab = UInt8(ascii: "\t")
  private static let escape: UInt8 = 0x1B
  private static let colon = UInt8(ascii: ":")
  private static let hash = UInt8(ascii: "#")
}
