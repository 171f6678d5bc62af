import CivilTime
import Clauses
import Compliance
import Diagnostics
import PolicyModel
import Registers
import SharedLaw
import Simulation
import Statute
import TestSupport
import Testing
import TypedYAML

@testable import Comparisons

@Suite struct `A change of a policy` {
  static let schools =
    ProjectFiles.yamlFiles(in: "Policies/schools") + ["Examples/proposal/thwaites-school.yaml"]

  @Test(arguments: schools)
  func `into itself changes nothing`(path: String) throws {
    let policy = try PolicyFiles.policy(path)
    let difference = try PolicyFiles.difference(policy, policy)
    #expect(difference.changes.isEmpty)
    #expect(difference.standing == .same)
    #expect(difference.unchangedClauses > 20)
    #expect(difference.effect.fixed.isEmpty && difference.effect.introduced.isEmpty)
  }

  @Test(arguments: zip(schools, schools.dropFirst()))
  func `undone is the change reversed`(one: String, other: String) throws {
    let (left, right) = (try PolicyFiles.policy(one), try PolicyFiles.policy(other))
    let there = try PolicyFiles.difference(left, right)
    let back = try PolicyFiles.difference(right, left)
    #expect(there.standing == back.standing.reversed)
    #expect(there.unchangedClauses == back.unchangedClauses)
    #expect(Set(there.changes.map(\.path)) == Set(back.changes.map(\.path)))
    for change in there.changes {
      let undone = try #require(back.changes.first { $0.path == change.path })
      #expect(change.standing == undone.standing.reversed, "\(change.path)")
      #expect(change.old?.words == undone.new?.words)
    }
  }

  @Test(arguments: zip(schools, schools.dropFirst()))
  func `sorts every finding of both policies into one of three`(one: String, other: String) throws {
    let (old, new) = (try PolicyFiles.policy(one), try PolicyFiles.policy(other))
    let checker = try #require(PolicyFiles.checker)
    let effect = try PolicyFiles.difference(old, new).effect
    func names(_ findings: [Finding]) -> [String] {
      findings.map { "\($0.diagnostic.rule) \($0.diagnostic.path)" }.sorted()
    }
    let (before, after) = (
      checker.findings(for: old, PolicyFiles.question, during: new.inForce()),
      checker.findings(for: new, PolicyFiles.question)
    )
    #expect(names(effect.introduced + effect.unchanged) == names(after))
    #expect(names(effect.fixed + effect.unchanged) == names(before))
  }

  @Test(arguments: [
    ("notice: 10 school_days", "notice: 15 school_days", Comparison.stricter),
    ("notice: 4 weeks", "notice: 28 days", .same),
    ("limit: less than 10 sessions", "limit: 9 sessions", .same),
    ("notice: 10 school_days", "notice: 3 weeks", .incomparable),
    ("holidays: refused", "holidays: considered", .looser),
    ("considered: individually", "considered: blanket_refusal", .incomparable),
    ("grounds: [interview]", "grounds: [interview, family_holiday]", .looser),
  ])
  func `is as strict as a reader would say`(old: String, new: String, standing: Comparison) throws {
    let difference = try PolicyFiles.difference(
      PolicyFiles.school("Elm", "leave_of_absence: { \(old) }"),
      PolicyFiles.school("Elm", "leave_of_absence: { \(new) }"))
    #expect(difference.standing == standing)
    #expect(difference.changes.map(\.standing) == [standing])
    let touched = difference.changes.first?.concern?.whom?.map(\.value.text)
    #expect(touched == ["parents", "headteacher"])
  }

  private static let stages = """
    escalation:
      - { id: one, when: { absence: 4 days, in: term }, do: letter, within: 1 week }
      - { id: two, when: { absence: 8 days, in: term }, do: meeting, within: 1 week }
    absence_reporting: { ways: [phone, app] }
    """

  private static let rewordings: [(from: String, to: String, changed: [String])] = [
    ("4 days", "8 sessions", ["escalation.one"]), ("1 week", "7 days", []),
    ("[phone, app]", "[app, phone]", ["absence_reporting.ways"]),
    ("do: letter", "do: letter, binding: will", []),
    ("{ id: one", "{ title: The first, id: one", []),
  ]

  @Test(arguments: rewordings)
  func `in words alone is none, or one that asks for as much`(
    from: String, to: String, changed: [String]
  ) throws {
    let difference = try PolicyFiles.difference(
      PolicyFiles.school("Elm", Self.stages),
      PolicyFiles.school("Elm", Self.stages.replacing(from, with: to)))
    #expect(difference.changes.map(\.path) == changed)
    #expect(difference.changes.allSatisfy { $0.standing == .same && $0.respects.isEmpty })
    #expect(difference.standing == .same)
  }

  @Test func `in the order of the stages changes no stage`() throws {
    var lines = Self.stages.split(separator: "\n")
    lines.swapAt(1, 2)
    let swapped = lines.joined(separator: "\n")
    let difference = try PolicyFiles.difference(
      PolicyFiles.school("Elm", Self.stages), PolicyFiles.school("Elm", swapped))
    #expect(difference.changes.isEmpty)
  }

  @Test func `in a name alone is a duty that is renamed`() throws {
    let old = try PolicyFiles.school("Elm", Self.stages)
    let new = try PolicyFiles.school("Elm", Self.stages.replacing("id: one", with: "id: first"))
    let difference = try PolicyFiles.difference(old, new)
    #expect(difference.changes.map(\.path) == ["escalation.first"])
    #expect(difference.changes.map(\.renamedFrom) == ["escalation.one"])
    #expect(difference.standing == .same)
    #expect(difference.renamed == ["escalation.one": "escalation.first"])
    #expect(difference.effect.fixed.isEmpty && difference.effect.introduced.isEmpty)
  }

  @Test func `in a name and in what is asked is a duty gone and another come`() throws {
    let old = try PolicyFiles.school("Elm", Self.stages)
    let new = try PolicyFiles.school(
      "Elm",
      Self.stages.replacing("id: one", with: "id: first").replacing("4 days", with: "3 days"))
    let difference = try PolicyFiles.difference(old, new)
    #expect(difference.changes.map(\.path) == ["escalation.first", "escalation.one"])
    #expect(difference.changes.map(\.standing) == [.stricter, .looser])
  }

  @Test func `of a threshold for penalties is told by what it counts`() throws {
    func school(_ threshold: String) throws -> PolicyDocument {
      try PolicyFiles.school(
        "Elm",
        "penalty_notices: { threshold: { unauthorised_absence: \(threshold), in: 10 school_weeks } }"
      )
    }
    let difference = try PolicyFiles.difference(school("10 sessions"), school("5 days"))
    #expect(difference.changes.map(\.standing) == [.same])
  }

  @Test func `of dates and names alone asks for nothing more`() throws {
    let old = try PolicyFiles.school("Elm", "contacts: { support: { role: Family worker } }")
    let new = try PolicyFiles.school("Oak", "contacts: { support: { role: Pastoral lead } }")
    let difference = try PolicyFiles.difference(old, new)
    #expect(difference.standing == .same)
    #expect(difference.changes.map(\.path) == ["school.name", "contacts.support.role"])
    #expect(difference.changes.allSatisfy { $0.asksNothing })
  }

  @Test func `is judged on the days of the new policy`() throws {
    let body = "penalty_notices: { first: { amount: £120, within: 28 days } }"
    let old = try PolicyFiles.school("Elm", body)
    let new = try PolicyFiles.school("Elm", body.replacing("£120", with: "£160"))
    let fixed = try PolicyFiles.difference(old, new).effect.fixed.map(\.diagnostic.rule)
    #expect(fixed == ["penalty.first-amount"])
  }
}

@Suite struct `A year that was` {
  private static let folder = "Examples/hollybank-primary"
  private static let old = "Policies/schools/poms/thwaites-school.yaml"
  private static let new = "Examples/proposal/thwaites-school.yaml"

  private static let dataset: Dataset? = {
    let manifest = ProjectFiles.text("\(folder)/register.yaml") ?? ""
    return Dataset.read(SourceFile(path: "\(folder)/register.yaml", text: manifest)) { name in
      ProjectFiles.bytes("\(folder)/\(name)").map { DataFile(name: name, bytes: $0) }
    }.value
  }()

  private func difference(_ old: String, _ new: String) throws -> PracticeDifference {
    PracticeDifference(
      try #require(Self.dataset), from: try PolicyFiles.policy(old),
      to: try PolicyFiles.policy(new),
      try #require(EmbeddedLaw.everything))
  }

  @Test func `would have been the same under the same policy`() throws {
    let same = try difference(Self.old, Self.old)
    #expect(same.clauses.isEmpty)
    #expect(same.marks == 0)
    #expect(same.work.count > 3)
    #expect(same.work.allSatisfy { $0.old == $0.new && $0.oldBusiest == $0.newBusiest })
  }

  @Test func `would have been the same under other names`() throws {
    let (old, new) = (
      try PolicyFiles.school("Elm", Self.call("first")),
      try PolicyFiles.school("Elm", Self.call("one"))
    )
    let renamed = try PolicyFiles.difference(old, new).renamed
    let framework = try #require(EmbeddedLaw.everything)
    let dataset = try #require(Self.dataset)
    let practice = PracticeDifference(dataset, from: old, to: new, framework, renamed: renamed)
    #expect(practice.clauses.isEmpty)
    let apart = PracticeDifference(dataset, from: old, to: new, framework)
    #expect(apart.clauses.map(\.clause) == ["follow_up.first", "follow_up.one"])
  }

  private static func call(_ id: String) -> String {
    "follow_up: [{ id: \(id), when: { unexplained_absence: 1 session }, do: contact_parent }]"
  }

  @Test func `is told the other way round from the other side`() throws {
    let (there, back) = (
      try difference(Self.old, Self.new), try difference(Self.new, Self.old)
    )
    #expect(there.marks == back.marks && there.marks > 0)
    #expect(Set(there.clauses.map(\.clause)) == Set(back.clauses.map(\.clause)))
    for row in there.clauses {
      let undone = try #require(back.clauses.first { $0.clause == row.clause })
      #expect(
        (row.old, row.new, row.gone, row.added) == (
          undone.new, undone.old, undone.added, undone.gone
        ))
      #expect((row.newPupils, row.formerPupils) == (undone.formerPupils, undone.newPupils))
      #expect(row.new == row.old - row.gone + row.added)
    }
  }

  /// The threshold of a letter, counted by hand over the marks after amendments.
  @Test func `calls for letters as the marks say`() throws {
    let practice = try difference(Self.old, Self.new)
    let row = try #require(practice.clauses.first { $0.clause == "escalation.stage-2" })
    #expect(row.old == 0)
    let dataset = try #require(Self.dataset)
    let policy = try PolicyFiles.policy(Self.new)
    let simulator = Simulator(try #require(EmbeddedLaw.everything), policy)
    let stage = simulator.obligations(in: dataset).filter { $0.clause.name == row.clause }
    let shifts = simulator.replay(dataset).counterfactual.shifts.filter { $0.clause == row.clause }
    let pupils = Set(stage.map(\.pupil.id))
      .subtracting(shifts.filter { $0.corrected == nil }.map(\.pupil))
      .union(shifts.filter { $0.recorded == nil }.map(\.pupil))
    #expect(row.newPupils == pupils.sorted())
    #expect(row.newPupils.count > 20)
  }

  @Test func `counts work once that several clauses call for`() throws {
    let practice = try difference(Self.old, Self.new)
    let calls = try #require(practice.work.first { $0.kind == "calls" })
    let dataset = try #require(Self.dataset)
    let simulator = Simulator(
      try #require(EmbeddedLaw.everything), try PolicyFiles.policy(Self.old))
    let raised = simulator.obligations(in: dataset).filter {
      $0.clause.duty.action.text == "contact_parent"
    }
    #expect(
      calls.old > 0 && calls.old < raised.count, "the nation's first call is the school's own")
  }
}

/// Times that one policy gives in another way than the other, or not at all.
@Suite struct `A change of times` {
  private static let once =
    "registers: { morning: { opens: 08:45, late_after: 08:55, closes: 09:15 }, afternoon: { opens: 13:00, closes: 13:25 } }"
  private static let byDay = """
    registers:
      morning: { opens: 08:45, closes: 09:15 }
      afternoon: [{ opens: 13:00, closes: 13:20 }, { for: { weekdays: friday }, opens: 12:30, closes: 12:50 }]
    """

  @Test func `from times that are given once to times by group is one change`() throws {
    let change = try PolicyFiles.difference(
      PolicyFiles.school("Elm", Self.once), PolicyFiles.school("Elm", Self.byDay))
    let afternoon = change.changes.filter { $0.path.hasPrefix("registers.afternoon") }
    #expect(afternoon.map(\.path) == ["registers.afternoon"])
    #expect(afternoon.map(\.standing) == [.incomparable])
    #expect(afternoon.first?.old?.words == "opens 13:00, closes 13:25")
    #expect(afternoon.first?.concern?.whom?.map(\.value.text).contains("pupils") == true)
    let compared = try PolicyFiles.comparison(of: [Self.once, Self.byDay])
    let rows = compared.rows.filter { $0.path.hasPrefix("registers.afternoon") }
    #expect(rows.map(\.path) == ["registers.afternoon"])
    #expect(rows.allSatisfy { $0.cells.allSatisfy { $0.clause != nil && $0.place == nil } })
  }

  @Test(arguments: [
    ("late_after: 08:55, ", "", Comparison.stricter), ("", "late_after: 08:55, ", .looser),
    ("late_after: 08:45, ", "", .same),
  ])
  func `to silence means what silence means`(old: String, new: String, standing: Comparison) throws
  {
    func school(_ late: String) throws -> PolicyDocument {
      try PolicyFiles.school(
        "Elm", "registers: { morning: { opens: 08:45, \(late)closes: 09:15 } }")
    }
    let change = try PolicyFiles.difference(school(old), school(new))
    #expect(change.changes.map(\.path) == ["registers.morning.late_after"])
    #expect(change.changes.map(\.standing) == [standing])
    let compared = try PolicyFiles.comparison(of: [
      "registers: { morning: { opens: 08:45, \(old)closes: 09:15 } }",
      "registers: { morning: { opens: 08:45, \(new)closes: 09:15 } }",
    ])
    let row = compared.rows.first { $0.path == "registers.morning.late_after" }
    let places: [MemberComparison.Cell.Place?] =
      switch standing {
      case .stricter: [.loosest, .strictest]
      case .looser: [.strictest, .loosest]
      default: [nil, nil]
      }
    #expect(row?.cells.map(\.place) == places)
  }

  @Test func `that breaks a limit is not the strictest of anything`() throws {
    let compared = try PolicyFiles.comparison(of: [
      "registers: { afternoon: { opens: 13:00, closes: 13:40 } }",
      "registers: { afternoon: { opens: 13:00 } }",
    ])
    let row = try #require(compared.rows.first { $0.path == "registers.afternoon.closes" })
    #expect(row.cells[0].limits.contains { $0.isKept == false })
    #expect(row.cells.map(\.place) == [nil, .loosest])
  }
}
