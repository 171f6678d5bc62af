import Diagnostics
import PolicyModel
import PositionedYAML
import Registers
import SharedLaw
import Simulation
import Statute
import Testing
import TypedYAML

/// Pupils exempt by regulation 13 from the returns about joining and leaving, and reports where
/// that is unknown.
@Suite struct `A return about a pupil` {
  private func replay(
    _ school: String, _ pupil: String, from: String, to: String, returns: String = ""
  ) throws -> Replay {
    let framework = try #require(EmbeddedLaw.rules)
    let file = SourceFile(
      path: "example.yaml",
      text: """
        calendar: { terms: [{ from: \(from), to: \(to) }] }
        marks: { P1: "\(from): /\\\\ /\\\\", P2: "\(to): /\\\\" }
        pupils: [{ pupil: P1, \(pupil) }]
        policy: { school: { name: A School, \(school) }\(returns) }
        """)
    var reading = Reading.empty
    let replay = Simulator.replay(
      example: try #require(YAMLDocument.read(file).value), framework, &reading)
    #expect(reading.diagnostics.map(\.message) == [])
    return try #require(replay)
  }

  private func raised(_ replay: Replay, _ clause: String) -> Int? {
    replay.clauses.first { $0.clause.name == clause }?.tally.raised
  }

  /// The last day of the summer term, of the autumn term, and a day before the end of the summer term.
  private static let leavers: [(school: String, pupil: String, left: String, raised: Int)] = [
    ("phase: primary", "year_group: '6'", "2025-07-22", 0),
    ("phase: primary", "year_group: '5'", "2025-07-22", 1),
    ("phase: primary", "year_group: '6'", "2025-07-21", 1),
    ("phase: infant", "year_group: '2'", "2025-07-22", 0),
    ("phase: junior", "year_group: '6'", "2025-07-22", 0),
    ("phase: primary, years: Year 5 to Year 8", "year_group: '6'", "2025-07-22", 1),
    ("phase: primary, years: Year 5 to Year 8", "year_group: '8'", "2025-07-22", 0),
    ("phase: secondary, years: Year 7 to Year 11", "year_group: '11'", "2025-07-22", 0),
    ("phase: secondary, years: Year 7 to Year 13", "year_group: '11'", "2025-07-22", 1),
    ("phase: secondary, years: Year 7 to Year 13", "year_group: '13'", "2025-07-22", 0),
    ("phase: secondary", "year_group: '9'", "2025-07-22", 1),
    ("phase: secondary", "year_group: '13'", "2025-07-22", 0),
    ("phase: secondary", "year_group: '12'", "2025-07-22", 1),
    ("phase: secondary", "year_group: '11', class_position: most_senior", "2025-07-22", 0),
    ("phase: special", "class_position: most_senior", "2025-07-22", 0),
    ("phase: primary", "year_group: '6', class_position: most_junior", "2025-07-22", 1),
  ]

  @Test(arguments: leavers)
  func `is not made of those who leave with the most senior class`(
    school: String, pupil: String, left: String, raised count: Int
  ) throws {
    let replay = try replay(school, "\(pupil), left: \(left)", from: "2025-06-02", to: "2025-07-22")
    #expect(raised(replay, "national.deletion-return") == count)
    #expect(!replay.notChecked.contains { $0.contains("the school year, and whether") })
  }

  @Test(arguments: [
    ("phase: primary", "2025-12-19"), ("phase: secondary, years: Year 7 to Year 11", "2025-12-19"),
  ])
  func `is made of those who leave at the end of another term`(school: String, left: String) throws
  {
    let year = school.contains("primary") ? "6" : "11"
    let replay = try replay(
      school, "year_group: '\(year)', left: \(left)", from: "2025-09-03", to: "2025-12-19")
    #expect(raised(replay, "national.deletion-return") == 1)
  }

  private static let unknown: [(school: String, pupil: String, reason: String)] = [
    ("phase: secondary", "year_group: '11'", "`years: Year 7 to Year 11` under `school`"),
    ("type: academy", "year_group: '6'", "`years: Year 7 to Year 11` under `school`"),
    ("phase: primary", "class: Oak", "neither `year_group` nor `class_position`"),
  ]

  @Test(arguments: unknown)
  func `is said not to be checked where the class is not known`(
    school: String, pupil: String, reason: String
  ) throws {
    let replay = try replay(
      school, "\(pupil), left: 2025-07-22", from: "2025-06-02", to: "2025-07-22")
    #expect(raised(replay, "national.deletion-return") == 0)
    let said = replay.notChecked.filter { $0.contains("national.deletion-return") }
    #expect(said.count == 1)
    #expect(said.first?.contains(reason) == true, "\(said)")
    #expect(said.first?.contains("1 pupil ") == true)
  }

  private static let joiners: [(school: String, pupil: String, joined: String, raised: Int)] = [
    ("phase: primary", "year_group: R", "2025-09-03", 0),
    ("phase: primary", "year_group: '1'", "2025-09-03", 1),
    ("phase: primary", "year_group: R", "2025-09-04", 1),
    ("phase: secondary", "year_group: '7'", "2025-09-03", 0),
    ("phase: secondary", "year_group: '9'", "2025-09-03", 1),
    ("phase: secondary, years: Year 9 to Year 13", "year_group: '9'", "2025-09-03", 0),
    ("phase: primary", "year_group: '3', class_position: most_junior", "2025-09-03", 0),
  ]

  @Test(arguments: joiners)
  func `is not made of those who begin in the most junior class with the year`(
    school: String, pupil: String, joined: String, raised count: Int
  ) throws {
    let replay = try replay(
      school, "\(pupil), joined: \(joined)", from: "2025-09-03", to: "2025-12-19")
    #expect(raised(replay, "national.new-pupil-return") == count)
  }

  @Test func `is made of all where the authority asks for it`() throws {
    let replay = try replay(
      "phase: primary", "year_group: R, joined: 2025-09-03", from: "2025-09-03", to: "2025-12-19",
      returns: ", returns: { also_for: [most_junior] }")
    #expect(raised(replay, "national.new-pupil-return") == 1)
  }

  @Test func `names the class that it took for the school's`() throws {
    let replay = try replay(
      "phase: primary", "year_group: '6', left: 2025-07-22", from: "2025-06-02", to: "2025-07-22")
    #expect(replay.assumptions.contains { $0.contains("most senior class is taken to be Year 6") })
  }
}
