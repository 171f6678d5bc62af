import Clauses
import Diagnostics
import PositionedYAML
import SharedLaw
import Simulation
import Statute
import Testing
import TypedYAML

/// Occasions that open obligations, and actions that precede them.
@Suite struct `An occasion` {
  private static let law = EmbeddedLaw.everything

  private static let autumn =
    "calendar: { terms: [{ from: 2024-09-02, to: 2024-12-20, half_term: { from: 2024-10-28, to: 2024-11-01 } }] }\n"

  private func replay(_ register: String, calendar: String = autumn) throws -> Replay {
    var reading = Reading.empty
    let file = SourceFile(path: "example.yaml", text: calendar + register)
    let replay = Simulator.replay(
      example: try #require(YAMLDocument.read(file).value), try #require(Self.law), &reading)
    #expect(reading.diagnostics.map(\.message) == [])
    return try #require(replay)
  }

  private func tally(_ clause: String, _ replay: Replay) throws -> Replay.Tally {
    try #require(replay.clauses.first { $0.clause.name == clause }, "\(clause)").tally
  }

  private static let ill = Array(repeating: "II", count: 20).joined(separator: " ")

  /// A notice handed over before the suspension begins, a return once the illness is expected to last, a return of
  /// a pupil who is to begin on Monday, a school that tells of a timetable before it begins.
  @Test(arguments: [
    (
      "national.suspension-notice", "/\\\\ EE EE /\\\\", "", "2024-09-02, action: suspension_notice"
    ),
    ("national.sickness-return", ill, "", "2024-09-10, action: sickness_return"),
    ("national.sickness-return-each-time", ill, "", "2024-09-10, action: sickness_return"),
    (
      "national.sixth-day-provision", "EE EE EE EE EE EE EE", "",
      "2024-09-05, action: alternative_provision"
    ),
    (
      "national.new-pupil-return", "..",
      "pupils: [{ pupil: P1, year_group: \"3\", joined: 2024-09-09 }]",
      "2024-09-06, action: new_pupil_return"
    ),
  ])
  func `that is known beforehand may be answered beforehand`(
    clause: String, marks: String, pupils: String, action: String
  ) throws {
    let replay = try replay(
      """
      \(pupils)
      marks: { P1: "2024-09-02: \(marks)", P2: "2024-12-20: /\\\\" }
      actions: [{ pupil: P1, date: \(action) }]
      """)
    let tally = try tally(clause, replay)
    #expect(tally.raised == 1)
    #expect(tally.met == 1)
  }

  @Test func `long before is another`() throws {
    let replay = try replay(
      """
      marks: { P1: "2024-11-25: EE /\\\\", P2: "2024-09-02: /\\\\" }
      actions: [{ pupil: P1, date: 2024-10-01, action: suspension_notice }]
      """)
    #expect(try tally("national.suspension-notice", replay).missed == 1)
  }

  /// Two rows of the pupils' table for a move to another class, or to the next year: no pupil left.
  @Test(arguments: [
    ("left: 2024-09-09", "joined: 2024-09-10", 0), ("left: 2024-09-06", "joined: 2024-09-09", 0),
    ("left: 2024-09-09", "joined: 2024-09-11", 1),
  ])
  func `of leaving and joining is none where no session is between`(
    left: String, joined: String, returns: Int
  ) throws {
    let replay = try replay(
      """
      pupils: [{ pupil: P1, class: 8A, \(left) }, { pupil: P1, class: 8B, \(joined) }]
      marks: { P1: "2024-09-02: /\\\\ /\\\\ /\\\\ /\\\\ /\\\\ /\\\\", P2: "2024-10-25: /\\\\" }
      """)
    #expect(try tally("national.deletion-return", replay).raised == returns)
    #expect(try tally("national.new-pupil-return", replay).raised == returns)
  }

  /// The first of September is no school day; a calendar that leaves out the autumn does not reach back to it.
  @Test(arguments: [
    ("2024-09-03", "2024-09-01", "9", 1), ("2024-09-03", "2024-08-20", "9", 1),
    ("2024-09-03", "2024-07-20", "9", 0), ("2025-01-06", "2024-09-03", "9", 0),
  ])
  func `of joining before the first mark is within a register that begins with the school year`(
    from: String, joined: String, year: String, raised: Int
  ) throws {
    let replay = try replay(
      """
      pupils: [{ pupil: P1, year_group: "\(year)", joined: \(joined) }]
      marks: { P1: "\(from): /\\\\ /\\\\", P2: "2025-04-04: /\\\\" }
      policy: { school: { name: A School, phase: secondary, years: Year 7 to Year 11 } }
      """,
      calendar: "calendar: { terms: [{ from: \(from), to: 2025-04-04 }] }\n")
    #expect(try tally("national.new-pupil-return", replay).raised == raised)
  }

  /// Without a date of birth the year group determines the age, except in Reception and Year 11.
  @Test(arguments: [("N2", 0), ("12", 0), ("5", 1), ("R", 1)])
  func `of ten sessions is one for pupils whose year is of compulsory school age`(
    year: String, raised: Int
  ) throws {
    let replay = try replay(
      """
      pupils: [{ pupil: P1, year_group: "\(year)" }, { pupil: P2, date_of_birth: 2015-05-04 }]
      marks: { P1: "2024-09-02: OO OO OO OO OO", P2: "2024-09-02: /\\\\ /\\\\ /\\\\ /\\\\ /\\\\" }
      """)
    #expect(try tally("national.penalty-notice-considered", replay).raised == raised)
    let sentence =
      raised == 0
      ? "1 pupil without a date of birth is taken not to be of compulsory school age, by the year group."
      : "1 pupil without a date of birth is taken to be of compulsory school age."
    #expect(replay.assumptions.contains(sentence), "\(replay.assumptions)")
  }

  @Test(arguments: [("5", 1, false), ("R", 0, true), ("12", 0, false)])
  func `of X is judged by the year group, or said not to be`(
    year: String, found: Int, isUnjudged: Bool
  ) throws {
    let rule = "register.not-required-of-compulsory-age"
    let replay = try replay(
      """
      pupils: [{ pupil: P1, year_group: "\(year)" }]
      marks: { P1: "2024-09-02: XX", P2: "2024-09-02: /\\\\" }
      """)
    #expect((replay.divergences.filter { $0.clause == rule }.count > 0) == (found > 0))
    #expect(replay.notChecked.contains { $0.contains(rule) } == isUnjudged)
  }

  /// Events before the first mark of an export made in mid-year are no cases.
  @Test func `before the first mark is no case`() throws {
    let marks = "marks: { P1: \"2024-10-14: /\\\\ /\\\\ /. /\\\\\" }\n"
    func cases(from: String) throws -> Int {
      let replay = try replay(
        marks, calendar: "calendar: { terms: [{ from: \(from), to: 2024-12-20 }] }\n")
      return try #require(
        replay.practice.first { $0.rule.id == "register.mark-missing" }, "mark-missing"
      ).cases
    }
    #expect(try cases(from: "2024-09-02") == cases(from: "2024-10-14"))
  }

  /// Of two notices to one parent the first was withdrawn, by whichever record.
  @Test(arguments: [
    ("detail: { withdrawn: yes }", "", 0), ("detail: { withdrawn: \"2024-09-25\" }", "", 0),
    ("detail: { withdrawn: no }", "", 1), ("", "", 1),
    ("", ", { pupil: P1, date: 2024-09-25, action: penalty_notice_withdrawn, parent: A }", 0),
    ("", ", { pupil: P1, date: 2024-09-25, action: penalty_notice_withdrawn, parent: B }", 1),
  ])
  func `of a notice is none where it was withdrawn`(detail: String, more: String, found: Int) throws
  {
    let own = detail.isEmpty ? "" : ", \(detail)"
    let replay = try replay(
      """
      marks: { P1: "2024-09-02: OO OO OO OO OO", P2: "2024-12-20: /\\\\" }
      actions:
        [{ pupil: P1, date: 2024-09-16, action: penalty_notice, parent: A, amount: £160\(own) }\(more),
         { pupil: P1, date: 2024-10-16, action: penalty_notice, parent: A, amount: £160 }]
      """)
    #expect(replay.divergences.count { $0.clause == "penalty.same-absence-again" } == found)
  }
}
