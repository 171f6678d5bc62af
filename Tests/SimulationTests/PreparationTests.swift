import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers
import SharedLaw
import Simulation
import Statute
import TestSupport
import Testing

/// Properties of a register that depend on clauses and codes.
@Suite struct `A register that is replayed` {
  private static let calendar = "calendar: { terms: [{ from: 2024-09-02, to: 2024-09-13 }] }"

  private func replay(_ files: [String: String], _ more: String) throws -> Replay {
    let manifest =
      "rollcall: register/v1\n\(Self.calendar)\nmarks: { file: marks, layout: \(files["layout"] ?? "wide") }\n"
      + more
    let outcome = Dataset.read(SourceFile(path: "register.yaml", text: manifest)) { name in
      files[name].map { DataFile(name: name, bytes: Array($0.utf8)) }
    }
    let dataset = try #require(outcome.value, "\(outcome.diagnostics.map(\.message))")
    let duties = """
      rollcall: framework/v1
      duties:
        - id: call
          when: { unexplained_absence: 1 session }
          do: contact_parent
          within: same_day
          in_force: { from: 2024-09-01 }
          cite: [{ source: rollcall, where: a test }]
      """
    return Simulator(try testFramework(with: duties), nil).replay(dataset)
  }

  private func remarks(_ replay: Replay) -> [String] {
    replay.remarks.map { "\($0.evidence.file):\($0.evidence.line) \($0.sentence)" }
  }

  /// One day of unexplained absence, with the actions of that day.
  private func called(_ words: [String]) throws -> Replay {
    let rows = words.map { "P1,2024-09-03,\($0)\n" }.joined()
    return try replay(
      [
        "marks": "pupil,marks\nP1,//NN////////////////\n",
        "actions": "pupil,date,action\n" + rows,
      ], "actions: { file: actions }\n")
  }

  @Test(arguments: [
    "contact_parent", "Contact Parent", "contact-parent", "CONTACT_PARENT", "Contact  -  parent",
  ])
  func `has its words for actions read in any case and with any joins`(word: String) throws {
    let replay = try called([word])
    #expect(replay.clauses.map(\.tally.met) == [1])
    #expect(remarks(replay) == [])
  }

  @Test(arguments: [
    ("Telephone call", "contact_parent"), ("SMS sent", "contact_parent"),
    ("Phoned mum", "contact_parent"), ("contact_parents", "contact_parent"),
    ("Parent contacted", "contact_parent"), ("Called mum", "contact_parent"),
    ("Parents were contacted", "contact_parent"), ("Letter 1", "letter_to_parents"),
    ("Visiting at home", "home_visit"), ("Warned formally", "formal_warning"),
    ("Fine", "penalty_notice"), ("part time timetabel", "part_time_timetable"),
  ])
  func `has words that no clause knows named with the nearest, once`(
    word: String, near: String
  ) throws {
    let replay = try called([word, word])
    #expect(replay.clauses.map(\.tally.missed) == [1])
    #expect(replay.usage.last?.unusedRows == 2)
    #expect(
      remarks(replay) == [
        "actions:2 `\(word)` (2 rows) is the action of no clause; did you mean `\(near)`?"
      ])
  }

  @Test(arguments: ["attendance_meeting", "Attendance Certificate", "early-help referral"])
  func `has words that the framework knows and no clause asks for without a remark`(
    word: String
  ) throws {
    #expect(remarks(try called([word])) == [])
  }

  @Test(arguments: ["Certificate", "Calligraphy", "recall"])
  func `has words without a near one named all the same`(word: String) throws {
    #expect(
      remarks(try called([word])) == ["actions:2 `\(word)` (1 row) is the action of no clause."])
  }

  /// A clause with an alias of an action is kept by the action, and by a log with the alias.
  @Test(arguments: [
    ("phone_call", ["contact_parent"]), ("phone_call", ["phone_call"]),
    ("phone_call", ["Phone call"]), ("contact_parent", ["contact_parent"]),
  ])
  func `keeps a clause whose policy has another name for its action`(
    word: String, logged: [String]
  ) throws {
    let policy = """
      rollcall: policy/v1
      school: { name: Little Oak, phase: primary, type: maintained }
      follow_up:
        - { id: call, when: { unexplained_absence: 1 session }, do: \(word), within: same_day }
      """
    let document = try #require(
      PolicyDocument.load("p.yaml") { Outcome(SourceFile(path: $0, text: policy)) }.value)
    let rows = logged.map { "P1,2024-09-03,\($0)\n" }.joined()
    let files = [
      "register.yaml": """
      rollcall: register/v1
      calendar: { terms: [{ from: 2024-09-02, to: 2024-09-13 }] }
      marks: { file: marks, layout: wide }
      actions: { file: actions }
      """, "marks": "pupil,marks\nP1,//NN////////////////\n",
      "actions": "pupil,date,action\n" + rows,
    ]
    let dataset = try #require(
      Dataset.read(SourceFile(path: "register.yaml", text: files["register.yaml"] ?? "")) { name in
        files[name].map { DataFile(name: name, bytes: Array($0.utf8)) }
      }.value)
    let framework = try #require(EmbeddedLaw.practice)
    let replay = Simulator(framework, document).replay(dataset)
    for name in ["follow_up.call", "national.first-day-contact"] {
      let clause = try #require(replay.clauses.first { $0.clause.name == name })
      #expect(clause.tally.met == 1 && clause.tally.missed == 0, "\(name)")
    }
    #expect(!replay.remarks.contains { $0.sentence.contains("no clause") })
  }

  /// The slip is in the manifest and is corrected there.
  @Test func `has words mapped to one that no clause knows named where they are mapped`() throws {
    let replay = try replay(
      [
        "marks": "pupil,marks\nP1,////////////////////\n",
        "actions": "pupil,date,action\nP1,2024-09-03,Call\n",
      ],
      "actions: { file: actions, actions: { call: contact_parents } }\n")
    #expect(
      remarks(replay) == [
        "register.yaml:4 `contact_parents` (1 row), which `actions` gives for `call`, is the action of no "
          + "clause; did you mean `contact_parent`?"
      ])
    #expect(replay.usage.last?.unusedRows == 1)
  }

  @Test func `has a dozen unknown words by name, and the rest in one line`() throws {
    let words = (10..<30).map { "errand \($0)" }
    let remarks = remarks(try called(words))
    #expect(remarks.count == 13)
    #expect(remarks.last == "actions:14 The same is so of 8 other words in 8 rows.")
  }

  // MARK: Rows outside the register

  private static let register = "the register, 2 September 2024 to 13 September 2024"

  private func logged(_ rows: [String]) throws -> Replay {
    try replay(
      [
        "marks": "pupil,marks\nP1,//NN////////////////\n",
        "actions": "pupil,date,action\n" + rows.map { "P1,\($0)\n" }.joined(),
      ], "actions: { file: actions }\n")
  }

  @Test(arguments: [
    (
      ["2024-03-09,attendance_meeting", "2024-05-09,Attendance plan", "2024-09-03,contact_parent"],
      2,
      "actions:2 2 rows are dated outside \(register): 9 March 2024 and 9 May 2024. With day and month changed "
        + "over they would lie in it, such as on 3 September 2024: check the dates, and `date_format`."
    ),
    (
      ["2023-09-05,contact_parent"], 1,
      "actions:2 1 row is dated outside \(register): 5 September 2023. With another year, such as on 5 September "
        + "2024, it would lie in it: check the year."
    ),
    (
      ["2024-10-14,contact_parent"], 1,
      "actions:2 1 row is dated outside \(register): 14 October 2024."
    ),
  ])
  func `names the actions dated where no clause looks, once`(
    rows: [String], lost: Int, remark: String
  ) throws {
    let replay = try logged(rows)
    #expect(remarks(replay) == [remark])
    #expect(replay.usage.last?.unusedRows == lost)
  }

  @Test func `counts a row once that has an unknown word and lies outside`() throws {
    let replay = try logged(["2024-03-20,errand"])
    #expect(replay.remarks.count == 2)
    #expect(replay.usage.last?.unusedRows == 1)
  }

  /// Notices count for years, and a late action may follow the last mark.
  @Test(arguments: [
    "2024-08-30,penalty_notice", "2024-08-30,Notice to improve", "2024-09-16,contact_parent",
  ])
  func `uses actions outside that a clause or a rule looks at`(row: String) throws {
    let replay = try logged([row])
    #expect(remarks(replay) == [])
    #expect(!replay.unused.isSome)
  }

  @Test func `does not count school days beyond its calendar`() throws {
    let replay = try logged(["2024-09-18,contact_parent"])
    #expect(replay.clauses.map(\.tally.late) == [1])
    #expect(replay.clauses.map(\.timing.late) == [0])
    let late = try #require(replay.divergences.first { $0.clause == "call" })
    #expect(
      late.message.hasSuffix(
        "It is recorded on 18 September 2024, late, after the register's end."),
      "\(late.message)")
  }

  // MARK: Times on roll

  private static let cause = "for a wrong year, and for day and month changed over."

  @Test(arguments: [
    (
      ",2024-09-03",
      "48 marks of 3 pupils are after the date of leaving, and are not counted. They are most of the marks of 3 "
        + "pupils: check the date of leaving in pupils \(cause)", 3, true
    ),
    (
      "2042-09-03,",
      "60 marks of 3 pupils are before the date of joining, and are not counted. They are most of the marks of 3 "
        + "pupils: check the date of joining in pupils \(cause)", 3, true
    ),
    (
      ",2024-09-12", "6 marks of 3 pupils are after the date of leaving, and are not counted.", 6,
      false
    ),
  ])
  func `does not use the marks off roll, and says it once`(
    dates: String, sentence: String, divergences: Int, isTooMuch: Bool
  ) throws {
    let pupils = ["P1", "P2", "P3"]
    let table = "pupil,joined,left\n" + pupils.map { "\($0),\(dates)\n" }.joined()
    let days = (2...13).filter { $0 != 7 && $0 != 8 }.map { "2024-09-\($0 < 10 ? "0" : "")\($0)" }
    let long = pupils.flatMap { pupil in
      days.flatMap { ["\(pupil),\($0),AM,/\n", "\(pupil),\($0),PM,/\n"] }
    }.joined()
    let wide = pupils.map { "\($0),////////////////////\n" }.joined()
    for (marks, layout) in [
      ("pupil,date,session,code\n" + long, "long"), ("pupil,marks\n" + wide, "wide"),
    ] {
      let replay = try replay(
        ["marks": marks, "pupils": table, "layout": layout], "pupils: { file: pupils }\n")
      #expect(remarks(replay) == ["marks:0 \(sentence)"])
      let usage = try #require(replay.usage.first)
      #expect((usage.unusedCells ?? usage.unusedRows) == Int(sentence.prefix(2).filter(\.isNumber)))
      #expect(replay.unused.isTooMuch == isTooMuch)
      #expect(
        replay.divergences.map(\.clause)
          == Array(repeating: "register.mark-off-roll", count: divergences))
    }
  }

  /// `Z` is the code of a pupil who is not on roll yet, and `#` that of a day without school.
  @Test func `does not miss the signs of those who are not there`() throws {
    let replay = try replay(
      [
        "marks": "pupil,marks\nP1,ZZ##////////////////\n",
        "pupils": "pupil,joined,left\nP1,2024-09-04,\n",
      ], "pupils: { file: pupils }\n")
    #expect(remarks(replay) == [])
    #expect(!replay.unused.isSome)
  }

  @Test func `has the marks after the date of leaving in a Common Transfer File`() throws {
    let xml = """
      <CTfile><CTFpupilData><Pupil><UPN>R674123101121</UPN><Attendance>
      <YearData><AttendSessions><AttendanceStartDate>2024-09-02</AttendanceStartDate>
      <AttendanceMarks>/\\/\\/\\/\\/\\####/\\/\\/\\/\\/\\</AttendanceMarks></AttendSessions></YearData>
      </Attendance><SchoolHistory><School><LeavingDate>2024-09-04</LeavingDate></School></SchoolHistory>
      </Pupil></CTFpupilData></CTfile>
      """
    let replay = try replay(["marks": xml, "layout": "ctf"], "")
    #expect(
      remarks(replay) == [
        "marks:0 14 marks of 1 pupil are after the date of leaving, and are not counted. They are most of the "
          + "marks of 1 pupil: check the date of leaving in marks \(Self.cause)"
      ])
    #expect(replay.unused.line == "Not used: 14 of 20 marks in marks. The reasons stand below.")
  }

  /// Between two times on roll nothing counts, and a run of absence goes on over it.
  @Test func `does not count the sessions between two times on roll`() throws {
    let replay = try replay(
      [
        "marks": "pupil,date,session,code\n"
          + [
            ("02", "/"), ("03", "I"), ("09", "I"), ("10", "/"), ("11", "/"), ("12", "/"),
            ("13", "/"),
          ]
          .map { "P1,2024-09-\($0),AM,\($1)\nP1,2024-09-\($0),PM,\($1)\n" }.joined(),
        "pupils": "pupil,joined,left\nP1,2021-09-01,2024-09-03\nP1,2024-09-09,\n", "layout": "long",
      ], "pupils: { file: pupils }\n")
    #expect(replay.measures.possible == 14)
    #expect(replay.measures.attended == 10)
    #expect(replay.measures.authorised == 4)
    #expect(replay.measures.missing == 0)
    #expect(replay.divergences.map(\.clause) == [])
  }

  @Test func `finds the marks between two times on roll`() throws {
    let replay = try replay(
      [
        "marks": "pupil,marks\nP1,////////////////////\n",
        "pupils": "pupil,joined,left\nP1,,2024-09-03\nP1,2024-09-09,\n",
      ], "pupils: { file: pupils }\n")
    #expect(replay.measures.possible == 14)
    let offRoll = replay.divergences.filter { $0.clause == "register.mark-off-roll" }
    #expect(
      offRoll.map(\.date.description)
        == ["04", "04", "05", "05", "06", "06"].map { "2024-09-\($0)" })
    #expect(replay.divergences.count == offRoll.count)
  }

  // MARK: Totals

  @Test(arguments: [
    ("<SessionsPossible>20</SessionsPossible><SessionsAttended>16</SessionsAttended>", nil),
    (
      "<SessionsAuthorised>4</SessionsAuthorised><SessionsUnauthorised>0</SessionsUnauthorised>",
      nil
    ),
    ("<SessionsPossible>many</SessionsPossible>", nil),
    (
      "<SessionsPossible>20</SessionsPossible><SessionsAttended>12</SessionsAttended>"
        + "<SessionsUnauthorised>8</SessionsUnauthorised>",
      "12 sessions attended for 16 and 8 sessions unauthorised for 0"
    ),
    ("<SessionsPossible>19</SessionsPossible>", "19 sessions possible for 20"),
  ])
  func `is held against the totals of a Common Transfer File`(
    totals: String, difference: String?
  ) throws {
    let xml = """
      <CTfile><CTFpupilData><Pupil><UPN>R674123101121</UPN><Attendance>
      <YearData>\(totals)<AttendSessions><AttendanceStartDate>2024-09-02</AttendanceStartDate>
      <AttendanceMarks>/\\/\\/\\/\\/\\####IIII/\\/\\/\\</AttendanceMarks></AttendSessions></YearData>
      </Attendance></Pupil></CTFpupilData></CTfile>
      """
    let replay = try replay(["marks": xml, "layout": "ctf"], "")
    #expect(
      remarks(replay)
        == [difference].compactMap { $0 }.map { difference in
          "marks:2 The totals of 1 year of attendance contradict the string of marks beside them: here "
            + "\(difference). The string is used; a code of two signs or an older export may be behind it, so "
            + "export the file again."
        })
  }
}
