import CivilTime
import Clauses
import PolicyModel
import Simulation
import Statute

/// A clause that binds the school, and whether a test exercised it.
public struct CoveredClause: Sendable, Hashable {
  /// Where a clause comes from.
  public enum Origin: String, Sendable, Hashable {
    /// The policy or what it follows.
    case policy
    /// A duty of the framework.
    case nation
    /// A rule of the framework about marks.
    case practice
  }

  /// The clause's name, such as `follow_up.home-visit`.
  public let name: String
  /// Where it comes from.
  public let origin: Origin
  /// Whether it raised an obligation in some test, or a test was about the record's differing from it.
  public let isExercised: Bool

  /// Every clause that a test could exercise, in the order school, layers, nation, practice: not one
  /// that only allows an action and asks nothing of it, nor one that ended before the policy began.
  static func all(_ suite: PolicyTestSuite, exercised: Set<String>) -> [CoveredClause] {
    let clauses = suite.clauses.filter { clause in
      clause.hasConsequences && clause.binds(during: suite.policy?.inForce)
    }
    return clauses.map { clause in
      CoveredClause(
        name: clause.name, origin: clause.authority == .nation ? .nation : .policy,
        isExercised: exercised.contains(clause.name))
    }
      + suite.simulator.framework.practice.map { rule in
        CoveredClause(name: rule.id, origin: .practice, isExercised: exercised.contains(rule.id))
      }
  }

  /// The clauses of several files that test the same policy, exercised where one of them did so.
  public static func joined(_ runs: [PolicyTestRun]) -> [CoveredClause] {
    let exercised = Set(runs.flatMap(\.clauses).filter(\.isExercised).map(\.name))
    return (runs.first?.clauses ?? []).map { clause in
      CoveredClause(
        name: clause.name, origin: clause.origin, isExercised: exercised.contains(clause.name))
    }
  }
}

extension Clause {
  /// Whether anything follows from the clause that a test could see.
  fileprivate var hasConsequences: Bool {
    duty.binding != .may || !duty.preconditions.isEmpty || !duty.records.isEmpty
  }

  /// Whether the clause binds on one of a policy's dates; one that gives none may be of any time.
  fileprivate func binds(during dates: DateRange?) -> Bool {
    guard let dates, let inForce else { return true }
    return inForce.intersection(dates) != nil
  }
}
