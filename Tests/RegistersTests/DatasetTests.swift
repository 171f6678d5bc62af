import CivilTime
import Clauses
import Diagnostics
import Registers
import Testing

@Suite struct `A register dataset` {
  private static let everything = """
    pupils: { file: pupils.csv }
    amendments: { file: amendments.csv }
    actions: { file: actions.csv }
    leave: { file: leave.csv }
    exclusions: { file: exclusions.csv }
    registers_taken: { file: registers.csv }

    """

  private func whole() -> Files {
    var files = Files(more: Self.everything)
    files["pupils.csv"] = """
      pupil,year_group,date_of_birth,joined,left,sen,fsm
      P1,5,2014-10-11,2020-09-01,,yes,N
      P2,,,,,,1

      """
    files["amendments.csv"] = """
      pupil,date,session,original,amended,reason,amended_on,name,position
      P1,2024-09-02,PM,n,-,called back,2024-09-04,A. Clerk,officer
      P1,2024-09-02,AM,,N,,2024-09-03,A. Clerk,officer

      """
    files["actions.csv"] = """
      pupil,date,time,action,detail,amount,parent
      P1,2024-09-04,9:30,letter,stage = A; by=post,£80,Q1
      P1,2024-09-03,,call,

      """
    files["leave.csv"] = """
      pupil,applied_on,first_day,last_day,decision
      P2,2024-09-02,2024-09-09,2024-09-10,refused
      P2,2024-09-01,2024-09-12,,

      """
    files["exclusions.csv"] = """
      pupil,first_day,last_day,kind
      P1,2024-09-05,,
      P1,2024-09-03,,Permanent

      """
    files["registers.csv"] = """
      class,date,session,opened,closed
      5A,2024-09-03,AM,08:50,09:20
      5A,2024-09-02,PM,13:00,

      """
    return files
  }

  @Test func `is read with all that goes with the marks`() throws {
    let dataset = try #require(whole().read().value)
    #expect(dataset.refused == [])
    #expect(dataset.absent == [])
    #expect(dataset.assumptions == [])
    #expect(dataset.pupils.map(\.pupil.id) == ["P1", "P2"])
    let (first, second) = (try #require(dataset.pupils.first), try #require(dataset.pupils.last))
    #expect(first.pupil.yearGroup == "5")
    #expect(first.pupil.dateOfBirth == CivilDate("2014-10-11"))
    #expect(first.pupil.groups == [.sen])
    #expect(second.pupil.groups == [.fsm])
    #expect(first.pupil.evidence == Evidence(file: "pupils.csv", line: 2))
    // In order of their dates, whatever the order of the file.
    #expect(first.actions.map(\.kind) == ["call", "letter"])
    #expect(first.actions.last?.time == TimeOfDay("09:30"))
    #expect(first.actions.last?.detail == ["stage": "A", "by": "post"])
    #expect(first.amendments.map(\.evidence.line) == [3, 2])
    #expect(first.amendments.map { $0.original?.text } == [nil, "N"])
    #expect(first.amendments.map { $0.amended?.text } == ["N", nil])
    #expect(first.amendments.map(\.missing.isEmpty) == [false, true])
    #expect(second.leave.map(\.lastDay.description) == ["2024-09-12", "2024-09-10"])
    #expect(second.leave.map(\.decision) == [nil, "refused"])
    #expect(first.actions.last?.amount == Money(pence: 8_000))
    #expect(first.actions.map(\.parent) == [nil, "Q1"])
    #expect(first.amendments.map(\.missing) == [[.reason], []])
    #expect(first.exclusions.map(\.kind) == [.permanent, .suspension])
    #expect(first.exclusions.map { $0.lastDay?.description } == [nil, "2024-09-05"])
    #expect(dataset.takings.map(\.taken.evidence.line) == [2, 3])
    #expect(dataset.takings.map { $0.taken.closed?.description } == ["09:20", nil])
    #expect(second.marks.codes.allSatisfy { $0 == 0 })
  }

  @Test func `lists what it does not hold, and why`() throws {
    var files = whole()
    files.tables["actions.csv"] = nil
    files.manifest = files.manifest.replacing("leave: { file: leave.csv }\n", with: "")
    let dataset = try #require(files.read().value)
    #expect(
      dataset.absent.map { "\($0.kind.rawValue): \($0.reason)" } == [
        "actions: the file `actions.csv` is not there",
        "leave: the dataset names no such file",
      ])
    #expect(!dataset.has(.actions))
    #expect(!dataset.has(.leave))
    #expect(dataset.has(.pupils))
    #expect(dataset.has(.amendments))
  }

  @Test func `says what it takes for granted`() throws {
    let bare = try #require(Files().read().value)
    #expect(
      bare.assumptions == [
        "Every pupil is taken to be on roll throughout and of compulsory school age."
      ])
    var files = Files(more: "pupils: { file: pupils.csv }\n")
    files["pupils.csv"] = "pupil\nP1\n"
    let ageless = try #require(files.read().value)
    #expect(ageless.assumptions == [])
  }

  @Test(arguments: [
    ("actions.csv", "P9,2024-09-03,,call,", "actions.csv:4 no pupil has this identifier"),
    (
      "amendments.csv", "P9,2024-09-02,AM,N,L,,2024-09-03,,",
      "amendments.csv:4 no pupil has this identifier"
    ),
    ("leave.csv", "P9,2024-09-02,2024-09-09,,", "leave.csv:4 no pupil has this identifier"),
    ("pupils.csv", "P1,,,,,,", "pupils.csv:4 the pupil is listed twice"),
    ("pupils.csv", ",5,,,,,", "pupils.csv:4 `pupil` is blank"),
    (
      "pupils.csv", "P3,,2014-02-30,,,,",
      "pupils.csv:4 `2014-02-30` under `date_of_birth` is not a date as the dataset writes them (`yyyy-MM-dd`); "
        + "the rest of the row is used"
    ),
    (
      "pupils.csv", "P3,,,,,maybe,",
      "pupils.csv:4 `maybe` under `sen` is neither yes nor no, nor one of the codes `K`, `E` and "
        + "`N`; the rest of the row is used"
    ),
    (
      "actions.csv", "P1,2024-09-03,24:00,call,",
      "actions.csv:4 `24:00` under `time` is not a time of day; the rest of the row is used"
    ),
    (
      "actions.csv", "P1,2024-09-03,,call,stage",
      "actions.csv:4 `stage` under `detail` is not of the form key=value; the rest of the row is used"
    ),
    ("actions.csv", "P1,,,call,", "actions.csv:4 `date` is blank"),
    (
      "amendments.csv", "P1,2024-09-02,XM,N,L,,2024-09-03,,",
      "amendments.csv:4 `XM` under `session` is neither AM nor PM"
    ),
    (
      "amendments.csv", "P1,2024-09-02,AM,LATE,L,,2024-09-03,,",
      "amendments.csv:4 `LATE` is not a register code"
    ),
    (
      "leave.csv", "P1,2024-09-02,2024-09-09,2024-09-08,",
      "leave.csv:4 the leave ends before it begins"
    ),
    (
      "actions.csv", "P1,2024-09-03,,fine,,eighty,",
      "actions.csv:4 `eighty` under `amount` is not a sum of money; the rest of the row is used"
    ),
    (
      "exclusions.csv", "P1,2024-09-05,2024-09-04,",
      "exclusions.csv:4 the exclusion ends before it begins"
    ),
    (
      "exclusions.csv", "P1,2024-09-05,,sent home",
      "exclusions.csv:4 `sent home` under `kind` is not `suspension` or `permanent`"
    ),
    ("registers.csv", ",2024-09-05,AM,,", "registers.csv:4 `class` is blank"),
    ("leave.csv", "\"P1", "leave.csv:4 a quotation mark is never closed"),
  ])
  func `rejects a row that it cannot use`(file: String, row: String, refused: String) throws {
    var files = whole()
    files[file] += row + "\n"
    #expect(try #require(files.read().value).refused == [refused])
  }

  @Test func `rejects a row that is not UTF-8 text`() throws {
    var files = whole()
    files.tables["actions.csv"]? += Array("P1,2024-09-03,,caf".utf8) + [0xE9, 0x0A]
    #expect(try #require(files.read().value).refused == ["actions.csv:4 it is not UTF-8 text"])
  }

  @Test func `lists its rejections by file and line`() throws {
    var files = whole()
    files["marks.csv"] += "P1,x,AM,/\n"
    files["actions.csv"] += "P8,2024-09-03,,call,\nP1,x,,call,\nP9,2024-09-03,,call,\n"
    let lines = try #require(files.read().value).rejections.map(\.evidence)
    #expect(
      lines.map { "\($0.file):\($0.line)" }
        == ["actions.csv:4", "actions.csv:5", "actions.csv:6", "marks.csv:3"])
  }

  /// Faults of the manifest or of a file's header make the whole dataset unusable.
  @Test(arguments: [
    ("", "marks: { file: gone.csv }", "dataset.missing-file 3:16", "relative to `register.yaml`"),
    (
      "", "marks: { file: marks.csv, columns: { pupl: UPN } }", "dataset.unknown-column 3:38",
      "Did you mean `pupil`?"
    ),
    (
      "", "marks: { file: marks.csv, columns: { pupil: pupi } }", "dataset.missing-column 3:45",
      "Did you mean `pupil`?"
    ),
    (
      "pupil,date,code\n", "marks: { file: marks.csv }", "dataset.missing-column 3:16",
      "`columns: { session: … }`"
    ),
    ("-", "marks: { file: marks.csv }", "dataset.empty-file 3:16", "column names"),
    ("\"pupil", "marks: { file: marks.csv }", "dataset.malformed 3:16", "Export it again"),
    ("pupil,date,session,code\n", "marks: { file: marks.csv }", "dataset.no-marks 3:16", ""),
    (
      "pupil,date,session,code\nP1,x,AM,/\n", "marks: { file: marks.csv }",
      "dataset.no-marks 3:16", "`x` is not a date"
    ),
    (
      "", "marks: { file: marks.csv, layout: grid }", "format.value 3:35",
      "Write `wide`."
    ),
    ("", "marks: { file: marks.csv, date_format: dd/mm/yyyy }", "format.value 3:40", "`MM`"),
    ("", "mark: { file: marks.csv }", "format.unknown-key 3:1", "Did you mean `marks`?"),
  ])
  func `that cannot be used says why, at its place`(
    marks: String, line: String, fault: String, help: String
  ) throws {
    var files = Files()
    files.manifest = files.manifest.replacing("marks: { file: marks.csv }", with: line)
    if !marks.isEmpty { files["marks.csv"] = marks == "-" ? "" : marks }
    let outcome = files.read()
    let diagnostic = try #require(outcome.diagnostics.first)
    #expect(outcome.value == nil)
    #expect(
      "\(diagnostic.rule) \(diagnostic.span.start.line):\(diagnostic.span.start.column)"
        == fault)
    #expect(help.isEmpty || diagnostic.help?.contains(help) == true, "\(diagnostic.help ?? "")")
  }

  @Test(arguments: [
    ("terms: [{ from: 2024-09-13, to: 2024-09-02 }]", "dataset.term-dates 2:45"),
    ("terms: [{ from: 2024-09-02, to: 2026-09-02 }]", "dataset.term-dates 2:45"),
    (
      "terms: [{ from: 2024-09-02, to: 2024-09-13 }, { from: 2024-09-13, to: 2024-09-20 }]",
      "dataset.terms-overlap 2:67"
    ),
    ("terms: [{ from: 2024-09-07, to: 2024-09-08 }]", "dataset.no-sessions 2:11"),
    ("terms: [{ from: 2024-09-02 }]", "format.missing-key 2:21"),
    ("closed: [2024-09-02]", "format.missing-key 2:11"),
    ("terms: []", "format.value 2:20"),
  ])
  func `needs a calendar that makes sense`(calendar: String, fault: String) throws {
    var files = Files()
    files.manifest = files.manifest.replacing(
      "terms: [{ from: 2024-09-02, to: 2024-09-13 }]", with: calendar)
    let outcome = files.read()
    #expect(outcome.value == nil)
    #expect(
      outcome.diagnostics.map { "\($0.rule) \($0.span.start.line):\($0.span.start.column)" }
        == [fault])
  }
}
