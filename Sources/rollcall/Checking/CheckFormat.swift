import ArgumentParser
import Compliance
import Reporting

/// How a check's report is written in one format.
struct CheckForm: WrittenForm {
  /// What a report as a whole is written from.
  struct Whole {
    let hasParts: Bool
    let cases: JUnitCounts
    let rulePages: WebAddress?
    let catalogue: () throws -> Catalogue
  }

  /// What it says of one file, where that can be written by itself.
  typealias Part = @Sendable (CheckReport.Entry, CheckReport, TextStyle) -> CheckPart

  let format: OutputFormat
  let remark: String? = nil
  /// Nil where it puts the findings of all files in an order of its own, so that they are kept to the end.
  let part: Part?
  /// What is written around the parts of the files, or else the whole report.
  let frame: @Sendable (CheckReport, Whole) throws -> ReportFrame

  init(
    _ format: OutputFormat, part: @escaping Part,
    frame: @escaping @Sendable (CheckReport, Whole) -> ReportFrame
  ) {
    (self.format, self.part, self.frame) = (format, part, frame)
  }

  init(_ format: OutputFormat, _ text: @escaping @Sendable (CheckReport, Whole) throws -> String) {
    (self.format, part) = (format, nil)
    frame = { ReportFrame(whole: try text($0, $1)) }
  }
}

/// What a report says of one file, as it is written.
enum CheckPart {
  case nothing
  case text(String)
  case suite(WrittenSuite)
}

/// A report on its way to where it is wanted.
struct CheckOutput {
  let form: CheckForm
  let style: TextStyle
  /// Where it goes; nil for standard output.
  private let file: String?
  private let parts = Spool()
  private var cases = JUnitCounts()
  private var sink: OutputSink?

  init(_ form: CheckForm, to file: String?, _ style: TextStyle) {
    (self.form, self.file, self.style) = (form, file, style)
  }

  /// Takes the part of the next file: one for people goes on at once, unless it is held.
  mutating func add(_ part: CheckPart, isHeld: Bool) throws {
    do throws(Files.Failure) {
      switch part {
      case .nothing: return
      case .text(let text) where form.format == .text && !isHeld: try write(text)
      case .text(let text): try parts.append(text)
      case .suite(let suite):
        cases = cases + suite.counts
        try parts.append(suite.text)
      }
    } catch { throw stopped(error) }
  }

  /// Writes what is left; `catalogue` gives the rules that were asked, and `rulePages` says where their
  /// pages are published.
  mutating func finish(
    _ report: CheckReport, rulePages: WebAddress?, _ catalogue: @escaping () throws -> Catalogue
  ) throws {
    let frame = try form.frame(
      report,
      CheckForm.Whole(
        hasParts: !parts.isEmpty, cases: cases, rulePages: rulePages, catalogue: catalogue))
    do throws(Files.Failure) {
      try write(frame.head)
      var isFirst = true
      try parts.forEach { part throws(Files.Failure) in
        if !isFirst { try write(frame.between) }
        isFirst = false
        try write(part)
      }
      try write(frame.tail)
      try sink?.finish()
    } catch { throw stopped(error) }
  }

  private mutating func write(_ text: String) throws(Files.Failure) {
    if sink == nil { sink = try OutputSink(file) }
    try sink?.write(Array(text.utf8))
  }
}

/// A format with where it goes: `sarif=report.sarif` to a file, `sarif` to standard output.
struct FormatChoice: ExpressibleByArgument {
  let form: CheckForm
  let file: String?

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let form = CheckCommand.formats[parts[0]], parts.count == 1 || parts[1] != "" else {
      return nil
    }
    self.form = form
    // `-` is standard output.
    file = parts.count == 2 && parts[1] != "-" ? String(parts[1]) : nil
  }

  init() { (form, file) = (CheckCommand.formats.standard, nil) }

  static var allValueStrings: [String] { CheckCommand.formats.names }
}
