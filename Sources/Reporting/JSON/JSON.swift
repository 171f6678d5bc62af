import Diagnostics

/// A JSON value whose keys keep the order in which they were given, so that the same report is the
/// same bytes.
package enum JSON: Sendable {
  case object([(String, JSON)])
  case array([JSON])
  /// A list of any length: each item is made when it is written.
  case items(@Sendable ((JSON) -> Void) -> Void)
  case string(String)
  case integer(Int)
  /// A number already written out.
  case number(String)
  /// One or several items of a list, already written out for their place.
  case written(String)
  case truth(Bool)
  case null

  /// A string, or null where there is none.
  package static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

  /// A whole number, or null where there is none.
  package static func optional(_ number: Int?) -> JSON { number.map { .integer($0) } ?? .null }

  /// A probability as a decimal fraction with six places.
  static func probability(_ value: Double) -> JSON {
    .ratio(Int((value * 1_000_000).rounded()), 1_000_000)
  }

  /// A ratio as a decimal fraction with six places, rounded half up; null for a whole of nothing.
  package static func ratio(_ part: Int, _ whole: Int) -> JSON {
    guard whole > 0 else { return .null }
    let millionths = (part * 2_000_000 + whole) / (whole * 2)
    let digits = String(millionths % 1_000_000)
    let fraction = String(repeating: "0", count: 6 - digits.count) + digits
    return .number("\(millionths / 1_000_000).\(fraction)")
  }

  /// A list whose items are made of others when they are written.
  static func each<Items: Sequence & Sendable>(
    _ items: Items, _ json: @escaping @Sendable (Items.Element) -> JSON
  ) -> JSON {
    .items { write in for item in items { write(json(item)) } }
  }

  /// The value as text, indented by two spaces, with a line break at the end.
  package var text: String {
    var text = ""
    write { text += $0 }
    return text
  }

  /// Gives the text piece by piece, so that one of any length is never held.
  package func write(to sink: (String) -> Void) {
    var output: [UInt8] = []
    write(to: &output, indent: 0) { output in
      guard output.count >= JSON.pieceSize else { return }
      sink(String(decoding: output, as: UTF8.self))
      output.removeAll(keepingCapacity: true)
    }
    sink(String(decoding: output, as: UTF8.self) + "\n")
  }

  private static let pieceSize = 1 << 16

  /// The value as it is written at a depth, to be put there later, and maybe more than once.
  func written(indent: Int) -> JSON {
    var output: [UInt8] = []
    write(to: &output, indent: indent) { _ in }
    return .written(String(decoding: output, as: UTF8.self))
  }

  /// Items of a list as they are written at a depth, to be put into the list later.
  static func items(_ items: [JSON], indent: Int) -> String {
    var output: [UInt8] = []
    let between = ",\n" + String(repeating: "  ", count: indent)
    for (index, item) in items.enumerated() {
      if index > 0 { output += between }
      item.write(to: &output, indent: indent) { _ in }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Writes the value at a depth; `flush` may take what is written after each item of a list.
  ///
  /// A report of many divergences is mostly this, and bytes are put behind each other in less time than text.
  private func write(to output: inout [UInt8], indent: Int, _ flush: (inout [UInt8]) -> Void) {
    switch self {
    case .object(let entries):
      JSON.writeList("{", "}", to: &output, indent) { next, output in
        for entry in entries {
          next(&output)
          JSON.writeQuoted(entry.0, to: &output)
          output += ": "
          entry.1.write(to: &output, indent: indent + 1, flush)
        }
      }
    case .array(let items):
      JSON.writeList("[", "]", to: &output, indent) { next, output in
        for item in items {
          next(&output)
          item.write(to: &output, indent: indent + 1, flush)
        }
      }
    case .items(let each):
      JSON.writeList("[", "]", to: &output, indent) { next, output in
        each { item in
          next(&output)
          item.write(to: &output, indent: indent + 1, flush)
          flush(&output)
        }
      }
    case .string(let text): JSON.writeQuoted(text, to: &output)
    case .integer(let number): output += String(number)
    case .number(let text), .written(let text): output += text
    case .truth(let truth): output += truth ? "true" : "false"
    case .null: output += "null"
    }
  }

  /// Writes a list, of which `next` begins each entry.
  private static func writeList(
    _ open: String, _ close: String, to output: inout [UInt8], _ indent: Int,
    _ entries: ((inout [UInt8]) -> Void, inout [UInt8]) -> Void
  ) {
    let margin = String(repeating: "  ", count: indent)
    let between = ",\n\(margin)  "
    var isEmpty = true
    output += open
    let next: (inout [UInt8]) -> Void = { output in
      output += isEmpty ? "\n\(margin)  " : between
      isEmpty = false
    }
    entries(next, &output)
    if !isEmpty { output += "\n" + margin }
    output += close
  }

  private static func writeQuoted(_ text: String, to output: inout [UInt8]) {
    // Of more than one byte, what is escaped begins with one of four.
    let isPlain = !text.utf8.contains {
      $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 == 0x7F
        || $0 == 0xC2 || $0 == 0xD8 || $0 == 0xE2 || $0 == 0xEF || $0 == UInt8(ascii: "#")
    }
    output += "\""
    // The log of a build obeys these anywhere in a line; to JSON the bracket is the same, escaped.
    output +=
      isPlain
      ? text
      : escaped(text).replacing("##[", with: "##\\u005b").replacing("##vso[", with: "##vso\\u005b")
    output += "\""
  }

  private static func escaped(_ text: String) -> String {
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

extension [UInt8] {
  fileprivate static func += (bytes: inout Self, text: String) {
    bytes.append(contentsOf: text.utf8)
  }
}
