import CivilTime
import Compliance
import Diagnostics
import Testing

/// A short deadline in calendar days gets a note, because it may end while the school is closed.
@Suite struct `A short deadline in calendar days` {
  private static let cases: [(body: String, rule: String?)] = [
    (escalation("2 days"), "escalation.calendar-days"),
    (escalation("1 day"), "escalation.calendar-days"),
    (escalation("6 days"), "escalation.calendar-days"),
    (escalation("7 days"), nil), (escalation("1 week"), nil), (escalation("2 school_days"), nil),
    (escalation("2 working_days"), nil), (escalation("same_day"), nil),
    (escalation("1 month"), nil),
    (
      "follow_up: [{ id: visit, when: { unexplained_absence: 3 days }, do: home_visit, within: 3 days }]",
      "follow-up.calendar-days"
    ),
    (
      "leave_of_absence: { decision_within: 5 days }", "leave.decision-in-calendar-days"
    ), ("leave_of_absence: { decision_within: 5 school_days }", nil),
    // The law's own periods are in days.
    ("penalty_notices: { first: { amount: £160, within: 5 days } }", nil),
  ]

  private static func escalation(_ within: String) -> String {
    "escalation: [{ id: letter, when: { absence: 4 days, in: term }, do: stage_letter, within: \(within) }]"
  }

  @Test(arguments: cases)
  func `is noted at its place`(body: String, rule: String?) throws {
    let files = LayerFiles([
      "elm.yaml": LayerFiles.school("", body).replacing("follows: []\n", with: "")
    ])
    let found = try files.findings("elm.yaml", "").filter {
      $0.diagnostic.rule.hasSuffix("calendar-days")
    }
    #expect(found.map(\.diagnostic.rule) == [rule].compactMap { $0 })
    #expect(found.allSatisfy { $0.diagnostic.severity == .note })
    #expect(found.allSatisfy { $0.diagnostic.help?.contains("school_days") ?? false })
  }
}
