package import CivilTime
package import Clauses
package import Diagnostics
package import TypedYAML

/// A rule implemented in Swift about relations between files.
///
/// Its dates, severity and citations are data.
package struct StandingRule: RefinedRecord {
  /// The keys of such a rule.
  package struct Draft: Record {
    package var id: Located<Name>?
    package var title: Located<Prose>?
    package var severity: Located<Severity>?
    package var inForce: InForce?
    package var cite: [Citation]?
    package var because: Located<Prose>?
    package let span: SourceSpan
    package static let title = "a rule judged by its name"
    package static let fields: [Field<Draft>] = [
      Field("id", { $1(&$0.id) }, required: true, "The rule's stable name."),
      Field("title", { $1(&$0.title) }, required: true, "What is required, in a sentence."),
      Field("severity", { $1(&$0.severity) }, required: true, "`error`, `warning` or `note`."),
      Field("in_force", { $1(&$0.inForce) }, required: true, "The dates on which it binds."),
      Field("cite", { $1(&$0.cite) }, required: true, "Where the law or the guidance says so."),
      Field("because", { $1(&$0.because) }, "Why, in a sentence."),
    ]
    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The rule's stable name.
  package let id: String
  /// The requirement, in a sentence.
  package let title: String
  /// The severity of breaking it.
  package let severity: Severity
  /// The dates on which it binds.
  package let inForce: DateRange
  /// The places in the law or the guidance that state it.
  package let citations: [Citation]

  package init?(_ draft: Draft, _ reading: inout Reading) {
    guard let id = draft.id, let title = draft.title, let severity = draft.severity,
      let inForce = draft.inForce, let cite = draft.cite
    else { return nil }
    self.draft = draft
    self.id = id.value.text
    self.title = title.value.text
    self.severity = severity.value
    self.inForce = inForce.range
    citations = cite
  }
}

/// A rule that no longer applies.
///
/// Its name is never reused, so that old reports and waivers keep their meaning.
package struct RetiredRule: Record {
  package var id: Located<Name>?
  package var on: Located<CivilDate>?
  package var because: Located<Prose>?
  package var replacedBy: [Located<Name>]?
  package let span: SourceSpan

  package static let title = "a retired rule"
  package static let fields: [Field<RetiredRule>] = [
    Field("id", { $1(&$0.id) }, required: true, "The rule's name."),
    Field("on", { $1(&$0.on) }, required: true, "The first date on which it was no longer asked."),
    Field("because", { $1(&$0.because) }, required: true, "Why, in a sentence."),
    Field("replaced_by", { $1(&$0.replacedBy) }, "The rules that took its place."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}
