import CivilTime
import Clauses
import Diagnostics
import Statute
import TypedYAML

extension RuleList {
  /// The rules as a Markdown page.
  package var markdown: String { page(isLinked: false).text }

  /// The rules as a page, each linked to its own page beside this one if `isLinked`.
  func page(isLinked: Bool) -> Markdown {
    let command: Markdown =
      isLinked ? "`rollcall rules --pages`" : "`rollcall rules --format markdown`"
    let name: (String) -> Markdown = { isLinked ? RulePages.link(to: $0) : "\(code: $0)" }
    var page: Markdown = """
      # The rules

      Made by \(command); do not edit. \
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
      page += "\n## Retired\n\n"
      page += .table(
        ["rule", "since", "why"],
        retired.map { rule in
          [
            name(rule.id?.value.text ?? ""), "\(rule.on?.value.written ?? "")",
            "\(rule.because?.value.text ?? "")",
          ]
        })
    }
    return page + CitedSource.legend(catalogue.framework)
  }

  private func table(
    _ heading: String, _ entries: [Catalogue.Entry], _ name: (String) -> Markdown
  ) -> Markdown {
    guard !entries.isEmpty else { return "" }
    return "\n## \(heading)\n\n"
      + .table(
        ["rule", "weight", "what", "in force", "who says so"],
        entries.map { entry in
          let bound = entry.bound.map { ". Binds \($0)" } ?? ""
          let because = entry.because.map { " " + catalogue.plain($0, of: entry) } ?? ""
          let what = "\(entry.title)\(bound).\(because)"
          return [
            name(entry.id), "\(entry.severity.rawValue)", "\(what)", "\(entry.dates)",
            CitedSource.brief(entry.citations),
          ]
        })
  }
}

extension CitedSource {
  /// The legend of the marks beside places.
  static let legendOfMarks: Markdown = """
    at one marked (page?) the words were read in another edition and the page in this one has not been \
    looked up, and of one marked (unseen) nobody has read the words. `rollcall rules --unverified` \
    lists both. What is cited to *rollcall* is a choice of the project's own.
    """

  /// Citations for a table: sources by their short names, with a mark beside unconfirmed places.
  static func brief(_ citations: [CitedSource]) -> Markdown {
    var groups: [(source: String, places: [String])] = []
    for citation in citations {
      let place = citation.place + citation.mark
      if let known = groups.firstIndex(where: { $0.source == citation.source }) {
        groups[known].places.append(place)
      } else {
        groups.append((citation.source, [place]))
      }
    }
    return groups.joined(by: "; ") { "*\($0.source)*: \($0.places.joined(separator: ", "))" }
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
  static func legend(_ framework: Framework) -> Markdown {
    let sources = framework.bibliography.sources.sorted { $0.key < $1.key }
    let rows = sources.map { name, source -> [Markdown] in
      let range = source.inForce?.range
      let dates = range.map { dates in
        "\(dates.first.written) to \(dates.last?.written ?? "now")"
      }
      return [
        "*\(name)*", "\(source.title?.value.text ?? "")", "\(source.kind?.value.words ?? "")",
        "\(dates ?? (source.isToCome ? "not yet" : ""))",
      ]
    }
    return "\n## Sources\n\n" + .table(["name", "title", "kind", "in force"], rows)
  }
}
