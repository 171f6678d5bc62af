import Diagnostics
import PolicyTests
import Statute
import Testing

/// The policy that one test is run under.
@Suite struct `The policy of a test` {
  private static let late =
    "marks: { P1: \"2024-09-02: L\\\\\", P2: \"2024-09-02: II II\" }\n    "
    + "arrivals: [{ pupil: P1, date: 2024-09-02, session: AM, late: 15 minutes }]"

  /// The file's policy closes the morning register at 09:10, and writes after three days.
  private static let changes: [(policy: String, expect: String)] = [
    ("{}", "{ clause: register.late-after-close, diverges: none }"),
    (
      "{ registers: { morning: { closes: 09:00 } } }",
      "{ clause: register.late-after-close, diverges: misrecorded }"
    ),
    // A key that is not given keeps its value: the time of opening.
    (
      "{ registers: { morning: { closes: 09:04 } } }",
      "{ clause: register.late-after-close, on: 2024-09-02, diverges: misrecorded }"
    ),
    (
      "{ escalation: [{ id: letter, when: { absence: 2 days, in: term }, do: stage_letter, within: 1 week }] }",
      "{ clause: escalation.letter, pupil: P2, fires: 2024-09-03, due: 2024-09-10 }"
    ),
    // A list is replaced as a whole.
    (
      "{ escalation: [{ id: card, when: { absence: 1 day, in: term }, do: card, within: 1 week }] }",
      "{ clause: escalation.card, fires: 2024-09-02 }"
    ),
    (
      "{ leave_of_absence: { decision_within: 2 school_days } }",
      "{ clause: leave_of_absence.decision_within, fires: never }"
    ),
    (
      "{ school: { name: Elm School, phase: primary, type: independent } }",
      "{ clause: escalation.letter, fires: never }"
    ),
  ]

  @Test(arguments: changes)
  func `is the file's with what the test changes`(policy: String, expect: String) throws {
    let failures = try TestFiles.failures(
      Self.late.replacing(
        "15 minutes", with: policy.contains("closes") ? "15 minutes" : "5 minutes"),
      expect: expect, besides: "policy: \(policy)")
    #expect(failures.isEmpty, "\(failures.map(\.found))")
  }

  private static let faults: [(policy: String, rule: String)] = [
    ("{ nonsense: { whatever: 1 } }", "format.unknown-key"),
    ("{ registers: { morning: { closes: noon } } }", "format.value"),
    ("{ rollcall: cluster/v1 }", "format.kind"), ("{ follows: [nowhere.yaml] }", "format.follows"),
    ("{ sources: { registers.morning.closs: { quote: x } } }", "format.unknown-path"),
    ("oak.yaml", "tests.policy"), ("[elm.yaml]", "format.value"), ("", "format.value"),
    // The file's stages are replaced, so that the letter is no clause of this test.
    (
      "{ escalation: [{ id: card, when: { absence: 1 day, in: term }, do: card }] }",
      "tests.unknown-clause"
    ),
  ]

  @Test(arguments: faults)
  func `is refused at its place where it makes no sense`(policy: String, rule: String) throws {
    let problems = try TestFiles.problems(
      TestFiles.test(
        "marks: { P1: \"2024-09-02: /\\\\\" }",
        expect: "{ clause: escalation.letter, fires: never }",
        besides: "policy: \(policy)"))
    #expect(problems.map(\.rule).contains(rule), "\(problems.map(\.message))")
  }

  @Test func `may be another file's`() throws {
    let text = TestFiles.test(
      "marks: { P1: \"2024-09-02: II II II\" }",
      expect: "{ clause: escalation.letter, fires: 2024-09-04 }",
      besides: "policy: elm.yaml"
    ).replacing("\npolicy: elm.yaml\ntests", with: "\ntests")
    #expect(try TestFiles.run(text).results.map(\.isPassed) == [true])
  }

  @Test func `may be the test's own where the file names none`() throws {
    let text = TestFiles.test(
      "marks: { P1: \"2024-09-02: II II II\" }",
      expect: "{ clause: escalation.card, fires: 2024-09-02 }",
      besides:
        "policy: { escalation: [{ id: card, when: { absence: 1 day, in: term }, do: card, within: 1 week }] }"
    ).replacing("\npolicy: elm.yaml\ntests", with: "\ntests")
    #expect(try TestFiles.run(text).results.map(\.isPassed) == [true])
  }

  /// The letter after two days is not the clause that the file's policy has.
  @Test func `does not exercise the clauses that it changes`() throws {
    func exercised(_ policy: String) throws -> [String] {
      try TestFiles.run(
        TestFiles.test(
          "marks: { P1: \"2024-09-02: II II II\" }", expect: "{ measure: pupils, is: 1 }",
          besides: "policy: \(policy)")
      ).clauses.filter(\.isExercised).map(\.name)
    }
    let letter =
      "{ id: letter, when: { absence: 2 days, in: term }, do: stage_letter, within: 1 week }"
    #expect(
      try exercised("{ registers: { morning: { closes: 09:00 } } }").contains("escalation.letter"))
    #expect(try exercised("{ escalation: [\(letter)] }").contains("escalation.letter") == false)
  }

  /// The sixth day of a suspension does not bind independent schools.
  @Test(arguments: [
    ("fires: never", []), ("diverges: none", []), ("outcome: missed", ["tests.unknown-clause"]),
  ])
  func `is asked nothing of a duty that does not bind it, and may say so`(
    expect: String, found: [String]
  ) throws {
    let problems = try TestFiles.problems(
      TestFiles.test(
        "marks: { P1: \"2024-09-02: /\\\\ EE EE EE EE EE EE /\\\\\" }",
        expect: "{ clause: national.sixth-day-provision, pupil: P1, \(expect) }"),
      policy: TestFiles.policy.replacing("maintained", with: "independent"))
    #expect(problems.map(\.rule) == found)
  }

  private static let welsh = TestFiles.policy.replacing(
    "type: maintained", with: "type: maintained, local_authority: gwynedd")
  private static let away = "marks: { P1: \"2024-09-02: NN NN NN\" }"

  @Test func `in another nation has its own clauses alone`() throws {
    let text = TestFiles.test(
      Self.away, expect: "{ clause: escalation.letter, pupil: P1, fires: 2024-09-04 }")
    let run = try #require(try TestFiles.load(text, policy: Self.welsh).value).run()
    #expect(run.results.flatMap(\.failures).map(\.found) == [])
    #expect(run.notAsked?.contains("Wales") == true)
    #expect(run.clauses.allSatisfy { $0.origin == .policy })
    #expect(try TestFiles.run(text).notAsked == nil)
  }

  @Test func `in another nation is not bound by the law's clauses, and is told why`() throws {
    let text = TestFiles.test(
      Self.away, expect: "{ clause: national.first-day-contact, fires: 2024-09-02 }")
    let found = try TestFiles.problems(text, policy: Self.welsh)
    #expect(found.map(\.rule) == ["tests.unknown-clause"])
    #expect(found.first?.help?.contains("Wales") == true)
  }

  @Test(arguments: [
    ("limit: 2 sessions", "exceeded"), ("limit: 2 sessions, limit_for: [weddings]", "exceeded"),
    ("limit: 2 sessions, limit_for: [funeral]", "none"),
  ])
  func `limits the leave that its limit is for`(limit: String, expected: String) throws {
    let failures = try TestFiles.failures(
      """
      marks: { P1: "2024-09-02: CC CC" }
          leave: [{ pupil: P1, applied_on: 2024-07-01, first_day: 2024-09-02, last_day: 2024-09-03, reason: wedding, decision: granted }]
      """, expect: "{ clause: leave.beyond-limit, diverges: \(expected) }",
      besides: "policy: { leave_of_absence: { \(limit) } }")
    #expect(failures.map(\.found) == [])
  }
}
