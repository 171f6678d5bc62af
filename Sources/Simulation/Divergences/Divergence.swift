package import CivilTime
package import Clauses
package import Diagnostics
package import Registers

/// One place where the record differs from what the policy or the framework says it should be.
///
/// A fact of a few words, because most are only counted: what is said of it is made when a report asks. A class,
/// because a large register has many, and each is moved from pupil to school to the order of the report.
package final class Divergence: Sendable {
  /// In what way the record differs.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A mark that a clause contradicts.
    case misrecorded
    /// Something that had to be recorded is not.
    case missing
    /// Done after it was due.
    case late
    /// Never done, though due.
    case missed
    /// Done without an occasion.
    case unwarranted
    /// Done before what had to come first.
    case premature
    /// A limit was passed.
    case exceeded
    /// Like cases were treated differently.
    case inconsistent
  }

  /// A mark that would have stood, had the clause been followed.
  struct Correction: Sendable, Hashable {
    /// The session's number in the calendar.
    let session: Int
    let code: MarkCode
  }

  /// What the record differs from.
  enum Standard: Sendable {
    case clause(Clause)
    case rule(PracticeRule, ReplayContext)
  }

  /// What is said of a divergence.
  package struct Words: Sendable {
    /// What was expected, and what was recorded.
    package let expected, recorded: String?
    /// What differs, in a sentence.
    package let message: String
    /// Where the clause stands: in the policy where it says something about it, or else in the framework.
    package fileprivate(set) var clauseSpan: SourceSpan?
    /// The rows of the data on which it rests.
    package let evidence: [Evidence]

    init(
      expected: String?, recorded: String? = nil, _ message: String, at span: SourceSpan? = nil,
      evidence: [Evidence] = []
    ) {
      (self.expected, self.recorded, self.message) = (expected, recorded, message)
      (clauseSpan, self.evidence) = (span, evidence)
    }
  }

  /// In what way.
  package let kind: Kind
  /// The pupil, by the dataset's identifier; nil for a class or the school.
  package let pupil: String?
  /// The class, where it concerns one.
  package let group: String?
  /// The date on which it arose.
  package let date: CivilDate
  /// The session, where it concerns one.
  package let half: SessionHalf?
  /// The date by which something was due.
  package let due: CivilDate?
  /// How much it weighs.
  package let severity: Severity
  /// The marks that would have stood.
  let corrections: [Correction]
  private let standard: Standard
  /// Other clauses that the same record differs from.
  private let others: [Clause]
  private let say: @Sendable () -> Words

  init(
    _ standard: Standard, _ kind: Kind, pupil: String?, group: String? = nil, _ date: CivilDate,
    half: SessionHalf? = nil, due: CivilDate? = nil, corrections: [Correction] = [],
    others: [Clause] = [], _ words: @escaping @Sendable () -> Words
  ) {
    (self.standard, self.kind, self.pupil, self.group) = (standard, kind, pupil, group)
    (self.date, self.half, self.due, self.corrections) = (date, half, due, corrections)
    (self.others, say) = (others, words)
    severity = others.reduce(standard.severity) { max($0, $1.duty.severity) }
  }
}

extension Divergence {
  /// The divergence from one clause more, which asks for the same.
  func joined(by clause: Clause) -> Divergence {
    Divergence(
      standard, kind, pupil: pupil, group: group, date, half: half, due: due,
      corrections: corrections, others: others + [clause], say)
  }

  /// What is said of it, made anew each time.
  package var words: Words {
    var words = say()
    words.clauseSpan = words.clauseSpan ?? standard.span
    return words
  }

  package var expected: String? { words.expected }
  package var recorded: String? { words.recorded }
  package var message: String { words.message }
  package var evidence: [Evidence] { words.evidence }

  /// The clause that the record differs from.
  package var clause: String { standard.name }

  /// Other clauses that the same record differs from.
  package var alsoAgainst: [String] {
    others.isEmpty ? [] : others.map(\.name).filter { $0 != clause }
  }

  /// Who asks, and where.
  package var citations: [CitedSource] {
    switch standard {
    case .clause(let clause):
      others.reduce(clause.citations) { cited, other in
        cited + other.citations.filter { !cited.contains($0) }
      }
    case .rule(let rule, let context): context.authorities.citations(of: rule, on: date)
    }
  }

  /// Whom it concerns, in words.
  package var subject: String { pupil ?? group.map { "class \($0)" } ?? "the school" }
}

extension Divergence.Standard {
  fileprivate var name: String {
    switch self {
    case .clause(let clause): clause.name
    case .rule(let rule, _): rule.id
    }
  }

  fileprivate var severity: Severity {
    switch self {
    case .clause(let clause): clause.duty.severity
    case .rule(let rule, _): rule.severity
    }
  }

  fileprivate var span: SourceSpan? {
    switch self {
    case .clause(let clause): clause.duty.id.span
    case .rule(let rule, _): rule.draft.id?.span
    }
  }
}
