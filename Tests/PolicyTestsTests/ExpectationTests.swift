import Diagnostics
import PolicyTests
import Testing

/// Each kind of expectation, right and wrong.
@Suite struct `An expectation` {
  /// Three days of illness that end on 4 September, and a day in school.
  private static let ill = "marks: { P1: \"2024-09-02: II II II /\\\\ /\\\\ /\\\\\" }"
  private static let sent =
    "actions: [{ pupil: P1, date: 2024-09-05, action: stage_letter }]"
  private static let sentLate =
    "actions: [{ pupil: P1, date: 2024-09-09, action: stage_letter }]"

  private static let met: [(expect: String, besides: String)] = [
    ("fires: 2024-09-04", ""), ("due: 2024-09-06", ""), ("outcome: missed", ""),
    ("fires: 2024-09-04, due: 2024-09-06, outcome: met", sent), ("diverges: none", sent),
    ("diverges: missed", ""), ("diverges: missed, on: 2024-09-04", ""),
    ("diverges: none, on: 2024-09-05", ""), ("diverges: late", sentLate),
  ]

  @Test(arguments: met)
  func `that is met fails nowhere`(expect: String, besides: String) throws {
    let failures = try TestFiles.failures(
      Self.ill, expect: "{ clause: escalation.letter, pupil: P1, \(expect) }", besides: besides)
    #expect(failures.isEmpty, "\(failures)")
  }

  private static let unmet: [(expect: String, besides: String, at: String, found: String)] = [
    ("fires: 2024-09-03", "", "2024-09-03", "opens for P1 on 4 September 2024"),
    ("fires: never", "", "never", "opens for P1 on 4 September 2024"),
    (
      "fires: 2024-09-04, due: 2024-09-09", "", "2024-09-09",
      "opens for P1 on 4 September 2024, due by 6 September 2024"
    ),
    (
      "fires: 2024-09-04, outcome: missed", sent, "missed",
      "opens for P1 on 4 September 2024, met"
    ),
    ("outcome: pending", "", "pending", "opens for P1 on 4 September 2024, missed"),
    ("diverges: late", "", "late", "differs for P1 on 4 September 2024: missed"),
    (
      "diverges: missed, on: 2024-09-05", "", "2024-09-05",
      "differs for P1 on 4 September 2024: missed"
    ),
    ("diverges: missed", sent, "missed", "differs nowhere for P1"),
  ]

  @Test(arguments: unmet)
  func `that is not met fails at the words that are wrong, with what happened`(
    expect: String, besides: String, at words: String, found: String
  ) throws {
    let line = "{ clause: escalation.letter, pupil: P1, \(expect) }"
    let text = TestFiles.test(Self.ill, expect: line, besides: besides)
    let failures = try TestFiles.run(text).results.flatMap(\.failures)
    #expect(failures.count == 1)
    let failure = try #require(failures.first)
    #expect(failure.found == found)
    #expect(failure.clause == "escalation.letter")
    #expect(failure.pupil == "P1")
    let span = failure.span
    let written = text.split(separator: "\n", omittingEmptySubsequences: false)[span.start.line - 1]
    #expect(
      written.dropFirst(span.start.column - 1).prefix(span.end.column - span.start.column) == words)
  }

  @Test func `of nothing differing shows what does`() throws {
    let failures = try TestFiles.failures(
      Self.ill, expect: "{ clause: escalation.letter, diverges: none }")
    let found = try #require(failures.first).found
    #expect(failures.count == 1)
    #expect(found.contains("P1 on 4 September 2024: missed."))
    #expect(found.contains("stage letter"))
  }

  @Test func `about something only allowed says why it never opens`() throws {
    let failures = try TestFiles.failures(
      "marks: { P1: \"2024-09-02: N\\\\\" }",
      expect: "{ clause: follow_up.call, pupil: P1, fires: 2024-09-02 }")
    #expect(failures.map(\.found).joined().contains("only allows"))
  }

  @Test func `of silence is not met by what was never checked`() throws {
    let failures = try TestFiles.failures(
      Self.ill, expect: "{ clause: national.leave-decided, diverges: none }")
    #expect(failures.map(\.found).joined().contains("not checked"))
  }

  @Test(arguments: [
    ("authorised", 6, true), ("authorised", 7, false), ("possible", 12, true),
    ("attended", 6, true), ("unauthorised", 0, true), ("late", 0, true), ("pupils", 1, true),
    ("pupils", 2, false), ("missing", 0, true), ("persistently_absent", 1, true),
    ("severely_absent", 1, true), ("late_after_close", 1, false),
  ])
  func `about a measure counts over all pupils`(name: String, count: Int, isMet: Bool) throws {
    let failures = try TestFiles.failures(
      Self.ill, expect: "{ measure: \(name), is: \(count) }")
    #expect(failures.isEmpty == isMet)
  }

  @Test func `without a pupil is about any of them`() throws {
    let two = "marks: { P1: \"2024-09-02: /\\\\ /\\\\ /\\\\\", P2: \"2024-09-02: II II II\" }"
    let any = "{ clause: escalation.letter, fires: 2024-09-04 }"
    let never = "{ clause: escalation.letter, fires: never }"
    let other = "{ clause: escalation.letter, pupil: P1, fires: 2024-09-04 }"
    #expect(try TestFiles.failures(two, expect: any).isEmpty)
    #expect(try TestFiles.failures(two, expect: other).map(\.found) == ["never opens for P1"])
    #expect(
      try TestFiles.failures(two, expect: never).map(\.found)
        == ["opens for P2 on 4 September 2024"])
  }

  @Test(arguments: [
    ("session: AM", true), ("session: PM", false), ("on: 2024-09-02, session: AM", true),
  ])
  func `names the session of a mark`(place: String, isMet: Bool) throws {
    let late =
      "marks: { P1: \"2024-09-02: L\\\\\" }\n    "
      + "arrivals: [{ pupil: P1, date: 2024-09-02, session: AM, late: 25 minutes }]"
    let failures = try TestFiles.failures(
      late, expect: "{ clause: register.late-after-close, diverges: misrecorded, \(place) }")
    #expect(failures.isEmpty == isMet, "\(failures)")
  }
}

/// A test that says that nothing else may happen.
@Suite struct `An exhaustive test` {
  private static let ill = "marks: { P1: \"2024-09-02: II II II /\\\\ /\\\\ /\\\\\" }"

  @Test(arguments: [
    ("{ clause: escalation.letter, fires: 2024-09-04 }", ["escalation.letter"]),
    ("{ clause: escalation.letter, diverges: missed }", []),
    ("{ clause: escalation.letter, diverges: late }", ["escalation.letter", "escalation.letter"]),
  ])
  func `fails where the record differs besides`(expect: String, clauses: [String]) throws {
    let failures = try TestFiles.failures(Self.ill, expect: expect, besides: "exhaustive: true")
    #expect(failures.map(\.clause) == clauses)
    #expect(
      try TestFiles.failures(Self.ill, expect: expect, besides: "exhaustive: false").count
        == max(0, clauses.count - 1))
  }

  @Test func `fails where a clause opens on another date as well`() throws {
    let twice =
      "marks: { P1: \"2024-09-02: NN NN /\\\\ NN\" }\n    "
      + "actions: [{ pupil: P1, date: 2024-09-02, action: contact_parent }, "
      + "{ pupil: P1, date: 2024-09-03, action: contact_parent }, "
      + "{ pupil: P1, date: 2024-09-05, action: contact_parent }]"
    let first = "{ clause: national.first-day-contact, pupil: P1, fires: 2024-09-02 }"
    #expect(try TestFiles.failures(twice, expect: first).isEmpty)
    let failures = try TestFiles.failures(twice, expect: first, besides: "exhaustive: true")
    #expect(failures.map(\.found).contains("opens for P1 on 5 September 2024"))
  }

  @Test func `speaks once of what differs alike`() throws {
    let failures = try TestFiles.failures(
      "marks: { P1: \"2024-09-02: .. .. /\\\\\" }", expect: "{ measure: possible, is: 2 }",
      besides: "exhaustive: true")
    #expect(failures.map(\.clause) == ["register.mark-missing"])
    #expect(failures.map(\.found).joined().contains("3 more"))
  }
}
