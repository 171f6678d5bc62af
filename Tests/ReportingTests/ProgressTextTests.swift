import Reporting
import Testing

@Suite("The line that tells progress")
struct ProgressTextTests {
  @Test(arguments: [
    (1_000_000_000, 4_000, "Reading marks.csv: 25%, 250 MB a second, 12 s left"),
    (3_999_999_999, 1_000, "Reading marks.csv: 99%, 4,000 MB a second, 1 s left"),
    (1, 1_500, "Reading marks.csv: 0%, 1 MB a second, 100000000 min left"),
    (2_000_000_000, 120_000, "Reading marks.csv: 50%, 17 MB a second, 2 min left"),
    (2_000_000_000, 119_000, "Reading marks.csv: 50%, 17 MB a second, 119 s left"),
  ])
  func `has the rate and the time left`(_ done: Int, _ milliseconds: Int, _ line: String) {
    let text = ProgressText("Reading marks.csv", of: 4_000_000_000, .bytes)
    #expect(text.line(done: done, milliseconds: milliseconds) == line)
  }

  @Test func `counts things by their name`() {
    let text = ProgressText("Replaying", of: 20_000, .things("pupils"))
    let line = "Replaying: 40%, 5,334 pupils a second, 3 s left"
    #expect(text.line(done: 8_000, milliseconds: 1_500) == line)
  }

  @Test(arguments: [(10, 999), (0, 5_000), (100, 5_000), (150, 5_000)])
  func `is not there at first nor at the end`(_ done: Int, _ milliseconds: Int) {
    let text = ProgressText("Replaying", of: 100, .things("pupils"))
    #expect(text.line(done: done, milliseconds: milliseconds) == nil)
  }
}
