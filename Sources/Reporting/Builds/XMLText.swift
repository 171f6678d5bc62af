import Diagnostics

/// Writes text into XML 1.0.
enum XMLText {
  /// The text as it may stand in an element or between double quotes; what XML cannot hold or no reader
  /// should obey is shown as what it is.
  static func escaped(_ text: String) -> String {
    let text = VisibleText.shown(text)
    // Most texts have nothing of the kind; what XML cannot hold begins with one byte, where it has more.
    guard text.utf8.contains(where: isSuspect) else { return text }
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;".unicodeScalars
      case "<": output += "&lt;".unicodeScalars
      case ">": output += "&gt;".unicodeScalars
      case "\"": output += "&quot;".unicodeScalars
      // A parser turns these into spaces, or into each other, where they stand as they are.
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
