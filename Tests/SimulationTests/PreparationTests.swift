import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation
import Statute
import TestSupport
import Testing

/// What only clauses and codes can tell of a register.
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

  /// One day of unexplained absence, and what was done on it.
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

  // MARK: Times on roll

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
