public import CivilTime
import Clauses
import Compliance
import Diagnostics
import PolicyModel
import PositionedYAML
import RuleExamples
import Simulation
public import Statute
import TypedYAML

/// One rule explained: what it asks, why, since when, and by an example that breaks it and one that
/// does not.
public struct Explanation: Sendable {
  let catalogue: Catalogue
  let entry: Catalogue.Entry
  /// The date as of which examples without an end are judged.
  let today: CivilDate

  /// Explains a rule of a catalogue whose framework has its examples.
  public init(_ entry: Catalogue.Entry, in catalogue: Catalogue, today: CivilDate) {
    (self.entry, self.catalogue, self.today) = (entry, catalogue, today)
  }

  /// The explanation for people.
  public func text(_ style: TextStyle = TextStyle()) -> String {
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
    for line in CitedSource.lines(entry.citations) {
      output += style.wrapped(line, indent: "  ", hanging: "  ")
    }
    return output + examples(style)
  }

  /// What became of a rule that is no longer asked.
  public static func text(_ retired: RetiredRule) -> String {
    let since = retired.on.map { " since \($0.value.written)" } ?? ""
    let instead = (retired.replacedBy ?? []).map(\.value.text)
    return "\(retired.id?.value.text ?? "") is no longer asked\(since). "
      + "\(retired.because?.value.text ?? "")"
      + (instead.isEmpty ? "" : " See \(Wording.list(instead)).") + "\n"
  }

  /// Each value that the rule compares with, with its dates.
  private var limits: [String] {
    entry.parameters.map { name in
      let versions = (catalogue.framework.parameters[name] ?? []).map { version in
        "\(version.value.value.words) from \(version.range.first.written)"
          + (version.range.last.map { " to \($0.written)" } ?? "")
      }
      return "Limit (\(name)): \(versions.joined(separator: "; "))"
    }
  }

  // MARK: Examples

  private func examples(_ style: TextStyle) -> String {
    let examples = RuleExamples(catalogue.framework, of: entry.layer, today: today)
    return switch entry.rule {
    case .requirement(let requirement):
      both(requirement.draft.breaks, requirement.draft.holds, style) { kind, node in
        examples.trial(of: requirement, kind, node)
      }
    case .duty(let duty):
      both(duty.draft.breaks, duty.draft.holds, style) { examples.trial(of: duty, $0, $1) }
    case .practice(let rule):
      both(rule.draft.breaks, rule.draft.holds, style) { examples.trial(of: rule, $0, $1) }
    case .structure: ""
    }
  }

  private func both(
    _ breaks: Verbatim?, _ holds: Verbatim?, _ style: TextStyle,
    _ trial: (ExampleTrial.Kind, YAMLNode) -> ExampleTrial?
  ) -> String {
    example("Breaks it", .breaks, breaks, style, trial)
      + example("Keeps it", .holds, holds, style, trial)
  }

  /// An example under its heading, with what the rule says of it, and whether it is what the heading says.
  private func example(
    _ heading: String, _ kind: ExampleTrial.Kind, _ example: Verbatim?, _ style: TextStyle,
    _ trial: (ExampleTrial.Kind, YAMLNode) -> ExampleTrial?
  ) -> String {
    guard let example else { return "" }
    let file = SourceFile(path: "example.yaml", text: ExampleYAML.text(example.node))
    let lines = file.text.split(separator: "\n").map { "    \($0)\n" }.joined()
    var output = "\n\(style.bold(heading)):\n\(lines)\n"
    guard let node = YAMLDocument.read(file).value, let trial = trial(kind, node) else {
      return output
    }
    switch trial.answer {
    case .findings(let found): output += findings(found, in: file, style)
    case .divergences(let found, _): output += divergences(found, style)
    case nil:
      for problem in trial.problems { output += style.wrapped(problem.message, indent: "  ") }
    }
    if let fault = trial.fault {
      output += "\n"
      output += style.wrapped(
        "\(style.severity(.error)): this example does not do what it stands for. \(fault)",
        indent: "  ")
    }
    return output
  }

  /// What a check prints of this rule for an example.
  private func findings(_ found: [Finding], in file: SourceFile, _ style: TextStyle) -> String {
    guard !found.isEmpty else { return "  Nothing is found.\n" }
    let report = CheckReport(
      asOf: today, isOneDate: true,
      entries: [.init(file: file.path, document: nil, findings: found, rulesChecked: 1)],
      sources: [file.path: file])
    return report.findingsText(style)
  }

  /// What a replay prints of this rule for an example.
  private func divergences(_ found: [Divergence], _ style: TextStyle) -> String {
    guard !found.isEmpty else { return "  No divergence is found.\n" }
    return found.map { divergence in
      style.wrapped(
        "\(divergence.date.written), \(divergence.subject): \(divergence.kind.rawValue). "
          + divergence.message, indent: "  ", hanging: "  ")
    }.joined()
  }
}
