import Clauses
import Diagnostics
import Statute
import TypedYAML

/// The passages of the law, the guidance and layers' documents, each with the rules that check it
/// or the reason why none can.
package struct Coverage: Sendable {
  /// One passage with its places and rules.
  struct Row: Sendable {
    let passage: Passage
    let places: [CitedSource]
    let rules: [String]
    /// The rules that will check it once they are in force.
    let coming: [String]
  }

  let rows: [Row]
  private let framework: Framework

  /// Collects the rules that cite each passage of a catalogue's framework.
  package init(_ catalogue: Catalogue) {
    let framework = catalogue.framework
    self.framework = framework
    var citing: [String: [String]] = [:]
    func note(_ name: String, _ citations: [Citation]) {
      for case .passage(let id) in citations.map(\.target)
      where citing[id.value.text]?.contains(name) != true {
        citing[id.value.text, default: []].append(name)
      }
    }
    for rule in framework.requirements { note(rule.id.value.text, rule.citations) }
    var coming: [String: [String]] = [:]
    for rule in framework.coming {
      for case .passage(let id) in rule.citations.map(\.target) {
        coming[id.value.text, default: []].append(rule.id.value.text)
      }
    }
    for duty in framework.duties { note(duty.id.value.text, duty.citations) }
    for rule in framework.practice { note(rule.id, rule.citations) }
    for rule in framework.structure { note(rule.id, rule.citations) }
    for (name, versions) in framework.parameters.sorted(by: { $0.key < $1.key }) {
      let users = catalogue.entries.filter { $0.parameters.contains(name) }.map(\.id)
      for user in users.isEmpty ? ["parameter \(name)"] : users {
        note(user, versions.flatMap(\.citations))
      }
    }
    for meaning in framework.codes.meanings { note("the code table", meaning.citations) }
    rows = framework.bibliography.passages.map { passage in
      return Row(
        passage: passage, places: framework.bibliography.places(of: passage),
        rules: passage.id.flatMap { citing[$0.value.text] } ?? [],
        coming: passage.id.flatMap { coming[$0.value.text] } ?? [])
    }
  }

  private var summary: String {
    let checked = rows.count { !$0.rules.isEmpty }
    let coming = rows.count { $0.rules.isEmpty && !$0.coming.isEmpty }
    return "\(Wording.count(rows.count, "passage")): \(Wording.grouped(checked)) checked, "
      + (coming == 0 ? "" : "\(Wording.grouped(coming)) not in force yet, ")
      + "\(Wording.grouped(rows.count - checked - coming)) that no rule can check."
  }

  /// The passages as plain text.
  package func text(_ style: TextStyle = TextStyle()) -> String {
    rows.map { row in
      var output = style.bold(row.passage.about?.value.text ?? "") + "\n"
      for place in row.places {
        output += style.wrapped(place.words, indent: "  ", hanging: "  ")
      }
      return output + style.wrapped(row.answer { $0 }, indent: "  ", hanging: "  ") + "\n"
    }.joined() + summary + "\n"
  }

  /// The passages as a Markdown page.
  package var markdown: String {
    let page: Markdown = """
      # What the law and the guidance say, and what checks it

      Made by `rollcall rules --passages --format markdown`; do not edit. \(summary) The sources \
      are listed at the end. Each place is *confirmed*, unless it says otherwise: \
      \(CitedSource.legendOfMarks)


      """
    let table = Markdown.table(
      ["what", "where", "answered by"],
      rows.map { row in
        [
          "\(row.passage.about?.value.text ?? "")", CitedSource.brief(row.places),
          "\(row.answer { "`\($0)`" })",
        ]
      })
    return (page + table + CitedSource.legend(framework)).text
  }

  /// The passages as JSON.
  package var json: JSON {
    .object([
      ("version", .integer(1)),
      (
        "passages",
        .array(
          rows.map { row in
            .object([
              ("id", .optional(row.passage.id?.value.text)),
              ("about", .optional(row.passage.about?.value.text)),
              ("at", .array(row.places.map(\.json))),
              ("rules", .array(row.rules.map { .string($0) })),
              ("rules_to_come", .array(row.coming.map { .string($0) })),
              ("not_checkable", .optional(row.passage.notCheckable?.value.text)),
            ])
          })
      ),
    ])
  }
}

extension Coverage.Row {
  /// The rules that check the passage, or the reason why none does, in words.
  fileprivate func answer(_ code: (String) -> String) -> String {
    let ready = coming.isEmpty ? "" : "Once it is in force: \(Wording.list(coming.map(code)))."
    guard rules.isEmpty else {
      return "Checked by \(Wording.list(rules.map(code)))." + (ready.isEmpty ? "" : " " + ready)
    }
    guard ready.isEmpty else { return "Not in force yet. " + ready }
    return "Not checked: " + (passage.notCheckable?.value.text ?? "nothing answers it.")
  }
}
