import ArgumentParser
import Diagnostics
import Reporting

/// The formats of reports.
enum OutputFormat: String {
  /// For people, on a terminal or in a log.
  case text
  /// For programs of the user's own, by the schema of reports.
  case json
  /// For spreadsheets.
  case csv
  /// For merge requests, wikis and the summaries of jobs.
  case markdown
  /// For people with a browser, or for print.
  case html
  /// For code scanning and editors.
  case sarif
  /// For programs that show the results of tests.
  case junit
  /// For the log of a workflow.
  case github
  /// For GitLab's Code Quality.
  case gitlab
}

/// How a report is written in one format.
protocol WrittenForm: Sendable {
  var format: OutputFormat { get }
  /// What the help adds to the format's name.
  var remark: String? { get }
}

/// How a report that is made in one go is written in one format.
struct ReportForm<Report>: WrittenForm {
  let format: OutputFormat
  var remark: String?
  /// Gives the report in UTF-8, piece by piece.
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

/// The formats of one command's report; the first is the one that is written unless another is asked for.
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
