/// A table of plain text: the first column is aligned left, the others right.
struct TextTable {
  private let header: [String]
  private let rows: [[String]]

  init(_ header: [String], _ rows: [[String]]) {
    self.header = header
    self.rows = rows
  }

  func text(_ style: TextStyle) -> String {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
        return column == 0 ? cell + padding : padding + cell
      }
      return "  " + padded.joined(separator: "  ")
    }
    return ([style.bold(line(header))] + rows.map(line)).map { $0 + "\n" }.joined()
  }
}
