import CivilTime
import Clauses
import Diagnostics
import Registers
import Testing

@Suite struct `A table beside the marks` {
  private static let manifest = """
    rollcall: register/v1
    calendar: { terms: [{ from: 2024-09-02, to: 2024-12-20 }], closed: [2024-09-09] }
    marks: { file: marks.csv }

    """

  /// A table named in the manifest by a key, with a header.
  private func dataset(_ key: String, _ table: String, _ more: String = "") throws -> Dataset {
    var files = Files(marks: "P1,2024-09-02,AM,/,\nP1,2024-12-20,PM,/,\n")
    files.manifest = Self.manifest + "\(key): { file: t.csv\(more) }\n"
    files["t.csv"] = table
    let outcome = files.read()
    return try #require(outcome.value, "\(outcome.diagnostics.map(\.message))")
  }

  @Test(arguments: [
    ("08:50", "08:50"), ("8:50", "08:50"), ("08:50:00", "08:50"), ("08:50:59.123", "08:50"),
    ("0850", "08:50"), ("8:50 AM", "08:50"), ("8:50am", "08:50"), ("8.50 a.m.", "08:50"),
    ("9 AM", "09:00"), ("12:10 pm", "12:10"), ("12:05 AM", "00:05"), ("1:05 PM", "13:05"),
    ("02/09/2024 13:00", "13:00"), ("02/09/2024 1:00 PM", "13:00"),
    ("2024-09-02T08:50:00", "08:50"), ("2024-09-02 08:50", "08:50"), ("0.368055556", "08:50"),
    ("0.3680555555555556", "08:50"),
  ])
  func `has times that can mean one time alone`(written: String, time: String) throws {
    let dataset = try dataset(
      "actions", "pupil,date,time,action\nP1,02/09/2024,\(written),call\n",
      ", date_format: dd/MM/yyyy")
    #expect(dataset.refused == [])
    #expect(dataset.pupils.first?.actions.first?.time?.description == time)
  }

  @Test(arguments: [
    ("8.50", "is not a time of day; if it means 08:50, write `08:50`"),
    ("13:00 PM", "is not a time of day"), ("24:00", "is not a time of day"),
    ("9", "is not a time of day"), ("08:50Z", "is not a time of day"),
    ("0.5012345", "is not a time of day"), ("08:5", "is not a time of day"),
    ("am", "is not a time of day"), ("8:50 BST", "is not a time of day"),
    (
      "03/09/2024 08:50",
      "is a time of 3 September 2024, and the row is about 2 September 2024"
    ),
  ])
  func `keeps a row whose time cannot be read`(written: String, problem: String) throws {
    let dataset = try dataset(
      "actions", "pupil,date,time,action\nP1,02/09/2024,\(written),call\n",
      ", date_format: dd/MM/yyyy")
    #expect(
      dataset.refused == [
        "t.csv:2 `\(written)` under `time` \(problem); the rest of the row is used"
      ])
    #expect(dataset.pupils.first?.actions.map(\.kind) == ["call"])
  }

  @Test func `has afternoon registers in hours up to twelve`() throws {
    let dataset = try dataset(
      "registers_taken",
      "class,date,session,opened,closed\n3A,2024-09-02,PM,1:00,01:20\n3A,2024-09-03,AM,8:50,9:10\n")
    #expect(dataset.takings.map { $0.taken.opened?.description } == ["13:00", "08:50"])
    #expect(dataset.takings.map { $0.taken.closed?.description } == ["13:20", "09:10"])
    #expect(
      dataset.assumptions.contains(
        "t.csv has afternoon times before 07:00; `1:00` is taken to mean 13:00."))
  }

  @Test(arguments: [
    (
      "leave", "pupil,applied_on,first_day,last_day", "P1,2024-05-01,2024-07-01,2024-07-05",
      "t.csv:2 1 row is dated outside the register, 2 September 2024 to 20 December 2024: 1 July 2024."
    ),
    (
      "exclusions", "pupil,first_day,last_day", "P1,2025-01-06,",
      "t.csv:2 1 row is dated outside the register, 2 September 2024 to 20 December 2024: 6 January 2025."
    ),
    (
      "amendments", "pupil,date,session,original,amended,amended_on",
      "P1,2024-09-09,AM,N,I,2024-09-10",
      "t.csv:2 1 row is about a session that the calendar does not have, 2 September 2024 to 20 December "
        + "2024: 9 September 2024."
    ),
    (
      "registers_taken", "class,date,session", "3A,2024-09-07,AM",
      "t.csv:2 1 row is about a session that the calendar does not have, 2 September 2024 to 20 December "
        + "2024: 7 September 2024."
    ),
    (
      "leave", "pupil,applied_on,first_day,decision,decided_on",
      "P1,2024-09-12,2024-10-01,granted,2024-03-10",
      "t.csv:2 1 row has a decision or a change dated before what it is about. Day and month may have "
        + "changed over: check the dates, and `date_format`."
    ),
    (
      "amendments", "pupil,date,session,original,amended,amended_on",
      "P1,2024-10-03,AM,N,I,2024-04-10",
      "t.csv:2 1 row has a decision or a change dated before what it is about. Day and month may have "
        + "changed over: check the dates, and `date_format`."
    ),
  ])
  func `names the rows dated where they show nothing, once`(
    key: String, header: String, rows: String, remark: String
  ) throws {
    let dataset = try dataset(key, "\(header)\n\(rows)\n")
    #expect(dataset.remarked == [remark])
    let lost = remark.contains("before what it is about") ? 0 : Int(remark.dropFirst(8).prefix(1))
    #expect(dataset.usage.last?.unusedRows == lost)
  }

  @Test(arguments: [
    ("leave", "pupil,applied_on,first_day,last_day", "P1,2024-06-20,2024-08-30,2024-09-03"),
    ("leave", "pupil,applied_on,first_day,last_day", "P1,2024-12-12,2025-01-13,2025-01-17"),
    (
      "leave", "pupil,applied_on,first_day,last_day,decision,decided_on",
      "P1,2024-07-01,2024-08-26,2024-08-30,refused,2024-09-05"
    ),
    ("exclusions", "pupil,first_day,last_day,kind", "P1,2024-07-01,,permanent"),
    ("exclusions", "pupil,first_day,last_day,kind", "P1,2024-07-18,2024-09-04,"),
  ])
  func `may have in the register a part of what it tells`(
    key: String, header: String, row: String
  ) throws {
    let dataset = try dataset(key, "\(header)\n\(row)\n")
    #expect(dataset.remarked == [])
    #expect(dataset.usage.last?.isComplete == true)
  }

  @Test func `of actions has its words mapped, however they are cased and joined`() throws {
    let dataset = try dataset(
      "actions",
      "pupil,date,action\nP1,2024-09-03,Telephone call\nP1,2024-09-04,telephone-CALL\nP1,2024-09-05,fine\n",
      ", actions: { \"Telephone call\": contact_parent, \"SMS\": contact_parent }")
    #expect(
      dataset.pupils.first?.actions.map(\.kind) == ["contact_parent", "contact_parent", "fine"])
    #expect(
      dataset.remarked == [
        "register.yaml:4 `SMS` under `actions` is the action of no row of t.csv."
      ])
  }

  @Test func `of actions maps words to words that a clause may have`() throws {
    var files = Files(more: "actions: { file: t.csv, actions: { Call: Contact Parent } }\n")
    files["t.csv"] = "pupil,date,action\nP1,2024-09-03,Call\n"
    #expect(files.read().diagnostics.map(\.rule) == ["format.value"])
  }
}
