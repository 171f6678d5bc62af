import CivilTime
import Compliance
import Diagnostics
import PolicyTests
import Reporting
import SharedLaw
import Statute
import TestSupport
import Testing

/// The policy tests of the checkout, run as `rollcall test` runs them.
@Suite struct `The policy tests` {
  static let files = ProjectFiles.yamlFiles(in: "Policies/tests")

  private func report(_ paths: [String]) throws -> TestReport {
    let framework = try #require(EmbeddedLaw.rules)
    let entries = paths.map { path in
      let suite = PolicyTestSuite.load(path, framework, reading: Checks.read)
      return TestReport.Entry(file: path, run: suite.value?.run(), problems: suite.diagnostics)
    }
    let sources = paths.compactMap { Checks.read($0).value }.map { ($0.path, $0) }
    return TestReport(
      framework: framework.name, entries: entries,
      sources: Dictionary(sources, uniquingKeysWith: { first, _ in first }))
  }

  @Test(arguments: files)
  func `of a policy pass`(path: String) throws {
    let report = try report([path])
    #expect(report.isReadable)
    #expect(report.failed == 0, "\(report.text())")
  }

  @Test(arguments: files)
  func `of a policy are told from other files`(path: String) throws {
    #expect(PolicyTestSuite.isTestFile(try #require(Checks.read(path).value)))
    let subject = CheckSubject.load(path, reading: Checks.read)
    #expect(subject.holdsTests)
    #expect(subject.isReadable)
  }

  @Test func `of St James's exercise each of its clauses`() throws {
    let framework = try #require(EmbeddedLaw.rules)
    let loaded = PolicyTestSuite.load(
      "Policies/tests/st-james.yaml", framework, reading: Checks.read)
    let clauses = try #require(loaded.value).run().clauses.filter { $0.origin == .policy }
    #expect(clauses.count >= 3)
    #expect(clauses.filter { !$0.isExercised }.map(\.name) == [])
  }

  @Test func `that pass read as they did`() throws {
    let report = try report(Self.files)
    compare(report.text(), "tests-passing.txt")
  }

  @Test func `that fail read as they did`() throws {
    let report = try report(["Tests/GoldenTests/Tests/failing.yaml"])
    compare(report.text(), "tests-failing.txt")
  }

  @Test func `that cannot be run read as they did`() throws {
    let report = try report(["Tests/GoldenTests/Tests/unusable.yaml"])
    #expect(!report.isReadable)
    compare(report.text(), "tests-unusable.txt")
    compare(report.json.text, "tests-unusable.json")
  }

  /// The blocks of the README that are fenced as one language.
  private func blocks(_ language: String) throws -> [String] {
    let parts = try #require(ProjectFiles.text("README.md")).split(separator: "```\(language)\n")
    return parts.dropFirst().compactMap { $0.split(separator: "```").first.map { String($0) } }
  }

  @Test func `of the README pass`() throws {
    let text = try #require(try blocks("yaml").first { $0.hasPrefix("rollcall: tests/v1") })
    let path = "Policies/tests/of-the-readme.yaml"
    let framework = try #require(EmbeddedLaw.rules)
    let suite = PolicyTestSuite.load(path, framework) { name in
      name == path ? Outcome(SourceFile(path: path, text: text)) : Checks.read(name)
    }
    #expect(suite.diagnostics.map(\.message) == [])
    #expect(try #require(suite.value).run().results.flatMap(\.failures).map(\.found) == [])
  }

  @Test func `are reported as the README shows`() throws {
    let shown = try blocks("console").filter { $0.hasPrefix("$ rollcall test ") }
    #expect(shown.count == 2)
    let reports =
      try report(Self.files).text()
      + report(["Tests/GoldenTests/Tests/failing.yaml"]).text()
    for line in shown.flatMap({ $0.split(separator: "\n") })
    where line != "…" && !line.hasPrefix("$") {
      #expect(reports.contains(line + "\n"), "\(line)")
    }
  }

  private func compare(_ actual: String, _ name: String) {
    let golden = ProjectFiles.golden("Tests/GoldenTests/Golden/\(name)", actual: actual)
    #expect(actual == golden, "\(name)")
  }
}
