import CivilTime
import Diagnostics
import Testing

@testable import Registers

/// The sparse columns of long marks: minutes, and the time of entry.
@Suite struct `A further column of marks` {
  /// Rows of one day with the time of entry of the second, whose pupil and date are those of the first.
  private func read(
    _ cell: String, date: String = "03/09/2024", format: String = "dd/MM/yyyy"
  ) throws -> Dataset {
    var files = Files()
    files.manifest = files.manifest.replacing(
      "{ file: marks.csv }",
      with: "{ file: marks.csv, date_format: \(format), columns: { recorded_at: Taken } }")
    files["marks.csv"] =
      "pupil,date,Taken,session,code\nP1,\(date),,AM,/\nP1,\(date),\(cell),PM,L\nP1,\(date),,PM,N\n"
    return try #require(files.read().value)
  }

  @Test(arguments: [
    "", " ", "03/09/2024", "03/09/2024 08:55", "03/09/2024 08:55:12", "\"03/09/2024 13:02\"",
    "03/09/2024 23:59", "03/09/2024 8:55 AM", "2024-09-03T08:55:12.345Z",
    "2024-09-03 08:55:12+01:00",
    "02/09/2024 16:10", "03/09/2024T23:10:05.5Z", "2024-09-03T08:55-0100", "3-Sep-2024 08:55",
  ])
  func `notes nothing of a mark entered on its day or before`(cell: String) throws {
    let dataset = try read(cell)
    #expect(dataset.pupils.map(\.marks.notes) == [[]])
    #expect(dataset.remarked == [])
    #expect(dataset.entries == ["P1 2024-09-03 AM / 2", "P1 2024-09-03 PM L 3"])
  }

  @Test(arguments: [
    ("04/09/2024", 1), ("04/09/2024 00:01", 1), ("2024-09-13T23:59:59+01:00", 10),
    ("\"4-Sep-2024 8:55 AM\"", 1), ("03/09/2025 09:00:00", 365), ("45539", 1),
  ])
  func `notes how many days later a mark was entered`(cell: String, days: Int) throws {
    let dataset = try read(cell)
    let marks = try #require(dataset.pupils.first?.marks)
    #expect(marks.daysToEntry(in: 2) == nil)
    #expect(marks.daysToEntry(in: 3) == days)
    #expect(marks.notes.count == 1)
    #expect(dataset.remarked == [])
  }

  @Test(arguments: [
    "x", "08:55", "03/09/24 08:55", "03/09/2024 25:00", "03/09/2024 1x:55", "03/09/2024 08:55:1x",
    "03/09/2024 08:75", "31/09/2024 08:55", "03/09/2024x08:55", "03/09/2024 ABC",
  ])
  func `is said once where it cannot be read, and the mark counts`(cell: String) throws {
    let dataset = try read(cell)
    #expect(dataset.entries.count == 2)
    #expect(dataset.pupils.map(\.marks.notes) == [[]])
    #expect(
      dataset.remarked == [
        "marks.csv:0 `\(cell)` on line 3 is not a date or a date and a time; the mark counts, the time "
          + "of entry does not. Write the date as the dataset writes dates, with or without a time behind it."
      ])
  }

  @Test func `is read in rows whose dates have another form`() throws {
    let dataset = try read("2024-09-05T08:55:00", date: "3/9/2024", format: "d/M/yyyy")
    #expect(dataset.pupils.first?.marks.daysToEntry(in: 3) == 2)
  }

  @Test func `stands beside another, in whatever order rows and columns come`() throws {
    var files = Files()
    files["marks.csv"] = """
      recorded_at,minutes_late,pupil,date,session,code
      2024-09-05 10:00,7,P1,2024-09-03,AM,L
      2024-09-04 10:00,,P1,2024-09-02,PM,/
      2024-09-02 10:00,9,P1,2024-09-02,AM,L
      x,soon,P1,2024-09-04,AM,L
      2024-09-09,5,P1,2024-09-03,AM,N

      """
    let dataset = try #require(files.read().value)
    let marks = try #require(dataset.pupils.first?.marks)
    #expect([0, 1, 2].map { marks.minutesLate(in: $0)?.count } == [9, nil, 7])
    #expect([0, 1, 2].map { marks.daysToEntry(in: $0) } == [nil, 2, 2])
    #expect(marks.notes.map(\.session) == [0, 1, 2, 2])
    #expect(dataset.remarked.map { $0.contains("minutes") } == [true, false])
  }

  @Test func `with a line break in it refuses the row, for a quotation mark is missing`() throws {
    let dataset = try read("\"04/09/2024\n\"")
    #expect(dataset.refused.first?.contains("is not a date or a date and a time") == true)
    #expect(dataset.entries.first == "P1 2024-09-03 AM / 2")
  }
}
