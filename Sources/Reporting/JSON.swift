import Diagnostics

/// A JSON value whose keys keep the order in which they were given, so that the same report is the
/// same bytes.
public indirect enum JSON: Sendable {
  case object([(String, JSON)])
  case array([JSON])
  case string(String)
  case integer(Int)
  /// A number already written out.
  case number(String)
  /// One or several items of a list, already written out for their place.
  case written(String)
  case truth(Bool)
  case null

  /// A string, or null where there is none.
  public static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

  /// A whole number, or null where there is none.
  public static func optional(_ number: Int?) -> JSON { number.map { .integer($0) } ?? .null }

  /// A probability as a decimal fraction with six places.
  static func probability(_ value: Double) -> JSON {
    .ratio(Int((value * 1_000_000).rounded()), 1_000_000)
  }

  /// A ratio as a decimal fraction with six places, rounded half up; null for a whole of nothing.
  public static func ratio(_ part: Int, _ whole: Int) -> JSON {
    guard whole > 0 else { return .null }
    let millionths = (part * 2_000_000 + whole) / (whole * 2)
    let digits = String(millionths % 1_000_000)
    let fraction = String(repeating: "0", count: 6 - digits.count) + digits
    return .number("\(millionths / 1_000_000).\(fraction)")
  }

  /// The value as text, indented by two spaces, with a line break at the end.
  public var text: String {
    var output = ""
    write(to: &output, indent: 0)
    return output + "\n"
  }

  /// Items of a list as they are written at a depth, to be put into the list later.
  static func items(_ items: [JSON], indent: Int) -> String {
    var output = ""
    let margin = String(repeating: "  ", count: indent)
    for (index, item) in items.enumerated() {
      if index > 0 { output += ",\n" + margin }
      item.write(to: &output, indent: indent)
    }
    return output
  }

  private func write(to output: inout String, indent: Int) {
    switch self {
    case .object(let entries):
      writeList(entries, "{", "}", to: &output, indent) { entry, output in
        output += JSON.quoted(entry.0)
        output += ": "
        entry.1.write(to: &output, indent: indent + 1)
      }
    case .array(let items):
      writeList(items, "[", "]", to: &output, indent) { item, output in
        item.write(to: &output, indent: indent + 1)
      }
    case .string(let text): output += JSON.quoted(text)
    case .integer(let number): output += String(number)
    case .number(let text), .written(let text): output += text
    case .truth(let truth): output += truth ? "true" : "false"
    case .null: output += "null"
    }
  }

  private func writeList<Item>(
    _ items: [Item], _ open: String, _ close: String, to output: inout String, _ indent: Int,
    item write: (Item, inout String) -> Void
  ) {
    guard !items.isEmpty else {
      output += open + close
      return
    }
    output += open
    let margin = String(repeating: "  ", count: indent)
    for (index, item) in items.enumerated() {
      output += index == 0 ? "\n" : ",\n"
      output += margin
      output += "  "
      write(item, &output)
    }
    output += "\n"
    output += margin
    output += close
  }

  private static func quoted(_ text: String) -> String {
    // The log of a build obeys these anywhere in a line; to JSON the bracket is the same, escaped.
    let quoted = escaped(text)
    return quoted.utf8.contains(UInt8(ascii: "#"))
      ? quoted.replacing("##[", with: "##\\u005b").replacing("##vso[", with: "##vso\\u005b")
      : quoted
  }

  private static func escaped(_ text: String) -> String {
    // Of more than one byte, what is escaped begins with one of three.
    let needsEscapes = text.utf8.contains {
      $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 == 0x7F
        || $0 == 0xC2 || $0 == 0xD8 || $0 == 0xE2 || $0 == 0xEF
    }
    guard needsEscapes else { return "\"\(text)\"" }
    var result = "\""
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
    return result + "\""
  }

  /// What JSON asks to be escaped, and what YAML, which JavaScript joins in part, takes for line ends or
  /// for no characters at all: so each of them reads the same text.
  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}",
      "\u{FFFF}":
      true
    // What turns the direction of writing deceives those who read JSON in a terminal or a change of it.
    case "\u{061C}", "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": true
    default: false
    }
  }
}
