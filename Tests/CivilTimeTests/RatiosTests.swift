import CivilTime
import Testing

@Suite struct `A percentage` {
  @Test(arguments: [
    ("10 %", 1_000, "10%"), ("10%", 1_000, "10%"), ("12.5 %", 1_250, "12.5%"),
    ("12.50%", 1_250, "12.5%"), ("0.05 %", 5, "0.05%"), ("12.05%", 1_205, "12.05%"),
    ("0 %", 0, "0%"), ("100 %", 10_000, "100%"), ("99.99 %", 9_999, "99.99%"),
    ("90.0 %", 9_000, "90%"),
  ])
  func `is read and written exactly`(text: String, basisPoints: Int, written: String) throws {
    let percentage = try #require(Percentage(text))
    #expect(percentage.basisPoints == basisPoints)
    #expect(percentage.description == written)
    #expect(Percentage(written) == percentage)
  }

  @Test(arguments: [
    "10", "%", " %", "10 % ", "100.01 %", "101 %", "-1 %", "12.345 %", "12. %", ".5 %", "1,5 %",
    "10 %%", "ten %", "1e1 %", "12345678 %", "",
  ])
  func `in another form is refused`(text: String) {
    #expect(Percentage(text) == nil)
  }

  @Test(arguments: [
    (38, 380, Order.equal), (37, 380, .less), (39, 380, .greater), (0, 0, .equal),
    (1, 10, .equal), (19, 190, .equal), (199, 1_999, .less), (200, 1_999, .greater),
  ])
  func `of ten is met by a tenth and not by a session less`(part: Int, whole: Int, order: Order) {
    #expect(Percentage(basisPoints: 1_000).order(of: part, outOf: whole) == order)
  }

  @Test func `is compared without rounding`() throws {
    let eighth = try #require(Percentage("12.5 %"))
    #expect(eighth.order(of: 1, outOf: 8) == .equal)
    #expect(eighth.order(of: 124_999, outOf: 1_000_000) == .less)
    // No number of hundredths is a third.
    #expect(Percentage(basisPoints: 3_333).order(of: 1, outOf: 3) == .greater)
    #expect(Percentage(basisPoints: 3_334).order(of: 1, outOf: 3) == .less)
    #expect(Percentage(basisPoints: 999) < Percentage(basisPoints: 1_000))
  }
}

@Suite struct `A sum of money` {
  @Test(arguments: [
    ("£160", 16_000, "£160"), ("£60.00", 6_000, "£60"), ("£2,500", 250_000, "£2,500"),
    ("£0.50", 50, "£0.50"), ("£1.05", 105, "£1.05"), ("£80", 8_000, "£80"),
    ("£1,000,000.01", 100_000_001, "£1,000,000.01"), ("£999", 99_900, "£999"),
    ("£1000", 100_000, "£1,000"),
  ])
  func `is read and written in pounds`(text: String, pence: Int, written: String) throws {
    let money = try #require(Money(text))
    #expect(money.pence == pence)
    #expect(money.description == written)
    #expect(Money(written) == money)
  }

  @Test(arguments: [
    "160", "£", "£ 160", "160£", "$160", "£160.000", "£160.", "£.50", "£-160", "-£160", "£1.5.0",
    "£160 ", "£1e2", "£12345678", "", "GBP 160",
  ])
  func `in another form is refused`(text: String) {
    #expect(Money(text) == nil)
  }

  /// A comma groups thousands; elsewhere it is a slip, most likely for the point.
  @Test(arguments: ["£2,50", "£1,6,0", "£,160", "£160,", "£60.0,0", "£1,0000"])
  func `with a comma out of place is refused`(text: String) {
    #expect(Money(text) == nil)
  }

  @Test func `is ordered by its pence`() {
    #expect(Money(pence: 6_000) < Money(pence: 6_001))
  }
}
