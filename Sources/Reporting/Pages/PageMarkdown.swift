extension Page {
  /// The page in Markdown.
  var markdown: String {
    let subtitles = subtitle.map { "\(MarkdownText.escaped($0))\n" }.joined(separator: "\n")
    let parts = blocks.map { "\n" + Page.markdown($0) }.joined()
    return "# \(MarkdownText.escaped(title))\n\n" + subtitles + parts
  }

  private static func markdown(_ block: Block) -> String {
    switch block {
    case .heading(let level, let text):
      String(repeating: "#", count: level) + " \(MarkdownText.escaped(text))\n"
    case .paragraph(let text): "\(MarkdownText.escaped(text))\n"
    case .answer(_, let text): "**\(MarkdownText.escaped(text))**\n"
    case .list(let items): items.map { "- \(MarkdownText.escaped($0))\n" }.joined()
    case .table(let table): markdown(table)
    case .chart(let chart):
      chart.pairs.map {
        "- \(MarkdownText.escaped($0.name)): \($0.old) before, \($0.new) after\n"
      }.joined()
    }
  }

  private static func markdown(_ table: Table) -> String {
    let header = table.columns.map { MarkdownText.escaped($0) }.joined(separator: " | ")
    let rule = table.columns.map { _ in "---" }.joined(separator: "|")
    let rows = table.rows.map { row -> String in
      let path = row.path.map { "<br>\(MarkdownText.code($0))" } ?? ""
      let cells = row.cells.map { cell in
        ([cell.text] + cell.remarks).map { MarkdownText.escaped($0) }.joined(separator: "<br>")
      }
      return "| \(MarkdownText.escaped(row.name))\(path) | \(cells.joined(separator: " | ")) |\n"
    }
    return "| \(header) |\n|\(rule)|\n" + rows.joined()
  }
}

extension String {
  /// The text cut at its backticks, where these come in pairs.
  var codeParts: [(text: String, isCode: Bool)] {
    let parts = split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count % 2 == 1 else { return [(self, false)] }
    return parts.enumerated().map { ($0.element, $0.offset % 2 == 1) }
  }
}
