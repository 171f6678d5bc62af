import CivilTime
import Clauses
import PolicyModel
import Simulation
import Statute

/// A clause that binds the school, with its coverage by tests.
package struct CoveredClause: Sendable, Hashable {
  /// The origin of a clause.
  package enum Origin: String, Sendable, Hashable {
    /// The policy or one of its layers.
    case policy
    /// A duty of the framework.
    case nation
    /// A rule of the framework about practice.
    case practice
  }

  /// The clause's name, such as `follow_up.home-visit`.
  package let name: String
  /// The origin.
  package let origin: Origin
  /// Whether some test raised an obligation of the clause, found a divergence from it, or had a
  /// case of it and expected agreement.
  package let isExercised: Bool

  /// Every clause that a test could exercise, in the order school, layers, nation, practice:
  /// without permissions that have no conditions, and clauses that ended before the policy began.
  static func all(_ suite: PolicyTestSuite, exercised: Set<String>) -> [CoveredClause] {
    let dates = suite.policy?.inForce()
    let duties = suite.clauses.filter { $0.hasConsequences && binds($0.inForce, during: dates) }
    let rules = suite.practice.filter { binds($0.inForce, during: dates) }
    return duties.map { clause in
      CoveredClause(
        name: clause.name, origin: clause.authority == .nation ? .nation : .policy,
        isExercised: exercised.contains(clause.name))
    }
      + rules.map { rule in
        CoveredClause(name: rule.id, origin: .practice, isExercised: exercised.contains(rule.id))
      }
  }

  /// Whether the dates overlap with the policy's; true where either are not given.
  private static func binds(_ inForce: DateRange?, during dates: DateRange?) -> Bool {
    guard let dates, let inForce else { return true }
    return inForce.intersection(dates) != nil
  }

  /// The clauses of several files of tests of one policy, exercised where one of the files did so.
  package static func joined(_ runs: [PolicyTestRun]) -> [CoveredClause] {
    let exercised = Set(runs.flatMap(\.clauses).filter(\.isExercised).map(\.name))
    return (runs.first?.clauses ?? []).map { clause in
      CoveredClause(
        name: clause.name, origin: clause.origin, isExercised: exercised.contains(clause.name))
    }
  }
}

extension Clause {
  /// Whether the clause has a consequence that a test can observe.
  fileprivate var hasConsequences: Bool {
    duty.binding != .may || !duty.preconditions.isEmpty || !duty.records.isEmpty
  }
}
