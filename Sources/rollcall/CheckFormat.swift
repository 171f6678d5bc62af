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
    case .text: .text(report.text(of: entry, style))
    case .json: report.findingsJSON(of: entry).map { .text($0) } ?? .nothing
    case .junit: .suite(report.suite(of: entry))
    case .sarif, .github, .gitlab, .markdown: .nothing
    }
  }

  /// The end of a report for people, or the whole of any other, from the parts of its files.
  func end(_ report: CheckReport, _ parts: [CheckPart], _ catalogue: () throws -> Catalogue) throws
    -> String
  {
    switch self {
    case .text: report.summary
    case .json: report.json(findings: parts.compactMap(\.text)).text
    case .sarif:
      report.sarif(try catalogue(), version: Rollcall.configuration.version).text
    case .junit: report.junit(suites: parts.compactMap(\.suite))
    case .github: report.github
    case .gitlab: report.gitlab.text
    case .markdown: report.markdown
    }
  }
}

/// What a report says of one file, as it is written.
enum CheckPart {
  case nothing
  case text(String)
  case suite(WrittenSuite)

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var suite: WrittenSuite? { if case .suite(let suite) = self { suite } else { nil } }
}

/// A report on its way to where it is wanted.
struct CheckOutput {
  let format: CheckFormat
  let style: TextStyle
  /// Where it goes; nil for standard output.
  private let file: String?
  private var parts: [CheckPart] = []
  private var sink: OutputSink?

  init(_ format: CheckFormat, to file: String?, _ style: TextStyle) {
    (self.format, self.file, self.style) = (format, file, style)
  }

  /// Takes the part of the next file: one for people goes on at once, unless it is held.
  mutating func add(_ part: CheckPart, isHeld: Bool) throws {
    guard case .text(let text) = part, format == .text, !isHeld else { return parts.append(part) }
    try write(text)
  }

  /// Writes what is left; `catalogue` gives the rules that were asked.
  mutating func finish(_ report: CheckReport, _ catalogue: () throws -> Catalogue) throws {
    if format == .text { for text in parts.compactMap(\.text) { try write(text) } }
    try write(try format.end(report, parts, catalogue))
    do throws(Files.Failure) { try sink?.finish() } catch { throw stopped(error) }
  }

  private mutating func write(_ text: String) throws {
    do throws(Files.Failure) {
      if sink == nil { sink = try OutputSink(file) }
      try sink?.write(text)
    } catch { throw stopped(error) }
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
    file = parts.count == 2 ? String(parts[1]) : nil
  }

  init(_ format: CheckFormat) { (self.format, file) = (format, nil) }

  static var allValueStrings: [String] { CheckFormat.allCases.map(\.rawValue) }
}
