import Compliance
package import Diagnostics
package import PolicyTests

/// The results of files of policy tests, ready to be rendered.
package struct TestReport: Sendable {
  /// One file of tests.
  package struct Entry: Sendable {
    /// The file as the user named it.
    package let file: String
    /// The results of its tests; nil if they could not be run.
    package let run: PolicyTestRun?
    /// The problems that kept it from being run, in the order of the file.
    package let problems: [Diagnostic]

    /// Creates an entry.
    package init(file: String, run: PolicyTestRun?, problems: [Diagnostic]) {
      (self.file, self.run) = (file, run)
      self.problems = problems.map { Finding($0) }.sorted { $0.precedes($1) }.map(\.diagnostic)
    }
  }

  /// The coverage of one policy by tests.
  struct PolicyCoverage: Sendable {
    /// The policy's file; nil for the framework alone.
    let policy: String?
    let clauses: [CoveredClause]
    /// A sentence saying that the framework's duties and rules are not evaluated; nil if they are.
    let notAsked: String?

    /// The number of clauses of an origin, the number exercised, and the names of the others.
    func counted(
      _ origin: CoveredClause.Origin
    ) -> (all: Int, exercised: Int, idle: [String]) {
      let own = clauses.filter { $0.origin == origin }
      let idle = own.filter { !$0.isExercised }.map(\.name)
      return (own.count, own.count - idle.count, idle)
    }
  }

  /// The framework's name.
  package let framework: String
  /// The files in order.
  package let entries: [Entry]
  /// The lines of the files that are quoted, by path.
  let lines: [String: SourceLines]

  /// Creates a report of entries in any order, with the texts of their files by path.
  package init(framework: String, entries: [Entry], sources: [String: SourceFile]) {
    self.framework = framework
    self.entries = entries.sorted { $0.file < $1.file }
    let shown = self.entries.flatMap { entry in
      entry.problems.map(\.span.file)
        + (entry.run?.results.flatMap(\.failures).map(\.span.file) ?? [])
    }
    lines = Dictionary(
      Set(shown).compactMap { name in sources[name].map { (name, SourceLines($0)) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Every test in order.
  var results: [PolicyTestRun.Result] { entries.compactMap(\.run).flatMap(\.results) }

  /// The number of failed tests.
  package var failed: Int { results.count { !$0.isPassed } }

  /// Whether every file could be run.
  package var isReadable: Bool { entries.allSatisfy { $0.run != nil } }

  /// The policies in the order of the first file that tests each.
  var coverage: [PolicyCoverage] {
    let runs = entries.compactMap(\.run)
    var policies: [String?] = []
    for run in runs where !policies.contains(run.policy) { policies.append(run.policy) }
    return policies.map { policy in
      PolicyCoverage(
        policy: policy, clauses: CoveredClause.joined(runs.filter { $0.policy == policy }),
        notAsked: runs.first { $0.policy == policy }?.notAsked)
    }
  }
}
