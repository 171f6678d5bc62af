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

  /// An arrival, and a mark that was entered, is of a session that the calendar has, or it could not be used.
  func checkSessions(_ calendar: SchoolCalendar, _ reading: inout Reading) {
    func check(
      _ date: Located<CivilDate>?, _ half: Located<Half>?, _ rule: String, _ purpose: String
    ) {
      guard let date, let half = half?.value.half,
        calendar.index(of: Session(date.value, half)) == nil
      else { return }
      reading.report(
        Diagnostic(
          rule,
          "The calendar has no \(half.abbreviation) session on \(date.value.written) \(purpose).",
          at: date.span, help: "Check the date, and the calendar's terms and closed days."))
    }
    for arrival in arrivals ?? [] {
      check(arrival.date, arrival.session, "register.arrival-without-session", "to arrive at")
    }
    for entry in recorded ?? [] {
      check(entry.date, entry.session, "register.entry-without-session", "to enter a mark of")
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
