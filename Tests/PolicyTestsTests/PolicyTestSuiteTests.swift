import Diagnostics
import PolicyTests
import Testing

/// Problems of a file of tests are reported at their places, with a remedy.
@Suite struct `A file of policy tests` {
  private static let marks = "marks: { P1: \"2024-09-02: /\\\\\" }"

  private static let faults: [(expect: String, rule: String, help: String)] = [
    (
      "{ clause: escalation.leter, fires: 2024-09-04 }", "tests.unknown-clause",
      "`escalation.letter`"
    ),
    ("{ clause: letter, fires: 2024-09-04 }", "tests.unknown-clause", "`escalation.letter`"),
    ("{ clause: nothing.of.the.sort, fires: never }", "tests.unknown-clause", "rollcall rules"),
    ("{ clause: register.late-after-closing, diverges: none }", "tests.unknown-clause", "close`"),
    ("{ clause: escalation.letter, pupil: P2, fires: never }", "tests.unknown-pupil", "`P1`"),
    ("{ clause: escalation.letter, fire: never }", "format.unknown-key", "`fires`"),
    ("{ clause: escalation.letter, fires: 2024-09-31 }", "format.value", "write `2024-09-30`"),
    ("{ clause: escalation.letter, fires: 13 Sept 2024 }", "format.value", "Write `2024-09-13`."),
    ("{ clause: escalation.letter, fires: sometimes }", "format.value", "`never`"),
    ("{ clause: escalation.letter, outcome: mett }", "format.value", "`met`"),
    ("{ clause: escalation.letter, diverges: mised }", "format.value", "`missed`"),
    ("{ clause: escalation.letter, diverges: nothing }", "format.value", "`none`"),
    ("{ measure: unauthorized, is: 1 }", "format.value", "`unauthorised`"),
    ("{ measure: possible, is: -1 }", "format.value", "`10`"),
    ("{ measure: possible, is: 99999999999999999999 }", "format.value", "`10`"),
    ("{ clause: escalation.letter, diverges: none, session: am }", "format.value", "`AM`"),
    ("{ clause: escalation.letter }", "format.expectation", "`fires: 2024-09-13`"),
    ("{ clause: escalation.letter, on: 2024-09-04 }", "format.expectation", "`diverges: missed`"),
    ("{ fires: 2024-09-04 }", "format.expectation", "`clause"),
    ("{ diverges: none }", "format.expectation", "`clause"),
    ("{ clause: escalation.letter, fires: never, due: 2024-09-04 }", "format.expectation", "`due`"),
    (
      "{ clause: escalation.letter, fires: never, diverges: none }", "format.expectation",
      "one entry for each"
    ),
    ("{ measure: possible }", "format.expectation", "is: 10"),
    ("{ is: 10 }", "format.expectation", "measure: unauthorised"),
    ("{ measure: possible, is: 1, pupil: P1 }", "format.expectation", "Leave out"),
  ]

  @Test(arguments: faults)
  func `says what is wrong with an expectation`(
    expect: String, rule: String, help: String
  ) throws {
    let problems = try TestFiles.problems(TestFiles.test(Self.marks, expect: expect))
    #expect(problems.map(\.rule) == [rule], "\(problems.map(\.message))")
    let problem = try #require(problems.first)
    #expect(problem.span.start.line == 9)
    #expect(problem.help?.contains(help) ?? false, "\(problem.help ?? "no help")")
  }

  private static let right = "{ clause: escalation.letter, fires: never }"

  @Test(arguments: [
    "actions: [{ pupil: P2, date: 2024-09-02, action: home_visit }]",
    "amendments: [{ pupil: P2, date: 2024-09-02, session: AM, amended_on: 2024-09-03 }]",
    "leave: [{ pupil: P2, applied_on: 2024-09-02, first_day: 2024-09-30 }]",
    "exclusions: [{ pupil: P2, first_day: 2024-09-02 }]",
    "arrivals: [{ pupil: P2, date: 2024-09-02, session: AM, late: 5 minutes }]",
    "recorded: [{ pupil: P2, date: 2024-09-02, session: AM, recorded_on: 2024-09-03 }]",
  ])
  func `knows the pupils of each table`(table: String) throws {
    let problems = try TestFiles.problems(
      TestFiles.test(Self.marks, expect: Self.right, besides: table))
    #expect(problems.map(\.rule) == ["tests.unknown-pupil"])
    #expect(problems.map(\.span.start.line) == [7])
    let known = TestFiles.test(
      Self.marks, expect: Self.right, besides: "pupils: [{ pupil: P2 }]\n    \(table)")
    #expect(try TestFiles.problems(known).map(\.message) == [])
  }

  @Test(arguments: [
    (
      "leave: [{ pupil: P1, applied_on: 2024-09-02, first_day: 2024-09-20, last_day: 2024-09-10, decision: refused }]",
      "dataset.ends-before-it-begins"
    ),
    (
      "exclusions: [{ pupil: P1, first_day: 2024-09-20, last_day: 2024-09-10 }]",
      "dataset.ends-before-it-begins"
    ),
    (
      "pupils: [{ pupil: P1, joined: 2024-09-20, left: 2024-09-10 }]",
      "dataset.ends-before-it-begins"
    ),
    (
      "leave: [{ pupil: P1, applied_on: 2024-09-02, first_day: 2024-09-20, decision: grnted }]",
      "dataset.decision"
    ),
    (
      "arrivals: [{ pupil: P1, date: 2024-09-07, session: AM, late: 5 minutes }]",
      "dataset.arrival-without-session"
    ),
    (
      "recorded: [{ pupil: P1, date: 2024-09-07, session: AM, recorded_on: 2024-09-09 }]",
      "dataset.entry-without-session"
    ),
  ])
  func `says what makes no sense in a table`(table: String, rule: String) throws {
    let problems = try TestFiles.problems(
      TestFiles.test(Self.marks, expect: Self.right, besides: table))
    #expect(problems.map(\.rule) == [rule])
    #expect(problems.map(\.span.start.line) == [7])
  }

  @Test(arguments: [
    ("marks: { P1: \"yesterday: /\\\\\" }", "dataset.inline-marks"),
    ("marks: { P1: \"2024-09-02: ///\" }", "dataset.inline-marks"),
    ("marks: { P1: \"2024-08-12: /\\\\\" }", "dataset.inline-marks"),
    ("marks: {}", "tests.no-marks"),
    ("mark: { P1: \"2024-09-02: /\\\\\" }", "format.unknown-key"),
  ])
  func `says what is wrong with a register`(register: String, rule: String) throws {
    let problems = try TestFiles.problems(TestFiles.test(register, expect: Self.right))
    #expect(problems.map(\.rule).contains(rule), "\(problems.map(\.message))")
  }

  @Test(arguments: [(240, true), (241, false)])
  func `is as small as a school's year`(pupils: Int, isAllowed: Bool) throws {
    // Sixteen years without a holiday have 8,326 sessions, which go 240 times into the limit.
    let terms = (2008...2023).map { "{ from: \($0)-01-01, to: \($0)-12-30 }" }
    let marks = (1...pupils).map { "P\($0): \"2008-01-01: /\\\\\"" }
    let text = TestFiles.test(
      "marks: { \(marks.joined(separator: ", ")) }", expect: "{ measure: late, is: 0 }")
    let long = text.replacing(
      "[{ from: 2024-09-02, to: 2024-10-25 }]", with: "[\(terms.joined(separator: ", "))]")
    #expect(try TestFiles.problems(long).map(\.rule) == (isAllowed ? [] : ["tests.too-large"]))
  }

  @Test func `has tests with names of their own`() throws {
    let text = TestFiles.test(Self.marks, expect: Self.right)
    let twice = text + "\n" + text.split(separator: "\n").dropFirst(3).joined(separator: "\n")
    let problems = try TestFiles.problems(twice)
    #expect(problems.map(\.rule) == ["tests.same-name"])
    #expect(problems.flatMap(\.related).map(\.span.start.line) == [4])
  }

  @Test func `shows what keeps its policy from being tested`() throws {
    let text = TestFiles.test(Self.marks, expect: Self.right)
    let faulty = TestFiles.policy + "\nescalaton: []\n"
    let problems = try TestFiles.problems(text, policy: faulty)
    #expect(problems.map(\.rule) == ["tests.policy"])
    #expect(problems.map(\.span.start.line) == [2])
    #expect(problems.flatMap(\.related).map(\.span.file) == ["elm.yaml"])
    let missing = text.replacing("policy: elm.yaml", with: "policy: oak.yaml")
    #expect(try TestFiles.problems(missing).map(\.rule) == ["tests.policy"])
  }

  @Test(arguments: [
    ("rollcall: policy/v1\n", "format.kind"), ("rollcall: test/v1\n", "format.kind"),
    ("tests: []\n", "format.kind"), ("rollcall: tests/v1\n", "format.missing-key"),
    ("rollcall: tests/v1\ntests: []\n", "format.value"), ("rollcall: [\n", "yaml.syntax"),
  ])
  func `is refused where it is something else`(text: String, rule: String) throws {
    #expect(try TestFiles.problems(text).map(\.rule) == [rule])
  }

  @Test func `tests the law alone where it names no policy`() throws {
    let text = TestFiles.test(
      "marks: { P1: \"2024-09-02: UU UU UU UU UU\" }",
      expect: "{ clause: national.penalty-notice-considered, fires: 2024-09-06 }"
    ).replacing("policy: elm.yaml\n", with: "")
    let run = try TestFiles.run(text)
    #expect(run.policy == nil)
    #expect(run.results.map(\.isPassed) == [true])
  }

  @Test(arguments: [
    ("rollcall: tests/v1\n", true), ("# A comment\n\n---\nrollcall: \"tests/v1\" # so\n", true),
    ("rollcall: tests/v1\r\npolicy: x\r\n", true), ("{ rollcall: tests/v1, tests: [] }", true),
    ("rollcall: policy/v1\n# rollcall: tests/v1\n", false), ("tests/v1\n", false), ("", false),
    ("name: x\nrollcall: tests/v1\n", false), ("# rollcall: tests/v1", false),
  ])
  func `is found by its first key`(text: String, isFound: Bool) {
    #expect(PolicyTestSuite.isTestFile(SourceFile(path: "x.yaml", text: text)) == isFound)
  }
}

/// The coverage of a policy's clauses by tests.
@Suite struct `The coverage of a policy` {
  private func clauses(_ register: String, _ expect: String) throws -> [CoveredClause] {
    try TestFiles.run(TestFiles.test(register, expect: expect)).clauses
  }

  private func exercised(_ register: String, _ expect: String) throws -> [String] {
    try clauses(register, expect).filter(\.isExercised).map(\.name)
  }

  private let present = "marks: { P1: \"2024-09-02: /\\\\\" }"
  private let ill = "marks: { P1: \"2024-09-02: II II II\" }"

  @Test func `counts what raised an obligation, and not what was only spoken of`() throws {
    let letter = "{ clause: escalation.letter, fires: never }"
    #expect(try exercised(present, letter) == [])
    #expect(try exercised(ill, "{ measure: pupils, is: 1 }").contains("escalation.letter"))
  }

  /// A pupil who came after the register had closed, and is marked so.
  private let late =
    "marks: { P1: \"2024-09-02: U\\\\\" }\n    "
    + "arrivals: [{ pupil: P1, date: 2024-09-02, session: AM, late: 25 minutes }]"

  @Test func `counts a rule about practice that had a case and was expected to be kept`() throws {
    let expect = "{ clause: register.late-after-close, diverges: none }"
    #expect(try exercised(late, expect) == ["register.late-after-close"])
    #expect(try exercised(late, "{ measure: pupils, is: 1 }") == [])
    #expect(try exercised(present, expect) == [])
    #expect(try exercised(present, "{ clause: escalation.letter, diverges: none }") == [])
  }

  @Test func `leaves out what only allows, and what ended before the policy began`() throws {
    let names = try clauses(present, "{ measure: pupils, is: 1 }").map(\.name)
    #expect(names.contains("escalation.letter"))
    #expect(!names.contains("follow_up.call"))
    #expect(names.contains("national.attendance-return"))
    #expect(!names.contains("national.attendance-return-2006"))
  }

  @Test func `is joined from every file that tests it`() throws {
    let letter = try TestFiles.run(TestFiles.test(ill, expect: "{ measure: pupils, is: 1 }"))
    let mark = try TestFiles.run(
      TestFiles.test(late, expect: "{ clause: register.late-after-close, diverges: none }"))
    let joined = CoveredClause.joined([letter, mark]).filter(\.isExercised).map(\.name)
    #expect(joined == ["escalation.letter", "register.late-after-close"])
    #expect(CoveredClause.joined([]).isEmpty)
  }
}
