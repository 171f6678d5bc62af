import Clauses
import Compliance
import Diagnostics
import SharedLaw
import Statute
import Testing
import TypedYAML

/// Which rules bind which kinds of school.
@Suite struct `A kind of school` {
  private static let bound: [(rule: String, type: SchoolType, phase: Phase, isBound: Bool)] = [
    ("leave.applicant", .nonMaintainedSpecial, .special, true),
    ("leave.applicant-expected", .nonMaintainedSpecial, .special, false),
    ("leave.grounds-beyond-exceptional", .nonMaintainedSpecial, .special, true),
    ("penalty.threshold", .nonMaintainedSpecial, .special, false),
    ("penalty.not-stated", .nonMaintainedSpecial, .special, false),
    ("penalty.non-maintained-special-school", .nonMaintainedSpecial, .special, true),
    ("penalty.independent-school", .nonMaintainedSpecial, .special, false),
    ("national.severe-absence-joint-plan", .nonMaintainedSpecial, .special, true),
    ("national.severe-absence-joint-plan", .independent, .secondary, false),
    ("national.persistent-absence-support", .independent, .secondary, false),
    ("national.formal-support-considered", .independent, .secondary, false),
    ("national.attendance-contract-reviewed", .independent, .secondary, false),
    ("national.severe-absence-joint-plan", .academy, .secondary, true),
    ("escalation.penalty-before-support", .independent, .secondary, false),
    ("contacts.champion-missing", .independent, .secondary, true),
    ("national.first-day-contact", .independent, .secondary, true),
    ("national.sixth-day-provision", .independent, .secondary, false),
    ("national.sixth-day-provision", .maintained, .alternativeProvision, false),
    ("national.sixth-day-provision", .maintained, .secondary, true),
    ("national.sixth-day-provision", .academy, .special, true),
    ("national.medical-needs-plan", .maintained, .hospital, false),
    ("national.sickness-return", .maintained, .hospital, false),
    ("national.medical-needs-plan", .maintained, .special, true),
    ("national.sickness-return", .independent, .primary, true),
    ("leave.blanket-rule", .maintained, .nursery, false),
    ("leave.grounds-beyond-exceptional", .maintained, .nursery, false),
    ("leave.grounds-beyond-exceptional", .maintained, .primary, true),
    ("persistent-absence.not-defined", .maintained, .nursery, false),
    ("severe-absence.not-defined", .academy, .sixthForm, false),
    ("persistent-absence.not-defined", .maintained, .infant, true),
    ("penalty.not-stated", .academy, .sixthForm, false),
    ("penalty.not-stated", .maintained, .nursery, false),
  ]

  @Test(arguments: bound)
  func `is bound by some rules only`(
    rule: String, type: SchoolType, phase: Phase, isBound: Bool
  ) throws {
    let framework = try #require(EmbeddedLaw.rules)
    let scope =
      framework.requirements.first { $0.id.value.text == rule }?.scope
      ?? framework.duties.first { $0.id.value.text == rule }?.scope
    let school = BoundSchool(type: type, phase: phase)
    #expect(try school.isBoundNationally(by: #require(scope)) == isBound)
  }

  @Test func `that is not known is taken for one that the state pays for`() throws {
    let framework = try #require(EmbeddedLaw.rules)
    func isBound(_ rule: String) throws -> Bool {
      let requirement = framework.requirements.first { $0.id.value.text == rule }
      return try BoundSchool(type: nil, phase: nil).isBoundNationally(
        by: #require(requirement).scope)
    }
    #expect(try isBound("penalty.not-stated"))
    #expect(try !isBound("penalty.independent-school"))
    #expect(try !isBound("penalty.non-maintained-special-school"))
  }

  @Test(arguments: [
    ("phase: first_school", "primary"), ("phase: deemed_secondary", "secondary"),
    ("phase: middle_deemed_primary", "primary"), ("phase: 16_to_19", "sixth_form"),
    ("phase: sixth_form_college", "sixth_form"), ("phase: hospital_school", "hospital"),
    ("type: non_maintained_special_school", "non_maintained_special"),
    ("type: nmss", "non_maintained_special"), ("country: wales", "nation"),
  ])
  func `is suggested by its other names`(key: String, meant: String) throws {
    let text = "rollcall: policy/v1\nschool: { name: Elm School, \(key) }\n"
    let found = try LayerFiles(["elm.yaml": text]).findings("elm.yaml", "format.")
    #expect(found.count == 1)
    #expect(found.first?.diagnostic.help?.contains("`\(meant)`") == true)
  }

  private static let codes: [(provides: String, isAsked: Bool)] = [
    ("{ code_of_conduct: true }", false),
    (
      "{ code_of_conduct: true, sources: { code_of_conduct: { document: code, quote: x } } }", false
    ),
    ("{ code_of_conduct: true, named_contact: true }", true),
    ("{ return_interval: monthly }", true),
  ]

  @Test(arguments: codes)
  func `is looked after by an authority, whose code is a code alone`(
    provides: String, isAsked: Bool
  ) throws {
    let text =
      "rollcall: authority/v1\nname: Dudley\nin_force: { from: 2024-09-01 }\nprovides: \(provides)\n"
    let found = try LayerFiles(["la.yaml": text]).findings("la.yaml", "authority.")
    #expect(found.contains { $0.diagnostic.rule == "authority.support-team" } == isAsked)
    #expect(isAsked || found.isEmpty)
  }

  private static let stated: [(body: String, rule: String, isFound: Bool)] = [
    ("data_use: { cohorts: [fsm] }", "data-use.missing", false),
    ("data_use: { reported_to_parents: termly }", "data-use.missing", false),
    ("incentives: [certificates]", "data-use.missing", true),
    (
      "leave_of_absence: { grounds: [exceptional_circumstances], examples: [funeral, wedding] }",
      "leave.grounds-beyond-exceptional", false
    ),
    ("leave_of_absence: { examples: [holiday] }", "leave.holiday-as-example", true),
    ("leave_of_absence: { limit: 2 days, limit_for: [wedding] }", "leave.fixed-limit", false),
    ("leave_of_absence: { limit: 2 days }", "leave.fixed-limit", true),
    (
      "escalation: [{ id: a, when: { unauthorised_absence: 10 sessions, in: 10 school_weeks }, do: penalty_notice }]",
      "penalty.not-stated", false
    ),
    (
      "escalation: [{ id: a, when: { absence: 4 days, in: term }, do: stage_letter }]",
      "penalty.not-stated", true
    ),
    (
      "escalation: [{ id: a, when: { absence: 10 %, in: school_year }, do: penalty_notice }]",
      "escalation.penalty-for-other-absence", true
    ),
    (
      "escalation: [{ id: a, when: { unauthorised_absence: 5 days, in: 10 school_weeks }, do: penalty_notice }]",
      "escalation.penalty-threshold", false
    ),
    (
      "penalty_notices: { threshold: { absence: more than 10 % } }", "penalty.threshold-not-stated",
      false
    ),
    (
      "penalty_notices: { alternatives: [{ late_after_close: 10 sessions, in: 10 school_weeks }] }",
      "penalty.alternative-threshold", false
    ),
    (
      "penalty_notices: { alternatives: [{ late_after_close: 5 sessions, in: 10 school_weeks }] }",
      "penalty.alternative-threshold", true
    ),
  ]

  @Test(arguments: stated)
  func `is held to what its policy states`(body: String, rule: String, isFound: Bool) throws {
    let text = """
      rollcall: policy/v1
      school: { name: Elm School, phase: primary, type: maintained }
      status: { ratified: 2024-09-02, review_by: 2025-09-01 }
      \(body)
      """
    let found = try LayerFiles(["elm.yaml": text]).findings("elm.yaml", rule)
    #expect(found.contains { $0.diagnostic.rule == rule } == isFound)
  }
}
