import CivilTime
import Compliance
import Diagnostics
import Testing

/// A waived finding, with its approver, reason and end.
@Suite struct `A waiver` {
  private func files(_ waiver: String, _ body: String) -> LayerFiles {
    LayerFiles([
      "school.yaml": LayerFiles.school(
        "",
        "waivers: [{ \(waiver), reason: a merger, approved_by: governors, until: 2025-03-31 }]\n"
          + body
      ).replacing("follows: []\n", with: "")
    ])
  }

  @Test func `takes the weight from what rests on no law`() throws {
    let files = files(
      "rule: day.ends-before-it-starts", "day: { starts: 08:45, ends: 08:45 }")
    let finding = try #require(
      try files.findings("school.yaml", "day.ends-before-it-starts").first)
    #expect(finding.waiver?.effect == .waived)
    #expect(!finding.counts)
    #expect(try files.findings("school.yaml", "waiver.").isEmpty)
  }

  @Test func `of the law is an accepted risk, and the finding counts`() throws {
    let files = files("rule: register.not-electronic", "registers: { kept: paper }")
    let finding = try #require(try files.findings("school.yaml", "register.not-electronic").first)
    #expect(finding.waiver?.effect == .acceptedRisk)
    #expect(finding.counts)
  }

  @Test(arguments: [
    ("2025-03-31", false), ("2025-04-01", true),
  ])
  func `holds up to its last day`(date: String, isExpired: Bool) throws {
    let files = files(
      "rule: day.ends-before-it-starts", "day: { starts: 08:45, ends: 08:45 }")
    let today = try #require(CivilDate(date))
    let question = Question.whileInForce(today: today)
    let expired = try files.findings("school.yaml", "waiver.expired", question)
    #expect(expired.count == (isExpired ? 1 : 0))
    let finding = try #require(
      try files.findings("school.yaml", "day.ends-before-it-starts", question).first)
    #expect(finding.counts == isExpired)
  }

  @Test func `of nothing is found`() throws {
    let files = files("rule: day.ends-before-it-starts", "day: { starts: 08:45, ends: 15:15 }")
    #expect(
      try files.findings("school.yaml", "waiver.").map(\.diagnostic.rule) == ["waiver.unused"])
  }

  @Test func `of a rule that is no longer asked is told what took its place`() throws {
    let files = files("rule: escalation.unauthorised-out-of-order", "")
    let finding = try #require(try files.findings("school.yaml", "waiver.").first)
    #expect(finding.diagnostic.rule == "waiver.unused")
    #expect(finding.diagnostic.help?.contains("`escalation.out-of-order`") == true)
  }

  @Test func `of a rule that does not exist is told the nearest name`() throws {
    let files = files("rule: day.ends-before-starts", "day: { starts: 08:45, ends: 15:15 }")
    let finding = try #require(try files.findings("school.yaml", "waiver.").first)
    #expect(finding.diagnostic.rule == "waiver.unknown-rule")
    #expect(finding.diagnostic.help == "Did you mean `day.ends-before-it-starts`?")
  }
}
