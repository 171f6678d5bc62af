import Clauses
import Compliance
import Diagnostics
import SharedLaw
import Statute
import Testing
import TypedYAML

/// An extract of a policy, checked by its own claims alone.
@Suite struct `An extract` {
  private static let page = """
    rollcall: policy/v1
    school: { name: Elm School, phase: primary, type: maintained }
    status: { effective_from: 2024-09-02, review_by: 2025-09-01 }
    follow_up:
      - { id: visit, when: { unexplained_absence: 3 days }, do: home_visit, within: same_day }
    persistent_absence: { threshold: more than 15 % }
    penalty_notices: { only_if_attendance_below: 92 % }
    waivers:
      - { rule: incentives.missing, reason: elsewhere, approved_by: us, until: 2027-01-01 }
    """

  @Test func `is judged by what it says alone`() throws {
    let files = LayerFiles(["elm.yaml": Self.page])
    let whole = try files.check("elm.yaml")
    let extract = try files.check("elm.yaml", isExtract: true)
    #expect(
      Set(extract.findings.map(\.diagnostic.rule)) == [
        "persistent-absence.threshold", "penalty.further-test",
      ])
    let missed = Set(whole.findings.map(\.diagnostic.rule)).subtracting(
      extract.findings.map(\.diagnostic.rule))
    #expect(
      missed.isSuperset(of: ["contacts.champion-missing", "follow-up.first-contact-missing"]))
    #expect(whole.terms.leftToWholePolicies == nil)
    let left = try #require(extract.terms.leftToWholePolicies)
    #expect(left > 20)
    #expect(extract.rulesChecked + left == whole.rulesChecked)
  }

  @Test func `finds nothing that a rule says only of what is missing`() throws {
    let framework = try #require(EmbeddedLaw.rules)
    let names = framework.requirements.filter {
      $0.that.allSatisfy(\.relation.complainsOfAbsence)
    }.map(\.id.value.text)
    #expect(names.count > 30)
    let empty = "rollcall: policy/v1\nschool: { name: Elm School }\n"
    let found = try LayerFiles(["elm.yaml": empty]).check("elm.yaml", isExtract: true).findings
    #expect(found.map(\.diagnostic.rule) == [])
  }

  @Test func `of a school is not an authority's file, which is judged as ever`() throws {
    let files = LayerFiles([
      "la.yaml": """
      rollcall: authority/v1
      name: Dudley
      provides: { named_contact: true }
      common: { penalty_notices: { first: { amount: £120 } } }
      """
    ])
    let (one, other) = (try files.check("la.yaml"), try files.check("la.yaml", isExtract: true))
    #expect(one.findings.count > 3)
    #expect(one.findings.map(\.diagnostic.message) == other.findings.map(\.diagnostic.message))
    #expect(other.terms.leftToWholePolicies == nil)
  }

  @Test func `that says nothing of what was agreed breaks no promise`() throws {
    let files = LayerFiles([
      "trees.yaml": LayerFiles.cluster(
        "members: [elm.yaml]\nagreed: [{ path: leave_of_absence.notice, must: equal, to: 10 school_days }]"
      ),
      "elm.yaml": LayerFiles.school("trees.yaml", ""),
    ])
    func rules(isExtract: Bool) throws -> [String] {
      try files.check("elm.yaml", isExtract: isExtract).findings.map(\.diagnostic.rule)
        .filter { $0.hasPrefix("agreement.") }
    }
    #expect(try rules(isExtract: false) == ["agreement.broken"])
    #expect(try rules(isExtract: true) == [])
  }
}
