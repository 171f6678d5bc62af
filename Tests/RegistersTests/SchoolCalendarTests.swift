import CivilTime
import Registers
import Testing

@Suite struct `A school calendar` {
  private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  private func range(_ first: String, _ last: String) throws -> DateRange {
    try #require(DateRange(from: try date(first), to: try date(last)))
  }

  /// Two short terms: with a half-term break of a week, and in the next school year.
  private func calendar() throws -> SchoolCalendar {
    SchoolCalendar(
      terms: [
        SchoolCalendar.Term(
          name: "Summer", dates: try range("2024-07-01", "2024-07-23"),
          halfTerm: try range("2024-07-08", "2024-07-12")),
        SchoolCalendar.Term(
          name: "Autumn", dates: try range("2024-09-02", "2024-09-13"), halfTerm: nil),
      ],
      closed: [try date("2024-09-02"), try date("2024-07-03")],
      morningOnly: [try date("2024-07-23")], afternoonOnly: [try date("2024-09-03")])
  }

  @Test func `has school from Monday to Friday in term`() throws {
    let days = try calendar().schoolDays
    let written = days.map { String($0.description.dropFirst(5)) }
    #expect(
      written == [
        "07-01", "07-02", "07-04", "07-05",
        "07-15", "07-16", "07-17", "07-18", "07-19", "07-22", "07-23",
        "09-03", "09-04", "09-05", "09-06", "09-09", "09-10", "09-11", "09-12", "09-13",
      ])
    #expect(days.allSatisfy { !$0.weekday.isWeekend })
  }

  @Test(arguments: [
    ("2024-07-01", true), ("2024-06-30", false), ("2024-07-03", false), ("2024-07-06", false),
    ("2024-07-08", false), ("2024-07-12", false), ("2024-07-15", true), ("2024-07-24", false),
    ("2024-08-14", false), ("2024-09-02", false), ("2024-09-03", true), ("2024-09-13", true),
    ("2024-09-16", false), ("1999-01-01", false), ("2099-01-01", false),
  ])
  func `knows its school days`(text: String, isSchoolDay: Bool) throws {
    #expect(try calendar().isSchoolDay(date(text)) == isSchoolDay)
  }

  @Test func `numbers its sessions in order`() throws {
    let calendar = try calendar()
    // 20 days; one of them has no morning and one no afternoon.
    #expect(calendar.sessions.count == 38)
    #expect(calendar.sessions == calendar.sessions.sorted())
    for (number, session) in calendar.sessions.enumerated() {
      #expect(calendar.index(of: session) == number)
      #expect(calendar.schoolDays[calendar.schoolDay[number]] == session.date)
    }
    #expect(calendar.index(of: Session(try date("2024-07-23"), .morning)) == 20)
    #expect(calendar.index(of: Session(try date("2024-07-23"), .afternoon)) == nil)
    #expect(calendar.index(of: Session(try date("2024-09-03"), .morning)) == nil)
    #expect(calendar.index(of: Session(try date("2024-09-03"), .afternoon)) == 21)
    #expect(calendar.index(of: Session(try date("2024-07-09"), .morning)) == nil)
    #expect(calendar.index(of: Session(try date("2030-01-01"), .morning)) == nil)
  }

  @Test func `counts weeks, half terms, terms and years over the breaks`() throws {
    let calendar = try calendar()
    func numbers(_ list: [Int]) throws -> [Int] {
      try ["2024-07-05", "2024-07-15", "2024-07-22", "2024-09-04", "2024-09-09"].map { text in
        list[try #require(calendar.index(of: Session(try date(text), .morning)))]
      }
    }
    #expect(try numbers(calendar.schoolWeek) == [0, 1, 2, 3, 4])
    #expect(try numbers(calendar.halfTerm) == [0, 1, 1, 2, 2])
    #expect(try numbers(calendar.term) == [0, 0, 0, 1, 1])
    #expect(try numbers(calendar.schoolYear) == [0, 0, 0, 1, 1])
    #expect(calendar.termNames == ["Summer", "Autumn"])
  }

  @Test(arguments: [
    ("2024-07-31", 0), ("2024-08-01", 1), ("2024-09-02", 1), ("2024-07-29", 0),
  ])
  func `begins a school year on 1 August`(start: String, year: Int) throws {
    let first = SchoolCalendar.Term(
      name: "1", dates: try range("2024-06-03", "2024-06-07"), halfTerm: nil)
    let second = SchoolCalendar.Term(
      name: "2", dates: try range(start, "2024-09-06"), halfTerm: nil)
    let calendar = SchoolCalendar(terms: [first, second])
    #expect(calendar.schoolYear.first == 0)
    #expect(calendar.schoolYear.last == year)
  }

  @Test func `keeps one week that two terms share`() throws {
    let calendar = SchoolCalendar(terms: [
      SchoolCalendar.Term(name: "1", dates: try range("2024-09-02", "2024-09-03"), halfTerm: nil),
      SchoolCalendar.Term(name: "2", dates: try range("2024-09-05", "2024-09-09"), halfTerm: nil),
    ])
    #expect(calendar.schoolWeek == [0, 0, 0, 0, 0, 0, 0, 0, 1, 1])
    #expect(calendar.term == [0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
  }

  @Test(
    arguments: [
      (0, "2024-07-06", "2024-07-06"), (1, "2024-07-01", "2024-07-02"),
      (1, "2024-07-02", "2024-07-04"), (1, "2024-07-05", "2024-07-15"),
      (1, "2024-07-09", "2024-07-15"), (2, "2024-07-05", "2024-07-16"),
      (1, "2024-06-01", "2024-07-01"), (3, "2024-07-22", "2024-09-04"),
      (1, "2024-07-23", "2024-09-03"), (20, "2024-06-30", "2024-09-13"),
      (21, "2024-06-30", nil), (1, "2024-09-13", nil), (1, "2024-12-25", nil),
    ] as [(Int, String, String?)])
  func `finds the school day so many after a date`(
    count: Int, after: String, expected: String?
  ) throws {
    #expect(try calendar().schoolDay(count, after: date(after))?.description == expected)
  }

  @Test func `without a session is empty and answers all the same`() throws {
    let day = try date("2024-09-02")
    let calendar = SchoolCalendar(
      terms: [SchoolCalendar.Term(name: "1", dates: DateRange(on: day), halfTerm: nil)],
      morningOnly: [day], afternoonOnly: [day])
    #expect(calendar.sessions.isEmpty)
    #expect(!calendar.isSchoolDay(day))
    #expect(calendar.schoolDay(1, after: day) == nil)
    #expect(calendar.index(of: Session(day, .morning)) == nil)
  }
}
