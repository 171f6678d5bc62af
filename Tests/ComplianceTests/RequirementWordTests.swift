import Compliance
import Diagnostics
import Testing

/// The words that a layer's own requirements compare with.
@Suite struct `A word of a layer's requirement` {
  private static func files(
    _ kind: String, _ that: String, school: String = "formal_support: [attendance_contract]"
  ) -> LayerFiles {
    LayerFiles([
      "layer.yaml": """
      rollcall: \(kind)/v1
      name: Forest
      actions: { semaphore: Flags from the roof }
      sources: { code: { title: Forest Code, kind: local } }
      requirements:
        - id: forest.rule
          title: As the Forest asks
          severity: warning
          in_force: { from: 2020-01-01 }
          cite: [{ source: code, where: p. 1 }]
          that: \(that)
          says: It does not.
          because: The Forest asks it.
          fix: Write it.
      """,
      "elm.yaml": LayerFiles.school("layer.yaml", school),
    ])
  }

  private static let unknown: [(that: String, word: String, help: String)] = [
    ("{ value: leave_of_absence.holidays, equals: never }", "never", "Write `refused`."),
    ("{ value: leave_of_absence.holidays, one_of: [refused, nevr] }", "nevr", "Write "),
    ("{ value: status.published_on_website, equals: yes }", "yes", "write `true`"),
    ("{ value: formal_support, includes: banana }", "banana", "`rollcall rules --words`"),
    (
      "{ value: formal_support, includes: [attendance_contracts] }", "attendance_contracts",
      "Did you mean `attendance_contract`?"
    ),
    (
      "{ value: escalation.*.do, one_of: [stage_leter] }", "stage_leter",
      "Did you mean `stage_letter`?"
    ),
  ]

  @Test(arguments: unknown, ["authority", "cluster"])
  func `that its key never takes is the layer's fault and no school's`(
    example: (that: String, word: String, help: String), kind: String
  ) throws {
    let files = Self.files(kind, example.that)
    let found = try files.findings("layer.yaml", "framework.unknown-word").map(\.diagnostic)
    #expect(found.map(\.severity) == [.error])
    #expect(found.map(\.span.file) == ["layer.yaml"])
    #expect(found.map(\.span.start.line) == [11])
    let diagnostic = try #require(found.first)
    #expect(diagnostic.span.end.column - diagnostic.span.start.column == example.word.count)
    #expect(diagnostic.message.contains("`\(example.word)`"))
    #expect(diagnostic.help?.contains(example.help) == true, "\(diagnostic.help ?? "no help")")
    #expect(try files.findings("elm.yaml", "forest.").isEmpty)
  }

  private static let known: [(that: String, isBroken: Bool)] = [
    ("{ value: formal_support, includes: attendance_contract }", false),
    ("{ value: formal_support, includes: support_plan }", true),
    ("{ value: leave_of_absence.holidays, equals: refused }", true),
    ("{ value: leave_of_absence.holidays, equals: considered }", false),
    ("{ value: escalation.*.do, one_of: [semaphore] }", false),
    ("{ value: leave_of_absence.notice, at_least: 2 weeks }", true),
  ]

  @Test(arguments: known)
  func `that its key takes is asked of the school`(that: String, isBroken: Bool) throws {
    let files = Self.files(
      "authority", that,
      school: """
        formal_support: [attendance_contract]
        leave_of_absence: { holidays: considered, notice: 1 week }
        escalation: [{ id: a, when: { absence: 4 days, in: term }, do: semaphore, within: 1 week }]
        """)
    #expect(try files.findings("layer.yaml", "framework.unknown-word").isEmpty)
    #expect(
      try files.findings("elm.yaml", "forest.").map(\.diagnostic.rule)
        == (isBroken ? ["forest.rule"] : []))
  }
}
