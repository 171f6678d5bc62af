import ArgumentParser
import Diagnostics
import Reporting

/// The formats of reports.
enum OutputFormat: String {
  /// Plain text, for a terminal or a log.
  case text
  /// JSON by the schema of reports, for the user's own programs.
  case json
  /// CSV, for spreadsheets.
  case csv
  /// Markdown, for merge requests, wikis and the summaries of jobs.
  case markdown
  /// HTML, for a browser or for print.
  case html
  /// SARIF, for code scanning and editors.
  case sarif
  /// JUnit's XML, for programs that show the results of tests.
  case junit
  /// Workflow commands, for the log of a GitHub action.
  case github
  /// GitLab's Code Quality.
  case gitlab
}

/// A format of a report.
protocol WrittenForm: Sendable {
  var format: OutputFormat { get }
  /// A remark beside the format's name in the help.
  var remark: String? { get }
}

/// A format of a report that is rendered in one step.
struct ReportForm<Report>: WrittenForm {
  let format: OutputFormat
  var remark: String?
  /// Writes the report in UTF-8, piece by piece.
  let write: @Sendable (Report, TextStyle, ([UInt8]) -> Void) -> Void

  init(
    _ format: OutputFormat, _ remark: String? = nil,
    inBytes write: @escaping @Sendable (Report, TextStyle, ([UInt8]) -> Void) -> Void
  ) {
    (self.format, self.remark, self.write) = (format, remark, write)
  }

  init(
    _ format: OutputFormat, _ remark: String? = nil,
    inPieces write: @escaping @Sendable (Report, TextStyle, (String) -> Void) -> Void
  ) {
    self.init(
      format, remark,
      inBytes: { report, style, sink in write(report, style) { sink(Array($0.utf8)) } })
  }

  init(
    _ format: OutputFormat, _ remark: String? = nil,
    _ text: @escaping @Sendable (Report) -> String
  ) {
    self.init(format, remark, inPieces: { report, _, sink in sink(text(report)) })
  }

  static func text(_ text: @escaping @Sendable (Report, TextStyle) -> String) -> ReportForm {
    ReportForm(.text, inPieces: { $2($1.written(text($0, $1))) })
  }
}

/// The formats of one command's report; the first is the default.
struct ReportForms<Form: WrittenForm>: Sendable {
  let standard: Form
  let all: [Form]

  init(_ standard: Form, _ others: Form...) {
    (self.standard, all) = (standard, [standard] + others)
  }

  subscript(name: some StringProtocol) -> Form? { all.first { $0.format.rawValue == name } }

  var names: [String] { all.map(\.format.rawValue) }

  /// The formats as a help text lists them.
  var words: String {
    Wording.list(
      all.map { form in form.format.rawValue + (form.remark.map { " (\($0))" } ?? "") }, "or")
  }
}

/// A command that writes a report.
protocol FormattedCommand: SendableMetatype {
  associatedtype Written: WrittenForm
  /// The formats of its report.
  static var formats: ReportForms<Written> { get }
}

/// One of the formats of a command's report.
struct FormatOption<Command: FormattedCommand>: ExpressibleByArgument {
  let form: Command.Written

  var name: OutputFormat { form.format }

  init() { form = Command.formats.standard }

  init?(argument: String) {
    guard let form = Command.formats[argument] else { return nil }
    self.form = form
  }

  var defaultValueDescription: String { name.rawValue }

  static var allValueStrings: [String] { Command.formats.names }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
