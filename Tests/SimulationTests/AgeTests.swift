import Clauses
import Diagnostics
import PositionedYAML
import Registers
import SharedLaw
import Simulation
import Statute
import Testing
import TypedYAML

@testable import RandomRegisters

/// Clauses about all pupils on roll, and those about pupils of compulsory school age.
@Suite struct `A pupil's age` {
  private static let law = EmbeddedLaw.everything
  private var framework: Framework? { Self.law }

  private func replay(_ register: String) throws -> Replay {
    var reading = Reading.empty
    let calendar = "calendar: { terms: [{ from: 2024-09-02, to: 2024-12-20 }] }\n"
    let file = SourceFile(path: "example.yaml", text: calendar + register)
    let replay = Simulator.replay(
      example: try #require(YAMLDocument.read(file).value), try #require(framework), &reading)
    #expect(reading.diagnostics.map(\.message) == [])
    return try #require(replay)
  }

  private func raised(_ clause: String, _ replay: Replay) throws -> Int {
    try #require(replay.clauses.first { $0.clause.name == clause }, "\(clause)").tally.raised
  }

  /// The divergences from clauses and rules about every pupil on roll.
  private func differences(_ dataset: Dataset) throws -> [String] {
    let framework = try #require(framework)
    let replay = Simulator(framework, nil).replay(dataset)
    let onRoll = Set(
      framework.practice.filter { $0.concerned.ages == .all }.map(\.id)
        + replay.clauses.map(\.clause).filter { $0.ages == .all }.map(\.name))
    return replay.divergences.filter { onRoll.contains($0.clause) }.map { divergence in
      "\(divergence.clause) \(divergence.pupil ?? "") \(divergence.date) \(divergence.kind) "
        + divergence.message
    }
  }

  /// Adding dates of birth never hides a fault of the register.
  @Test(arguments: UInt64(1)...40)
  func `hides nothing that is asked of every pupil on roll`(seed: UInt64) throws {
    let register = RandomRegister(seed: seed)
    var ageless = register
    for place in ageless.pupils.indices { ageless.pupils[place].birth = nil }
    let (dataset, agelessDataset) = (register.dataset().value, ageless.dataset().value)
    let found = try differences(#require(dataset))
    let foundWithout = try differences(#require(agelessDataset))
    #expect(found == foundWithout)
    #expect(!found.isEmpty)
  }

  /// A pupil in Reception, one in the sixth form, and one of compulsory school age.
  @Test(arguments: ["2020-08-20", "2007-10-04", "2015-05-04"])
  func `excuses no blank, no unknown code and no absence without contact`(birth: String) throws {
    let replay = try replay(
      """
      pupils: [{ pupil: P1, date_of_birth: \(birth), groups: [social_worker] }]
      marks: { P1: "2024-09-02: /. A\\\\ NN HH /\\\\", P2: "2024-09-02: /\\\\ /\\\\ /\\\\ /\\\\ /\\\\" }
      """)
    let found = Set(replay.divergences.map(\.clause))
    for clause in [
      "register.mark-missing", "register.code-unknown", "register.code-retired",
      "national.first-day-contact",
    ] { #expect(found.contains(clause), "\(clause) of \(birth)") }
    #expect(try raised("national.social-worker-told", replay) == 1)
    #expect(try raised("national.reason-established", replay) == 2)
    #expect(replay.measures.pupils == 2)
    #expect(replay.measures.missing == 4)
  }

  /// Twenty sessions of O: at ten a notice is considered, at twenty a return is due.
  private static let absences =
    "marks: { P1: \"2024-09-02: OO OO OO OO OO OO OO OO OO OO\", P2: \"2024-09-02: /\\\\\" }\n"

  /// The school's own clauses: a letter for every pupil on roll, another for some by its `for`, and
  /// a penalty notice, which exists only for pupils of compulsory school age.
  private static let policy = """
    policy:
      school: { name: Hollybank, type: maintained, phase: secondary }
      escalation:
        - { id: letter, when: { unauthorised_absence: 5 sessions, in: term }, do: stage_letter }
        - { id: fine, when: { unauthorised_absence: 5 sessions, in: term }, do: fixed_penalty_notice }
        - id: meeting
          when: { unauthorised_absence: 5 sessions, in: term }
          do: attendance_meeting
          for: [compulsory_school_age]

    """

  @Test(arguments: [
    ("national.penalty-notice-considered", false), ("national.attendance-return", false),
    ("escalation.letter", true), ("escalation.fine", false), ("escalation.meeting", false),
  ])
  func `excuses from returns of absence and from penalties`(
    clause: String, isForAll: Bool
  ) throws {
    for (birth, isOfAge) in [("2012-05-04", true), ("2007-05-04", false)] {
      let pupils = "pupils: [{ pupil: P1, date_of_birth: \(birth) }]\n"
      let replay = try replay(Self.policy + pupils + Self.absences)
      let raised = try raised(clause, replay)
      #expect(raised == (isOfAge || isForAll ? 1 : 0), "\(clause) of \(birth)")
    }
  }

  /// A request has a date, and no session.
  @Test(arguments: [("2012-05-04", 1), ("2007-05-04", 0)])
  func `narrows what no mark opens`(birth: String, found: Int) throws {
    let replay = try replay(
      """
      policy:
        escalation:
          - id: talk
            when: { event: leave_application }
            do: attendance_meeting
            for: [compulsory_school_age]
      pupils: [{ pupil: P1, date_of_birth: \(birth) }]
      leave: [{ pupil: P1, applied_on: 2024-09-03, first_day: 2024-09-05 }]
      marks: { P1: "2024-09-02: /\\\\ /\\\\ /\\\\ /\\\\" }
      """)
    #expect(try raised("escalation.talk", replay) == found)
    #expect(try raised("national.leave-decided", replay) == 1)
  }

  @Test func `leaves sessions out of the rates, and says how many`() throws {
    let replay = try replay(
      """
      pupils:
        - { pupil: P1, date_of_birth: 2020-05-04 }
        - { pupil: P2, date_of_birth: 2019-12-31 }
        - { pupil: P3, date_of_birth: 2019-08-31 }
        - { pupil: P4, date_of_birth: 2019-08-30, joined: 2024-09-03 }
      marks:
        P1: "2024-09-02: OO LU"
        P2: "2024-09-02: OO /\\\\"
        P3: "2024-09-02: OO /\\\\"
        P4: "2024-09-03: /\\\\"
      """)
    let measures = replay.measures
    #expect(measures.pupils == 4)
    #expect(measures.possible == 6)
    #expect(measures.unauthorised == 2)
    #expect(measures.late == 1)
    #expect(measures.lateAfterClose == 1)
    #expect(measures.outsideAge.throughout == 2)
    #expect(measures.outsideAge.partly == 0)
    #expect(measures.outsideAge.sessions == 8)
  }

  /// 31 December 2024 is the prescribed day after the fifth birthday.
  @Test func `changes within a register`() throws {
    let autumn = Array(repeating: "OO", count: 5).joined(separator: " ")
    var reading = Reading.empty
    let dataset = try #require(
      inlineDataset(
        """
        calendar: { terms: [{ from: 2024-12-16, to: 2025-02-28 }] }
        pupils: [{ pupil: P1, date_of_birth: 2019-10-04 }]
        marks: { P1: "2024-12-30: \(autumn)", P2: "2024-12-30: /\\\\" }
        """, &reading))
    let law = try #require(framework)
    let replay = Simulator(law, nil).replay(dataset)
    #expect(replay.measures.outsideAge.partly == 1)
    #expect(replay.measures.outsideAge.sessions == 2)
    #expect(replay.measures.unauthorised == 8)
    let story = try #require(Simulator(law, nil).story(of: "P1", in: dataset))
    #expect(story.measures.outsideAge == replay.measures.outsideAge)
    #expect(story.weeks.flatMap(\.days).joined().compactMap { $0 }.count == 10)
  }

  /// Regulation 10(1): each registered pupil who is not a boarder.
  @Test func `and boarding are things of their own: a boarder's blank is no missing mark`() throws {
    let replay = try replay(
      """
      pupils: [{ pupil: P1, groups: [boarder] }, { pupil: P2 }]
      marks: { P1: "2024-09-02: .. A\\\\ /\\\\", P2: "2024-09-02: /\\\\ /. /\\\\" }
      """)
    let missing = replay.divergences.filter { $0.clause == "register.mark-missing" }
    #expect(missing.map(\.pupil) == ["P2"])
    #expect(
      replay.divergences.contains { $0.clause == "register.code-unknown" && $0.pupil == "P1" })
    #expect(replay.measures.missing == 2)
  }

  @Test func `and registration are things of their own: the main school owes what is owed once`()
    throws
  {
    func replayed(_ registration: String) throws -> Replay {
      try replay(
        """
        pupils: [{ pupil: P1, registration: \(registration) }]
        marks: { P1: "2024-09-02: NN .\\\\", P2: "2024-09-02: /\\\\ /\\\\" }
        """)
    }
    let (main, subsidiary) = (try replayed("main"), try replayed("subsidiary"))
    #expect(try raised("national.first-day-contact", main) == 1)
    #expect(try raised("national.first-day-contact", subsidiary) == 0)
    #expect(try raised("national.reason-established", subsidiary) == 2)
    #expect(subsidiary.divergences.contains { $0.clause == "register.mark-missing" })
    #expect((main.subsidiaryPupils, subsidiary.subsidiaryPupils) == (0, 1))
    #expect(main.notChecked.contains { $0.contains("subsidiary") } == false)
    let said = subsidiary.notChecked.filter {
      $0.contains("1 pupil has a subsidiary registration")
        && $0.contains("national.first-day-contact")
        && !$0.contains("national.reason-established")
    }
    #expect(said.count == 1)
  }
}
