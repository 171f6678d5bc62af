import CivilTime
import Testing

@Suite struct `A time of day` {
  @Test func `survives being written and read in every minute`() {
    var read = 0
    for minute in 0..<1_440 {
      guard let time = TimeOfDay(minute: minute), TimeOfDay(time.description) == time,
        time.description.count == 5
      else {
        Issue.record("minute \(minute)")
        continue
      }
      read += 1
    }
    #expect(read == 1_440)
    #expect(TimeOfDay(minute: -1) == nil)
    #expect(TimeOfDay(minute: 1_440) == nil)
  }

  @Test(arguments: [
    ("08:50", 530, "08:50"), ("8:05", 485, "08:05"), ("13:20", 800, "13:20"),
    ("00:00", 0, "00:00"), ("0:00", 0, "00:00"), ("23:59", 1_439, "23:59"),
  ])
  func `is read with one digit of the hour or two`(text: String, minute: Int, written: String)
    throws
  {
    let time = try #require(TimeOfDay(text))
    #expect(time.minute == minute)
    #expect(time.description == written)
  }

  @Test(arguments: [
    "24:00", "10:60", "8.50", "8:5", "008:50", "8:050", "08:50:00", "0850", ":50", "08:", ":",
    "", "-8:50", "8:-5", "+8:50", " 8:50", "08:50 ", "8 :50", "8:50am", "08：50", "٠٨:٥٠",
  ])
  func `in another form is refused`(text: String) {
    #expect(TimeOfDay(text) == nil)
  }

  @Test func `is so many minutes from another`() throws {
    let opens = try #require(TimeOfDay("08:50"))
    let closes = try #require(TimeOfDay("09:20"))
    #expect(closes.minutes(since: opens) == Minutes(30))
    #expect(opens.minutes(since: closes) == Minutes(-30))
    #expect(opens.adding(Minutes(30)) == closes)
    #expect(opens < closes)
  }

  @Test func `does not go past midnight`() throws {
    let late = try #require(TimeOfDay("23:59"))
    #expect(late.adding(Minutes(0)) == late)
    #expect(late.adding(Minutes(1)) == nil)
    #expect(TimeOfDay(minute: 0)?.adding(Minutes(-1)) == nil)
  }
}
