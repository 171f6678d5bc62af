import Diagnostics

/// Words of a column with the rows that have them, so that each is named once.
package struct CountedWords {
  private var counts: [String: (first: Evidence, rows: Int)] = [:]
  /// The most words that are named by themselves.
  private static let most = 12

  /// Nothing as yet.
  package init() {}

  /// Whether no word was noted.
  package var isEmpty: Bool { counts.isEmpty }

  /// Notes a row that has a word; `place` is where the word is to be corrected, where that is not the row.
  package mutating func note(_ word: String, _ evidence: Evidence, at place: Evidence? = nil) {
    let (first, rows) = counts[word] ?? (place ?? evidence, 0)
    counts[word] = (min(first, place ?? evidence), rows + 1)
  }

  /// A remark about each word, the commonest first, and one about all that are left.
  package func remarks(
    weight: Remark.Weight = .doubt, _ sentence: (_ word: String, _ rows: String) -> String
  ) -> [Remark] {
    lines(sentence).map { evidence, text in
      let sentence = Wording.sentence(text.hasSuffix("?") ? text : text + ".")
      return Remark(evidence: evidence, sentence: sentence, weight: weight)
    }
  }

  private func lines(
    _ line: (_ word: String, _ rows: String) -> String
  ) -> [(evidence: Evidence, text: String)] {
    let ranked = counts.sorted { ($1.value.rows, $0.key) < ($0.value.rows, $1.key) }
    var lines = ranked.prefix(CountedWords.most).map { word, found in
      (evidence: found.first, text: line(word, Wording.count(found.rows, "row")))
    }
    let rest = ranked.dropFirst(CountedWords.most)
    if let first = rest.map(\.value.first).min() {
      let rows = rest.reduce(0) { $0 + $1.value.rows }
      lines.append(
        (
          first,
          "the same is so of \(Wording.count(rest.count, "other word")) in \(Wording.count(rows, "row"))"
        ))
    }
    return lines
  }
}
