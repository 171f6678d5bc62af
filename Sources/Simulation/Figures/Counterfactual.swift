package import CivilTime
import Clauses
import Diagnostics
package import Registers
import Statute
import TypedYAML

/// What would have followed had every mark been the one that the clauses ask for: lateness by the
/// time of arrival, absences for which leave was refused, reasons that were never established.
package struct Counterfactual: Sendable, Hashable {
  /// How many marks would have been others.
  package private(set) var marks = 0
  /// How many pupils have such a mark.
  package private(set) var pupils = 0
  /// The clauses that would have fired otherwise, by pupil and clause.
  package private(set) var shifts: [Shift] = []

  /// A clause that would have fired on another date, or would or would not have fired at all.
  package struct Shift: Sendable, Hashable {
    package let pupil: String
    package let clause: String
    /// The date on which it fired by the register as it is; nil for never.
    package let recorded: CivilDate?
    /// The date on which it would have fired; nil for never.
    package let corrected: CivilDate?
    /// The rows of the marks that would have been others.
    package let evidence: [Evidence]
  }

  init() {}

  /// Replays one pupil's counts over the marks that would have stood; nil where all of them stand.
  ///
  /// The clauses that would have fired otherwise are found only where they are listed.
  init?(
    _ timelines: Timelines, _ divergences: [Divergence], _ plan: ReplayPlan, isListing: Bool
  ) {
    let (record, context) = (timelines.record, plan.context)
    var corrections: [Int: UInt8] = [:]
    for session in context.unresolved(timelines.onRoll) {
      let date = context.dataset.calendar.sessions[session].date
      corrections[session] = context.codeForUnresolved(on: date)
    }
    for correction in divergences.flatMap(\.corrections) {
      corrections[correction.session] = context.knownNumber(of: correction.code)
    }
    guard !corrections.isEmpty else { return nil }
    (marks, pupils) = (corrections.count, 1)
    guard isListing else { return }
    let sessions = corrections.keys.sorted()
    let evidence = context.evidence(record, sessions)
    let corrected = record.with(corrections, context.dataset.calendar)
    let correctedTimelines = Timelines(corrected, plan)
    for asked in plan.asked {
      // Most clauses count the same sessions over either marks.
      guard case .counts(let trigger) = asked.prospect.opening, case let ages = asked.clause.ages,
        !timelines[ages].counts(trigger, as: correctedTimelines[ages])
      else { continue }
      let recorded = plan.run(asked, timelines).obligations.map(\.opened.date)
      let fired = plan.run(asked, correctedTimelines).obligations.map(\.opened.date)
      let (gone, new) = (recorded.without(fired), fired.without(recorded))
      for place in 0..<max(gone.count, new.count) {
        shifts.append(
          Shift(
            pupil: record.pupil.id, clause: asked.clause.name,
            recorded: place < gone.count ? gone[place] : nil,
            corrected: place < new.count ? new[place] : nil, evidence: evidence))
      }
    }
  }

  /// Adds that of the pupils that come after.
  mutating func add(_ other: Counterfactual) {
    marks += other.marks
    pupils += other.pupils
    shifts += other.shifts
  }
}

extension ReplayContext {
  /// The sessions whose mark still says, though it may no longer, that no reason is known.
  fileprivate func unresolved(_ timeline: Timeline) -> [Int] {
    timeline.unexplained.map { timeline.sessions[$0.place] }.filter { session in
      guard timeline.standsUnexplained(session) else { return false }
      let date = dataset.calendar.sessions[session].date
      guard let length = framework.quantity("reasons.resolved_within", on: date),
        let deadline = Deadline(length),
        let due = dueDates.date(deadline, after: date)
      else { return false }
      return due < lastDate
    }
  }

  /// The code of an absence whose reason was not established in time.
  fileprivate func codeForUnresolved(on date: CivilDate) -> UInt8? {
    let code = framework.parameter("reasons.unresolved_code", on: date)?.value.value.words
    return code.flatMap { MarkCode($0.utf8) }.flatMap { knownNumber(of: $0) }
  }
}

extension PupilRecord {
  /// The record with other marks in some sessions, as if they had been entered so.
  fileprivate func with(_ codes: [Int: UInt8], _ calendar: SchoolCalendar) -> PupilRecord {
    let sessions = Set(codes.keys.map { calendar.sessions[$0] })
    return with(marks: codes, amendments: amendments.filter { !sessions.contains($0.session) })
  }
}

extension [CivilDate] {
  /// The dates that are not in another list, as often as they are here more than there.
  fileprivate func without(_ others: [CivilDate]) -> [CivilDate] {
    var others = others
    return filter { date in
      guard let place = others.firstIndex(of: date) else { return true }
      others.remove(at: place)
      return false
    }
  }
}
