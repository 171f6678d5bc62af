import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import PositionedYAML
import Registers
import SharedLaw
import Simulation
import Statute
import TestSupport
import Testing
import TypedYAML

@testable import RandomRegisters

/// The order of a file's rows has no effect.
@Suite struct `The order of rows` {
  private static let policy = """
    rollcall: policy/v1
    school: { name: Elm School, phase: primary, type: maintained }
    registers: { morning: { opens: 08:50, closes: 09:10 }, afternoon: { opens: 13:00, closes: 13:15 } }
    follow_up:
      - { id: call, when: { unexplained_absence: 1 session }, do: contact_parent, within: same_day, by: 09:30 }
      - { id: call-again, when: { mark: [N] }, do: contact_parent, within: same_day, by: 09:30 }
    leave_of_absence: { notice: 10 school_days, limit: at most 3 days, decision_within: 2 school_days }
    escalation:
      - { id: letter, when: { absence: 4 sessions, in: 2 school_weeks, recount: true }, do: stage_letter, within: 3 days, by: 10:00 }
    """

  private func simulator() throws -> Simulator {
    var reading = Reading.empty
    let root = YAMLDocument.read(SourceFile(path: "policy.yaml", text: Self.policy)).value
    let policy = Policy.read(try #require(root), &reading)
    #expect(reading.diagnostics.map(\.message) == [])
    return Simulator(
      try #require(EmbeddedLaw.practice),
      PolicyDocument(path: "policy.yaml", own: try #require(policy), layers: []))
  }

  private func dataset(_ tables: RandomTables, shuffled seed: UInt64?) throws -> Dataset {
    let files = tables.files.mapValues { table in seed.map { table.shufflingRows($0) } ?? table }
    let outcome = Dataset.read(SourceFile(path: "register.yaml", text: RandomTables.manifest)) {
      name in files[name].map { DataFile(name: name, bytes: Array($0.utf8)) }
    }
    #expect(outcome.diagnostics.map(\.message) == [])
    return try #require(outcome.value)
  }

  @Test(arguments: Seeds.upTo(12, long: 120))
  func `of every table beside the marks changes nothing but lines`(seed: UInt64) throws {
    let tables = RandomTables(seed: seed)
    let simulator = try simulator()
    let sorted = try dataset(tables, shuffled: nil)
    #expect(sorted.rejections.map(\.reason) == [])
    let expected = simulator.replay(sorted)
    #expect(!expected.divergences.isEmpty)
    for other in 1...2 {
      let shuffled = try dataset(tables, shuffled: seed &* 31 &+ UInt64(other))
      let found = simulator.replay(shuffled)
      #expect(found.withoutLines == expected.withoutLines)
      for id in RandomTables.pupils {
        let (story, before) = (
          simulator.story(of: id, in: shuffled), simulator.story(of: id, in: sorted)
        )
        #expect(story?.events.map(\.text) == before?.events.map(\.text))
      }
    }
  }

  private static let late = """
    calendar: { terms: [{ from: 2024-09-02, to: 2024-10-25 }] }
    marks: { P1: "2024-09-02: N/ // //" }
    actions:
    """

  /// Three calls on the day of an absence; the first of them discharges what was due by half past nine.
  @Test(arguments: [
    (["09:20", "10:30"], Obligation.Outcome.met), (["10:30", "09:20"], .met),
    (["10:30", "09:31"], .late), (["09:31", "10:30"], .late),
    // One without a time cannot be shown to be late.
    (["10:30", nil], .met), ([nil, "10:30"], .met), (["11:00", "10:30", "09:30"], .met),
  ])
  func `of actions on one day does not decide whether one was in time`(
    times: [String?], outcome: Obligation.Outcome
  ) throws {
    let rows = times.map { time in
      "  - { pupil: P1, date: 2024-09-02, action: contact_parent\(time.map { ", time: \($0)" } ?? "") }"
    }
    var reading = Reading.empty
    let dataset = inlineDataset(
      Self.late + "\n" + rows.joined(separator: "\n"), &reading)
    let found = try simulator().obligations(in: try #require(dataset)).filter {
      $0.clause.name == "follow_up.call"
    }
    #expect(found.map(\.obligation.outcome) == [outcome])
  }

  private static let changes: [(rows: [(String, String)], entered: String, standing: String)] = [
    ([("N", "O"), ("O", "I")], "N", "I"), ([("O", "I"), ("N", "O")], "N", "I"),
    ([("N", "O"), ("O", "N"), ("N", "I")], "N", "I"),
    ([("N", "I"), ("O", "N"), ("N", "O")], "N", "I"),
    // Changes in a circle leave the entered code.
    ([("O", "N"), ("N", "O")], "N", "N"), ([("N", "O"), ("O", "N")], "O", "O"),
    // Two changes of one entry: the register has the one that came last.
    ([("N", "O"), ("N", "I")], "I", "I"), ([("N", "I"), ("N", "O")], "O", "O"),
  ]

  @Test(arguments: changes)
  func `of changes on one day does not decide which mark stands`(
    rows: [(String, String)], entered: String, standing: String
  ) throws {
    let amendments = rows.map { before, after in
      "  - { pupil: P1, date: 2024-09-02, session: AM, original: \(before), amended: \(after), amended_on: 2024-09-03 }"
    }
    for rows in [amendments, amendments.reversed()] {
      var reading = Reading.empty
      let dataset = inlineDataset(
        """
        calendar: { terms: [{ from: 2024-09-02, to: 2024-10-25 }] }
        marks: { P1: "2024-09-02: \(entered)/ // //" }
        amendments:
        """ + "\n" + rows.joined(separator: "\n"), &reading)
      let story = try simulator().story(of: "P1", in: try #require(dataset))
      #expect(story?.weeks.first?.days[0][0] == standing)
    }
  }
}

/// Random tables beside the marks, with many rows that only their content puts in order.
private struct RandomTables {
  static let pupils = ["P1", "P2", "P3", "P4"]
  static let manifest = """
    rollcall: register/v1
    calendar: { terms: [{ from: 2024-09-02, to: 2024-10-25 }, { from: 2024-11-04, to: 2024-12-20 }] }
    pupils: { file: pupils.csv }
    marks: { file: marks.csv }
    actions: { file: actions.csv }
    amendments: { file: amendments.csv }
    leave: { file: leave.csv }
    exclusions: { file: exclusions.csv }
    registers_taken: { file: registers.csv }
    """

  private(set) var files: [String: String] = [:]
  private var random: SplitMix64
  private let days: [CivilDate]

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    let first = CivilDate("2024-09-02") ?? CivilDate(day: 0)
    days = (0..<40).map { first.adding(days: $0) }.filter { !$0.weekday.isWeekend }
    files["marks.csv"] = marks()
    files["pupils.csv"] =
      "pupil,class,date_of_birth,joined\n"
      + Self.pupils.map { "\($0),\(random.pick(["1A", "2B"])),2016-03-0\(random.between(1, 9)),\n" }
      .joined()
    files["actions.csv"] =
      "pupil,date,time,action,detail,amount,parent\n" + rows(40) { $0.action() }
    files["amendments.csv"] =
      "pupil,date,session,original,amended,reason,amended_on,name,position\n"
      + rows(20) { $0.amendment() }
    files["leave.csv"] =
      "pupil,applied_on,applied_by,first_day,last_day,reason,decision,decided_on\n"
      + rows(20) { $0.request() }
    files["exclusions.csv"] = "pupil,first_day,last_day,kind\n" + rows(6) { $0.exclusion() }
    files["registers.csv"] = "class,date,session,opened,closed\n" + rows(30) { $0.taking() }
  }

  private mutating func rows(_ count: Int, _ row: (inout Self) -> [String]) -> String {
    (0..<count).map { _ in row(&self).joined(separator: ",") + "\n" }.joined()
  }

  private mutating func marks() -> String {
    var text = "pupil,date,session,code\n"
    for pupil in Self.pupils {
      for day in days {
        for session in ["AM", "PM"] {
          text +=
            "\(pupil),\(day),\(session),\(random.pick(["/", "/", "/", "N", "O", "I", "G", "E", "U"]))\n"
        }
      }
    }
    return text
  }

  /// One of a few days, so that rows coincide.
  private mutating func day() -> CivilDate { days[random.below(6) * 3] }

  private mutating func action() -> [String] {
    let kind = random.pick([
      "contact_parent", "contact_parent", "stage_letter", "penalty_notice", "penalty_paid",
      "targeted_support", "consider_penalty_notice", "notice_to_improve",
    ])
    return [
      random.pick(Self.pupils), day().description,
      random.pick(["", "", "09:10", "09:30", "10:15"]), kind,
      random.pick([
        "", "decision=issue", "stage=1;decision=none", "withdrawn=yes", "period=2 weeks",
      ]),
      random.pick(["", "£60", "£80", "£160"]), random.pick(["", "A", "B"]),
    ]
  }

  private mutating func amendment() -> [String] {
    let day = day()
    return [
      random.pick(Self.pupils), day.description, "AM", random.pick(["N", "N", "O", "I", ""]),
      random.pick(["O", "I", "N", "/"]), random.pick(["", "parent replied"]),
      day.adding(days: random.between(0, 1)).description, random.pick(["", "A. Clerk"]), "clerk",
    ]
  }

  private mutating func request() -> [String] {
    let (applied, first) = (day(), day())
    return [
      random.pick(Self.pupils), applied.description, random.pick(["resident_parent", "carer"]),
      first.description, first.adding(days: random.between(0, 4)).description,
      random.pick(["holiday", "family event"]), random.pick(["granted", "refused"]),
      applied.adding(days: random.between(0, 6)).description,
    ]
  }

  private mutating func exclusion() -> [String] {
    let first = day()
    return [
      random.pick(Self.pupils), first.description,
      first.adding(days: random.between(0, 6)).description,
      random.pick(["suspension", "permanent"]),
    ]
  }

  private mutating func taking() -> [String] {
    [
      random.pick(["1A", "2B"]), day().description, random.pick(["AM", "PM"]),
      random.pick(["08:50", "09:15"]), random.pick(["09:05", "09:20", "13:20"]),
    ]
  }
}

extension Replay {
  /// The results without the lines of rows.
  fileprivate var withoutLines: [String] {
    clauses.map { "\($0.clause.name) \($0.tally) \($0.timing) \(String(describing: $0.nearest))" }
      + practice.map { "\($0.rule.id) \($0.cases) \($0.divergences)" }
      + divergences.map { found in
        "\(found.date) \(String(describing: found.half)) \(found.subject) \(found.clause) \(found.kind) "
          + "\(found.expected ?? "") \(found.recorded ?? "") \(String(describing: found.due)) "
          + "\(found.severity) \(found.message) \(found.alsoAgainst)"
      }
      + counterfactual.shifts.map {
        "\($0.pupil) \($0.clause) \(String(describing: $0.recorded)) \(String(describing: $0.corrected))"
      }
      + [
        "\(counterfactual.marks) \(measures) \(conformance) \(consistency.comparisons) \(notChecked) \(assumptions)"
      ]
  }
}
