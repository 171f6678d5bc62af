package import Clauses
package import Diagnostics
package import PositionedYAML
package import TypedYAML

/// The codes that a policy prints, or a reference to the national table.
package enum CodeList: Readable {
  /// The national table at each date.
  case national(SourceSpan)
  /// The codes as printed.
  case printed([Located<MarkCode>])

  package static var form: Form {
    .choice([
      .scalar(ScalarForm("the national table", words: ["default"])),
      .list(Located<MarkCode>.form),
    ])
  }

  package static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    if case .scalar(let scalar) = node.content, scalar.text == "default" {
      return .national(node.span)
    }
    guard case .sequence = node.content else {
      reading.mismatch(
        node, expected: "`default` or a list of codes",
        help: "Write `default` for the national table, or the codes: `[/, \\, L, '#']`.")
      return nil
    }
    return [Located<MarkCode>].read(node, &reading).map { .printed($0) }
  }

  package var erased: Located<Value> {
    switch self {
    case .national(let span): Located(.word("default"), at: span)
    case .printed(let codes): codes.erased
    }
  }
}
