import Diagnostics

/// JSON in UTF-8, put behind each other.
extension [UInt8] {
  static func += (bytes: inout Self, text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Ends a line, and begins the next at a depth.
  mutating func breakLine(_ depth: Int) {
    append(UInt8(ascii: "\n"))
    let spaces: StaticString = "                                "
    var width = 2 * depth
    while width > 0 {
      let count = Swift.min(width, spaces.utf8CodeUnitCount)
      append(contentsOf: UnsafeBufferPointer(start: spaces.utf8Start, count: count))
      width -= count
    }
  }

  /// Begins the line of an entry in a list at a depth.
  mutating func beginEntry(_ depth: Int, isFirst: Bool) {
    if !isFirst { append(UInt8(ascii: ",")) }
    breakLine(depth)
  }

  mutating func appendQuoted(_ text: String) {
    append(UInt8(ascii: "\""))
    var text = text
    let isPlain = text.withUTF8 { bytes in
      guard !bytes.contains(where: \.isSuspect) else { return false }
      append(contentsOf: bytes)
      return true
    }
    if !isPlain {
      // The log of a build obeys these anywhere in a line; to JSON the bracket is the same, escaped.
      self += escaped(text).replacing("##[", with: "##\\u005b").replacing(
        "##vso[", with: "##vso\\u005b")
    }
    append(UInt8(ascii: "\""))
  }
}

extension UInt8 {
  /// Whether it is escaped, or begins what is: control characters, `"`, `#`, `\` and the first bytes of others.
  ///
  /// A bit for each of 256 bytes, since all that is written is looked at.
  fileprivate var isSuspect: Bool {
    let bits = SIMD4<UInt64>(
      0xFFFF_FFFF | 1 << 0x22 | 1 << 0x23, 1 << (0x5C - 0x40) | 1 << (0x7F - 0x40), 0,
      1 << (0xC2 - 0xC0) | 1 << (0xD8 - 0xC0) | 1 << (0xE2 - 0xC0) | 1 << (0xEF - 0xC0))
    return bits[Int(self >> 6)] >> UInt64(self & 63) & 1 == 1
  }
}

/// The text with its escapes, without quotation marks.
private func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where isEscaped(scalar):
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// What JSON asks to be escaped, and what YAML, which JavaScript joins in part, takes for line ends or
/// for no characters at all: so each of them reads the same text.
private func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}",
    "\u{FFFF}":
    true
  // What turns the direction of writing deceives those who read JSON in a terminal or a change of it.
  case "\u{061C}", "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": true
  default: false
  }
}
