import CivilTime
import Diagnostics
import Statute
import TypedYAML

extension Catalogue {
  /// A rule's text with its placeholders filled in, by the law of its last day or the newest.
  func plain(_ text: String, of entry: Entry) -> String {
    var words = text
    for (name, versions) in framework.parameters where words.contains("{$\(name)}") {
      words = words.replacing("{$\(name)}", with: value(of: versions, for: entry) ?? "the limit")
    }
    let limits = entry.parameters.compactMap { name in
      framework.parameters[name].flatMap { value(of: $0, for: entry) }
    }
    let placeholders = [
      "limit": limits.last ?? "the limit",
      "latest": limits.last.map { "\($0) after the start" } ?? "then",
      "low": limits.first ?? "the least", "high": limits.last ?? "the most",
      "missing": "what is missing", "replacement": "the code that took its place",
      "found": "what is found", "item": "the item",
    ]
    for (name, meaning) in placeholders { words = words.replacing("{\(name)}", with: meaning) }
    return words
  }

  private func value(of versions: [ParameterVersion], for entry: Entry) -> String? {
    let last = entry.inForce?.last
    let version = last.map { date in versions.first { $0.range.contains(date) } } ?? versions.last
    return version?.value.value.words
  }
}
