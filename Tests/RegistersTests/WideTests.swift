import CivilTime
import Clauses
import Diagnostics
import Registers
import Testing

@Suite struct `A wide file of marks` {
  /// Two school days and a closed Wednesday; then Thursday's morning alone.
  private func files(_ marks: String, more: String = "", format: String = "yyyy-MM-dd") -> Files {
    var files = Files()
    files.manifest = """
      rollcall: register/v1
      calendar:
        terms: [{ from: 2024-09-02, to: 2024-09-05 }]
        closed: [2024-09-04]
        morning_only: [2024-09-05]
      marks: { file: marks.csv, layout: wide, date_format: \(format)\(more) }

      """
    files["marks.csv"] = marks
    return files
  }

  private static let twoDays = [
    "P1 2024-09-02 AM / 2", "P1 2024-09-02 PM \\ 2", "P1 2024-09-03 AM N 2",
    "P1 2024-09-03 PM none 2",
  ]

  @Test(arguments: [
    ("yyyy-MM-dd", "pupil,2024-09-02 AM,2024-09-02 PM,2024-09-03 AM,2024-09-03 PM\nP1,/,\\,n,-\n"),
    ("dd/MM/yyyy", "PUPIL;02/09/2024 AM;02/09/2024 pm;3/9/2024-AM;3/9/2024_PM\nP1;/;\\;N;\n"),
    ("dd/MM/yyyy", "Name,Pupil,02/09/2024,03/09/2024,Total\nX,P1,/\\,N-,75%\n"),
    ("dd/MM/yyyy", "Pupil,02/09/2024,03/09/2024\nP1,/ \\,N -\n"),
    ("dd/MM/yyyy", "Pupil,2024-09-02 AM,45537 PM,03/09/2024\nP1,/,\\,N.\n"),
  ])
  func `has a column for each session or day`(format: String, text: String) throws {
    let dataset = try #require(files(text, format: format).read().value)
    #expect(dataset.refused == [])
    #expect(dataset.entries == Self.twoDays)
  }

  @Test(arguments: [
    ("pupil,marks\nP1,/\\N-L\n", ""), ("pupil,marks\nP1,/ \\ N - L\n", ""),
    ("pupil,marks\nP1,/\\ N- L\n", ""),
    ("UPN,Pattern\nP1,/\\n.l\n", ", columns: { pupil: UPN, marks: Pattern }"),
  ])
  func `has a string of a sign a session, with spaces or without`(text: String, more: String) throws
  {
    let dataset = try #require(files(text, more: more).read().value)
    #expect(dataset.refused == [])
    #expect(dataset.entries == Self.twoDays + ["P1 2024-09-05 AM L 2"])
  }

  @Test func `has strings that begin and end where the manifest or the row says`() throws {
    let text = "pupil,marks,first_day,last_day\nP1,NN,,\nP2,C1 / L,2024-09-03,2024-09-05\n"
    let more = ", from: 2024-09-02, to: 2024-09-02"
    let dataset = try #require(files(text, more: more).read().value)
    #expect(dataset.refused == [])
    #expect(
      dataset.entries == [
        "P1 2024-09-02 AM N 2", "P1 2024-09-02 PM N 2", "P2 2024-09-03 AM C1 3",
        "P2 2024-09-03 PM / 3", "P2 2024-09-05 AM L 3",
      ])
  }

  @Test(arguments: [
    (
      ", from: 2024-09-02, to: 2024-09-12", "/\\/\\/\\",
      "2 September 2024 to 12 September 2024; the calendar ends before that, on 5 September 2024: check the "
        + "dates of `terms`, and of the string"
    ),
    (
      ", from: 2024-08-29, to: 2024-09-05", "/\\/\\/\\",
      "29 August 2024 to 5 September 2024; the calendar begins after that, on 2 September 2024: check the "
        + "dates of `terms`, and of the string"
    ),
    (
      ", from: 2024-09-02, to: 2024-09-05", "/\\/\\/\\",
      "2 September 2024 to 5 September 2024; check these dates, and the days that the calendar has as closed"
    ),
  ])
  func `has strings of another length than the days that are given for them`(
    more: String, string: String, reason: String
  ) throws {
    let rows = "pupil,marks\nP1,/\\N-L\nP2,\(string)\n"
    let outcome = files(rows, more: more).read()
    #expect(
      outcome.value?.refused == [
        "marks.csv:3 its string has 6 marks for the 5 sessions from \(reason)"
      ])
  }

  @Test(arguments: [
    (
      "P2,/\\N-",
      "marks.csv:3 its string has 4 marks for the 5 sessions from 2 September 2024 to "
        + "5 September 2024; give its own days as `from` and `to`, or in columns `first_day` and "
        + "`last_day`"
    ),
    (
      "P2,/C1\\NL",
      "marks.csv:3 its string has the digit 1, so it may hold a code of two signs such as "
        + "C1: nobody can tell where its sessions are; write codes with spaces between them"
    ),
    (
      "P2,/C1NL",
      "marks.csv:3 its string has the digit 1, so it may hold a code of two signs such as "
        + "C1: nobody can tell where its sessions are; write codes with spaces between them"
    ),
    ("P2,/\\N£L", "marks.csv:3 the mark of 3 September 2024 PM is not a register code"),
    (
      "P2,",
      "marks.csv:3 it has no mark in any column: a heading, a total, or a pupil without marks"
    ),
    (",/\\N-L", "marks.csv:3 `pupil` is blank"),
    ("P1,/\\N-L", "marks.csv:3 the pupil has the same marks already, on line 2"),
    (
      "P1,/\\NIL",
      "marks.csv:3 the pupil has a mark for 3 September 2024 PM already, on line 2: none and now `I`"
    ),
    ("pupil,marks", "marks.csv:3 it repeats the headings"),
  ])
  func `has strings that are rejected and never guessed`(row: String, reason: String) throws {
    let dataset = try #require(files("pupil,marks\nP1,/\\N-L\n\(row)\n").read().value)
    #expect(dataset.refused == [reason])
  }

  @Test func `has single cells that are rejected, and others that are not`() throws {
    let text = """
      pupil,2024-09-02 AM,2024-09-03,2024-09-05,2024-09-31 AM
      P1,Present,C1,/,/
      P2,/,/,//,

      """
    let dataset = try #require(files(text).read().value)
    #expect(
      dataset.refused == [
        "marks.csv:1 the column `2024-09-31 AM` is not read, because its name is not a date as the "
          + "dataset writes them (`yyyy-MM-dd`)",
        "marks.csv:2 `C1` under `2024-09-03` has the digit 1, so it may hold a code of two signs such "
          + "as C1: nobody can tell where its sessions are; write codes with spaces between them",
        "marks.csv:2 `Present` under `2024-09-02 AM` is not a register code",
        "marks.csv:3 `/` under `2024-09-03` is not a day's two marks",
      ])
    #expect(
      dataset.entries == ["P1 2024-09-05 AM / 2", "P2 2024-09-02 AM / 3", "P2 2024-09-05 AM / 3"])
  }

  @Test func `keeps marks apart that stand where the school has no session`() throws {
    let text = "pupil,2024-09-02 AM,2024-09-04,2024-09-07 AM\nP1,/,/\\,N\n"
    let record = try #require(files(text).read().value?.pupils.first)
    #expect(
      record.marks.strays.map {
        "\($0.session.date) \($0.session.half.abbreviation) \($0.code.text)"
      }
        == ["2024-09-04 AM /", "2024-09-04 PM \\", "2024-09-07 AM N"])
  }

  @Test(arguments: [
    ("pupil,Monday,Tuesday\nP1,/,/\n", "dataset.missing-column", "`2024-09-02 AM`"),
    ("name,2024-09-02 AM\nP1,/\n", "dataset.missing-column", "`columns: { pupil: … }`"),
    ("pupil,2024-09-02 AM,2024-09-02\nP1,/,/\n", "dataset.ambiguous-column", "not meant"),
    ("pupil,2024-09-02 AM,2024-09-02 am\nP1,/,/\n", "dataset.ambiguous-column", "not meant"),
    ("pupil,marks,marks\nP1,/,/\n", "dataset.ambiguous-column", "Rename or remove"),
  ])
  func `that cannot be used says why`(text: String, rule: String, help: String) throws {
    let outcome = files(text).read()
    #expect(outcome.value == nil)
    let diagnostic = try #require(outcome.diagnostics.first)
    #expect(diagnostic.rule == rule)
    #expect(diagnostic.help?.contains(help) == true, "\(diagnostic.help ?? "")")
  }
}
