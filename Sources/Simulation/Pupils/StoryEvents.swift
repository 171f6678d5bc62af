import CivilTime
import Clauses
import Diagnostics
import Registers
import TypedYAML

extension PupilStory.Event {
  init(_ exclusion: Exclusion) {
    let end = exclusion.lastDay.map { " to \($0.written)" } ?? ""
    self.init(
      date: exclusion.firstDay, kind: .exclusion,
      text: exclusion.kind == .permanent
        ? "Permanently excluded\(end)." : "Suspended from \(exclusion.firstDay.written)\(end).",
      evidence: [exclusion.evidence])
  }

  /// A request and, on a date of its own, its decision.
  static func events(_ request: LeaveRequest) -> [PupilStory.Event] {
    let days = request.daysWritten
    let asked = PupilStory.Event(
      date: request.appliedOn, kind: .leave,
      text: "Leave was applied for \(days)" + (request.reason.map { " (\($0))" } ?? "") + ".",
      evidence: [request.evidence])
    guard let decided = request.decidedOn, let decision = request.decision else { return [asked] }
    return [
      asked,
      PupilStory.Event(
        date: decided, kind: .leave, text: "Leave \(days) was \(decision).",
        evidence: [request.evidence]),
    ]
  }

  init(_ amendment: Amendment) {
    let (before, after) = (amendment.original?.text ?? "blank", amendment.amended?.text ?? "blank")
    self.init(
      date: amendment.amendedOn, kind: .amendment,
      text: "The mark of \(amendment.session.date.written), "
        + "\(amendment.session.half.abbreviation), was changed from `\(before)` to `\(after)`.",
      evidence: [amendment.evidence])
  }

  init(_ action: Action) {
    let detail = action.detail.sorted { $0.key < $1.key }.map {
      "\(Wording.plain($0.key)) \($0.value)"
    }
    let more =
      (detail
        + [action.parent.map { "to \($0)" }, action.amount?.description].compactMap {
          $0
        })
    self.init(
      date: action.date, kind: .action,
      text: "Recorded: \(Wording.plain(action.kind))"
        + (more.isEmpty ? "" : " (\(more.joined(separator: ", ")))")
        + (action.time.map { " at \($0)" } ?? "") + ".",
      evidence: [action.evidence])
  }

  init(_ clause: Clause, _ obligation: Obligation, _ dueDates: DueDates) {
    let due = obligation.due.map { ", due by \(dueDates.words($0))" } ?? ""
    let end =
      switch obligation.outcome {
      case .met: obligation.discharge.map { "met on \($0.date.written)" } ?? "met"
      case .late: obligation.discharge.map { "done late, on \($0.date.written)" } ?? "late"
      case .missed: "missed"
      case .pending where clause.duty.deadline == nil: "not done; no date is given for it"
      case .pending: "not yet due"
      }
    self.init(
      date: obligation.opened.date, kind: .obligation,
      text: "\(clause.occasionWords). \(clause.name): "
        + "\(Wording.plain(clause.duty.action.text))\(due): \(end).",
      evidence: obligation.evidence)
  }

  init(_ divergence: Divergence) {
    let words = divergence.words
    self.init(
      date: divergence.date, kind: .divergence,
      text: "\(divergence.severity.rawValue), \(divergence.kind.rawValue) "
        + "(\(divergence.clause)): \(words.message)",
      evidence: words.evidence)
  }
}
