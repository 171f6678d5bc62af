import Compliance
import Diagnostics
import Testing

/// The value under `to` in a cluster is decoded like the key at the path.
@Suite struct `The agreed value of a cluster` {
  private static let school = """
    registers: { morning: { opens: 08:50, closes: 09:15 } }
    leave_of_absence: { holidays: refused, notice: 10 school_days, limit: 9 sessions }
    formal_support: [attendance_contract]
    escalation: [{ id: letter, when: { absence: 5 %, in: term }, do: stage_letter, within: 1 week }]
    """

  private static func files(_ agreement: String) -> LayerFiles {
    LayerFiles([
      "elm.yaml": LayerFiles.school("trees.yaml", school),
      "trees.yaml": LayerFiles.cluster("members: [elm.yaml]\nagreed: [{ \(agreement) }]"),
    ])
  }

  private static let misfits: [(path: String, must: String, to: String, at: String, help: String)] =
    [
      (
        "escalation.letter.do", "equal", "banana", "banana",
        "declare it: `actions: { banana: Banana }`"
      ),
      (
        "escalation.letter.do", "equal", "stage_leter", "stage_leter", "Did you mean `stage_letter`"
      ),
      ("formal_support", "equal", "[banana]", "banana", "`rollcall rules --words` lists"),
      (
        "formal_support", "equal", "[attendance_contract, suport_plan]", "suport_plan",
        "Did you mean `support_plan`"
      ),
      (
        "formal_support", "equal", "attendance_contract", "attendance_contract",
        "Put it in brackets: `[attendance_contract]`."
      ),
      (
        "formal_support", "equal", "attendance_contracts", "attendance_contracts",
        "Put it in brackets: `[attendance_contract]`."
      ),
      ("formal_support", "equal", "banana", "banana", "`rollcall rules --words` lists"),
      ("leave_of_absence.holidays", "equal", "never", "never", "Write `refused`."),
      ("leave_of_absence.holidays", "equal", "[never]", "never", "Write `refused`."),
      (
        "leave_of_absence.holidays", "equal", "[refused]", "",
        "Write it without brackets: `refused`."
      ),
      ("status.published_on_website", "equal", "yes", "yes", "write `true`"),
      ("registers.morning.closes", "at_most", "banana", "banana", "Write it as `08:50`."),
      ("registers.morning.closes", "at_most", "9am", "9am", "Write `09:00`."),
      ("registers.morning.closes", "at_most", "2 days", "2 days", "Write it as `08:50`."),
      ("registers.morning", "equal", "banana", "banana", "Agree on its keys one by one"),
      ("leave_of_absence.notice", "at_least", "10", "10", "Say of what: `10 school_days`"),
      ("leave_of_absence.notice", "at_least", "09:00", "09:00", "Write it as `10 school_days`"),
      ("leave_of_absence.notice", "at_least", "'{ path: day.starts }'", "", "Write it as"),
      ("registers.kept_for", "equal", "20 minutes", "20 minutes", "This key counts in years"),
    ]

  @Test(arguments: misfits)
  func `that its key does not take is the cluster's fault and no member's`(
    path: String, must: String, to: String, at: String, help: String
  ) throws {
    let files = Self.files("path: \(path), must: \(must), to: \(to)")
    let found = try files.findings("trees.yaml", "format.").map(\.diagnostic)
    #expect(found.map(\.rule) == ["format.value"])
    #expect(found.map(\.severity) == [.error])
    #expect(found.map(\.span.file) == ["trees.yaml"])
    #expect(found.map(\.span.start.line) == [4])
    let diagnostic = try #require(found.first)
    #expect(diagnostic.message.hasPrefix("`\(path)` must be "))
    #expect(diagnostic.message.hasSuffix(", so the agreement binds no member."))
    #expect(diagnostic.help?.contains(help) == true, "\(diagnostic.help ?? "no help")")
    if !at.isEmpty {
      #expect(diagnostic.span.end.column - diagnostic.span.start.column == at.count)
    }
    #expect(try files.findings("trees.yaml", "agreement.").isEmpty)
    #expect(try files.findings("elm.yaml", "agreement.").isEmpty)
  }

  private static let unjudged: [(agreement: String, rule: String)] = [
    ("path: follow_up, must: required", "format.value"),
    ("path: follow_up, must: banana", "format.value"),
    ("path: '', must: be_the_same", "format.unknown-path"),
    ("path: '.', must: be_the_same", "format.unknown-path"),
    ("path: follow_up, must: equal", "format.missing-key"),
    ("path: leave_of_absence.notice, must: equal, to: { path: status.ratified }", "format.value"),
    (
      "path: registers.kept_for, must: equal, to: $register.kept_fro", "framework.unknown-parameter"
    ),
  ]

  @Test(arguments: unjudged)
  func `that is none leaves nothing to judge a member by`(agreement: String, rule: String) throws {
    let files = Self.files(agreement)
    let faults = try files.findings("trees.yaml", "f").map(\.diagnostic)
    #expect(faults.map(\.rule) == [rule])
    #expect(try files.findings("trees.yaml", "agreement.").map(\.diagnostic.message) == [])
    #expect(try files.findings("elm.yaml", "agreement.").map(\.diagnostic.message) == [])
  }

  private static let kept: [String] = [
    "path: formal_support, must: equal, to: [attendance_contracts]",
    "path: escalation.letter.do, must: equal, to: stage_letter",
    "path: registers.morning.closes, must: at_most, to: 25 minutes",
    "path: registers.*.closes, must: at_most, to: 25 minutes",
    "path: registers.morning.closes, must: equal, to: 9:15",
    "path: leave_of_absence.notice, must: at_least, to: at least 10 school_days",
    "path: leave_of_absence.limit, must: at_most, to: less than 10 sessions",
    "path: leave_of_absence.limit, must: at_most, to: 5 days",
    "path: leave_of_absence.holidays, must: equal, to: refused",
    "path: escalation.letter.when.absence, must: at_most, to: 6 %",
  ]

  @Test(arguments: kept)
  func `that its key takes or can be held against is judged`(agreement: String) throws {
    let files = Self.files(agreement)
    #expect(try files.findings("trees.yaml", "format.").map(\.diagnostic.message) == [])
    #expect(try files.findings("trees.yaml", "agreement.").map(\.diagnostic.message) == [])
    #expect(try files.findings("elm.yaml", "agreement.").map(\.diagnostic.message) == [])
  }

  @Test(arguments: [
    ("path: formal_support, must: equal, to: [support_plan]", "support plan"),
    ("path: leave_of_absence.holidays, must: equal, to: considered", "considered"),
    ("path: registers.morning.closes, must: at_most, to: 20 minutes", "at most 20 minutes"),
  ])
  func `that its key takes is broken by what differs`(agreement: String, agreed: String) throws {
    let files = Self.files(agreement)
    for file in ["trees.yaml", "elm.yaml"] {
      let found = try files.findings(file, "agreement.")
      #expect(found.map(\.diagnostic.rule) == ["agreement.broken"])
      #expect(found.map(\.expected) == [agreed])
    }
  }

  @Test func `is an action that the cluster declares itself`() throws {
    let cluster = LayerFiles.cluster(
      """
      members: [elm.yaml]
      common: { actions: { semaphore: Flags from the roof } }
      agreed: [{ path: escalation.letter.do, must: equal, to: semaphore }]
      """)
    let school = Self.school.replacing("stage_letter", with: "semaphore")
    let files = LayerFiles([
      "trees.yaml": cluster, "elm.yaml": LayerFiles.school("trees.yaml", school),
    ])
    #expect(try files.findings("trees.yaml", "format.").isEmpty)
    #expect(try files.findings("trees.yaml", "agreement.").map(\.diagnostic.message) == [])
  }
}
