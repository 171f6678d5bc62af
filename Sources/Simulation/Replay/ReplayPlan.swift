import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers
import Statute

/// What every pupil of a replay is held against, worked out once.
final class ReplayPlan: Sendable {
  let context: ReplayContext
  /// The clauses that bind on some date of the data.
  let asked: [Asked]
  /// What their counts count, each measure once however many count it.
  let measures: [CountedSessions]
  /// The places of those that marks alone can open an obligation of.
  private let askedOfMarks: [Int]
  let practice: PracticeRules
  /// What tells groups of pupils apart.
  let attributes: PupilAttributes

  init(_ simulator: Simulator, _ dataset: Dataset) {
    context = ReplayContext(dataset, simulator.framework, simulator.policy?.effective)
    practice = PracticeRules(simulator.practice, context)
    let coverage = DataCoverage(dataset)
    let binding = simulator.clauses(during: dataset.dates).filter {
      $0.inForce.map { $0.intersection(dataset.dates) != nil } ?? true
    }
    var measures: [CountedSessions] = []
    asked = binding.map { [context] clause in
      Asked(
        clause: clause, isChecked: coverage.missing(for: clause.duty) == nil,
        prospect: Prospect(clause, &measures, context))
    }
    self.measures = measures
    askedOfMarks = asked.indices.filter { [asked] number in
      if case .nothing = asked[number].prospect.opening { false } else { true }
    }
    attributes = PupilAttributes(dataset.pupils.lazy.map(\.pupil))
  }

  /// A clause that is asked, and whether the data can show what became of it.
  ///
  /// A class, because it is handed to the replay of every pupil and never changes.
  final class Asked: Sendable {
    let clause: Clause
    let isChecked: Bool
    /// Whether it can say anything of a pupil at all.
    let prospect: Prospect
    private let concerned: PupilScope

    init(clause: Clause, isChecked: Bool, prospect: Prospect) {
      (self.clause, self.isChecked, self.prospect) = (clause, isChecked, prospect)
      concerned = clause.duty.concerned
    }

    func concerns(_ pupil: Pupil) -> Bool { pupil.isConcerned(by: concerned) }
  }

  /// What is not known of the working days that deadlines count, in a sentence; nil where all is, or where
  /// none counts them.
  var gapInWorkingDays: String? {
    let noticeUnit = context.policy?.leave?.notice?.value.unit
    let duties = asked.map(\.clause.duty).filter(\.countsWorkingDays)
    guard !duties.isEmpty || noticeUnit == .workingDays else { return nil }
    let ends = duties.compactMap(\.deadline).compactMap {
      context.dueDates.date($0, after: context.lastDate)
    }
    let dates = DateRange(
      from: context.firstDate, to: ends.reduce(context.lastDate) { max($0, $1) })
    return dates.flatMap { context.dueDates.gap(in: $0) }
  }

  /// The places of the clauses that can say anything of a pupil.
  func concerning(_ timelines: Timelines) -> [Int] {
    let places = timelines.record.hasMoreThanMarks ? Array(asked.indices) : askedOfMarks
    return places.filter { asked[$0].prospect.concerns(timelines[asked[$0].clause.ages]) }
  }

  /// Runs a clause over one pupil's year; one that does not concern the pupil, or only allows
  /// something, opens nothing.
  func run(_ asked: Asked, _ timelines: Timelines) -> DutyRun.Result {
    guard !asked.clause.isPermission, asked.concerns(timelines.record.pupil) else {
      return DutyRun.Result()
    }
    let timeline = timelines[asked.clause.ages]
    return DutyRun(asked: asked, timeline: timeline, context: context).run()
  }
}
