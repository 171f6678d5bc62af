import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import Registers
import Reporting
import SharedLaw
import Simulation
import Statute
import TestSupport
import Testing

/// Whole comparisons, compared with files that people have read.
@Suite struct `Golden comparisons` {
  private func comparison(_ cluster: String, of example: String? = nil) throws -> CompareReport {
    let path = "Policies/clusters/\(cluster).yaml"
    let read = try #require(Cluster.load(path, reading: Checks.read).value)
    let checker = try checker()
    let comparison = MemberComparison(
      read.members, cluster: read.layer, checker, .whileInForce(today: Checks.today))
    let replays = try read.members.map { member -> Replay? in
      guard let example, member.path.hasSuffix(example) else { return nil }
      return Simulator(checker.framework, member).replay(try Example.dataset())
    }
    return CompareReport(
      comparison, practice: example == nil ? nil : PracticeComparison(replays),
      asOf: Checks.today)
  }

  private func proposal() throws -> DiffReport {
    let (old, new) = (
      try policy("Policies/schools/poms/thwaites-school.yaml"),
      try policy("Examples/proposal/thwaites-school.yaml")
    )
    let checker = try checker()
    return DiffReport(
      PolicyDifference(from: old, to: new, checker, .whileInForce(today: Checks.today)),
      practice: PracticeDifference(
        try Example.dataset(), from: old, to: new, checker.framework),
      asOf: Checks.today)
  }

  private func checker() throws -> Checker {
    Checker.prepare(try #require(EmbeddedLaw.everything)).checker
  }

  private func policy(_ path: String) throws -> PolicyDocument {
    try #require(PolicyDocument.load(path, reading: Checks.read).value)
  }

  @Test func `of Millom's eight schools read as they did`() throws {
    let report = try comparison("poms-millom", of: "thwaites-school.yaml")
    compare(report.text(), "compare/poms-millom.txt")
  }

  @Test func `of Stourbridge's six schools read as they did, turned and side by side`() throws {
    let report = try comparison("stourbridge-learning-partners")
    compare(report.text(), "compare/stourbridge.txt")
    compare(report.text(TextStyle(width: 160)), "compare/stourbridge-wide.txt")
    compare(report.csv, "compare/stourbridge.csv")
  }

  @Test func `of a proposal for ratification read as they did`() throws {
    let report = try proposal()
    compare(report.text(), "diff/proposal.txt")
    compare(report.markdown, "diff/proposal.md")
    compare(report.html, "diff/proposal.html")
  }

  @Test func `need nothing but themselves`() throws {
    for page in [try proposal().html, try comparison("poms-millom").html] {
      for forbidden in ["<script", "http:", "https:", "<link", "<img", "@import", "url("] {
        #expect(!page.contains(forbidden), "\(forbidden)")
      }
    }
  }

  @Test func `keep markup that a policy holds from being markup`() throws {
    let text = """
      rollcall: policy/v1
      school: { name: "<b>Elm</b> & *Oak*|", phase: primary, type: maintained }
      absence_reporting: { ways: [phone] }
      """
    let loaded = PolicyDocument.load("elm.yaml") { Outcome(SourceFile(path: $0, text: text)) }
    let elm = try #require(loaded.value)
    let report = CompareReport(
      MemberComparison(
        [elm, try policy("Policies/schools/st-james.yaml")], try checker(),
        .whileInForce(today: Checks.today)), asOf: Checks.today)
    #expect(!report.html.contains("<b>"))
    #expect(report.html.contains("&lt;b&gt;Elm&lt;/b&gt; &amp; *Oak*|"))
    #expect(report.markdown.contains("&lt;b>Elm&lt;/b> & \\*Oak\\*\\|"))
    #expect(report.csv.contains("<b>Elm</b> & *Oak*|"))
  }

  private func compare(_ actual: String, _ name: String) {
    let golden = ProjectFiles.golden("Tests/GoldenTests/Golden/\(name)", actual: actual)
    let pairs = zip(actual.split(separator: "\n"), golden.split(separator: "\n"))
    let first = pairs.first { $0 != $1 }
    #expect(actual == golden, "\(name) first differs at: \(first.map { "\($0)" } ?? "its end")")
  }
}
