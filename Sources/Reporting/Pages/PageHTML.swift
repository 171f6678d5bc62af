import Diagnostics

extension Page {
  /// The page as one HTML file that needs nothing else: no script, no network.
  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en-GB">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>\(title.asHTML)</title>
    <style>
    \(Page.style)
    </style>
    </head>
    <body>
    <main>
    <header>
    <h1>\(title.asHTML)</h1>
    \(subtitle.map { "<p class=\"subtitle\">\($0.asWords)</p>" }.joined(separator: "\n"))
    </header>
    \(blocks.map { Page.html($0) }.joined(separator: "\n"))
    </main>
    <footer><p>Made by Rollcall. It helps people to read the law; it is not legal advice.</p></footer>
    </body>
    </html>

    """
  }

  private static func html(_ block: Block) -> String {
    switch block {
    case .heading(let level, let text): "<h\(level)>\(text.asHTML)</h\(level)>"
    case .paragraph(let text): "<p>\(text.asWords)</p>"
    case .answer(let tone, let text): "<p class=\"answer \(tone.rawValue)\">\(text.asWords)</p>"
    case .list(let items):
      "<ul>\n" + items.map { "<li>\($0.asWords)</li>\n" }.joined() + "</ul>"
    case .table(let table): html(table)
    case .chart(let chart): chart.svg
    }
  }

  /// The roles say what a narrow screen's layout would else take from those who do not see it.
  private static func html(_ table: Table) -> String {
    let header = table.columns.map { "<th scope=\"col\" role=\"columnheader\">\($0.asHTML)</th>" }
      .joined()
    let rows = table.rows.map { row -> String in
      let path = row.path.map { "<br><code>\($0.asPath)</code>" } ?? ""
      let cells = zip(table.columns.dropFirst(), row.cells).map { column, cell in
        html(cell, column)
      }
      return
        "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">\(row.name.asHTML)\(path)</th>\(cells.joined())</tr>\n"
    }
    return """
      <div class="wide" role="region" tabindex="0" aria-label="\(table.caption.asHTML)">
      <table role="table">
      <caption>\(table.caption.asHTML)</caption>
      <thead role="rowgroup"><tr role="row">\(header)</tr></thead>
      <tbody role="rowgroup">
      \(rows.joined())</tbody>
      </table>
      </div>
      """
  }

  /// A cell; on a narrow screen its column's name stands before it.
  private static func html(_ cell: Table.Cell, _ column: String) -> String {
    let remarks = cell.remarks.map { "<br><small>\($0.asWords)</small>" }.joined()
    let tone = cell.tone == .neutral ? "" : " class=\"\(cell.tone.rawValue)\""
    return
      "<td\(tone) role=\"cell\" data-column=\"\(column.asHTML)\"><span>\(cell.text.asWords)\(remarks)</span></td>"
  }

  /// Dark text on light ground (at least 7 to 1); what colour says, words say too.
  private static let style = """
    :root { color-scheme: light; --ink: #1b1b1b; --line: #b4b4b4; --soft: #f3f3f0;
      --good: #0b5a2a; --good-ground: #e7f4ea; --bad: #8c1111; --bad-ground: #fcebea; }
    * { box-sizing: border-box; }
    body { margin: 0; color: var(--ink); background: #fff;
      font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
    main, footer { max-width: 76rem; margin: 0 auto; padding: 1rem 1.25rem; }
    h1 { font-size: 1.8rem; line-height: 1.2; margin: 1rem 0 .5rem; }
    h2 { font-size: 1.3rem; margin: 2rem 0 .5rem; border-top: 2px solid var(--ink); padding-top: .75rem; }
    h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
    p, ul { margin: .4rem 0; max-width: 46rem; }
    .subtitle { color: #444; margin: .1rem 0; }
    .answer { font-weight: 600; padding: .6rem .8rem; border-left: .35rem solid var(--ink);
      background: var(--soft); }
    .answer.good { border-color: var(--good); background: var(--good-ground); color: var(--good); }
    .answer.bad { border-color: var(--bad); background: var(--bad-ground); color: var(--bad); }
    .wide { overflow-x: auto; margin: .6rem 0; }
    table { border-collapse: collapse; width: 100%; font-size: .92rem; }
    caption { text-align: left; font-weight: 600; padding: .3rem 0; }
    th, td { text-align: left; vertical-align: top; padding: .35rem .55rem;
      border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
    thead th { border-bottom: 2px solid var(--ink); background: var(--soft); }
    tbody th { font-weight: 600; min-width: 11rem; }
    td { min-width: 7rem; }
    td.bad { background: var(--bad-ground); }
    td.bad small { color: var(--bad); font-weight: 600; }
    td.good small { color: var(--good); font-weight: 600; }
    code { font: .82em ui-monospace, monospace; font-weight: 400; color: #444;
      overflow-wrap: anywhere; }
    small { color: #444; }
    svg { max-width: 100%; height: auto; }
    footer { color: #444; border-top: 1px solid var(--line); font-size: .9rem; }
    @media (max-width: 40rem) {
      thead { position: absolute; left: -10000px; }
      table, caption, tbody, tr, th, td { display: block; width: 100%; }
      tr { padding: .5rem 0; border-bottom: 2px solid var(--line); }
      th, td { border: 0; padding: .15rem .3rem; }
      td { display: grid; grid-template-columns: 40% 60%; }
      td::before { content: attr(data-column); color: #444; padding-right: .5rem; }
    }
    @media print {
      body { font-size: 10pt; }
      main, footer { max-width: none; padding: 0; }
      .wide { overflow: visible; }
      h2, h3 { break-after: avoid; }
      tr, .answer, svg { break-inside: avoid; }
      thead { display: table-header-group; }
    }
    """
}

extension BarChart {
  /// The chart as SVG; its title and description say the same in words.
  var svg: String {
    let most = max(1, pairs.flatMap { [$0.old, $0.new] }.max() ?? 1)
    let (left, width, height) = (130, 420, 46)
    var body = ""
    for (index, pair) in pairs.enumerated() {
      let top = index * height + 4
      body +=
        "<text x=\"\(left - 8)\" y=\"\(top + 23)\" text-anchor=\"end\">\(pair.name.asHTML)</text>\n"
      for (place, bar) in [("before", pair.old), ("after", pair.new)].enumerated() {
        let length = bar.1 * width / most
        let y = top + place * 18
        body +=
          "<rect x=\"\(left)\" y=\"\(y)\" width=\"\(length)\" height=\"15\" "
          + "fill=\"\(place == 0 ? "#8a8a86" : "#1d4f91")\"/>\n"
          + "<text x=\"\(left + length + 6)\" y=\"\(y + 12)\">\(bar.1) \(bar.0)</text>\n"
      }
    }
    let words = pairs.map { "\($0.name): \($0.old) before, \($0.new) after." }.joined(
      separator: " ")
    let total = pairs.count * height + 6
    return """
      <svg role="img" viewBox="0 0 660 \(total)" width="660" height="\(total)" font-size="13" \
      font-family="system-ui, sans-serif" aria-label="\(title.asHTML), \(unit.asHTML). \(words.asHTML)">
      <title>\(title.asHTML), \(unit.asHTML)</title>
      <desc>\(words.asHTML)</desc>
      \(body)</svg>
      """
  }
}

extension String {
  /// The text in HTML; what stands between backticks, as in messages, is code.
  fileprivate var asWords: String {
    codeParts.map { $0.isCode ? "<code>\($0.text.asHTML)</code>" : $0.text.asHTML }.joined()
  }

  /// A path in HTML, which may break after a step or a word.
  fileprivate var asPath: String {
    asHTML.replacing(".", with: ".<wbr>").replacing("_", with: "_<wbr>")
      .replacing("-", with: "-<wbr>")
  }

  /// The text with what HTML takes for markup made harmless.
  var asHTML: String {
    var result = ""
    for scalar in VisibleText.onOneLine(self).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
