package import CivilTime
package import Diagnostics
package import TypedYAML

/// A place that a citation names, with the dates of its source.
package struct CitedPlace: Sendable, Hashable {
  /// The place.
  package let cited: CitedSource
  /// The dates on which the source is in force; nil where it gives none.
  package let inForce: DateRange?
  /// The passage at this place; nil where the citation names the place itself.
  package let passage: String?

  /// The place with its dates clamped to a range; nil where they do not overlap.
  package func within(_ dates: DateRange) -> CitedPlace? {
    guard let inForce else { return CitedPlace(cited: cited, inForce: dates, passage: passage) }
    return inForce.intersection(dates).map {
      CitedPlace(cited: cited, inForce: $0, passage: passage)
    }
  }

  /// Whether the source is in force on a date.
  package func isInForce(on date: CivilDate) -> Bool { inForce?.contains(date) ?? true }

  /// The places in sources that were in force on one of the dates; where none was, or without
  /// dates, all places.
  package static func current(
    _ places: [CitedPlace], during dates: DateRange?
  ) -> [CitedSource] {
    let current = places.filter { place in
      guard let dates, let inForce = place.inForce else { return true }
      return inForce.intersection(dates) != nil
    }
    var seen: Set<CitedSource> = []
    return (current.isEmpty ? places : current).map(\.cited).filter { seen.insert($0).inserted }
  }
}

/// The sources and the passages that citations name.
package struct Bibliography: Sendable {
  /// The laws, guidance and documents, by name.
  package private(set) var sources: [String: Source] = [:]
  /// The passages in the order of their files.
  package private(set) var passages: [Passage] = []
  private var passageByID: [String: Passage] = [:]
  /// The confirmations, by source and passage or place.
  private var confirmations: [Confirmation.Key: Confirmation] = [:]

  /// Creates a bibliography; of several sources or passages with one name, the first is kept.
  package init(
    sources: [(key: Located<String>, value: Source)] = [], passages: [Passage] = [],
    confirmations: [Confirmation] = []
  ) {
    add(sources: sources, passages: passages)
    for confirmation in confirmations where confirmation.says == nil {
      guard self.confirmations[confirmation.key] == nil else { continue }
      self.confirmations[confirmation.key] = confirmation
    }
  }

  /// The bibliography with a document's sources and passages, which shadow those of equal names.
  package func adding(
    sources: [(key: Located<String>, value: Source)], passages: [Passage]
  ) -> Bibliography {
    var joined = Bibliography(sources: sources, passages: passages)
    joined.sources.merge(self.sources) { own, _ in own }
    joined.passages += self.passages
    joined.passageByID.merge(passageByID) { own, _ in own }
    joined.confirmations = confirmations
    return joined
  }

  private mutating func add(
    sources: [(key: Located<String>, value: Source)], passages: [Passage]
  ) {
    for entry in sources where self.sources[entry.key.value] == nil {
      self.sources[entry.key.value] = entry.value
    }
    self.passages += passages
    for passage in passages {
      guard let id = passage.id?.value.text, passageByID[id] == nil else { continue }
      passageByID[id] = passage
    }
  }

  /// The passage of a name; nil where there is none.
  package func passage(_ id: String) -> Passage? { passageByID[id] }

  /// The places that citations name, without repetitions.
  ///
  /// With dates, only the places in sources that were in force on one of them; where none was, all.
  package func cited(_ citations: [Citation], during dates: DateRange? = nil) -> [CitedSource] {
    CitedPlace.current(places(of: citations), during: dates)
  }

  /// The places that citations name, in every edition and without repetitions.
  package func places(of citations: [Citation]) -> [CitedPlace] {
    var unique: [CitedPlace] = []
    var seen: Set<CitedPlace> = []
    for place in citations.flatMap({ places($0) }) where seen.insert(place).inserted {
      unique.append(place)
    }
    return unique
  }

  private func places(_ citation: Citation) -> [CitedPlace] {
    switch citation.target {
    case .place(let source, let place):
      guard citation.basis != .confirmed,
        let known = page(in: source.value.text, passage: nil, place)
      else { return [dated(cited(source.value.text, place, citation.basis))] }
      return [dated(cited(source.value.text, known, .confirmed))]
    case .passage(let id):
      let basis = citation.basis
      return passage(id.value.text).map { passage in
        places(of: passage, basis: basis).map { dated($0, id.value.text) }
      } ?? []
    }
  }

  private func dated(_ cited: CitedSource, _ passage: String? = nil) -> CitedPlace {
    CitedPlace(cited: cited, inForce: cited.inForce, passage: passage)
  }

  /// The places of a passage in every edition, their basis no better than `basis` unless a
  /// confirmation improves it.
  package func places(
    of passage: Passage, basis: Citation.Basis = .confirmed
  ) -> [CitedSource] {
    (passage.places?.value ?? []).compactMap { place in
      guard let source = place.source?.value.text, let words = place.place?.value.text else {
        return nil
      }
      let basis = max(basis, place.basis?.value ?? .confirmed)
      if basis != .confirmed,
        let known = page(in: source, passage: passage.id?.value.text, words)
      {
        return cited(source, known, .confirmed)
      }
      var found = cited(source, words, basis)
      if basis == .placeUnseen { found.seen = edition(before: source, of: passage) }
      return found
    }
  }

  /// The place of a passage in the latest earlier edition of a source in which it was read.
  private func edition(before source: String, of passage: Passage) -> CitedSource.Edition? {
    var earlier = sources[source]?.replaces?.map(\.value.text) ?? []
    var looked: Set<String> = [source]
    while let name = earlier.first {
      earlier.removeFirst()
      guard looked.insert(name).inserted else { continue }
      for place in passage.places?.value ?? [] where place.source?.value.text == name {
        guard let words = place.place?.value.text else { continue }
        let isConfirmed = (place.basis?.value ?? .confirmed) == .confirmed
        let known = isConfirmed ? nil : page(in: name, passage: passage.id?.value.text, words)
        guard isConfirmed || known != nil else { continue }
        let edition = cited(name, known ?? words, .confirmed)
        return CitedSource.Edition(
          source: name, title: edition.title, short: edition.short, place: edition.place)
      }
      earlier += sources[name]?.replaces?.map(\.value.text) ?? []
    }
    return nil
  }

  /// The page that a confirmation gives for a described place of a source; nil without one.
  private func page(in source: String, passage: String?, _ words: String) -> String? {
    guard !confirmations.isEmpty else { return nil }
    let answer =
      passage.flatMap { confirmations[Confirmation.Key(source: source, .passage($0))] }
      ?? confirmations[Confirmation.Key(source: source, .place(words))]
    return answer?.seenAt
  }

  private func cited(_ source: String, _ place: String, _ basis: Citation.Basis) -> CitedSource {
    let known = sources[source]
    let title = known?.title?.value.text ?? source
    return CitedSource(
      source: source, title: title, short: known?.short?.value.text ?? title, place: place,
      kind: known?.kind?.value, basis: basis, inForce: known?.dates)
  }

  /// The citations of an unknown source or passage, each as a located problem.
  package func problems(in citations: [Citation]) -> [Diagnostic] {
    var names = NearWords(passageByID.keys.sorted())
    var sourceNames = NearWords(sources.keys.sorted())
    return citations.compactMap { citation in
      switch citation.target {
      case .place(let source, _) where sources[source.value.text] == nil:
        unknownSource(source, &sourceNames)
      case .passage(let id) where passage(id.value.text) == nil:
        Diagnostic(
          .unknownPassage, "No passage is called `\(id.value.text)`.", at: id.span,
          help: names.suggestion(for: id.value.text).map { "Did you mean `\($0)`?" })
      default: nil
      }
    }
  }

  /// The problems of passages: unknown sources, repeated names, and any that is not exactly one of
  /// cited, answered elsewhere and not checkable.
  package func problems(of passages: [Passage], citedBy citations: [Citation]) -> [Diagnostic] {
    var cited: Set<String> = []
    for case .passage(let id) in citations.map(\.target) { cited.insert(id.value.text) }
    var problems: [Diagnostic] = []
    var seen: Set<String> = []
    var sourceNames = NearWords(sources.keys.sorted())
    for name in sources.values.flatMap({ $0.replaces ?? [] }).sorted(by: {
      $0.span.start < $1.span.start
    })
    where sources[name.value.text] == nil {
      problems.append(unknownSource(name, &sourceNames))
    }
    for passage in passages {
      guard let id = passage.id else { continue }
      for place in passage.places?.value ?? [] {
        guard let source = place.source, sources[source.value.text] == nil else { continue }
        problems.append(unknownSource(source, &sourceNames))
      }
      let answers = [
        cited.contains(id.value.text), passage.answeredBy != nil, passage.notCheckable != nil,
      ].count { $0 }
      if !seen.insert(id.value.text).inserted {
        problems.append(
          Diagnostic(.repeatedName, "The name `\(id.value.text)` is used twice.", at: id.span))
      } else if answers == 0 {
        problems.append(
          Diagnostic(
            .passage, "Nothing answers the passage `\(id.value.text)`.", at: id.span,
            help: "Cite it in a rule, or say under `not_checkable` why no rule can check it."))
      } else if answers > 1 {
        problems.append(
          Diagnostic(
            .passage,
            "The passage `\(id.value.text)` is answered, and is also said not to be checkable or "
              + "to be answered elsewhere.", at: id.span, help: "Keep one of the two."))
      }
    }
    return problems
  }

  /// The problem of a named source that does not exist.
  package func unknownSource(_ name: Located<Name>) -> Diagnostic {
    var names = NearWords(sources.keys.sorted())
    return unknownSource(name, &names)
  }

  func unknownSource(_ name: Located<Name>, _ known: inout NearWords) -> Diagnostic {
    Diagnostic(
      .unknownSource, "No source is called `\(name.value.text)`.", at: name.span,
      help: known.didYouMean(name.value.text))
  }
}
