import ArgumentParser
import Compliance
import Reporting

/// A format of a check's report.
struct CheckForm: WrittenForm {
  /// The inputs of the frame besides the report.
  struct Whole {
    let hasParts: Bool
    let cases: JUnitCounts
    let rulePages: WebAddress?
    let catalogue: () throws -> Catalogue
  }

  /// A function that writes the part about one file.
  typealias Part = @Sendable (CheckReport.Entry, CheckReport, TextStyle) -> CheckPart

  let format: OutputFormat
  let remark: String? = nil
  /// Nil if the format orders findings across files, so that they are kept to the end.
  let part: Part?
  /// The text around the parts of the files, or the whole report if there are none.
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

/// The part of a report about one file, as written.
enum CheckPart {
  case nothing
  case text(String)
  case suite(WrittenSuite)
}

/// The output of one report while files are checked.
struct CheckOutput {
  let form: CheckForm
  let style: TextStyle
  /// The destination; nil for standard output.
  private let file: String?
  private let parts = Spool()
  private var cases = JUnitCounts()
  private var sink: OutputSink?

  init(_ form: CheckForm, to file: String?, _ style: TextStyle) {
    (self.form, self.file, self.style) = (form, file, style)
  }

  /// Adds the next file's part; plain text is written at once, unless it is held.
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

  /// Writes the rest of the report.
  ///
  /// `catalogue` returns the rules that were evaluated, and `rulePages` is the address of their
  /// pages.
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

/// A format with its destination: `sarif=report.sarif` for a file, `sarif` for standard output.
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
