package import CivilTime
package import Diagnostics
package import TypedYAML

/// An adviser's answer about the text of a source.
///
/// Turns an unread place, or one whose page in this edition is unread, into a confirmed one.
package struct Confirmation: RefinedRecord {
  /// The item that was looked up, which has one answer at most.
  package struct Key: Sendable, Hashable {
    enum Target: Sendable, Hashable {
      case passage(String)
      case place(String)
    }

    let source: String
    let target: Target

    init(source: String, _ target: Target) { (self.source, self.target) = (source, target) }
  }

  /// The keys of a confirmation.
  package struct Draft: Record {
    package var source: Located<Name>?
    package var passage: Located<Name>?
    package var place: Located<Prose>?
    package var seenAt: Located<Prose>?
    package var who: Located<Prose>?
    package var on: Located<CivilDate>?
    package var says: Located<Prose>?
    package let span: SourceSpan

    package static let title = "a confirmation"
    package static let fields: [Field<Draft>] = [
      Field(
        "source", { $1(&$0.source) }, required: true,
        "The name of the edition that was read, under `sources`."),
      Field("passage", { $1(&$0.passage) }, "The passage that was looked up in it."),
      Field(
        "where", { $1(&$0.place) },
        "Or else the place as `rules --unverified` gives it, for all that rests on it."),
      Field(
        "seen_at", { $1(&$0.seenAt) }, required: true,
        "The page, paragraph or regulation where it stands; reports cite it from then on."),
      Field(
        "who", { $1(&$0.who) }, required: true,
        "Who has read it: a role and an organisation, never a person's name."),
      Field("on", { $1(&$0.on) }, required: true, "The day on which it was read."),
      Field(
        "says", { $1(&$0.says) },
        "What the text says instead, where it is not what the rules say; nothing is confirmed by that."
      ),
    ]
    package static var alternatives: [[String]] { [["passage"], ["where"]] }
    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The edition that was read.
  package let source: Located<Name>
  /// The item that was looked up.
  package let key: Key
  /// The place at which it was found.
  package let seenAt: String
  /// The words of the source where they differ from the rules; nil where they agree.
  package let says: Located<Prose>?

  package init?(_ draft: Draft, _ reading: inout Reading) {
    guard let source = draft.source, let seenAt = draft.seenAt, draft.who != nil, draft.on != nil
    else { return nil }
    switch (draft.passage, draft.place) {
    case (let passage?, nil): key = Key(source: source.value.text, .passage(passage.value.text))
    case (nil, let place?): key = Key(source: source.value.text, .place(place.value.text))
    default:
      reading.report(
        .citation, "A confirmation names a `passage`, or else a place with `where`.",
        at: draft.span,
        path: reading.path, help: "Copy one of the two from `rollcall rules --unverified`.")
      return nil
    }
    self.draft = draft
    (self.source, self.seenAt, says) = (source, seenAt.value.text, draft.says)
  }
}

extension Bibliography {
  /// The problems of confirmations: items unknown, confirmed or answered already, and corrections.
  ///
  /// `citations` are all citations, whether of a passage or of a place.
  package func problems(
    in confirmations: [Confirmation], of citations: [Citation]
  ) -> [Diagnostic] {
    let places = ConfirmablePlaces(self, citations)
    var sourceNames = NearWords(sources.keys.sorted())
    var answered: [Confirmation.Key: SourceSpan] = [:]
    return confirmations.compactMap { confirmation -> Diagnostic? in
      let (source, key) = (confirmation.source, confirmation.key)
      guard sources[source.value.text] != nil else {
        return unknownSource(source, &sourceNames)
      }
      if let first = answered[key] {
        return Diagnostic(
          .confirmation, "This is answered twice.", at: confirmation.draft.span,
          related: [.init("The first answer stands here.", at: first)],
          help: "Keep the answer that is right.")
      }
      answered[key] = confirmation.draft.span
      return places.problem(with: confirmation, source.value.text)
    }
  }
}

/// The places that confirmations may name: those of passages, and those of citations.
private struct ConfirmablePlaces {
  private let bibliography: Bibliography
  /// Whether each place of each source is still open.
  private var places: [String: [String: Bool]] = [:]
  /// Whether each passage of each source is still open.
  private var passages: [String: [String: Bool]] = [:]

  init(_ bibliography: Bibliography, _ citations: [Citation]) {
    self.bibliography = bibliography
    var doubted: Set<String> = []
    for citation in citations {
      switch citation.target {
      case .passage(let id):
        if citation.basis != .confirmed { doubted.insert(id.value.text) }
      case .place(let source, let words):
        let isOpen = citation.basis != .confirmed
        places[source.value.text, default: [:]][words, default: false] =
          isOpen || places[source.value.text]?[words] == true
      }
    }
    for passage in bibliography.passages {
      guard let id = passage.id?.value.text else { continue }
      for place in passage.places?.value ?? [] {
        guard let source = place.source?.value.text, let words = place.place?.value.text else {
          continue
        }
        let isOpen = (place.basis?.value ?? .confirmed) != .confirmed || doubted.contains(id)
        passages[source, default: [:]][id] = isOpen || passages[source]?[id] == true
        places[source, default: [:]][words] = isOpen || places[source]?[words] == true
      }
    }
  }

  func problem(with confirmation: Confirmation, _ source: String) -> Diagnostic? {
    if let passage = confirmation.draft.passage {
      guard let isOpen = passages[source]?[passage.value.text] else {
        return unknown(passage, in: source)
      }
      return correction(confirmation) ?? (isOpen ? nil : known(passage.span, source))
    }
    guard let place = confirmation.draft.place else { return nil }
    guard let isOpen = places[source]?[place.value.text] else {
      let near = Wording.didYouMean(place.value.text, among: (places[source] ?? [:]).keys.sorted())
      return Diagnostic(
        .confirmation, "Nothing is cited at `\(place.value.text)` of `\(source)`.", at: place.span,
        help: near ?? "Copy the place from `rollcall rules --unverified`.")
    }
    return correction(confirmation) ?? (isOpen ? nil : known(place.span, source))
  }

  private func unknown(_ passage: Located<Name>, in source: String) -> Diagnostic {
    let name = passage.value.text
    let known = (passages[source] ?? [:]).keys.sorted()
    guard bibliography.passage(name) == nil else {
      let editions = passages.filter { $0.value[name] != nil }.keys.sorted()
      return Diagnostic(
        .confirmation, "The passage `\(name)` has no place in `\(source)`.", at: passage.span,
        help: "It has one in \(Wording.list(editions.map { "`\($0)`" })): name one of them.")
    }
    return Diagnostic(
      .unknownPassage, "No passage is called `\(name)`.", at: passage.span,
      help: Wording.suggestion(for: name, among: known).map { "Did you mean `\($0)`?" })
  }

  /// Rejects an answer for a confirmed place, because a superfluous one would go stale unnoticed.
  private func known(_ span: SourceSpan, _ source: String) -> Diagnostic {
    Diagnostic(
      .confirmation, "This is confirmed in `\(source)` already.", at: span,
      help: "Remove the answer; or give the page at the place itself, under `passages`.", as: .note)
  }

  /// Reports a source that differs from the rules, which their maintainers have to correct.
  private func correction(_ confirmation: Confirmation) -> Diagnostic? {
    confirmation.says.map { says in
      Diagnostic(
        .confirmation,
        "The text is said to be another than the rules take it for: \(says.value.text)",
        at: says.span, help: "Put the rules right that rest on it, and then remove the answer.",
        as: .warning)
    }
  }
}
