import CivilTime
package import Diagnostics
import Parallel
import PolicyModel
import Registers
import Simulation
import TypedYAML

/// The result of a file of tests.
package struct PolicyTestRun: Sendable {
  /// The result of one test.
  package struct Result: Sendable {
    /// The test's name with its place.
    package let name: Located<String>
    /// The number of expectations.
    package let expectations: Int
    /// The failed expectations, in the order of the file.
    package let failures: [Failure]
    /// The clauses of the file's policy that the test exercised.
    let exercised: Set<String>

    /// Whether all expectations were met.
    package var isPassed: Bool { failures.isEmpty }
  }

  /// A failed expectation, or an unexpected result.
  package struct Failure: Sendable {
    /// The words of the test that failed.
    package let span: SourceSpan
    /// The clause and the pupil; nil for a measure, and for any pupil.
    package let clause, pupil: String?
    /// The expectation, in words.
    package let expected: String
    /// The actual result, in words.
    package let found: String
  }

  /// The file as the user named it.
  package let path: String
  /// The policy's file; nil for the framework alone.
  package let policy: String?
  /// The tests in the order of the file.
  package let results: [Result]
  /// The clauses that bind the school, each with its coverage.
  package let clauses: [CoveredClause]
  /// The reason why the framework does not apply, in a sentence; nil where it does.
  package let notAsked: String?
}

extension PolicyTestSuite {
  /// Runs the tests in parallel; the result does not depend on the number of threads.
  package func run() -> PolicyTestRun {
    let results = cases.parallelMap { Trial($0).result }
    let exercised = results.reduce(into: Set<String>()) { $0.formUnion($1.exercised) }
    return PolicyTestRun(
      path: path, policy: policy?.path, results: results,
      clauses: CoveredClause.all(self, exercised: exercised),
      notAsked: simulator.whatNationIsNotAsked)
  }
}
