import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers

extension Replay {
  /// Makes the replay of a school from what its pupils come to.
  init(
    _ tally: ReplayTally, _ plan: ReplayPlan, _ simulator: Simulator, isListing: Bool,
    rejections: [Rejection], remarks: [Remark], usage: [FileUsage]
  ) {
    var tally = tally
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
      divergences: tally.divergences.ordered, obligations: tally.obligations,
      severities: tally.severities, isListing: isListing,
      notChecked: [simulator.whatNationIsNotAsked].compactMap { $0 } + tally.notAsked(plan)
        + DataCoverage(dataset).notChecked(
          plan.asked.map(\.clause), plan.practice.rules, plan.context,
          arrivalsWithoutTimes: tally.arrivalsWithoutTimes)
        + tally.unknownClasses(plan) + tally.ages.notChecked(plan),
      subsidiaryPupils: tally.subsidiaryPupils,
      assumptions: dataset.assumptions + tally.ages.assumptions(dataset)
        + tally.presumedClasses(plan)
        + (tally.hasPayments
          ? ["A penalty notice is taken to be received on the day it is recorded."] : [])
        + [plan.gapInWorkingDays].compactMap { $0 },
      rejections: rejections,
      remarks: (remarks + tally.remarks(onMarksIn: dataset.marksFile)).sorted {
        ($0.evidence, $0.sentence) < ($1.evidence, $1.sentence)
      }, usage: usage)
  }
}

extension ReplayTally {
  /// Which clauses could not be asked of whom because a class is not known, in sentences.
  fileprivate func unknownClasses(_ plan: ReplayPlan) -> [String] {
    zip(plan.asked, classes).flatMap { asked, count -> [String] in
      guard let position = asked.clause.duty.exempts else { return [] }
      return count.notChecked(asked.clause.name, position)
    }
  }

  /// Which classes were taken for those at the ends of the school, in sentences.
  fileprivate func presumedClasses(_ plan: ReplayPlan) -> [String] {
    ClassPosition.allCases.compactMap { position in
      let isUsed = zip(plan.asked, classes).contains { asked, count in
        asked.clause.duty.exempts == position && count.presumed > 0
      }
      guard isUsed, let year = plan.context.classes.year(at: position) else { return nil }
      return
        "The school's \(position.words) is taken to be \(year.written), because its policy has no `years` "
        + "under `school`."
    }
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
        rule: plan.practice.rules[number], isChecked: plan.practice.judges[number] != nil,
        cases: tally.cases[number], divergences: tally.practiceDivergences[number])
    }
  }
}

extension ReplayTally {
  /// What is not asked of pupils whose main registration is at another school, in a sentence.
  fileprivate func notAsked(_ plan: ReplayPlan) -> [String] {
    guard subsidiaryPupils > 0 else { return [] }
    let names =
      plan.asked.map(\.clause).filter { $0.duty.concerned.conditions.contains(.mainRegistration) }
      .map(\.name)
      + plan.practice.rules.filter { $0.concerned.conditions.contains(.mainRegistration) }.map(\.id)
    let isOne = subsidiaryPupils == 1
    return [
      "\(Wording.count(subsidiaryPupils, "pupil")) \(isOne ? "has" : "have") "
        + "\(isOne ? "a subsidiary registration" : "subsidiary registrations") here, and \(isOne ? "a" : "their") "
        + "main \(isOne ? "one" : "ones") at another school, which owes what is owed once. Not checked of "
        + "\(isOne ? "this pupil" : "them"): \(names.isEmpty ? "nothing" : Wording.list(names))."
    ]
  }
}
