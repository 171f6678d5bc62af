import CivilTime
import Compliance
import Diagnostics
import Generation
import PolicyModel
import PolicyTests
import Registers
import Reporting
import SharedLaw
import Simulation
import Statute
import TestSupport
import Testing
import TypedYAML

/// Whole reports, compared with files that people have read.
///
/// `make golden` writes them anew.
@Suite struct `Golden reports` {
  /// Every file of `Policies` but the framework's own, which has nothing to report.
  static let policies = ["schools", "clusters", "authorities"].flatMap {
    ProjectFiles.yamlFiles(in: "Policies/\($0)")
  }

  /// A policy that keeps to most of the law, one that does not, a cluster and an authority;
  /// findings in the other files are compared with `docs/audit.md`.
  @Test(arguments: [
    "schools/st-james", "schools/widnes-academy", "clusters/stourbridge-learning-partners",
    "authorities/wakefield",
  ])
  func `of a check read as they did`(name: String) throws {
    compare(try checkReport("Policies/\(name).yaml").text(), "check/\(name).txt")
  }

  @Test func `of a check in JSON read as they did`() throws {
    compare(
      try checkReport("Policies/authorities/wakefield.yaml").json.text, "check/wakefield.json")
  }

  @Test(arguments: policies)
  func `of a check cite somebody for every finding`(path: String) throws {
    for finding in try Checks.findings(path) {
      #expect(!finding.citations.isEmpty, "\(finding.diagnostic.rule)")
    }
  }

  @Test func `of the framework's check have nothing to say`() throws {
    let files = ProjectFiles.yamlFiles(in: "Policies/national").compactMap { Checks.read($0).value }
    #expect(files.count == ProjectFiles.names(in: "Policies/national").count)
    #expect(Checker.check(frameworkFiles: files).files.flatMap(\.findings).isEmpty)
  }

  @Test func `of what changed on 19 August 2024 read as they did`() throws {
    var filter = RuleList.Filter()
    filter.changedOn = CivilDate("2024-08-19")
    compare(RuleList(try catalogue(), filter).text(), "rules-changed-on-2024-08-19.txt")
  }

  @Test func `of the passages and the words are the pages in docs`() throws {
    let passages = Coverage(try catalogue()).markdown
    #expect(ProjectFiles.golden("docs/passages.md", actual: passages) == passages)
    let words = WordList(try #require(EmbeddedLaw.rules)).markdown
    #expect(ProjectFiles.golden("docs/format/words.md", actual: words) == words)
  }

  @Test func `of each rule are the pages in docs, and there is no other`() throws {
    let pages = RulePages(try catalogue()).pages
    for page in pages {
      #expect(ProjectFiles.golden("docs/rules/\(page.name)", actual: page.text) == page.text)
    }
    #expect(ProjectFiles.names(in: "docs/rules") == pages.map(\.name).sorted())
  }

  @Test(arguments: [
    "register.close-limit", "national.sickness-return", "layer.loosened",
    "penalty.first-amount",
  ])
  func `of an explanation read as they did`(rule: String) throws {
    let catalogue = try catalogue()
    let entry = try #require(catalogue.entry(rule))
    compare(
      Explanation(entry, in: catalogue, today: Checks.today).text(), "explain/\(rule).txt")
  }

  @Test(arguments: [
    ("st-james", "leave_of_absence"), ("st-james", "registers"), ("widnes-academy", "informs"),
  ])
  func `of where values come from read as they did`(school: String, path: String) throws {
    let loaded = PolicyDocument.load("Policies/schools/\(school).yaml", reading: Checks.read)
    let report = ProvenanceReport(
      try #require(loaded.value), at: path, try Checks.checker(),
      .whileInForce(today: Checks.today))
    compare(report.text(), "explain/\(school)-\(path).txt")
  }

  private func catalogue() throws -> Catalogue {
    Catalogue(try #require(EmbeddedLaw.everything))
  }

  @Test func `of the six planted faults read as they did`() throws {
    compare(try checkReport("Tests/GoldenTests/Faults/six-faults.yaml").text(), "six-faults.txt")
  }

  @Test func `of the example's replay read as they did`() throws {
    let report = try replayReport()
    var (text, markdown) = ("", "")
    report.writeText { text += $0 }
    report.writeMarkdown { markdown += $0 }
    compare(text, "replay-hollybank.txt")
    compare(markdown, "replay-hollybank.md")
  }

  @Test(arguments: ["policy", "cluster", "framework", "register", "tests", "config", "baseline"])
  func `of the formats are the pages in docs`(kind: String) throws {
    let page = FormMarkdown.page(
      of: Self.form(kind), title: "The keys of a \(kind) file",
      introduction: "Made by `rollcall schema \(kind) --format markdown`; do not edit.")
    #expect(ProjectFiles.golden("docs/format/\(kind).md", actual: page) == page)
  }

  private static func form(_ kind: String) -> Form {
    switch kind {
    case "policy": Policy.form
    case "cluster": Layer.form
    case "framework": FrameworkFile.form
    case "tests": PolicyTestFile.form
    case "config": Configuration.form
    case "baseline": Baseline.form
    default: Manifest.form
    }
  }

  private func compare(_ actual: String, _ name: String) {
    let golden = ProjectFiles.golden("Tests/GoldenTests/Golden/\(name)", actual: actual)
    let pairs = zip(actual.split(separator: "\n"), golden.split(separator: "\n"))
    let first = pairs.first { $0 != $1 }
    #expect(actual == golden, "\(name) first differs at: \(first.map { "\($0)" } ?? "its end")")
  }

  private func checkReport(_ path: String) throws -> CheckReport {
    let file = try Checks.file(path)
    var sources: [String: SourceFile] = [:]
    for name in Set(file.findings.map(\.diagnostic.span.file)) {
      sources[name] = Checks.read(name).value
    }
    return CheckReport(
      asOf: Checks.today, isOneDate: false,
      entries: [
        CheckReport.Entry(
          file: path, document: file.document, findings: file.findings,
          rulesChecked: file.rulesChecked, terms: file.terms)
      ], sources: sources)
  }

  private func replayReport() throws -> ReplayReport {
    let policy = "Policies/schools/st-james.yaml"
    let replay = try Example.replay()
    return ReplayReport(policy: policy, register: Example.folder, replay: replay)
  }
}

/// The example of the checkout.
enum Example {
  static let folder = "Examples/hollybank-primary"

  static func policy() throws -> PolicyDocument {
    let loaded = PolicyDocument.load("Policies/schools/st-james.yaml", reading: Checks.read)
    #expect(loaded.diagnostics.map(\.message) == [])
    return try #require(loaded.value)
  }

  static func replay() throws -> Replay {
    let framework = try #require(EmbeddedLaw.rules)
    return Simulator(framework, try policy()).replay(try dataset())
  }

  static func dataset() throws -> Dataset {
    let manifest = try #require(ProjectFiles.text("\(folder)/register.yaml"))
    let outcome = Dataset.read(SourceFile(path: "\(folder)/register.yaml", text: manifest)) {
      name in
      ProjectFiles.bytes("\(folder)/\(name)").map { DataFile(name: name, bytes: $0) }
    }
    #expect(outcome.diagnostics.map(\.message) == [])
    return try #require(outcome.value)
  }
}
