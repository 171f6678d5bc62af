import CivilTime
import Clauses
import PolicyModel
import Registers

extension Replay {
  /// Makes the replay of a school from those of its pupils, in their order.
  init(
    _ tallies: [ReplayTally], _ plan: ReplayPlan, _ simulator: Simulator, isListing: Bool,
    rejections: [Rejection], remarks: [Remark], usage: [FileUsage]
  ) {
    var tally = ReplayTally(plan, isListing: isListing)
    for part in tallies { tally += part }
    let dataset = plan.context.dataset
    // In a small register of a test each mark is meant as it is, and each missing one.
    if !usage.isEmpty {
      tally.gatherMissingMarks(plan)
      tally.gatherMarksOnClosedDays(plan)
    }
    let practice = PracticeResult.all(tally, plan)
    let clauses = ClauseResult.all(tally, plan)
    self.init(
      school: dataset.school, dates: dataset.dates, measures: tally.measures, clauses: clauses,
      practice: practice,
      conformance: Conformance(
        clauses, practice, tally,
        schoolDays: dataset.calendar.schoolDays.count { dataset.dates.contains($0) }),
      consistency: Consistency(tally.consistency, plan), counterfactual: tally.counterfactual,
      divergences: tally.divergences.sorted(by: Divergence.precedes),
      severities: tally.severities, isListing: isListing,
      notChecked: DataCoverage(dataset).notChecked(
        plan.asked.map(\.clause), plan.practice.rules, plan.context,
        arrivalsWithoutTimes: tally.arrivalsWithoutTimes),
      assumptions: dataset.assumptions
        + (tally.hasPayments
          ? ["A penalty notice is taken to be received on the day it is recorded."] : [])
        + [plan.gapInWorkingDays].compactMap { $0 },
      rejections: rejections,
      remarks: (remarks + tally.remarks(onMarksIn: dataset.marksFile)).sorted {
        ($0.evidence, $0.sentence) < ($1.evidence, $1.sentence)
      }, usage: usage)
  }
}

extension Replay.ClauseResult {
  /// What became of each clause that asks for something.
  fileprivate static func all(_ tally: ReplayTally, _ plan: ReplayPlan) -> [Self] {
    plan.asked.indices.filter { !plan.asked[$0].clause.isPermission }.map { number in
      Self(
        clause: plan.asked[number].clause, isChecked: plan.asked[number].isChecked,
        tally: tally.outcomes[number], timing: tally.timings[number],
        nearest: tally.nearest[number].flatMap { $0.pupils > 0 ? $0 : nil })
    }
  }
}

extension Replay.PracticeResult {
  /// What each rule found.
  fileprivate static func all(_ tally: ReplayTally, _ plan: ReplayPlan) -> [Self] {
    plan.practice.rules.indices.map { number in
      Self(
        rule: plan.practice.rules[number], isChecked: plan.practice.isChecked[number],
        cases: tally.cases[number], divergences: tally.practiceDivergences[number])
    }
  }
}
