import CivilTime
import Clauses
import Diagnostics
import Registers
import Testing

/// Rows and columns of a wide register that are no pupil's or session's, whatever they contain.
@Suite struct `A grid of marks` {
  /// A week of September 2024, whole.
  private func files(_ rows: String, behind title: String = "", _ cells: [String] = []) -> Files {
    var files = Files()
    files.manifest = """
      rollcall: register/v1
      calendar: { terms: [{ from: 2024-09-02, to: 2024-09-06 }] }
      marks: { file: marks.csv, layout: wide, date_format: dd/MM/yyyy }

      """
    let days = (2...6).flatMap { ["0\($0)/09/2024 AM", "0\($0)/09/2024 PM"] }
    let behind = title.isEmpty ? "" : ",\(title)"
    let pupils = ["001", "002", "003"].enumerated().map { place, pupil -> String in
      let last = title.isEmpty ? "" : ",\(cells[place])"
      return "\(pupil),Ann,/,\\,/,\\,/,\\,/,\\,/,\\\(last)\n"
    }
    files["marks.csv"] =
      "pupil,Name,\(days.joined(separator: ","))\(behind)\n\(pupils.joined())\(rows)"
    return files
  }

  private static let totals = "its cells are figures and not marks, as in a row of totals"
  private static let headings = "its cells are headings of the columns and not marks"

  @Test(arguments: [
    ("Absent,,1,-,1,-,–,.,1,-,-,-", totals), ("Absent,,0 (0%),,,,,,,,,", totals),
    ("Present,,3/3,3/3,3/3,3/3,,,,,,", totals), ("Mean,,#DIV/0!,#N/A,1,,,,,,,", totals),
    ("Weekday,,M,M,T,T,W,W,T,T,F,F", headings), ("Weekday,,M,,T,,W,,T,,F,", headings),
    ("Weekday,,Mon,Mon,Tue,Tue,Wed,Wed,Thu,Thu,Fri,Fri", headings),
    ("Half,,A,P,A,P,A,P,A,P,A,P", headings), ("Half,,M,A,M,A,M,A,M,A,M,A", headings),
    ("Period,,AM,PM,AM,PM,AM,PM,AM,PM,AM,PM", headings), ("Room,,H,H,H,H,H,H,H,H,H,H", headings),
    (
      "Hall,,Hall,Rm2,Hall,Rm2,,,,,,",
      "it has no mark in any column: `Hall` under `02/09/2024 AM` is not a register code"
    ),
  ])
  func `has rows of headings and totals, with which no mark is lost`(
    row: String, reason: String
  ) throws {
    let unused = "Not used: 1 of 4 rows in marks.csv. The reasons stand below."
    let dataset = try #require(files("\(row)\n").read().value)
    #expect(dataset.pupils.map(\.pupil.id) == ["001", "002", "003"])
    #expect(dataset.refused == ["marks.csv:5 \(reason)"])
    #expect(dataset.unused.line == unused)
    #expect(!dataset.unused.isTooMuch)
  }

  @Test func `is shown with several rows of words`() throws {
    let rows =
      "Hall,,Hall,Rm2,Hall,Rm2,,,,,,\nStaffing,,JB,AKC,JB,AKC,,,,,,\nCover,,no,no,,,,,,,,\n"
    let unused = try #require(files(rows).read().value).unused
    #expect(unused.line == "Not used: 3 of 6 rows in marks.csv. The reasons stand below.")
    #expect(!unused.isTooMuch)
  }

  /// These are pupils, and their marks are lost.
  @Test(arguments: [
    "004,,Present,Present,Absent,,,,,,,\n005,,Present,,,,,,,,,\n",
    "Hall,,Present,,,,,,,,,\nHall,,Absent,,,,,,,,,\n",
  ])
  func `is not shown where rows of words are pupils`(rows: String) throws {
    #expect(try #require(files(rows).read().value).unused.isTooMuch)
  }

  @Test func `is not shown where the table of pupils knows the row of words`() throws {
    var files = files("Hall,,Present,Present,Absent,,,,,,,\nDay,,Present,,,,,,,,,\n")
    files.manifest += "pupils: { file: pupils.csv }\n"
    files["pupils.csv"] = "pupil\n001\n002\n003\nHall\nDay\n"
    #expect(try #require(files.read().value).unused.isTooMuch)
  }

  @Test(arguments: [
    "Day,,/,\\,/,\\,/,\\,/,\\,/,\\", "004,,M,M,,,,,,,,", "004,,M,M,T,,,,,,,", "004,,M,,I,,W,,I,,F,",
  ])
  func `has pupils whose marks look a little like headings`(row: String) throws {
    let dataset = try #require(files("\(row)\n").read().value)
    #expect(dataset.pupils.count == 4)
    #expect(dataset.refused == [])
  }

  // MARK: Columns

  @Test(arguments: [
    ("Friday", ["/", "\\", "N"], "the column `Friday`"),
    ("Friday", ["I", "I", ""], "the column `Friday`"),
    ("Unnamed: 22", ["/", "", "N"], "the column `Unnamed: 22`"),
    ("Column1", ["N", "/\\", "N"], "the column `Column1`"),
    ("Extra", ["/", "\\", "C1"], "the column `Extra`"),
  ])
  func `has a column of marks whose name has no date: it is named and counted`(
    title: String, cells: [String], name: String
  ) throws {
    let dataset = try #require(files("", behind: title, cells).read().value)
    let filled = cells.count { !$0.isEmpty }
    #expect(
      dataset.refused == [
        "marks.csv:1 \(name) is not read, because its name has no date, but its cells are marks; write the "
          + "session over it, as `02/09/2024 AM`"
      ])
    #expect(
      dataset.unused.line
        == "Not used: \(filled) of \(30 + filled) marks in marks.csv. The reasons stand below.")
    #expect(dataset.assumptions.contains("Columns of marks.csv that are not used: `Name`."))
  }

  /// Register codes that occur as headings of other columns.
  @Test(arguments: [
    ("Sex", ["M", "F", "M"]), ("SEN", ["N", "K", "E"]), ("Class", ["A", "B", "B"]),
    ("Friday", ["/", "\\", "late"]), ("Column1", ["", "-", ""]),
  ])
  func `has columns of letters that are no marks`(title: String, cells: [String]) throws {
    let dataset = try #require(files("", behind: title, cells).read().value)
    #expect(dataset.refused == [])
    #expect(!dataset.unused.isSome)
    #expect(
      dataset.assumptions.contains("Columns of marks.csv that are not used: `Name` and `\(title)`.")
    )
  }

  @Test(arguments: [
    "02/09/2024 AM Mark", "Mark 02/09/2024 AM", "Mon 02/09/2024 AM session", "02/09/2024 Mark",
  ])
  func `has headings with more in them than a session`(title: String) throws {
    var files = files("")
    files["marks.csv"] = "pupil,\(title),03/09/2024 AM\n001,/,/\n002,,/\n003,,/\n"
    #expect(
      try #require(files.read().value).refused == [
        "marks.csv:1 the column `\(title.prefix(20))\(title.count > 20 ? "…" : "")` is not read, because "
          + "its name has more in it than a date and `AM` or `PM`"
      ])
  }
}
