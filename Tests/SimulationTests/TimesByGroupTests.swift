import CivilTime
import Diagnostics
import PolicyModel
import PositionedYAML
import Registers
import SharedLaw
import Simulation
import Statute
import Testing
import TypedYAML

/// Lateness where a policy's times differ for groups of pupils and for days of the week.
@Suite struct `Times by group` {
  /// Two weeks in two school years, with an arrival at 09:10 on the first Monday and on the last Friday of
  /// each; both registers open at 08:45.
  private func replay(_ pupils: String, _ morning: String, rest: String = "") throws -> Replay {
    let register = """
      calendar: { terms: [{ from: 2024-07-15, to: 2024-07-19 }, { from: 2024-09-02, to: 2024-09-06 }] }
      marks: { P1: '2024-07-15: L\\ /\\ /\\ /\\ L\\ L\\ /\\ /\\ /\\ L\\' }
      pupils: [\(pupils)]
      arrivals:
        - { pupil: P1, date: 2024-07-15, session: AM, late: 25 minutes }
        - { pupil: P1, date: 2024-07-19, session: AM, late: 25 minutes }
        - { pupil: P1, date: 2024-09-02, session: AM, late: 25 minutes }
        - { pupil: P1, date: 2024-09-06, session: AM, late: 25 minutes }
      policy: { registers: { morning: \(morning) } }
      \(rest)
      """
    var reading = Reading.empty
    let file = SourceFile(path: "example.yaml", text: register)
    let framework = try #require(EmbeddedLaw.rules)
    let replay = Simulator.replay(
      example: try #require(YAMLDocument.read(file).value), framework, &reading)
    #expect(reading.diagnostics.map(\.message) == [])
    return try #require(replay)
  }

  /// The dates on which the mark ought to be `U`.
  private func dates(_ replay: Replay) -> [String] {
    replay.divergences.filter { $0.clause == "register.late-after-close" && $0.expected == "U" }
      .map(\.date.description)
  }

  private static let byYear = """
    [{ for: { years: [2] }, opens: 08:45, closes: 09:05 }, \
    { for: { years: [3] }, opens: 08:45, closes: 09:15 }]
    """

  private static let all = ["2024-07-15", "2024-07-19", "2024-09-02", "2024-09-06"]

  @Test(arguments: [
    (
      "two rows of the pupils' table",
      "{ pupil: P1, year_group: '2', left: 2024-07-19 }, { pupil: P1, year_group: '3', joined: 2024-09-02 }"
    ),
    (
      "one row of the second year, and the age",
      "{ pupil: P1, year_group: '3', date_of_birth: 2017-01-10 }"
    ),
    (
      "one row of the first year, and the age",
      "{ pupil: P1, year_group: '2', date_of_birth: 2017-01-10 }"
    ),
  ])
  func `are those of the year in which a pupil is on the date`(how: String, pupils: String) throws {
    let replay = try replay(pupils, Self.byYear)
    #expect(dates(replay) == ["2024-07-15", "2024-07-19"])
    #expect(!replay.notChecked.contains { $0.hasPrefix("Times of groups") })
  }

  /// Without an age, a row belongs to neither school year for certain; an age that does not fit
  /// excludes both.
  @Test(arguments: [
    "{ pupil: P1, year_group: '3' }", "{ pupil: P1 }",
    "{ pupil: P1, year_group: '7', joined: 2024-09-02 }",
    "{ pupil: P1, year_group: '3', date_of_birth: 2014-01-10 }",
  ])
  func `are not guessed where the group cannot be told`(pupil: String) throws {
    let replay = try replay(pupil, Self.byYear)
    #expect(dates(replay) == [])
    let told = replay.notChecked.filter { $0.hasPrefix("Times of groups") }
    let count = pupil.contains("joined") ? "2 arrivals" : "4 arrivals"
    #expect(told.count == 1)
    #expect(told.first?.contains(count) == true, "\(told)")
  }

  @Test(arguments: [
    ("{ key_stage: 1 }", "{ key_stage: 2 }", ["2024-07-15", "2024-07-19"]),
    ("{ site: North }", "{ site: South }", all),
    ("{ class: [owls, wrens] }", "{ class: robins }", []),
    ("{ weekdays: [friday] }", "{ weekdays: [monday, tuesday] }", ["2024-07-19", "2024-09-06"]),
  ])
  func `may go by key stage, site, class and weekday`(
    first: String, second: String, expected: [String]
  ) throws {
    let morning =
      "[{ for: \(first), opens: 08:45, closes: 09:05 }, { for: \(second), opens: 08:45, closes: 09:15 }]"
    let pupils =
      "{ pupil: P1, year_group: '2', class: Robins, site: north, left: 2024-07-19 }, "
      + "{ pupil: P1, year_group: '3', class: Robins, site: north, joined: 2024-09-02 }"
    #expect(dates(try replay(pupils, morning)) == expected)
  }

  @Test func `of some weekdays go before others, and those for nobody in particular come last`()
    throws
  {
    let morning = """
      [{ opens: 08:45, closes: 09:05 }, { for: { years: [2, 3] }, opens: 08:45, closes: 09:15 }, \
      { for: { weekdays: [friday] }, opens: 08:45, closes: 09:00 }]
      """
    let pupils =
      "{ pupil: P1, year_group: '2', left: 2024-07-19 }, { pupil: P1, year_group: '4', joined: 2024-09-02 }"
    #expect(
      dates(try replay(pupils, morning)) == ["2024-07-19", "2024-09-02", "2024-09-06"])
  }

  @Test func `of two entries for one pupil are not chosen between`() throws {
    let morning = """
      [{ for: { years: [2] }, opens: 08:45, closes: 09:05 }, \
      { for: { class: Robins }, opens: 08:45, closes: 09:15 }, { opens: 08:45, closes: 09:05 }]
      """
    let pupils =
      "{ pupil: P1, year_group: '2', class: Robins, left: 2024-07-19 }, "
      + "{ pupil: P1, year_group: '2', class: Wrens, joined: 2024-09-02 }"
    let replay = try replay(pupils, morning)
    #expect(dates(replay) == ["2024-09-02", "2024-09-06"])
    #expect(replay.notChecked.contains { $0.contains("2 arrivals") })
  }

  /// A class is judged by the times of its pupils on the date.
  @Test func `hold for the taking of a class's register`() throws {
    let pupils =
      "{ pupil: P1, year_group: '2', class: Robins, left: 2024-07-19 }, "
      + "{ pupil: P1, year_group: '3', class: Robins, joined: 2024-09-02 }"
    let taken = """
      registers_taken:
        - { class: Robins, date: 2024-07-16, session: AM, opened: "09:10", closed: "09:12" }
        - { class: Robins, date: 2024-09-03, session: AM, opened: "09:10", closed: "09:12" }
      """
    let replay = try replay(pupils, Self.byYear, rest: taken)
    let late = replay.divergences.filter { $0.clause == "register.taken-late" }
    #expect(late.map(\.date.description) == ["2024-07-16"])
  }

  @Test func `given once are those of every pupil, whatever is known of them`() throws {
    let replay = try replay("{ pupil: P1 }", "{ opens: 08:45, closes: 09:05 }")
    #expect(dates(replay) == Self.all)
  }

  /// Between the closing and the time of counting as absent there is no divergence.
  @Test func `of absence after the closing are in the pupil's favour`() throws {
    let morning = "{ opens: 08:45, closes: 08:55, absent_from: 09:10 }"
    #expect(dates(try replay("{ pupil: P1 }", morning)) == [])
  }
}
