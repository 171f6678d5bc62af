import Clauses
import Compliance
import Diagnostics
import Testing

/// Clauses that forbid what another clause asks for.
@Suite struct `Two clauses` {
  private static let exclusive: [(first: String, second: String, isFound: Bool)] = [
    // The same sessions in the same window, sooner.
    ("absence: 4 days, in: term", "absence: 6 days, in: term", true),
    ("absence: 4 days, in: term", "absence: 9 sessions, in: term", true),
    ("unauthorised_absence: 4 days, in: term", "absence: 6 days, in: term", true),
    ("absence: 5 %, in: term", "absence: 10 %, in: term", true),
    ("absence: 10 %, in: term", "absence: more than 10 %, in: term", true),
    // Sessions of a measure that the other does not count.
    ("late: 4 days, in: term", "absence: 6 days, in: term", true),
    ("absence: 9 days, in: term", "unauthorised_absence: 6 days, in: term", true),
    ("code: [O, G], count: 9 sessions, in: term", "code: [O], count: 2 sessions, in: term", true),
    ("event: leave_application", "absence: 6 days, in: term", true),
    ("action: home_visit", "action: phone_call", true),
    ("action: review", "action: review, detail: { outcome: worse }", true),
    // The second occasion has arisen by the time of the first.
    ("absence: 6 days, in: term", "absence: 6 days, in: term", false),
    ("absence: 4 days, in: term", "absence: 8 sessions, in: term", false),
    ("absence: 6 days, in: term", "absence: 4 days, in: term", false),
    ("unauthorised_absence: 6 days, in: term", "absence: 6 days, in: term", false),
    ("absence: more than 7 sessions, in: term", "absence: 4 days, in: term", false),
    ("action: review, detail: { outcome: worse }", "action: review", false),
    // Uncertain contradictions are not reported.
    ("absence: 4 days, in: half_term", "absence: 6 days, in: school_year", false),
    ("absence: 4 days, in: term", "absence: 5 %, in: term", false),
    ("mark: [N]", "unexplained_absence: 1 session", false),
  ]

  @Test(arguments: exclusive)
  func `of which one forbids the other's action are found with both places`(
    first: String, second: String, isFound: Bool
  ) throws {
    let found = try `A promise`.findings(
      escalation: """
          - { id: first, when: { \(first) }, do: letter, within: 1 week }
          - { id: second, when: { \(second) }, do: letter, within: 1 week, only_when: true }
        """)
    #expect(found.map(\.diagnostic.rule) == (isFound ? ["promise.forbidden-by-another"] : []))
    #expect(found.allSatisfy { $0.diagnostic.severity == .warning })
    #expect(found.allSatisfy { $0.diagnostic.span.start.line == 5 })
    #expect(found.allSatisfy { $0.diagnostic.related.map(\.span.start.line) == [6] })
  }

  private static let apart: [(first: String, second: String)] = [
    ("do: letter, detail: { stage: 1 }", "do: letter, detail: { stage: 2 }"),
    // A letter without a stage may be one of another stage.
    ("do: letter", "do: letter, detail: { stage: 2 }"),
    ("do: letter", "do: meeting"),
    ("do: letter, binding: may", "do: letter"),
    ("do: letter, for: [sen]", "do: letter, for: [fsm]"),
    ("do: letter, phases: [secondary]", "do: letter"),
    ("do: letter, in_force: { from: 2030-01-01 }", "do: letter"),
    (
      "do: letter, in_force: { from: 2024-09-02, to: 2024-12-31 }",
      "do: letter, in_force: { from: 2025-01-01 }"
    ),
  ]

  @Test(arguments: apart)
  func `about different actions, pupils, schools or dates do not contradict each other`(
    first: String, second: String
  ) throws {
    let found = try `A promise`.findings(
      escalation: """
          - { id: first, when: { absence: 4 days, in: term }, \(first), within: 1 week }
          - { id: second, when: { absence: 6 days, in: term }, \(second), within: 5 weeks, only_when: true, not_before: 2 weeks }
        """)
    #expect(found.map(\.diagnostic.rule) == [])
  }

  @Test func `tell a part of the same detail from the whole`() throws {
    let found = try `A promise`.findings(
      escalation: """
          - { id: first, when: { absence: 4 days, in: term }, do: letter, detail: { stage: 1, to: both }, within: 1 week }
          - { id: second, when: { absence: 6 days, in: term }, do: letter, detail: { stage: 1 }, within: 1 week, only_when: true }
        """)
    #expect(found.map(\.diagnostic.path) == ["escalation.first"])
  }

  private static let early: [(first: String, second: String, isFound: Bool)] = [
    ("absence: 4 days, in: term", "absence: 8 sessions, in: term", true),
    ("action: review, detail: { outcome: worse }", "action: review", true),
    ("event: pupil_joins", "event: pupil_joins", true),
    ("absence: 4 days, in: term", "absence: 6 days, in: term", false),
    ("absence: 4 days, in: term", "absence: 4 days, in: school_year", false),
    ("action: review", "action: review, detail: { outcome: worse }", false),
  ]

  @Test(arguments: early)
  func `of the same occasion, one over before the other begins, are found with both places`(
    first: String, second: String, isFound: Bool
  ) throws {
    let found = try `A promise`.findings(
      escalation: """
          - { id: first, when: { \(first) }, do: letter, within: 5 school_days }
          - { id: second, when: { \(second) }, do: letter, within: 6 weeks, not_before: 2 weeks }
        """)
    #expect(found.map(\.diagnostic.rule) == (isFound ? ["promise.too-early-for-another"] : []))
    #expect(found.allSatisfy { $0.diagnostic.path == "escalation.first" })
    #expect(found.allSatisfy { $0.diagnostic.related.map(\.span.start.line) == [6] })
  }

  private static let reviews: [(within: String, isFound: Bool)] = [
    ("10 school_days", true), ("2 weeks", true), ("same_day", true), ("14 school_days", true),
    ("15 school_days", false), ("3 weeks", false), ("6 weeks", false), ("1 month", false),
  ]

  @Test(arguments: reviews)
  func `of which one is the nation's are found at the school's`(
    within: String, isFound: Bool
  ) throws {
    let found = try `A promise`.findings(
      escalation: """
          - { id: review, when: { action: notice_to_improve }, do: notice_to_improve_review, within: \(within) }
        """)
    #expect(found.map(\.diagnostic.rule) == (isFound ? ["promise.too-early-for-another"] : []))
    #expect(found.allSatisfy { $0.diagnostic.path == "escalation.review" })
    for finding in found {
      let related = try #require(finding.diagnostic.related.first)
      #expect(related.span.file == "Policies/national/penalty-duties.yaml")
      #expect(related.span.start.line > 1)
      #expect(related.message.contains("national.notice-to-improve-reviewed"))
      #expect(finding.citations.contains { $0.isLaw })
    }
  }

  @Test func `of which the nation asks for what the school forbids are found at the school's`()
    throws
  {
    let found = try `A promise`.findings(
      escalation: """
          - { id: notice, when: { late: 40 sessions, in: term }, do: consider_penalty_notice, within: 1 week, only_when: true }
        """)
    #expect(found.map(\.diagnostic.rule).contains("promise.forbidden-by-another"))
    #expect(found.allSatisfy { $0.diagnostic.span.start.line == 5 })
    #expect(
      found.flatMap(\.diagnostic.related).allSatisfy {
        $0.span.file.hasPrefix("Policies/national/")
      })
  }

  private static let authority = """
    rollcall: authority/v1
    name: Forest
    in_force: { from: 2024-09-01, to: 2026-08-31 }
    duties:
      - { id: forest.letter, when: { absence: 4 days, in: term }, do: letter, within: 6 weeks, not_before: 3 weeks }
    """

  @Test func `of which one is a layer's are found at the school's, while both are in force`() throws
  {
    func findings(_ authority: String) throws -> [Finding] {
      try LayerFiles([
        "forest.yaml": authority,
        "elm.yaml": LayerFiles.school(
          "forest.yaml",
          "escalation: [{ id: a, when: { absence: 4 days, in: term }, do: letter, within: 1 week }]"
        ),
      ]).findings("elm.yaml", "promise.")
    }
    let found = try findings(Self.authority)
    #expect(found.map(\.diagnostic.rule) == ["promise.too-early-for-another"])
    #expect(found.map(\.diagnostic.span.file) == ["elm.yaml"])
    #expect(found.flatMap(\.diagnostic.related).map(\.span.file) == ["forest.yaml"])
    let later = Self.authority.replacing("2024-09-01, to: 2026-08-31", with: "2027-09-01")
    #expect(try findings(later).isEmpty)
  }

  @Test func `of one layer are found at the layer alone`() throws {
    let layer =
      Self.authority + """

          - { id: forest.call, when: { absence: 8 sessions, in: term }, do: letter, within: same_day }
          - { id: forest.review, when: { action: notice_to_improve }, do: notice_to_improve_review, within: 1 week }
        """
    let files = LayerFiles([
      "forest.yaml": layer, "elm.yaml": LayerFiles.school("forest.yaml", ""),
    ])
    #expect(
      try files.findings("forest.yaml", "promise.").map(\.diagnostic.path)
        == ["duties.forest.call", "duties.forest.review"])
    #expect(try files.findings("elm.yaml", "promise.").isEmpty)
  }

  @Test func `of two layers are found where a school follows both`() throws {
    let files = LayerFiles([
      "forest.yaml": Self.authority,
      "trees.yaml": LayerFiles.cluster(
        "duties: [{ id: trees.letter, when: { absence: 4 days, in: term }, do: letter, within: 1 week }]"
      ),
      "elm.yaml": LayerFiles.school("trees.yaml, forest.yaml", ""),
    ])
    let found = try files.findings("elm.yaml", "promise.")
    #expect(found.map(\.diagnostic.rule) == ["promise.too-early-for-another"])
    #expect(
      Set(found.flatMap { [$0.diagnostic.span.file] + $0.diagnostic.related.map(\.span.file) })
        == ["trees.yaml", "forest.yaml"])
  }
}

/// A policy with very many clauses.
@Suite struct `A long policy` {
  private static let kinds: [(name: String, clause: @Sendable (Int) -> String)] = [
    ("ever later", { "when: { absence: \($0 + 1) days }, do: letter, only_when: true" }),
    ("ever sooner", { "when: { absence: \(9_000 - $0) days }, do: letter, only_when: true" }),
    (
      "all apart",
      { "when: { absence: 4 days }, do: letter, detail: { stage: \($0) }, only_when: true" }
    ),
    ("all waiting", { "when: { absence: \($0 + 1) days }, do: letter, not_before: 1 week" }),
  ]

  @Test(arguments: kinds.map(\.name))
  func `finds one contradiction for each clause that has one`(name: String) throws {
    let clause = try #require(Self.kinds.first { $0.name == name }).clause
    let count = 1_000
    let stages = (0..<count).map { "  - { id: a\($0), \(clause($0)), within: 5 weeks }" }
    let found = try `A promise`.findings(
      escalation: stages.joined(separator: "\n"), "promise.forbidden-by-another")
    #expect(found.count == (name.hasPrefix("ever") ? count - 1 : 0))
  }
}
