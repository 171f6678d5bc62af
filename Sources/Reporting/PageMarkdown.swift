extension Page {
  /// The page in Markdown.
  var markdown: String {
    let head =
      "# \(title.asMarkdown)\n\n" + subtitle.map { "\($0.asMarkdown)\n" }.joined(separator: "\n")
    return head + blocks.map { "\n" + Page.markdown($0) }.joined()
  }

  private static func markdown(_ block: Block) -> String {
    switch block {
    case .heading(let level, let text):
      String(repeating: "#", count: level) + " \(text.asMarkdown)\n"
    case .paragraph(let text): "\(text.asMarkdown)\n"
    case .answer(_, let text): "**\(text.asMarkdown)**\n"
    case .list(let items): items.map { "- \($0.asMarkdown)\n" }.joined()
    case .table(let table): markdown(table)
    case .chart(let chart):
      chart.pairs.map {
        "- \($0.name.asMarkdown): \($0.old) before, \($0.new) after\n"
      }.joined()
    }
  }

  private static func markdown(_ table: Table) -> String {
    let header = table.columns.map(\.asMarkdown).joined(separator: " | ")
    let rule = table.columns.map { _ in "---" }.joined(separator: "|")
    let rows = table.rows.map { row -> String in
      let path = row.path.map { "<br>`\($0)`" } ?? ""
      let cells = row.cells.map { cell in
        ([cell.text] + cell.remarks).map(\.asMarkdown).joined(separator: "<br>")
      }
      return "| \(row.name.asMarkdown)\(path) | \(cells.joined(separator: " | ")) |\n"
    }
    return "| \(header) |\n|\(rule)|\n" + rows.joined()
  }
}

extension String {
  /// The text with what Markdown takes for markup made harmless; what stands between backticks, as in
  /// messages, is code.
  var asMarkdown: String {
    codeParts.map { part in
      part.isCode
        ? "`\(part.text.replacing("|", with: "\\|"))`"
        : String(
          part.text.flatMap { character -> [Character] in
            if character.isNewline { return [" "] }
            return "\\`*_[]<>|#".contains(character) ? ["\\", character] : [character]
          })
    }.joined()
  }

  /// The text cut at its backticks, where these come in pairs.
  var codeParts: [(text: String, isCode: Bool)] {
    let parts = split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count % 2 == 1 else { return [(self, false)] }
    return parts.enumerated().map { ($0.element, $0.offset % 2 == 1) }
  }
}
