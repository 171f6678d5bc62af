import Compliance
import Diagnostics
import Reporting
import Testing
import TypedYAML

/// Known findings fail no run; new ones do.
@Suite struct `A baseline` {
  private let old = Reports.finding("register.close-limit", line: 5)
  private let new = Reports.finding("penalty.first-amount", line: 9, path: "penalty_notices.first")

  @Test func `lets through what it holds, and nothing else`() throws {
    let baseline = try Reports.baseline(of: Reports.report([old]))
    let same = Reports.report([old], baseline: baseline)
    #expect(!same.fails)
    #expect(same.count(.error) == 0)
    #expect(same.count(.known) == 1)
    let more = Reports.report([old, new], baseline: baseline)
    #expect(more.fails)
    #expect(more.count(.error) == 1)
  }

  @Test func `says what is known, and what no longer occurs`() throws {
    let baseline = try Reports.baseline(of: Reports.report([old, new]))
    let text = Reports.report([old], baseline: baseline).text()
    #expect(text.contains("a.yaml:5:3: known error register.close-limit\n"))
    #expect(text.contains("1 more finding known from the baseline."))
    #expect(text.contains("1 finding of the baseline no longer occurs."))
  }

  /// A hook checks the files of one commit, so the findings of other files are not gone.
  @Test func `does not take what was not checked for gone`() throws {
    let baseline = try Reports.baseline(of: Reports.report([old, new]))
    let other = Reports.report([], file: "b.yaml", baseline: baseline)
    #expect(!other.text().contains("no longer"))
  }

  @Test func `of nothing is read again`() throws {
    let baseline = try Reports.baseline(of: Reports.report([]))
    #expect(baseline.findings == nil)
  }

  /// Text with special characters survives in JSON unchanged.
  @Test(arguments: ["\"quoted\" \\ /", "é 😀 \u{2028}", "#[]{},:&*!|>%@`", "a\nb\tc\u{1}\u{7F}"])
  func `holds any words`(words: String) throws {
    let finding = Reports.finding("a.b", file: words, found: words)
    let baseline = try Reports.baseline(of: Reports.report([finding]))
    #expect(baseline.findings?.first?.found?.value.text == words)
    #expect(!Reports.report([finding], baseline: baseline).fails)
  }

  @Test(arguments: ["", "[", "{}", "{\"rollcall\": \"policy/v1\"}", "null", "\u{0}"])
  func `that is none is refused with a place`(text: String) throws {
    let read = Baseline.load(SourceFile(path: "baseline.json", text: text))
    #expect(read.diagnostics.contains { $0.severity == .error })
    #expect(read.diagnostics.allSatisfy { $0.span.file == "baseline.json" })
  }

  @Test func `keeps a finding that several files have once`() throws {
    let entries = ["a.yaml", "b.yaml"].map { file in
      CheckReport.Entry(
        file: file, document: nil, findings: [Reports.finding("a.b", file: "cluster.yaml")],
        rulesChecked: 1)
    }
    let baseline = try Reports.baseline(of: Reports.report(entries))
    #expect(baseline.findings?.count == 1)
    #expect(baseline.findings?.first?.checked?.map(\.value.text) == ["a.yaml", "b.yaml"])
  }
}
