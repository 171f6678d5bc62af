import CivilTime
import Clauses
import Diagnostics
import Registers
import Testing

/// Every row, column and cell of the marks is used, or reported with its reason.
@Suite struct `What is not used of the marks` {
  /// The working week of 2 September 2024, with the given marks.
  private func files(_ marks: String, _ keys: String = "") -> Files {
    var files = Files()
    files.manifest = """
      rollcall: register/v1
      calendar: { terms: [{ from: 2024-09-02, to: 2024-09-06 }] }
      marks: { file: marks.csv, date_format: dd/MM/yyyy\(keys) }

      """
    files["marks.csv"] = marks
    return files
  }

  private static let long = "pupil,date,session,code,minutes_late\n"

  /// Rows of a pupil for some days of September 2024.
  private func rows(_ pupil: String, _ days: ClosedRange<Int>, _ code: String = "/") -> String {
    days.map { day in
      let date = "\(day < 10 ? "0" : "")\(day)/09/2024"
      return "\(pupil),\(date),AM,\(code),\n\(pupil),\(date),PM,\(code),\n"
    }.joined()
  }

  // MARK: Outside the calendar

  @Test func `are marks outside the calendar, told once with their pupils and dates`() throws {
    let text =
      Self.long + rows("P1", 2...6) + rows("P2", 2...6) + rows("P1", 9...10) + rows("P2", 10...11)
      + "P1,03/09/0209,AM,/,\nP1,09/09/2024,AM,#,\n"
    let dataset = try #require(files(text).read().value)
    #expect(
      dataset.remarks.map { "\($0.evidence.file) \($0.line ?? 0) \($0.sentence)" } == [
        "marks.csv 0 1 mark of 1 pupil, 3 September 209, is before the calendar's first day and is not "
          + "counted. The calendar runs from 2 September 2024 to 6 September 2024: check the year in these "
          + "dates, and in `terms`.",
        "marks.csv 0 8 marks of 2 pupils, 9 to 11 September 2024, are after the calendar's last day and "
          + "are not counted. The calendar runs from 2 September 2024 to 6 September 2024: check the dates of "
          + "`terms` in `register.yaml`.",
      ])
    // A day marked as closed loses nothing.
    #expect(dataset.usage.map { "\($0.rows) \($0.unusedRows)" } == ["30 9"])
    #expect(dataset.unused.isTooMuch)
  }

  @Test func `are columns for sessions outside the calendar`() throws {
    let text = "pupil,06/09/2024 AM,06/09/2024 PM,09/09/2024 AM\nP1,/,\\,/\nP2,/,\\,\nP3,/,\\,\n"
    let dataset = try #require(files(text, ", layout: wide").read().value)
    #expect(
      dataset.remarks.first?.sentence.hasPrefix(
        "1 mark of 1 pupil, 9 September 2024, is after the calendar's last day") == true)
    #expect(dataset.unused.line == "Not used: 1 of 7 marks in marks.csv. The reasons stand below.")
  }

  @Test(arguments: [
    (long + "P1,02/09/2023,AM,/,\nP1,04/09/2023,PM,\\,\n", ""),
    ("pupil,02/09/2023 AM,04/09/2023 PM\nP1,/,\\\n", ", layout: wide"),
  ])
  func `is a file that lies outside the calendar as a whole: an error names both spans`(
    text: String, keys: String
  ) throws {
    let outcome = files(text, keys).read()
    #expect(outcome.value == nil)
    #expect(
      outcome.diagnostics.map(\.message) == [
        "`marks.csv` holds no mark within the calendar: its marks are of 2 to 4 September 2023, and the "
          + "calendar runs from 2 September 2024 to 6 September 2024."
      ])
  }

  // MARK: Columns

  @Test(arguments: [
    (
      "pupil,date,session,code,Room,recorded_by,,\nP1,02/09/2024,AM,/,4,x,,\n", "",
      "`Room` and `recorded_by`"
    ),
    (
      "Name,pupil,,02/09/2024 AM,Total\nAnn,P1,,/,1\n", ", layout: wide",
      "`Name`, one without a name and `Total`"
    ),
    ("pupil,Reg,marks\nP1,3A,//////////\n", ", layout: wide", "`Reg`"),
  ])
  func `are columns, named once`(text: String, keys: String, names: String) throws {
    let dataset = try #require(files(text, keys).read().value)
    #expect(dataset.assumptions.contains("Columns of marks.csv that are not used: \(names)."))
    #expect(dataset.refused == [])
    #expect(!dataset.unused.isSome)
  }

  @Test(arguments: [
    "02/09/2024 AM", "Mon 02/09/2024 AM", "\"Monday, 02/09/2024 AM\"", "AM 02/09/2024",
    "AM Mon 02/09/2024", "02/09/2024 (AM)", "02/09/2024AM", "02/09/2024:AM", "\"02/09/2024\nAM\"",
    "Monday 02 September 2024 AM", "Monday 2nd September 2024 (am)", "02/09/2024 a.m.",
    "02/09/2024 - AM", "2024-09-02_AM", "2024-09-02 Morning", "45537 AM", "02/09/2024-A",
  ])
  func `is no heading of a session as people write it`(heading: String) throws {
    let text = "pupil,\(heading),03/09/2024 AM\nP1,N,/\n"
    let dataset = try #require(files(text, ", layout: wide").read().value)
    #expect(dataset.refused == [])
    #expect(dataset.entries.map { $0.prefix(18) } == ["P1 2024-09-02 AM N", "P1 2024-09-03 AM /"])
    #expect(!dataset.unused.isSome)
  }

  private static let asExcel =
    "as Excel writes it; give the column the format `dd/MM/yyyy` and save again"

  @Test(arguments: [
    ("W/B 02/09/2024", "is about a week, not a session"),
    ("w/e 06/09/2024 AM", "is about a week, not a session"),
    ("02/09/24 AM", "has a year of two digits, \(asExcel)"),
    ("Mon 02/09/24", "has a year of two digits, \(asExcel)"),
    ("02-Sep AM", "is a date without its day or its year, \(asExcel)"),
    ("########", "is a column too narrow for its dates, \(asExcel)"),
    ("Tue 02/09/2024 AM", "gives another day of the week than 2 September 2024 is"),
    ("AM", "has no date"), ("Mon PM", "has no date"),
    ("31/09/2024 AM", "is not a date as the dataset writes them (`dd/MM/yyyy`)"),
    ("02/09/2024 AM *", "has more in it than a date and `AM` or `PM`"),
    ("02/09/2024 M", "ends in `M`, which is neither AM nor PM"),
  ])
  func `are headings with a date or a half that cannot be read, with the reason`(
    heading: String, reason: String
  ) throws {
    let text = "pupil,\(heading),03/09/2024 AM,03/09/2024 PM\nP1,N,/,\\\nP2,,/,\\\n"
    let dataset = try #require(files(text, ", layout: wide").read().value)
    #expect(
      dataset.refused == [
        "marks.csv:1 the column `\(heading)` is not read, because its name \(reason)"
      ])
    #expect(dataset.unused.line == "Not used: 1 of 5 marks in marks.csv. The reasons stand below.")
    // Where there is no other column, the reason is not lost.
    let alone = files("pupil,\(heading)\nP1,N\n", ", layout: wide").read()
    #expect(alone.value == nil)
    #expect(alone.diagnostics.first?.help?.contains("because its name \(reason)") == true)
  }

  @Test func `is a column A beside a column M, which may be the afternoon's`() throws {
    let text = "pupil,02/09/2024 M,02/09/2024 A,03/09/2024 AM\nP1,/,N,/\nP2,,,/\n"
    let dataset = try #require(files(text, ", layout: wide").read().value)
    #expect(dataset.entries == ["P1 2024-09-03 AM / 2", "P2 2024-09-03 AM / 3"])
    #expect(
      dataset.refused.contains(
        "marks.csv:1 the column `02/09/2024 A` is not read, because its name ends in `A`, which beside `M` "
          + "may mean the afternoon"))
  }

  @Test func `are marks under a heading that stands over two columns`() throws {
    let text = "pupil,02/09/2024,,03/09/2024 AM\nP1,/\\,x,/\nP2,/\\,,/\nP3,/\\,,/\n"
    let dataset = try #require(files(text, ", layout: wide").read().value)
    #expect(
      dataset.refused == [
        "marks.csv:1 1 mark under columns without a name is not read; where a date stands over two "
          + "columns, write it over each, as `02/09/2024 AM` and `02/09/2024 PM`"
      ])
  }

  // MARK: Rows

  @Test(arguments: [
    ("Class 3A,,,", "it has no mark in any column: a heading, a total, or a pupil without marks"),
    ("Class 3A,-,,", "it has no mark in any column: a heading, a total, or a pupil without marks"),
    ("pupil,02/09/2024 AM,02/09/2024 PM,Total", "it repeats the headings"),
    ("Total,2,3,5", "its cells are figures and not marks, as in a row of totals"),
    ("Attendance,100%,66.7%,", "its cells are figures and not marks, as in a row of totals"),
    (",2,3,5", "its cells are figures and not marks, as in a row of totals"),
    (
      "P9,Present,,",
      "it has no mark in any column: `Present` under `02/09/2024 AM` is not a register code"
    ),
  ])
  func `are rows of headings and totals, which are no pupils`(row: String, reason: String) throws {
    let text = "pupil,02/09/2024 AM,02/09/2024 PM,Total\nP1,/,\\,2\n\(row)\nP2,/,N,1\nP3,L,,1\n"
    let dataset = try #require(files(text, ", layout: wide").read().value)
    #expect(dataset.refused == ["marks.csv:3 \(reason)"])
    #expect(dataset.pupils.map(\.pupil.id) == ["P1", "P2", "P3"])
    #expect(dataset.usage.map { "\($0.rows) \($0.unusedRows)" } == ["4 1"])
  }

  @Test func `is no row of a pupil whom the table of pupils knows, with no mark yet`() throws {
    var files = files(
      "pupil,02/09/2024 AM,02/09/2024 PM\nP1,/,\\\nP2,,\nClass 3A,,\n", ", layout: wide")
    files.manifest += "pupils: { file: pupils.csv }\n"
    files["pupils.csv"] = "pupil\nP1\nP2\n"
    let dataset = try #require(files.read().value)
    #expect(
      dataset.refused == [
        "marks.csv:4 it has no mark in any column: a heading, a total, or a pupil without marks"
      ])
    #expect(
      dataset.unused.line == "Not used: 1 of 3 rows in marks.csv. The reasons stand below.")
  }

  @Test func `is a second row of headings, without which no mark is lost`() throws {
    let text =
      "pupil,02/09/2024 AM,02/09/2024 PM\n,Mon,Mon\n,AM,PM\n,,\nP1,/,\\\n,/,\\\nP2,/,\\\nP3,/,\\\n"
    let dataset = try #require(files(text, ", layout: wide").read().value)
    #expect(
      dataset.refused == [
        "marks.csv:2 `pupil` is blank", "marks.csv:3 `pupil` is blank",
        "marks.csv:6 `pupil` is blank",
      ])
    // One row of four had marks.
    #expect(!dataset.unused.isTooMuch)
  }

  @Test func `is a sign in a string of marks, and not the row`() throws {
    let text = "pupil,marks\nP1,/\\/\\/\\/\\/£\nP2,/\\/\\/\\/\\/\\\n"
    let dataset = try #require(files(text, ", layout: wide").read().value)
    #expect(
      dataset.refused == ["marks.csv:2 the mark of 6 September 2024 PM is not a register code"])
    #expect(
      dataset.unused.line == "Not used: 1 of 20 marks in marks.csv. The reasons stand below.")
  }

  /// With such rows no mark is lost, however many they are.
  @Test(arguments: [
    ("pupil,02/09/2024 AM\nP1,/\nClass 3A,\nTotal,1\npupil,02/09/2024 AM\n", ", layout: wide"),
    ("pupil,marks\nP1,//////////\nClass 3A,\npupil,marks\n", ", layout: wide"),
    (long + "P1,02/09/2024,AM,/,\nP1,02/09/2024,AM,/,\nClass 3A,,,,\n", ""),
  ])
  func `does not stop a report where no mark is lost`(text: String, keys: String) throws {
    let unused = try #require(files(text, keys).read().value).unused
    #expect(unused.isSome)
    #expect(!unused.isTooMuch)
  }

  @Test(arguments: [
    (4, 1, false), (3, 1, false), (2, 1, true), (12, 4, false), (11, 4, true),
  ])
  func `stops a report where it is more than a quarter`(good: Int, bad: Int, isTooMuch: Bool) throws
  {
    let all = rows("P1", 2...6) + rows("P2", 2...6)
    let text =
      Self.long + all.split(separator: "\n").prefix(good).joined(separator: "\n") + "\n"
      + String(repeating: "P1,06/09/2024,noon,/,\n", count: bad)
    let unused = try #require(files(text).read().value).unused
    #expect(unused.isTooMuch == isTooMuch)
    #expect(
      unused.line
        == "Not used: \(bad) of \(good + bad) rows in marks.csv. The reasons stand below.")
  }

  // MARK: Sessions and keys

  @Test func `is a file whose sessions are M and A`() throws {
    let outcome = files(Self.long + "P1,02/09/2024,M,/,\nP1,02/09/2024,A,\\,\n").read()
    #expect(outcome.value == nil)
    #expect(outcome.diagnostics.map(\.rule) == ["dataset.ambiguous-session"])
    let other = files(Self.long + "P1,02/09/2024,A,/,\nP1,02/09/2024,P,\\,\n").read()
    #expect(other.value?.entries == ["P1 2024-09-02 AM / 2", "P1 2024-09-02 PM \\ 3"])
  }

  @Test(arguments: [("AM", "AM"), ("am", "AM"), ("Morning", "Morning")])
  func `is a file whose afternoons are A beside another word for the morning`(
    morning: String, name: String
  ) throws {
    let row = "P1,02/09/2024,\(morning),/,\nP1,02/09/2024,A,\\,\n"
    let outcome = files(Self.long + row).read()
    #expect(outcome.value == nil)
    #expect(
      outcome.diagnostics.map(\.message) == [
        "`marks.csv` writes its sessions `\(name)` and `A`, on lines 2 and 3 for the first time: `A` beside "
          + "`\(name)` may mean the afternoon, and alone it means AM."
      ])
    // Where another word is the afternoon's, it is the morning.
    let both = files(
      Self.long + "P1,02/09/2024,\(morning),/,\nP1,02/09/2024,PM,/,\nP1,03/09/2024,A,N,\n")
    #expect(both.read().value?.entries.last == "P1 2024-09-03 AM N 4")
  }

  @Test(arguments: [
    (", columns: { teacher: Taken }", "dataset.unknown-column", "Leave `teacher` out"),
    (", columns: { recorded_on: Taken }", "dataset.unknown-column", "mean `recorded_at`"),
    (", from: 2024-09-02", "dataset.unused-key", "Leave it out"),
    (", layout: ctf, to: 2024-09-02", "dataset.unused-key", "Leave it out"),
  ])
  func `is no key or column of the manifest: it is refused`(
    keys: String, rule: String, help: String
  ) throws {
    let outcome = files(Self.long + "P1,02/09/2024,AM,/,\n", keys).read()
    #expect(outcome.value == nil)
    #expect(outcome.diagnostics.contains { $0.rule == rule && $0.help?.contains(help) == true })
  }

  // MARK: Dates

  /// A week of December 2024, as a program set to America writes it.
  @Test func `are dates with day and month changed over, told once`() throws {
    var files = files(
      Self.long
        + (9...13).map { "P1,12/\($0)/2024,AM,/,\nP1,12/\($0)/2024,PM,\\,\n" }.joined())
    files.manifest = files.manifest.replacing("to: 2024-09-06", with: "to: 2024-12-20")
    let dataset = try #require(files.read().value)
    #expect(
      dataset.remarks.map(\.sentence) == [
        "2 marks of 1 pupil, 12 October 2024, are on days that the calendar has as closed and are not "
          + "counted: check the dates that are at a weekend.",
        "Day and month look changed over: read as `MM/dd/yyyy`, 5 of 5 dates are school days, read as "
          + "`dd/MM/yyyy` 3 are. If so, write `date_format:` `MM/dd/yyyy`.",
      ])
    // One of them can be read in no other way.
    #expect(dataset.unused.isTooMuch)
    let right = files.manifest.replacing("dd/MM/yyyy", with: "MM/dd/yyyy")
    files.manifest = right
    #expect(try #require(files.read().value).remarks == [])
  }

  /// Dates up to the twelfth can be read in both ways: together they show which was meant.
  @Test(arguments: [
    (["12/9", "12/10", "12/11", "12/12"], true), (["12/9", "12/10", "12/11"], false),
    (["2/9", "3/9", "4/9", "5/9", "6/9", "7/9"], false),
    (["12/9", "12/10", "12/11", "16/9"], false),
  ])
  func `is a file whose dates all fit only when changed over: no figures are given`(
    dates: [String], isMisread: Bool
  ) throws {
    var files = files(Self.long + dates.map { "P1,\($0)/2024,AM,/,\n" }.joined())
    files.manifest = files.manifest.replacing("to: 2024-09-06", with: "to: 2024-12-20")
    let dataset = try #require(files.read().value)
    #expect(dataset.remarks.contains { $0.weight == .misreading } == isMisread)
    guard isMisread else { return }
    #expect(dataset.unused.isTooMuch)
    #expect(
      dataset.unused.refusal.first
        == "The marks are not read as they were meant, so no figures are given.")
  }

  /// A spreadsheet changes days up to the twelfth and leaves those after it.
  @Test(arguments: ["long", "wide"])
  func `are dates of which a spreadsheet changed a part over, told once`(layout: String) throws {
    let days = ["09/02", "09/03", "09/04", "09/05", "09/06", "09/09", "09/10", "09/11", "13/09"]
    let long = Self.long + days.map { "P1,\($0)/2024,AM,/,\n" }.joined()
    let titles = days.map { "\($0)/2024 AM" }.joined(separator: ",")
    let marks = days.map { _ in "/" }.joined(separator: ",")
    let wide = "pupil,\(titles)\nP1,\(marks)\n"
    var files = files(layout == "long" ? long : wide, ", layout: \(layout)")
    files.manifest = files.manifest.replacing("to: 2024-09-06", with: "to: 2024-09-13")
    let dataset = try #require(files.read().value)
    #expect(
      dataset.remarks.map(\.sentence).contains(
        "Day and month look changed over in a part of the dates: 7 of 7 dates that are no school day would "
          + "be one with day and month changed over, such as 9 February 2024, which would be 2 September "
          + "2024. A spreadsheet does that to days up to the twelfth, so other dates in the file may be wrong "
          + "too: export it again with dates as `dd/MM/yyyy`."))
  }

  @Test func `are single dates that a spreadsheet changed over, told once`() throws {
    let text = Self.long + rows("P1", 2...6) + "P2,09/13/2024,AM,/,\nP2,09/14/2024,AM,/,\n"
    var files = files(text)
    files.manifest = files.manifest.replacing("to: 2024-09-06", with: "to: 2024-09-27")
    files["marks.csv"] += "P2,16/09/2024,AM,/,\n"
    let dataset = try #require(files.read().value)
    #expect(
      dataset.remarks.map { $0.sentence.prefix(60) } == [
        "2 dates can only be read with day and month changed over. If"
      ])
    #expect(!dataset.unused.isTooMuch)
  }
}
