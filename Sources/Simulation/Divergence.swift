public import CivilTime
public import Clauses
public import Diagnostics
public import Registers

/// One place where the record differs from what the policy or the framework says it should be.
public struct Divergence: Sendable {
  /// In what way the record differs.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
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

  /// The clause that the record differs from.
  public let clause: String
  /// Other clauses that the same record differs from.
  public internal(set) var alsoAgainst: [String] = []
  /// In what way.
  public let kind: Kind
  /// The pupil, by the dataset's identifier; nil for a class or the school.
  public let pupil: String?
  /// The class, where it concerns one.
  public var group: String?
  /// The date on which it arose.
  public let date: CivilDate
  /// The session, where it concerns one.
  public let half: SessionHalf?
  /// What was expected, in words.
  public let expected: String?
  /// What was recorded, in words.
  public let recorded: String?
  /// The date by which something was due.
  public let due: CivilDate?
  /// How much it weighs.
  public internal(set) var severity: Severity
  /// What differs, in a sentence.
  public let message: String
  /// Where the clause stands: in the policy where it says something about it, or else in the
  /// framework.
  public let clauseSpan: SourceSpan?
  /// The rows of the data on which it rests.
  public let evidence: [Evidence]
  /// Who asks, and where.
  public internal(set) var citations: [CitedSource]
  /// The marks that would have stood.
  var corrections: [Correction] = []
}

extension Divergence {
  /// Whom it concerns, in words.
  public var subject: String { pupil ?? group.map { "class \($0)" } ?? "the school" }
}
