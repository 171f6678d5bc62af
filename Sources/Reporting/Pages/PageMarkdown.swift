extension Page {
  /// The page in Markdown.
  var markdown: Markdown {
    "# \(title)\n\n\(subtitle.joined(by: "\n") { "\($0)\n" })"
      + blocks.joined { "\n\(Page.markdown($0))" }
  }

  private static func markdown(_ block: Block) -> Markdown {
    switch block {
    case .heading(let level, let text): "\((0..<level).joined { _ in "#" }) \(text)\n"
    case .paragraph(let text): "\(text)\n"
    case .answer(_, let text): "**\(text)**\n"
    case .list(let items): .list(items)
    case .table(let table):
      .table(
        table.columns.map { "\($0)" },
        table.rows.map { row in
          let path: Markdown = row.path.map { "<br>\(code: $0)" } ?? ""
          return ["\(row.name)\(path)"]
            + row.cells.map { ([$0.text] + $0.remarks).joined(by: "<br>") { "\($0)" } }
        })
    case .chart(let chart):
      chart.pairs.joined { "- \($0.name): \($0.old) before, \($0.new) after\n" }
    }
  }
}
