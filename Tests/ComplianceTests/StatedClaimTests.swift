import CivilTime
import Compliance
import Diagnostics
import Testing

/// Extracts: each claim has all its findings, and absent claims have none.
@Suite struct `A claim` {
  /// A claim, the school that makes it, and the rules that it breaks with their weights.
  struct Example: Sendable, CustomTestStringConvertible {
    let body: String
    let school: String
    let found: [String]

    init(_ body: String, at school: String = "phase: primary, type: maintained", _ found: String...)
    {
      (self.body, self.school, self.found) = (body, school, found)
    }

    var testDescription: String { body }
  }

  private func findings(_ example: Example, isExtract: Bool = true) throws -> [Finding] {
    let text = """
      rollcall: policy/v1
      school: { name: Elm School, \(example.school) }
      status: { effective_from: 2024-09-02, review_by: 2025-09-01 }
      \(example.body)
      """
    return try LayerFiles(["elm.yaml": text]).check("elm.yaml", isExtract: isExtract).findings
  }

  private func check(_ example: Example) throws {
    let found = try findings(example).map(\.diagnostic).map { "\($0.severity.rawValue) \($0.rule)" }
    #expect(found.sorted() == example.found.sorted())
  }

  private static func stage(_ when: String, _ action: String) -> String {
    """
    escalation:
      - { id: meeting, when: { absence: 4 days, in: term }, do: attendance_meeting, within: 1 week }
      - { id: last, when: { \(when) }, do: \(action), within: 1 week }
    """
  }

  private static func threshold(_ occasion: String) -> String {
    "penalty_notices: { threshold: { \(occasion), in: 10 school_weeks } }"
  }

  private static let notices: [Example] = [
    Example(threshold("late: 10 sessions"), "error penalty.threshold-counts-other-absence"),
    Example(
      threshold("late_after_close: 10 sessions"), "error penalty.threshold-counts-other-absence"),
    Example(threshold("absence: 10 %"), "error penalty.threshold-counts-other-absence"),
    Example(threshold("code: [U], count: 10 sessions"), "error penalty.threshold-codes"),
    Example(threshold("unauthorised_absence: 5 days")),
    Example(threshold("code: [G, N, O, U], count: 5 days")),
    Example(threshold("code: [G, N, O, U], count: 4 days"), "error penalty.threshold"),
    Example(
      "penalty_notices: { alternatives: [{ code: [G], count: 5 days, in: 10 school_weeks }] }"),
    Example(
      "penalty_notices: { alternatives: [{ code: [G], count: 3 days, in: 10 school_weeks }] }",
      "error penalty.alternative-threshold"),
    Example("penalty_notices: { issued_to: each_parent }", "note penalty.recipients-of-each-child"),
    Example("penalty_notices: { issued_to: family }", "error penalty.recipients"),
    Example("penalty_notices: { issued_by: [local_authority, headteacher, police] }"),
    Example("penalty_notices: { issued_by: [police, governors] }", "warning penalty.issuer"),
    Example("penalty_notices: { issued_by: governors }", "warning penalty.issuer"),
  ]

  @Test(arguments: notices)
  func `about penalty notices is judged by what it says`(example: Example) throws {
    try check(example)
  }

  private static let stages: [Example] = [
    Example(
      stage("late: 10 sessions, in: 10 school_weeks", "penalty_notice"),
      "error escalation.penalty-for-other-absence"),
    Example(
      stage("code: [L], count: 10 sessions, in: 10 school_weeks", "request_penalty_notice"),
      "error escalation.penalty-codes"),
    Example(
      stage("late_after_close: 6 sessions, in: 10 school_weeks", "penalty_notice"),
      "warning escalation.penalty-threshold"),
    Example(stage("code: [G, O], count: 5 days, in: 10 school_weeks", "penalty_notice")),
    Example(
      stage("absence: 10 %, in: school_year", "legal_proceedings"),
      "warning escalation.court-for-other-absence"),
    Example(stage("unauthorised_absence: 10 %, in: school_year", "legal_proceedings")),
    Example(
      stage("code: [H], count: 4 sessions, in: term", "stage_letter"),
      "warning codes.withdrawn-counted"),
  ]

  @Test(arguments: stages)
  func `about a stage is judged by what it counts`(example: Example) throws { try check(example) }

  private static let courts: [Example] = [
    Example(
      "prosecution: { under: [s444_1], maximum_fine: £2500 }",
      "error prosecution.fine-of-another-offence"),
    Example("prosecution: { under: [s444_1], maximum_fine: £1000 }"),
    Example("prosecution: { under: [s444_1, s444_1a], maximum_fine: £2500 }"),
    Example("prosecution: { maximum_fine: £5000 }", "error prosecution.fine-beyond-maximum"),
    Example(
      "prosecution: { under: [s444_1], maximum_imprisonment: 6 months }",
      "error prosecution.imprisonment-of-another-offence"),
    Example(
      "prosecution: { under: [s444_1a], maximum_imprisonment: 6 months }",
      "error prosecution.imprisonment-beyond-maximum"),
  ]

  @Test(arguments: courts)
  func `about courts is held to the offence that it names`(example: Example) throws {
    try check(example)
  }

  private static let thresholds: [Example] = [
    Example(
      "persistent_absence: { threshold: less than 90 % }",
      "warning persistent-absence.given-as-attendance"),
    Example(
      "persistent_absence: { threshold: 90 % }", "warning persistent-absence.given-as-attendance"),
    Example("persistent_absence: { threshold: 12 % }", "error persistent-absence.threshold"),
    Example(
      "persistent_absence: { threshold: more than 10 % }", "note persistent-absence.boundary"),
    Example(
      "severe_absence: { threshold: less than 50 % }", "warning severe-absence.given-as-attendance"),
    Example("severe_absence: { threshold: less than 40 % }", "error severe-absence.threshold"),
    Example("persistent_absence: { threshold: 15 % }", at: "phase: nursery, type: maintained"),
    Example("severe_absence: { threshold: 40 % }", at: "phase: sixth_form, type: academy"),
  ]

  @Test(arguments: thresholds)
  func `about absence that mounts is told from one about attendance`(example: Example) throws {
    try check(example)
  }

  private static let leave: [Example] = [
    Example(
      "leave_of_absence: { grounds: [exceptional_circumstances], holidays: considered }",
      "warning leave.holidays-as-ordinary-requests"),
    Example(
      "leave_of_absence: { grounds: [exceptional_circumstances, family_holiday], holidays: considered }",
      at: "phase: nursery, type: maintained"),
    Example(
      "leave_of_absence: { holidays: refused, limit: 5 days, limit_for: [family_holiday] }",
      at: "phase: nursery, type: maintained", "warning leave.contradicts-itself"),
    Example(
      "reasons: { evidence: never, evidence_after: 5 days }",
      "warning reasons.evidence-never-and-after"),
  ]

  @Test(arguments: leave)
  func `about leave and reasons is held against the others beside it`(example: Example) throws {
    try check(example)
  }

  private static let times: [Example] = [
    Example(
      "registers: { morning: { opens: 08:45, closes_after: 45 minutes } }",
      "error register.closes-after-limit"),
    Example("registers: { morning: { opens: 08:45, closes_after: 30 minutes } }"),
    Example(
      "registers: { afternoon: { opens: 13:00, absent_from: 13:45 } }",
      "warning register.absent-from-limit"),
    Example(
      "registers: { afternoon: { opens: 13:00, absent_from: 12:50 } }",
      "warning register.absent-from-before-it-opens"),
    Example("registers: { afternoon: { opens: 13:00, lesson_ends: 14:00, closes: 13:50 } }"),
    Example(
      "registers: { morning: { opens: 08:45, lesson_ends: 09:45, closes_after: 60 minutes } }"),
    Example(
      "registers: { afternoon: { opens: 13:00, lesson_ends: 13:40, closes: 13:50 } }",
      "error register.close-limit"),
    Example(
      "day: { starts: 08:45 }\nregisters: { morning: { opens: 08:30, late_after: 08:45, closes: 09:05 } }",
      "note register.close-limit-from-the-opening"),
    Example(
      "day: { starts: 08:45 }\nregisters: { morning: { opens: 08:30, late_after: 08:45, closes: 09:20 } }",
      "error register.close-limit-after-early-opening"),
    Example(
      "day: { starts: 08:45, ends: 15:15, form_time_ends: 16:00 }\n"
        + "registers: { morning: { opens: 08:45, closes: 11:40 } }",
      "warning day.lesson-outside-the-day", "error register.close-limit"),
    Example(
      "day: { starts: 08:45, ends: 15:15, first_lesson_ends: 08:40, evening_registration: 09:00 }",
      "warning day.lesson-outside-the-day", "warning day.evening-registration-in-the-morning"),
    Example(
      """
      day:
        - { for: { weekdays: [monday, tuesday, wednesday] }, starts: 08:45, ends: 11:45 }
        - { for: { weekdays: [thursday, friday] }, starts: 12:30, ends: 15:30 }
      registers: { morning: { opens: 08:45, closes: 09:15 }, afternoon: { opens: 12:30, closes: 13:00 } }
      """, at: "phase: nursery, type: maintained"),
  ]

  @Test(arguments: times)
  func `about times is held against the session that it is about`(example: Example) throws {
    try check(example)
  }

  /// A register's times, and whether they say when it closes.
  private static let closings: [(times: String, isStated: Bool)] = [
    ("{ opens: 08:45, closes_after: 20 minutes }", true),
    ("{ opens: 08:45, absent_from: 09:05 }", true),
    ("{ closes: 09:05 }", true), ("{ closes_after: 20 minutes }", false),
    ("{ opens: 08:45 }", false),
  ]

  @Test(arguments: closings)
  func `about minutes says when a register closes that says when it opens`(
    times: String, isStated: Bool
  ) throws {
    for register in ["morning", "afternoon"] {
      let example = Example("registers: { \(register): \(times) }")
      let found = try findings(example, isExtract: false).map(\.diagnostic.rule)
      #expect(found.contains("register.\(register)-not-stated") != isStated)
    }
  }
}
