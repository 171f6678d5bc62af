import CivilTime
import Clauses
import Diagnostics
import Registers
import SharedLaw
import Simulation
import Statute
import Testing
import TypedYAML

/// Deadlines by the calendars that they are counted in.
@Suite struct `A due date` {
  private func dueDates() throws -> DueDates {
    var reading = Reading.empty
    let dataset = try #require(
      inlineDataset(
        "calendar: { terms: [{ from: 2024-09-02, to: 2024-12-20 }, { from: 2025-01-06, to: 2025-07-22 }] }\n"
          + "marks: { P1: \"2024-09-02: //\" }", &reading))
    let framework = try #require(EmbeddedLaw.practice)
    return DueDates(dataset.calendar, framework.bankHolidays)
  }

  @Test(arguments: [
    ("5 working_days", "2024-12-19", "2024-12-30"), ("5 working_days", "2025-05-01", "2025-05-09"),
    ("1 working_day", "2024-09-06", "2024-09-09"), ("0 working_days", "2024-09-07", "2024-09-07"),
    ("1 working_day", "2024-12-24", "2024-12-27"), ("3 working_days", "2024-12-31", "2025-01-06"),
    // One-off holidays: VE Day, the Platinum Jubilee, the State Funeral and the Coronation.
    ("1 working_day", "2020-05-01", "2020-05-04"), ("1 working_day", "2020-05-07", "2020-05-11"),
    ("1 working_day", "2022-05-27", "2022-05-30"), ("1 working_day", "2022-06-01", "2022-06-06"),
    ("1 working_day", "2022-09-16", "2022-09-20"), ("1 working_day", "2023-05-05", "2023-05-09"),
    // Substitute days.
    ("1 working_day", "2021-12-24", "2021-12-29"), ("1 working_day", "2022-12-23", "2022-12-28"),
    ("1 working_day", "2028-12-22", "2028-12-27"), ("1 working_day", "2027-12-31", "2028-01-04"),
    ("10 school_days", "2024-12-18", "2025-01-15"), ("2 days", "2024-09-06", "2024-09-08"),
    ("1 month", "2025-01-31", "2025-02-28"), ("same_day", "2024-09-06", "2024-09-06"),
  ])
  func `lies a deadline after the occasion`(within: String, opened: String, due: String) throws {
    let deadline = try Deadline(scalar: within)
    let date = try #require(CivilDate(opened))
    #expect(try dueDates().date(deadline, after: date)?.description == due)
  }

  /// The number of working days between two dates leads from one to the other.
  @Test func `in working days is as far as the days between are many`() throws {
    let holidays = try #require(EmbeddedLaw.practice).bankHolidays
    let first = try #require(CivilDate("2019-12-20"))
    for start in stride(from: 0, to: 2_000, by: 37) {
      for count in [0, 1, 2, 3, 7, 19, 64] {
        let date = first.adding(days: start)
        let due = holidays.workingDay(count, after: date)
        #expect(holidays.workingDays(after: date, through: due) == count)
        #expect(holidays.workingDays(after: due, through: date) == 0)
      }
    }
  }

  @Test(arguments: [
    ("2019-01-01", "2027-12-31", nil), ("2018-12-31", "2019-05-01", "from 1 January 2019"),
    ("2027-01-01", "2028-01-10", "not confirmed"), ("2028-06-01", "2029-01-01", "31 December 2028"),
  ])
  func `says what is not known of bank holidays`(
    first: String, last: String, words: String?
  ) throws {
    let holidays = try #require(EmbeddedLaw.practice).bankHolidays
    let gap = holidays.gap(
      from: try #require(CivilDate(first)), through: try #require(CivilDate(last)))
    #expect((gap == nil) == (words == nil))
    #expect(gap?.contains(words ?? "") ?? true, "\(gap ?? "")")
  }

  private static let told: [(within: String, marks: String, words: String)] = [
    ("2 days", "2024-09-06: N/ // //", "Due by 8 September 2024 (a Sunday): letter."),
    ("1 day", "2024-09-06: N/ // //", "Due by 7 September 2024 (a Saturday): letter."),
    ("6 days", "2024-12-19: N/ // //", "Due by 25 December 2024 (a bank holiday): letter."),
    ("8 days", "2024-12-19: N/ // //", "Due by 27 December 2024 (not a school day): letter."),
    ("3 days", "2024-09-06: N/ // //", "Due by 9 September 2024: letter."),
  ]

  @Test(arguments: told)
  func `is told as what it is`(within: String, marks: String, words: String) throws {
    var reading = Reading.empty
    let dataset = try #require(
      inlineDataset(
        """
        calendar: { terms: [{ from: 2024-09-02, to: 2024-12-20 }, { from: 2025-01-06, to: 2025-04-04 }] }
        marks: { P1: "\(marks)", P2: "2025-01-06: //" }
        """, &reading))
    let framework = try testFramework(
      with: """
        rollcall: framework/v1
        duties:
          - { id: duty, when: { mark: [N] }, do: letter, within: \(within), cite: [{ source: rollcall, where: a test }] }
        """)
    let found = Simulator(framework, nil).replay(dataset).divergences.filter { $0.clause == "duty" }
    #expect(found.map { $0.message.contains(words) } == [true], "\(found.map(\.message))")
  }

  /// Working days outside the years of the list are Mondays to Fridays, and the report says so.
  @Test(arguments: [
    ("working_days", "2018-09-03", true), ("days", "2018-09-03", false),
    ("working_days", "2024-09-02", false),
  ])
  func `in working days says where the list of bank holidays ends`(
    unit: String, first: String, isSaid: Bool
  ) throws {
    var reading = Reading.empty
    let start = try #require(CivilDate(first))
    let dataset = try #require(
      inlineDataset(
        """
        calendar: { terms: [{ from: \(start), to: \(start.adding(days: 60)) }] }
        marks: { P1: "\(start): // // //" }
        """, &reading))
    let framework = try testFramework(
      with: """
        rollcall: framework/v1
        duties:
          - { id: duty, when: { mark: [N] }, do: letter, within: 5 \(unit), cite: [{ source: rollcall, where: a test }] }
        """)
    let said = Simulator(framework, nil).replay(dataset).assumptions.filter {
      $0.contains("ank holidays")
    }
    #expect(said.count == (isSaid ? 1 : 0))
  }

  @Test(arguments: [
    ("from: 2024-01-01, to: 2024-12-31, dates: [2024-05-04]", "framework.bank-holiday"),
    ("from: 2024-01-01, to: 2024-12-31, dates: [2025-05-05]", "framework.bank-holiday"),
    ("from: 2024-12-31, to: 2024-01-01, dates: [2024-05-06]", "framework.dates-out-of-order"),
  ])
  func `rests on lists of bank holidays that make sense`(entry: String, rule: String) throws {
    let text = """
      rollcall: framework/v1
      sources: { list: { title: A list, kind: document } }
      bank_holidays:
        - { \(entry), cite: [{ source: list, where: a test }] }
      """
    let problems = Framework.decode([SourceFile(path: "f.yaml", text: text)]).diagnostics
    #expect(problems.map(\.rule).contains(rule), "\(problems.map(\.message))")
    #expect(problems.allSatisfy { $0.span.start.line == 4 })
  }

  @Test func `rests on lists of bank holidays without a gap`() throws {
    let text = """
      rollcall: framework/v1
      sources: { list: { title: A list, kind: document } }
      bank_holidays:
        - { from: 2023-01-01, to: 2023-12-31, dates: [2023-05-01], cite: [{ source: list, where: a test }] }
        - { from: 2025-01-01, to: 2025-12-31, dates: [2025-05-05], cite: [{ source: list, where: a test }] }
      """
    let problems = Framework.decode([SourceFile(path: "f.yaml", text: text)]).diagnostics
    #expect(problems.map(\.rule) == ["framework.gap"])
  }
}
