/// A report as a page: its blocks in order, written as HTML or as Markdown with the same words.
struct Page {
  /// A part of a page.
  enum Block {
    /// A heading of level 2 or 3.
    case heading(Int, String)
    case paragraph(String)
    /// A paragraph that gives an answer, with its tone.
    case answer(Tone, String)
    case list([String])
    case table(Table)
    case chart(BarChart)
  }

  /// The tone of an answer, which its words convey too.
  enum Tone: String {
    case good, bad, neutral
  }

  /// Cells under headings; the first column names the rows.
  struct Table {
    /// One cell: its text, and remarks in smaller letters.
    struct Cell {
      let text: String
      var remarks: [String] = []
      var tone = Tone.neutral
    }

    /// One row: its name, the path of its value in a file, and its cells.
    struct Row {
      let name: String
      var path: String?
      let cells: [Cell]
    }

    let caption: String
    let columns: [String]
    let rows: [Row]
  }

  let title: String
  /// The lines below the title.
  let subtitle: [String]
  var blocks: [Block] = []
}

/// Pairs of bars, an older and a newer figure each, drawn without scripts.
struct BarChart {
  /// A pair of bars.
  struct Pair {
    let name: String
    let old, new: Int
  }

  let title: String
  /// The unit of the counts, such as `over the year`.
  let unit: String
  let pairs: [Pair]
}

extension Page.Table.Cell {
  init(_ text: String, _ remarks: [String] = [], _ tone: Page.Tone = .neutral) {
    self.init(text: text, remarks: remarks, tone: tone)
  }
}
