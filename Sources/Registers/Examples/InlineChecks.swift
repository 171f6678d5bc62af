import CivilTime
import Diagnostics
import TypedYAML

extension InlineRegister {
  /// An arrival, and a mark that was entered, is of a session that the calendar has, or it could not be used.
  func checkSessions(_ calendar: SchoolCalendar, _ reading: inout Reading) {
    func check(
      _ date: Located<CivilDate>?, _ half: Located<Half>?, _ fault: Fault, _ purpose: String
    ) {
      guard let date, let half = half?.value.half,
        calendar.index(of: Session(date.value, half)) == nil
      else { return }
      reading.report(
        Diagnostic(
          fault,
          "The calendar has no \(half.abbreviation) session on \(date.value.written) \(purpose).",
          at: date.span, help: "Check the date, and the calendar's terms and closed days."))
    }
    for arrival in arrivals ?? [] {
      check(arrival.date, arrival.session, .arrivalWithoutSession, "to arrive at")
    }
    for entry in recorded ?? [] {
      check(entry.date, entry.session, .entryWithoutSession, "to enter a mark of")
    }
  }
}
