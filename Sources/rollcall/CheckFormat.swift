import ArgumentParser
import Compliance
import Reporting

/// How a check's report is written.
enum CheckFormat: String, CaseIterable {
  case text, json, sarif, junit, github, gitlab, markdown

  /// The report in this format.
  func text(_ report: CheckReport, _ style: TextStyle, _ catalogue: () -> Catalogue) -> String {
    switch self {
    case .text: report.text(style)
    case .json: report.json.text
    case .sarif: report.sarif(catalogue(), version: Rollcall.configuration.version).text
    case .junit: report.junit
    case .github: report.github
    case .gitlab: report.gitlab.text
    case .markdown: report.markdown
    }
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
