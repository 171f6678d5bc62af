public import CivilTime
public import Diagnostics
public import TypedYAML

/// A place that a citation names, with the dates of its source.
public struct CitedPlace: Sendable {
  /// The place.
  public let cited: CitedSource
  /// The dates on which the source is in force; nil where it does not say.
  public let inForce: DateRange?

  /// The places in sources that were in force on one of the dates; where none was, or without dates,
  /// all of them.
  public static func current(
    _ places: [CitedPlace], during dates: DateRange?
  ) -> [CitedSource] {
    let current = places.filter { place in
      guard let dates, let inForce = place.inForce else { return true }
      return inForce.intersection(dates) != nil
    }
    return (current.isEmpty ? places : current).map(\.cited)
  }
}

/// The sources and the passages that citations name.
public struct Bibliography: Sendable {
  /// The laws, guidance and documents, by name.
  public private(set) var sources: [String: Source] = [:]
  /// The passages in the order of their files.
  public private(set) var passages: [Passage] = []
  private var passageByID: [String: Passage] = [:]

  /// Creates a bibliography; of two sources or passages of one name, the first stands.
  public init(
    sources: [(key: Located<String>, value: Source)] = [], passages: [Passage] = []
  ) {
    add(sources: sources, passages: passages)
  }

  /// The same with a document's own sources and passages, which come before those of equal names.
  public func adding(
    sources: [(key: Located<String>, value: Source)], passages: [Passage]
  ) -> Bibliography {
    var joined = Bibliography(sources: sources, passages: passages)
    joined.sources.merge(self.sources) { own, _ in own }
    joined.passages += self.passages
    joined.passageByID.merge(passageByID) { own, _ in own }
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
  public func passage(_ id: String) -> Passage? { passageByID[id] }

  /// The places that citations name, without repetitions.
  ///
  /// With dates, only the places in sources that were in force on one of them; where none was, all.
  public func cited(_ citations: [Citation], during dates: DateRange? = nil) -> [CitedSource] {
    CitedPlace.current(places(of: citations), during: dates)
  }

  /// The places that citations name, in every edition and without repetitions.
  public func places(of citations: [Citation]) -> [CitedPlace] {
    var unique: [CitedPlace] = []
    var seen: Set<CitedSource> = []
    for place in citations.flatMap({ places($0) }) where seen.insert(place).inserted {
      unique.append(CitedPlace(cited: place, inForce: sources[place.source]?.dates))
    }
    return unique
  }

  private func places(_ citation: Citation) -> [CitedSource] {
    switch citation.target {
    case .place(let source, let place):
      return [cited(source.value.text, place, citation.basis)]
    case .passage(let id):
      return passage(id.value.text).map { places(of: $0, basis: citation.basis) } ?? []
    }
  }

  /// The places of a passage in every edition; none is known better than `basis`.
  public func places(
    of passage: Passage, basis: Citation.Basis = .confirmed
  ) -> [CitedSource] {
    (passage.places?.value ?? []).compactMap { place in
      guard let source = place.source, let words = place.place else { return nil }
      return cited(
        source.value.text, words.value.text, max(basis, place.basis?.value ?? .confirmed))
    }
  }

  private func cited(_ source: String, _ place: String, _ basis: Citation.Basis) -> CitedSource {
    CitedSource(
      source: source, title: sources[source]?.title?.value.text ?? source, place: place,
      kind: sources[source]?.kind?.value, basis: basis)
  }

  /// The citations of a source or a passage that is not here, each as a located problem.
  public func problems(in citations: [Citation]) -> [Diagnostic] {
    var names = NearWords(passageByID.keys.sorted())
    var sourceNames = NearWords(sources.keys.sorted())
    return citations.compactMap { citation in
      switch citation.target {
      case .place(let source, _) where sources[source.value.text] == nil:
        unknownSource(source, &sourceNames)
      case .passage(let id) where passage(id.value.text) == nil:
        Diagnostic(
          "framework.unknown-passage", "No passage is called `\(id.value.text)`.", at: id.span,
          help: names.suggestion(for: id.value.text).map { "Did you mean `\($0)`?" })
      default: nil
      }
    }
  }

  /// What is wrong with some of the passages: every one is cited, or answered elsewhere, or says why
  /// a file cannot show it, and only one of the three.
  public func problems(of passages: [Passage], citedBy citations: [Citation]) -> [Diagnostic] {
    var cited: Set<String> = []
    for case .passage(let id) in citations.map(\.target) { cited.insert(id.value.text) }
    var problems: [Diagnostic] = []
    var seen: Set<String> = []
    var sourceNames = NearWords(sources.keys.sorted())
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
          Diagnostic(
            "framework.duplicate-id", "The name `\(id.value.text)` is used twice.", at: id.span))
      } else if answers == 0 {
        problems.append(
          Diagnostic(
            "framework.passage", "Nothing answers the passage `\(id.value.text)`.", at: id.span,
            help: "Cite it in a rule, or say under `not_checkable` why no rule can check it."))
      } else if answers > 1 {
        problems.append(
          Diagnostic(
            "framework.passage",
            "The passage `\(id.value.text)` is answered, and is also said not to be checkable or "
              + "to be answered elsewhere.", at: id.span, help: "Keep one of the two."))
      }
    }
    return problems
  }

  /// A source that is named and not here, as a problem.
  public func unknownSource(_ name: Located<Name>) -> Diagnostic {
    var names = NearWords(sources.keys.sorted())
    return unknownSource(name, &names)
  }

  private func unknownSource(_ name: Located<Name>, _ known: inout NearWords) -> Diagnostic {
    Diagnostic(
      "framework.unknown-source", "No source is called `\(name.value.text)`.", at: name.span,
      help: known.didYouMean(name.value.text))
  }
}
