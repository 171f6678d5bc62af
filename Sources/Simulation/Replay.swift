public import CivilTime
public import Clauses
import Diagnostics
import Parallel
public import PolicyModel
public import Registers
public import Statute
import TypedYAML

/// What a replay found.
public struct Replay: Sendable {
  /// The school's name in the dataset.
  public let school: String
  /// The data's first and last dates.
  public let dates: DateRange
  /// Attendance over all pupils.
  public let measures: Measures
  /// Each clause with what became of its obligations, in the order school, layers, nation.
  public let clauses: [ClauseResult]
  /// Each of the framework's rules about practice with how many cases it looked at.
  public let practice: [PracticeResult]
  /// Where the record differs, ordered by date, session, pupil and clause.
  public let divergences: [Divergence]
  /// What could not be checked, and why, in sentences.
  public let notChecked: [String]
  /// What the report takes for granted, in sentences.
  public let assumptions: [String]
  /// The rows that could not be used.
  public let rejections: [Rejection]

  /// Attendance, counted in sessions (semantics, "Marks").
  public struct Measures: Sendable, Hashable {
    public internal(set) var pupils = 0
    public internal(set) var possible = 0
    public internal(set) var attended = 0
    public internal(set) var authorised = 0
    public internal(set) var unauthorised = 0
    public internal(set) var late = 0
    public internal(set) var lateAfterClose = 0
    public internal(set) var missing = 0
    /// Pupils absent for a tenth or more of their possible sessions, and for half or more.
    public internal(set) var persistentlyAbsent = 0
    public internal(set) var severelyAbsent = 0
  }

  /// What became of a clause's obligations.
  public struct ClauseResult: Sendable {
    /// The clause.
    public let clause: Clause
    /// Whether the data could show the clause's actions.
    public let isChecked: Bool
    /// The obligations, counted.
    public let tally: Tally
  }

  /// What a rule about practice found.
  public struct PracticeResult: Sendable {
    /// The rule.
    public let rule: PracticeRule
    /// Whether the data could show what it judges.
    public let isChecked: Bool
    /// How many marks, requests, notices or registers it looked at.
    public internal(set) var cases: Int
    /// How many divergences it found.
    public internal(set) var divergences: Int
  }

  /// How many obligations opened, and what became of them.
  public struct Tally: Sendable, Hashable {
    public internal(set) var raised = 0
    public internal(set) var met = 0
    public internal(set) var late = 0
    public internal(set) var missed = 0
    public internal(set) var pending = 0

    /// How many obligations were due or done.
    public var judged: Int { met + late + missed }
  }
}

/// Replays registers under a policy and the framework.
public struct Simulator: Sendable {
  /// The law.
  public let framework: Framework
  /// The policy; nil to replay under the framework alone.
  public let policy: PolicyDocument?

  /// Creates a simulator.
  public init(_ framework: Framework, _ policy: PolicyDocument?) {
    self.framework = framework
    self.policy = policy
  }

  /// The duties that bind the school: its own, its layers' and the nation's.
  public func clauses(during dates: DateRange) -> [Clause] {
    let bibliography = (policy?.layers ?? []).reduce(framework.bibliography) { joined, layer in
      joined.adding(layer)
    }
    let local = (policy?.duties ?? []).map { entry in
      clause(
        entry.clause, entry.layer == nil ? .school : .layer, entry.duty, bibliography, dates,
        applies: entry.layer?.inForce?.range)
    }
    let national = framework.duties.map { duty in
      clause(duty.id.value.text, .nation, duty, bibliography, dates, applies: nil)
    }
    let school = policy?.effective.school
    return (local + national).filter { clause in
      clause.duty.scope.binds(school?.type?.value, school?.phase?.value)
    }
  }

  private func clause(
    _ name: String, _ authority: Clause.Authority, _ duty: Duty, _ bibliography: Bibliography,
    _ dates: DateRange, applies: DateRange?
  ) -> Clause {
    // A duty without dates of its own binds as long as the document it stands in.
    let inForce = duty.inForce.flatMap { own in applies.map { own.intersection($0) } ?? own }
    return Clause(
      name: name, authority: authority, duty: duty,
      citations: bibliography.cited(duty.citations, during: dates), inForce: inForce ?? applies)
  }

  /// Replays a dataset; pupils are replayed side by side, and joined in their order.
  public func replay(_ dataset: Dataset) -> Replay {
    let context = ReplayContext(dataset, framework)
    let practice = PracticeRules(context, policy?.effective)
    let asked = clauses(during: dataset.dates).map { clause in
      (clause: clause, isChecked: missingData(clause.duty, dataset) == nil)
    }
    let pupils = dataset.pupils.parallelMap { record in
      replay(record, asked, practice, context)
    }
    let ofSchool = practice.resultsOfSchool()
    var measures = Replay.Measures()
    var tallies = asked.map { _ in Replay.Tally() }
    var judged = zip(practice.rules, ofSchool).map { rule, result in
      Replay.PracticeResult(
        rule: rule, isChecked: practice.isChecked(rule), cases: result.cases,
        divergences: result.divergences.count)
    }
    for pupil in pupils {
      measures += pupil.measures
      for index in tallies.indices { tallies[index] += pupil.tallies[index] }
      for index in judged.indices {
        judged[index].cases += pupil.practice[index].cases
        judged[index].divergences += pupil.practice[index].divergences.count
      }
    }
    let divergences =
      pupils.flatMap { $0.divergences + $0.practice.flatMap(\.divergences) }
      + ofSchool.flatMap(\.divergences)
    return Replay(
      school: dataset.school, dates: dataset.dates, measures: measures,
      clauses: zip(asked, tallies).filter { !$0.0.clause.isPermission }.map { asked, tally in
        Replay.ClauseResult(clause: asked.clause, isChecked: asked.isChecked, tally: tally)
      },
      practice: judged, divergences: divergences.sorted(by: Divergence.precedes),
      notChecked: notChecked(dataset), assumptions: dataset.assumptions,
      rejections: dataset.rejections)
  }

  /// Every obligation that a dataset raises, pupil by pupil and clause by clause.
  public func obligations(
    in dataset: Dataset
  ) -> [(clause: Clause, pupil: Pupil, obligation: Obligation)] {
    let context = ReplayContext(dataset, framework)
    let clauses = clauses(during: dataset.dates).filter { !$0.isPermission }
    return dataset.pupils.flatMap { record in
      let timeline = Timeline(record, context)
      return clauses.filter { concerns($0.duty, record) }.flatMap { clause in
        DutyRun(
          duty: clause.duty, inForce: clause.inForce, record: record, timeline: timeline,
          context: context
        ).run().obligations.map { (clause, record.pupil, $0) }
      }
    }
  }

  /// What the replay of one pupil gives.
  private struct PupilReplay: Sendable {
    let measures: Replay.Measures
    /// In the order of the clauses.
    var tallies: [Replay.Tally]
    /// In the order of the rules.
    let practice: [PracticeRules.Result]
    var divergences: [Divergence] = []
  }

  private func replay(
    _ record: PupilRecord, _ clauses: [(clause: Clause, isChecked: Bool)],
    _ practice: PracticeRules, _ context: ReplayContext
  ) -> PupilReplay {
    let timeline = Timeline(record, context)
    var merged = DivergenceMerger()
    var result = PupilReplay(
      measures: Replay.Measures(timeline, context), tallies: [],
      practice: practice.results(record, timeline))
    for (clause, isChecked) in clauses {
      var tally = Replay.Tally()
      if concerns(clause.duty, record), isChecked {
        let checks = ActionChecks(
          clause: clause, record: record, calendar: context.dataset.calendar,
          dates: context.dataset.dates)
        checks.premature.forEach { merged.add($0, clause, record) }
        checks.incomplete.forEach { merged.add($0, clause, record) }
      }
      if concerns(clause.duty, record), !clause.isPermission {
        let run = DutyRun(
          duty: clause.duty, inForce: clause.inForce, record: record, timeline: timeline,
          context: context
        ).run()
        tally.raised = run.obligations.count
        if isChecked {
          for obligation in run.obligations {
            tally.count(obligation.outcome)
            merged.add(obligation, clause, record, context)
            merged.add(early: obligation, clause, record)
          }
          if clause.duty.onlyWhen {
            for action in run.unwarranted { merged.add(unwarranted: action, clause, record) }
          }
        }
      }
      result.tallies.append(tally)
    }
    result.divergences = merged.divergences
    return result
  }

  private func concerns(_ duty: Duty, _ record: PupilRecord) -> Bool {
    duty.pupils.isEmpty || duty.pupils.contains { record.pupil.groups.contains($0) }
  }

  // MARK: What could not be checked

  /// The data that a duty needs and the dataset lacks.
  private func missingData(_ duty: Duty, _ dataset: Dataset) -> Dataset.AbsentData.Kind? {
    if !duty.pupils.isEmpty, !dataset.has(.pupils) { return .pupils }
    switch duty.occasion {
    case .event(.pupilJoins), .event(.pupilLeaves):
      if !dataset.has(.pupils) { return .pupils }
    case .event(.leaveApplication):
      if !dataset.has(.leave) { return .leave }
      if duty.action.text == "leave_decision" { return nil }
    case .event(.mark) where duty.action.text == "amend_mark": return nil
    case .event(.mark), .event(.action), .count: break
    }
    return dataset.has(.actions) ? nil : .actions
  }

  private func notChecked(_ dataset: Dataset) -> [String] {
    var lines = dataset.absent.map { absent in
      let duties = clauses(during: dataset.dates).filter {
        missingData($0.duty, dataset) == absent.kind
      }.map(\.name)
      let rules = framework.practice.filter { PracticeRules.needs($0) == absent.kind }.map(\.id)
      let names = duties + rules
      let consequence =
        names.isEmpty ? "what it would have shown" : Wording.list(names)
      return "\(Wording.sentence(Wording.plain(absent.kind.rawValue))): \(absent.reason). "
        + "Not checked: \(consequence)."
    }
    for half in SessionHalf.allCases {
      let registers = policy?.effective.registers
      let register = half == .morning ? registers?.morning : registers?.afternoon
      guard policy != nil, register?.opens == nil || register?.closes == nil else { continue }
      lines.append(
        "Lateness in the \(half == .morning ? "morning" : "afternoon"): the policy does not say "
          + "when that register opens and closes. Not checked: whether late marks are right.")
    }
    return lines
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

  fileprivate static func += (left: inout Self, right: Self) {
    left.raised += right.raised
    left.met += right.met
    left.late += right.late
    left.missed += right.missed
    left.pending += right.pending
  }
}

extension Replay.Measures {
  /// One pupil's; a pupil without a session between the data's dates is not counted.
  fileprivate init(_ timeline: Timeline, _ context: ReplayContext) {
    var sessions = 0
    for (place, traits) in timeline.traits.enumerated() {
      let date = context.dataset.calendar.sessions[timeline.sessions[place]].date
      guard date >= context.firstDate else { continue }
      sessions += 1
      possible += traits.contains(.possible) ? 1 : 0
      attended += traits.contains(.attended) ? 1 : 0
      authorised += traits.contains(.authorised) ? 1 : 0
      unauthorised += traits.contains(.unauthorised) ? 1 : 0
      late += traits.contains(.late) ? 1 : 0
      lateAfterClose += traits.contains(.lateAfterClose) ? 1 : 0
      missing += traits.contains(.missing) ? 1 : 0
    }
    pupils = sessions > 0 ? 1 : 0
    guard possible > 0 else { return }
    for band in context.bands {
      let order = band.percentage.order(of: authorised + unauthorised, outOf: possible)
      guard order != .less else { continue }
      if band.isSevere { severelyAbsent = 1 } else { persistentlyAbsent = 1 }
    }
  }

  fileprivate static func += (left: inout Self, right: Self) {
    left.pupils += right.pupils
    left.possible += right.possible
    left.attended += right.attended
    left.authorised += right.authorised
    left.unauthorised += right.unauthorised
    left.late += right.late
    left.lateAfterClose += right.lateAfterClose
    left.missing += right.missing
    left.persistentlyAbsent += right.persistentlyAbsent
    left.severelyAbsent += right.severelyAbsent
  }
}
