import CivilTime
import Clauses
import Diagnostics
import Statute
import TypedYAML

extension RuleList {
  /// The rules as a page, each under its name.
  public var markdown: String {
    var page = """
      # The rules

      Made by `rollcall rules --format markdown`; do not edit. \
      \(Wording.count(entries.count, "rule")) of \(catalogue.framework.name). Each is one entry in a \
      YAML file, with its dates and citations; `rollcall explain RULE` shows an example that breaks it \
      and one that keeps it. A source marked with a question mark has not been seen; check it against \
      the published text.

      """
    for kind in Catalogue.Kind.allCases {
      let rules = entries.filter { $0.kind == kind }
      guard !rules.isEmpty else { continue }
      page +=
        "\n## \(kind.heading)\n\n| rule | | what | in force | who says so |\n"
        + "|---|---|---|---|---|\n"
      for entry in rules { page += row(entry) }
    }
    let retired = catalogue.framework.retired
    guard !retired.isEmpty else { return page }
    page += "\n## Retired\n\n| rule | since | why |\n|---|---|---|\n"
    for rule in retired {
      page +=
        "| `\(rule.id?.value.text ?? "")` | \(rule.on?.value.written ?? "") "
        + "| \(rule.because?.value.text ?? "") |\n"
    }
    return page
  }

  private func row(_ entry: Catalogue.Entry) -> String {
    let bound = entry.bound.map { ". Binds \($0)" } ?? ""
    let whose = entry.addressee == .policy ? "" : " Asked of an \(entry.addressee.rawValue)'s file."
    let citations = entry.citations.map { citation in
      "\(citation.title), \(citation.place)\(citation.isUnverified ? " (?)" : "")"
    }
    let because = entry.because.map { " \($0)" } ?? ""
    let text = "\(entry.title)\(bound).\(whose)\(because)".replacing("|", with: "\\|")
    return "| `\(entry.id)` | \(entry.severity.rawValue) | \(text) | \(entry.dates) "
      + "| \(citations.joined(separator: "; ")) |\n"
  }
}
