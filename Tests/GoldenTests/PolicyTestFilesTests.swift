import CivilTime
import Compliance
import Diagnostics
import PolicyTests
import Reporting
import Statute
import TestSupport
import Testing

/// The policy tests of the checkout, run as `rollcall test` runs them.
@Suite struct `The policy tests` {
  static let files = ProjectFiles.yamlFiles(in: "Policies/tests")

  private func report(_ paths: [String]) throws -> TestReport {
    let framework = try #require(Framework.embedded().value)
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
    let framework = try #require(Framework.embedded().value)
    let loaded = PolicyTestSuite.load(
      "Policies/tests/st-james.yaml", framework, reading: Checks.read)
    let clauses = try #require(loaded.value).run().clauses.filter { $0.origin == .policy }
    #expect(clauses.count >= 3)
    #expect(clauses.filter { !$0.isExercised }.map(\.name) == [])
  }

  @Test func `that pass read as they did`() throws {
    let report = try report(Self.files)
    compare(report.text(), "tests-passing.txt")
    compare(report.json.text, "tests-passing.json")
  }

  @Test func `that fail read as they did`() throws {
    let report = try report(["Tests/GoldenTests/Tests/failing.yaml"])
    compare(report.text(), "tests-failing.txt")
    compare(report.json.text, "tests-failing.json")
  }

  @Test func `that cannot be run read as they did`() throws {
    let report = try report(["Tests/GoldenTests/Tests/unusable.yaml"])
    #expect(!report.isReadable)
    compare(report.text(), "tests-unusable.txt")
    compare(report.json.text, "tests-unusable.json")
  }

  private func compare(_ actual: String, _ name: String) {
    let golden = ProjectFiles.golden("Tests/GoldenTests/Golden/\(name)", actual: actual)
    #expect(actual == golden, "\(name)")
  }
}
