import CivilTime
import Clauses
import Diagnostics
import Registers
import Testing

/// Marks on days of the calendar without a session are counted as unused, and reported once with
/// the entry of the manifest that closes the day.
@Suite struct `Marks on days without a session` {
  private func files(_ marks: String, _ calendar: String, layout: String = "long") -> Files {
    var files = Files()
    files.manifest = """
      rollcall: register/v1
      calendar: { \(calendar) }
      marks: { file: marks.csv, layout: \(layout) }

      """
    files["marks.csv"] = marks
    return files
  }

  private static let header = "pupil,date,session,code\n"
  private static let fortnight = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13]
  private static let slip =
    "terms: [{ from: 2024-09-02, to: 2024-09-13, half_term: { from: 2024-09-05, to: 2024-09-12 } }]"

  private static func date(_ day: Int) -> String { "2024-09-\(day < 10 ? "0" : "")\(day)" }

  /// Rows of a pupil for days of September 2024.
  private static func rows(_ pupil: String) -> String {
    fortnight.map { "\(pupil),\(date($0)),AM,/\n\(pupil),\(date($0)),PM,\\\n" }.joined()
  }

  private static let long = header + rows("001") + rows("002") + rows("003")

  private static let wide: String = {
    let titles = fortnight.map { "\(date($0)) AM,\(date($0)) PM" }.joined(separator: ",")
    let marks = fortnight.map { _ in "/,\\" }.joined(separator: ",")
    return "pupil,\(titles)\n001,\(marks)\n002,\(marks)\n003,\(marks)\n"
  }()

  @Test(arguments: [(long, "long", "36 of 60 rows"), (wide, "wide", "36 of 60 marks")])
  func `are counted as not used, and named once`(
    text: String, layout: String, count: String
  ) throws {
    let dataset = try #require(files(text, Self.slip, layout: layout).read().value)
    #expect(
      dataset.remarks.map(\.sentence) == [
        "36 marks of 3 pupils, 5 to 12 September 2024, are on days that the calendar has as closed and are "
          + "not counted: check `half_term` and `closed` in `register.yaml`."
      ])
    #expect(
      dataset.unused.line == "Not used: \(count) in marks.csv. The reasons stand below.")
    #expect(dataset.unused.isTooMuch)
  }

  private static let week = "{ from: 2024-09-02, to: 2024-09-13 }"

  @Test(arguments: [
    (
      "terms: [\(week)], closed: [2024-09-04]", "2024-09-04,AM",
      "is on a day that the calendar has as closed and is not counted: check `closed` in `register.yaml`."
    ),
    (
      "terms: [{ from: 2024-09-02, to: 2024-09-03 }, { from: 2024-09-05, to: 2024-09-13 }]",
      "2024-09-04,AM",
      "is on a day that the calendar has as closed and is not counted: check `terms` and `closed` in "
        + "`register.yaml`."
    ),
    (
      "terms: [\(week)], morning_only: [2024-09-04]", "2024-09-04,PM",
      "is in a session that the calendar does not have and is not counted: check `morning_only` and "
        + "`afternoon_only` in `register.yaml`."
    ),
    (
      "terms: [\(week)]", "2024-09-07,AM",
      "is on a day that the calendar has as closed and is not counted: check the dates that are at a "
        + "weekend."
    ),
  ])
  func `are named with what closes the day`(calendar: String, session: String, words: String) throws
  {
    let others = (1...4).map { "P\($0),2024-09-02,AM,/\n" }.joined()
    let rows = "\(others)P1,\(session),/\n"
    let dataset = try #require(files(Self.header + rows, calendar).read().value)
    let remark = try #require(dataset.remarks.first)
    #expect(remark.sentence.hasSuffix(words), "\(remark.sentence)")
    #expect(remark.sentence.hasPrefix("1 mark of 1 pupil, "))
    #expect(remark.weight == .loss)
    #expect(dataset.usage.map { "\($0.rows) \($0.unusedRows)" } == ["5 1"])
    #expect(!dataset.unused.isTooMuch)
  }

  /// `#` means a closed school, so nothing is lost.
  @Test func `are none where they say that the school was closed`() throws {
    let rows = "P1,2024-09-02,AM,/\nP1,2024-09-07,AM,#\n"
    let dataset = try #require(files(Self.header + rows, "terms: [\(Self.week)]").read().value)
    #expect(dataset.remarks == [])
    #expect(!dataset.unused.isSome)
  }

  @Test func `are all that a file holds: an error says so`() throws {
    let outcome = files(Self.header + "P1,2024-09-09,AM,/\n", Self.slip).read()
    #expect(outcome.value == nil)
    #expect(
      outcome.diagnostics.map(\.message) == [
        "`marks.csv` holds no mark on a school day of the calendar."
      ])
    #expect(outcome.diagnostics.first?.help?.contains("check `half_term` and `closed`") == true)
  }
}
