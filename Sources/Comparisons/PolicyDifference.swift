package import CivilTime
package import Compliance
package import Diagnostics
package import PolicyModel
package import Statute
import TypedYAML

/// The effect of a change of a policy: clause by clause, and before the law.
package struct PolicyDifference: Sendable {
  /// A clause that differs between the two policies.
  package struct Change: Sendable {
    /// The old and the new clause; nil where a policy has none.
    package let old, new: SaidClause?
    /// The strictness of the new clause relative to the old one.
    package let standing: Comparison
    /// The respects in which it differs, as far as they can be stated.
    package let respects: [Respect]
    /// The people whom the clause concerns; nil where the framework gives none.
    package let concern: Concern?
    /// The legal limits of the new clause.
    package let limits: [LegalLimit]

    /// The path of the clause.
    package var path: String { (new ?? old)?.path ?? "" }
    /// The path that the clause had under another name; nil where it kept its name.
    package var renamedFrom: String? {
      guard let old, let new, old.path != new.path else { return nil }
      return old.path
    }
    /// Whether the clause only describes the school or the document.
    package var asksNothing: Bool { concern?.asksNothing?.value.isTrue ?? false }
  }

  /// The legal effect of the change.
  package struct LegalEffect: Sendable {
    /// The dates over which both policies were judged: those of the new one.
    package let dates: DateRange
    /// The findings of the old policy alone, of the new one alone, and of both as in the new one.
    package let fixed, introduced, unchanged: [Finding]

    /// The findings of a severity that count against the new policy.
    package func outstanding(_ severity: Severity) -> [Finding] {
      (introduced + unchanged).filter { $0.counts && $0.diagnostic.severity == severity }
    }

    /// The waived findings of the new policy.
    package var accepted: [Finding] { (introduced + unchanged).filter { $0.waiver != nil } }
  }

  /// The policies.
  package let old, new: PolicyDocument
  /// The clauses that differ, in the order of the keys of a policy.
  package let changes: [Change]
  /// The number of equal clauses that impose an obligation.
  package let unchangedClauses: Int
  /// The strictness of the new policy as a whole relative to the old one.
  package let standing: Comparison
  /// The legal effect of the change.
  package let effect: LegalEffect

  /// Compares two policies; both are judged on the dates of the new one.
  package init(
    from old: PolicyDocument, to new: PolicyDocument, _ checker: Checker, _ question: Question
  ) {
    (self.old, self.new) = (old, new)
    let scale = Scale(checker.framework)
    let dates = new.inForce(asOf: question.asOf) ?? DateRange(on: question.asOf)
    let limits = PathIndex(
      checker.limits(for: new, on: question.asOf.clamped(to: dates)), by: \.path)
    let lists = ClauseList.aligned([old, new].map { ClauseList($0, scale, asOf: question.asOf) })
    let (before, after) = (lists[0], lists[1])
    let formerPaths = PolicyDifference.formerPaths(before, after)
    var changes: [Change] = []
    var unchanged = 0
    for path in PolicyDifference.paths(before, after, without: Set(formerPaths.values)) {
      let sayings = (before.saying(at: formerPaths[path] ?? path), after.saying(at: path))
      let (left, right) = (sayings.0.clause, sayings.1.clause)
      let concern = scale.yardstick.concern(of: path)
      if let left, let right, left.path == right.path, left.words == right.words {
        unchanged += scale.yardstick.asksNothing(path) ? 0 : 1
        continue
      }
      changes.append(
        Change(
          old: left, new: right, standing: scale.standing(of: sayings.1, to: sayings.0),
          respects: scale.respects(of: right, to: left), concern: concern,
          limits: limits.within(path)))
    }
    self.changes = changes
    unchangedClauses = unchanged
    standing = changes.reduce(.same) { $0.joined(with: $1.standing) }
    effect = LegalEffect(
      dates,
      checker.findings(for: old, question, during: dates),
      checker.findings(for: new, question, during: dates),
      renamed: Dictionary(
        formerPaths.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The new names of clauses that differ in nothing but the name, by their old ones.
  package var renamed: [String: String] {
    Dictionary(
      changes.compactMap { change in change.renamedFrom.map { ($0, change.path) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The former paths of duties that differ in nothing but the name, by their new ones; equal
  /// duties are paired in order.
  private static func formerPaths(_ old: ClauseList, _ new: ClauseList) -> [String: String] {
    var gone: [DutyForm: [String]] = [:]
    for clause in old.clauses.reversed() where new[clause.path] == nil {
      if case .duty(let form) = clause.key { gone[form, default: []].append(clause.path) }
    }
    var former: [String: String] = [:]
    for clause in new.clauses where old[clause.path] == nil {
      if case .duty(let form) = clause.key, let path = gone[form]?.popLast() {
        former[clause.path] = path
      }
    }
    return former
  }

  private static func paths(
    _ old: ClauseList, _ new: ClauseList, without former: Set<String>
  ) -> [String] {
    let gone = old.clauses.map(\.path).filter { new[$0] == nil && !former.contains($0) }
    return Policy.inOrder(new.clauses.map(\.path) + gone)
  }
}

extension PolicyDifference.LegalEffect {
  /// Sorts the findings of two policies into fixed, introduced and unchanged; findings are matched
  /// by rule and path, as often as they occur.
  fileprivate init(
    _ dates: DateRange, _ old: [Finding], _ new: [Finding], renamed: [String: String]
  ) {
    func key(_ finding: Finding, renamed: [String: String] = [:]) -> [String] {
      let path = finding.diagnostic.path
      let clause = path.pathSteps.prefix(2).joined(separator: ".")
      let now = renamed[clause].map { $0 + path.dropFirst(clause.utf8.count) }
      return [finding.diagnostic.rule, now ?? path]
    }
    let old = old.inOrder
    var left: [[String]: [Int]] = [:]
    for index in old.indices.reversed() {
      left[key(old[index], renamed: renamed), default: []].append(index)
    }
    var (introduced, unchanged): ([Finding], [Finding]) = ([], [])
    for finding in new.inOrder {
      if left[key(finding)]?.popLast() != nil {
        unchanged.append(finding)
      } else {
        introduced.append(finding)
      }
    }
    let fixed = left.values.joined().sorted().map { old[$0] }
    self.init(dates: dates, fixed: fixed, introduced: introduced, unchanged: unchanged)
  }
}

extension [Finding] {
  /// The findings, the gravest first, and by rule and path.
  fileprivate var inOrder: [Finding] {
    enumerated().sorted { left, right in
      let (one, other) = (left.element.diagnostic, right.element.diagnostic)
      if one.severity != other.severity { return one.severity > other.severity }
      return (one.rule, one.path, left.offset) < (other.rule, other.path, right.offset)
    }.map(\.element)
  }
}
