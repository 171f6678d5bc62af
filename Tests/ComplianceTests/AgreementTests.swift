import Compliance
import Diagnostics
import Testing

/// What members promised to each other, seen from the member and from the cluster.
@Suite struct `An agreement of a cluster` {
  private static let files = LayerFiles([
    "elm.yaml": LayerFiles.school("trees.yaml", "leave_of_absence: { notice: 10 school_days }"),
    "oak.yaml": LayerFiles.school("trees.yaml", "leave_of_absence: { notice: 5 school_days }")
      .replacing("Elm", with: "Oak"),
    "ash.yaml": LayerFiles.school("", "leave_of_absence: { notice: 10 school_days }")
      .replacing("Elm", with: "Ash").replacing("follows: []\n", with: ""),
    "trees.yaml": LayerFiles.cluster(
      """
      members: [elm.yaml, oak.yaml, ash.yaml, beech.yaml]
      agreed:
        - { path: leave_of_absence.notice, must: at_least, to: 10 school_days, because: "families plan" }
        - { path: leave_of_absence.notice, must: be_the_same }
        - { path: registers.kept_for, must: equal, to: 6 years }
      """),
  ])

  @Test func `is broken by the member that asks for less`() throws {
    let found = try Self.files.findings("oak.yaml", "agreement.")
    #expect(found.map(\.diagnostic.path) == ["leave_of_absence.notice", "registers.kept_for"])
    #expect(found[0].diagnostic.message.contains("5 school days"))
    #expect(found[0].diagnostic.message.contains("at least 10 school days: families plan"))
    #expect(found[0].diagnostic.related.map(\.span.file) == ["trees.yaml"])
    #expect(found[1].diagnostic.message.contains("says nothing"))
  }

  @Test func `is kept by the member that asks for as much`() throws {
    let found = try Self.files.findings("elm.yaml", "agreement.")
    #expect(found.map(\.diagnostic.path) == ["registers.kept_for"])
  }

  @Test func `is judged for every member at the cluster's own file`() throws {
    let found = try Self.files.findings("trees.yaml", "agreement.")
    let notice = found.filter { $0.diagnostic.path == "leave_of_absence.notice" }
    #expect(notice.map(\.diagnostic.rule) == ["agreement.broken", "agreement.members-differ"])
    #expect(notice[0].diagnostic.message.contains("Oak School says 5 school days"))
    #expect(
      notice[1].diagnostic.message.contains("10 school days (Elm School and Ash School)"),
      "\(notice[1].diagnostic.message)")
    #expect(found.count { $0.diagnostic.path == "registers.kept_for" } == 3)
  }

  @Test func `knows which members it cannot read, and which do not follow it`() throws {
    let found = try Self.files.findings("trees.yaml", "cluster.member")
    #expect(
      Set(found.map(\.diagnostic.rule)) == [
        "cluster.member-unread", "cluster.member-does-not-follow",
      ])
    #expect(found.contains { $0.diagnostic.message.contains("beech.yaml") })
    #expect(found.contains { $0.diagnostic.message.contains("Ash School") })
  }
}
