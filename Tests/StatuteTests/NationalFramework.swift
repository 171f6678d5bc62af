import CivilTime
import Clauses
import Compliance
import Diagnostics
import PolicyModel
import PositionedYAML
import Registers
import Simulation
import Statute
import TestSupport
import Testing
import TypedYAML

/// The framework as the files of the checkout give it, examples included.
enum National {
  static let files = ProjectFiles.names(in: "Policies/national").compactMap { name in
    ProjectFiles.text("Policies/national/\(name)").map {
      SourceFile(path: "Policies/national/\(name)", text: $0)
    }
  }

  static let outcome = Framework.decode(files)

  static var framework: Framework {
    get throws { try #require(outcome.value) }
  }

  static let prepared = outcome.value.map { Checker.prepare($0) }

  static var checker: Checker {
    get throws { try #require(prepared).checker }
  }

  static let requirements = (outcome.value?.requirements ?? []).map(Named.init)
  static let duties = (outcome.value?.duties ?? []).map(Named.init)
  static let practice = (outcome.value?.practice ?? []).map {
    Named(element: $0, testDescription: $0.id)
  }

  /// The date of evaluation of rules in force without an end.
  static let today = CivilDate("2026-11-21") ?? CivilDate(day: 0)
}

/// A requirement or a duty that tests name by its id.
struct Named<Element: Sendable>: Sendable, CustomTestStringConvertible {
  let element: Element
  let testDescription: String
}

extension Named<Requirement> {
  init(_ requirement: Requirement) {
    self.init(element: requirement, testDescription: requirement.id.value.text)
  }
}

extension Named<Duty> {
  init(_ duty: Duty) { self.init(element: duty, testDescription: duty.id.value.text) }
}

@Suite struct `The national framework` {
  @Test func `has nothing wrong with it`() throws {
    #expect(!National.files.isEmpty)
    #expect(National.outcome.diagnostics.map(\.message) == [])
    #expect(try #require(National.prepared).problems.map(\.message) == [])
  }

  @Test func `is compiled into the program whole, but for the examples`() throws {
    #expect(EmbeddedFramework.sourceFiles == National.files)
    let embedded = Framework.embedded()
    #expect(embedded.diagnostics.map(\.message) == [])
    let (inside, outside) = (try #require(embedded.value), try National.framework)
    #expect(inside.requirements.map(\.id) == outside.requirements.map(\.id))
    #expect(inside.duties.map(\.id) == outside.duties.map(\.id))
    #expect(inside.practice.map(\.id) == outside.practice.map(\.id))
    #expect(inside.parameters.keys.sorted() == outside.parameters.keys.sorted())
    #expect(inside.codes.meanings.count == outside.codes.meanings.count)
    let ofPractice = try #require(Framework.embedded(.practice).value)
    #expect(ofPractice.requirements.isEmpty)
    #expect(ofPractice.duties.map(\.id) == outside.duties.map(\.id))
    #expect(ofPractice.practice.map(\.id) == outside.practice.map(\.id))
    #expect(ofPractice.parameters.keys.sorted() == outside.parameters.keys.sorted())
    #expect(ofPractice.codes.meanings.count == outside.codes.meanings.count)
  }

  @Test func `says the same of every rule when it is asked for as when it is read at once`() throws
  {
    let inside = try #require(Framework.embedded().value)
    let outside = try National.framework
    for (one, other) in zip(inside.requirements, outside.requirements) {
      #expect(one.title == other.title)
      #expect(
        [one.says, one.because, one.fix].map(\.value.text)
          == [other.says, other.because, other.fix].map(\.value.text))
      #expect(one.citations == other.citations)
      #expect(one.given + one.unless + one.that == other.given + other.unless + other.that)
    }
    for (name, versions) in outside.parameters {
      #expect(inside.parameters[name]?.map(\.citations) == versions.map(\.citations))
    }
    for (one, other) in zip(inside.codes.meanings, outside.codes.meanings) {
      #expect(one.citations == other.citations)
    }
    let asked = outside.bibliography.passages.filter { $0.notCheckable == nil }
    for (one, other) in zip(inside.bibliography.passages, asked) {
      #expect(
        inside.bibliography.places(of: one) == outside.bibliography.places(of: other))
    }
  }

  @Test func `holds what was promised`() throws {
    let framework = try National.framework
    #expect(framework.requirements.count >= 80)
    #expect(framework.duties.count >= 25)
  }

  @Test func `has the 34 codes of regulation 10 since 19 August 2024`() throws {
    let date = try #require(CivilDate("2024-08-19"))
    let codes = try National.framework.codes.codes(on: date).map(\.code.text)
    let expected = [
      "/", "\\", "L", "K", "V", "P", "W", "B", "D", "C", "C1", "C2", "E", "I", "J1", "M", "R", "S",
      "T", "G", "N", "O", "U", "Q", "X", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "Z", "#",
    ]
    #expect(Set(codes) == Set(expected))
    #expect(codes.count == 34)
  }

  @Test(arguments: [
    ("H", "2024-08-18", CodeClass.authorised), ("J", "2024-08-18", .educationalActivity),
    ("J1", "2024-08-19", .authorised), ("Y", "2024-08-18", .notPossible),
    ("Y3", "2024-08-19", .notPossible), ("D", "2024-08-19", .notPossible),
    ("D", "2009-09-01", .educationalActivity), ("D", "2011-09-05", .notPossible),
    ("N", "2024-08-19", .unauthorised), ("E", "2024-08-19", .authorised),
    ("#", "2024-08-19", .notCollected), ("F", "2013-08-31", .authorised),
  ])
  func `classes a code as the law of the day did`(code: String, date: String, expected: CodeClass)
    throws
  {
    let mark = try #require(MarkCode(code.utf8))
    let day = try #require(CivilDate(date))
    #expect(try National.framework.codes.meaning(of: mark, on: day)?.codeClass == expected)
  }

  @Test(arguments: [
    ("H", "2024-08-19"), ("J", "2024-08-19"), ("Y", "2024-08-19"), ("J1", "2024-08-18"),
    ("F", "2013-09-01"),
  ])
  func `knows no meaning of a code out of its time`(code: String, date: String) throws {
    let mark = try #require(MarkCode(code.utf8))
    let day = try #require(CivilDate(date))
    #expect(try National.framework.codes.meaning(of: mark, on: day) == nil)
  }

  @Test func `judges practice in every way that the simulator knows`() throws {
    let asked = Set(try National.framework.practice.map(\.judgement))
    #expect(Set(Judgement.allCases).subtracting(asked) == [])
  }

  @Test func `names the rules about files that the checker judges, and no others`() throws {
    let named = try National.framework.structure.map(\.id)
    #expect(Set(named) == Set(Checker.structureRules))
  }

  @Test func `rests no error on what nobody has seen`() throws {
    let framework = try National.framework
    func isSeen(_ citations: [Citation]) -> Bool {
      framework.bibliography.cited(citations).contains { !$0.isUnverified }
    }
    for requirement in framework.requirements where requirement.severity == .error {
      #expect(isSeen(requirement.citations), "\(requirement.id.value)")
    }
    for duty in framework.duties where duty.severity == .error {
      #expect(isSeen(duty.citations), "\(duty.id.value)")
    }
  }
}

@Suite struct `Every requirement` {
  @Test(arguments: National.requirements)
  func `finds the fault in the example that breaks it`(requirement: Named<Requirement>) throws {
    let found = try findings(requirement.element, example: requirement.element.draft.breaks)
    #expect(!found.isEmpty)
    #expect(
      found.allSatisfy {
        !$0.diagnostic.message.contains("{") || $0.diagnostic.message.contains("{ ")
      })
    #expect(found.allSatisfy { !$0.citations.isEmpty })
  }

  @Test(arguments: National.requirements)
  func `is silent about the example that keeps it`(requirement: Named<Requirement>) throws {
    let found = try findings(requirement.element, example: requirement.element.draft.holds)
    #expect(found.map(\.diagnostic.message) == [])
  }

  /// The findings of one requirement in one of its examples, which must be readable.
  private func findings(_ requirement: Requirement, example: Verbatim?) throws -> [Finding] {
    let node = try #require(example).node
    let date = requirement.inForce.last ?? National.today
    let check = ExampleCheck(framework: try National.framework, requirement: requirement)
    let answer = try #require(check.answer(to: node, on: date))
    #expect(answer.problems.map(\.message) == [])
    #expect(answer.findings.allSatisfy { $0.diagnostic.rule == requirement.id.value.text })
    return answer.findings
  }
}

@Suite struct `Every duty` {
  @Test(arguments: National.duties)
  func `is missed in the example that breaks it`(duty: Named<Duty>) throws {
    let replay = try replay(duty.element, example: duty.element.draft.breaks)
    #expect(divergences(replay, duty.element).count == 1)
  }

  @Test(arguments: National.duties)
  func `is kept in the example that holds`(duty: Named<Duty>) throws {
    let replay = try replay(duty.element, example: duty.element.draft.holds)
    let clause = try #require(replay.clauses.first { $0.clause.name == duty.element.id.value.text })
    #expect(clause.tally.raised == 1)
    #expect(clause.tally.met == 1)
    #expect(divergences(replay, duty.element).map(\.message) == [])
  }

  private func divergences(_ replay: Replay, _ duty: Duty) -> [Divergence] {
    replay.divergences.filter { $0.clause == duty.id.value.text }
  }

  private func replay(_ duty: Duty, example: Verbatim?) throws -> Replay {
    try National.replay(example)
  }
}

@Suite struct `Every rule about practice` {
  @Test(arguments: National.practice)
  func `finds the example that breaks it, once`(rule: Named<PracticeRule>) throws {
    let replay = try National.replay(rule.element.draft.breaks)
    #expect(!divergences(replay, rule.element).isEmpty)
    #expect(Set(divergences(replay, rule.element).map(\.pupil)).count == 1)
  }

  @Test(arguments: National.practice)
  func `finds nothing in the example that holds`(rule: Named<PracticeRule>) throws {
    let replay = try National.replay(rule.element.draft.holds)
    #expect(divergences(replay, rule.element).map(\.message) == [])
  }

  private func divergences(_ replay: Replay, _ rule: PracticeRule) -> [Divergence] {
    replay.divergences.filter { $0.clause == rule.id }
  }
}

extension National {
  /// Replays an example of a duty or of a rule about practice.
  static func replay(_ example: Verbatim?) throws -> Replay {
    var reading = Reading()
    let replay = Simulator.replay(example: try #require(example).node, try framework, &reading)
    #expect(reading.diagnostics.map(\.message) == [])
    return try #require(replay)
  }
}
