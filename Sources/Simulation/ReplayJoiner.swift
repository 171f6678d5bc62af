import CivilTime
import Clauses
import Registers

/// Joins the replays of pupils, in their order, to that of the school.
struct ReplayJoiner {
  let asked: [PupilReplay.Asked]
  let practice: PracticeRules
  let pupils: [PupilReplay]
  /// What each rule about practice found that is about more than one pupil.
  let school: [PracticeRules.Result]

  func replay(notChecked: [String]) -> Replay {
    let dataset = practice.context.dataset
    let judged = practiceResults()
    let clauses = clauseResults().filter { !$0.clause.isPermission }
    let divergences = (pupils.flatMap(\.divergences) + school.flatMap(\.divergences))
      .sorted(by: Divergence.precedes)
    return Replay(
      school: dataset.school, dates: dataset.dates,
      measures: pupils.reduce(into: Replay.Measures()) { $0 += $1.measures },
      clauses: clauses, practice: judged,
      conformance: Conformance(clauses, judged, pupils, divergences, dataset),
      consistency: Consistency(asked, practice.rules, pupils, dataset),
      counterfactual: pupils.reduce(into: Counterfactual()) { $0 += $1.counterfactual },
      divergences: divergences, notChecked: notChecked, assumptions: assumptions(dataset),
      rejections: dataset.rejections, remarks: dataset.remarks)
  }

  private func clauseResults() -> [Replay.ClauseResult] {
    var tallies = asked.map { _ in Replay.Tally() }
    var timings = asked.map { _ in Replay.Timing() }
    var nearest = asked.map { Replay.Nearest($0.clause.duty) }
    for pupil in pupils {
      for number in asked.indices {
        tallies[number].raised += pupil.raised[number]
        if let highest = pupil.highest[number] { nearest[number]?.note(highest) }
      }
      for obligation in pupil.judged {
        tallies[obligation.clause].count(obligation.outcome)
        timings[obligation.clause].note(obligation)
      }
    }
    return asked.indices.map { number in
      Replay.ClauseResult(
        clause: asked[number].clause, isChecked: asked[number].isChecked, tally: tallies[number],
        timing: timings[number],
        nearest: nearest[number].flatMap { $0.pupils > 0 ? $0 : nil })
    }
  }

  private func practiceResults() -> [Replay.PracticeResult] {
    practice.rules.indices.map { number in
      var result = Replay.PracticeResult(
        rule: practice.rules[number], isChecked: practice.isChecked[number],
        cases: school[number].cases, divergences: school[number].divergences.count)
      for pupil in pupils {
        result.cases += pupil.practice[number].cases
        result.divergences += pupil.practice[number].divergences.count
      }
      return result
    }
  }

  private func assumptions(_ dataset: Dataset) -> [String] {
    let isPaid = dataset.pupils.contains { $0.actions.contains { $0.kind == "penalty_paid" } }
    return dataset.assumptions
      + (isPaid ? ["A penalty notice is taken to be received on the day it is recorded."] : [])
  }
}

extension Replay.Tally {
  fileprivate mutating func count(_ outcome: Obligation.Outcome) {
    switch outcome {
    case .met: met += 1
    case .late: late += 1
    case .missed: missed += 1
    case .pending: pending += 1
    }
  }
}

extension Replay.Timing {
  fileprivate mutating func note(_ obligation: PupilReplay.Judged) {
    guard let margin = obligation.margin else { return }
    switch obligation.outcome {
    case .met:
      daysToSpare += margin
      fewestDaysToSpare = min(fewestDaysToSpare ?? margin, margin)
    case .late:
      daysLate -= margin
      mostDaysLate = max(mostDaysLate ?? -margin, -margin)
    case .missed, .pending: break
    }
  }
}

extension Replay.Nearest {
  /// The share of a threshold, in fifths, from which a pupil is near it.
  static let nearFifths = 4

  /// Nil for a duty that does not count sessions.
  fileprivate init?(_ duty: Duty) {
    guard case .count(let trigger) = duty.occasion,
      case .sessions(let threshold) = trigger.threshold.amount, threshold > 1
    else { return nil }
    self.threshold = threshold
  }

  fileprivate mutating func note(_ count: Int) {
    guard count * 5 >= threshold * Replay.Nearest.nearFifths else { return }
    highest = max(highest, count)
    pupils += 1
  }
}
