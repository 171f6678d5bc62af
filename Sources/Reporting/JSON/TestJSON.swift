import Compliance
import Diagnostics
import PolicyTests

extension TestReport: JSONRecord {
  /// The report for programs.
  package var json: JSON { group }

  static let noun = "What rollcall test found"
  static let keys: [Key] = [
    Key("version", "The version of this format.", constant: 1),
    Key("framework", "The framework's name.", \.framework),
    Key("files", "The files of tests.", \.entries),
    Key("coverage", "Which clauses the tests exercise.", \.coverage),
    Key(
      "summary", "How many passed.", group: "Counts",
      [
        Key("files", "The files.", \.entries.count),
        Key("not_run", "Files that could not be run.") { $0.entries.count { $0.run == nil } },
        Key("tests", "The tests.", \.results.count),
        Key("passed", "Tests that passed.") { $0.results.count - $0.failed },
        Key("failed", "Tests that failed.", \.failed),
        Key("expectations", "What they expect.") { $0.results.reduce(0) { $0 + $1.expectations } },
      ]),
  ]
}

extension TestReport.Entry: JSONRecord {
  static let noun = "A file of tests"
  static let keys: [Key] = [
    Key("file", "The file.", \.file),
    Key("policy", "The policy that is tested.") { $0.run?.policy },
    Key("problems", "Why it could not be run.") { $0.problems.map { Finding($0) } },
    Key("tests", "What became of its tests.") { $0.run?.results ?? [] },
  ]
}

extension PolicyTestRun.Result: JSONRecord {
  static let noun = "A test"
  static let keys: [Key] = [
    Key("name", "Its name.", \.name.value),
    Key("line", "The line, from 1.", \.name.span.start.line),
    Key("passed", "Whether all came out as expected.", \.isPassed),
    Key("expectations", "How many it has.", \.expectations),
    Key("failures", "What came out otherwise.", \.failures),
  ]
}

extension PolicyTestRun.Failure: JSONRecord {
  static let noun = "A failure"
  static let keys: [Key] = [
    Key("file", "The file.", \.span.file),
    Key("line", "The line, from 1.", \.span.start.line),
    Key("column", "The column, from 1.", \.span.start.column),
    Key("end_line", "The last line.", \.span.end.line),
    Key("end_column", "The column after its last character.", \.span.end.column),
    Key("clause", "The clause.", \.clause),
    Key("pupil", "The pupil.", \.pupil),
    Key("expected", "What was expected.", \.expected),
    Key("happened", "What happened.", \.found),
  ]
}

extension TestReport.PolicyCoverage: JSONRecord {
  static let noun = "How far the tests of a policy reach"
  static let keys: [Key] = [
    Key("policy", "The policy; null for the law alone.", \.policy),
    Key("clauses", "The policy's own clauses.") { $0.counted(.policy).all },
    Key("exercised", "Those that a test exercises.") { $0.counted(.policy).exercised },
    Key(
      "not_asked",
      "That the duties of the law are not asked, because another nation's binds the school; else null.",
      \.notAsked),
    Key("each", "Every clause that binds the school.", \.clauses),
  ]
}

extension CoveredClause: JSONRecord {
  static let noun = "A clause"
  static let keys: [Key] = [
    Key("clause", "Its name.", \.name), Key("origin", "Whose it is.", \.origin.rawValue),
    Key("exercised", "Whether a test exercises it.", \.isExercised),
  ]
}
