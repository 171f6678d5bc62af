import Compliance
import Diagnostics
import PolicyTests

extension TestReport {
  /// The report for programs.
  package var json: JSON {
    .object([
      ("version", .integer(1)),
      ("framework", .string(framework)),
      ("files", .array(entries.map(\.json))),
      ("coverage", .array(coverage.map(\.json))),
      (
        "summary",
        .object([
          ("files", .integer(entries.count)),
          ("not_run", .integer(entries.count { $0.run == nil })),
          ("tests", .integer(results.count)),
          ("passed", .integer(results.count - failed)), ("failed", .integer(failed)),
          ("expectations", .integer(results.reduce(0) { $0 + $1.expectations })),
        ])
      ),
    ])
  }
}

extension TestReport.Entry {
  fileprivate var json: JSON {
    .object([
      ("file", .string(file)),
      ("policy", .optional(run?.policy)),
      ("problems", .array(problems.map { Finding($0).json })),
      ("tests", .array((run?.results ?? []).map(\.json))),
    ])
  }
}

extension PolicyTestRun.Result {
  fileprivate var json: JSON {
    .object([
      ("name", .string(name.value)), ("line", .integer(name.span.start.line)),
      ("passed", .truth(isPassed)), ("expectations", .integer(expectations)),
      ("failures", .array(failures.map(\.json))),
    ])
  }
}

extension PolicyTestRun.Failure {
  fileprivate var json: JSON {
    .object([
      ("file", .string(span.file)),
      ("line", .integer(span.start.line)), ("column", .integer(span.start.column)),
      ("end_line", .integer(span.end.line)), ("end_column", .integer(span.end.column)),
      ("clause", .optional(clause)), ("pupil", .optional(pupil)),
      ("expected", .string(expected)), ("happened", .string(found)),
    ])
  }
}

extension TestReport.PolicyCoverage {
  fileprivate var json: JSON {
    let own = counted(.policy)
    return .object([
      ("policy", .optional(policy)),
      ("clauses", .integer(own.all)), ("exercised", .integer(own.exercised)),
      ("not_asked", .optional(notAsked)),
      ("each", .array(clauses.map(\.json))),
    ])
  }
}

extension CoveredClause {
  fileprivate var json: JSON {
    .object([
      ("clause", .string(name)), ("origin", .string(origin.rawValue)),
      ("exercised", .truth(isExercised)),
    ])
  }
}
