import CivilTime
import Clauses
import Diagnostics
package import Statute
import TypedYAML

/// The words of a framework, by vocabulary.
package struct WordList: Sendable {
  private let framework: Framework
  private let vocabularies: [(name: String, vocabulary: OpenVocabulary)]

  /// Collects the vocabularies of a framework.
  package init(_ framework: Framework) {
    self.framework = framework
    vocabularies = framework.allVocabularies
  }

  private var count: Int { vocabularies.reduce(0) { $0 + $1.vocabulary.words.count } }

  private var summary: String {
    "\(Wording.count(count, "word")) in \(Wording.count(vocabularies.count, "vocabulary", "vocabularies"))."
  }

  /// The words as plain text.
  package func text(_ style: TextStyle = TextStyle()) -> String {
    vocabularies.map { name, vocabulary in
      var output = style.bold("\(vocabulary.heading) (\(name))") + "\n"
      for word in vocabulary.words {
        output += style.wrapped(
          "\(word): \(vocabulary.description(of: word))", indent: "  ", hanging: "    ")
      }
      return output + "\n"
    }.joined() + summary + "\n"
  }

  /// The words as a Markdown page.
  package var markdown: String {
    var page: Markdown = """
      # The words that rules know

      Made by `rollcall rules --words --format markdown`; do not edit. \(summary) A file may use others: a \
      word that is not here is found by `rollcall check`, and no rule goes by it. The other names beside a word \
      mean the same and are read as it. An action of a school's own is declared, as in \
      `actions: { breakfast_club: Breakfast club }`, and then known.


      """
    for (name, vocabulary) in vocabularies {
      let places = framework.bibliography.places(of: vocabulary.citations).map(\.cited)
      page +=
        "## \(vocabulary.heading)\n\n\(code: name), from: \(CitedSource.brief(places)).\n\n"
      page += .table(
        ["word", "meaning", "other names"],
        vocabulary.words.map { word in
          [
            "\(code: word)", "\(vocabulary.dated(word))",
            vocabulary.aliases(of: word).joined(by: ", ") { "\(code: $0)" },
          ]
        })
      page += "\n"
    }
    return (page + CitedSource.legend(framework)).text
  }

  /// The words as JSON.
  package var json: JSON {
    .object([
      ("version", .integer(1)),
      (
        "vocabularies",
        .array(
          vocabularies.map { name, vocabulary in
            .object([
              ("name", .string(name)), ("title", .string(vocabulary.heading)),
              ("words", .array(vocabulary.words.map { vocabulary.json($0) })),
            ])
          })
      ),
    ])
  }
}

extension OpenVocabulary {
  fileprivate var heading: String { draft.title?.value.text ?? noun }

  fileprivate func aliases(of word: String) -> [String] {
    (meaning(of: word)?.aliases ?? []).map(\.value.text)
  }

  /// The title of a word, with the dates of its validity if there are any.
  fileprivate func dated(_ word: String) -> String {
    let meaning = meaning(of: word)
    let from = meaning?.from.map { " from \($0.value.written)" } ?? ""
    let to = meaning?.to.map { " until \($0.value.written)" } ?? ""
    let next = (meaning?.replacedBy ?? []).map { "`\($0.value.text)`" }
    let dates = from + to
    return title(of: word) + (dates.isEmpty ? "" : "," + dates)
      + (next.isEmpty ? "" : ", then \(Wording.list(next))")
  }

  fileprivate func description(of word: String) -> String {
    let aliases = aliases(of: word)
    return dated(word) + (aliases.isEmpty ? "" : " (also \(aliases.joined(separator: ", ")))")
  }

  fileprivate func json(_ word: String) -> JSON {
    let meaning = meaning(of: word)
    return .object([
      ("word", .string(word)), ("title", .string(title(of: word))),
      ("aliases", .array(aliases(of: word).map { .string($0) })),
      ("from", .optional(meaning?.from?.value.description)),
      ("to", .optional(meaning?.to?.value.description)),
      ("replaced_by", .array((meaning?.replacedBy ?? []).map { .string($0.value.text) })),
    ])
  }
}
