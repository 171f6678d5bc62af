import CivilTime
import Clauses
import Diagnostics
import Registers

/// What replays of pupils add up to.
///
/// Pupils are replayed on many threads, each into a tally of its own; tallies are joined in the order of
/// the pupils. Nothing in it grows with the number of pupils of whom there is nothing to tell.
struct ReplayTally: Sendable {
  private(set) var measures = Replay.Measures()
  /// In the order of the clauses: what became of obligations, when, and how near pupils came.
  private(set) var outcomes: [Replay.Tally]
  private(set) var timings: [Replay.Timing]
  private(set) var nearest: [Replay.Nearest?]
  /// Pupils whose class decided, or could not, whether a clause is about them.
  private(set) var classes: [ClassCount]
  /// In the order of the rules about practice.
  private(set) var cases, practiceDivergences: [Int]
  /// By months since the year nought.
  private(set) var months: [Int: Conformance.Month] = [:]
  private(set) var shares: [Conformance.PupilShare] = []
  private(set) var consistency: ConsistencyCounts
  private(set) var counterfactual = Counterfactual()
  private(set) var divergences: [Divergence] = []
  /// Every obligation that opened, where they are wanted.
  private(set) var obligations: [Replay.Raised] = []
  /// How many divergences there are of each severity.
  private(set) var severities = Replay.Severities()
  /// Whether any penalty is recorded as paid.
  private(set) var hasPayments = false
  /// The sessions without marks, over all pupils.
  private var missing: MissingMarks
  /// The marks on days without a session, over all pupils.
  private var onClosedDays = ClosedDayMarks()
  /// How many pupils have their main registration at another school.
  private(set) var subsidiaryPupils = 0
  /// What is taken for granted of pupils' ages.
  private(set) var ages = PupilAges()
  /// How many late marks stand beside minutes of 0.
  private var withoutMinutes = 0
  /// How many arrivals cannot be judged, because whose times are the pupil's cannot be told.
  private(set) var arrivalsWithoutTimes = 0
  /// Whether divergences and pupils are kept, or only counted.
  private let isListing: Bool
  private let listsObligations: Bool

  init(_ plan: ReplayPlan, isListing: Bool = true, listsObligations: Bool = false) {
    (self.isListing, self.listsObligations) = (isListing, listsObligations)
    missing = MissingMarks(sessions: plan.context.dataset.calendar.sessions.count)
    outcomes = plan.asked.map { _ in Replay.Tally() }
    timings = plan.asked.map { Replay.Timing(unit: $0.clause.duty.deadline?.unit ?? .days) }
    nearest = plan.asked.map { Replay.Nearest($0.clause.duty) }
    classes = plan.asked.map { _ in ClassCount() }
    cases = plan.practice.rules.map { _ in 0 }
    practiceDivergences = cases
    consistency = ConsistencyCounts(
      subjects: plan.asked.count + plan.practice.rules.count, groups: plan.attributes.count)
  }

  /// A tally of nothing that keeps what this one does.
  func empty(_ plan: ReplayPlan) -> ReplayTally {
    ReplayTally(plan, isListing: isListing, listsObligations: listsObligations)
  }

  /// Replays a pupil.
  mutating func add(_ record: PupilRecord, _ plan: ReplayPlan) {
    let timelines = Timelines(record, plan)
    let groups = plan.attributes.groups(of: record.pupil)
    measures += Replay.Measures(timelines, plan.context)
    subsidiaryPupils += record.pupil.registration == .subsidiary ? 1 : 0
    missing.note(record)
    ages.note(timelines, plan)
    withoutMinutes += timelines.onRoll.lateMarksWithoutMinutes(in: plan.context)
    arrivalsWithoutTimes += timelines.onRoll.arrivalsWithoutTimes(in: plan.context)
    hasPayments = hasPayments || record.actions.contains { $0.kind == "penalty_paid" }
    var share = Share()
    let found = addPractice(timelines, plan, groups)
    let all = addClauses(timelines, plan, groups, &share) + found
    if let other = Counterfactual(timelines, found, plan, isListing: isListing) {
      counterfactual.add(other)
    }
    note(all)
    guard isListing, share.judged > 0 || !all.isEmpty else { return }
    shares.append(
      Conformance.PupilShare(
        pupil: record.pupil.id, judged: share.judged, met: share.met, divergences: all.count))
  }

  /// Adds what the rules find that are about more than one pupil.
  mutating func addSchool(_ results: [PracticeRules.Result]) {
    for (number, result) in results.enumerated() {
      cases[number] += result.cases
      practiceDivergences[number] += result.divergences.count
      note(result.divergences)
    }
  }

  private mutating func note(_ found: [Divergence]) {
    for divergence in found {
      note(divergence.date) { $0.divergences += 1 }
      severities.note(divergence.severity)
    }
    if isListing { divergences += found }
  }

  /// The obligations of a pupil that were due, and those that were met.
  private struct Share {
    var judged = 0
    var met = 0
  }

  /// Asks the rules about practice; the divergences in the order of the rules.
  private mutating func addPractice(
    _ timelines: Timelines, _ plan: ReplayPlan, _ groups: [Int]
  ) -> [Divergence] {
    var found: [Divergence] = []
    let firstRule = plan.asked.count
    plan.practice.judge(timelines) { number, result in
      cases[number] += result.cases
      practiceDivergences[number] += result.divergences.count
      if result.cases > 0 {
        consistency.note(firstRule + number, isKept: result.divergences.isEmpty, groups)
      }
      switch plan.practice.rules[number].judgement {
      case .markMissing: missing.note(result.divergences, plan.context.dataset.calendar)
      case .markWithoutSession: onClosedDays.note(result.divergences)
      default: break
      }
      found += result.divergences
    }
    return found
  }

  /// Runs the clauses; their divergences.
  private mutating func addClauses(
    _ timelines: Timelines, _ plan: ReplayPlan, _ groups: [Int], _ share: inout Share
  ) -> [Divergence] {
    var merged = DivergenceMerger()
    let record = timelines.record
    for number in plan.concerning(timelines) {
      let asked = plan.asked[number]
      let run = plan.run(asked, timelines)
      outcomes[number].raised += run.obligations.count
      if listsObligations {
        obligations += run.obligations.map { (asked.clause, record.pupil, $0) }
      }
      if let highest = run.highest { nearest[number]?.note(highest) }
      guard asked.isChecked, asked.concerns(record.pupil) else { continue }
      classes[number] += run.classes
      merged.add(ActionChecks(clause: asked.clause, record: record, context: plan.context))
      var isKept: Bool?
      for obligation in run.obligations {
        if asked.clause.duty.deadline == nil {
          outcomes[number].countUndated(obligation)
        } else {
          count(obligation, number, plan.context.dueDates, &share)
          if obligation.outcome != .pending {
            isKept = isKept ?? true && obligation.outcome == .met
          }
        }
        merged.add(obligation, asked.clause, record, plan.context)
        merged.add(early: obligation, asked.clause, record)
      }
      if let isKept { consistency.note(number, isKept: isKept, groups) }
      if asked.clause.duty.onlyWhen {
        for action in run.unwarranted { merged.add(unwarranted: action, asked.clause, record) }
      }
    }
    return merged.divergences
  }

  private mutating func count(
    _ obligation: Obligation, _ clause: Int, _ dueDates: DueDates, _ share: inout Share
  ) {
    let isMet = obligation.outcome == .met
    outcomes[clause].count(obligation.outcome)
    timings[clause].note(obligation, dueDates)
    guard obligation.outcome != .pending else { return }
    share.judged += 1
    share.met += isMet ? 1 : 0
    note(obligation.opened.date) { month in
      month.judged += 1
      month.met += isMet ? 1 : 0
    }
  }

  private mutating func note(_ date: CivilDate, _ change: (inout Conformance.Month) -> Void) {
    let (year, month, _) = date.parts
    change(&months[year * 12 + month, default: Conformance.Month(year: year, month: month)])
  }

  // MARK: Joining

  /// Adds the tally of the pupils that come after.
  static func += (left: inout ReplayTally, right: ReplayTally) {
    left.measures += right.measures
    for number in left.outcomes.indices {
      left.outcomes[number] += right.outcomes[number]
      left.timings[number] += right.timings[number]
      left.classes[number] += right.classes[number]
      if let near = right.nearest[number] { left.nearest[number]? += near }
    }
    for number in left.cases.indices {
      left.cases[number] += right.cases[number]
      left.practiceDivergences[number] += right.practiceDivergences[number]
    }
    left.months.merge(right.months) { $0 + $1 }
    left.shares += right.shares
    left.consistency += right.consistency
    left.counterfactual.add(right.counterfactual)
    left.divergences += right.divergences
    left.obligations += right.obligations
    left.severities += right.severities
    left.hasPayments = left.hasPayments || right.hasPayments
    left.missing += right.missing
    left.onClosedDays += right.onClosedDays
    left.withoutMinutes += right.withoutMinutes
    left.subsidiaryPupils += right.subsidiaryPupils
    left.ages += right.ages
    left.arrivalsWithoutTimes += right.arrivalsWithoutTimes
  }
}

extension ReplayTally {
  /// Makes one divergence of the missing marks of all pupils where no pupil has a mark: that is one fault of
  /// the register, the calendar or the export, not one of each pupil's.
  mutating func gatherMissingMarks(_ plan: ReplayPlan) {
    guard let number = plan.practice.number(of: .markMissing) else { return }
    let rule = plan.practice.rules[number]
    let gathered = missing.gathered(rule, measures, plan.context)
    guard !gathered.isEmpty else { return }
    let calendar = plan.context.dataset.calendar
    let sessions = Set(gathered.flatMap(\.sessions))
    let counts = sessions.map { (calendar.sessions[$0].date, missing.counts[$0]) }
    replace(counts, of: number, rule, by: gathered.map(\.divergence)) { divergence in
      guard divergence.kind == .missing, let half = divergence.half,
        let session = calendar.index(of: Session(divergence.date, half))
      else { return false }
      return sessions.contains(session)
    }
  }

  /// Makes one divergence of the marks on closed days of many pupils, and of many such marks of one pupil:
  /// that is one fault of the calendar or the export, not one of each mark.
  mutating func gatherMarksOnClosedDays(_ plan: ReplayPlan) {
    guard let number = plan.practice.number(of: .markWithoutSession) else { return }
    let rule = plan.practice.rules[number]
    let gathered = onClosedDays.gathered(rule, pupils: measures.pupils, plan.context)
    guard !gathered.divergences.isEmpty else { return }
    var marks: [String: Int] = [:]
    for divergence in divergences where divergence.clause == rule.id {
      if let pupil = divergence.pupil { marks[pupil, default: 0] += 1 }
    }
    replace(gathered.counts, of: number, rule, by: gathered.divergences) { divergence in
      gathered.wholeDays.contains(divergence.date)
        || ClosedDayMarks.areMany(divergence.pupil.flatMap { marks[$0] } ?? 0)
    }
  }

  /// Puts divergences in the place of others of the same rule, of which there are so many by date.
  private mutating func replace(
    _ counts: [(date: CivilDate, count: Int)], of number: Int, _ rule: PracticeRule,
    by gathered: [Divergence], where isGathered: (Divergence) -> Bool
  ) {
    for (date, count) in counts {
      cases[number] -= count
      practiceDivergences[number] -= count
      note(date) { $0.divergences -= count }
      severities.note(rule.severity, -count)
    }
    remove { $0.clause == rule.id && isGathered($0) }
    cases[number] += gathered.count
    practiceDivergences[number] += gathered.count
    note(gathered)
  }

  private mutating func remove(where isGathered: (Divergence) -> Bool) {
    var removed: [String: Int] = [:]
    divergences.removeAll { divergence in
      guard let pupil = divergence.pupil, isGathered(divergence) else { return false }
      removed[pupil, default: 0] += 1
      return true
    }
    shares = shares.compactMap { share in
      let count = share.divergences - (removed[share.pupil] ?? 0)
      guard share.judged > 0 || count > 0 else { return nil }
      return Conformance.PupilShare(
        pupil: share.pupil, judged: share.judged, met: share.met, divergences: count)
    }
  }

  /// What is worth saying once of the marks.
  func remarks(onMarksIn file: String) -> [Remark] {
    guard withoutMinutes > 0 else { return [] }
    let isOne = withoutMinutes == 1
    return [
      Remark(
        onFile: file,
        "\(Wording.count(withoutMinutes, "late mark")) \(isOne ? "has" : "have") 0 minutes beside "
          + "\(isOne ? "it" : "them"). That is taken as not recorded, so whether \(isOne ? "it is" : "they are") "
          + "right is not checked. Enter how many minutes after the register opened the "
          + "\(isOne ? "pupil" : "pupils") came, or leave the cell blank.")
    ]
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

  /// Counts an obligation that has no deadline, so that it is done or not done and nothing else.
  fileprivate mutating func countUndated(_ obligation: Obligation) {
    if obligation.discharge == nil { notDone += 1 } else { done += 1 }
  }

  static func += (left: inout Self, right: Self) {
    left.raised += right.raised
    left.met += right.met
    left.late += right.late
    left.missed += right.missed
    left.pending += right.pending
    left.done += right.done
    left.notDone += right.notDone
  }
}

extension Replay.Timing {
  /// Notes how far from its due date an obligation was discharged, where that date is known.
  fileprivate mutating func note(_ obligation: Obligation, _ dueDates: DueDates) {
    guard let due = obligation.due, let action = obligation.discharge else { return }
    switch obligation.outcome {
    case .met:
      let days = dueDates.days(in: unit, after: action.date, through: due)
      met += 1
      daysToSpare += days
      fewestDaysToSpare = min(fewestDaysToSpare ?? days, days)
    case .late:
      guard let days = dueDates.lateness(in: unit, of: action.date, due: due) else { return }
      late += 1
      daysLate += days
      mostDaysLate = max(mostDaysLate ?? days, days)
    case .missed, .pending: break
    }
  }

  static func += (left: inout Self, right: Self) {
    left.met += right.met
    left.late += right.late
    left.daysToSpare += right.daysToSpare
    left.daysLate += right.daysLate
    left.fewestDaysToSpare = [left.fewestDaysToSpare, right.fewestDaysToSpare].compactMap { $0 }
      .min()
    left.mostDaysLate = [left.mostDaysLate, right.mostDaysLate].compactMap { $0 }.max()
  }
}

extension Replay.Nearest {
  /// The fewest sessions with which a pupil is near a threshold: four fifths of it.
  static func least(of threshold: Int) -> Int { (threshold * 4 + 4) / 5 }

  /// Nil for a duty that does not count sessions.
  fileprivate init?(_ duty: Duty) {
    guard case .count(let trigger) = duty.occasion,
      case .sessions(let sessions) = trigger.threshold.amount
    else { return nil }
    threshold = trigger.threshold.isExclusive ? sessions + 1 : sessions
    isInDays = trigger.threshold.isInDays
    guard threshold > 1 else { return nil }
  }

  fileprivate mutating func note(_ count: Int) {
    guard count >= Replay.Nearest.least(of: threshold) else { return }
    highest = max(highest, count)
    pupils += 1
  }

  fileprivate static func += (left: inout Self, right: Self) {
    left.highest = max(left.highest, right.highest)
    left.pupils += right.pupils
  }
}

extension Conformance.Month {
  fileprivate static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.judged += right.judged
    sum.met += right.met
    sum.divergences += right.divergences
    return sum
  }
}
