import Diagnostics
import Registers
import Testing

/// Every declared column of a table is read: a changed cell changes the dataset.
@Suite struct `A column of a table` {
  /// The columns of one table, each with two cells of different meaning.
  struct Table: Sendable, CustomTestStringConvertible {
    let name: String
    let declared: [TableColumn]
    let cells: [(column: String, cell: String, other: String)]

    var testDescription: String { name }

    /// The table with one row, in which one column may have its other cell.
    func text(changing column: String?) -> String {
      let row = cells.map { $0.column == column ? $0.other : $0.cell }
      return "\(cells.map(\.column).joined(separator: ","))\n\(row.joined(separator: ","))\n"
    }
  }

  private static let tables: [Table] = [
    Table(
      name: "pupils", declared: PupilEntry.columns,
      cells: [
        ("pupil", "P1", "P2"), ("year_group", "4", ""), ("class_position", "most_junior", ""),
        ("class", "1A", ""), ("site", "North", ""), ("date_of_birth", "2016-01-01", ""),
        ("joined", "2024-09-02", ""), ("left", "2024-09-12", ""), ("sen", "yes", ""),
        ("fsm", "yes", ""), ("social_worker", "yes", ""), ("youth_offending_team", "yes", ""),
        ("boarder", "yes", ""), ("registration", "subsidiary", ""),
      ]),
    Table(
      name: "amendments", declared: AmendmentEntry.columns,
      cells: [
        ("pupil", "P1", "P2"), ("date", "2024-09-02", "2024-09-03"), ("session", "AM", "PM"),
        ("original", "N", ""), ("amended", "I", ""), ("reason", "illness", ""),
        ("amended_on", "2024-09-04", "2024-09-05"), ("name", "A. Clerk", ""),
        ("position", "officer", ""),
      ]),
    Table(
      name: "actions", declared: ActionEntry.columns,
      cells: [
        ("pupil", "P1", "P2"), ("date", "2024-09-02", "2024-09-03"), ("time", "09:00", ""),
        ("action", "letter", "call"), ("detail", "stage=1", ""), ("amount", "£80", ""),
        ("parent", "Q1", ""),
      ]),
    Table(
      name: "leave", declared: LeaveEntry.columns,
      cells: [
        ("pupil", "P1", "P2"), ("applied_on", "2024-09-02", "2024-09-03"),
        ("applied_by", "carer", ""), ("first_day", "2024-09-04", "2024-09-05"),
        ("last_day", "2024-09-06", ""), ("reason", "wedding", ""), ("decision", "granted", ""),
        ("decided_on", "2024-09-03", ""),
      ]),
    Table(
      name: "exclusions", declared: ExclusionEntry.columns,
      cells: [
        ("pupil", "P1", "P2"), ("first_day", "2024-09-04", "2024-09-05"),
        ("last_day", "2024-09-06", ""), ("kind", "permanent", ""),
      ]),
    Table(
      name: "registers_taken", declared: RegisterTakenEntry.columns,
      cells: [
        ("class", "1A", "1B"), ("date", "2024-09-02", "2024-09-03"), ("session", "AM", "PM"),
        ("opened", "08:50", ""), ("closed", "09:10", ""),
      ]),
  ]

  /// The content of a dataset with the table.
  private func dataset(_ table: Table, changing column: String?) throws -> String {
    var files = Files(
      marks: "P1,2024-09-02,AM,/,\nP2,2024-09-02,AM,/,\n",
      more: "\(table.name): { file: table.csv }\n")
    files["table.csv"] = table.text(changing: column)
    let dataset = try #require(files.read().value)
    #expect(dataset.refused == [])
    var dumped = ""
    dump(dataset, to: &dumped)
    return dumped
  }

  @Test(arguments: tables) func `is read`(table: Table) throws {
    #expect(table.cells.map(\.column) == table.declared.map(\.name))
    let filled = try dataset(table, changing: nil)
    for (column, _, _) in table.cells {
      #expect(try dataset(table, changing: column) != filled, "\(column)")
    }
  }
}
