import CivilTime
import Clauses
import PolicyModel
import Registers
import Statute

/// What every pupil of a replay is held against, worked out once.
final class ReplayPlan: Sendable {
  let context: ReplayContext
  let asked: [Asked]
  /// In the order of the clauses: whether each can concern a pupil at all.
  let prospects: [Prospect]
  let practice: PracticeRules
  /// What tells groups of pupils apart.
  let attributes: PupilAttributes

  init(_ simulator: Simulator, _ dataset: Dataset) {
    context = ReplayContext(dataset, simulator.framework, simulator.policy?.effective)
    practice = PracticeRules(context)
    let coverage = DataCoverage(dataset)
    asked = simulator.clauses(during: dataset.dates).map { clause in
      Asked(clause: clause, isChecked: coverage.missing(for: clause.duty) == nil)
    }
    prospects = asked.map { [context] in Prospect($0.clause, context) }
    attributes = PupilAttributes(dataset.pupils.lazy.map(\.pupil))
  }

  /// A clause that is asked, and whether the data can show what became of it.
  struct Asked: Sendable {
    let clause: Clause
    let isChecked: Bool

    func concerns(_ pupil: Pupil) -> Bool {
      let groups = clause.duty.pupils
      return groups.isEmpty || groups.contains { pupil.groups.contains($0) }
    }
  }

  /// Runs a clause over one pupil's year; one that does not concern the pupil, or only allows
  /// something, opens nothing.
  func run(_ asked: Asked, _ timeline: Timeline) -> DutyRun.Result {
    guard !asked.clause.isPermission, asked.concerns(timeline.record.pupil) else {
      return DutyRun.Result()
    }
    return DutyRun(
      clause: asked.clause, timeline: timeline, context: context, findsEvidence: asked.isChecked
    ).run()
  }
}
