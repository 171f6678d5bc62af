import CivilTime
import Clauses
import Registers

/// What the replay of one pupil gives; replays of pupils are joined in their order.
struct PupilReplay: Sendable {
  let measures: Replay.Measures
  /// The obligations whose outcome the data can show, clause by clause.
  private(set) var judged: [Judged] = []
  /// How many obligations each clause raised, in the order of the clauses.
  private(set) var raised: [Int] = []
  /// The highest count of each clause that counts sessions and never fired, in the same order.
  private(set) var highest: [Int?] = []
  /// In the order of the rules.
  let practice: [PracticeRules.Result]
  /// What the clauses found; the rules about practice keep their own.
  private(set) var clauseDivergences: [Divergence] = []
  /// What would have followed from the pupil's register without wrong marks.
  let counterfactual: Counterfactual

  /// An obligation that was judged.
  struct Judged: Sendable {
    /// The clause's number.
    let clause: Int
    let opened: CivilDate
    let outcome: Obligation.Outcome
    /// Calendar days from the action to the due date: to spare, or, below zero, late.
    let margin: Int?
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

  var divergences: [Divergence] { clauseDivergences + practice.flatMap(\.divergences) }

  init(
    _ record: PupilRecord, _ clauses: [Asked], _ rules: PracticeRules, _ context: ReplayContext
  ) {
    let timeline = Timeline(record, context)
    measures = Replay.Measures(timeline, context)
    practice = rules.results(timeline)
    var merged = DivergenceMerger()
    var openings: [[CivilDate]] = []
    for (number, asked) in clauses.enumerated() {
      let run = run(asked, timeline, context)
      raised.append(run.obligations.count)
      highest.append(run.obligations.isEmpty ? run.highest : nil)
      openings.append(run.obligations.map(\.opened.date))
      guard asked.isChecked, asked.concerns(record.pupil) else { continue }
      let checks = ActionChecks(clause: asked.clause, timeline: timeline, context: context)
      checks.premature.forEach { merged.add($0, asked.clause, record) }
      checks.incomplete.forEach { merged.add($0, asked.clause, record) }
      for obligation in run.obligations {
        judged.append(Judged(number, obligation))
        merged.add(obligation, asked.clause, record, context)
        merged.add(early: obligation, asked.clause, record)
      }
      if asked.clause.duty.onlyWhen {
        for action in run.unwarranted { merged.add(unwarranted: action, asked.clause, record) }
      }
    }
    clauseDivergences = merged.divergences
    counterfactual = Counterfactual(
      timeline, practice.flatMap(\.divergences), clauses, openings, context)
  }
}

/// Runs a clause over one pupil's year; one that does not concern the pupil, or only allows
/// something, opens nothing.
func run(
  _ asked: PupilReplay.Asked, _ timeline: Timeline, _ context: ReplayContext
) -> DutyRun.Result {
  guard !asked.clause.isPermission, asked.concerns(timeline.record.pupil) else {
    return DutyRun.Result()
  }
  return DutyRun(clause: asked.clause, timeline: timeline, context: context).run()
}

extension PupilReplay.Judged {
  fileprivate init(_ clause: Int, _ obligation: Obligation) {
    self.clause = clause
    opened = obligation.opened.date
    outcome = obligation.outcome
    margin = obligation.due.flatMap { due in
      obligation.discharge.map { due.days(since: $0.date) }
    }
  }
}
