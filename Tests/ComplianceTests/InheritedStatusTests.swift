import CivilTime
import Clauses
import Compliance
import Diagnostics
import PolicyModel
import Testing

/// Dates and types that schools inherit from a trust's file, as long as it applies.
@Suite struct `A policy of a trust` {
  private static let status = "status: { ratified: 2024-06-20, review_by: 2027-06-30 }"
  private static let late = "registers: { morning: { opens: 08:40, closes: 09:15 } }"

  private static func files(
    trust: String = "in_force: { from: 2024-06-20 }", common: String = status, own: String = "",
    school: String = "name: Elm School, phase: secondary"
  ) -> LayerFiles {
    LayerFiles([
      "trust.yaml": LayerFiles.cluster(
        "\(trust)\nmembers: [elm.yaml]\ncommon:\n  school: { type: academy }\n  \(common)\n"
          + "  persistent_absence: { threshold: 10 %, do: attendance_meeting }"),
      "elm.yaml":
        "rollcall: policy/v1\nschool: { \(school) }\nfollows: [trust.yaml]\n\(late)\n\(own)",
    ])
  }

  private func said(_ file: CheckedFile) -> [String] {
    file.findings.filter { $0.diagnostic.rule.hasPrefix("register.close") }
      .map { "\($0.diagnostic.rule) \($0.since?.description ?? "-") \($0.diagnostic.message)" }
      .sorted()
  }

  @Test func `is judged on the days that it inherits as on its own`() throws {
    let inherited = try Self.files().check("elm.yaml")
    let own = try Self.files(own: Self.status).check("elm.yaml")
    #expect(inherited.terms.inForce == own.terms.inForce)
    #expect(inherited.terms.inForce?.first.description == "2024-06-20")
    #expect(inherited.terms.inForce?.last?.description == "2027-06-30")
    #expect(said(inherited) == said(own))
    #expect(said(inherited).contains { $0.contains("register.close-limit-2022") })
    #expect(said(inherited).contains { $0.contains("fallen short of this since 19 August 2024") })
    #expect(
      inherited.findings.map(\.diagnostic.rule).sorted()
        == own.findings.map(\.diagnostic.rule).sorted())
  }

  @Test func `may give one of its dates itself`() throws {
    let file = try Self.files(own: "status: { effective_from: 2024-09-02 }").check("elm.yaml")
    #expect(file.terms.inForce?.first.description == "2024-09-02")
    #expect(file.terms.inForce?.last?.description == "2027-06-30")
  }

  @Test func `inherits nothing from what no longer applies, and is told so`() throws {
    let ended = "in_force: { from: 2024-06-20, to: 2024-12-31 }"
    let files = Self.files(trust: ended)
    let file = try files.check("elm.yaml")
    let told = file.findings.filter { $0.diagnostic.rule == "layer.ended" }
    #expect(told.map(\.diagnostic.severity) == [.warning])
    #expect(told.first?.diagnostic.message.contains("`trust.yaml` (The Trees)") == true)
    #expect(
      told.first?.diagnostic.message.contains("31 December 2024: nothing is inherited from it.")
        == true)
    #expect(told.first?.diagnostic.span.start.line == 3)
    #expect(file.terms.inForce == nil)
    #expect(file.findings.contains { $0.diagnostic.rule == "persistent-absence.not-defined" })
    let document = try files.policy("elm.yaml")
    let path = "persistent_absence.threshold"
    #expect(document.provenance(at: path, asOf: LayerFiles.today).isEmpty)
    let lastDay = try #require(CivilDate("2024-12-31") as CivilDate?)
    #expect(document.provenance(at: path, asOf: lastDay).count == 1)
  }

  @Test(arguments: [
    // The policy ends with its layer, or the layer goes on.
    (
      "in_force: { from: 2024-06-20, to: 2024-12-31 }",
      "status: { ratified: 2024-09-02, effective_to: 2024-12-31 }", 0
    ),
    ("in_force: { from: 2024-06-20, to: 2025-01-15 }", "", 0),
    ("in_force: { from: 2024-06-20 }", "", 0), ("", "", 0),
    (
      "in_force: { from: 2024-06-20, to: 2024-12-31 }",
      "status: { ratified: 2024-09-02, review_by: 2026-08-31 }", 1
    ),
  ])
  func `is warned only where it outlives what it follows`(trust: String, own: String, count: Int)
    throws
  {
    #expect(
      try Self.files(trust: trust, own: own).findings("elm.yaml", "layer.ended").count == count)
  }

  @Test func `has the type of all its schools`() throws {
    let files = Self.files()
    #expect(try files.findings("trust.yaml", "format.").isEmpty)
    #expect(try files.findings("elm.yaml", "format.").isEmpty)
    #expect(try files.policy("elm.yaml").effectiveSchool()?.type?.value == .academy)
    #expect(try !files.findings("elm.yaml", "penalty.not-stated").isEmpty)
  }

  @Test(arguments: ["phase: secondary", "nation: england"])
  func `has a name of its own`(school: String) throws {
    let found = try Self.files(school: school).findings("elm.yaml", "format.")
    #expect(found.map(\.diagnostic.rule) == ["format.missing-key"])
    #expect(found.first?.diagnostic.message == "A school needs the key `name`.")
    #expect(found.first?.diagnostic.span.start.line == 2)
  }
}
