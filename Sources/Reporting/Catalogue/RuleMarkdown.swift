import CivilTime
import Clauses
import Diagnostics
import Statute
import TypedYAML

extension RuleList {
  /// The rules as a page.
  public var markdown: String { markdown(linked: false) }

  /// The rules as a page, on which each may be linked to a page of its own beside this one.
  func markdown(linked: Bool) -> String {
    let name = { (rule: String) in linked ? RulePages.link(to: rule) : "`\(rule)`" }
    var page = """
      # The rules

      Made by `rollcall rules \(linked ? "--pages" : "--format markdown")`; do not edit. \
      \(Wording.count(entries.count, "rule")) of \(catalogue.framework.name). Each is one entry in a \
      YAML file, with its dates and citations; `rollcall explain RULE` shows an example that breaks it \
      and one that keeps it. The sources are listed at the end. Each place is *confirmed*, unless it says \
      otherwise: \(CitedSource.legendOfMarks)

      """
    let requirements = entries.filter { $0.kind == .requirement }
    page += table(
      "What a policy must say", requirements.filter { $0.addressee == .policy }, name)
    page += table(
      "What an authority's or a cluster's document must say",
      requirements.filter { $0.addressee != .policy }, name)
    for kind in Catalogue.Kind.allCases where kind != .requirement {
      page += table(kind.heading, entries.filter { $0.kind == kind }, name)
    }
    page += table("Not in force yet", catalogue.coming, name)
    let retired = catalogue.framework.retired
    if !retired.isEmpty {
      page += "\n## Retired\n\n| rule | since | why |\n|---|---|---|\n"
      for rule in retired {
        page +=
          "| \(name(rule.id?.value.text ?? "")) | \(rule.on?.value.written ?? "") "
          + "| \(rule.because?.value.text ?? "") |\n"
      }
    }
    return page + CitedSource.legend(catalogue.framework)
  }

  private func table(
    _ heading: String, _ entries: [Catalogue.Entry], _ name: (String) -> String
  ) -> String {
    guard !entries.isEmpty else { return "" }
    return
      "\n## \(heading)\n\n| rule | weight | what | in force | who says so |\n|---|---|---|---|---|\n"
      + entries.map { row($0, name) }.joined()
  }

  private func row(_ entry: Catalogue.Entry, _ name: (String) -> String) -> String {
    let bound = entry.bound.map { ". Binds \($0)" } ?? ""
    let because = entry.because.map { " " + catalogue.plain($0, of: entry) } ?? ""
    let text = "\(entry.title)\(bound).\(because)".replacing("|", with: "\\|")
    return "| \(name(entry.id)) | \(entry.severity.rawValue) | \(text) | \(entry.dates) "
      + "| \(CitedSource.brief(entry.citations)) |\n"
  }
}

extension CitedSource {
  /// What the marks beside places mean.
  static let legendOfMarks =
    "at one marked (page?) the words were read in another edition and the page in this one has not been "
    + "looked up, and of one marked (unseen) nobody has read the words. `rollcall rules --unverified` "
    + "lists both. What is cited to *rollcall* is a choice of the project's own."

  /// Citations for a table: sources by their short names, with a mark at what is not confirmed.
  static func brief(_ citations: [CitedSource]) -> String {
    var groups: [(source: String, places: [String])] = []
    for citation in citations {
      let place = citation.place + citation.mark
      if let known = groups.firstIndex(where: { $0.source == citation.source }) {
        groups[known].places.append(place)
      } else {
        groups.append((citation.source, [place]))
      }
    }
    return groups.map { "*\($0.source)*: \($0.places.joined(separator: ", "))" }
      .joined(separator: "; ")
  }

  private var mark: String {
    guard isOthers else { return "" }
    return switch basis {
    case .confirmed: ""
    case .placeUnseen: " (page?)"
    case .unseen: " (unseen)"
    }
  }

  /// The sources of a framework with their titles, for the end of a page.
  static func legend(_ framework: Framework) -> String {
    let rows = framework.bibliography.sources.sorted { $0.key < $1.key }.map { name, source in
      let range = source.inForce?.range
      let dates = range.map { dates in
        "\(dates.first.written) to \(dates.last?.written ?? "now")"
      }
      return "| *\(name)* | \(source.title?.value.text ?? "") | \(source.kind?.value.words ?? "") "
        + "| \(dates ?? (source.isToCome ? "not yet" : "")) |\n"
    }
    return "\n## Sources\n\n| name | title | kind | in force |\n|---|---|---|---|\n"
      + rows.joined()
  }
}
