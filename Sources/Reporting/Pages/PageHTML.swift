import Diagnostics

/// HTML as a markup language.
enum HTMLText: MarkupLanguage {
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.onOneLine(text).unicodeScalars {
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

  static func code(_ text: String) -> String { "<code>\(escaped(text))</code>" }
}

typealias HTML = Markup<HTMLText>

extension HTML.StringInterpolation {
  /// Adds a message's text, in which parts between backticks are code.
  mutating func appendInterpolation(words text: String) {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count % 2 == 1 else { return appendInterpolation(text) }
    for (place, part) in parts.enumerated() {
      if place % 2 == 1 { appendInterpolation(code: part) } else { appendInterpolation(part) }
    }
  }

  /// Adds a path, which may break after a step or a word.
  mutating func appendInterpolation(path: String) {
    for character in path {
      appendInterpolation(String(character))
      if "._-".contains(character) { appendLiteral("<wbr>") }
    }
  }
}

extension Page {
  /// The page as one HTML file that needs nothing else: no script, no network.
  var html: HTML {
    """
    <!DOCTYPE html>
    <html lang="en-GB">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>\(title)</title>
    <style>
    \(Page.style)
    </style>
    </head>
    <body>
    <main>
    <header>
    <h1>\(title)</h1>
    \(subtitle.joined(by: "\n") { "<p class=\"subtitle\">\(words: $0)</p>" })
    </header>
    \(blocks.joined(by: "\n") { Page.html($0) })
    </main>
    <footer><p>Made by Rollcall. It helps people to read the law; it is not legal advice.</p></footer>
    </body>
    </html>

    """
  }

  private static func html(_ block: Block) -> HTML {
    switch block {
    case .heading(let level, let text): "<h\(level)>\(text)</h\(level)>"
    case .paragraph(let text): "<p>\(words: text)</p>"
    case .answer(let tone, let text): "<p class=\"answer \(tone.rawValue)\">\(words: text)</p>"
    case .list(let items): "<ul>\n\(items.joined { "<li>\(words: $0)</li>\n" })</ul>"
    case .table(let table): html(table)
    case .chart(let chart): chart.svg
    }
  }

  /// The table, with ARIA roles because the narrow layout's `display` would hide its structure.
  private static func html(_ table: Table) -> HTML {
    """
    <div class="wide" role="region" tabindex="0" aria-label="\(table.caption)">
    <table role="table">
    <caption>\(table.caption)</caption>
    <thead role="rowgroup"><tr role="row">\(table.columns.joined {
      "<th scope=\"col\" role=\"columnheader\">\($0)</th>"
    })</tr></thead>
    <tbody role="rowgroup">
    \(table.rows.joined { html($0, table.columns) })</tbody>
    </table>
    </div>
    """
  }

  private static func html(_ row: Table.Row, _ columns: [String]) -> HTML {
    let path: HTML = row.path.map { "<br><code>\(path: $0)</code>" } ?? ""
    let cells: HTML = zip(columns.dropFirst(), row.cells).joined { html($1, $0) }
    return
      "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">\(row.name)\(path)</th>\(cells)</tr>\n"
  }

  /// A cell; a narrow screen shows its column's name before it.
  private static func html(_ cell: Table.Cell, _ column: String) -> HTML {
    let remarks: HTML = cell.remarks.joined { "<br><small>\(words: $0)</small>" }
    let tone: HTML = cell.tone == .neutral ? "" : " class=\"\(cell.tone.rawValue)\""
    return
      "<td\(tone) role=\"cell\" data-column=\"\(column)\"><span>\(words: cell.text)\(remarks)</span></td>"
  }

  /// The style sheet: contrast is at least 7 to 1, and colour never carries meaning alone.
  private static let style: HTML = """
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
  /// The chart as SVG, with a title and a description for screen readers.
  var svg: HTML {
    let most = max(1, pairs.flatMap { [$0.old, $0.new] }.max() ?? 1)
    let (left, width, height) = (130, 420, 46)
    let bars: HTML = pairs.enumerated().joined { index, pair in
      let top = index * height + 4
      let name: HTML =
        "<text x=\"\(left - 8)\" y=\"\(top + 23)\" text-anchor=\"end\">\(pair.name)</text>\n"
      let both = [("before", pair.old, "#8a8a86", top), ("after", pair.new, "#1d4f91", top + 18)]
      return name
        + both.joined { word, count, colour, y in
          let length = count * width / most
          return """
            <rect x="\(left)" y="\(y)" width="\(length)" height="15" fill="\(colour)"/>
            <text x="\(left + length + 6)" y="\(y + 12)">\(count) \(word)</text>

            """
        }
    }
    let words = pairs.map { "\($0.name): \($0.old) before, \($0.new) after." }.joined(
      separator: " ")
    let total = pairs.count * height + 6
    return """
      <svg role="img" viewBox="0 0 660 \(total)" width="660" height="\(total)" font-size="13" \
      font-family="system-ui, sans-serif" aria-label="\(title), \(unit). \(words)">
      <title>\(title), \(unit)</title>
      <desc>\(words)</desc>
      \(bars)</svg>
      """
  }
}
