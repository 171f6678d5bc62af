import Clauses
package import Compliance
import Diagnostics
package import PolicyModel
import TypedYAML

/// The origins of a policy's effective values, and the rules about them.
package struct ProvenanceReport: Sendable {
  let document: PolicyDocument
  let path: String
  let values: [Provenance]
  let rules: [Rule]
  let broken: Set<String>
  /// The rules that apply to the policy.
  let asked: Set<String>
  /// Remarks on the layers and the nation that concern every value, in sentences.
  package let remarks: [String]

  /// Looks up the values at a path; the empty path is the whole policy.
  package init(
    _ document: PolicyDocument, at path: String, _ checker: Checker, _ question: Question
  ) {
    self.document = document
    self.path = path
    values = document.provenance(at: path, asOf: question.asOf)
    rules = checker.rules
    let findings = checker.findings(for: document, question)
    broken = Set(findings.map(\.diagnostic.rule))
    asked = checker.rulesAsked(of: document, question)
    remarks = findings.filter(\.bearsOnWholePolicy).map(\.diagnostic.message)
  }

  /// Whether the policy, or a layer it follows, says anything at the path.
  package var isEmpty: Bool { values.isEmpty }

  /// The report as plain text.
  package func text(_ style: TextStyle = TextStyle()) -> String {
    var output = style.bold(document.schoolName) + "\n\n"
    for value in values {
      output += "\(style.bold(value.path)): \(value.holds.value.value.words)\n"
      output += style.wrapped(origin(value.holds), indent: "  ", hanging: "  ")
      for upper in value.overrides {
        output += style.wrapped(
          "Instead of \(upper.value.value.words), \(origin(upper).lowercasedFirst)", indent: "  ",
          hanging: "  ")
      }
      if values.count <= 3 {
        for line in rules(about: value.path) { output += style.wrapped(line, indent: "  ") }
      }
    }
    for remark in remarks { output += "\n" + style.wrapped(remark, indent: "") }
    return output
  }

  private func origin(_ origin: Provenance.Origin) -> String {
    let span = origin.value.span
    let place = "\(span.file):\(span.start.line):\(span.start.column)"
    let owner = origin.layer.map { "Inherited from \($0)" } ?? "The school's own"
    let quote = origin.quote.map { " (“\($0.words)”, \($0.document))" } ?? ""
    return "\(owner), \(place)\(quote)."
  }

  /// The rules about a value, each with its status.
  private func rules(about path: String) -> [String] {
    let steps = path.split(separator: ".")
    return rules.filter { rule in
      rule.paths.contains { pattern in
        let wanted = pattern.split(separator: ".")
        return wanted.count <= steps.count
          && zip(wanted, steps).allSatisfy { $0 == "*" || $0 == $1 }
      }
    }.map { rule in
      let id = rule.requirement.id.value.text
      let standing =
        broken.contains(id) ? "broken" : asked.contains(id) ? "kept" : "not asked of this policy"
      return "Rule \(id): \(standing). \(rule.requirement.title)."
    }
  }

  /// The report as JSON.
  package var json: JSON {
    .object([
      ("version", .integer(1)), ("policy", .string(document.path)), ("path", .string(path)),
      ("values", .array(values.map { json($0) })),
      ("remarks", .array(remarks.map { .string($0) })),
    ])
  }

  private func json(_ value: Provenance) -> JSON {
    .object([
      ("path", .string(value.path)), ("value", .string(value.holds.value.value.words)),
      ("origin", json(value.holds)), ("overrides", .array(value.overrides.map { json($0) })),
    ])
  }

  private func json(_ origin: Provenance.Origin) -> JSON {
    let span = origin.value.span
    return .object([
      ("layer", .optional(origin.layer)), ("value", .string(origin.value.value.words)),
      ("file", .string(span.file)), ("line", .integer(span.start.line)),
      ("column", .integer(span.start.column)),
      ("document", .optional(origin.quote?.document)), ("quote", .optional(origin.quote?.words)),
    ])
  }
}

extension Finding {
  /// Whether it concerns the law or the layers by which the whole policy is checked.
  var bearsOnWholePolicy: Bool {
    ["layer.ended", "word.elsewhere", "nation.elsewhere"].contains(diagnostic.rule)
  }
}

extension String {
  /// The text with its first letter in lower case.
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
