import CivilTime
import Diagnostics
import PolicyModel
import PositionedYAML
import Registers
import SharedLaw
import Simulation
import Statute
import Testing
import TypedYAML

/// The figures of a whole replay: conformance, distances, consistency and the counterfactual.
@Suite struct `The figures of a replay` {
  private static let duties = """
    rollcall: framework/v1
    duties:
      - id: call
        when: { mark: [N] }
        do: call
        within: 2 days
        cite: [{ source: rollcall, where: a test }]
      - id: letter
        when: { unauthorised_absence: 4 sessions, in: school_year }
        do: letter
        within: 5 days
        cite: [{ source: rollcall, where: a test }]
      - id: meeting
        when: { absence: 5 sessions, in: school_year }
        do: meeting
        cite: [{ source: rollcall, where: a test }]
    """

  private func replay(
    _ register: String, duties: String = Self.duties, policy: String? = nil
  ) throws -> Replay {
    var reading = Reading.empty
    let dataset = inlineDataset(
      "calendar: { terms: [{ from: 2024-09-02, to: 2024-10-25 }] }\n" + register, &reading)
    let document = try policy.map { text in
      let root = YAMLDocument.read(SourceFile(path: "policy.yaml", text: text)).value
      let policy = Policy.read(try #require(root), &reading)
      return PolicyDocument(path: "policy.yaml", own: try #require(policy), layers: [])
    }
    #expect(reading.diagnostics.map(\.message) == [])
    return Simulator(try testFramework(with: duties), document)
      .replay(try #require(dataset))
  }

  private func clause(_ name: String, _ replay: Replay) throws -> Replay.ClauseResult {
    try #require(replay.clauses.first { $0.clause.name == name })
  }

  @Test func `count days to spare, days late and pupils near a threshold`() throws {
    let replay = try replay(
      """
      marks: { P1: "2024-09-02: N/ N/ N/ // // // //", P2: "2024-09-02: OI OI // // // // //" }
      actions:
        - { pupil: P1, date: 2024-09-02, action: call }
        - { pupil: P1, date: 2024-09-04, action: call }
        - { pupil: P1, date: 2024-09-09, action: call }
      """)
    let call = try clause("call", replay)
    #expect((call.tally.met, call.tally.late, call.tally.missed) == (2, 1, 0))
    #expect((call.timing.fewestDaysToSpare, call.timing.daysToSpare) == (1, 3))
    #expect((call.timing.mostDaysLate, call.timing.daysLate) == (3, 3))
    let letter = try clause("letter", replay)
    #expect(letter.isDormant)
    #expect(letter.nearest == nil)
    let meeting = try clause("meeting", replay)
    #expect((meeting.nearest?.threshold, meeting.nearest?.highest) == (5, 4))
    #expect(meeting.nearest?.pupils == 1)
  }

  /// Two of three calls are in time, and every rule about marks that has a case is kept.
  @Test func `give one figure, in which each clause weighs the same`() throws {
    let replay = try replay(
      """
      marks: { P1: "2024-09-02: N/ N/ N/ // // //" }
      actions:
        - { pupil: P1, date: 2024-09-02, action: call }
        - { pupil: P1, date: 2024-09-03, action: call }
        - { pupil: P1, date: 2024-09-09, action: call }
      """)
    let active = replay.practice.count { $0.isChecked && $0.cases > 0 }
    let expected = (6_667 + active * 10_000) * 2 + active + 1
    #expect(replay.conformance.mean?.basisPoints == expected / (2 * (active + 1)))
    #expect((replay.conformance.kept, replay.conformance.broken) == (active, 1))
    #expect(replay.conformance.months.map(\.month) == [9])
    #expect(replay.conformance.months.map(\.judged) == [3])
    #expect(replay.conformance.pupils.map(\.met) == [2])
  }

  @Test func `have no overall figure where nothing was due and nothing is checked`() throws {
    let replay = try replay("marks: { P1: \"2024-09-02: //\" }")
    #expect(try clause("call", replay).isDormant)
    #expect(replay.conformance.dormant >= 2)
  }

  /// Twelve pupils of year 3 are called about, and twelve of year 4 are not.
  @Test func `tell a difference between groups that is more than chance`() throws {
    let names = (1...24).map { "P\($0 + 100)" }
    let marks = names.map { "\($0): \"2024-09-02: N/ // // //\"" }.joined(separator: ", ")
    let pupils = names.enumerated().map { place, name in
      "  - { pupil: \(name), year_group: \"\(place < 12 ? 3 : 4)\" }"
    }
    let actions = names.prefix(12).map { "  - { pupil: \($0), date: 2024-09-02, action: call }" }
    let replay = try replay(
      """
      marks: { \(marks) }
      pupils:
      \(pupils.joined(separator: "\n"))
      actions:
      \(actions.joined(separator: "\n"))
      """)
    let calls = replay.consistency.comparisons.filter { $0.clause == "call" }
    #expect(calls.map(\.group) == ["3", "4"])
    #expect(calls.map(\.kept) == [12, 0])
    #expect(calls.map(\.otherKept) == [0, 12])
    #expect(replay.consistency.differences.map(\.clause) == ["call", "call"])
    #expect(calls.allSatisfy { !$0.isSmall })
  }

  private static let registers = """
    registers: { morning: { opens: 08:50, closes: 09:10 } }
    """

  /// Four marks U at ten past the opening should have been L.
  @Test func `say what would not have followed from the right marks`() throws {
    let days = ["2024-09-02", "2024-09-03", "2024-09-04", "2024-09-05"]
    let arrivals = days.map { "  - { pupil: P1, date: \($0), session: AM, late: 10 minutes }" }
    let replay = try replay(
      """
      marks: { P1: "2024-09-02: U/ U/ U/ U/ //" }
      arrivals:
      \(arrivals.joined(separator: "\n"))
      """, policy: Self.registers)
    #expect(replay.divergences.count { $0.clause == "register.late-before-close" } == 4)
    #expect((replay.counterfactual.marks, replay.counterfactual.pupils) == (4, 1))
    let shift = try #require(replay.counterfactual.shifts.first)
    #expect(replay.counterfactual.shifts.count == 1)
    #expect((shift.clause, shift.recorded?.description) == ("letter", "2024-09-05"))
    #expect(shift.corrected == nil)
  }

  /// One L an hour after the opening is the fourth unauthorised session.
  @Test func `say what should have followed`() throws {
    let replay = try replay(
      """
      marks: { P1: "2024-09-02: O/ O/ O/ L/ //" }
      arrivals: [{ pupil: P1, date: 2024-09-05, session: AM, late: 60 minutes }]
      """, policy: Self.registers)
    let shift = try #require(replay.counterfactual.shifts.first)
    #expect((shift.clause, shift.corrected?.description) == ("letter", "2024-09-05"))
    #expect(shift.recorded == nil)
  }

  /// The N of 2 September was never established: it becomes O, and what N called for goes.
  @Test func `take a reason that was never established as none`() throws {
    let replay = try replay("marks: { P1: \"2024-09-02: N/ // // // // // // // //\" }")
    #expect(replay.counterfactual.marks == 1)
    #expect(replay.counterfactual.shifts == [])
  }

  /// The N becomes O, which changes only counts of one of the two, in any window.
  @Test(arguments: [
    ("{ unexplained_absence: 1 session, in: consecutive }", "2024-09-02 -> never"),
    ("{ unexplained_absence: 2 sessions, in: consecutive, recount: true }", ""),
    ("{ code: [N], count: 1 session, in: term }", "2024-09-02 -> never"),
    ("{ code: [O], count: 1 session, in: term }", "never -> 2024-09-02"),
    ("{ code: [O, M], count: 2 sessions, in: consecutive }", "never -> 2024-09-02"),
    ("{ code: [O], count: 10 %, in: school_year, after: 10 sessions }", "never -> 2024-09-06"),
    ("{ code: [M, N], count: 2 sessions, in: 1 school_weeks }", "2024-09-02 -> never"),
    ("{ code: [M], count: 1 session, in: consecutive }", ""),
    ("{ absence: 2 sessions, in: 5 school_days }", ""),
    ("{ absence: 10 %, in: school_year, after: 10 sessions }", ""),
  ])
  func `move what counts the mark that was wrong`(
    when: String, shift: String
  ) throws {
    let replay = try replay(
      "marks: { P1: \"2024-09-02: NM // // // // // // // //\" }",
      duties: """
        rollcall: framework/v1
        duties:
          - id: duty
            when: \(when)
            do: letter
            cite: [{ source: rollcall, where: a test }]
        """)
    #expect(replay.counterfactual.marks == 1)
    let shifts = replay.counterfactual.shifts.map { shift in
      "\(shift.recorded?.description ?? "never") -> \(shift.corrected?.description ?? "never")"
    }
    #expect(shifts.joined(separator: "; ") == shift)
  }
}

@Suite struct `A pupil's year` {
  @Test func `is told week by week and in order`() throws {
    var reading = Reading.empty
    let dataset = try #require(
      inlineDataset(
        """
        calendar: { terms: [{ from: 2024-09-02, to: 2024-10-25 }] }
        marks: { P1: "2024-09-05: N/ // //", P2: "2024-09-05: //" }
        actions: [{ pupil: P1, date: 2024-09-05, time: 09:20, action: contact_parent }]
        amendments: [{ pupil: P1, date: 2024-09-05, session: AM, original: N, amended: I, amended_on: 2024-09-06 }]
        """, &reading))
    let framework = try #require(EmbeddedLaw.rules)
    let simulator = Simulator(framework, nil)
    let story = try #require(simulator.story(of: "P1", in: dataset))
    #expect(story.weeks.map(\.monday.description) == ["2024-09-02", "2024-09-09"])
    #expect(story.weeks.first?.days[3] == ["I", "/"])
    #expect(
      story.events.map(\.kind) == [.obligation, .obligation, .action, .amendment])
    #expect(story.events.map(\.date) == story.events.map(\.date).sorted())
    #expect(simulator.story(of: "P3", in: dataset) == nil)
  }
}
