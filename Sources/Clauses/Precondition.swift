package import Diagnostics
package import TypedYAML

/// A record that must exist for a pupil before an action: support before a penalty, a letter before
/// a meeting.
package struct Precondition: RefinedRecord, Hashable {
  /// The keys of a precondition.
  package struct Draft: Record, Hashable {
    package var anyOf: [Located<Name>]?
    package var detail: NamedValues<Located<Prose>>?
    package var atLeast: Located<Deadline>?
    package let span: SourceSpan
    package static let title = "a precondition"
    package static let fields: [Field<Draft>] = [
      Field(
        "any_of", { $1(&$0.anyOf) }, required: true, words: .actions,
        "The kinds of action; one of them is enough."),
      Field("detail", { $1(&$0.detail) }, "What its `detail` must say besides."),
      Field(
        "at_least", { $1(&$0.atLeast) },
        "How long before; left out, at any time up to the same day."
      ),
    ]
    package init(at span: SourceSpan) { self.span = span }

    package static func == (left: Draft, right: Draft) -> Bool { left.span == right.span }
    package func hash(into hasher: inout Hasher) { hasher.combine(span) }
  }

  @Boxed package private(set) var draft: Draft
  /// The kinds of action, any of which is enough.
  package let anyOf: [String]
  /// The particulars that the action's detail must also contain.
  package let detail: [String: String]
  /// The least time before the action; nil for any time up to the same day.
  package let atLeast: Deadline?

  package init?(_ draft: Draft, _ reading: inout Reading) {
    guard let anyOf = draft.anyOf else { return nil }
    self.draft = draft
    self.anyOf = anyOf.map(\.value.text)
    detail = draft.detail?.texts ?? [:]
    atLeast = draft.atLeast?.value
  }
}

extension NamedValues<Located<Prose>> {
  /// The texts by their keys.
  var texts: [String: String] {
    Swift.Dictionary(
      entries.map { ($0.key.value, $0.value.value.text) }, uniquingKeysWith: { first, _ in first })
  }
}
