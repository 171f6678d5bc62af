public import CivilTime
import Clauses
public import Diagnostics
public import TypedYAML

/// The conditions for deleting a name from the register.
public struct DeletionRules: Record {
  public var onlyWhen: [Located<Name>]?
  public let span: SourceSpan

  public static let title = "rules about deletion"
  public static let fields: [Field<DeletionRules>] = [
    Field(
      "only_when", { $1(&$0.onlyWhen) }, example: "statutory_ground", words: .deletionConditions,
      "The conditions; `statutory_ground` is the law's.")
  ]

  public init(at span: SourceSpan) { self.span = span }
}

/// The prosecutor, and the offences.
public struct Prosecution: Record {
  public var by: Located<Name>?
  public var under: [Located<Name>]?
  public var maximumFine: Located<Money>?
  public var maximumImprisonment: Located<Quantity>?
  public let span: SourceSpan

  public static let title = "rules about prosecution"
  public static let fields: [Field<Prosecution>] = [
    Field("by", { $1(&$0.by) }, example: "local_authority", words: .deciders, "Who prosecutes."),
    Field(
      "under", { $1(&$0.under) }, example: "s444_1", words: .offences,
      "The offences, such as `s444_1`."),
    Field(
      "maximum_fine", { $1(&$0.maximumFine) }, example: "£2500",
      "The highest fine that the policy says a court may set."),
    Field(
      "maximum_imprisonment", { $1(&$0.maximumImprisonment) }, example: "3 months",
      "The longest imprisonment that the policy says a court may set."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}

/// Prose that makes a claim without a key of its own.
public struct Statement: Record {
  public var kind: Located<Name>?
  public var quote: Located<Prose>?
  public var section: Located<Prose>?
  public let span: SourceSpan

  public static let title = "a statement"
  public static let fields: [Field<Statement>] = [
    Field(
      "kind", { $1(&$0.kind) }, required: true, example: "holidays_will_not_be_authorised",
      words: .statements,
      "The kind of claim; requirements look for it."),
    Field(
      "quote", { $1(&$0.quote) }, required: true, "The words of the policy, as few as show it."),
    Field("section", { $1(&$0.section) }, "Where in the policy they stand."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}

/// The analysis and reporting of attendance data.
public struct DataUse: Record {
  public var analysed: Located<Interval>?
  public var reportedToParents: Located<Interval>?
  public var cohorts: [Located<Name>]?
  public let span: SourceSpan

  public static let title = "use of data"
  public static let fields: [Field<DataUse>] = [
    Field("analysed", { $1(&$0.analysed) }, "How often attendance is analysed."),
    Field("reported_to_parents", { $1(&$0.reportedToParents) }, "How often parents are told."),
    Field(
      "cohorts", { $1(&$0.cohorts) }, example: "fsm", words: .cohorts,
      "The groups of pupils looked at by themselves."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}

/// A finding accepted until a date, by a named person or body, for a reason.
public struct Waiver: Record {
  public var rule: Located<Name>?
  public var reason: Located<Prose>?
  public var approvedBy: Located<Prose>?
  public var until: Located<CivilDate>?
  public let span: SourceSpan

  public static let title = "a waiver"
  public static let fields: [Field<Waiver>] = [
    Field("rule", { $1(&$0.rule) }, required: true, "The rule whose finding is accepted."),
    Field("reason", { $1(&$0.reason) }, required: true, "Why."),
    Field("approved_by", { $1(&$0.approvedBy) }, required: true, "Who accepted it."),
    Field(
      "until", { $1(&$0.until) }, required: true, example: "2025-12-31",
      "The last date on which it is accepted."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}

/// The place of a value in a policy's prose.
public struct ValueSource: Record {
  public var document: Located<Name>?
  public var quote: Located<Prose>?
  public let span: SourceSpan

  public static let title = "where a value stands in prose"
  public static let fields: [Field<ValueSource>] = [
    Field("document", { $1(&$0.document) }, required: true, "The document."),
    Field("quote", { $1(&$0.quote) }, required: true, "Its words, as few as show it."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}
