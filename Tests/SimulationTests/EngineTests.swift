import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation
import Statute
import TestSupport
import Testing
import TypedYAML

@testable import RandomRegisters

/// The engine and the reference, which was written from the specification alone, must agree on
/// every register.
@Suite struct `The engine` {
  @Test(arguments: Seeds.upTo(60, long: 3_000))
  func `agrees with the reference on a random register`(seed: UInt64) throws {
    let register = RandomRegister(seed: seed)
    let dataset = try #require(register.dataset(shuffled: seed).value)
    #expect(dataset.rejections.isEmpty)
    let framework = try testFramework(with: register.dutiesYAML)
    let reference = ReferenceSimulator(
      school: register.school, classOf: RandomRegister.classOf,
      firstDate: Int(dataset.dates.first.day),
      lastDate: Int((dataset.dates.last ?? dataset.dates.first).day),
      bankHolidays: Set(referenceBankHolidays.compactMap { CivilDate($0) }.map { Int($0.day) }))
    let simulator = Simulator(framework, nil)
    compareObligations(register, simulator.obligations(in: dataset), reference, seed)
    compareMeasures(register, simulator.replay(dataset).measures, reference)
  }

  private func compareObligations(
    _ register: RandomRegister,
    _ opened: [(clause: Clause, pupil: Pupil, obligation: Obligation)],
    _ reference: ReferenceSimulator, _ seed: UInt64
  ) {
    for entry in register.pupils {
      for (number, duty) in register.duties.enumerated() {
        let expected = reference.obligations(of: duty, for: entry.pupil)
        let found = opened.filter {
          $0.pupil.id == entry.id && $0.clause.name == "duty-\(number)"
        }.map { ReferenceObligation($0.obligation) }
        #expect(found == expected, "seed \(seed), pupil \(entry.id), duty \(number): \(duty)")
      }
    }
  }

  private func compareMeasures(
    _ register: RandomRegister, _ found: Replay.Measures, _ reference: ReferenceSimulator
  ) {
    let each = register.pupils.map { reference.measures(of: $0.pupil) }
    func total(_ value: (ReferenceMeasures) -> Int) -> Int { each.map(value).reduce(0, +) }
    #expect(found.possible == total(\.possible))
    #expect(found.attended == total(\.attended))
    #expect(found.authorised == total(\.authorised))
    #expect(found.unauthorised == total(\.unauthorised))
    #expect(found.late == total(\.late))
    #expect(found.lateAfterClose == total(\.lateAfterClose))
    #expect(found.missing == total(\.missing))
    #expect(found.persistentlyAbsent == each.count { $0.isPersistent })
    #expect(found.severelyAbsent == each.count { $0.isSevere })
    #expect(found.outsideAge.sessions == total(\.outside))
  }

  @Test func `fires the national threshold at the tenth late arrival`() throws {
    let framework = try testFramework(
      with: """
        rollcall: framework/v1
        duties:
          - id: threshold
            when: { unauthorised_absence: 10 sessions, in: 10 school_weeks }
            do: consider
            cite: [{ source: rollcall, where: a test }]
        """)
    var reading = Reading.empty
    let dataset = try #require(
      inlineDataset(
        """
        calendar: { terms: [{ name: Autumn, from: 2024-09-02, to: 2024-12-20 }] }
        marks: { P1: "2024-09-02: U/ U/ U/ U/ U/  U/ U/ U/ U/ U/" }
        """, &reading))
    let opened = Simulator(framework, nil).obligations(in: dataset)
    #expect(opened.map(\.obligation.opened.date.description) == ["2024-09-13"])
  }
}

extension ReferenceObligation {
  /// The engine's obligation in the reference's terms.
  init(_ obligation: Obligation) {
    self.init(
      fired: ReferenceSlot(
        day: Int(obligation.opened.date.day), half: Int(obligation.opened.half.rawValue)),
      due: obligation.due.map { Int($0.day) },
      dischargedOn: obligation.discharge.map { Int($0.date.day) },
      outcome: obligation.outcome.reference)
  }
}

extension Obligation.Outcome {
  fileprivate var reference: ReferenceOutcome {
    switch self {
    case .met: .met
    case .late: .late
    case .missed: .missed
    case .pending: .pending
    }
  }
}
