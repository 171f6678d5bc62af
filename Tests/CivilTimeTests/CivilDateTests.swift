import CivilTime
import Testing

@Suite struct `A civil date` {
  /// The lengths of the months, independent of the code's own arithmetic.
  private static func length(of month: Int, in year: Int) -> Int {
    let isLeap = (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return lengths[month - 1]
  }

  @Test func `survives being written and read on every day of two centuries`() throws {
    var expected = try #require(CivilDate("1900-01-01"))
    // 1 January 1900 was a Monday, 25,567 days before 1 January 1970.
    #expect(expected.day == -25_567)
    var weekday = 0
    var count = 0
    for year in 1900...2100 {
      for month in 1...12 {
        for day in 1...Self.length(of: month, in: year) {
          let date = try #require(CivilDate(year: year, month: month, day: day))
          let parts = date.parts
          let isTrue =
            date == expected && parts == (year, month, day)
            && CivilDate(date.description) == date && date.weekday.rawValue == weekday
          // One expectation for each day would make 73,000 records; only a failing day is recorded.
          guard isTrue else {
            Issue.record("\(year)-\(month)-\(day): \(date), \(parts), \(date.weekday)")
            return
          }
          expected = expected.adding(days: 1)
          weekday = (weekday + 1) % 7
          count += 1
        }
      }
    }
    #expect(count == 73_414)
    #expect(expected.description == "2101-01-01")
  }

  @Test(arguments: [
    ("0001-01-01", -719_162), ("1969-12-31", -1), ("1970-01-01", 0), ("2000-02-29", 11_016),
    ("2024-09-02", 19_968), ("9999-12-31", 2_932_896),
  ])
  func `is a number of days since 1970`(text: String, day: Int) throws {
    let date = try #require(CivilDate(text))
    #expect(Int(date.day) == day)
    #expect(date.description == text)
  }

  @Test(arguments: [
    "2023-02-29", "1900-02-29", "2100-02-29", "2024-02-30", "2024-04-31", "2024-06-31",
    "2024-09-31", "2024-11-31", "2024-01-32", "2024-01-00", "2024-00-01", "2024-13-01",
    "0000-01-01", "2024-9-02", "2024-09-2", "24-09-02", "2024/09/02", "2024-09-02 ",
    " 2024-09-02", "+024-09-02", "2024-0９-02", "2024--9-02", "20240902", "", "2024-09-02T00:00",
  ])
  func `that does not exist is refused`(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test func `is refused outside the years 1 to 9999`() {
    #expect(CivilDate(year: 0, month: 1, day: 1) == nil)
    #expect(CivilDate(year: 10_000, month: 1, day: 1) == nil)
    #expect(CivilDate(year: 2024, month: 1, day: -1) == nil)
  }

  @Test(arguments: [
    ("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"),
    ("2024-01-31", 2, "2024-03-31"), ("2024-01-31", 3, "2024-04-30"),
    ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
    ("2024-12-31", 2, "2025-02-28"), ("2024-11-15", 1, "2024-12-15"),
    ("2024-11-15", 2, "2025-01-15"), ("2024-03-31", -1, "2024-02-29"),
    ("2024-01-15", -1, "2023-12-15"), ("2024-01-15", -13, "2022-12-15"),
    ("2024-08-20", 0, "2024-08-20"), ("2019-08-31", 60, "2024-08-31"),
  ])
  func `some months later is clamped to the end of the month`(
    start: String, months: Int, end: String
  ) throws {
    #expect(try #require(CivilDate(start)).adding(months: months).description == end)
  }

  @Test(arguments: [
    ("2024-07-31", "2023-08-01"), ("2024-08-01", "2024-08-01"), ("2024-12-31", "2024-08-01"),
    ("2025-01-01", "2024-08-01"), ("2025-02-28", "2024-08-01"),
  ])
  func `belongs to the school year that begins on 1 August`(date: String, start: String) throws {
    #expect(try #require(CivilDate(date)).schoolYearStart.description == start)
  }

  @Test(arguments: [
    ("2024-09-02", "2024-09-02"), ("2024-09-08", "2024-09-02"), ("2024-09-09", "2024-09-09"),
    ("1969-12-31", "1969-12-29"), ("2025-01-01", "2024-12-30"),
  ])
  func `has the Monday of its week`(date: String, monday: String) throws {
    #expect(try #require(CivilDate(date)).monday.description == monday)
  }

  @Test func `is a weekend day only on Saturdays and Sundays`() {
    #expect(Weekday.allCases.filter(\.isWeekend) == [.saturday, .sunday])
  }

  @Test func `counts the days from another date`() throws {
    let first = try #require(CivilDate("2024-02-28"))
    let last = try #require(CivilDate("2024-03-01"))
    #expect(last.days(since: first) == 2)
    #expect(first.days(since: last) == -2)
    #expect(first.adding(days: 2) == last)
    #expect(last.adding(days: -2) == first)
    #expect(first < last)
  }

  @Test func `is written as people write it`() throws {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    for (index, name) in months.enumerated() {
      let date = try #require(CivilDate(year: 2024, month: index + 1, day: index + 1))
      #expect(date.written == "\(index + 1) \(name) 2024")
    }
  }
}
