package import CivilTime
package import Clauses
package import Registers
package import Statute

/// Reckons deadlines: school days by a school's calendar, working days without bank holidays, and
/// everything else by the calendar of all days.
package struct DueDates: Sendable {
  private let calendar: SchoolCalendar
  private let holidays: BankHolidays

  /// Creates the reckoning of a school's deadlines.
  package init(_ calendar: SchoolCalendar, _ holidays: BankHolidays) {
    (self.calendar, self.holidays) = (calendar, holidays)
  }

  /// The date that lies a deadline after another; nil beyond the calendar's end.
  package func date(_ deadline: Deadline, after date: CivilDate) -> CivilDate? {
    switch deadline {
    case .sameDay: date
    case .schoolDays(let count): calendar.schoolDay(count, after: date)
    case .workingDays(let count): holidays.workingDay(count, after: date)
    case .days(let count): date.adding(days: count)
    case .months(let count): date.adding(months: count)
    }
  }

  /// How many days of a unit come after a date, up to and with another.
  func days(in unit: UnitOfCount, after first: CivilDate, through last: CivilDate) -> Int {
    switch unit {
    case .schoolDays: calendar.schoolDays(after: first, through: last)
    case .workingDays: holidays.workingDays(after: first, through: last)
    default: max(0, last.days(since: first))
    }
  }

  /// How late something done after its due date is; what was done before the next school or working day
  /// is late by that day.
  ///
  /// Nil where school days are to be counted beyond the calendar's end.
  func lateness(in unit: UnitOfCount, of date: CivilDate, due: CivilDate) -> Int? {
    guard date > due else { return 0 }
    if unit == .schoolDays, calendar.schoolDays.last.map({ $0 < date }) ?? true { return nil }
    return max(1, days(in: unit, after: due, through: date))
  }

  /// A due date with what it is, where the school is closed on it: `8 September 2024 (a Sunday)`.
  func words(_ due: CivilDate) -> String {
    if due.weekday.isWeekend { return due.writtenWithWeekend }
    if holidays.contains(due) { return due.written + " (a bank holiday)" }
    let isInCalendar =
      calendar.schoolDays.first.map { $0 <= due } ?? false
      && calendar.schoolDays.last.map { due <= $0 } ?? false
    return due.written
      + (isInCalendar && !calendar.isSchoolDay(due) ? " (not a school day)" : "")
  }

  /// What is not known of the working days between two dates, in a sentence; nil where all is.
  func gap(in dates: DateRange) -> String? {
    holidays.gap(from: dates.first, through: dates.last ?? dates.first)
  }
}

extension Deadline {
  /// The unit in which a distance from the due date is told.
  var unit: UnitOfCount {
    switch self {
    case .sameDay, .schoolDays: .schoolDays
    case .workingDays: .workingDays
    case .days, .months: .days
    }
  }

  /// Whether bank holidays move it.
  var isInWorkingDays: Bool { unit == .workingDays }
}

extension Duty {
  /// Whether bank holidays move one of its dates.
  var countsWorkingDays: Bool {
    [deadline, notBefore].contains { $0?.isInWorkingDays ?? false }
      || preconditions.contains { $0.atLeast?.isInWorkingDays ?? false }
  }
}
