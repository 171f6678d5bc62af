import CivilTime
import Diagnostics

/// Sessions between the calendar's first day and its last that the school does not have, by what in the
/// manifest closes them.
package struct ClosedDays: Sendable {
  /// What closes a session, in the order in which causes are named.
  private enum Cause: Int, Sendable, Hashable {
    case terms, halfTerm, closed, halfDay, weekend
  }

  private var causes: Set<Cause> = []

  /// No session.
  package init() {}

  /// Notes a session that the calendar does not have.
  package mutating func note(_ session: Session, _ calendar: SchoolCalendar) {
    causes.insert(ClosedDays.cause(of: session.date, calendar))
  }

  package static func += (left: inout ClosedDays, right: ClosedDays) {
    left.causes.formUnion(right.causes)
  }

  private static func cause(of date: CivilDate, _ calendar: SchoolCalendar) -> Cause {
    if calendar.isSchoolDay(date) { return .halfDay }
    guard !date.weekday.isWeekend, let (before, after) = calendar.sessions(around: date) else {
      return .weekend
    }
    if calendar.term[before] != calendar.term[after] { return .terms }
    return calendar.halfTerm[before] != calendar.halfTerm[after] ? .halfTerm : .closed
  }

  /// Where so many marks are, in words that follow “is” or “are”.
  package func place(marks: Int) -> String {
    if causes == [.halfDay] {
      return marks == 1
        ? "in a session that the calendar does not have"
        : "in sessions that the calendar does not have"
    }
    return marks == 1
      ? "on a day that the calendar has as closed" : "on days that the calendar has as closed"
  }

  /// What to check, in words that follow a colon.
  package var advice: String {
    var keys: [String] = []
    if causes.contains(.terms) { keys.append("`terms`") }
    if causes.contains(.halfTerm) { keys.append("`half_term`") }
    if !causes.isDisjoint(with: [.terms, .halfTerm, .closed]) { keys.append("`closed`") }
    if causes.contains(.halfDay) { keys += ["`morning_only`", "`afternoon_only`"] }
    let manifest = keys.isEmpty ? nil : "check \(Wording.list(keys)) in `register.yaml`"
    let dates = causes.contains(.weekend) ? "check the dates that are at a weekend" : nil
    return [manifest, dates].compactMap { $0 }.joined(separator: ", and ")
  }
}
