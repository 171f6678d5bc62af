import ArgumentParser
import Compliance
import Diagnostics
import PolicyModel
import Reporting
import Statute

/// Explains a rule, or the origins of a policy's values.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a rule, or with --policy where a policy's values come from.",
    discussion: """
      `rollcall explain register.close-limit` says what the rule asks, why, since when, and shows an \
      example that breaks it and one that keeps it. `rollcall explain --policy FILE \
      leave_of_absence` shows each value that holds for the school with the file that says it.
      """)

  @Argument(help: "A rule's name; with --policy, a path such as registers.morning.closes.")
  var subject: String?

  @Option(help: "The policy whose values are explained, or whose layers' rules are known too.")
  var policy: String?

  @Option(help: "How the explanation is written: \(ExplainCommand.formats.words).")
  var format = FormatOption<ExplainCommand>()

  @OptionGroup var law: FrameworkOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let framework = try law.load(.everything)
    let document = try policy.map { try loadPolicy($0) }
    let catalogue = Catalogue(framework, layers: document?.layers ?? [])
    if let subject, let entry = catalogue.entry(subject) {
      try write {
        Explanation(entry, in: catalogue, today: today()).text($0)
      } json: {
        RuleList(catalogue, only: entry).json.text
      }
    } else if let subject, let retired = catalogue.retired(subject) {
      try write { _ in
        Explanation.text(retired)
      } json: {
        Explanation.json(retired).text
      }
    } else if let subject, let fault = Fault(named: subject) {
      try write {
        fault.text($0)
      } json: {
        fault.json.text
      }
    } else if let document {
      try explain(document, subject ?? "", framework)
    } else {
      let help =
        subject.flatMap {
          Wording.suggestion(for: $0, among: catalogue.names + Fault.all.map(\.id))
        }
        .map { " Did you mean `\($0)`?" } ?? " `rollcall rules` lists them."
      printToStandardError(
        "rollcall: " + (subject.map { "no rule is called `\($0)`." } ?? "name a rule.") + help)
      throw Status.couldNotRun
    }
  }

  private func write(
    _ text: @escaping (TextStyle) -> String, json: @escaping () -> String
  ) throws {
    try output.write(Explained(text: text, json: json), format.form, output.style)
  }

  private func explain(
    _ document: PolicyDocument, _ path: String, _ framework: Framework
  ) throws {
    let report = ProvenanceReport(
      document, at: path, Checker.prepare(framework).checker, .whileInForce(today: today()))
    guard !report.isEmpty else {
      printToStandardError(
        (["rollcall: \(document.path) says nothing at `\(path)`, nor does what it follows."]
          + [Policy.whatIsWrong(withPath: path)].compactMap { $0 } + report.remarks)
          .joined(separator: " "))
      throw Status.couldNotRun
    }
    try write {
      report.text($0)
    } json: {
      report.json.text
    }
  }
}
