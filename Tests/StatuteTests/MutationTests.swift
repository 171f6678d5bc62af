import CivilTime
import Clauses
import Compliance
import Diagnostics
import PolicyModel
import PositionedYAML
import Statute
import TestSupport
import Testing
import TypedYAML

/// A whole policy that complies, in the edition of each regime, and one change for each requirement
/// that breaks it and nothing else.
enum Compliant {
  static let folder = "Tests/StatuteTests/Compliant"
  static let editions = ["2022", "2024"]

  private static let documents = Dictionary(
    uniqueKeysWithValues: ProjectFiles.yamlFiles(in: folder).compactMap { path in
      ProjectFiles.text(path).map { (path, YAMLDocument.read(SourceFile(path: path, text: $0))) }
    })

  static func node(_ name: String) throws -> YAMLNode {
    let document = try #require(documents["\(folder)/\(name).yaml"], "\(name)")
    try #require(document.diagnostics.isEmpty, "\(document.diagnostics)")
    return try #require(document.value)
  }

  /// The findings of a policy or an authority's file that is given as a tree.
  static func findings(
    _ node: YAMLNode, _ question: Question, _ checker: Checker? = nil
  ) throws -> [Finding] {
    try (checker ?? National.checker)
      .check(CheckSubject(path: "compliant.yaml", node), question).findings
  }
}

/// One change of a compliant file.
struct Mutant: Sendable, CustomTestStringConvertible {
  let rule: String
  let edition: String
  let change: YAMLNode
  let date: CivilDate?

  var testDescription: String { rule }

  static let all: [Mutant] = {
    guard let node = try? Compliant.node("mutants"), case .mapping(let entries) = node.content
    else {
      return []
    }
    return entries.map { entry in
      Mutant(
        rule: entry.key.value, edition: entry.value["edition"]?.text ?? "2024",
        change: entry.value, date: (entry.value["on"]?.text).flatMap { CivilDate($0) })
    }
  }()

  /// The compliant file with the change made.
  func applied() throws -> YAMLNode {
    var node = try Compliant.node(edition)
    for removed in change["remove"]?.items ?? [] {
      node = node.replacing(steps(removed.text ?? ""), with: nil)
    }
    for entry in change["set"]?.entries ?? [] {
      node = node.replacing(steps(entry.key.value), with: entry.value)
    }
    for entry in change["school"]?.entries ?? [] {
      node = node.replacing(["school", entry.key.value], with: entry.value)
    }
    return node
  }

  private func steps(_ path: String) -> ArraySlice<String> {
    path.split(separator: ".").map(String.init)[...]
  }
}

extension YAMLNode {
  fileprivate var text: String? {
    if case .scalar(let scalar) = content { return scalar.text }
    return nil
  }

  fileprivate var items: [YAMLNode] {
    if case .sequence(let items) = content { return items }
    return []
  }

  fileprivate var entries: [YAMLEntry] {
    if case .mapping(let entries) = content { return entries }
    return []
  }

  /// The tree without the value at a path.
  func removing(_ path: [String]) -> YAMLNode { replacing(path[...], with: nil) }

  /// The tree with another value at a path.
  func setting(_ path: [String], to value: YAMLNode) -> YAMLNode {
    replacing(path[...], with: value)
  }

  /// The tree with the value at a path replaced, added or, for nil, removed; items of lists are
  /// named by `id` or number.
  fileprivate func replacing(_ path: ArraySlice<String>, with value: YAMLNode?) -> YAMLNode {
    guard let step = path.first else { return value ?? self }
    let rest = path.dropFirst()
    switch content {
    case .sequence(var items):
      guard
        let index = items.firstIndex(where: { $0["id"]?.text == step })
          ?? Int(step).flatMap({ items.indices.contains($0) ? $0 : nil })
      else { return self }
      if rest.isEmpty, value == nil {
        items.remove(at: index)
      } else {
        items[index] = items[index].replacing(rest, with: value)
      }
      return YAMLNode(.sequence(items), at: span)
    case .mapping(var entries):
      guard let index = entries.firstIndex(where: { $0.key.value == step }) else {
        guard let value else { return self }
        let below =
          rest.isEmpty ? value : YAMLNode(.mapping([]), at: span).replacing(rest, with: value)
        entries.append(YAMLEntry(key: Located(step, at: span), value: below))
        return YAMLNode(.mapping(entries), at: span)
      }
      if rest.isEmpty, value == nil {
        entries.remove(at: index)
      } else {
        let changed = entries[index].value.replacing(rest, with: value)
        entries[index] = YAMLEntry(key: entries[index].key, value: changed)
      }
      return YAMLNode(.mapping(entries), at: span)
    case .scalar: return self
    }
  }
}

@Suite struct `A compliant policy` {
  @Test(arguments: Compliant.editions)
  func `is silent on every day it is in force`(edition: String) throws {
    let node = try Compliant.node(edition)
    let found = try Compliant.findings(node, .whileInForce(today: National.today))
    // Only the review of a policy that is long over is overdue by now.
    let words = found.filter { edition == "2024" || $0.diagnostic.rule != "policy.review-overdue" }
      .map { "\($0.diagnostic.rule): \($0.diagnostic.message)" }
    #expect(words == [])
  }

  /// The days on which anything in the framework changes, and those around them.
  private static let days: [CivilDate] = {
    guard let framework = National.outcome.value, let start = CivilDate("2022-09-01") else {
      return []
    }
    let ranges =
      framework.requirements.map(\.inForce) + framework.parameters.values.joined().map(\.range)
      + framework.codes.meanings.map(\.range)
    let changes = ranges.flatMap { [$0.first] + [$0.last].compactMap { $0 } }
    let around = changes.flatMap { [$0.adding(days: -1), $0, $0.adding(days: 1)] }
    let months = (0...50).map { start.adding(months: $0) }
    return Set(around + months + [National.today]).filter { $0 >= start && $0 <= National.today }
      .sorted()
  }()

  @Test(arguments: days)
  func `is silent asked about one day`(day: CivilDate) throws {
    let edition = day < (try #require(CivilDate("2024-08-19"))) ? "2022" : "2024"
    let found = try Compliant.findings(Compliant.node(edition), .on(day))
    #expect(found.map { "\($0.diagnostic.rule): \($0.diagnostic.message)" } == [])
  }

  @Test(arguments: Mutant.all)
  func `breaks exactly one rule by one change`(mutant: Mutant) throws {
    let isToCome = try National.framework.coming.contains { $0.id.value.text == mutant.rule }
    let checker = try isToCome ? #require(National.checkerAfterCommencement) : National.checker
    let rule = try #require(
      checker.framework.requirements.first { $0.id.value.text == mutant.rule }, "no such rule")
    let start = CivilDate(mutant.edition == "2022" ? "2022-09-01" : "2024-08-19")
    let date = try mutant.date ?? max(rule.inForce.first, #require(start))
    let found = try Compliant.findings(mutant.applied(), .on(date), checker)
    #expect(
      Set(found.map(\.diagnostic.rule)) == [mutant.rule],
      "\(found.map { "\($0.diagnostic.rule): \($0.diagnostic.message)" })")
  }

  @Test func `has a change for every requirement`() {
    let rules = Set(
      (National.requirements.map(\.element) + (National.outcome.value?.coming ?? []))
        .map(\.id.value.text))
    let killed = Set(Mutant.all.map(\.rule))
    #expect(rules.subtracting(killed).sorted() == [])
    #expect(killed.subtracting(rules).sorted() == [])
  }
}
