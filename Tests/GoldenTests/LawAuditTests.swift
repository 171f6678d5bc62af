import CivilTime
import Clauses
import Compliance
import Diagnostics
import Foundation
import PolicyModel
import SharedLaw
import Statute
import TestSupport
import Testing
import TypedYAML

/// The audit of the law's data, point by point, as the tables of four columns in `docs/audit.md`.
enum LawAudit {
  /// One point: its answer, and its findings by file.
  struct Row: Sendable, CustomTestStringConvertible {
    let id: String
    let answer: String
    let shown: [Showing]
    var testDescription: String { id }
  }

  /// The expectations for a document: rules with findings, and rules without.
  struct Showing: Sendable {
    let file: String
    let found: [String]
    let absent: [String]

    /// Reads `file` finds `rule`, without `rule`.
    init(_ text: some StringProtocol) {
      let parts = String(text).components(separatedBy: "without")
      let names = Audit.quoted(parts[0])
      file = names.first ?? ""
      found = Array(names.dropFirst())
      absent = parts.count > 1 ? Audit.quoted(parts[1]) : []
    }
  }

  static let rows: [Row] = (ProjectFiles.text("docs/audit.md") ?? "").split(separator: "\n")
    .compactMap { line in
      let cells = line.split(separator: "|").map {
        String($0).trimmingCharacters(in: .whitespaces)
      }
      guard cells.count == 4, cells[0].contains(where: \.isNumber) else { return nil }
      let shown = cells[3].split(separator: ";").map { Showing($0) }
      return Row(id: cells[0], answer: cells[2], shown: shown)
    }

  /// Every point of the audit, and every case that came with it.
  static let points: [String] =
    (1...10).map { "1.\($0)" } + ["i", "ii", "iii", "iv", "v", "vi"].map { "1.11\($0)" }
    + (1...20).map { "2.\($0)" } + (1...16).map { "3.\($0)" } + (1...5).map { "4.\($0)" }
    + (1...8).map { "5.\($0)" } + (1...10).map { "6.\($0)" } + (1...25).map { "C\($0)" }

  /// The valid names in an answer: rules, coming ones included, passages, sources and values.
  static let names: Set<String> = {
    guard let framework = Framework.decode(nation).value else { return [] }
    return framework.ruleNames
      .union(framework.coming.map(\.id.value.text))
      .union(framework.bibliography.passages.compactMap { $0.id?.value.text })
      .union(framework.bibliography.sources.keys)
      .union(framework.parameters.keys.map { "$\($0)" })
  }()

  private static let nation = ProjectFiles.names(in: "Policies/national").compactMap { name in
    Checks.read("Policies/national/\(name)").value
  }
}

@Suite struct `The audit of the law's data` {
  @Test func `has a row for each point and each case`() {
    #expect(LawAudit.rows.map(\.id) == LawAudit.points)
  }

  @Test(arguments: LawAudit.rows)
  func `is answered by what is there, or with a reason`(row: LawAudit.Row) {
    let isExplained = row.answer.hasPrefix("No:") && row.answer.count > 40
    let named = Audit.quoted(row.answer)
    #expect(isExplained != !named.isEmpty, "\(row.id) is not answered")
    let unknown = named.filter { name in
      name.contains("/") ? ProjectFiles.text(name) == nil : !LawAudit.names.contains(name)
    }
    #expect(unknown == [])
  }

  @Test(arguments: LawAudit.rows.filter { !$0.shown.isEmpty })
  func `is shown by what is found, and what is not`(row: LawAudit.Row) throws {
    for showing in row.shown {
      let found = Set(try Checks.findings(showing.file).map(\.diagnostic.rule))
      #expect(!found.isEmpty && !(showing.found + showing.absent).isEmpty)
      #expect(Set(showing.found).subtracting(found).sorted() == [], "\(showing.file): missed")
      #expect(found.intersection(showing.absent).sorted() == [], "\(showing.file): found")
      #expect((showing.found + showing.absent).allSatisfy(LawAudit.names.contains))
    }
  }

  /// The eight minimum contents that guidance asks of every policy have equal severity.
  @Test func `gives the minimum contents of a policy one severity`() throws {
    let framework = try #require(EmbeddedLaw.rules)
    let contents = framework.bibliography.passages.compactMap { $0.id?.value.text }
      .filter { $0.hasPrefix("contents-") }
    #expect(contents.count == 9)
    let rules = framework.requirements.filter { requirement in
      requirement.inForce.contains(Checks.today)
        && requirement.citations.contains { citation in
          if case .passage(let id) = citation.target {
            contents.contains(id.value.text)
          } else {
            false
          }
        }
    }
    #expect(rules.count >= 12)
    for rule in rules {
      #expect(rule.severity == .warning, "\(rule.id.value.text)")
      #expect(!rule.because.value.text.contains("has to"), "\(rule.id.value.text)")
    }
  }

  /// Numbers taken from a list of another edition stay unconfirmed.
  @Test(arguments: ["para 52", "paras 53 to 68", "paras 138 to 150", "paras 174 to 200"])
  func `calls no paragraph of August 2024 confirmed that nobody looked up`(place: String) throws {
    let framework = try #require(EmbeddedLaw.everything)
    let places = framework.bibliography.passages
      .filter { $0.id?.value.text != "data-shared-daily" }
      .flatMap { framework.bibliography.places(of: $0) }
      .filter { $0.source == "wttisa-2024" && $0.place == place }
    #expect(!places.isEmpty)
    #expect(places.allSatisfy { $0.basis == .placeUnseen })
  }
}
