import Comparisons
import Compliance

extension CompareReport {
  /// A row a clause and a column a school, for a spreadsheet; practice follows under `practice:`.
  package var csv: String {
    let header = ["clause", "agreed"] + names + ["strictest", "least_strict", "out_of_line"]
    let rows = comparison.rows.map { row -> [String] in
      func schools(_ isMeant: (MemberComparison.Cell) -> Bool) -> String {
        zip(names, row.cells).filter { isMeant($1) }.map(\.0).joined(separator: "; ")
      }
      return [row.path, row.agreed ?? ""] + row.cells.map { $0.clause?.words ?? "" }
        + [
          schools { $0.place == .strictest }, schools { $0.place == .loosest },
          schools(\.isOutOfLine),
        ]
    }
    let kept = (practice?.rows ?? []).map { row in
      ["practice: \(row.clause)", ""] + row.cells.map { $0 == nil ? "" : share($0) } + ["", "", ""]
    }
    return CSVText.table([header] + rows + kept)
  }
}
