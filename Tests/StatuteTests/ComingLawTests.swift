import CivilTime
import Clauses
import Compliance
import Diagnostics
import Foundation
import PositionedYAML
import Reporting
import Statute
import TestSupport
import Testing
import TypedYAML

extension National {
  /// The date of commencement in these tests.
  static let commencement = "2026-12-01"

  /// The framework with a date of commencement for one source.
  static func commencing(_ source: String) -> Outcome<Framework> {
    Framework.decode(files.map { dated($0, source) })
  }

  /// The framework with every law to come in force.
  static let afterCommencement = Framework.decode(
    files.map { SourceFile(path: $0.path, text: $0.text.replacing(notYet, with: inForce)) })

  static let checkerAfterCommencement = afterCommencement.value.map { Checker.prepare($0).checker }

  private static let notYet = "\n    not_yet: true\n"
  private static let inForce = "\n    in_force: { from: \(commencement) }\n"

  private static func dated(_ file: SourceFile, _ source: String) -> SourceFile {
    let text = file.text
    guard let start = text.range(of: "\n  \(source):\n")?.upperBound,
      let mark = text.range(of: notYet, range: start..<text.endIndex)
    else { return file }
    return SourceFile(path: file.path, text: text.replacingCharacters(in: mark, with: inForce))
  }
}

/// Sections that are made and not in force: one date of commencement activates all rules that await
/// it.
@Suite struct `The law to come` {
  private static let section = "consent-to-withdraw-2026"
  private static let rule = "deletion.on-notice-alone"
  private static let coming = (National.outcome.value?.coming ?? []).map(Named.init)

  private static let commenced = National.commencing(section)
  private static let prepared = commenced.value.map { Checker.prepare($0) }

  private func checker() throws -> Checker { try #require(Self.prepared).checker }

  /// The rules that one change of the compliant policy breaks on a date, with the commencement set.
  private func broken(by path: [String], _ value: String, on date: String) throws -> [String] {
    let text = "a: \(value)\n"
    let change = try #require(
      YAMLDocument.read(SourceFile(path: "change.yaml", text: text)).value?["a"])
    let node = try Compliant.node("2024").setting(path, to: change)
    let question = Question.on(try #require(CivilDate(date)))
    return try checker().check(CheckSubject(path: "compliant.yaml", node), question).findings
      .map(\.diagnostic.rule)
  }

  @Test func `is asked of nobody while it has no date`() throws {
    let framework = try National.framework
    #expect(Self.coming.map(\.testDescription) == [Self.rule])
    #expect(!framework.requirements.map(\.id.value.text).contains(Self.rule))
    #expect(framework.parameters["deletion.own_conditions"]?.count == 1)
    let sources = framework.bibliography.sources
    for name in [Self.section, "children-not-in-school-2026"] {
      #expect(try #require(sources[name]).isToCome)
    }
  }

  @Test func `comes in by one date`() throws {
    #expect(Self.commenced.diagnostics.map(\.message) == [])
    let framework = try #require(Self.commenced.value)
    #expect(framework.coming.isEmpty)
    #expect(try #require(Self.prepared).problems.map(\.message) == [])
    let rule = try #require(framework.requirements.first { $0.id.value.text == Self.rule })
    #expect(rule.inForce.first.description == National.commencement)
    #expect(rule.inForce.last == nil)
  }

  @Test(arguments: coming)
  func `does what its examples say, once it is in force`(rule: Named<Requirement>) throws {
    let framework = try #require(National.afterCommencement.value)
    let requirement = try #require(
      framework.requirements.first { $0.id.value.text == rule.testDescription })
    let check = ExampleCheck(framework: framework, requirement: requirement)
    func found(_ example: Verbatim?) throws -> [Finding]? {
      check.answer(to: try #require(example).node, on: requirement.inForce.first)?.findings
    }
    #expect(try found(requirement.draft.breaks)?.isEmpty == false)
    #expect(try found(requirement.draft.holds)?.isEmpty == true)
  }

  @Test(arguments: [("2026-11-30", []), (National.commencement, [rule])])
  func `is asked from that day`(date: String, expected: [String]) throws {
    let claim = "[{ kind: home_education_on_notice_alone, quote: on receipt of a letter }]"
    #expect(try broken(by: ["statements"], claim, on: date) == expected)
  }

  @Test(arguments: [
    ("agreed_with_local_authority", "2026-11-30", ["deletion.own-condition"]),
    ("agreed_with_local_authority", National.commencement, []),
    ("new_school_confirms_arrival", National.commencement, ["deletion.own-condition"]),
  ])
  func `makes the authority's consent a lawful condition`(
    condition: String, date: String, expected: [String]
  ) throws {
    let path = ["deletion_from_roll", "only_when"]
    #expect(try broken(by: path, "[statutory_ground, \(condition)]", on: date) == expected)
  }

  @Test(arguments: [
    ("new_school_confirms_arrival", nil),
    ("agreed_with_local_authority", "This is so until 30 November 2026."),
  ])
  func `is told of only by what it changes, and as what is to come`(
    condition: String, history: String?
  ) throws {
    let text = """
      rollcall: policy/v1
      school: { name: Elm, phase: special, type: maintained, local_authority: leeds }
      status: { effective_from: 2025-09-01, review_by: 2027-08-31 }
      deletion_from_roll: { only_when: [\(condition)] }
      statements: [{ kind: home_education_on_notice_alone, quote: at once }]
      """
    let node = try #require(YAMLDocument.read(SourceFile(path: "p.yaml", text: text)).value)
    let today = try #require(CivilDate("2026-11-21"))
    let found = try checker().check(CheckSubject(path: "p.yaml", node), .whileInForce(today: today))
      .findings.map(\.diagnostic)
    let conditions = found.filter { $0.rule == "deletion.own-condition" }
    #expect(conditions.count == 1)
    let message = try #require(conditions.first?.message)
    #expect(message.contains("so until") == (history != nil), "\(message)")
    if let history { #expect(message.hasSuffix(history), "\(message)") }
    let claim = try #require(found.first { $0.rule == Self.rule }?.message)
    #expect(
      claim.hasSuffix(
        "It will fall short of this from 1 December 2026: it came into force on 1 September 2025, before the change, and is to be in force until 31 August 2027."
      ), "\(claim)")
  }

  @Test func `is listed among what changed on that day`() throws {
    var filter = RuleList.Filter()
    filter.changedOn = CivilDate(National.commencement)
    let list = RuleList(Catalogue(try checker().framework), filter)
    #expect(Set(list.entries.map(\.id)) == [Self.rule, "deletion.own-condition"])
    let text = list.text()
    #expect(text.contains("It begins."))
    #expect(text.contains("Its limit goes from"))
    #expect(text.contains("section 37: in force from this day"))
    let today = RuleList(Catalogue(try National.framework), filter)
    #expect(today.entries.map(\.id) == [])
  }

  @Test func `is told among the passages before it has a date`() throws {
    let page = Coverage(Catalogue(try National.framework)).markdown
    #expect(page.contains("Not in force yet. Once it is in force: `\(Self.rule)`."))
    #expect(page.contains("| *\(Self.section)* |"))
    #expect(page.contains("| law | not yet |"))
  }
}

/// Faults of rules that await a source.
@Suite struct `A rule that comes with a source` {
  private func problems(_ source: String, _ dates: String) -> [String] {
    let text = """
      rollcall: framework/v1
      sources: { act: { title: An act, kind: law, \(source) } }
      requirements:
        - { id: a.rule, title: A rule, severity: note, \(dates), cite: [{ source: act, where: s. 1 }], that: { required: day.starts }, says: S., because: B., fix: F., breaks: {}, holds: {} }
      """
    return Framework.decode([SourceFile(path: "f.yaml", text: text)]).diagnostics
      .map { "\($0.rule) \($0.span.start.line)" }
  }

  @Test(arguments: [
    ("not_yet: true", "comes_with: act", []),
    ("in_force: { from: 2030-01-01 }", "comes_with: act", []),
    ("note: Old", "comes_with: act", ["framework.commencement 4"]),
    ("not_yet: true", "comes_with: acct", ["framework.unknown-source 4"]),
    (
      "not_yet: true", "comes_with: act, in_force: { from: 2020-01-01 }",
      ["format.commencement 4"]
    ),
    ("not_yet: true", "of: policy", ["format.commencement 4"]),
    (
      "not_yet: true, in_force: { from: 2030-01-01 }", "comes_with: act",
      ["framework.commencement 2"]
    ),
  ])
  func `needs one that has dates, or none yet`(source: String, dates: String, expected: [String]) {
    #expect(problems(source, dates) == expected)
  }

  @Test func `is the nation's alone`() throws {
    let text = """
      rollcall: cluster/v1
      name: A cluster
      sources: { act: { title: An act, kind: law, not_yet: true } }
      requirements:
        - { id: a.rule, title: A rule, severity: note, comes_with: act, cite: [{ source: act, where: s. 1 }], that: { required: day.starts }, says: S., because: B., fix: F., breaks: { day: { ends: 15:00 } }, holds: { day: { starts: 09:00 } } }
      """
    let node = try #require(YAMLDocument.read(SourceFile(path: "c.yaml", text: text)).value)
    let found = try National.checker
      .check(CheckSubject(path: "c.yaml", node), .on(National.today)).findings
    #expect(found.map(\.diagnostic.rule).contains("framework.commencement"))
  }
}
