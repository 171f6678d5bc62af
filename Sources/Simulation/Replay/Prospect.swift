import CivilTime
import Clauses
import Registers
import TypedYAML

/// Whether a clause can say anything of a pupil: most say nothing of most, and to see that takes a
/// comparison or two.
struct Prospect: Sendable {
  /// What of the marks and the dates on roll opens an obligation.
  let opening: Opening
  /// The kinds of recorded action that the clause looks at.
  private let actions: [String]
  /// Whether it looks at requests for leave, and at amendments.
  private let looksAtLeave, looksAtAmendments: Bool

  /// What of the marks and the dates on roll opens an obligation.
  enum Opening: Sendable {
    /// Enough sessions are needed to come near a threshold.
    case counts(TriggerPlan)
    /// One of some codes is needed.
    case marks(CodeNumbers)
    case joining, leaving
    case nothing
  }

  init(_ clause: Clause, _ measures: inout [CountedSessions], _ context: ReplayContext) {
    let duty = clause.duty
    var (actions, looksAtLeave, looksAtAmendments) = ([duty.action.text], false, false)
    switch duty.occasion {
    case _ where clause.isPermission: opening = .nothing
    case .count(let trigger): opening = .counts(TriggerPlan(trigger, &measures, context))
    case .event(.mark(let codes)):
      opening = .marks(context.numbers(of: codes))
      looksAtAmendments = true
    case .event(.pupilJoins): opening = .joining
    case .event(.pupilLeaves): opening = .leaving
    case .event(.leaveApplication):
      opening = .nothing
      looksAtLeave = true
    case .event(.action(let kind, _)):
      opening = .nothing
      actions.append(kind)
    }
    (self.actions, self.looksAtLeave) = (actions, looksAtLeave)
    self.looksAtAmendments = looksAtAmendments
  }

  /// Whether the clause has to be run.
  func concerns(_ timeline: Timeline) -> Bool {
    isOpened(by: timeline) || timeline.record.hasMoreThanMarks && isAbout(timeline.record)
  }

  private func isOpened(by timeline: Timeline) -> Bool {
    switch opening {
    case .counts(let trigger): trigger.mayComeNear(timeline)
    case .marks(let codes): timeline.mayHave(codes)
    case .joining: timeline.record.pupil.spells.contains { $0.joined != nil }
    case .leaving: timeline.record.pupil.spells.contains { $0.left != nil }
    case .nothing: false
    }
  }

  private func isAbout(_ record: PupilRecord) -> Bool {
    looksAtLeave && !record.leave.isEmpty || looksAtAmendments && !record.amendments.isEmpty
      || record.actions.contains { actions.contains($0.kind) }
  }
}

extension PupilRecord {
  /// Whether anything is recorded of the pupil besides marks.
  var hasMoreThanMarks: Bool {
    !actions.isEmpty || !amendments.isEmpty || !leave.isEmpty
  }
}
