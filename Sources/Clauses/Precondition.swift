public import Diagnostics
public import TypedYAML

/// A record that must exist for a pupil before an action: support before a penalty, a letter before
/// a meeting.
public struct Precondition: RefinedRecord, Hashable {
  /// The keys of a precondition.
  public struct Draft: Record, Hashable {
    public var anyOf: [Located<Name>]?
    public var detail: NamedValues<Located<Prose>>?
    public var atLeast: Located<Deadline>?
    public let span: SourceSpan
    public static let title = "a precondition"
    public static let fields: [Field<Draft>] = [
      Field(
        "any_of", { $1(&$0.anyOf) }, required: true, words: .actions,
        "The kinds of action; one of them is enough."),
      Field("detail", { $1(&$0.detail) }, "What its `detail` must say besides."),
      Field(
        "at_least", { $1(&$0.atLeast) },
        "How long before; left out, at any time up to the same day."
      ),
    ]
    public init(at span: SourceSpan) { self.span = span }

    public static func == (left: Draft, right: Draft) -> Bool { left.span == right.span }
    public func hash(into hasher: inout Hasher) { hasher.combine(span) }
  }

  @Boxed public private(set) var draft: Draft
  /// The kinds of action, any of which is enough.
  public let anyOf: [String]
  /// The particulars that the action's detail must also contain.
  public let detail: [String: String]
  /// The least time before the action; nil for any time up to the same day.
  public let atLeast: Deadline?

  public init?(_ draft: Draft, _ reading: inout Reading) {
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
