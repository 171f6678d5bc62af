import CivilTime
import Clauses
import Diagnostics
import Statute
import TypedYAML

extension Worklist {
  private static let headingOfUnread = "What nobody has read"
  private static let headingOfPages = "Pages to look up (the words are confirmed)"
  private static let headingOfChoices = "What is our own choice (neither law nor guidance fixes it)"

  /// The list as plain text.
  package func text(_ style: TextStyle = TextStyle()) -> String {
    var output = ""
    if parts.contains(.unverified) {
      output += section(Worklist.headingOfUnread, unread, style) { row in
        "\(row.severity.rawValue)\(row.isAlone ? "*" : "") \(row.cited.place): \(row.rules(most: 2))"
      }
      output += section(Worklist.headingOfPages, pages, style) { row in
        "\(row.cited.place): \(row.rules(most: 1))"
      }
    }
    if parts.contains(.choices) {
      output += section(Worklist.headingOfChoices, choices, style) { row in
        "\(row.cited.place): \(row.rules(most: 2))"
      }
    }
    return output + style.wrapped(summary, indent: "")
  }

  private func section(
    _ heading: String, _ rows: [Row], _ style: TextStyle, _ words: (Row) -> String
  ) -> String {
    guard !rows.isEmpty else { return "" }
    let groups = Worklist.bySource(rows).map { title, rows in
      style.wrapped(title, indent: "  ")
        + rows.map { style.wrapped(words($0), indent: "    ", hanging: "    ") }.joined()
    }
    return style.bold(heading) + "\n" + groups.joined() + "\n"
  }

  /// The numbers of places to look up and of choices.
  private var summary: String {
    var sentences: [String] = []
    if parts.contains(.unverified) {
      let count = unread.count + pages.count
      sentences.append(
        "\(Wording.count(count, "place")) to look up, \(dates): of \(Wording.grouped(unread.count)) nobody "
          + "has read the words.")
      if unread.contains(where: \.isAlone) {
        sentences.append(
          "Where a severity has a star, a rule rests on the place and on nothing whose words somebody has read."
        )
      }
    }
    let count = Wording.count(choices.count, "choice")
    guard !choices.isEmpty else { return sentences.joined(separator: " ") }
    sentences.append(
      parts.contains(.choices)
        ? "\(count) of this project's own."
        : "\(count) of this project's own \(choices.count == 1 ? "is" : "are") not among them: "
          + "`rollcall rules --choices` lists them.")
    return sentences.joined(separator: " ")
  }

  /// The list as Markdown with boxes to tick.
  package var markdown: String {
    var output: Markdown = """
      # What to look up

      Made by `rollcall rules --unverified --format markdown`, \(dates). Tick what the source says as its \
      rules take it, and write the page, your role and the day beside it; where it says something else, write \
      that. How a tick becomes an answer is told in docs/confirmations.md.

      """
    if parts.contains(.unverified) {
      output += boxes(Worklist.headingOfUnread, unread)
      output += boxes(Worklist.headingOfPages, pages)
    }
    if parts.contains(.choices) { output += boxes(Worklist.headingOfChoices, choices) }
    return (output + "\n\(summary)\n").text
  }

  private func boxes(_ heading: String, _ rows: [Row]) -> Markdown {
    guard !rows.isEmpty else { return "" }
    let groups: Markdown = Worklist.bySource(rows).joined { title, rows in
      "\n### \(title) (\(code: rows.first?.cited.source ?? ""))\n\n\(rows.joined { box($0) })"
    }
    return "\n## \(heading)\n\(groups)"
  }

  private func box(_ row: Row) -> Markdown {
    var line: Markdown = "- [ ] **\(row.cited.place)**"
    if !row.passages.isEmpty { line += ": " }
    line += row.passages.joined(by: "; ") { id in
      let about: Markdown =
        framework.bibliography.passage(id)?.about.map { " (\($0.value.text))" } ?? ""
      return "\(code: id)\(about)"
    }
    if let seen = row.cited.seen.map({ "\($0.short), \($0.place)" }) { line += ". Read in \(seen)" }
    let stars = row.isAlone && row.cited.basis == .unseen ? ", and nothing else is read" : ""
    return line + ". For \(row.rules(most: 4) { "`\($0)`" }) (\(row.severity.rawValue)\(stars))\n"
  }

  /// The list as JSON.
  package var json: JSON {
    var entries: [(String, JSON)] = [
      ("version", .integer(1)), ("framework", .string(framework.name)),
      ("as_of", .optional(date?.description)),
    ]
    if parts.contains(.unverified) {
      entries += [("unread", json(unread)), ("pages", json(pages))]
    }
    if parts.contains(.choices) { entries.append(("choices", json(choices))) }
    entries.append(
      (
        "summary",
        .object([
          ("unread", .integer(unread.count)), ("pages", .integer(pages.count)),
          ("choices", .integer(choices.count)),
        ])
      ))
    return .object(entries)
  }

  private func json(_ rows: [Row]) -> JSON {
    .array(
      rows.map { row in
        .object([
          ("source", .string(row.cited.source)), ("title", .string(row.cited.title)),
          ("where", .string(row.cited.place)), ("basis", .string(row.cited.basis.rawValue)),
          ("seen_in", row.cited.seen?.json ?? .null),
          ("passages", .array(row.passages.map { .string($0) })),
          ("severity", .string(row.severity.rawValue)), ("alone", .truth(row.isAlone)),
          ("rules", .array(row.users.map { .string($0.name) })),
        ])
      })
  }
}
