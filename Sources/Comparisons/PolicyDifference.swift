public import CivilTime
public import Compliance
public import Diagnostics
public import PolicyModel
public import Statute
import TypedYAML

/// What a change of a policy means: clause by clause, and before the law.
public struct PolicyDifference: Sendable {
  /// A clause that the two policies do not say alike.
  public struct Change: Sendable {
    /// What the policies say; nil where one says nothing.
    public let old, new: SaidClause?
    /// How the new clause stands to the old one.
    public let standing: Comparison
    /// In what respects it differs, as far as that can be said.
    public let respects: [Respect]
    /// Whom the clause touches; nil where the framework says nothing of it.
    public let concern: Concern?
    /// The limits that the law sets to the new clause.
    public let limits: [LegalLimit]

    /// The path of the clause.
    public var path: String { (new ?? old)?.path ?? "" }
    /// The path that the clause had under another name; nil where it kept its name.
    public var renamedFrom: String? {
      guard let old, let new, old.path != new.path else { return nil }
      return old.path
    }
    /// Whether the clause only describes the school or the document.
    public var asksNothing: Bool { concern?.asksNothing?.value.isTrue ?? false }
  }

  /// What the change does before the law.
  public struct LegalEffect: Sendable {
    /// The dates over which both policies were judged: those of the new one.
    public let dates: DateRange
    /// What is found in the old policy alone, in the new one alone, and in both, as the new one has it.
    public let fixed, introduced, unchanged: [Finding]

    /// What counts against the new policy at a severity.
    public func outstanding(_ severity: Severity) -> [Finding] {
      (introduced + unchanged).filter { $0.counts && $0.diagnostic.severity == severity }
    }

    /// What is found in the new policy and was accepted by somebody.
    public var accepted: [Finding] { (introduced + unchanged).filter { $0.waiver != nil } }
  }

  /// The policies.
  public let old, new: PolicyDocument
  /// The clauses that differ, in the order of the keys of a policy.
  public let changes: [Change]
  /// How many clauses that ask something say the same as before.
  public let unchangedClauses: Int
  /// How the new policy stands to the old one as a whole.
  public let standing: Comparison
  /// What the change does before the law.
  public let effect: LegalEffect

  /// Compares two policies; both are judged on the days on which the new one is to be in force.
  public init(
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

  /// The new names of clauses of which nothing but the name changed, by their old ones.
  public var renamed: [String: String] {
    Dictionary(
      changes.compactMap { change in change.renamedFrom.map { ($0, change.path) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The former paths of duties of which nothing but the name changed, by the new ones; of several that ask
  /// for the same, in their order.
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
  /// Sorts the findings of two policies into those that go, come and stay: the same rule broken at the
  /// same path, as often, is the same finding.
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
