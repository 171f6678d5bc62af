import CivilTime
import Diagnostics
import TypedYAML

extension InlineRegister {
  /// What each value allows and two of them together do not: what ends before it begins, and a
  /// decision that is none.
  func checkSense(_ reading: inout Reading) {
    for request in leave ?? [] {
      checkOrder(request.firstDay, request.lastDay, "leave", &reading)
      guard let decision = request.decision,
        LeaveRequest.outcomes[decision.value.text.lowercased()] == nil
      else { continue }
      reading.report(
        Diagnostic(
          "register.decision",
          "`\(decision.value.text.prefix(60))` is neither granted nor refused.", at: decision.span,
          help: Wording.suggestion(
            for: decision.value.text, among: LeaveRequest.outcomes.keys.sorted()
          ).map { "Did you mean `\($0)`?" } ?? "Write `granted` or `refused`."))
    }
    for exclusion in exclusions ?? [] {
      checkOrder(exclusion.firstDay, exclusion.lastDay, "exclusion", &reading)
    }
    for pupil in pupils ?? [] {
      checkOrder(pupil.joined, pupil.left, "time on roll", &reading)
    }
  }

  /// An arrival is at a session that the calendar has, or it could not be used.
  func checkArrivals(_ calendar: SchoolCalendar, _ reading: inout Reading) {
    for arrival in arrivals ?? [] {
      guard let date = arrival.date, let half = arrival.session?.value.half,
        calendar.index(of: Session(date.value, half)) == nil
      else { continue }
      reading.report(
        Diagnostic(
          "register.arrival-without-session",
          "The calendar has no \(half.abbreviation) session on \(date.value.written) to arrive at.",
          at: date.span, help: "Check the date, and the calendar's terms and closed days."))
    }
  }

  private func checkOrder(
    _ first: Located<CivilDate>?, _ last: Located<CivilDate>?, _ what: String,
    _ reading: inout Reading
  ) {
    guard let first, let last, last.value < first.value else { return }
    reading.report(
      Diagnostic(
        "register.ends-before-it-begins",
        "The \(what) ends on \(last.value.written), before it begins on \(first.value.written).",
        at: last.span, help: "Put the earlier date first."))
  }
}
