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
    /// Whom the clause touches; nil where the framework says nothing of it.
    public let concern: Concern?
    /// The limits that the law sets to the new clause.
    public let limits: [LegalLimit]

    /// The path of the clause.
    public var path: String { (new ?? old)?.path ?? "" }
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
    let yardstick = Yardstick(checker.framework)
    let dates = new.inForce ?? DateRange(on: question.asOf)
    let limits = checker.limits(for: new, on: question.asOf.clamped(to: dates))
    let (before, after) = (old.clauses(yardstick), new.clauses(yardstick))
    var changes: [Change] = []
    var unchanged = 0
    for path in PolicyDifference.paths(before, after) {
      let left = before.first { $0.path == path }
      let right = after.first { $0.path == path }
      let concern = yardstick.concern(of: path)
      let standing = yardstick.standing(of: right, to: left)
      if let left, let right, left.words == right.words,
        standing == .same || left.value.value.means(right.value.value)
      {
        unchanged += concern?.asksNothing?.value.isTrue == true ? 0 : 1
        continue
      }
      changes.append(
        Change(
          old: left, new: right, standing: standing,
          concern: concern,
          limits: limits.filter { $0.path == path || $0.path.hasPrefix(path + ".") }))
    }
    self.changes = changes
    unchangedClauses = unchanged
    standing = changes.reduce(.same) { $0.joined(with: $1.standing) }
    effect = LegalEffect(
      dates,
      checker.findings(for: old, question, during: dates),
      checker.findings(for: new, question, during: dates))
  }

  private static func paths(_ old: [SaidClause], _ new: [SaidClause]) -> [String] {
    let known = Set(new.map(\.path))
    let gone = old.map(\.path).filter { !known.contains($0) }
    let sections = Policy.sections
    func place(_ path: String) -> Int {
      sections.firstIndex(of: String(path.prefix { $0 != "." })) ?? sections.count
    }
    return (new.map(\.path) + gone).enumerated().sorted { left, right in
      (place(left.element), left.offset) < (place(right.element), right.offset)
    }.map(\.element)
  }
}

extension PolicyDifference.LegalEffect {
  /// Sorts the findings of two policies into those that go, come and stay: the same rule broken at the
  /// same path, as often, is the same finding.
  fileprivate init(_ dates: DateRange, _ old: [Finding], _ new: [Finding]) {
    var left = old.inOrder
    var (introduced, unchanged): ([Finding], [Finding]) = ([], [])
    for finding in new.inOrder {
      let match = left.firstIndex {
        $0.diagnostic.rule == finding.diagnostic.rule
          && $0.diagnostic.path == finding.diagnostic.path
      }
      if let match {
        left.remove(at: match)
        unchanged.append(finding)
      } else {
        introduced.append(finding)
      }
    }
    self.init(dates: dates, fixed: left, introduced: introduced, unchanged: unchanged)
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
