import CivilTime
import Clauses
import Compliance
import Diagnostics
import Reporting
import Testing

/// Reports of invented findings, for cases that no real policy has.
enum Reports {
  static let today = CivilDate("2026-11-21") ?? CivilDate(day: 0)

  static func finding(
    _ rule: String, _ severity: Severity = .error, line: Int = 1, file: String = "a.yaml",
    path: String = "registers.morning.closes", found: String? = "45 minutes",
    message: String = "It closes late."
  ) -> Finding {
    let span = SourceSpan(
      file: file, start: SourcePosition(line: line, column: 3),
      end: SourcePosition(line: line, column: 8))
    return Finding(
      Diagnostic(ofRule: rule, severity, message, at: span, path: path, help: "Close it by 09:15."),
      since: nil, until: nil, expected: nil, found: found, citations: [])
  }

  static func report(
    _ findings: [Finding], file: String = "a.yaml", sources: [String: SourceFile] = [:],
    failOn: Severity? = .error, baseline: Baseline? = nil, configuration: Configuration? = nil
  ) -> CheckReport {
    report(
      [
        CheckReport.Entry(
          file: file, document: nil, findings: findings, rulesChecked: 1,
          configuration: configuration, failOn: failOn)
      ], sources: sources, baseline: baseline)
  }

  static func report(
    _ entries: [CheckReport.Entry], sources: [String: SourceFile] = [:], baseline: Baseline? = nil
  ) -> CheckReport {
    CheckReport(
      asOf: today, isOneDate: false, entries: entries, sources: sources,
      baseline: baseline)
  }

  /// The baseline that a report writes, decoded again.
  static func baseline(of report: CheckReport) throws -> Baseline {
    let read = Baseline.load(SourceFile(path: "baseline.json", text: report.newBaseline))
    #expect(read.diagnostics.map(\.message) == [])
    return try #require(read.value)
  }
}
