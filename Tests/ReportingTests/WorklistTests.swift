import CivilTime
import Clauses
import Diagnostics
import Foundation
import Reporting
import Statute
import Testing

/// The list for an adviser, and the effect of the answers.
@Suite struct `The list of what is to be looked up` {
  private static let today = CivilDate("2026-11-21") ?? CivilDate(day: 0)

  private func decoded(_ confirmations: String = "") -> Outcome<Framework> {
    let answers = SourceFile(
      path: "answers.yaml", text: "rollcall: framework/v1\nconfirmations:\n\(confirmations)\n")
    return Framework.decode(
      EmbeddedFramework.sourceFiles + (confirmations.isEmpty ? [] : [answers]))
  }

  private func list(
    _ framework: Framework, _ parts: Worklist.Part = .unverified,
    on date: CivilDate? = today
  ) -> Worklist {
    var filter = RuleList.Filter()
    filter.on = date
    return Worklist(RuleList(Catalogue(framework), filter), parts, on: date)
  }

  /// A list as JSON.
  private struct Rows: Decodable {
    struct Row: Decodable, Hashable {
      let source: String
      let `where`: String
      let passages: [String]
      let rules: [String]
    }
    var unread, pages, choices: [Row]?
    var open: [Row] { (unread ?? []) + (pages ?? []) }
  }

  private func rows(_ list: Worklist) throws -> Rows {
    try JSONDecoder().decode(Rows.self, from: Data(list.json.text.utf8))
  }

  private func answer(_ source: String, _ target: String, _ rest: String = "") -> String {
    "  - { source: \(source), \(target), seen_at: p. 99, who: \"attendance adviser, a council\", "
      + "on: 2026-09-01\(rest) }\n"
  }

  /// A confirmation of a row's place.
  private func byPlace(_ row: Rows.Row) -> String {
    answer(row.source, "where: '\(row.where.replacing("'", with: "''"))'")
  }

  @Test func `is short, and names each place once`() throws {
    let text = list(try #require(decoded().value)).text()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count < 120, "\(lines.count) lines")
    let first = try #require(text.firstRange(of: "What nobody has read"))
    let second = try #require(text.firstRange(of: "Pages to look up (the words are confirmed)"))
    let last = try #require(text.firstRange(of: "`rollcall rules --choices`"))
    #expect(first.lowerBound < second.lowerBound && second.lowerBound < last.lowerBound)
    #expect(!text.contains("2022 edition"))
  }

  @Test func `has the same places for people, for ticking and for programs`() throws {
    let list = list(try #require(decoded().value), [.unverified, .choices])
    let boxes = list.markdown.split(separator: "\n").count { $0.hasPrefix("- [ ] ") }
    let told = try rows(list)
    #expect(boxes > 50)
    #expect(told.open.count + (told.choices ?? []).count == boxes)
    #expect(Set(told.open).count == told.open.count)
    let lines = list.text().split(separator: "\n").count { line in
      line.hasPrefix("    ") && !line.hasPrefix("     ")
    }
    #expect(lines == boxes)
  }

  @Test func `keeps what is our own choice apart`() throws {
    let framework = try #require(decoded().value)
    #expect(!list(framework).text().contains("the ten school days"))
    let choices = list(framework, .choices).text()
    #expect(choices.contains("the ten school days"))
    #expect(!choices.contains("What nobody has read"))
  }

  @Test func `shifts with the date, and has every edition where none is given`() throws {
    let framework = try #require(decoded().value)
    let before = list(framework, on: CivilDate("2023-01-15")).text()
    #expect(before.contains("(2022 edition)") && !before.contains("July 2026"))
    let all = list(framework, on: nil).text()
    #expect(all.contains("(2022 edition)") && all.contains("(July 2026 edition)"))
  }

  @Test func `is empty when every place is answered`() throws {
    let before = try rows(list(try #require(decoded().value)))
    let answers = before.open.map { byPlace($0) }.joined()
    let answered = decoded(answers)
    #expect(answered.diagnostics.map(\.message) == [])
    #expect(try rows(list(try #require(answered.value))).open == [])
  }

  @Test func `loses the one place that is answered, by its passage or as the list names it`() throws
  {
    let before = try rows(list(try #require(decoded().value))).open
    let row = try #require(before.first { $0.passages.count == 1 })
    for text in [answer(row.source, "passage: \(row.passages[0])"), byPlace(row)] {
      let answered = decoded(text)
      #expect(answered.diagnostics.map(\.message) == [])
      let framework = try #require(answered.value)
      #expect(try Set(rows(list(framework)).open) == Set(before).subtracting([row]))
      let passage = try #require(framework.bibliography.passage(row.passages[0]))
      let places = framework.bibliography.places(of: passage).filter { $0.source == row.source }
      #expect(places.contains { $0.place == "p. 99" && $0.basis == .confirmed })
    }
  }

  @Test func `keeps a place where the text is said to be another`() throws {
    let before = try rows(list(try #require(decoded().value))).open
    let row = try #require(before.first { $0.passages.count == 1 })
    let answered = decoded(
      answer(row.source, "passage: \(row.passages[0])", ", says: It is 40 minutes."))
    let problem = try #require(answered.diagnostics.first)
    #expect(problem.severity == .warning && problem.message.contains("It is 40 minutes."))
    #expect(try rows(list(try #require(answered.value))).open == before)
  }

  @Test(arguments: [
    ("wttisa-2027", "passage: register-closing", "framework.unknown-source", "`wttisa-202"),
    ("wttisa-2026", "passage: register-closng", "framework.unknown-passage", "`register-closing`"),
    ("equality-act-2010", "passage: register-closing", "framework.confirmation", "`wttisa-2024`"),
    (
      "wttisa-2026", "where: the part on registration and code V", "framework.confirmation",
      "the part on registration and code U"
    ),
    (
      "registration-regulations-2024", "passage: register-preservation", "framework.confirmation",
      "Remove the answer"
    ),
  ])
  func `is answered only by what names a place that is open`(
    source: String, target: String, rule: String, help: String
  ) throws {
    let problem = try #require(decoded(answer(source, target)).diagnostics.first)
    #expect(problem.rule == rule, "\(problem.message)")
    #expect(problem.span.file == "answers.yaml")
    #expect(problem.help?.contains(help) == true, "\(problem.help ?? "")")
  }

  @Test func `is answered once`() throws {
    let text = answer("wttisa-2026", "passage: register-closing")
    let problems = decoded(text + text).diagnostics
    #expect(problems.map(\.rule) == ["framework.confirmation"])
    #expect(problems.first?.span.start.line == 4)
  }
}
