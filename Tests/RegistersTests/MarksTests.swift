import CivilTime
import Clauses
import Diagnostics
import Registers
import Testing

@Suite struct `A file of marks` {
  @Test func `is read into each pupil's sessions, with the lines`() throws {
    let files = Files(
      marks: "P2,2024-09-03,PM,\\\nP1,2024-09-02,AM,L,15\n\n\"P1\",2024-09-02,pm,\"U\",\n"
        + "P1,2024-09-13,afternoon,C1\n")
    let dataset = try #require(files.read().value)
    #expect(dataset.refused == [])
    #expect(
      dataset.entries == [
        "P1 2024-09-02 AM L 3 15", "P1 2024-09-02 PM U 5", "P1 2024-09-13 PM C1 6",
        "P2 2024-09-03 PM \\ 2",
      ])
    #expect(dataset.dates.first.description == "2024-09-02")
    #expect(dataset.dates.last?.description == "2024-09-13")
    #expect(dataset.school == "The school")
    #expect(dataset.marksFile == "marks.csv")
  }

  @Test func `may write its codes in lower case`() throws {
    let marks = "P1,2024-09-02,am,n\nP1,2024-09-02,Pm,c1\nP1,2024-09-03,A,N\n"
    let dataset = try #require(Files(marks: marks).read().value)
    #expect(
      dataset.entries == [
        "P1 2024-09-02 AM N 2", "P1 2024-09-02 PM C1 3", "P1 2024-09-03 AM N 4",
      ])
    #expect(Set(dataset.pupils.flatMap(\.marks.codes)).subtracting([0]).count == 2)
  }

  @Test func `may have rows without a mark`() throws {
    let marks = "P1,2024-09-02,AM,-\nP1,2024-09-02,PM,\nP1,2024-09-03,AM, - \nP1,2024-09-03,PM,#\n"
    let dataset = try #require(Files(marks: marks).read().value)
    #expect(
      dataset.entries == [
        "P1 2024-09-02 AM none 2", "P1 2024-09-02 PM none 3", "P1 2024-09-03 AM none 4",
        "P1 2024-09-03 PM # 5",
      ])
    #expect(dataset.refused == [])
  }

  @Test(arguments: [
    ("P1,02/09/2024,AM,/", "`02/09/2024` is not a date as the dataset writes them (`yyyy-MM-dd`)"),
    ("P1,2024-09-31,AM,/", "`2024-09-31` is not a date as the dataset writes them (`yyyy-MM-dd`)"),
    ("P1,,AM,/", "`date` is blank"),
    ("P1,2024-09-03,XM,/", "`XM` is neither AM nor PM"),
    ("P1,2024-09-03,1,/", "`1` is neither AM nor PM"),
    ("P1,2024-09-03,evening,/", "`evening` is neither AM nor PM"),
    ("P1,2024-09-03", "the row ends before its last column"),
    ("P1,2024-09-03,AM,LATE", "`LATE` is not a register code"),
    ("P1,2024-09-03,AM,£", "`£` is not a register code"),
    ("P1,2024-09-03,AM,n n", "`n n` is not a register code"),
    (
      "P1,2024-09-02,AM,N",
      "the session already has a mark, on line 2: `/` and now `N`; the first counts"
    ),
    (
      "P1,2024-09-02,AM,-",
      "the session already has a mark, on line 2: `/` and now none; the first counts"
    ),
    ("P1,2024-09-02,AM,/", "the session already has the same mark, on line 2"),
    (",2024-09-03,AM,/", "`pupil` is blank"),
    (" ,2024-09-03,AM,/", "`pupil` is blank"),
    ("\"P1\"x,2024-09-03,AM,/", "text follows a closing quotation mark"),
    ("\"P1,2024-09-03,AM,/", "a quotation mark is never closed"),
  ])
  func `keeps the line and the reason of a row that it cannot use`(row: String, reason: String)
    throws
  {
    let dataset = try #require(Files(marks: "P1,2024-09-02,AM,/\n\(row)\n").read().value)
    #expect(dataset.refused == ["marks.csv:3 \(reason)"])
    #expect(dataset.entries == ["P1 2024-09-02 AM / 2"])
  }

  @Test(arguments: [
    ("5", 5), ("5.0", 5), ("5 mins", 5), ("5 Minutes", 5), ("5m", 5), ("5 min.", 5), ("00:05", 5),
    ("0:05:00", 5), ("1439", 1_439),
  ])
  func `may write minutes as people do`(written: String, minutes: Int) throws {
    let dataset = try #require(Files(marks: "P1,2024-09-02,AM,L,\(written)\n").read().value)
    #expect(dataset.entries == ["P1 2024-09-02 AM L 2 \(minutes)"])
    #expect(dataset.remarks == [])
  }

  @Test(arguments: ["-5", "1440", "5.5", "05:00", "00:05:30", "08:55", "late", "5 hours"])
  func `loses minutes that are none, and not the mark`(written: String) throws {
    let rows = "P1,2024-09-02,AM,L,\(written)\nP1,2024-09-02,PM,\\,\nP1,2024-09-03,AM,U,?\n"
    let dataset = try #require(Files(marks: rows).read().value)
    #expect(
      dataset.entries == [
        "P1 2024-09-02 AM L 2", "P1 2024-09-02 PM \\ 3", "P1 2024-09-03 AM U 4",
      ])
    #expect(dataset.refused == [])
    #expect(
      dataset.remarks.map(\.sentence) == [
        "`\(written)` on line 2 and 1 other row are not a number of minutes; the marks count, the "
          + "minutes do not. Write whole minutes after the register opened, such as `5`."
      ])
    #expect(dataset.unused.isSome && !dataset.unused.isTooMuch)
  }

  @Test func `keeps marks outside the calendar apart`() throws {
    let marks = "P1,2024-09-02,AM,/\nP1,2024-09-07,AM,/\nP1,2024-12-25,PM,N\nP1,2024-09-08,AM,-\n"
    let dataset = try #require(Files(marks: marks).read().value)
    let strays = try #require(dataset.pupils.first).marks.strays
    #expect(
      strays.map { "\($0.session.date) \($0.code.text) \($0.evidence.line)" } == [
        "2024-09-07 / 3", "2024-12-25 N 4",
      ])
    #expect(dataset.refused == [])
    #expect(dataset.entries == ["P1 2024-09-02 AM / 2"])
    // A stray mark does not stretch the dates that the register covers.
    #expect(dataset.dates.last?.description == "2024-09-02")
  }

  @Test func `is read under its own names and dates`() throws {
    var files = Files()
    files.manifest = """
      rollcall: register/v1
      school: Example
      calendar: { terms: [{ from: 2024-09-02, to: 2024-09-13 }] }
      marks:
        file: export.csv
        columns: { pupil: UPN, code: "Mark ", minutes_late: Mins }
        date_format: dd/MM/yyyy

      """
    files["export.csv"] = "\u{FEFF}Mark,Session, upn ,DATE,Mins,Room\r\nL,AM,P1,2/9/2024,7,12\r\n"
    let dataset = try #require(files.read().value)
    #expect(dataset.entries == ["P1 2024-09-02 AM L 2 7"])
    #expect(dataset.school == "Example")
  }

  @Test func `finds columns whose names have spaces`() throws {
    var files = Files()
    files["marks.csv"] = "Pupil,Date,Session,Code,Minutes Late\nP1,2024-09-02,AM,L,9\n"
    #expect(try #require(files.read().value).entries == ["P1 2024-09-02 AM L 2 9"])
  }

  @Test func `names a pupil as every other file does`() throws {
    var files = Files(
      marks: "\"P \"\"1\"\"\",2024-09-02,AM,/\n", more: "pupils: { file: pupils.csv }\n")
    files["pupils.csv"] = "pupil\n\"P \"\"1\"\"\"\n"
    let dataset = try #require(files.read().value)
    #expect(dataset.pupils.map(\.pupil.id) == ["P \"1\""])
  }
}
