import Diagnostics
import PositionedYAML

/// Writes a node in the style of a handwritten file: groups in blocks, lists of single values in
/// one line.
enum ExampleYAML {
  static func text(_ node: YAMLNode) -> String {
    switch node.content {
    case .mapping(let entries): entries.map { entry($0, "") }.joined()
    case .sequence, .scalar: inline(node) + "\n"
    }
  }

  private static func entry(_ entry: YAMLEntry, _ indent: String) -> String {
    let key = indent + scalar(YAMLScalar(entry.key.value))
    switch entry.value.content {
    case .mapping(let entries) where !isShort(entry.value):
      return "\(key):\n" + entries.map { self.entry($0, indent + "  ") }.joined()
    case .sequence(let items) where !isShort(entry.value):
      return "\(key):\n" + items.map { "\(indent)  - \(inline($0))\n" }.joined()
    default: return "\(key): \(inline(entry.value))\n"
    }
  }

  /// Whether a value is short enough for the line of its key.
  private static func isShort(_ node: YAMLNode) -> Bool {
    switch node.content {
    case .scalar: true
    case .mapping(let entries):
      entries.allSatisfy { if case .scalar = $0.value.content { true } else { false } }
        && inline(node).count <= 80
    case .sequence(let items):
      items.allSatisfy { if case .scalar = $0.content { true } else { false } }
    }
  }

  private static func inline(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text): scalar(text)
    case .sequence(let items): "[" + items.map(inline).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{ "
        + entries.map { "\(scalar(YAMLScalar($0.key.value))): \(inline($0.value))" }
        .joined(separator: ", ") + " }"
    }
  }

  private static func scalar(_ scalar: YAMLScalar) -> String {
    let plain = scalar.text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte > 0x7F
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || " _-.£%:/".utf8.contains(byte)
    }
    let isSafe =
      plain && !scalar.text.isEmpty && !scalar.text.contains(": ") && !scalar.text.hasSuffix(":")
      && !scalar.text.hasPrefix("-") && !scalar.text.hasPrefix("%") && !scalar.text.hasPrefix(" ")
    guard !isSafe else { return scalar.text }
    return "'" + scalar.text.replacing("'", with: "''") + "'"
  }
}
