import Compliance
import Diagnostics
import Reporting
import Testing

/// A finding is the same one when the lines above it change, and another when it does.
@Suite struct `A fingerprint` {
  private func fingerprints(_ findings: [Finding]) -> [String] {
    Reports.report(findings).reported.map(\.fingerprint)
  }

  @Test func `stays when the finding moves to another line`() {
    let here = fingerprints([Reports.finding("register.close-limit", line: 5)])
    let there = fingerprints([Reports.finding("register.close-limit", line: 50)])
    #expect(here == there)
    #expect(here.allSatisfy { $0.count == 16 && $0.allSatisfy(\.isHexDigit) })
  }

  /// A fixed value, because a change would invalidate every baseline.
  @Test func `is the same in every version`() {
    #expect(fingerprints([Reports.finding("register.close-limit")]) == ["c89998af16fac023"])
  }

  /// A changed fingerprint would make a baseline's findings new again.
  @Test func `of a fault with another name than before is the one that it had`() throws {
    let former = Reports.finding("register.too-large")
    let fault = try #require(Fault(named: "register.too-large"))
    let diagnostic = Diagnostic(
      fault, "", at: former.diagnostic.span, path: former.diagnostic.path)
    let finding = Finding(
      diagnostic, since: nil, until: nil, expected: nil, found: former.found, citations: [])
    #expect(finding.diagnostic.rule == "dataset.too-large")
    #expect(fingerprints([finding]) == fingerprints([former]))
  }

  @Test func `stays when the items of a list change places`() {
    let first = Reports.finding(
      "terms.education-authority", path: "statements.3.kind", found: "lea")
    let moved = Reports.finding(
      "terms.education-authority", path: "statements.7.kind", found: "lea")
    #expect(fingerprints([first]) == fingerprints([moved]))
  }

  @Test func `changes with the rule, the file, the path and what was found`() {
    let all = [
      Reports.finding("register.close-limit"), Reports.finding("register.closes"),
      Reports.finding("register.close-limit", file: "b.yaml"),
      Reports.finding("register.close-limit", path: "registers.afternoon.closes"),
      Reports.finding("register.close-limit", found: "46 minutes"),
    ].flatMap { fingerprints([$0]) }
    #expect(Set(all).count == 5)
  }

  @Test func `tells the same fault in several places apart`() {
    let twice = fingerprints([
      Reports.finding("yaml.tab", line: 2, path: "", found: nil),
      Reports.finding("yaml.tab", line: 9, path: "", found: nil),
    ])
    #expect(Set(twice).count == 2)
  }

  @Test func `of a fault in the text is made of the words of its line`() throws {
    func fingerprint(_ text: String, line: Int) throws -> String {
      let report = Reports.report(
        [Reports.finding("yaml.tab", line: line, path: "", found: nil)],
        sources: ["a.yaml": SourceFile(path: "a.yaml", text: text)])
      return try #require(report.reported.first).fingerprint
    }
    let before = try fingerprint("a: 1\n\tb: 2\n", line: 2)
    #expect(try fingerprint("x: 0\na: 1\n  b: 2\n", line: 3) == before)
    #expect(try fingerprint("a: 1\n\tb: 3\n", line: 2) != before)
  }

  @Test(arguments: [
    ("a.yaml", "/repo/school", "school/a.yaml"), ("./a.yaml", "/repo/school", "school/a.yaml"),
    ("../b.yaml", "/repo/school", "b.yaml"), ("/repo/c/d.yaml", "/repo/school", "c/d.yaml"),
    ("../../e.yaml", "/repo/school", "/e.yaml"), ("/else/f.yaml", "/repo", "/else/f.yaml"),
    ("-", "/repo", "-"),
  ])
  func `names files from the top of the repository`(
    file: String, folder: String, path: String
  ) throws {
    let report = CheckReport(
      asOf: Reports.today, isOneDate: false,
      entries: [
        .init(
          file: file, document: nil, findings: [Reports.finding("a.b", file: file)], rulesChecked: 1
        )
      ], sources: [:], checkout: Checkout(root: "/repo", workingFolder: folder))
    #expect(report.newBaseline.contains("\"file\": \"\(path)\""), "\(report.newBaseline)")
  }
}
