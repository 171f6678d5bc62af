import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Reporting

/// Any text in a page is text to a reader of its format, and never an element.
@Suite struct `A page of any texts` {
  private static let pieces = [
    "<", ">", "&", "&amp;", "&#60;", "&lt", "\"", "'", "<script>", "</script>", "</style>", "</td>",
    "-->", "<!--", "]]>", "<?", "`", "``", "|", "*", "**", "_", "~~~", "[x](y)", "![x](y)", "<br>",
    "<https://x.example>", "\n", "\r", "\t", "\u{202E}", "\\", "#", "- ", "+ ", "1. ", "2) ", "=",
    "é😀",
    "a.b-c_d", " ", "onerror=x", "javascript:x", "</h1>", "\u{1B}[2J",
  ]

  /// A page with a text in every place for one.
  private func page(_ text: () -> String) -> Page {
    let rows = (0..<2).map { number in
      Page.Table.Row(
        name: text(), path: number == 0 ? nil : text(),
        cells: [
          Page.Table.Cell(text(), [text(), text()], .bad), Page.Table.Cell(text(), [], .good),
        ])
    }
    let table = Page.Table(caption: text(), columns: [text(), text(), text()], rows: rows)
    let pairs = [1, 2].map { BarChart.Pair(name: text(), old: $0, new: 3) }
    return Page(
      title: text(), subtitle: [text(), text()],
      blocks: [
        .heading(2, text()), .paragraph(text()), .answer(.good, "It is \(text())z."),
        .list([text(), text()]), .table(table),
        .chart(BarChart(title: text(), unit: text(), pairs: pairs)),
      ])
  }

  /// The parsed page: elements with their attributes, and the text between them.
  ///
  /// Code and the breaks within paths are left out, because texts contain their own.
  private static let reader = """
    import json, sys
    from html.parser import HTMLParser
    from markdown_it import MarkdownIt
    class Reader(HTMLParser):
      def __init__(self):
        super().__init__()
        self.found = []
      def add(self, kind, what):
        if kind != "text" and what[0] in ("code", "wbr"): return
        if kind == "text" and self.found and self.found[-1][0] == kind:
          self.found[-1][1][0] += what[0]
        else: self.found.append([kind, what])
      def handle_starttag(self, tag, attributes): self.add("start", [tag, *map(str, sum(map(list, attributes), []))])
      def handle_endtag(self, tag): self.add("end", [tag])
      def handle_data(self, text): self.add("text", [text])
      def handle_comment(self, text): self.add("comment", [text])
      def handle_pi(self, text): self.add("instruction", [text])
      def unknown_decl(self, text): self.add("declaration", [text])
    def read(text, isMarkdown):
      reader = Reader()
      reader.feed(MarkdownIt("commonmark").enable("table").render(text) if isMarkdown else text)
      reader.close()
      return [[kind, *what] for kind, what in reader.found]
    print(json.dumps([read(text, sys.argv[1] == "markdown") for text in json.load(sys.stdin)]))
    """

  /// The text without spaces, code marks and escaped bars, which readers may drop.
  private func bare(_ text: String) -> String {
    text.filter { !$0.isWhitespace && !"`'\\".contains($0) }
  }

  @Test(arguments: ["html", "markdown"])
  func `gives them back as texts`(format: String) throws {
    var random = SplitMix64(seed: 7)
    var pages: [(texts: [String], plain: String, hostile: String)] = []
    for _ in 0..<60 {
      var texts: [String] = []
      let hostile = page {
        let text = (0...random.below(5)).map { _ in random.pick(Self.pieces) }.joined() + "z"
        texts.append(text)
        return text
      }
      var count = 0
      let plain = page {
        count += 1
        return "T\(999 + count)T"
      }
      pages.append(
        format == "html"
          ? (texts, plain.html.text, hostile.html.text)
          : (texts, plain.markdown.text, hostile.markdown.text))
    }
    let input = try JSONEncoder().encode(pages.flatMap { [$0.plain, $0.hostile] })
    let run = try Program.start(
      URL(filePath: "/usr/bin/python3"), ["-c", Self.reader, format],
      input: String(decoding: input, as: UTF8.self), in: "/")
    #expect(run.status == 0, "\(run.errors)")
    let read = try JSONDecoder().decode([[[String]]].self, from: Data(run.output.utf8))
    #expect(read.count == 2 * pages.count)
    for (number, page) in pages.enumerated() {
      let expected = read[2 * number].map { found in
        found.map { part in
          bare(
            page.texts.enumerated().reduce(part) { part, text in
              part.replacing("T\(1000 + text.offset)T", with: VisibleText.onOneLine(text.element))
            })
        }
      }
      #expect(read[2 * number + 1].map { $0.map(bare) } == expected, "\(page.texts)")
    }
  }
}

/// Markup consists of the program's literals, and escapes interpolated text.
@Suite struct `Markup` {
  @Test func `escapes texts and takes markup as it is`() {
    let text = "<b>\"x\" & 'y'</b>"
    let inner: HTML = "<i title=\"\(text)\">\(text)</i>"
    #expect(
      inner.text
        == "<i title=\"&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/b&gt;\">"
        + "&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/b&gt;</i>")
    #expect(("<p>\(inner)\(2)</p>" as HTML).text == "<p>\(inner.text)2</p>")
    let items: HTML = ["<", ">"].joined(by: "<br>") { "\($0)" }
    #expect(items.text == "&lt;<br>&gt;")
    let item: Markdown = "**\("*a*")** \(code: "a`b|c")"
    #expect(item.text == "**\\*a\\*** `a'b\\|c`")
  }

  @Test func `fences a block longer than what is in it`() {
    let block: Markdown = "\(block: "a\n````\n# b\u{1B}\n", of: "yaml")"
    #expect(block.text == "`````yaml\na\n````\n# b\\u001B\n`````")
  }
}
