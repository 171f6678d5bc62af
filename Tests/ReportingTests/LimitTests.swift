import Compliance
import Diagnostics
import Reporting
import SharedLaw
import Statute
import Testing

/// Truncated reports keep the most serious findings.
@Suite struct `A report for GitHub` {
  private func many(_ severity: Severity, _ count: Int) -> [Finding] {
    (0..<count).map { number in
      Reports.finding(
        "rule.\(severity.rawValue)", severity, line: number + 1, path: "p.\(number)",
        found: "\(number)")
    }
  }

  private func catalogue() throws -> Catalogue {
    Catalogue(try #require(EmbeddedLaw.rules))
  }

  private func commands(_ findings: [Finding], _ name: String) -> [Substring] {
    Reports.report(findings).github.split(separator: "\n").filter { $0.hasPrefix("::\(name) ") }
  }

  @Test(arguments: [(10, 10, 10), (3, 0, 9), (0, 0, 0)])
  func `shows all that GitHub does`(errors: Int, warnings: Int, notes: Int) {
    let findings = many(.error, errors) + many(.warning, warnings) + many(.note, notes)
    #expect(commands(findings, "error").count == errors)
    #expect(commands(findings, "warning").count == warnings)
    #expect(commands(findings, "notice").count == notes)
  }

  @Test func `says how many are over, within the ten notices`() throws {
    let findings = many(.note, 15) + many(.warning, 11) + many(.error, 12)
    #expect(commands(findings, "error").count == 10)
    #expect(commands(findings, "warning").count == 10)
    let notices = commands(findings, "notice")
    #expect(notices.count == 10)
    #expect(try #require(notices.last).contains("9 further findings of 38 are not shown here"))
    let text = Reports.report(findings).github
    #expect(text.split(separator: "\n").count { $0.hasPrefix("- a.yaml:") } == 9)
  }

  /// Place and message come from files of unknown origin.
  @Test func `lets no words of a file become a command`() throws {
    let finding = Reports.finding(
      "a.b", line: 7, file: "x,line=1::y%.yaml", message: "One\r\n::error::two, 50%: ##[error]")
    let text = Reports.report([finding]).github
    let line = try #require(text.split(separator: "\n").first)
    #expect(
      line
        == "::error file=x%2Cline=1%3A%3Ay%25.yaml,line=7,endLine=7,col=3,endColumn=8,title=a.b::One"
        + "%0D%0A::error::two, 50%25: ##[error] Put right: Close it by 09:15."
        + "%0AFound in checking a.yaml.")
    let over = Reports.report(many(.error, 10) + [finding]).github.split(separator: "\n")
    #expect(over.count { $0.hasPrefix("::error") } == 10)
    #expect(!over.contains { !$0.hasPrefix("::error ") && $0.contains("##[") })
  }

  @Test func `in SARIF keeps what an upload may hold, the most serious first`() throws {
    let findings = many(.note, 25_005) + many(.error, 5)
    let text = Reports.report(findings).sarif(try catalogue(), version: "1.0.0", rulePages: nil)
      .text
    #expect(text.matches(of: /"ruleId"/).count == 25_000)
    #expect(text.matches(of: /"ruleId": "rule.error"/).count == 5)
    #expect(text.contains("10 findings left out, the least serious."))
  }

  @Test func `in Markdown stays below what a summary may hold`() {
    let text = Reports.report(many(.error, 20_000)).markdown
    #expect(text.utf8.count < 1 << 20)
    #expect(text.contains("further findings are left out here."))
    #expect(Reports.report(many(.error, 3)).markdown.contains("left out") == false)
  }

  @Test func `shows a finding that several files have once`() {
    let entries = ["a.yaml", "b.yaml"].map { file in
      CheckReport.Entry(
        file: file, document: nil, findings: [Reports.finding("a.b", file: "cluster.yaml")],
        rulesChecked: 1)
    }
    let lines = Reports.report(entries).github.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::error ") } == 1)
    #expect(lines[0].hasSuffix("Found in checking a.yaml and b.yaml."))
  }
}

/// The outcomes of test cases agree with the exit status.
@Suite struct `A report for JUnit` {
  @Test(arguments: [(Severity.error, 1), (.warning, 2), (.note, 3), (nil, 0)])
  func `fails what fails the run`(failOn: Severity?, failures: Int) {
    let findings = Severity.allCases.map { Reports.finding("a.\($0.rawValue)", $0) }
    let report = Reports.report(findings, failOn: failOn)
    #expect(report.junit.matches(of: /<failure\s/).count == failures)
    #expect(report.fails == (failures > 0))
  }

  @Test func `skips what is known`() throws {
    let finding = Reports.finding("a.b")
    let baseline = try Reports.baseline(of: Reports.report([finding]))
    let text = Reports.report([finding], baseline: baseline).junit
    #expect(text.contains("<skipped "))
    #expect(!text.contains("<failure "))
  }

  @Test func `names its cases by what stays when lines move`() {
    let text = Reports.report([Reports.finding("a.b", line: 7), Reports.finding("a.b", line: 8)])
      .junit
    #expect(text.contains("name=\"a.b registers.morning.closes\""))
    #expect(text.contains("name=\"a.b registers.morning.closes (2)\""))
  }
}
