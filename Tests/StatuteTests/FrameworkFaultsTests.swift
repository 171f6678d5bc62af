import Compliance
import Diagnostics
import Statute
import Testing

/// Faults of a framework's files, each at its place.
@Suite struct `A faulty framework` {
  private static let head = """
    rollcall: framework/v1
    sources: { law: { title: A law, kind: law } }

    """

  private static let faults: [(rule: String, text: String, line: Int)] = [
    (
      "framework.overlap",
      """
      parameters:
        limit:
          - { from: 2020-01-01, to: 2022-01-01, value: 30 minutes, cite: [{ source: law, where: s. 1 }] }
          - { from: 2022-01-01, value: 20 minutes, cite: [{ source: law, where: s. 1 }] }
      """, 6
    ),
    (
      "framework.gap",
      """
      parameters:
        limit:
          - { from: 2020-01-01, to: 2022-01-01, value: 30 minutes, cite: [{ source: law, where: s. 1 }] }
          - { from: 2022-02-01, value: 20 minutes, cite: [{ source: law, where: s. 1 }] }
      """, 6
    ),
    (
      "framework.unknown-source",
      """
      codes:
        - { code: N, meaning: Not known, class: unauthorised, from: 2020-01-01, cite: [{ source: lav, where: s. 1 }] }
      """, 4
    ),
    (
      "framework.duplicate-id",
      """
      duties:
        - { id: call, when: { illness: 1 day, in: term }, do: call, cite: [{ source: law, where: s. 1 }], breaks: {}, holds: {} }
        - { id: call, when: { illness: 1 day, in: term }, do: call, cite: [{ source: law, where: s. 1 }], breaks: {}, holds: {} }
      """, 5
    ),
    (
      "framework.no-citation",
      """
      duties:
        - { id: call, when: { illness: 1 day, in: term }, do: call, breaks: {}, holds: {} }
      """, 4
    ),
    (
      "framework.no-example",
      """
      duties:
        - { id: call, when: { illness: 1 day, in: term }, do: call, cite: [{ source: law, where: s. 1 }] }
      """, 4
    ),
    (
      "framework.duplicate-id",
      """
      vocabularies:
        support:
          title: Support
          noun: a kind of support
          cite: [{ source: law, where: s. 1 }]
          words: { contract: { title: A contract, aliases: [pact] }, promise: { title: A promise, aliases: [pact] } }
      """, 8
    ),
    (
      "framework.unknown-word",
      """
      vocabularies:
        support:
          title: Support
          noun: a kind of support
          cite: [{ source: law, where: s. 1 }]
          words: { contract: { title: A contract, to: 2024-08-18, replaced_by: [promise] } }
      """, 8
    ),
    (
      "framework.word-for",
      """
      vocabularies:
        actions:
          title: Actions
          noun: an action
          cite: [{ source: law, where: s. 1 }]
          words: { letter: { title: A letter, for: [boarder] } }
      """, 8
    ),
    (
      "framework.word-for",
      """
      vocabularies:
        support:
          title: Support
          noun: a kind of support
          cite: [{ source: law, where: s. 1 }]
          words: { contract: { title: A contract, for: [compulsory_school_age] } }
      """, 8
    ),
    (
      "framework.unknown-passage",
      """
      codes:
        - { code: N, meaning: Not known, class: unauthorised, from: 2020-01-01, cite: [{ passage: reasons }] }
      """, 4
    ),
    (
      "framework.passage",
      """
      passages:
        - { id: reasons, about: Reasons, at: [{ source: law, where: s. 1 }] }
      """, 4
    ),
    (
      "framework.unknown-source",
      """
      passages:
        - { id: reasons, about: Reasons, at: [{ source: lore, where: s. 1 }], not_checkable: It is not. }
      """, 4
    ),
    (
      "framework.strictness",
      """
      strictness:
        - { path: leave_of_absence.notice }
      """, 4
    ),
    (
      "framework.unknown-path",
      """
      strictness:
        - { path: leave_of_absence.ntice, stricter: greater }
      """, 4
    ),
    (
      "format.citation",
      """
      codes:
        - { code: N, meaning: Not known, class: unauthorised, from: 2020-01-01, cite: [{ source: law }] }
      """, 4
    ),
    (
      "framework.unknown-parameter",
      requirement(that: "{ value: registers.kept_for, at_least: $nothing }"),
      9
    ),
    (
      "framework.unknown-word",
      requirement(that: "{ value: formal_support, includes: [pact] }") + """

        vocabularies:
          support: { title: Support, noun: a kind of support, cite: [{ source: law, where: s. 1 }], words: { contract: { title: A contract } } }
        """, 9
    ),
    (
      "framework.unknown-path", requirement(that: "{ value: registers.kept_fro, equals: 3 years }"),
      9
    ),
    (
      "framework.condition",
      requirement(that: "{ value: registers.kept_for, equals: 3 years, at_least: 2 years }"), 9
    ),
    (
      "framework.unverified-error",
      requirement(that: "{ required: registers }", basis: ", basis: unseen"), 6
    ),
  ]

  @Test(arguments: faults)
  func `says what is wrong, and where`(rule: String, text: String, line: Int) throws {
    let file = SourceFile(path: "framework.yaml", text: Self.head + text)
    let decoded = Framework.decode([file])
    let problems =
      decoded.diagnostics + (decoded.value.map { Checker.prepare($0).problems } ?? [])
    let found = try #require(problems.first { $0.rule == rule }, "\(problems)")
    #expect(found.span.start.line == line)
    #expect(problems.count { $0.rule == rule } <= 2)
  }

  private static func requirement(that: String, basis: String = "") -> String {
    """
    requirements:
      - id: registers.kept
        title: Registers are kept
        severity: error
        in_force: { from: 2020-01-01 }
        cite: [{ source: law, where: s. 1\(basis) }]
        that: \(that)
        says: "Wrong."
        because: "Law."
        fix: "Mend it."
        breaks: {}
        holds: {}
    """
  }
}
