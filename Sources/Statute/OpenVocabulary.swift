package import CivilTime
package import Clauses
package import Diagnostics
package import TypedYAML

/// A word of an open vocabulary.
package struct KnownWord: Record {
  package var title: Located<Prose>?
  package var aliases: [Located<Name>]?
  package var from, to: Located<CivilDate>?
  package var replacedBy: [Located<Name>]?
  package var concerned: [Located<Concerned>]?
  package let span: SourceSpan

  package static let title = "a word"
  package static let fields: [Field<KnownWord>] = [
    Field("title", { $1(&$0.title) }, required: true, "What it means, as people say it."),
    Field("aliases", { $1(&$0.aliases) }, "Other words for the same, which are read as it."),
    Field("from", { $1(&$0.from) }, "The first date on which it is right, where there is one."),
    Field("to", { $1(&$0.to) }, "The last date on which it is right, where there is one."),
    Field("replaced_by", { $1(&$0.replacedBy) }, "The words that took its place."),
    Field(
      "for", { $1(&$0.concerned) },
      "Of an action: whom alone it can be for, so that every clause that asks for it is for them."),
  ]

  package init(at span: SourceSpan) { self.span = span }

  /// Whether the word is valid on a date.
  package func isRight(on date: CivilDate) -> Bool {
    !(from.map { date < $0.value } ?? false) && !(to.map { date > $0.value } ?? false)
  }
}

/// The description of a vocabulary of another nation's words.
package struct Elsewhere: Record {
  package var insteadOf: Located<Name>?
  package var nation: Located<Prose>?
  package var beside, marks, unlessMarked: [Located<Name>]?
  package var says, fix: Located<Prose>?
  package let span: SourceSpan

  package static let title = "a vocabulary of another nation"
  package static let fields: [Field<Elsewhere>] = [
    Field(
      "instead_of", { $1(&$0.insteadOf) }, required: true,
      "The vocabulary beside whose words they may stand."),
    Field(
      "nation", { $1(&$0.nation) }, required: true, "The nation, as messages name it."),
    Field(
      "beside", { $1(&$0.beside) }, example: "council",
      "Parts that may stand beside a word and change nothing."),
    Field(
      "marks", { $1(&$0.marks) }, example: "wales",
      "Parts that make any word one of the nation's."),
    Field(
      "unless_marked", { $1(&$0.unlessMarked) }, example: "england",
      "Parts beside which those make it none."),
    Field("says", { $1(&$0.says) }, required: true, "What is said of such a word, after it."),
    Field("fix", { $1(&$0.fix) }, required: true, "What puts it right."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The known words for one kind of item, such as actions or local authorities.
///
/// The entry of a word is read on demand, because a lookup needs only its key.
package final class OpenVocabulary: RefinedRecord {
  /// The keys of a vocabulary.
  package struct Draft: Record {
    package var title, noun: Located<Prose>?
    package var elsewhere: Elsewhere?
    package var cite: Deferred<[Citation]>?
    package var words: NamedValues<Deferred<KnownWord>>?
    package let span: SourceSpan

    package static let title = "a vocabulary"
    package static let fields: [Field<Draft>] = [
      Field("title", { $1(&$0.title) }, required: true, "What the words are, as a heading."),
      Field(
        "noun", { $1(&$0.noun) }, required: true,
        "What one of them is, such as `an action`, for messages."),
      Field(
        "elsewhere", { $1(&$0.elsewhere) },
        "Where the words are those of another country: what is said of them."),
      Field("cite", { $1(&$0.cite) }, required: true, "Where the words come from."),
      Field("words", { $1(&$0.words) }, required: true, "The words, by their names."),
    ]

    package init(at span: SourceSpan) { self.span = span }
  }

  /// The status of a word in a vocabulary.
  package enum Standing: Sendable, Hashable {
    /// The word itself, or its title as a word.
    case known(String)
    /// A synonym of a known word.
    case alias(of: String)
    /// None of the words.
    case unknown
  }

  package let draft: Draft
  private let entries: NamedValues<Deferred<KnownWord>>
  private let otherNames: Later<[String: Standing]>

  /// The noun for one of the words, such as `an action`.
  package let noun: String
  /// The words in the order of the file.
  package var words: [String] { entries.entries.map(\.key.value) }
  /// The sources of the words.
  package var citations: [Citation] { draft.cite?.value ?? [] }

  package init?(_ draft: Draft, _ reading: inout Reading) {
    guard let noun = draft.noun, let words = draft.words, draft.title != nil else { return nil }
    self.draft = draft
    self.noun = noun.value.text
    entries = words
    otherNames = Later { OpenVocabulary.otherNames(of: words) }
  }

  /// The entry of a word; nil for an unknown one.
  package func meaning(of word: String) -> KnownWord? { entries[word]?.value }

  /// The title of a word, or the word in plain English where it has none.
  package func title(of word: String) -> String {
    meaning(of: word)?.title?.value.text ?? Wording.plain(word)
  }

  /// A word in messages, with its title in brackets where that adds information.
  package func explained(_ word: String) -> String {
    let title = title(of: word)
    return title.spelledAsWord == word ? "`\(word)`" : "`\(word)` (\(title))"
  }

  /// Every word with its aliases.
  package var namesInUse: [(word: String, names: [String])] {
    entries.entries.map { entry in
      (entry.key.value, (entry.value.value?.aliases ?? []).map(\.value.text))
    }
  }

  /// The status of a word in the vocabulary.
  ///
  /// Letter case, spaces and hyphens are ignored, but a word that differs in them is an alias.
  package func standing(of word: String) -> Standing {
    if entries[word] != nil { return .known(word) }
    let spelled = word.spelledAsWord
    if spelled != word, entries[spelled] != nil { return .alias(of: spelled) }
    return otherNames.wrappedValue[spelled] ?? .unknown
  }

  /// The titles and the aliases, as words.
  private static func otherNames(of words: NamedValues<Deferred<KnownWord>>) -> [String: Standing] {
    var names: [String: Standing] = [:]
    for entry in words.entries {
      guard let word = entry.value.value else { continue }
      for alias in word.aliases ?? [] {
        names[alias.value.text.spelledAsWord] = .alias(of: entry.key.value)
      }
    }
    // A title takes precedence over an alias of another word.
    for entry in words.entries {
      guard let title = entry.value.value?.title else { continue }
      names[title.value.text.spelledAsWord] = .known(entry.key.value)
    }
    return names
  }
}

extension OpenVocabulary {
  /// The word nearest to an unknown one: by letters, or otherwise by common parts.
  ///
  /// Compares with all words, so call it once for each word rather than for each place.
  package func nearest(to word: String) -> String? {
    let spelled = word.spelledAsWord
    let names = otherNames.wrappedValue
    let candidates = words + names.keys
    if let near = Wording.suggestion(for: spelled, among: candidates) {
      return id(of: near, names)
    }
    let parts = OpenVocabulary.parts(of: spelled)
    let ranked = candidates.compactMap { candidate -> (name: String, likeness: Int)? in
      likeness(of: OpenVocabulary.parts(of: candidate), to: parts).map { (candidate, $0) }
    }
    let best = ranked.min { ($1.likeness, $0.name) < ($0.likeness, $1.name) }
    return best.flatMap { id(of: $0.name, names) }
  }

  private func id(of name: String, _ names: [String: Standing]) -> String? {
    switch names[name] {
    case .known(let word)?, .alias(let word)?: word
    case .unknown?, nil: entries[name] == nil ? nil : name
    }
  }

  /// A score of the common parts of two words; nil where it is too low.
  ///
  /// A word that contains all parts of another is similar, as `kent_county_council` is to `kent`,
  /// and so is one with two common parts that are at least half of the shorter word's.
  private func likeness(of candidate: [Substring], to parts: [Substring]) -> Int? {
    let shared = candidate.filter { part in parts.contains { OpenVocabulary.areAlike($0, part) } }
    guard shared.contains(where: { $0.utf8.count >= 4 }) else { return nil }
    let (least, most) = (min(candidate.count, parts.count), max(candidate.count, parts.count))
    guard shared.count == candidate.count || (shared.count >= 2 && shared.count * 2 >= least)
    else { return nil }
    return shared.count * 100 - most
  }

  /// The parts of a word, without those that have no meaning by themselves.
  private static func parts(of word: String) -> [Substring] {
    word.split(separator: "_").filter { $0.utf8.count > 3 || !joining.contains($0) }
  }

  private static let joining: Set<Substring> = [
    "a", "an", "and", "as", "at", "by", "for", "in", "is", "of", "on", "or", "the", "to", "up",
  ]

  /// Whether two parts of words differ only in an ending: `notice` and `notices`.
  private static func areAlike(_ one: Substring, _ other: Substring) -> Bool {
    if one == other { return true }
    let (short, long) = one.utf8.count < other.utf8.count ? (one, other) : (other, one)
    return short.utf8.count >= 4 && long.utf8.count - short.utf8.count <= 4 && long.hasPrefix(short)
  }
}

extension Framework {
  /// A vocabulary by name; nil where the framework has none.
  package func vocabulary(_ name: VocabularyName) -> OpenVocabulary? {
    vocabulary(named: name.text)
  }

  func vocabulary(named name: String) -> OpenVocabulary? { vocabularies[name]?.value }

  /// Every vocabulary with its name, in the order of the files.
  package var allVocabularies: [(name: String, vocabulary: OpenVocabulary)] {
    vocabularyNames.compactMap { name in vocabulary(named: name).map { (name, $0) } }
  }

  /// The description of the vocabulary of another nation that contains a word; nil for other words.
  package func elsewhere(_ word: String, insteadOf name: VocabularyName) -> Elsewhere? {
    for (_, vocabulary) in allVocabularies {
      guard let elsewhere = vocabulary.draft.elsewhere, elsewhere.insteadOf?.value.text == name.text
      else { continue }
      if vocabulary.isOfNation(word, elsewhere) { return elsewhere }
    }
    return nil
  }

  /// The nation whose law binds a school, where it is not the framework's.
  ///
  /// `words` are the indications by vocabulary, the most reliable first: the first known word
  /// decides, whether it is the framework's own nation's or another's.
  package func otherNation(by words: [(name: VocabularyName, words: [String])]) -> String? {
    for (name, words) in words {
      guard let vocabulary = vocabulary(name) else { continue }
      if words.contains(where: { vocabulary.standing(of: $0) != .unknown }) { return nil }
      let elsewhere = words.lazy.compactMap { self.elsewhere($0, insteadOf: name) }.first
      if let nation = elsewhere?.nation { return nation.value.text }
    }
    return nil
  }
}

extension OpenVocabulary {
  /// Whether a word is in the vocabulary: itself, by a marking part, or without `beside` parts.
  fileprivate func isOfNation(_ word: String, _ elsewhere: Elsewhere) -> Bool {
    if standing(of: word) != .unknown { return true }
    let parts = Set(word.spelledAsWord.split(separator: "_"))
    func holds(_ names: [Located<Name>]?) -> Bool {
      (names ?? []).contains { parts.contains(Substring($0.value.text)) }
    }
    if holds(elsewhere.marks) { return !holds(elsewhere.unlessMarked) }
    let beside = Set((elsewhere.beside ?? []).map { Substring($0.value.text) })
    let telling = parts.subtracting(beside)
    guard !telling.isEmpty, telling != parts else { return false }
    return namesInUse.contains { word, names in
      ([word] + names).contains { name in
        telling == Set(name.split(separator: "_")).subtracting(beside)
      }
    }
  }
}

extension Framework {
  /// The sessions of a pupil to which a duty applies: those that it states, unless its action is
  /// restricted to compulsory school age.
  package func ages(of duty: Duty) -> Ages {
    let known = vocabulary(.actions)?.meaning(of: duty.action.text)?.concerned ?? []
    return known.contains { $0.value == .compulsorySchoolAge } ? .compulsory : duty.concerned.ages
  }
}

extension Framework {
  /// The kind of action that a word of a clause means: a synonym is resolved, unless it is declared
  /// as an action of its own.
  package func action(called word: String, declared: Set<String>) -> String {
    guard !declared.contains(word),
      case .alias(let known)? = vocabulary(.actions)?.standing(of: word)
    else { return word }
    return known
  }
}
