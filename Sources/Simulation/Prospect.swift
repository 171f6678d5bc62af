import CivilTime
import Clauses
import Registers

/// Whether a clause can open an obligation for a pupil of whom only marks are known: for most pupils most
/// cannot, and to see that takes a comparison.
enum Prospect: Sendable {
  /// So many places of a kind are needed to come near the threshold.
  case counts(Measure, least: Int)
  /// One of some codes is needed.
  case marks(CodeNumbers)
  case joining, leaving
  /// Something besides marks is needed, or nothing opens anything.
  case none

  init(_ clause: Clause, _ context: ReplayContext) {
    switch clause.duty.occasion {
    case _ where clause.isPermission: self = .none
    case .count(let trigger): self = .counts(trigger.measure, least: trigger.least)
    case .event(.mark(let codes)): self = .marks(context.numbers(of: codes))
    case .event(.pupilJoins): self = .joining
    case .event(.pupilLeaves): self = .leaving
    case .event(.leaveApplication), .event(.action): self = .none
    }
  }

  /// Whether the clause has to be run.
  func concerns(_ timeline: Timeline) -> Bool {
    if timeline.record.hasMoreThanMarks { return true }
    switch self {
    case .counts(let measure, let least): return timeline.mostPlaces(of: measure) >= least
    case .marks(let codes): return timeline.mayHave(codes)
    case .joining: return timeline.record.pupil.joined != nil
    case .leaving: return timeline.record.pupil.left != nil
    case .none: return false
    }
  }
}

extension Trigger {
  /// The fewest sessions with which a count is near its threshold.
  fileprivate var least: Int {
    switch threshold.amount {
    case .sessions(let needed): (needed * Replay.Nearest.nearFifths + 4) / 5
    case .percent(let share):
      (1...max(1, after)).first { share.order(of: $0, outOf: max(1, after)) != .less }
        ?? max(1, after)
    }
  }
}

extension PupilRecord {
  /// Whether anything is recorded of the pupil besides marks.
  fileprivate var hasMoreThanMarks: Bool {
    !actions.isEmpty || !amendments.isEmpty || !leave.isEmpty
  }
}
