import CivilTime
import Clauses
import Diagnostics
import Registers
import Testing

@Suite struct `A Common Transfer File` {
  /// A week and the Monday after it, with a closed Wednesday.
  private func files(_ xml: String) -> Files {
    var files = Files()
    files.manifest = """
      rollcall: register/v1
      calendar: { terms: [{ from: 2024-09-02, to: 2024-09-09 }], closed: [2024-09-04] }
      marks: { file: ctf.xml, layout: ctf }

      """
    files["ctf.xml"] = xml
    return files
  }

  /// A file of one pupil, whose attendance begins on line 11.
  private func xml(
    number: String = "R674123101121", from: String = "2024-09-02",
    marks: String, more: String = ""
  ) -> String {
    """
    <?xml version="1.0" encoding="utf-8"?>
    <CTfile>
      <Header><DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion></Header>
      <CTFpupilData>
        <Pupil>
          <UPN>\(number)</UPN><Surname>Unread</Surname><Forename>Unread</Forename>
          <DOB>2014-10-11</DOB><Gender>F</Gender>
          <Attendance>
            <YearData><Year>2024</Year><LEA>674</LEA><SessionsPossible>8</SessionsPossible>
              <AttendSessions><AttendanceStartDate>\(from)</AttendanceStartDate>
                <AttendanceMarks>\(marks)</AttendanceMarks>
              </AttendSessions></YearData>\(more)
          </Attendance>
        </Pupil>
      </CTFpupilData>
    </CTfile>

    """
  }

  private static let week = "/\\NI###\\// ###/\\".replacing("###\\// ###", with: "##/\\L-####")

  @Test func `has two signs for each day, also for those without school`() throws {
    let dataset = try #require(files(xml(marks: Self.week)).read().value)
    #expect(dataset.refused == [])
    #expect(
      dataset.entries.map { String($0.dropFirst(14)) } == [
        "2024-09-02 AM / 11", "2024-09-02 PM \\ 11", "2024-09-03 AM N 11", "2024-09-03 PM I 11",
        "2024-09-05 AM / 11", "2024-09-05 PM \\ 11", "2024-09-06 AM L 11", "2024-09-06 PM none 11",
        "2024-09-09 AM / 11", "2024-09-09 PM \\ 11",
      ])
    let pupil = try #require(dataset.pupils.first)
    #expect(pupil.pupil.id == "R674123101121")
    #expect(pupil.pupil.dateOfBirth == CivilDate("2014-10-11"))
    #expect(pupil.marks.strays.isEmpty)
    #expect(dataset.remarks == [])
    #expect(
      dataset.assumptions == [
        "Every pupil is taken to be on roll throughout, and one without a date of birth to be of "
          + "compulsory school age."
      ])
  }

  @Test(
    arguments: [
      ("UTF-8", [0xC3, 0xA9]), ("windows-1252", [0xE9]), ("Windows-1252", [0x92]),
      ("ISO-8859-1", [0xE9]),
    ] as [(String, [UInt8])])
  func `is read in the encoding that it names`(encoding: String, accent: [UInt8]) throws {
    let text = xml(marks: "/\\").replacing("utf-8", with: encoding)
    let parts = text.split(separator: "Unread", maxSplits: 1).map { Array($0.utf8) }
    var files = files("")
    files.tables["ctf.xml"] = parts[0] + accent + parts[1]
    #expect(try #require(files.read().value).entries.count == 2)
  }

  @Test func `may be indented, prefixed and begun in the middle of the week`() throws {
    let text = xml(from: "2024-09-05", marks: "\n        /\\L-\n        ####NN\n      ")
      .replacing("<UPN>", with: "<c:UPN xmlns:c=\"urn:x\">").replacing("</UPN>", with: "</c:UPN>")
    let dataset = try #require(files(text).read().value)
    #expect(dataset.refused == [])
    #expect(dataset.entries.count == 6)
    #expect(dataset.entries.last == "R674123101121 2024-09-09 PM N 11")
  }

  @Test(arguments: [
    (
      "C1NN##/\\L-####/\\", "2024-09-02",
      "its string has the digit 1, so it may hold a code of two signs such as C1: nobody can tell where "
        + "its sessions are"
    ),
    ("/\\N", "2024-09-02", "its string has 3 signs, which is not two for each day"),
    (
      "/\\NI##/\\L-/\\", "2024-09-02",
      "its marks do not fit the calendar: 7 September 2024 is at a weekend and would have `/`, so a code "
        + "of two signs or a day left out has moved them"
    ),
    ("/\\", "02/09/2024", "`02/09/2024` is not a start date, as year-month-day"),
    ("/\\", "", "`` is not a start date, as year-month-day"),
    ("/é", "2024-09-02", "its string has `é`, which is not a register code"),
  ])
  func `has strings that are rejected and never guessed`(
    marks: String, from: String, reason: String
  ) throws {
    let good =
      "<AttendSessions><AttendanceStartDate>2024-09-09</AttendanceStartDate>"
      + "<AttendanceMarks>/\\</AttendanceMarks></AttendSessions>"
    let dataset = try #require(files(xml(from: from, marks: marks, more: good)).read().value)
    #expect(dataset.refused == ["ctf.xml:11 \(reason)"])
    #expect(
      dataset.entries.map { String($0.dropFirst(14)) } == [
        "2024-09-09 AM / 12", "2024-09-09 PM \\ 12",
      ])
  }

  @Test func `may hold other years, which are counted and not read`() throws {
    let old =
      "<AttendSessions><AttendanceStartDate>2023-09-04</AttendanceStartDate>"
      + "<AttendanceMarks>/\\//</AttendanceMarks></AttendSessions>"
    let dataset = try #require(files(xml(marks: Self.week, more: old)).read().value)
    #expect(dataset.entries.count == 10)
    #expect(
      dataset.assumptions.contains(
        "ctf.xml has 1 string of marks for days outside the calendar; they are not read."))
  }

  @Test func `says which pupils it cannot use, and which have no marks`() throws {
    let nobody =
      "<Pupil><UPN> </UPN></Pupil><Pupil><UPN>B801200005001</UPN><DOB>11/10/2014</DOB></Pupil>"
    let text = xml(marks: "/\\").replacing("</CTFpupilData>", with: nobody + "</CTFpupilData>")
    let dataset = try #require(files(text).read().value)
    #expect(
      dataset.refused == [
        "ctf.xml:15 the date of birth is not a date, as year-month-day",
        "ctf.xml:15 the pupil has no Unique Pupil Number",
      ])
    #expect(
      dataset.remarks.map { "\($0.evidence.line) \($0.sentence)" } == [
        "15 The pupil has no marks in the file and is left out."
      ])
    #expect(dataset.pupils.map(\.pupil.id) == ["R674123101121"])
  }

  /// Refusals by expat or by our reader, each at its place in the XML.
  @Test(arguments: [
    ("<CTfile><a></b></CTfile>", "1:14", "mismatched tag"),
    ("", "1:1", "no element found"),
    ("pupil,date\n", "1:1", "syntax error"),
    ("<!DOCTYPE x [<!ENTITY a \"aa\">]><CTfile>&a;</CTfile>", "1:13", "document type declaration"),
    ("<CTfile>&bomb;</CTfile>", "1:9", "undefined entity"),
    ("<Census></Census>", "1:1", "begins with `Census`"),
    ("<?xml version=\"1.0\" encoding=\"x-none\"?><CTfile/>", "1:31", "unknown encoding"),
  ])
  func `that cannot be read says why and where`(text: String, place: String, words: String) throws {
    let outcome = files(text).read()
    #expect(outcome.value == nil)
    let diagnostic = try #require(outcome.diagnostics.first)
    #expect(diagnostic.rule == "dataset.malformed")
    #expect(diagnostic.span.file == "ctf.xml")
    #expect("\(diagnostic.span.start.line):\(diagnostic.span.start.column)" == place)
    #expect(diagnostic.message.contains(words), "\(diagnostic.message)")
  }

  @Test func `with hardly a pupil that can be used is an error, not a list`() throws {
    let nobody = String(repeating: "<Pupil></Pupil>", count: 100_001)
    let text = xml(marks: "/\\").replacing("</CTFpupilData>", with: nobody + "</CTFpupilData>")
    let outcome = files(text).read()
    #expect(outcome.value == nil)
    #expect(outcome.diagnostics.map(\.rule) == ["dataset.unusable-rows"])
  }

  @Test func `with elements nested without end is refused`() throws {
    let depth = 100_000
    let text = "<CTfile>" + String(repeating: "<a>", count: depth)
    let diagnostic = try #require(files(text).read().diagnostics.first)
    #expect(diagnostic.message.contains("nested too deep"))
  }

  @Test func `with a string of marks without end is rejected`() throws {
    let text = xml(
      marks: String(repeating: "/", count: 200_000),
      more: """
        <AttendSessions><AttendanceStartDate>2024-09-09</AttendanceStartDate>\
        <AttendanceMarks>/\\</AttendanceMarks></AttendSessions>
        """)
    #expect(
      files(text).read().value?.refused == ["ctf.xml:11 its string of marks is too long to be one"])
  }

  /// More pupils than are read at a time; the school shows at the beginning, in the middle or nowhere.
  @Test(arguments: ["start", "middle", "nowhere"])
  func `is read alike in pieces, wherever its school shows`(header: String) throws {
    let pupil = """
      <Pupil><UPN>NUMBER</UPN><Attendance><YearData><Year>2024</Year><LEA>674</LEA><Estab>ESTAB</Estab>
      <AttendSessions><AttendanceStartDate>2024-09-02</AttendanceStartDate>
      <AttendanceMarks>\(Self.week)</AttendanceMarks></AttendSessions></YearData></Attendance></Pupil>

      """
    let source = "<Header><SourceSchool><LEA>674</LEA><Estab>1001</Estab></SourceSchool></Header>"
    var text = "<CTfile>" + (header == "start" ? source : "") + "\n"
    for number in 0..<3_000 {
      if number == 1_500, header == "middle" { text += source }
      text += pupil.replacing("NUMBER", with: "R\(100_000_000_000 + number)")
        .replacing("ESTAB", with: number % 3 == 2 ? "1002" : "1001")
    }
    text += "<!-- \(String(repeating: "long ", count: 200_000))--></CTfile>\n"
    let dataset = try #require(files(text).read().value)
    #expect(dataset.pupils.count == 2_000)
    #expect(dataset.entries.count == 20_000)
    #expect(dataset.entries.last?.hasSuffix("PM \\ 8998") == true)
    #expect(dataset.refused == [])
    #expect(
      dataset.remarked.contains {
        $0.contains("1,000 strings of marks of 1,000 pupils are of another school")
      })
  }
}
