import Diagnostics

/// Writes text into XML 1.0.
enum XMLText {
  /// The text escaped for an element or a double-quoted attribute.
  ///
  /// Control characters, and characters that XML cannot hold, are made visible.
  static func escaped(_ text: String) -> String {
    let text = VisibleText.shown(text)
    // Fast path: most texts need no escaping; EF is the first byte of U+FFFE and U+FFFF.
    guard text.utf8.contains(where: isSuspect) else { return text }
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;".unicodeScalars
      case "<": output += "&lt;".unicodeScalars
      case ">": output += "&gt;".unicodeScalars
      case "\"": output += "&quot;".unicodeScalars
      // A parser would normalise these to spaces or line feeds.
      case "\n": output += "&#10;".unicodeScalars
      case "\r": output += "&#13;".unicodeScalars
      case "\t": output += "&#9;".unicodeScalars
      case "\u{FFFE}", "\u{FFFF}": output.append("\u{FFFD}")
      default: output.append(scalar)
      }
    }
    return String(output)
  }

  private static func isSuspect(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<0x20, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      0xEF:
      true
    default: false
    }
  }

  /// A start tag's attributes, each after a space.
  static func attributes(_ pairs: [(name: String, value: String)]) -> String {
    pairs.map { " \($0.name)=\"\(escaped($0.value))\"" }.joined()
  }
}
