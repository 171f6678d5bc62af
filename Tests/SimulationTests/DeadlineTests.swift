import CivilTime
import Clauses
import Registers
import Simulation
import Testing

@testable import Statute

/// Deadlines compared without a calendar, checked against one.
@Suite struct `A deadline that is over before another` {
  private static let counts = [0, 1, 2, 4, 5, 6, 9, 10, 11, 14, 15, 20, 21]
  private static let deadlines: [Deadline] =
    [.sameDay] + (0...4).map { .months($0) }
    + counts.flatMap { [.schoolDays($0), .workingDays($0), .days($0), .days($0 * 7)] }

  /// A year of weeks without a holiday.
  private static let calendar: SchoolCalendar? = CivilDate("2023-01-02").flatMap { first in
    DateRange(from: first, to: first.adding(days: 399)).map { dates in
      SchoolCalendar(terms: [.init(name: "Year", dates: dates, halfTerm: nil)])
    }
  }

  @Test(arguments: deadlines)
  func `ends sooner on every date of weeks without a holiday`(
    deadline: Deadline
  ) throws {
    let dueDates = DueDates(try #require(Self.calendar), BankHolidays([]))
    let start = try #require(CivilDate("2023-01-02"))
    let dates = (0..<52).map { start.adding(days: $0 * 5) }
    for other in Self.deadlines {
      let ends = dates.compactMap { date -> (CivilDate, CivilDate)? in
        guard let own = dueDates.date(deadline, after: date),
          let last = dueDates.date(other, after: date)
        else { return nil }
        return (own, last)
      }
      #expect(ends.count == dates.count)
      if deadline.isOver(before: other) {
        #expect(ends.allSatisfy { $0.0 < $0.1 }, "\(deadline) \(other)")
      }
      // Deadlines of the same unit always compare.
      if case (.schoolDays, .schoolDays) = (deadline, other) {
        #expect(deadline.isOver(before: other) == ends.allSatisfy { $0.0 < $0.1 })
      }
    }
  }
}
