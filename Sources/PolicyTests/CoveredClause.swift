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
    /// A rule of the framework about practice.
    case practice
  }

  /// The clause's name, such as `follow_up.home-visit`.
  public let name: String
  /// Where it comes from.
  public let origin: Origin
  /// Whether in some test it raised an obligation, the record differed from it, or it had a case from
  /// which the test expected nothing to differ.
  public let isExercised: Bool

  /// Every clause that a test could exercise, in the order school, layers, nation, practice: not one
  /// that only allows an action and asks nothing of it, nor one that ended before the policy began.
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

  /// Whether something binds on one of a policy's dates; one that gives none may be of any time.
  private static func binds(_ inForce: DateRange?, during dates: DateRange?) -> Bool {
    guard let dates, let inForce else { return true }
    return inForce.intersection(dates) != nil
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
}
