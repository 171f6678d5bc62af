import Clauses
package import Diagnostics
import TypedYAML

// Checks of vocabularies for ambiguous and invalid words.
extension Framework {
  func checkVocabularies(_ reading: inout Reading) {
    var seen: Set<String> = []
    for name in vocabularyNames {
      guard let vocabulary = vocabulary(named: name) else { continue }
      if !seen.insert(name).inserted {
        reading.report(.usedTwice(name, at: vocabulary.draft.span, first: nil))
      }
      vocabulary.check(name, &reading)
      let target = vocabulary.draft.elsewhere?.insteadOf
      if let target, !vocabularyNames.contains(target.value.text) {
        reading.report(
          .unknownWord, "No vocabulary is called `\(target.value.text)`.",
          at: target.span, path: "vocabularies.\(name).elsewhere",
          help: Wording.didYouMean(target.value.text, among: vocabularyNames))
      }
    }
  }
}

extension OpenVocabulary {
  fileprivate func check(_ name: String, _ reading: inout Reading) {
    let path = "vocabularies.\(name).words"
    var places: [String: SourceSpan] = [:]
    for key in draft.words?.entries.map(\.key) ?? [] {
      if (try? Name(scalar: key.value)) == nil {
        reading.report(
          .value, "`\(key.value)` must be \(Name.scalarForm.name).", at: key.span,
          path: path, help: "Write it as `\(key.value.spelledAsWord)`.")
      }
      places[key.value.spelledAsWord] = key.span
    }
    for key in draft.words?.entries.map(\.key) ?? [] {
      guard let word = meaning(of: key.value) else { continue }
      for alias in word.aliases ?? [] {
        let spelled = alias.value.text.spelledAsWord
        if let first = places.updateValue(alias.span, forKey: spelled) {
          reading.report(.usedTwice(alias.value.text, at: alias.span, first: first))
        }
      }
      if let title = word.title, case let spelled = title.value.text.spelledAsWord,
        spelled != key.value, let other = places[spelled]
      {
        reading.report(.usedTwice(spelled, at: title.span, first: other))
      }
      for successor in word.replacedBy ?? [] where meaning(of: successor.value.text) == nil {
        reading.report(.unknownWord(successor.value.text, in: self, at: successor.span))
      }
      word.checkWhom(name, path, &reading)
      if let from = word.from, let to = word.to, to.value < from.value {
        reading.report(
          .valueDatesOutOfOrder, "The last date comes before the first.", at: to.span, path: path)
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func usedTwice(
    _ word: String, at span: SourceSpan, first: SourceSpan?
  ) -> Diagnostic {
    Diagnostic(
      .repeatedName, "The name `\(word)` is used twice.", at: span,
      related: first.map { [.init("It is used here first.", at: $0)] } ?? [])
  }

  /// The error for a rule with a word that the framework's vocabulary does not contain; `help` is
  /// for a word that resembles none of it.
  package static func unknownWord(
    _ word: String, in vocabulary: OpenVocabulary, at span: SourceSpan,
    otherwise help: String = "Add it under `vocabularies`."
  ) -> Diagnostic {
    let near: String? =
      switch vocabulary.standing(of: word) {
      case .known(let word), .alias(of: let word): word
      case .unknown: vocabulary.nearest(to: word)
      }
    return Diagnostic(
      .unknownWord, "`\(word)` is not \(vocabulary.noun) of the framework's vocabulary.", at: span,
      help: near.map { "Did you mean `\($0)`?" } ?? help)
  }
}

extension KnownWord {
  /// Checks that `for` has the only value that is read, and is in `actions`.
  fileprivate func checkWhom(_ vocabulary: String, _ path: String, _ reading: inout Reading) {
    guard let concerned, let word = concerned.first,
      vocabulary != "actions" || concerned.contains(where: { $0.value != .compulsorySchoolAge })
    else { return }
    reading.report(
      .wordFor, "A word may be `for: [compulsory_school_age]` alone, and only an action.",
      at: word.span, path: path, help: "Write whom a duty is for under the `for` of the duty.")
  }
}
