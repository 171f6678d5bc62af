import ArgumentParser
import Compliance
import Diagnostics
import PolicyModel
import Reporting
import Statute

// The formats of each command's report; a further format is one more line here.

extension CheckCommand: FormattedCommand {
  static let formats = ReportForms<CheckForm>(
    CheckForm(.text) {
      .text($2.written($1.text(of: $0, $2)))
    } frame: { report, _ in
      report.textFrame
    },
    CheckForm(.json) { entry, report, _ in
      report.findingsJSON(of: entry).map { .text($0) } ?? .nothing
    } frame: {
      $0.jsonFrame(hasFindings: $1.hasParts)
    },
    CheckForm(.sarif) {
      $0.sarif(
        try $1.catalogue(), version: Rollcall.configuration.version, rulePages: $1.rulePages
      ).text
    },
    CheckForm(.junit) { entry, report, _ in
      .suite(report.suite(of: entry))
    } frame: {
      $0.junitFrame($1.cases)
    },
    CheckForm(.github) { report, _ in report.github },
    CheckForm(.gitlab) { report, _ in report.gitlab.text },
    CheckForm(.markdown) { report, _ in report.markdown })
}

extension ReplayCommand: FormattedCommand {
  static let formats = ReportForms<ReportForm<ReplayReport>>(
    ReportForm(
      .text,
      inPieces: { report, style, sink in
        report.writeText(style) { sink(style.written($0)) }
      }),
    ReportForm(.json, inBytes: { report, _, sink in report.json.write(to: sink) }),
    ReportForm(
      .csv, "a row a divergence", inPieces: { report, _, sink in report.writeCSV(to: sink) }),
    ReportForm(.markdown, inPieces: { report, _, sink in report.writeMarkdown(to: sink) }))
}

extension CompareCommand: FormattedCommand {
  static let formats = ReportForms<ReportForm<CompareReport>>(
    .text { $0.text($1) }, ReportForm(.markdown) { $0.markdown }, ReportForm(.csv) { $0.csv },
    ReportForm(.json) { $0.json.text }, ReportForm(.html) { $0.html })
}

extension DiffCommand: FormattedCommand {
  static let formats = ReportForms<ReportForm<DiffReport>>(
    .text { $0.text($1) }, ReportForm(.markdown) { $0.markdown },
    ReportForm(.json) { $0.json.text }, ReportForm(.html) { $0.html })
}

extension TestCommand: FormattedCommand {
  static let formats = ReportForms<ReportForm<TestReport>>(
    .text { $0.text($1) }, ReportForm(.json) { $0.json.text }, ReportForm(.junit) { $0.junit })
}

/// The output of `explain` as text and as JSON.
struct Explained {
  let text: (TextStyle) -> String
  let json: () -> String
}

extension ExplainCommand: FormattedCommand {
  static let formats = ReportForms<ReportForm<Explained>>(
    .text { $0.text($1) }, ReportForm(.json) { $0.json() })
}

/// A list that `rules` prints.
protocol RulesListing {
  func text(_ style: TextStyle) -> String
  var json: JSON { get }
  var markdown: String { get }
}

extension RuleList: RulesListing {}
extension Worklist: RulesListing {}
extension Coverage: RulesListing {}
extension WordList: RulesListing {}

extension RulesCommand: FormattedCommand {
  static let formats = ReportForms<ReportForm<any RulesListing>>(
    .text { $0.text($1) }, ReportForm(.json) { $0.json.text }, ReportForm(.markdown) { $0.markdown }
  )
}

extension SchemaCommand: FormattedCommand {
  static let formats = ReportForms<ReportForm<Subject>>(
    ReportForm(.json, "a JSON Schema") { subject in
      JSON.schema(
        of: subject.form, kind: subject.document, title: "Rollcall \(subject.name)",
        words: Framework.embedded().value.map { JSON.words(of: $0) } ?? []
      ).text
    },
    ReportForm(.markdown, "a page to read") { subject in
      FormMarkdown.page(
        of: subject.form, title: "The keys of a \(subject.name) file",
        introduction: "Made by `rollcall schema \(subject.name) --format markdown`; do not edit.")
    })
}
