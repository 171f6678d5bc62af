import CivilTime
import Testing

/// The likely meaning of a malformed value, used only for suggestions.
@Suite struct `A lenient reading` {
  @Test(arguments: [
    ("1pm", "13:00"), ("1 pm", "13:00"), ("1 p.m.", "13:00"), ("8.40am", "08:40"),
    ("8:40 AM", "08:40"),
    ("8.40", "08:40"), ("0850", "08:50"), ("850", "08:50"), ("8h50", "08:50"),
    ("08.50.00", "08:50"),
    ("9", "09:00"), ("9 o'clock", "09:00"), ("nine o’clock", "09:00"), ("half past eight", "08:30"),
    ("quarter to nine", "08:45"), ("quarter past 1", "13:15"), ("twenty-five to nine", "08:35"),
    ("20 minutes past nine", "09:20"), ("eight fifty", "08:50"),
    ("eight fifty in the morning", "08:50"),
    ("3.20", "15:20"), ("3.20pm", "15:20"), ("12pm", "12:00"), ("12 am", "00:00"),
    ("noon", "12:00"),
    ("12 noon", "12:00"), ("midnight", "00:00"), ("by 9.15am", "09:15"),
    ("no later than 9:15", "09:15"),
    ("13.20pm", "13:20"), ("7.30 in the evening", "19:30"),
  ])
  func `of a time of day`(text: String, time: String) {
    #expect(TimeOfDay.meant(by: text)?.description == time)
  }

  @Test(arguments: [
    "", "early", "25:00", "8.75", "24:00", "8.40 to 8.50", "9am 10am", "1/2", "99999",
  ])
  func `of a time of day is none where it cannot be told`(text: String) {
    #expect(TimeOfDay.meant(by: text) == nil)
  }

  @Test(arguments: [
    ("17 September 2025", ["2025-09-17"]), ("17th September 2025", ["2025-09-17"]),
    ("Wednesday 17 Sept 2025", ["2025-09-17"]), ("September 17, 2025", ["2025-09-17"]),
    ("the 1st of May 2025", ["2025-05-01"]), ("17-Sep-25", ["2025-09-17"]),
    ("17/09/2025", ["2025-09-17"]), ("17.9.25", ["2025-09-17"]), ("09/17/2025", ["2025-09-17"]),
    ("2025-9-1", ["2025-09-01"]), ("2025/09/17", ["2025-09-17"]), ("2025-17-09", ["2025-09-17"]),
    ("20250917", ["2025-09-17"]), ("17092025", ["2025-09-17"]),
    ("2025-09-17T08:50:00", ["2025-09-17"]), ("17/09/2025 00:00", ["2025-09-17"]),
    ("Tuesday 4 March 2025", ["2025-03-04"]),
    ("03/04/2025", ["2025-04-03", "2025-03-04"]), ("04/04/2025", ["2025-04-04"]),
  ])
  func `of a date`(text: String, dates: [String]) {
    #expect(CivilDate.meant(by: text) == .dates(dates.compactMap { CivilDate($0) }))
  }

  @Test func `of a date says what is missing, or past the end of its month`() throws {
    func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
    #expect(
      CivilDate.meant(by: "September 2026")
        == .month(first: try date("2026-09-01"), last: try date("2026-09-30")))
    #expect(CivilDate.meant(by: "17 September") == .withoutYear(month: 9, day: 17))
    #expect(CivilDate.meant(by: "31 September 2025") == .past(last: try date("2025-09-30")))
    #expect(CivilDate.meant(by: "2025-02-30") == .past(last: try date("2025-02-28")))
  }

  @Test(arguments: ["", "soon", "2025", "autumn 2025", "32/13/2025", "1/2", "17 Septober 2025"])
  func `of a date is none where it cannot be told`(text: String) {
    #expect(CivilDate.meant(by: text) == nil)
  }

  @Test(arguments: [
    ("four weeks", Quantity(4, .weeks)), ("4 wks", Quantity(4, .weeks)),
    ("4weeks", Quantity(4, .weeks)),
    ("a fortnight", Quantity(2, .weeks)), ("two fortnights", Quantity(4, .weeks)),
    ("ten sessions", Quantity(10, .sessions)), ("10sessions", Quantity(10, .sessions)),
    ("a week", Quantity(1, .weeks)), ("3 weeks in advance", Quantity(3, .weeks)),
    ("10 days’ notice", Quantity(10, .days)), ("ten school days", Quantity(10, .schoolDays)),
    ("10 school-days", Quantity(10, .schoolDays)), ("10 schooldays", Quantity(10, .schoolDays)),
    ("five working days", Quantity(5, .workingDays)),
    ("5 business days", Quantity(5, .workingDays)),
    ("10 school weeks", Quantity(10, .schoolWeeks)), ("28 calendar days", Quantity(28, .days)),
    ("half an hour", Quantity(30, .minutes)), ("1 hour", Quantity(60, .minutes)),
    ("30 mins", Quantity(30, .minutes)), ("half a day", Quantity(1, .sessions)),
    ("5 half days", Quantity(5, .sessions)), ("six years", Quantity(6, .years)),
    ("twenty-one days", Quantity(21, .days)), ("one hundred and twenty days", Quantity(120, .days)),
  ])
  func `of a quantity`(text: String, quantity: Quantity) {
    #expect(Quantity.meant(by: text) == quantity)
  }

  @Test(arguments: [
    "", "soon", "10", "weeks", "-10 days", "2 to 3 weeks", "half a term", "£80 in 21 days",
    "1.5 weeks",
  ])
  func `of a quantity is none where it cannot be told`(text: String) {
    #expect(Quantity.meant(by: text) == nil)
  }

  @Test(arguments: [
    ("10", 1_000), ("10 percent", 1_000), ("ten per cent", 1_000), ("10pc", 1_000), ("0.1", 1_000),
    ("0.1 %", 10), ("12,5 %", 1_250), ("ninety-five percent", 9_500), ("100", 10_000),
  ])
  func `of a percentage`(text: String, basisPoints: Int) {
    #expect(Percentage.meant(by: text) == Percentage(basisPoints: basisPoints))
  }

  @Test(arguments: ["", "few", "110", "10 or 20 %", "10.125"])
  func `of a percentage is none where it cannot be told`(text: String) {
    #expect(Percentage.meant(by: text) == nil)
  }

  @Test(arguments: [
    ("160", 16_000), ("160 pounds", 16_000), ("GBP 160", 16_000), ("£ 160", 16_000),
    ("160.5", 16_050), ("£160.00 per parent", 16_000), ("sixty pounds", 6_000),
    ("one hundred and sixty pounds", 16_000), ("2,500 pounds", 250_000),
  ])
  func `of a sum`(text: String, pence: Int) {
    #expect(Money.meant(by: text) == Money(pence: pence))
  }

  @Test(arguments: ["", "cheap", "£80 or £160", "€160", "£80 in 21 days"])
  func `of a sum is none where it cannot be told`(text: String) {
    #expect(Money.meant(by: text) == nil)
  }

  @Test func `finds every minute of a day again, however it is written`() throws {
    for minute in 0..<1_440 {
      let time = try #require(TimeOfDay(minute: minute))
      let (hour, rest) = (minute / 60, time.description.suffix(2))
      let half = "\((hour + 11) % 12 + 1)"
      let part = hour < 12 ? "am" : "pm"
      for text in ["\(half).\(rest)\(part)", "\(half):\(rest) \(part)", "\(half)-\(rest) \(part)"] {
        #expect(TimeOfDay.meant(by: text) == time, "\(text)")
      }
      if hour >= 7 { #expect(TimeOfDay.meant(by: "\(hour).\(rest)") == time) }
    }
  }

  @Test func `finds every day of two years again, however it is written`() throws {
    let first = try #require(CivilDate("2024-01-01"))
    for day in 0..<731 {
      let date = first.adding(days: day)
      let (year, month, number) = date.parts
      let texts = [date.written, "\(year)-\(month)-\(number)", "\(year)/\(month)/\(number)"]
      for text in texts { #expect(CivilDate.meant(by: text) == .dates([date]), "\(text)") }
      guard case .dates(let meant)? = CivilDate.meant(by: "\(number)/\(month)/\(year)") else {
        Issue.record("no reading of \(date)")
        continue
      }
      #expect(meant.first == date)
      #expect((meant.count == 2) == (number <= 12 && number != month))
    }
  }
}
