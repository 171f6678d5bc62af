import CivilTime
import Compliance
import Diagnostics
import Testing

/// Findings on words, and the effect of unknown words on rules.
@Suite struct `A word of a policy` {
  private static func findings(
    _ body: String, _ rules: String = "word.", dates: String = "2024-09-02",
    others: [String: String] = [:]
  ) throws -> [Finding] {
    let head = """
      rollcall: policy/v1
      status: { effective_from: \(dates), review_by: 2025-09-01 }

      """
    let school =
      body.contains("school:")
      ? "" : "school: { name: Elm School, phase: primary, type: maintained }\n"
    return try LayerFiles(["elm.yaml": head + school + body].merging(others) { own, _ in own })
      .findings("elm.yaml", rules)
  }

  private static func step(_ action: String, _ id: String = "a", _ more: String = "") -> String {
    "  - { id: \(id), when: { unexplained_absence: 1 session }, do: \(action), within: same_day\(more) }\n"
  }

  private static let misspelt: [(body: String, path: String, word: String, meant: String?)] = [
    ("follow_up:\n" + step("contact_parnet"), "follow_up.a.do", "contact_parnet", "contact_parent"),
    ("severe_absence: { threshold: 50 %, do: bake_bread }", "severe_absence.do", "bake_bread", nil),
    (
      "penalty_notices: { third: { do: other_legal_interventoin } }", "penalty_notices.third.do",
      "other_legal_interventoin", "other_legal_intervention"
    ),
    ("formal_support: [apple]", "formal_support.apple", "apple", nil),
    (
      "formal_support: [suport_plan]", "formal_support.suport_plan", "suport_plan", "support_plan"
    ),
    (
      "informs: { of_deletion: [youth_ofending_team] }", "informs.of_deletion.youth_ofending_team",
      "youth_ofending_team", "youth_offending_team"
    ),
    (
      "school: { name: Elm, local_authority: bradfrod }", "school.local_authority", "bradfrod",
      "bradford"
    ),
    (
      "school: { name: Elm, local_authority: kent_county_council }", "school.local_authority",
      "kent_county_council", "kent"
    ),
    ("school: { name: Elm, local_authority: narnia }", "school.local_authority", "narnia", nil),
    (
      "leave_of_absence: { grounds: [exceptional_circumstanses] }",
      "leave_of_absence.grounds.exceptional_circumstanses", "exceptional_circumstanses",
      "exceptional_circumstances"
    ),
    (
      "leave_of_absence: { decided_by: hedteacher }", "leave_of_absence.decided_by", "hedteacher",
      "headteacher"
    ),
    (
      "legislation: [education_act_1966]", "legislation.education_act_1966", "education_act_1966",
      "education_act_1996"
    ),
    (
      "guidance: [working_together_2024_8]", "guidance.working_together_2024_8",
      "working_together_2024_8", "working_together_2024_08"
    ),
    ("prosecution: { under: [s444_2] }", "prosecution.under.s444_2", "s444_2", "s444_1"),
    ("absence_reporting: { ways: [phon] }", "absence_reporting.ways.phon", "phon", "phone"),
    (
      "data_use: { cohorts: [yung_carers] }", "data_use.cohorts.yung_carers", "yung_carers",
      "young_carers"
    ),
    (
      "deletion_from_roll: { only_when: [statutory_gruond] }",
      "deletion_from_roll.only_when.statutory_gruond", "statutory_gruond", "statutory_ground"
    ),
    (
      "statements:\n  - { kind: fines_up_to_2500, quote: up to £2500 }", "statements.0.kind",
      "fines_up_to_2500", "maximum_fine_2500_for_any_offence"
    ),
    (
      "escalation:\n  - { id: m, when: { absence: 6 days, in: term }, do: attendance_meeting, preconditions: [{ any_of: [chat_over_tea] }] }",
      "escalation.m.preconditions.0.any_of.chat_over_tea", "chat_over_tea", nil
    ),
  ]

  @Test(arguments: misspelt)
  func `that no rule knows is a warning at the word, with the one that may be meant`(
    body: String, path: String, word: String, meant: String?
  ) throws {
    let found = try Self.findings(body)
    #expect(found.map(\.diagnostic.rule) == ["word.unknown"])
    let diagnostic = try #require(found.first?.diagnostic)
    #expect(diagnostic.severity == .warning)
    #expect(diagnostic.path == path)
    #expect(diagnostic.message.hasPrefix("`\(word)` is "))
    #expect(diagnostic.span.end.column - diagnostic.span.start.column == word.count)
    if let meant {
      #expect(diagnostic.help?.contains("`\(meant)`") == true, "\(diagnostic.help ?? "")")
    } else {
      #expect(diagnostic.help?.contains("Did you mean") == false)
    }
  }

  @Test(arguments: [
    "follow_up:\n" + step("contact_parent"), "formal_support: [attendance_contract]",
    "school: { name: Elm, local_authority: kingston_upon_hull }",
    "legislation: [education_pupil_registration_regulations_2006]",
    // A law may also be named by its full title.
    "legislation: [education_pupil_registration_england_regulations_2006]",
    "legislation: [school_attendance_pupil_registration_england_regulations_2024]",
    "guidance: [keeping_children_safe_in_education_2025]",
    "statements:\n  - { kind: attendance_target, quote: 97% }",
  ])
  func `that rules know is not remarked on`(body: String) throws {
    #expect(try Self.findings(body).map(\.diagnostic.message) == [])
  }

  @Test func `is told once, however often it is used`() throws {
    let found = try Self.findings(
      "follow_up:\n" + Self.step("semaphore") + Self.step("semaphore", "b")
        + Self.step("semaphore", "c"))
    #expect(found.count == 1)
    #expect(found.first?.diagnostic.related.map(\.span.start.line) == [6, 7])
  }

  @Test func `that is used very often is told with how often`() throws {
    let steps = (1...41).map { Self.step("semaphore", "s\($0)") }.joined()
    let found = try Self.findings("follow_up:\n" + steps)
    #expect(found.count == 1)
    #expect(found.first?.diagnostic.related.count == 20)
    #expect(
      found.first?.diagnostic.related.last?.message == "It is used here too, and 20 times more.")
  }

  @Test(arguments: [
    "text_message", "email", "phone_call", "truancy_call", "call", "contact-parent", "ring_home",
  ])
  func `that is another name for contact with a parent is contact with a parent`(action: String)
    throws
  {
    let body = "follow_up:\n" + Self.step(action) + Self.step("home_visit", "visit")
    #expect(try Self.findings(body, "follow-up.").map(\.diagnostic.message) == [])
    let found = try Self.findings(body)
    #expect(found.map(\.diagnostic.rule) == ["word.other-name"])
    #expect(found.map(\.diagnostic.severity) == [.note])
    #expect(found.first?.diagnostic.help?.contains("Write `contact_parent`") == true)
  }

  private static let otherNames: [(body: String, rule: String)] = [
    ("legislation: [pupil_registration_regulations_2006]", "legislation.revoked-2006-regulations"),
    (
      "legislation: [education_pupil_registration_england_regulations_2006]",
      "legislation.revoked-2006-regulations"
    ),
    (
      "statements:\n  - { kind: penalty_notices_are_automatic, quote: automatic }",
      "penalty.automatic"
    ),
    ("leave_of_absence: { grounds: [holidays] }", "leave.grounds-beyond-exceptional"),
    ("penalty_notices: { issued_by: governing_body }", "penalty.issuer"),
    (
      "escalation:\n  - { id: s, when: { absence: 10 %, in: term }, do: issue_penalty_notice }",
      "escalation.penalty-before-support"
    ),
  ]

  @Test(arguments: otherNames)
  func `that is another name breaks the rule that its word breaks`(body: String, rule: String)
    throws
  {
    #expect(try Self.findings(body, rule).map(\.diagnostic.rule) == [rule])
  }

  private static let innocent: [(body: String, rule: String)] = [
    // Unknown names of steps, issuers, grounds and conditions prove no fault.
    (
      "follow_up:\n" + step("semaphore") + step("home_visit", "b"),
      "follow-up.first-contact-missing"
    ),
    ("penalty_notices: { issued_by: the_burgesses }", "penalty.issuer"),
    ("penalty_notices: { issued_by: council }", "penalty.issuer"),
    ("leave_of_absence: { grounds: [parish_fete] }", "leave.grounds"),
    ("leave_of_absence: { grounds: [interviews, performances] }", "leave.grounds"),
    ("deletion_from_roll: { only_when: [statutory_grounds] }", "deletion.own-condition"),
    ("deletion_from_roll: { only_when: [blue_moon] }", "deletion.own-condition"),
    ("prosecution: { by: the_burgesses, under: [s9999] }", "prosecution."),
    (
      "escalation:\n  - { id: a, when: { absence: 4 days, in: term }, do: walk_and_talk }\n"
        + "  - { id: b, when: { absence: 8 days, in: term }, do: penalty_notice }",
      "escalation.penalty-before-support"
    ),
    (
      "informs: { of_unexplained_absence: [social_worker, youth_ofending_team] }",
      "informs.youth-offending-team"
    ),
  ]

  @Test(arguments: innocent)
  func `that no rule knows is no ground to accuse anybody`(body: String, rule: String) throws {
    #expect(try Self.findings(body, rule).map(\.diagnostic.message) == [])
  }

  @Test(arguments: [
    (
      "leave_of_absence: { grounds: [exceptional_circumstances] }",
      "leave_of_absence: { grounds: [parish_fete] }"
    ),
    ("informs: { of_deletion: [social_worker] }", "informs: { of_deletion: [the_vicar] }"),
    ("informs: { of_deletion: [social_worker] }", "informs: { of_deletion: [social_workers] }"),
  ])
  func `that no rule knows loosens nothing that is inherited`(common: String, own: String) throws {
    let files = ["trees.yaml": LayerFiles.cluster("common: { \(common) }")]
    let found = try Self.findings("follows: [trees.yaml]\n" + own, "layer.", others: files)
    #expect(found.map(\.diagnostic.message) == [])
  }

  @Test func `that is declared as an action of the school's own is known`() throws {
    let body = "actions: { semaphore: Flags from the roof }\nfollow_up:\n" + Self.step("semaphore")
    #expect(try Self.findings(body, "word.").isEmpty)
    #expect(try Self.findings(body, "action.").isEmpty)
    #expect(try Self.findings(body, "format.").isEmpty)
  }

  @Test(arguments: ["actions: { semaphore: Flags }", "common: { actions: { semaphore: Flags } }"])
  func `that a layer declares is known to the layer and to its members`(declared: String) throws {
    let layer = LayerFiles.cluster(
      declared
        + "\nduties:\n  - { id: flags, when: { absence: 1 day }, do: semaphore, within: 1 day }")
    let files = ["trees.yaml": layer]
    let body = "follows: [trees.yaml]\nfollow_up:\n" + Self.step("semaphore")
    #expect(try Self.findings(body, others: files).isEmpty)
    #expect(try LayerFiles(files).findings("trees.yaml", "word.").isEmpty)
    #expect(try LayerFiles(files).findings("trees.yaml", "format.").isEmpty)
  }

  @Test(arguments: [("home_visit", "a known action already"), ("phone_call", "`contact_parent`")])
  func `that is known need not be declared`(action: String, words: String) throws {
    let found = try Self.findings("actions: { \(action): Our own }", "action.")
    #expect(found.map(\.diagnostic.rule) == ["action.known-already"])
    #expect(found.first?.diagnostic.severity == .note)
    #expect(found.first?.diagnostic.message.contains(words) == true)
  }

  @Test func `that is declared has to be one that can be written`() throws {
    let found = try Self.findings("actions: { Breakfast Club: Breakfast club }", "format.")
    #expect(found.map(\.diagnostic.rule) == ["format.value"])
    #expect(found.first?.diagnostic.help == "Write it as `breakfast_club`.")
  }

  private static let authorities: [(name: String, since: String, rule: [String], help: String)] = [
    (
      "cumbria", "2022-09-01", ["word.outdated"], "Write `cumberland` or `westmorland_and_furness`."
    ),
    ("cumberland", "2022-09-01", ["word.outdated"], "Until then it was `cumbria`."),
    ("cumberland", "2023-04-01", [], ""),
    (
      "northamptonshire", "2024-09-01", ["word.outdated"],
      "Write `north_northamptonshire` or `west_northamptonshire`."
    ),
    ("north_yorkshire", "2022-09-01", [], ""), ("somerset", "2022-09-01", [], ""),
    ("cardiff", "2024-09-01", ["word.elsewhere"], "If the school is in England"),
    ("glasgow", "2024-09-01", ["word.elsewhere"], "If the school is in England"),
    ("belfast", "2024-09-01", ["word.elsewhere"], "If the school is in England"),
  ]

  @Test(arguments: authorities)
  func `that names a local authority is held against its dates and its nation`(
    name: String, since: String, rule: [String], help: String
  ) throws {
    let found = try Self.findings(
      "school: { name: Elm, local_authority: \(name) }", dates: since)
    #expect(found.map(\.diagnostic.rule) == rule)
    #expect(found.allSatisfy { $0.diagnostic.help?.hasPrefix(help) == true })
  }

  @Test func `that is outdated is told since when`() throws {
    let body = "school: { name: Elm, local_authority: cumbria }"
    let found = try Self.findings(body, dates: "2022-09-01")
    #expect(found.first?.since == CivilDate("2023-04-01"))
    #expect(found.first?.diagnostic.message.contains("until 31 March 2023 only") == true)
  }
}
