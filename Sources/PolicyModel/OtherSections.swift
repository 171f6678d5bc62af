package import CivilTime
import Clauses
package import Diagnostics
package import TypedYAML

/// The conditions for deleting a name from the register.
package struct DeletionRules: Record {
  package var onlyWhen: [Located<Name>]?
  package let span: SourceSpan

  package static let title = "rules about deletion"
  package static let fields: [Field<DeletionRules>] = [
    Field(
      "only_when", { $1(&$0.onlyWhen) }, example: "statutory_ground", words: .deletionConditions,
      "The conditions; `statutory_ground` is the law's.")
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The prosecutor, and the offences.
package struct Prosecution: Record {
  package var by: Located<Name>?
  package var under: [Located<Name>]?
  package var maximumFine: Located<Money>?
  package var maximumImprisonment: Located<Quantity>?
  package let span: SourceSpan

  package static let title = "rules about prosecution"
  package static let fields: [Field<Prosecution>] = [
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

  package init(at span: SourceSpan) { self.span = span }
}

/// Prose that makes a claim without a key of its own.
package struct Statement: Record {
  package var kind: Located<Name>?
  package var quote: Located<Prose>?
  package var section: Located<Prose>?
  package let span: SourceSpan

  package static let title = "a statement"
  package static let fields: [Field<Statement>] = [
    Field(
      "kind", { $1(&$0.kind) }, required: true, example: "holidays_will_not_be_authorised",
      words: .statements,
      "The kind of claim; requirements look for it."),
    Field(
      "quote", { $1(&$0.quote) }, required: true, "The words of the policy, as few as show it."),
    Field("section", { $1(&$0.section) }, "Where in the policy they stand."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The analysis and reporting of attendance data.
package struct DataUse: Record {
  package var analysed: Located<Interval>?
  package var reportedToParents: Located<Interval>?
  package var cohorts: [Located<Name>]?
  package let span: SourceSpan

  package static let title = "use of data"
  package static let fields: [Field<DataUse>] = [
    Field("analysed", { $1(&$0.analysed) }, "How often attendance is analysed."),
    Field("reported_to_parents", { $1(&$0.reportedToParents) }, "How often parents are told."),
    Field(
      "cohorts", { $1(&$0.cohorts) }, example: "fsm", words: .cohorts,
      "The groups of pupils looked at by themselves."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// A finding accepted until a date, by a named person or body, for a reason.
package struct Waiver: Record {
  package var rule: Located<Name>?
  package var reason: Located<Prose>?
  package var approvedBy: Located<Prose>?
  package var until: Located<CivilDate>?
  package let span: SourceSpan

  package static let title = "a waiver"
  package static let fields: [Field<Waiver>] = [
    Field("rule", { $1(&$0.rule) }, required: true, "The rule whose finding is accepted."),
    Field("reason", { $1(&$0.reason) }, required: true, "Why."),
    Field("approved_by", { $1(&$0.approvedBy) }, required: true, "Who accepted it."),
    Field(
      "until", { $1(&$0.until) }, required: true, example: "2025-12-31",
      "The last date on which it is accepted."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The place of a value in a policy's prose.
package struct ValueSource: Record {
  package var document: Located<Name>?
  package var quote: Located<Prose>?
  package let span: SourceSpan

  package static let title = "where a value stands in prose"
  package static let fields: [Field<ValueSource>] = [
    Field("document", { $1(&$0.document) }, required: true, "The document."),
    Field("quote", { $1(&$0.quote) }, required: true, "Its words, as few as show it."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}
