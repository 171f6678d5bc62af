import Diagnostics
import PositionedYAML

/// The document that a text holds, named `t.yaml`.
func read(_ text: String) -> Outcome<YAMLNode> {
  YAMLDocument.read(SourceFile(path: "t.yaml", text: text))
}

/// The rules of the diagnostics with their places, as in `yaml.anchor 2:4`.
func faults(_ text: String) -> [String] {
  read(text).diagnostics.map { "\($0.rule) \(place($0.span.start))" }
}

/// A place as `line:column`.
func place(_ position: SourcePosition) -> String { "\(position.line):\(position.column)" }

extension YAMLNode {
  /// The tree in one line: scalars with the places where they begin and end.
  var drawn: String {
    switch content {
    case .scalar(let scalar):
      let text = scalar.isQuoted ? "'\(scalar.text)'" : scalar.text
      return "\(text)@\(place(span.start))-\(place(span.end))"
    case .sequence(let items): return "[\(items.map(\.drawn).joined(separator: ", "))]"
    case .mapping(let entries):
      let pairs = entries.map { "\($0.key.value)@\(place($0.key.span.start)): \($0.value.drawn)" }
      return "{\(pairs.joined(separator: ", "))}"
    }
  }

  /// The tree in one line without places.
  var bare: String {
    switch content {
    case .scalar(let scalar): scalar.isQuoted ? "'\(scalar.text)'" : scalar.text
    case .sequence(let items): "[\(items.map(\.bare).joined(separator: ", "))]"
    case .mapping(let entries):
      "{\(entries.map { "\($0.key.value): \($0.value.bare)" }.joined(separator: ", "))}"
    }
  }

  /// The places of the node, of its keys and of all below it.
  var spans: [SourceSpan] {
    switch content {
    case .scalar: [span]
    case .sequence(let items): [span] + items.flatMap(\.spans)
    case .mapping(let entries): [span] + entries.flatMap { [$0.key.span] + $0.value.spans }
    }
  }
}
