import ArgumentParser
import Compliance
import Reporting

/// How a check's report is written.
enum CheckFormat: String, CaseIterable {
  case text, json, sarif, junit, github, gitlab, markdown

  /// Whether it puts the findings of all files in an order of its own, so that they are kept to the end.
  var ordersFindings: Bool {
    switch self {
    case .text, .json, .junit: false
    case .sarif, .github, .gitlab, .markdown: true
    }
  }

  /// What the report in this format says of one file, where that can be written by itself.
  func part(
    of entry: CheckReport.Entry, in report: CheckReport, _ style: TextStyle
  ) -> CheckPart {
    switch self {
    case .text: .text(style.written(report.text(of: entry, style)))
    case .json: report.findingsJSON(of: entry).map { .text($0) } ?? .nothing
    case .junit: .suite(report.suite(of: entry))
    case .sarif, .github, .gitlab, .markdown: .nothing
    }
  }

  /// What is written around the parts of the files, or else the whole report.
  func frame(
    _ report: CheckReport, hasParts: Bool, _ cases: JUnitCounts, rulePages: WebAddress?,
    _ catalogue: () throws -> Catalogue
  ) throws -> ReportFrame {
    switch self {
    case .text: report.textFrame
    case .json: report.jsonFrame(hasFindings: hasParts)
    case .junit: report.junitFrame(cases)
    case .sarif:
      ReportFrame(
        whole: report.sarif(
          try catalogue(), version: Rollcall.configuration.version, rulePages: rulePages
        ).text)
    case .github: ReportFrame(whole: report.github)
    case .gitlab: ReportFrame(whole: report.gitlab.text)
    case .markdown: ReportFrame(whole: report.markdown)
    }
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
  let format: CheckFormat
  let style: TextStyle
  /// Where it goes; nil for standard output.
  private let file: String?
  private let parts = Spool()
  private var cases = JUnitCounts()
  private var sink: OutputSink?

  init(_ format: CheckFormat, to file: String?, _ style: TextStyle) {
    (self.format, self.file, self.style) = (format, file, style)
  }

  /// Takes the part of the next file: one for people goes on at once, unless it is held.
  mutating func add(_ part: CheckPart, isHeld: Bool) throws {
    do throws(Files.Failure) {
      switch part {
      case .nothing: return
      case .text(let text) where format == .text && !isHeld: try write(text)
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
    _ report: CheckReport, rulePages: WebAddress?, _ catalogue: () throws -> Catalogue
  ) throws {
    let frame = try format.frame(
      report, hasParts: !parts.isEmpty, cases, rulePages: rulePages, catalogue)
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
    try sink?.write(text)
  }
}

/// A format with where it goes: `sarif=report.sarif` to a file, `sarif` to standard output.
struct FormatChoice: ExpressibleByArgument {
  let format: CheckFormat
  let file: String?

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let format = CheckFormat(rawValue: String(parts[0])), parts.count == 1 || parts[1] != ""
    else { return nil }
    self.format = format
    // `-` is standard output.
    file = parts.count == 2 && parts[1] != "-" ? String(parts[1]) : nil
  }

  init(_ format: CheckFormat) { (self.format, file) = (format, nil) }

  static var allValueStrings: [String] { CheckFormat.allCases.map(\.rawValue) }
}
