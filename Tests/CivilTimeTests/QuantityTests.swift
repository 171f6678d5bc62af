import CivilTime
import Testing

@Suite struct `A quantity` {
  @Test(arguments: [
    ("30 minutes", 30, UnitOfCount.minutes, "30 minutes"),
    ("1 minute", 1, .minutes, "1 minute"),
    ("1 minutes", 1, .minutes, "1 minute"),
    ("10 minute", 10, .minutes, "10 minutes"),
    ("9 sessions", 9, .sessions, "9 sessions"),
    ("1 session", 1, .sessions, "1 session"),
    ("4 days", 4, .days, "4 days"),
    ("1 day", 1, .days, "1 day"),
    ("10 school_days", 10, .schoolDays, "10 school days"),
    ("1 school_day", 1, .schoolDays, "1 school day"),
    ("5 working_days", 5, .workingDays, "5 working days"),
    ("1 working_day", 1, .workingDays, "1 working day"),
    ("12 weeks", 12, .weeks, "12 weeks"),
    ("1 week", 1, .weeks, "1 week"),
    ("10 school_weeks", 10, .schoolWeeks, "10 school weeks"),
    ("6 months", 6, .months, "6 months"),
    ("3 years", 3, .years, "3 years"),
    ("0 days", 0, .days, "0 days"),
    ("010 days", 10, .days, "10 days"),
  ])
  func `is read in the singular and the plural`(
    text: String, count: Int, unit: UnitOfCount, written: String
  ) throws {
    let quantity = try #require(Quantity(text))
    #expect(quantity == Quantity(count, unit))
    #expect(quantity.description == written)
  }

  @Test(arguments: [
    "10", "days", "10days", "ten days", "-1 days", "+1 days", "1.5 days", "10 school days",
    "10 Days", "10 hours", "10 dayss", "10 day s", "1,000 days", "1234567890 days", "", " ",
    "10 days days", "10\tdays",
  ])
  func `in another form is refused`(text: String) {
    #expect(Quantity(text) == nil)
  }

  @Test(arguments: [
    (Quantity(2, .weeks), Quantity(14, .days), Order.equal),
    (Quantity(2, .weeks), Quantity(15, .days), .less),
    (Quantity(13, .days), Quantity(2, .weeks), .less),
    (Quantity(15, .days), Quantity(2, .weeks), .greater),
    (Quantity(1, .years), Quantity(12, .months), .equal),
    (Quantity(11, .months), Quantity(1, .years), .less),
    (Quantity(25, .months), Quantity(2, .years), .greater),
    (Quantity(9, .sessions), Quantity(10, .sessions), .less),
    (Quantity(10, .schoolDays), Quantity(10, .schoolDays), .equal),
    (Quantity(0, .weeks), Quantity(0, .days), .equal),
  ])
  func `compares with one of a commensurable unit`(left: Quantity, right: Quantity, order: Order) {
    let reversed: Order =
      switch order {
      case .less: .greater
      case .equal: .equal
      case .greater: .less
      }
    #expect(left.compared(to: right) == order)
    #expect(right.compared(to: left) == reversed)
  }

  @Test func `compares with no other unit`() {
    let commensurable: Set<Set<UnitOfCount>> = [[.days, .weeks], [.months, .years]]
    for left in UnitOfCount.allCases {
      for right in UnitOfCount.allCases {
        let canCompare = left == right || commensurable.contains([left, right])
        let order = Quantity(1, left).compared(to: Quantity(1, right))
        #expect((order != nil) == canCompare, "\(left), \(right)")
      }
    }
  }
}

@Suite struct `An amount` {
  @Test func `is compared and written in its unit`() {
    #expect(Minutes(29) < Minutes(30))
    #expect(SchoolDays(10).description == "10 school days")
    #expect(SchoolDays(1).description == "1 school day")
    #expect(SchoolWeeks(10).quantity == Quantity(10, .schoolWeeks))
  }

  @Test func `has the unit of its type`() {
    let quantities = [
      Minutes(1).quantity, Sessions(1).quantity, Days(1).quantity, SchoolDays(1).quantity,
      Weeks(1).quantity, SchoolWeeks(1).quantity, Years(1).quantity,
    ]
    #expect(
      quantities.map(\.unit) == [
        .minutes, .sessions, .days, .schoolDays, .weeks, .schoolWeeks, .years,
      ])
  }
}
