import Clauses
import Compliance
import Diagnostics
import Testing

/// Deadlines of actions, and whether they can be kept.
@Suite struct `A promise` {
  /// The findings of a policy with these stages, by rules whose names have a prefix.
  static func findings(
    escalation: String, rest: String = "", _ rules: String = "promise."
  ) throws -> [Finding] {
    let files = LayerFiles([
      "elm.yaml": """
      rollcall: policy/v1
      school: { name: Elm School, phase: primary, type: maintained }
      status: { ratified: 2024-09-02, effective_from: 2024-09-02, review_by: 2025-09-01 }
      escalation:
      \(escalation)
      \(rest)
      """
    ])
    return try files.findings("elm.yaml", rules)
  }

  private static let deadlines: [(clause: String, isFound: Bool)] = [
    ("when: { absence: 4 days, in: term }, do: letter", true),
    ("when: { absence: 4 days, in: term }, do: letter, by: 09:30", true),
    ("when: { absence: 4 days, in: term }, do: letter, not_before: 1 week", true),
    ("when: { event: leave_application }, do: leave_decision", true),
    ("when: { absence: 4 days, in: term }, do: letter, within: 5 school_days", false),
    ("when: { absence: 4 days, in: term }, do: letter, within: same_day, by: 09:30", false),
    ("when: { absence: 4 days, in: term }, do: letter, binding: may", false),
    ("when: { absence: 4 days, in: term }, do: letter, binding: will", true),
  ]

  @Test(arguments: deadlines)
  func `without a day by which it is kept is found`(clause: String, isFound: Bool) throws {
    let found = try Self.findings(escalation: "  - { id: a, \(clause) }")
    #expect(found.map(\.diagnostic.rule) == (isFound ? ["promise.no-deadline"] : []))
    #expect(found.allSatisfy { $0.diagnostic.severity == .note })
    #expect(found.allSatisfy { $0.diagnostic.span.start.line == 5 })
    #expect(found.allSatisfy { $0.diagnostic.message.contains("replay") })
  }

  @Test func `of the first day is asked for a day too`() throws {
    let found = try Self.findings(
      escalation: "  - { id: a, when: { absence: 4 days }, do: letter, within: 1 week }",
      rest: "follow_up: [{ id: visit, when: { unexplained_absence: 3 days }, do: home_visit }]")
    #expect(found.map(\.diagnostic.path) == ["follow_up.visit.within"])
  }

  @Test(arguments: ["authority", "cluster"])
  func `that a layer asks for is found when the layer is checked, and once`(kind: String) throws {
    let files = LayerFiles([
      "layer.yaml": """
      rollcall: \(kind)/v1
      name: Forest
      duties: [{ id: visit, when: { absence: 3 days }, do: home_visit }]
      common: { escalation: [{ id: letter, when: { absence: 4 days }, do: stage_letter }] }
      """,
      "elm.yaml": LayerFiles.school("layer.yaml", ""),
    ])
    let found = try files.findings("layer.yaml", "layer.promise-")
    #expect(
      found.map(\.diagnostic.path) == ["duties.visit.within", "common.escalation.letter.within"])
    // The clause is inherited as the school's own, and is no duty of the layer's.
    #expect(
      try files.findings("elm.yaml", "promise.no-").map(\.diagnostic.span.file) == ["layer.yaml"])
    #expect(try files.findings("elm.yaml", "layer.promise-").isEmpty)
  }

  private static let times: [(within: String, notBefore: String, isOver: Bool)] = [
    ("5 school_days", "3 weeks", true), ("same_day", "1 school_day", true),
    ("5 school_days", "6 school_days", true), ("7 days", "14 days", true),
    ("10 school_days", "15 days", true), ("14 school_days", "3 weeks", true),
    ("1 week", "10 school_days", true), ("4 weeks", "2 months", true),
    ("10 working_days", "1 month", true), ("1 month", "2 months", true),
    ("7 days", "7 school_days", true), ("20 days", "1 month", true),
    // From a Friday ten school days are two weeks; from a Monday they are less.
    ("10 school_days", "2 weeks", false), ("2 weeks", "10 school_days", false),
    ("15 school_days", "3 weeks", false), ("6 weeks", "3 weeks", false),
    ("5 school_days", "5 school_days", false), ("5 school_days", "5 working_days", false),
    ("1 month", "4 weeks", false), ("30 days", "1 month", false), ("same_day", "0 days", false),
    ("1 week", "6 school_days", true), ("1 week", "5 school_days", false),
  ]

  @Test(arguments: times)
  func `whose time is over before it may be kept is found with both places`(
    within: String, notBefore: String, isOver: Bool
  ) throws {
    let found = try Self.findings(
      escalation: """
          - id: a
            when: { absence: 4 days, in: school_year }
            do: letter
            within: \(within)
            not_before: \(notBefore)
        """)
    #expect(
      found.map(\.diagnostic.rule) == (isOver ? ["promise.over-before-it-may-be-kept"] : []))
    #expect(found.allSatisfy { $0.diagnostic.span.start.line == 8 })
    #expect(found.allSatisfy { $0.diagnostic.related.map(\.span.start.line) == [9] })
  }

  @Test func `of a layer whose time is over before it may be kept is found at the layer`() throws {
    let files = LayerFiles([
      "layer.yaml": """
      rollcall: authority/v1
      name: Forest
      duties: [{ id: visit, when: { absence: 3 days }, do: home_visit, within: 1 week, not_before: 1 month }]
      """
    ])
    let found = try files.findings("layer.yaml", "layer.promise-")
    #expect(found.map(\.diagnostic.rule) == ["layer.promise-over-before-it-may-be-kept"])
  }

  private static let thresholds: [(when: String, most: String?)] = [
    ("absence: 45 days, in: half_term", "44 days"), ("absence: 89 sessions, in: half_term", "88"),
    ("absence: more than 44 days, in: half_term", "44 days"),
    ("absence: 81 days, in: term", "80 days"), ("late: 201 days, in: school_year", "200 days"),
    ("absence: 15 days, in: 10 school_days", "10 days"),
    ("illness: 12 days, in: 14 days", "10 days"), ("absence: 6 days, in: 6 days", "5 days"),
    ("absence: 11 sessions, in: 1 school_week", "10 sessions"),
    ("absence: more than 10 sessions, in: 1 week", "10 sessions"),
    ("code: [O], count: 30 sessions, in: 2 weeks", "20 sessions"),
    ("absence: more than 100 %, in: term", "100%"),
    ("absence: 10 %, in: 5 school_days", "10 sessions"),
    ("absence: 10 %, in: half_term, after: 90 sessions", "88 sessions"),
    ("absence: 44 days, in: half_term", nil), ("absence: 80 days, in: term", nil),
    ("absence: 190 days, in: school_year", nil), ("absence: 10 days, in: 14 days", nil),
    ("absence: 10 sessions, in: 1 school_week", nil), ("absence: 100 %, in: term", nil),
    ("absence: 10 %, in: 2 school_weeks", nil),
    ("absence: 10 %, in: 5 school_days, after: 8 sessions", nil),
    ("absence: 300 days, in: consecutive", nil), ("absence: 10 %, in: 10 school_days", nil),
  ]

  @Test(arguments: thresholds)
  func `that waits for more than its window holds is found with the bound`(
    when: String, most: String?
  ) throws {
    let found = try Self.findings(
      escalation: "  - { id: a, when: { \(when) }, do: letter, within: 1 week }",
      "escalation.unreachable")
    #expect(found.count == (most == nil ? 0 : 1))
    let bound = "holds at most \(most ?? "")"
    #expect(found.allSatisfy { $0.diagnostic.message.contains(bound) })
  }

  @Test func `of a period is bounded by the framework's reading, and says so`() throws {
    let found = try Self.findings(
      escalation: "  - { id: a, when: { absence: 50 days, in: half_term }, do: letter }",
      "escalation.unreachable")
    #expect(found.flatMap(\.citations).contains { $0.place.contains("half term") })
    let other = try Self.findings(
      escalation: "  - { id: a, when: { absence: 15 days, in: 2 weeks }, do: letter }",
      "escalation.unreachable")
    #expect(other.flatMap(\.citations).map(\.source) == ["plain-sense"])
  }

  private static let orders: [(first: String, second: String, isWrong: Bool)] = [
    ("absence: 8 days, in: term", "absence: 5 days, in: term", true),
    ("absence: 10 sessions, in: term", "absence: 3 days, in: term", true),
    ("late: 10 sessions, in: term", "late: 5 sessions, in: term", true),
    ("illness: 10 %, in: term", "illness: 5 %, in: term", true),
    ("absence: more than 10 %, in: term", "absence: 10 %, in: term", true),
    (
      "code: [G, O], count: 9 sessions, in: term", "code: [O, G], count: 8 sessions, in: term", true
    ),
    (
      "unauthorised_absence: 8 sessions, in: 2 weeks",
      "unauthorised_absence: 6 sessions, in: 14 days", true
    ),
    ("unexplained_absence: 3 days", "unexplained_absence: 1 day, in: consecutive", true),
    ("absence: 6 days, in: school_year", "absence: 5 %, in: school_year", false),
    ("absence: 8 days, in: school_year", "absence: 5 days, in: term", false),
    ("absence: 8 days, in: term", "illness: 5 days, in: term", false),
    ("absence: 4 days, in: term", "absence: 8 sessions, in: term", false),
    ("absence: more than 7 sessions, in: term", "absence: 4 days, in: term", false),
    ("code: [G], count: 9 sessions, in: term", "code: [O], count: 8 sessions, in: term", false),
  ]

  @Test(arguments: orders)
  func `of a later stage that comes sooner is found, whatever is counted`(
    first: String, second: String, isWrong: Bool
  ) throws {
    let found = try Self.findings(
      escalation: """
          - { id: first, when: { \(first) }, do: letter, within: 1 week }
          - { id: between, when: { event: leave_application }, do: meeting, within: 1 week }
          - { id: second, when: { \(second) }, do: visit, within: 1 week }
        """, "escalation.out-of-order")
    #expect(found.map(\.diagnostic.path) == (isWrong ? ["escalation.second.when"] : []))
    #expect(found.allSatisfy { $0.diagnostic.related.map(\.span.start.line) == [5] })
    #expect(found.allSatisfy { $0.diagnostic.message.contains("Stage “second”") })
  }

  @Test func `has a name of its own in its list`() throws {
    let clause = "when: { absence: 4 days }, do: letter, within: 1 week"
    let found = try Self.findings(
      escalation: "  - { id: a, \(clause) }\n  - { id: a, \(clause) }",
      rest: "follow_up: [{ id: a, \(clause) }]", "format.duplicate-id")
    #expect(found.map(\.diagnostic.span.start.line) == [6])
    #expect(found.flatMap(\.diagnostic.related).map(\.span.start.line) == [5])
    let layer = LayerFiles([
      "layer.yaml": """
      rollcall: cluster/v1
      name: Forest
      common: { follow_up: [{ id: a, \(clause) }, { id: a, \(clause) }] }
      duties: [{ id: b, \(clause) }, { id: b, \(clause) }]
      """
    ])
    #expect(
      try layer.findings("layer.yaml", "format.duplicate-id").map(\.diagnostic.path)
        == ["duties.b", "common.follow_up.a"])
  }
}
