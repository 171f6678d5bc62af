import CivilTime
import Clauses
import Compliance
import Diagnostics
import Statute
import TestSupport
import Testing
import TypedYAML

/// Errors never rest on unread text: on every date of its force an error cites a passage in force
/// whose words have been read.
@Suite struct `What an error rests on` {
  /// A guidance in two editions, and a rule that cites a passage of it.
  private static func framework(
    _ first: String, _ second: String, severity: String = "error", from: String = "2024-09-01",
    replaces: String = "replaces: [old]", besides: String = ""
  ) -> String {
    """
    rollcall: framework/v1
    sources:
      old: { title: A guide (old), kind: statutory_guidance, in_force: { from: 2024-09-01, to: 2026-07-08 } }
      new: { title: A guide (new), kind: statutory_guidance, in_force: { from: 2026-07-09 }, \(replaces) }
      ours: { title: Ours, kind: project }
      itself: { title: The policy itself, kind: consistency }
      report: { title: A report that quotes the guide, kind: document }
    passages:
      - id: closing
        about: When registers close
        at:
          - { source: old, where: para 4, basis: \(first) }
          - { source: new, where: the part on registers, basis: \(second) }
    requirements:
      - id: registers.kept
        title: Registers are kept
        severity: \(severity)
        in_force: { from: \(from) }
        cite: [{ passage: closing }\(besides)]
        that: { required: registers }
        says: "Wrong."
        because: "The guide."
        fix: "Mend it."
        breaks: {}
        holds: {}
    """
  }

  private static func problems(_ text: String) -> [Diagnostic] {
    Framework.decode([SourceFile(path: "framework.yaml", text: text)]).diagnostics
  }

  @Test(arguments: [
    framework("confirmed", "confirmed"), framework("confirmed", "place_unseen"),
    framework("unseen", "unseen", severity: "warning"),
    framework("place_unseen", "confirmed", from: "2026-07-09"),
    framework("unseen", "unseen", besides: ", { source: report, where: p. 2 }"),
  ])
  func `is enough where the words were read in what is in force, or in the edition before`(
    text: String
  ) {
    #expect(Self.problems(text).map(\.message) == [])
  }

  @Test(arguments: [
    (framework("unseen", "unseen"), "from 1 September 2024 to 8 July 2026"),
    (framework("confirmed", "unseen"), "from 9 July 2026"),
    (
      framework("confirmed", "place_unseen", replaces: "note: It stands alone."), "from 9 July 2026"
    ),
    (framework("place_unseen", "place_unseen"), "from 1 September 2024 to 8 July 2026"),
    (framework("unseen", "confirmed"), "from 1 September 2024 to 8 July 2026"),
    (framework("confirmed", "confirmed", from: "2020-09-01"), "from 1 September 2020"),
    (
      framework("confirmed", "unseen", besides: ", { source: ours, where: a choice }"),
      "from 9 July 2026"
    ),
    (
      framework("confirmed", "unseen", besides: ", { source: itself, where: registers }"),
      "from 9 July 2026"
    ),
  ])
  func `is too little on the dates that are named`(text: String, dates: String) throws {
    let problem = try #require(Self.problems(text).first)
    #expect(problem.rule == "framework.unverified-error")
    #expect(problem.message.contains(dates), "\(problem.message)")
    #expect(problem.span.start.line == 17)
    #expect(problem.help?.contains("warning") == true)
  }

  @Test func `is found in a layer's own rules too`() throws {
    let file = SourceFile(
      path: "cluster.yaml",
      text: """
        rollcall: cluster/v1
        name: The Trees
        sources: { guide: { title: Our guide, kind: local_code } }
        requirements:
          - id: trees.registers-kept
            title: Registers are kept
            severity: error
            in_force: { from: 2024-09-01 }
            cite: [{ source: guide, where: p. 4, basis: unseen }]
            that: { required: registers }
            says: "Wrong."
            because: "The guide."
            fix: "Mend it."
            breaks: {}
            holds: { registers: { kept_for: 6 years } }
        """)
    let subject = CheckSubject.load(file.path) { _ in Outcome(file) }
    let found = try National.checker
      .check(subject, .whileInForce(today: National.today)).findings.map(\.diagnostic)
    let problem = try #require(found.first { $0.rule == "framework.unverified-error" })
    #expect(problem.span.start.line == 7)
    #expect(problem.message.contains("Our guide, p. 4"))
  }

  /// The four rules that since July 2026 rested on pages that had not been looked up.
  @Test(arguments: [
    "register.close-limit", "notice-to-improve.period", "penalty.automatic",
    "penalty.threshold-codes",
  ])
  func `of the guidance of July 2026 was read in the edition before`(rule: String) throws {
    let framework = try National.framework
    let requirement = try #require(framework.requirements.first { $0.id.value.text == rule })
    let today = DateRange(on: National.today)
    let cited = framework.bibliography.cited(requirement.citations, during: today)
    #expect(requirement.severity != .error || cited.contains(where: \.isFounded))
    #expect(cited.allSatisfy { !$0.isFounded || $0.basis == .confirmed || $0.seen != nil })
  }

  @Test func `says what to write instead of the old word for all that is not confirmed`() throws {
    let text = Self.framework("unverified", "confirmed", from: "2026-07-09")
    let problem = try #require(Self.problems(text).first)
    #expect(problem.rule == "format.value")
    #expect(problem.span.start.line == 12)
    #expect(problem.help?.contains("write `unseen` or `place_unseen`") == true)
  }
}
