public import CivilTime
import Clauses
import Compliance
import Diagnostics
import PolicyModel
import PositionedYAML
import Registers
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
      output += style.wrapped("Authority: \(line)", indent: "  ", hanging: "  ")
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
    switch entry.rule {
    case .requirement(let requirement):
      example("Breaks it", requirement.draft.breaks, style) { findings(requirement, $0, style) }
        + example("Keeps it", requirement.draft.holds, style) { findings(requirement, $0, style) }
    case .duty(let duty):
      example("Breaks it", duty.draft.breaks, style) { divergences($0, style) }
        + example("Keeps it", duty.draft.holds, style) { divergences($0, style) }
    case .practice(let rule):
      example("Breaks it", rule.draft.breaks, style) { divergences($0, style) }
        + example("Keeps it", rule.draft.holds, style) { divergences($0, style) }
    case .structure: ""
    }
  }

  private func example(
    _ heading: String, _ example: Verbatim?, _ style: TextStyle, _ report: (SourceFile) -> String
  ) -> String {
    guard let example else { return "" }
    let file = SourceFile(path: "example.yaml", text: ExampleYAML.text(example.node))
    let lines = file.text.split(separator: "\n").map { "    \($0)\n" }.joined()
    return "\n\(style.bold(heading)):\n\(lines)\n\(report(file))"
  }

  /// What a check prints of this rule for an example.
  private func findings(
    _ requirement: Requirement, _ file: SourceFile, _ style: TextStyle
  ) -> String {
    let date = requirement.inForce.last ?? today
    let found = ExampleCheck(
      framework: catalogue.framework, requirement: requirement, layer: entry.layer
    ).findings(in: file, on: date)
    guard !found.isEmpty else { return "  Nothing is found.\n" }
    let report = CheckReport(
      asOf: date, isOneDate: true,
      entries: [.init(file: file.path, document: nil, findings: found, rulesChecked: 1)],
      sources: [file.path: file])
    return report.findingsText(style)
  }

  /// What a replay prints of this rule for an example.
  private func divergences(_ file: SourceFile, _ style: TextStyle) -> String {
    var reading = Reading()
    guard let node = YAMLDocument.read(file).value,
      let replay = Simulator.replay(example: node, catalogue.framework, &reading)
    else { return "" }
    let found = replay.divergences.filter { $0.clause == entry.id }
    guard !found.isEmpty else { return "  No divergence is found.\n" }
    return found.map { divergence in
      style.wrapped(
        "\(divergence.date.written), \(divergence.subject): \(divergence.kind.rawValue). "
          + divergence.message, indent: "  ", hanging: "  ")
    }.joined()
  }
}
