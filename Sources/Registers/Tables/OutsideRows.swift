package import CivilTime
import Diagnostics

/// Rows of one table that are dated outside the register, where they show nothing.
package struct OutsideRows {
  /// The first and last days of the calendar.
  package let first, last: CivilDate
  private let calendar: SchoolCalendar
  private var rows: [(evidence: Evidence, date: CivilDate)] = []

  /// The rows.
  package var evidence: [Evidence] { rows.map(\.evidence) }

  /// Nothing as yet; nil for a calendar without sessions.
  package init?(_ calendar: SchoolCalendar) {
    guard let days = calendar.days else { return nil }
    (first, last, self.calendar) = (days.lowerBound, days.upperBound, calendar)
  }

  /// Notes a row whose dates lie wholly before or after the calendar.
  package mutating func note(
    _ date: CivilDate, from start: CivilDate? = nil, to end: CivilDate? = nil, _ evidence: Evidence
  ) {
    if (end ?? date) < first || (start ?? date) > last { rows.append((evidence, date)) }
  }

  /// Notes a row about a session that the calendar does not have.
  mutating func note(_ session: Session, _ evidence: Evidence) {
    if calendar.index(of: session) == nil { rows.append((evidence, session.date)) }
  }

  /// What is odd about the rows, and what is likely behind it; nil for no row.
  ///
  /// `what` says what they are.
  package func remark(_ what: String = "dated outside the register") -> Remark? {
    let sorted = rows.sorted { $0.evidence < $1.evidence }
    guard let evidence = sorted.first?.evidence else { return nil }
    let dates = sorted.map(\.date.written)
    let shown =
      dates.prefix(3) + (dates.count > 3 ? ["\(Wording.grouped(dates.count - 3)) more"] : [])
    return Remark(
      evidence: evidence,
      sentence: "\(Wording.count(rows.count, "row")) \(rows.count == 1 ? "is" : "are") \(what), "
        + "\(first.written) to \(last.written): \(Wording.list(Array(shown))).\(cause)",
      weight: .loss)
  }

  /// What put in order would bring most of the dates into the register.
  private var cause: String {
    let swapped = rows.compactMap { within($0.date.swapped) }
    if swapped.count * 2 > rows.count, let example = swapped.min() {
      let whole = swapped.count == rows.count ? (rows.count == 1 ? "it" : "they") : "most"
      return " With day and month changed over \(whole) would lie in it, such as on "
        + "\(example.written): check the dates, and `date_format`."
    }
    let moved = rows.compactMap { row in
      [12, -12].lazy.compactMap { within(row.date.adding(months: $0)) }.first
    }
    guard moved.count * 2 > rows.count, let example = moved.min() else { return "" }
    return
      " With another year, such as on \(example.written), \(rows.count == 1 ? "it" : "they") would "
      + "lie in it: check the year."
  }

  private func within(_ date: CivilDate?) -> CivilDate? {
    date.flatMap { (first...last).contains($0) ? $0 : nil }
  }
}

extension CivilDate {
  /// The date with day and month in each other's place; nil where that is none, or the same.
  fileprivate var swapped: CivilDate? {
    let (year, month, day) = parts
    return day == month ? nil : CivilDate(year: year, month: day, day: month)
  }
}

extension DatasetBuilder {
  /// The rows of each table that are dated outside the register, with what is to be said of them.
  ///
  /// Of actions only the clauses tell which are looked at.
  var rowsOutside: [(rows: OutsideRows, what: String)] {
    guard let none = OutsideRows(collector.calendar) else { return [] }
    var (leave, exclusions, amendments, taken) = (none, none, none, none)
    for request in self.leave.values.joined() {
      // What is judged is the time from the request to the decision.
      leave.note(
        request.firstDay, from: min(request.appliedOn, request.firstDay),
        to: max(request.decidedOn ?? request.lastDay, request.lastDay), request.evidence)
    }
    for exclusion in self.exclusions.values.joined() {
      let end = exclusion.lastDay ?? max(exclusion.firstDay, none.first)
      exclusions.note(exclusion.firstDay, to: end, exclusion.evidence)
    }
    for amendment in self.amendments.values.joined() {
      amendments.note(amendment.session, amendment.evidence)
    }
    for register in registersTaken.values.joined() {
      taken.note(register.session, register.evidence)
    }
    return [leave, exclusions].map { ($0, "dated outside the register") }
      + [amendments, taken].map { ($0, "about a session that the calendar does not have") }
  }

  /// Rows in which a decision or a change came before what it is about, once for each file.
  var remarksOnBackwardDates: [Remark] {
    let decisions = leave.values.joined().filter { request in
      request.decidedOn.map { $0 < request.appliedOn } ?? false
    }
    let changes = amendments.values.joined().filter { $0.amendedOn < $0.session.date }
    return [decisions.map(\.evidence), changes.map(\.evidence)].compactMap { rows in
      rows.min().map { first in
        Remark(
          evidence: first,
          sentence:
            "\(Wording.count(rows.count, "row")) \(rows.count == 1 ? "has" : "have") a decision or a "
            + "change dated before what it is about. Day and month may have changed over: check the dates, "
            + "and `date_format`.")
      }
    }
  }
}
