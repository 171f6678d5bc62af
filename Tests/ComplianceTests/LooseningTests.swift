import CivilTime
import Compliance
import Diagnostics
import Testing

/// A lower layer may tighten inherited values, and never loosen them.
@Suite struct `A policy that follows a cluster` {
  private static let cases: [(common: String, own: String, isLooser: Bool)] = [
    (
      "leave_of_absence: { notice: 10 school_days }", "leave_of_absence: { notice: 5 school_days }",
      true
    ),
    (
      "leave_of_absence: { notice: 10 school_days }",
      "leave_of_absence: { notice: 15 school_days }", false
    ),
    (
      "leave_of_absence: { notice: 10 school_days }",
      "leave_of_absence: { notice: 10 school_days }", false
    ),
    // Days and school days do not compare, so neither is the looser.
    (
      "leave_of_absence: { notice: 10 school_days }", "leave_of_absence: { notice: 10 days }", false
    ),
    ("leave_of_absence: { holidays: refused }", "leave_of_absence: { holidays: considered }", true),
    (
      "leave_of_absence: { holidays: not_exceptional }", "leave_of_absence: { holidays: refused }",
      false
    ),
    ("registers: { kept_for: 6 years }", "registers: { kept_for: 3 years }", true),
    (
      "registers: { morning: { closes: 09:10 } }", "registers: { morning: { closes: 09:15 } }", true
    ),
    (
      "informs: { of_unexplained_absence: [social_worker, youth_offending_team] }",
      "informs: { of_unexplained_absence: [social_worker] }", true
    ),
    (
      "follow_up: [{ id: call, when: { unexplained_absence: 1 session }, do: contact_parent, within: same_day }]",
      "follow_up: [{ id: call, when: { unexplained_absence: 3 sessions }, do: contact_parent, within: same_day }]",
      true
    ),
    (
      "follow_up: [{ id: call, when: { unexplained_absence: 1 session }, do: contact_parent, within: same_day }]",
      "follow_up: [{ id: visit, when: { unexplained_absence: 1 session }, do: home_visit, within: same_day }]",
      true
    ),
    // A pupil with exactly a tenth missed meets one threshold and not the other.
    (
      "persistent_absence: { threshold: 10 % }",
      "persistent_absence: { threshold: more than 10 % }", true
    ),
    (
      "leave_of_absence: { limit: less than 10 sessions }",
      "leave_of_absence: { limit: 9 sessions }", false
    ),
    (
      "leave_of_absence: { limit: less than 10 sessions }",
      "leave_of_absence: { limit: 10 sessions }", true
    ),
  ]

  /// A cluster's value, with the rule that it breaks, if any.
  private static let wrongAbove: [(common: String, own: String, rule: String?)] = [
    (
      "leave_of_absence: { holidays: refused }", "leave_of_absence: { holidays: not_exceptional }",
      "leave.blanket-refusal-of-holidays"
    ),
    (
      "persistent_absence: { threshold: 5 % }", "persistent_absence: { threshold: 10 % }",
      "persistent-absence.threshold"
    ),
    (
      "leave_of_absence: { holidays: not_exceptional }",
      "leave_of_absence: { holidays: considered }", nil
    ),
  ]

  @Test(arguments: wrongAbove)
  func `is not told to be as strict as what is wrong itself`(
    common: String, own: String, rule: String?
  ) throws {
    let files = LayerFiles([
      "school.yaml": LayerFiles.school("trees.yaml", own),
      "trees.yaml": LayerFiles.cluster("common: { \(common) }"),
    ])
    let found = try #require(try files.findings("school.yaml", "layer.loosened").first?.diagnostic)
    #expect(found.severity == (rule == nil ? .warning : .note))
    #expect(found.message.contains("finds fault with what The Trees says") == (rule != nil))
    if let rule { #expect(found.message.contains("`\(rule)`")) }
    #expect(found.help?.contains("at least as strict") == (rule == nil))
  }

  @Test(arguments: cases)
  func `is told where it asks for less, and only there`(
    common: String, own: String, isLooser: Bool
  ) throws {
    let files = LayerFiles([
      "school.yaml": LayerFiles.school("trees.yaml", own),
      "trees.yaml": LayerFiles.cluster("common: { \(common) }"),
    ])
    let found = try files.findings("school.yaml", "layer.loosened")
    #expect(found.count == (isLooser ? 1 : 0), "\(found.map(\.diagnostic.message))")
    for finding in found {
      #expect(finding.diagnostic.span.file == "school.yaml")
      #expect(finding.diagnostic.related.map(\.span.file) == ["trees.yaml"])
      #expect(finding.diagnostic.message.contains("The Trees"))
    }
  }

  @Test func `is told of a layer that loosens the one above it`() throws {
    let files = LayerFiles([
      "school.yaml": LayerFiles.school("trees.yaml, forest.yaml", ""),
      "trees.yaml": LayerFiles.cluster("common: { registers: { kept_for: 6 years } }"),
      "forest.yaml": """
      rollcall: authority/v1
      name: Forest
      common: { registers: { kept_for: 7 years } }
      """,
    ])
    let found = try files.findings("school.yaml", "layer.loosened")
    #expect(found.map(\.diagnostic.span.file) == ["trees.yaml"])
    #expect(found.first?.diagnostic.related.map(\.span.file) == ["forest.yaml"])
  }

  @Test(arguments: [("2024-12-31", 1), ("2025-01-02", 0)])
  func `owes nothing to a document that has ended`(date: String, count: Int) throws {
    let files = LayerFiles([
      "school.yaml": LayerFiles.school("trees.yaml", "registers: { kept_for: 6 years }"),
      "trees.yaml": LayerFiles.cluster(
        """
        in_force: { from: 2024-09-01, to: 2024-12-31 }
        common: { registers: { kept_for: 7 years } }
        """),
    ])
    let asked = try #require(CivilDate(date))
    #expect(try files.findings("school.yaml", "layer.loosened", .on(asked)).count == count)
  }

  @Test func `inherits only while the document applies`() throws {
    let files = LayerFiles([
      "school.yaml": LayerFiles.school("trees.yaml", ""),
      "trees.yaml": LayerFiles.cluster(
        """
        in_force: { from: 2024-09-01, to: 2024-12-31 }
        common: { registers: { kept: paper } }
        """),
    ])
    let finding = try #require(try files.findings("school.yaml", "register.not-electronic").first)
    #expect(finding.since?.description == "2024-09-02")
    #expect(finding.until?.description == "2024-12-31")
  }

  @Test func `is shown what it inherits where that contradicts what it says`() throws {
    let files = LayerFiles([
      "school.yaml": LayerFiles.school(
        "trees.yaml", "leave_of_absence: { considered: individually }"),
      "trees.yaml": LayerFiles.cluster("common: { leave_of_absence: { holidays: refused } }"),
    ])
    let finding = try #require(try files.findings("school.yaml", "leave.contradicts-itself").first)
    #expect(finding.diagnostic.span.file == "school.yaml")
    #expect(finding.diagnostic.related.map(\.span.file) == ["trees.yaml"])
    #expect(
      finding.diagnostic.related.map(\.message) == ["`leave_of_absence.holidays` is refused here."])
  }

  @Test(arguments: [
    (
      "in_force: { from: 2024-09-01, to: 2024-12-31 }", "2025-01-15",
      "It has fallen short of this since 1 January 2025, when The Trees stopped applying: it came into force on 2 September 2024 and is to be in force until 1 September 2025."
    ),
    (
      "in_force: { from: 2024-09-01, to: 2024-12-31 }", "2024-10-01",
      "It will fall short of this from 1 January 2025, when The Trees stops applying: it came into force on 2 September 2024 and is to be in force until 1 September 2025."
    ),
  ])
  func `falls short because the document ended, and not because the law changed`(
    inForce: String, today: String, history: String
  ) throws {
    let files = LayerFiles([
      "school.yaml": LayerFiles.school("trees.yaml", ""),
      "trees.yaml": LayerFiles.cluster(
        "\(inForce)\ncommon: { persistent_absence: { threshold: 10 %, do: targeted_support } }"),
    ])
    let found = try files.findings(
      "school.yaml", "persistent-absence.not-defined",
      .whileInForce(today: try #require(CivilDate(today))))
    let message = try #require(found.first?.diagnostic.message)
    #expect(found.count == 1)
    #expect(message.contains(history), "\(message)")
    #expect(!message.contains("before the change"))
  }
}
