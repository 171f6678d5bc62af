package import Diagnostics
package import TypedYAML

/// A statement of the law, the guidance or a document, with its place in every edition.
///
/// Paragraph numbers differ between editions, so rules cite a passage, and a report prints its
/// places in the editions in force on the dates in question. A passage that no rule cites gives the
/// reason why no file can show whether it is kept.
package struct Passage: Record {
  package var id: Located<Name>?
  package var about: Located<Prose>?
  package var places: Deferred<[Place]>?
  package var answeredBy: [Located<Name>]?
  package var notCheckable: Located<Prose>?
  package let span: SourceSpan

  package static let title = "a passage"
  package static let fields: [Field<Passage>] = [
    Field("id", { $1(&$0.id) }, required: true, "The name by which citations speak of it."),
    Field("about", { $1(&$0.about) }, required: true, "What it says, in a few words."),
    Field("at", { $1(&$0.places) }, required: true, "Its place in each edition."),
    Field(
      "answered_by", { $1(&$0.answeredBy) },
      "In a layer: the rules of the framework it follows that check it."),
    Field(
      "not_checkable", { $1(&$0.notCheckable) },
      "Why no rule can tell from a file or a register whether it is kept."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The place of a passage in one edition.
package struct Place: Record {
  package var source: Located<Name>?
  package var place: Located<Prose>?
  package var basis: Located<Citation.Basis>?
  package let span: SourceSpan

  package static let title = "a place in a source"
  package static let fields: [Field<Place>] = [
    Field("source", { $1(&$0.source) }, required: true, "The source's name under `sources`."),
    Field(
      "where", { $1(&$0.place) }, required: true, "The paragraph, regulation or page."),
    Field("basis", { $1(&$0.basis) }, "`confirmed` (the default), `place_unseen` or `unseen`."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}
