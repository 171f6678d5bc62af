import CivilTime
import Diagnostics
import PolicyModel
import PositionedYAML
import Registers
import SharedLaw
import Statute
import Testing
import TypedYAML

@testable import Simulation

/// Joining of pupils' tallies; a field that is not joined would be lost silently.
@Suite struct `A tally` {
  /// Pupils who contribute to every part of a tally.
  private static let register = """
    calendar:
      terms: [{ from: 2025-06-02, to: 2025-07-22 }]
      morning_only: [2025-06-03]
    marks:
      P1: '2025-06-02: II II II II II II II II II II II II II II'
      P2: '2025-06-02: /. /\\ L\\ L\\ /\\ OO'
      P3: '2025-07-22: /\\'
      P4: '2025-06-02: L\\'
    pupils:
      - { pupil: P1, registration: subsidiary }
      - { pupil: P2, year_group: '5', left: 2025-06-09 }
      - { pupil: P3, year_group: '6', left: 2025-07-22 }
      - { pupil: P4 }
    arrivals:
      - { pupil: P2, date: 2025-06-04, session: AM, late: 45 minutes }
      - { pupil: P2, date: 2025-06-05, session: AM, late: 0 minutes }
      - { pupil: P4, date: 2025-06-02, session: AM, late: 10 minutes }
    actions:
      - { pupil: P2, date: 2025-06-03, action: penalty_notice, parent: Q1, amount: £160 }
      - { pupil: P2, date: 2025-06-05, action: penalty_paid, parent: Q1, amount: £80 }
      - { pupil: P2, date: 2025-06-09, action: deletion_return }
    policy:
      school: { name: A School, phase: primary }
      registers:
        morning: [{ for: { years: [5] }, opens: 08:45, closes: 09:15 }, { for: { years: [6] }, opens: 08:45, closes: 09:05 }]
    """

  @Test func `joins every part of another`() throws {
    var reading = Reading.empty
    let root = try #require(
      YAMLDocument.read(SourceFile(path: "a.yaml", text: Self.register)).value)
    let small = try #require(InlineRegister.read(root, &reading))
    let policy = small.policy.flatMap { Policy.read($0.node, &reading) }
    let dataset = try #require(Dataset(small, &reading))
    #expect(reading.diagnostics.map(\.message) == [])
    let framework = try #require(EmbeddedLaw.rules)
    let document = policy.map { PolicyDocument(path: "a.yaml", own: $0, layers: []) }
    let plan = ReplayPlan(Simulator(framework, document), dataset)
    let empty = ReplayTally(plan, listsObligations: true)
    var (whole, joined) = (empty, empty)
    for record in dataset.pupils { whole.add(record, plan) }
    joined += whole
    let parts = zip(parts(of: empty), zip(parts(of: whole), parts(of: joined)))
    for (empty, (whole, joined)) in parts
    where !["isListing", "listsObligations"].contains(empty.name) {
      #expect(whole.text != empty.text, "The register shows nothing of \(whole.name).")
      #expect(joined.text == whole.text, "\(whole.name)")
    }
  }

  private func parts(of tally: ReplayTally) -> [(name: String, text: String)] {
    Mirror(reflecting: tally).children.map { ($0.label ?? "", text(of: $0.value)) }
  }

  /// A value in words, the same for equal dictionaries.
  private func text(of value: Any) -> String {
    if let found = value as? [Divergence] { return "\(found.map(\.message))" }
    if let opened = value as? [Replay.Raised] { return "\(opened.map(\.clause.name))" }
    let mirror = Mirror(reflecting: value)
    let texts = mirror.children.map { "\($0.label ?? ""): \(text(of: $0.value))" }
    switch mirror.displayStyle {
    case .dictionary, .set: return "\(texts.sorted())"
    case nil, .class: return String(describing: value)
    default: return texts.isEmpty ? String(describing: value) : "\(texts)"
    }
  }

  @Test func `of counts adds up each of them`() {
    var tally = Replay.Tally()
    let tallies = Replay.Tally(
      raised: 1, met: 1, late: 1, missed: 1, pending: 1, done: 1, notDone: 1)
    tally += tallies
    expectOnes(tally)
    var timing = Replay.Timing(unit: .days)
    timing += Replay.Timing(
      unit: .days, met: 1, daysToSpare: 1, fewestDaysToSpare: 1, late: 1, daysLate: 1,
      mostDaysLate: 1)
    expectOnes(timing)
    var classes = ClassCount()
    classes += ClassCount(presumed: 1, withoutSchool: 1, withoutPupil: 1)
    expectOnes(classes)
    var measures = Replay.Measures()
    let outside = Replay.OutsideAge(throughout: 1, partly: 1, sessions: 1)
    measures += Replay.Measures(
      pupils: 1, possible: 1, attended: 1, authorised: 1, unauthorised: 1, late: 1,
      lateAfterClose: 1, missing: 1, persistentlyAbsent: 1, severelyAbsent: 1, outsideAge: outside,
      possibleOnRoll: 1, attendedOnRoll: 1)
    expectOnes(measures)
    expectOnes(measures.outsideAge)
  }

  /// Expects that every count is 1.
  private func expectOnes(_ counts: Any) {
    for count in Mirror(reflecting: counts).children {
      let text = String(describing: count.value)
      #expect(!["0", "nil"].contains(text), "\(type(of: counts)): \(count.label ?? "")")
    }
  }
}
