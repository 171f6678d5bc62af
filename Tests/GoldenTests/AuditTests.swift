import CivilTime
import Compliance
import Diagnostics
import PolicyModel
import Statute
import TestSupport
import Testing

/// What each source document is known to say against the framework, written by hand from the audit
/// of the documents, and compared with what the checker finds: nothing missed, nothing invented.
@Suite struct `The audit of the source documents` {
  /// The rows of the audit that a file can show, with the rule that answers each.
  static let stJames: [String: [String]] = [
    "SJ1 the day starts and ends at 8:40": ["day.ends-before-it-starts"],
    "SJ2 8:40, 8:50 and 9:10": ["day.starts-twice"],
    "SJ3 9:10 is called 30 minutes after the start": ["register.closing-times-disagree"],
    "SJ4 no afternoon register": ["register.afternoon-not-stated"],
    "SJ6 may call; no youth offending team": [
      "follow-up.only-may", "informs.youth-offending-team",
    ],
    "SJ8 five working days": ["reasons.counted-in-working-days"],
    "SJ11 the four states of 2006": ["terms.register-states-of-2006"],
    "SJ12 revoked and superseded regulations": [
      "legislation.revoked-2006-regulations", "legislation.superseded-2013-amendment",
    ],
    "SJ13 deletion under regulation 8": ["terms.deletion-under-2006-regulation"],
    "SJ14 no deletion until attending another school": ["deletion.own-condition"],
    "SJ15 blanket refusal and individual consideration": [
      "leave.blanket-refusal-of-holidays", "leave.contradicts-itself",
    ],
    "SJ16 a garbled limit": ["leave.fixed-limit", "policy.drafting-residue"],
    "SJ17 notice in two units": ["leave.notice-in-two-units"],
    "SJ21 travellers by groups": ["terms.traveller-definition"],
    "SJ22 refused leave is always G": [
      "leave.refused-and-coded-as-holiday", "terms.old-label-of-code-g",
    ],
    "SJ23 evidence of every appointment": ["reasons.blanket-appointment-evidence"],
    "SJ25 all schools in England": ["penalty.threshold-said-to-bind-every-school"],
    "SJ27 one maximum for two offences": ["prosecution.one-maximum-for-two-offences"],
    "SJ28 a drafting note": ["policy.drafting-residue"],
    "SJ29 severe absence not defined": ["severe-absence.not-defined"],
    "SJ30 parenting contract": ["terms.parenting-contract"],
    "SJ31 no champion, no contacts": ["contacts.champion-missing", "contacts.staff-missing"],
    "review overdue": ["policy.review-overdue"],
  ]

  static let widnes: [String: [String]] = [
    "WA1 no end of the day": ["day.times-missing"],
    "WA2 closes after 45 minutes, and within 30": [
      "register.close-limit", "register.close-limit-2022", "register.closing-times-disagree",
    ],
    "WA4 £60 and £120, and nothing of a second notice": [
      "penalty.first-amount", "penalty.first-reduced-amount", "penalty.framework-details-missing",
    ],
    "WA5 no window, and a test of 90%": [
      "penalty.threshold-window-missing", "penalty.further-test",
    ],
    "WA7 a holiday request for the head": ["leave.holidays-as-ordinary-requests"],
    "WA9 19 days for the rest of the year": ["persistent-absence.as-fixed-days"],
    "WA12 removal when the new school confirms": ["deletion.own-condition"],
    "WA13 the registrar of 1998": ["terms.data-protection-1998"],
    "WA14 the regulations of 2006": ["legislation.revoked-2006-regulations"],
    "WA16 parenting contract, LEA": ["terms.parenting-contract", "terms.education-authority"],
    "WA17 two titles": ["policy.two-titles-for-one-person"],
    "WA18 no champion, no contacts, review overdue": [
      "contacts.champion-missing", "contacts.staff-missing", "policy.review-overdue",
    ],
    "WA19 no afternoon register, nothing of severe absence or the website": [
      "register.afternoon-not-stated", "severe-absence.not-defined", "policy.not-published",
    ],
    "WA20 certificates for full attendance": ["halton.rewards-for-full-attendance"],
    "evidence of every appointment": ["reasons.blanket-appointment-evidence"],
    "Halton tells social workers only": ["informs.youth-offending-team"],
  ]

  @Test(arguments: [("st-james", stJames), ("widnes-academy", widnes)])
  func `is answered row by row`(school: String, rows: [String: [String]]) throws {
    let findings = try Checks.findings("Policies/schools/\(school).yaml")
    let found = Set(findings.map(\.diagnostic.rule))
    let expected = Set(rows.values.joined())
    #expect(expected.subtracting(found).sorted() == [], "missed")
    #expect(found.subtracting(expected).sorted() == [], "invented")
  }

  @Test(arguments: [
    "penalty.first-amount", "penalty.first-reduced-amount", "terms.parenting-contract",
  ])
  func `says that Widnes was right until 19 August 2024`(rule: String) throws {
    let findings = try Checks.findings("Policies/schools/widnes-academy.yaml")
    let finding = try #require(findings.first { $0.diagnostic.rule == rule })
    #expect(finding.since?.description == "2024-08-19")
    #expect(finding.until == nil)
    #expect(finding.diagnostic.message.contains("came into force on 22 November 2023"))
    #expect(finding.diagnostic.message.contains("since 19 August 2024"))
    #expect(finding.diagnostic.message.contains("in force until 22 November 2024"))
  }

  @Test func `finds Widnes's amounts right on the day it was ratified`() throws {
    let date = try #require(CivilDate("2023-11-22"))
    let rules = try Checks.findings("Policies/schools/widnes-academy.yaml", .on(date))
      .map(\.diagnostic.rule)
    #expect(!rules.contains { $0.hasPrefix("penalty.") })
    #expect(!rules.contains("register.close-limit"))
  }

  @Test func `finds Widnes's amounts wrong for good`() throws {
    let date = try #require(CivilDate("2026-11-21"))
    let findings = try Checks.findings("Policies/schools/widnes-academy.yaml", .on(date))
    let amount = try #require(findings.first { $0.diagnostic.rule == "penalty.first-amount" })
    #expect(amount.since?.description == "2024-08-19")
    #expect(amount.expected == "£160")
    #expect(amount.found == "£120")
  }
}

/// Checks of the policies of the checkout, as `rollcall check` makes them.
enum Checks {
  static let today = CivilDate("2026-11-21") ?? CivilDate(day: 0)

  static func read(_ path: String) -> Outcome<SourceFile> {
    guard let text = ProjectFiles.text(path) else {
      return Outcome(nil, [Diagnostic("file.unreadable", "no file", at: .startOfFile(path))])
    }
    return Outcome(SourceFile(path: path, text: text))
  }

  static func checker() throws -> Checker {
    Checker.prepare(try #require(Framework.embedded().value)).checker
  }

  static func file(_ path: String, _ question: Question = .whileInForce(today: today))
    throws -> CheckedFile
  {
    try checker().check(CheckSubject.load(path, reading: read), question)
  }

  static func findings(
    _ path: String, _ question: Question = .whileInForce(today: today)
  ) throws -> [Finding] {
    try file(path, question).findings
  }
}

/// One file with six faults of different kinds: none hides another.
@Suite struct `A file with six faults` {
  @Test(arguments: [
    ("format.value", 5, "published_on_website"), ("register.close-limit", 12, "09:30"),
    ("register.close-limit", 13, "13:40"), ("format.unknown-key", 14, "amendments_recrod"),
    ("reasons.resolved-late", 18, "10 school days"), ("yaml.unquoted-hash", 27, "#"),
  ])
  func `gives each of them at its place, explained`(rule: String, line: Int, words: String) throws {
    let findings = try Checks.findings("Tests/GoldenTests/Faults/six-faults.yaml")
    let found = findings.filter {
      $0.diagnostic.rule == rule && $0.diagnostic.span.start.line == line
    }
    #expect(
      found.count == 1,
      "\(findings.map { "\($0.diagnostic.rule) \($0.diagnostic.span.start.line)" })")
    let diagnostic = try #require(found.first).diagnostic
    #expect(diagnostic.message.contains(words))
    #expect(diagnostic.help?.isEmpty == false)
  }

  @Test func `gives nothing else`() throws {
    let rules = try Checks.findings("Tests/GoldenTests/Faults/six-faults.yaml").map(
      \.diagnostic.rule)
    #expect(rules.count == 6, "\(rules)")
  }
}
