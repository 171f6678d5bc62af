package import CivilTime
import Clauses
import Compliance
import Diagnostics
import PolicyModel
import PositionedYAML
import RuleExamples
import Simulation
package import Statute
import TypedYAML

/// An explanation of one rule: its requirement, reason, dates and examples.
package struct Explanation: Sendable {
  let catalogue: Catalogue
  let entry: Catalogue.Entry
  /// The date on which examples of rules without an end are evaluated.
  let today: CivilDate

  /// Creates the explanation of a rule; the catalogue's framework must have its examples.
  package init(_ entry: Catalogue.Entry, in catalogue: Catalogue, today: CivilDate) {
    (self.entry, self.catalogue, self.today) = (entry, catalogue, today)
  }

  /// The explanation as plain text.
  package func text(_ style: TextStyle = TextStyle()) -> String {
    var output = "\(style.bold(entry.id)): \(style.severity(entry.severity))\n"
    output += style.wrapped(entry.title + ".", indent: "  ") + "\n"
    if let because = entry.because {
      output += style.wrapped(
        "Why: \(catalogue.plain(because, of: entry))", indent: "  ", hanging: "  ")
    }
    if let fix = entry.fix {
      output += style.wrapped(
        "Put right: \(catalogue.plain(fix, of: entry))", indent: "  ", hanging: "  ")
    }
    output += style.wrapped("In force: \(entry.dates)", indent: "  ")
    if let bound = entry.bound { output += style.wrapped("Binds: \(bound)", indent: "  ") }
    if let layer = entry.layerName { output += style.wrapped("Asked by: \(layer)", indent: "  ") }
    for line in limits { output += style.wrapped(line, indent: "  ", hanging: "  ") }
    for line in CitedSource.lines(of: entry, in: catalogue.framework) {
      output += style.wrapped(line, indent: "  ", hanging: "  ")
    }
    return output + examples(style)
  }

  /// The explanation of a retired rule as plain text.
  package static func text(_ retired: RetiredRule) -> String {
    let since = retired.on.map { " since \($0.value.written)" } ?? ""
    let instead = (retired.replacedBy ?? []).map(\.value.text)
    return "\(retired.id?.value.text ?? "") is no longer asked\(since). "
      + "\(retired.because?.value.text ?? "")"
      + (instead.isEmpty ? "" : " See \(Wording.list(instead)).") + "\n"
  }

  /// The explanation of a retired rule as JSON.
  package static func json(_ retired: RetiredRule) -> JSON {
    .object([
      ("version", .integer(1)), ("rule", .optional(retired.id?.value.text)),
      ("kind", .string("retired")), ("on", .optional(retired.on?.value.description)),
      ("because", .optional(retired.because?.value.text)),
      ("replaced_by", .array((retired.replacedBy ?? []).map { .string($0.value.text) })),
    ])
  }

  /// Each value that the rule compares with, with its dates.
  var limits: [String] {
    entry.parameters.map { name in
      let versions = (catalogue.framework.parameters[name] ?? []).map { version in
        "\(version.value.value.words) from \(version.range.first.written)"
          + (version.range.last.map { " to \($0.written)" } ?? "")
      }
      return "Limit (\(name)): \(versions.joined(separator: "; "))"
    }
  }

  // MARK: Examples

  /// An example with the result of evaluating it.
  struct Example {
    /// The example as a file.
    let yaml: String
    /// The output for it.
    let answer: String
    /// Whether nothing is found in it.
    let isSilent: Bool
  }

  private func examples(_ style: TextStyle) -> String {
    [ExampleTrial.Kind.breaks, .holds].compactMap { kind in
      shown(kind, style).map { example in
        let heading = kind == .breaks ? "Breaks it" : "Keeps it"
        let lines = example.yaml.split(separator: "\n").map { "    \($0)\n" }.joined()
        return "\n\(style.bold(heading)):\n\(lines)\n" + example.answer
      }
    }.joined()
  }

  /// The rule's example of a kind, with its result and the fault of an example that fails its
  /// claim; nil if the rule has none.
  func shown(_ kind: ExampleTrial.Kind, _ style: TextStyle = TextStyle()) -> Example? {
    guard let example = verbatim(kind) else { return nil }
    let file = SourceFile(path: "example.yaml", text: ExampleYAML.text(example.node))
    guard let node = YAMLDocument.read(file).value, let trial = trial(kind, node) else {
      return Example(yaml: file.text, answer: "", isSilent: true)
    }
    var answer = ""
    var isSilent = false
    switch trial.answer {
    case .findings(let found):
      answer = findings(found, in: file, style)
      isSilent = found.isEmpty
    case .divergences(let found, _):
      answer = divergences(found, style)
      isSilent = found.isEmpty
    case nil:
      for problem in trial.problems { answer += style.wrapped(problem.message, indent: "  ") }
    }
    if let fault = trial.fault {
      answer +=
        "\n"
        + style.wrapped(
          "\(style.severity(.error)): this example does not do what it stands for. \(fault)",
          indent: "  ")
      isSilent = false
    }
    return Example(yaml: file.text, answer: answer, isSilent: isSilent)
  }

  private func verbatim(_ kind: ExampleTrial.Kind) -> Verbatim? {
    let (breaks, holds): (Verbatim?, Verbatim?) =
      switch entry.rule {
      case .requirement(let requirement): (requirement.draft.breaks, requirement.draft.holds)
      case .duty(let duty): (duty.draft.breaks, duty.draft.holds)
      case .practice(let rule): (rule.draft.breaks, rule.draft.holds)
      case .structure: (nil, nil)
      }
    return kind == .breaks ? breaks : holds
  }

  private func trial(_ kind: ExampleTrial.Kind, _ node: YAMLNode) -> ExampleTrial? {
    let examples = RuleExamples(catalogue.framework, of: entry.layer, today: today)
    return switch entry.rule {
    case .requirement(let requirement): examples.trial(of: requirement, kind, node)
    case .duty(let duty): examples.trial(of: duty, kind, node)
    case .practice(let rule): examples.trial(of: rule, kind, node)
    case .structure: nil
    }
  }

  /// The output of a check by this rule.
  private func findings(_ found: [Finding], in file: SourceFile, _ style: TextStyle) -> String {
    guard !found.isEmpty else { return "  Nothing is found.\n" }
    let report = CheckReport(
      asOf: today, isOneDate: true,
      entries: [.init(file: file.path, document: nil, findings: found, rulesChecked: 1)],
      sources: [file.path: file])
    return report.findingsText(style)
  }

  /// The output of a replay by this rule.
  private func divergences(_ found: [Divergence], _ style: TextStyle) -> String {
    guard !found.isEmpty else { return "  No divergence is found.\n" }
    return found.map { divergence in
      style.wrapped(
        "\(divergence.date.written), \(divergence.subject): \(divergence.kind.rawValue). "
          + divergence.message, indent: "  ", hanging: "  ")
    }.joined()
  }
}
