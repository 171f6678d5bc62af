package import CivilTime
package import Clauses
package import Diagnostics
package import TypedYAML

/// The bank holidays of England and Wales in some years, with their sources.
package struct BankHolidayYears: RefinedRecord {
  /// The keys of an entry.
  package struct Draft: Record {
    package var from, to: Located<CivilDate>?
    package var dates: [Located<CivilDate>]?
    package var cite: [Citation]?
    package let span: SourceSpan
    package static let title = "bank holidays"
    package static let fields: [Field<Draft>] = [
      Field("from", { $1(&$0.from) }, required: true, "The first date that the list speaks of."),
      Field("to", { $1(&$0.to) }, required: true, "The last date that the list speaks of."),
      Field(
        "dates", { $1(&$0.dates) }, required: true, "The bank holidays on Mondays to Fridays."),
      Field(
        "cite", { $1(&$0.cite) }, required: true,
        "Who says so; `unseen` where the dates are worked out by rule and not yet published."),
    ]
    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The dates that the list covers.
  package let range: DateRange
  /// The bank holidays among them.
  package let dates: [CivilDate]
  /// The sources.
  package let citations: [Citation]
  /// Whether the dates are published, rather than computed by rule.
  package var isConfirmed: Bool { citations.contains { $0.basis == .confirmed } }

  package init?(_ draft: Draft, _ reading: inout Reading) {
    guard let from = draft.from, let to = draft.to, let dates = draft.dates, let cite = draft.cite
    else { return nil }
    guard let range = DateRange(from: from.value, to: to.value) else {
      reading.report(
        .valueDatesOutOfOrder, "The last date comes before the first.", at: to.span,
        path: reading.path)
      return nil
    }
    for date in dates where !range.contains(date.value) || date.value.weekday.isWeekend {
      reading.report(
        .bankHoliday,
        "\(date.value.writtenWithWeekend) is no bank holiday on a Monday to Friday from "
          + "\(from.value.written) to \(to.value.written).", at: date.span, path: reading.path,
        help: "Give the weekday on which the banks are closed, such as the substitute day.")
    }
    self.draft = draft
    self.range = range
    self.dates = dates.map(\.value)
    citations = cite
  }
}

/// The working days of England and Wales: Mondays to Fridays that are not bank holidays.
package struct BankHolidays: Sendable {
  private let years: [BankHolidayYears]
  /// The bank holidays in order.
  private let dates: [CivilDate]

  init(_ years: [BankHolidayYears]) {
    self.years = years.sorted { $0.range.first < $1.range.first }
    dates = years.flatMap(\.dates).sorted()
  }

  /// Whether a date is a bank holiday.
  package func contains(_ date: CivilDate) -> Bool {
    let place = count(before: date)
    return place < dates.count && dates[place] == date
  }

  /// The Nth working day after a date; the date itself for N = 0.
  package func workingDay(_ count: Int, after date: CivilDate) -> CivilDate {
    var (date, left) = (date, count)
    while left > 0 {
      date = date.adding(days: 1)
      if !date.weekday.isWeekend, !contains(date) { left -= 1 }
    }
    return date
  }

  /// The number of working days after a date, up to and including another.
  package func workingDays(after first: CivilDate, through last: CivilDate) -> Int {
    guard first < last else { return 0 }
    let days = last.days(since: first)
    let rest = (0..<days % 7).count { !last.adding(days: -$0).weekday.isWeekend }
    let holidays = count(before: last.adding(days: 1)) - count(before: first.adding(days: 1))
    return days / 7 * 5 + rest - holidays
  }

  private func count(before date: CivilDate) -> Int {
    var (low, high) = (0, dates.count)
    while low < high {
      let middle = (low + high) / 2
      if dates[middle] >= date { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The dates between two without known bank holidays, in a sentence; nil where there are none.
  package func gap(from first: CivilDate, through last: CivilDate) -> String? {
    guard let start = years.first?.range.first, let end = years.last?.range.last else {
      return "No bank holidays are known; working days are taken to be Mondays to Fridays."
    }
    if first < start || last > end {
      return "Bank holidays are known from \(start.written) to \(end.written); outside these dates "
        + "working days are taken to be Mondays to Fridays."
    }
    let projected = years.first { years in
      !years.isConfirmed && first <= years.range.last ?? end && years.range.first <= last
    }
    return projected.map {
      "The bank holidays from \($0.range.first.written) on are worked out by the rules for them and "
        + "not confirmed; a proclamation may move one or add another."
    }
  }
}
