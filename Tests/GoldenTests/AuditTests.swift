import CivilTime
import Compliance
import Diagnostics
import PolicyModel
import SharedLaw
import Statute
import TestSupport
import Testing

/// The known findings of each source document, written by hand in `docs/audit.md` from an audit of
/// the documents, are exactly the findings of a check.
enum Audit {
  /// One document's rows, and the other findings in its file.
  struct Section: Sendable, CustomTestStringConvertible {
    let file: String
    var rows: [(id: String, answer: String)] = []
    var besides: [String] = []
    var testDescription: String { file }
  }

  static let sections: [Section] = {
    var sections: [Section] = []
    for line in (ProjectFiles.text("docs/audit.md") ?? "").split(separator: "\n") {
      if line.hasPrefix("## "), let file = quoted(line).first {
        sections.append(Section(file: file))
      } else if line.hasPrefix("Also found:"), !sections.isEmpty {
        sections[sections.count - 1].besides = quoted(line)
      } else if line.hasPrefix("| "), !sections.isEmpty {
        let cells = line.split(separator: "|").map { String($0).trimmed }
        guard cells.count == 3, cells[0].last?.isNumber == true else { continue }
        sections[sections.count - 1].rows.append((cells[0], cells[2]))
      }
    }
    return sections
  }()

  /// The words between backticks.
  static func quoted(_ line: some StringProtocol) -> [String] {
    line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

@Suite struct `The audit of the source documents` {
  @Test func `has each of the 95 rows once`() {
    let ids = Audit.sections.flatMap(\.rows).map(\.id)
    let expected =
      (1...36).map { "SJ\($0)" } + (1...20).map { "WA\($0)" } + (1...13).map { "HF\($0)" }
      + (1...9).map { "WK\($0)" } + (1...6).map { "PM\($0)" }
      + (1...12).filter { $0 != 8 }.map { "DS\($0)" }
    #expect(expected.count == 95)
    #expect(ids.sorted() == expected.sorted())
  }

  @Test(arguments: Audit.sections)
  func `is answered row by row`(section: Audit.Section) throws {
    let found = Set(try Checks.findings(section.file).map(\.diagnostic.rule))
    var claimed = Set(section.besides)
    for row in section.rows {
      let isExplained = row.answer.hasPrefix("No finding:") && row.answer.count > 30
      let rules = isExplained ? [] : Audit.quoted(row.answer)
      #expect(isExplained || !rules.isEmpty, "\(row.id) is not answered")
      #expect(Set(rules).subtracting(found).sorted() == [], "\(row.id): missed")
      claimed.formUnion(rules)
    }
    #expect(found.subtracting(claimed).sorted() == [], "invented")
    #expect(Set(section.besides).subtracting(found).sorted() == [], "listed besides, and not found")
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
      return Outcome(nil, [Diagnostic(.unreadable, "no file", at: .startOfFile(path))])
    }
    return Outcome(SourceFile(path: path, text: text))
  }

  static func checker() throws -> Checker {
    try #require(EmbeddedLaw.checker)
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
