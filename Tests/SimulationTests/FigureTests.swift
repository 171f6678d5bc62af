import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation
import Statute
import Testing
import TypedYAML

/// The basis of a figure, and the least data for one.
@Suite struct `A figure of a replay` {
  private func replay(_ duty: String, _ register: String) throws -> Replay {
    var reading = Reading.empty
    let dataset = inlineDataset(register, &reading)
    #expect(reading.diagnostics.map(\.message) == [])
    let framework = try testFramework(
      with: """
        rollcall: framework/v1
        duties:
          - id: duty
            \(duty.split(separator: "\n").joined(separator: "\n    "))
            cite: [{ source: rollcall, where: a test }]
        """)
    return Simulator(framework, nil).replay(try #require(dataset))
  }

  private func clause(_ replay: Replay) throws -> Replay.ClauseResult {
    try #require(replay.clauses.first { $0.clause.name == "duty" })
  }

  private static let autumn = "calendar: { terms: [{ from: 2024-09-02, to: 2024-12-20 }] }\n"

  /// One of 16 December is due after the calendar's end, so its days to spare are not known.
  @Test func `is over the obligations whose due date is known`() throws {
    let result = try clause(
      replay(
        "when: { mark: [N] }\ndo: letter\nwithin: 10 school_days",
        Self.autumn + """
          marks: { P1: "2024-09-02: N/", P2: "2024-12-16: N/" }
          actions:
            - { pupil: P1, date: 2024-09-04, action: letter }
            - { pupil: P2, date: 2024-12-17, action: letter }
          """))
    #expect((result.tally.met, result.timing.met) == (2, 1))
    #expect((result.timing.daysToSpare, result.timing.fewestDaysToSpare) == (8, 8))
  }

  /// From Monday 2 September, done on Friday 6 September, or a week later.
  private static let units:
    [(within: String, done: String, unit: UnitOfCount, toSpare: Int?, late: Int?)] = [
      ("9 school_days", "2024-09-06", .schoolDays, 5, nil),
      ("9 working_days", "2024-09-06", .workingDays, 5, nil),
      ("11 days", "2024-09-06", .days, 7, nil), ("1 week", "2024-09-06", .days, 3, nil),
      ("1 month", "2024-09-06", .days, 26, nil), ("same_day", "2024-09-06", .schoolDays, nil, 4),
      ("4 school_days", "2024-09-09", .schoolDays, nil, 1), ("4 days", "2024-09-09", .days, nil, 3),
      // A Saturday after a Friday is late by the Monday's school day.
      ("4 school_days", "2024-09-07", .schoolDays, nil, 1),
      ("4 working_days", "2024-09-08", .workingDays, nil, 1),
    ]

  @Test(arguments: units)
  func `about distance is in the unit of the limit`(
    within: String, done: String, unit: UnitOfCount, toSpare: Int?, late: Int?
  ) throws {
    let result = try clause(
      replay(
        "when: { mark: [N] }\ndo: letter\nwithin: \(within)",
        Self.autumn + """
          marks: { P1: "2024-09-02: N/ // // // // // // // // // // // // // // // // // // // // // // //" }
          actions: [{ pupil: P1, date: \(done), action: letter }]
          """))
    #expect(result.timing.unit == unit)
    #expect(result.timing.fewestDaysToSpare == toSpare)
    #expect(result.timing.mostDaysLate == late)
  }

  private static let absent = autumn + "marks: { P1: \"2024-09-02: OO OO OO // //\" }"

  @Test(arguments: [
    ("{ from: 2000-01-01, to: 2024-09-01 }", false), ("{ from: 2024-09-07 }", false),
    ("{ from: 2000-01-01, to: 2024-09-02 }", true), ("{ from: 2024-09-06 }", true),
  ])
  func `is of clauses that bind during the register`(inForce: String, isThere: Bool) throws {
    let found = try replay(
      "when: { absence: 20 sessions, in: school_year }\ndo: letter\nwithin: 5 days\nin_force: \(inForce)",
      Self.absent)
    #expect(found.clauses.map(\.clause.name) == (isThere ? ["duty"] : []))
    #expect(found.clauses.allSatisfy { $0.nearest == nil })
    #expect(found.practice.allSatisfy { $0.rule.inForce.intersection(found.dates) != nil })
  }

  /// Six sessions by Wednesday; on Tuesday, the last day in force, there were four.
  @Test func `about nearness counts only while the clause is in force`() throws {
    func highest(_ inForce: String) throws -> Int? {
      try clause(
        replay(
          "when: { absence: 7 sessions, in: school_year }\ndo: letter\nwithin: 5 days\n"
            + "in_force: \(inForce)", Self.absent)
      ).nearest?.highest
    }
    #expect(try highest("{ from: 2000-01-01 }") == 6)
    #expect(try highest("{ from: 2000-01-01, to: 2024-09-03 }") == nil)
    #expect(try highest("{ from: 2024-09-04 }") == 6)
    #expect(try highest("{ from: 2024-09-05 }") == nil)
  }

  /// More than six sessions are seven, and three days are six.
  @Test(arguments: [
    ("more than 6 sessions", 7, 6, false), ("4 days", 8, nil, true), ("7 sessions", 7, 6, false),
    ("more than 3 days", 7, 6, true),
  ])
  func `about nearness is of the count that fires`(
    threshold: String, fires: Int, highest: Int?, isInDays: Bool
  ) throws {
    let result = try clause(
      replay(
        "when: { absence: \(threshold), in: school_year }\ndo: letter\nwithin: 5 days", Self.absent)
    )
    #expect(result.nearest?.highest == highest)
    if let nearest = result.nearest {
      #expect((nearest.threshold, nearest.isInDays) == (fires, isInDays))
    }
  }

  /// A call for each of some marks, each made on its day, in two weeks of data or fewer.
  @Test(arguments: [(10, 10, false), (9, 10, true), (10, 9, true), (2, 2, true), (0, 10, true)])
  func `is not given of too little`(calls: Int, days: Int, isTooLittle: Bool) throws {
    let marks = (0..<days).map { $0 == days - 1 ? String(repeating: "N", count: 1) + "/" : "//" }
    let pupils = (0..<10).map { number in
      "P\(number): \"2024-09-02: \(number < calls ? marks.joined(separator: " ") : Array(repeating: "//", count: days).joined(separator: " "))\""
    }
    let last = try #require(CivilDate("2024-09-02")).adding(days: days - 1 + (days > 5 ? 2 : 0))
    let actions = (0..<max(1, calls)).map { "{ pupil: P\($0), date: \(last), action: letter }" }
    let found = try replay(
      "when: { mark: [N] }\ndo: letter\nwithin: same_day",
      Self.autumn + "marks: { \(pupils.joined(separator: ", ")) }\n"
        + "actions: [\(actions.joined(separator: ", "))]")
    #expect((found.conformance.judged, found.conformance.met) == (calls, calls))
    #expect(found.conformance.schoolDays == days)
    #expect(found.conformance.isTooLittle == isTooLittle)
    #expect((found.conformance.overall == nil) == isTooLittle)
    #expect(found.conformance.mean == Percentage(basisPoints: 10_000))
  }

  /// Three letters are called for, and one is sent.
  @Test func `is not of promises without a deadline`() throws {
    let found = try replay(
      "when: { mark: [N] }\ndo: letter",
      Self.autumn + """
        marks: { P1: "2024-09-02: N/ // //", P2: "2024-09-02: NN // //" }
        actions: [{ pupil: P1, date: 2024-09-04, action: letter }]
        """)
    let result = try clause(found)
    #expect(!result.hasDeadline)
    #expect((result.tally.raised, result.tally.done, result.tally.notDone) == (3, 1, 2))
    #expect((result.tally.judged, result.tally.pending) == (0, 0))
    #expect((found.conformance.judged, found.conformance.months.map(\.judged)) == (0, []))
    #expect(found.conformance.pupils.isEmpty)
    #expect(found.consistency.comparisons.isEmpty)
    #expect(found.divergences.filter { $0.clause == "duty" }.isEmpty)
  }

  /// An obligation in the last days of a register that is cut in mid-term stays pending.
  @Test func `leaves out what is not yet due where the register is cut`() throws {
    let found = try replay(
      "when: { mark: [N] }\ndo: letter\nwithin: 5 school_days",
      Self.autumn + "marks: { P1: \"2024-09-02: N/ // // // // NN // // // // //\" }")
    let tally = try clause(found).tally
    #expect((tally.raised, tally.missed, tally.pending) == (3, 3, 0))
    let cut = try replay(
      "when: { mark: [N] }\ndo: letter\nwithin: 5 school_days",
      Self.autumn + "marks: { P1: \"2024-09-02: N/ // // // // NN // // //\" }")
    let open = try clause(cut).tally
    #expect((open.raised, open.missed, open.pending) == (3, 1, 2))
  }
}
