import CivilTime
public import Diagnostics
import Parallel
import PolicyModel
import Registers
import Simulation
import TypedYAML

/// What became of a file of tests.
public struct PolicyTestRun: Sendable {
  /// What became of one test.
  public struct Result: Sendable {
    /// The test's name with its place.
    public let name: Located<String>
    /// How many expectations it has.
    public let expectations: Int
    /// Where it came out otherwise than expected, in the order of the file.
    public let failures: [Failure]
    /// The clauses of the file's policy that the test exercised.
    let exercised: Set<String>

    /// Whether everything came out as expected.
    public var isPassed: Bool { failures.isEmpty }
  }

  /// Something that came out otherwise than a test expects.
  public struct Failure: Sendable {
    /// The words of the test that were wrong.
    public let span: SourceSpan
    /// The clause and the pupil that it is about; nil for a measure, and for any pupil.
    public let clause, pupil: String?
    /// What the test expects, in words.
    public let expected: String
    /// What happened instead, in words.
    public let found: String
  }

  /// The file as the user named it.
  public let path: String
  /// The policy's file; nil for the framework alone.
  public let policy: String?
  /// The tests in the order of the file.
  public let results: [Result]
  /// The clauses that bind the school, each with whether a test exercised it.
  public let clauses: [CoveredClause]
  /// That the framework's duties and rules are not asked, in a sentence; nil where they are.
  public let notAsked: String?
}

extension PolicyTestSuite {
  /// Runs the tests side by side; the result does not depend on the number of threads.
  public func run() -> PolicyTestRun {
    let results = cases.parallelMap { Trial($0).result }
    let exercised = results.reduce(into: Set<String>()) { $0.formUnion($1.exercised) }
    return PolicyTestRun(
      path: path, policy: policy?.path, results: results,
      clauses: CoveredClause.all(self, exercised: exercised),
      notAsked: simulator.whatNationIsNotAsked)
  }
}
