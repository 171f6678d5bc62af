import CivilTime
import Clauses
import Registers

/// Whether a clause can open an obligation for a pupil of whom only marks are known: for most pupils most
/// cannot, and to see that takes a comparison.
enum Prospect: Sendable {
  /// Enough sessions are needed to come near a threshold.
  case counts(TriggerPlan)
  /// One of some codes is needed.
  case marks(CodeNumbers)
  case joining, leaving
  /// Something besides marks is needed, or nothing opens anything.
  case none

  init(_ clause: Clause, _ context: ReplayContext) {
    switch clause.duty.occasion {
    case _ where clause.isPermission: self = .none
    case .count(let trigger): self = .counts(TriggerPlan(trigger, context))
    case .event(.mark(let codes)): self = .marks(context.numbers(of: codes))
    case .event(.pupilJoins): self = .joining
    case .event(.pupilLeaves): self = .leaving
    case .event(.leaveApplication), .event(.action): self = .none
    }
  }

  /// Whether no marks can open anything.
  var isNone: Bool { if case .none = self { true } else { false } }

  /// Whether a pupil's marks, and the dates on roll, can open anything.
  func concerns(_ timeline: Timeline) -> Bool {
    switch self {
    case .counts(let trigger): trigger.mayComeNear(timeline)
    case .marks(let codes): timeline.mayHave(codes)
    case .joining: timeline.record.pupil.joined != nil
    case .leaving: timeline.record.pupil.left != nil
    case .none: false
    }
  }
}

extension PupilRecord {
  /// Whether anything is recorded of the pupil besides marks.
  var hasMoreThanMarks: Bool {
    !actions.isEmpty || !amendments.isEmpty || !leave.isEmpty
  }
}
