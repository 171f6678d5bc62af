import Diagnostics
import PolicyTests

extension TestReport {
  /// The report as JUnit's XML: a suite for each file, a case for each test, and an error for each
  /// problem that kept a file from being run.
  package var junit: String {
    JUnitSuite.document(named: "rollcall test", entries.map(suite))
  }

  private func suite(_ entry: Entry) -> JUnitSuite {
    var suite = JUnitSuite(name: entry.file)
    suite.cases = entry.problems.enumerated().map { number, problem in
      JUnitSuite.Case(
        name: "\(problem.rule) (\(number + 1))", group: entry.file, outcome: .error,
        kind: problem.severity.rawValue, message: problem.message,
        details: ([place(problem.span)] + (problem.help.map { ["Put right: \($0)"] } ?? []))
          .joined(separator: "\n"))
    }
    suite.cases += (entry.run?.results ?? []).map { result in
      guard !result.isPassed else {
        return JUnitSuite.Case(name: result.name.value, group: entry.file, outcome: .passes)
      }
      let details = result.failures.map { failure in
        "\(place(failure.span))\(failure.clause.map { " \($0)" } ?? "")\n"
          + "- expected: \(failure.expected)\n+ happened: \(failure.found)"
      }
      return JUnitSuite.Case(
        name: result.name.value, group: entry.file, outcome: .failure, kind: "expectation",
        message: "\(result.failures.count) of \(Wording.count(result.expectations, "expectation")) "
          + "came out otherwise.", details: details.joined(separator: "\n"))
    }
    return suite
  }
}
