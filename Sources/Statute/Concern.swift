import Clauses
package import Diagnostics
package import TypedYAML

/// The people whom a part of a policy concerns, and how, for the approval of changes.
package struct Concern: Record {
  package var path: Located<Prose>?
  package var whom: [Located<Name>]?
  package var how: Located<Prose>?
  package var asksNothing: Located<Truth>?
  package let span: SourceSpan

  package static let title = "whom a part of a policy touches"
  package static let fields: [Field<Concern>] = [
    Field(
      "path", { $1(&$0.path) }, required: true,
      "The path of the part; `*` stands for every item or key, and the longest that fits counts."),
    Field(
      "whom", { $1(&$0.whom) }, required: true, "Whom it touches, such as `pupils` or `parents`."),
    Field("how", { $1(&$0.how) }, required: true, "In what way, in a sentence."),
    Field(
      "asks_nothing", { $1(&$0.asksNothing) },
      "Whether it only describes the school or the document, so that no change of it is stricter or "
        + "looser."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// A kind of work that actions make for the school's office.
package struct OfficeWork: Record {
  package var kind: Located<Name>?
  package var actions: [Located<Name>]?
  package let span: SourceSpan

  package static let title = "a kind of work"
  package static let fields: [Field<OfficeWork>] = [
    Field(
      "kind", { $1(&$0.kind) }, required: true, "What it is, in the plural, such as `letters`."),
    Field(
      "actions", { $1(&$0.actions) }, required: true, words: .actions,
      "The actions under `do` that are such work."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}
