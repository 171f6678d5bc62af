import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import PositionedYAML
import Registers
import SharedLaw
import Statute
import Testing
import TypedYAML

@testable import Simulation

/// Edge cases of the rules about practice, beyond their examples.
@Suite struct `A rule about practice` {
  private func divergences(_ register: String, _ rule: String) throws -> [Divergence] {
    var reading = Reading.empty
    let calendar = "calendar: { terms: [{ from: 2024-09-02, to: 2024-10-25 }] }\n"
    let file = SourceFile(path: "example.yaml", text: calendar + register)
    let framework = try #require(EmbeddedLaw.rules)
    let replay = Simulator.replay(
      example: try #require(YAMLDocument.read(file).value), framework, &reading)
    #expect(reading.diagnostics.map(\.message) == [])
    return try #require(replay).divergences.filter { $0.clause == rule }
  }

  @Test func `names a judge, and each judge has one name`() {
    let judges = Judge.all.map(\.name.rawValue).sorted()
    #expect(judges == Judgement.allCases.map(\.rawValue).sorted())
  }

  private static let leave = """
    marks: { P1: "2024-10-14: // // // // // // // CC // //" }
    policy: { leave_of_absence: { notice: 10 school_days, limit: 5 days } }

    """

  /// The tenth school day after 9 October is 23 October; after 16 October it lies beyond the data.
  @Test(arguments: [("2024-10-09", 0), ("2024-10-10", 1), ("2024-10-16", 1), ("2024-10-23", 1)])
  func `counts notice to the end of the calendar and past it`(applied: String, found: Int) throws {
    let request =
      "leave: [{ pupil: P1, applied_on: \(applied), first_day: 2024-10-23, reason: wedding, "
      + "decision: granted }]"
    #expect(try divergences(Self.leave + request, "leave.short-notice").count == found)
  }

  /// Day 1 is the day of receipt: the 21st day for the smaller sum, the 28th for the whole.
  @Test(arguments: [
    ("2024-09-22", "£80", []), ("2024-09-23", "£80", ["penalty.paid-too-little"]),
    ("2024-09-23", "£160", []), ("2024-09-29", "£160", []),
    ("2024-09-30", "£160", ["penalty.paid-late"]), ("2024-09-30", "£80", ["penalty.paid-late"]),
  ])
  func `counts the days of payment with the day of receipt`(
    paid: String, sum: String, found: [String]
  ) throws {
    let register = """
      marks: { P1: "2024-09-02: //" }
      actions:
        - { pupil: P1, date: 2024-09-02, action: penalty_notice, parent: Q1, amount: £160 }
        - { pupil: P1, date: \(paid), action: penalty_paid, parent: Q1, amount: \(sum) }
      """
    let rules = ["penalty.paid-too-little", "penalty.paid-late"]
    let clauses = try rules.flatMap { try divergences(register, $0) }.map(\.clause)
    #expect(clauses == found)
  }

  /// A second notice in the three years has one sum; to another parent it is a first.
  @Test(arguments: [
    ("Q1", "£160", 0), ("Q1", "£80", 1), ("Q2", "£80", 0), ("Q2", "£160", 0), ("Q2", "£120", 1),
  ])
  func `counts notices for each parent`(parent: String, sum: String, found: Int) throws {
    let register = """
      marks: { P1: "2024-09-02: //" }
      actions:
        - { pupil: P1, date: 2024-09-02, action: penalty_notice, parent: Q1, amount: £160 }
        - { pupil: P1, date: 2024-10-07, action: penalty_notice, parent: \(parent), amount: \(sum) }
      """
    #expect(try divergences(register, "penalty.amount").count == found)
  }

  /// A notice for absence before the National Framework never counts towards a third.
  @Test(arguments: [("2024-07-01", 0), ("2024-08-19", 1)])
  func `counts no notice for absence of before`(absence: String, found: Int) throws {
    let register = """
      marks: { P1: "2024-09-02: //" }
      actions:
        - { pupil: P1, date: 2024-09-02, action: penalty_notice, parent: Q1, detail: { absent_on: \(absence) } }
        - { pupil: P1, date: 2024-09-16, action: penalty_notice, parent: Q1 }
        - { pupil: P1, date: 2024-10-07, action: penalty_notice, parent: Q1 }
      """
    #expect(try divergences(register, "penalty.third-notice-issued").count == found)
  }

  @Test func `leads back to the marks that were entered without a register`() throws {
    let register = """
      marks: { P1: "2024-09-02: //", P2: "2024-09-02: //" }
      pupils: [{ pupil: P1, class: 3A }, { pupil: P2, class: 3A }]
      registers_taken: [{ class: 3A, date: 2024-09-02, session: AM, opened: 08:51 }]
      """
    let found = try divergences(register, "register.not-taken")
    #expect(found.map(\.group) == ["3A"])
    #expect(found.map(\.half) == [.afternoon])
    #expect(found.map(\.evidence.count) == [2])
  }

  /// A missing action is reported once for the sessions after each ended one, and once for sessions
  /// without any.
  @Test func `tells of part-time sessions by the timetable they lack`() throws {
    let register = """
      marks: { P1: "2024-09-02: /C2 /C2 /C2 /C2 /C2" }
      actions: [{ pupil: P1, date: 2024-09-04, action: part_time_timetable, detail: { until: 2024-09-05 } }]
      """
    let found = try divergences(register, "register.part-time-timetable-without-end")
    #expect(found.map(\.kind) == [.missing, .exceeded])
    #expect(found.map(\.date.description) == ["2024-09-02", "2024-09-06"])
    #expect(found.map(\.evidence.count) == [2, 2])
  }

  // MARK: Lateness

  /// The register opens at 08:50 by the policy and closes at 09:10; it began to be taken as given.
  @Test(arguments: [
    ("/", "3 minutes", "08:54", "", []),
    ("/", "3 minutes", "08:52", "", ["register.present-when-late"]),
    ("L", "3 minutes", "08:54", "", ["register.late-when-present"]),
    ("L", "3 minutes", "08:52", "", []), ("/", "3 minutes", "", "", ["register.present-when-late"]),
    ("L", "3 minutes", "", "", []), ("L", "3 minutes", "08:53", "", []),
    ("/", "3 minutes", "08:53", "", []), ("/", "3 minutes", "09:15", "", []),
    ("L", "3 minutes", "09:15", "", []), ("U", "25 minutes", "08:54", "", []),
    ("U", "10 minutes", "08:54", "", ["register.late-before-close"]),
    ("/", "5 minutes", "08:46", "day: { starts: 08:55 }, ", []),
    ("L", "5 minutes", "08:46", "day: { starts: 08:55 }, ", ["register.late-when-present"]),
  ])
  func `has a pupil late who comes after the register began to be taken`(
    mark: String, late: String, opened: String, day: String, found: [String]
  ) throws {
    let taken =
      opened.isEmpty
      ? ""
      : "registers_taken: [{ class: 3A, date: 2024-09-03, session: AM, opened: \(opened) }, "
        + "{ class: 3B, date: 2024-09-03, session: AM, opened: 08:40 }]"
    let register = """
      marks: { P1: "2024-09-02: /\\\\ \(mark)\\\\ /\\\\" }
      pupils: [{ pupil: P1, class: 3A }]
      arrivals: [{ pupil: P1, date: 2024-09-03, session: AM, late: \(late) }]
      \(taken)
      policy: { \(day)registers: { morning: { opens: 08:50, closes: 09:10 } } }
      """
    let rules = [
      "register.late-after-close", "register.late-before-close", "register.present-when-late",
      "register.late-when-present",
    ]
    let all = try rules.flatMap { try divergences(register, $0) }
    #expect(all.map(\.clause) == found)
    for divergence in all where divergence.clause != "register.late-before-close" {
      let said =
        opened.isEmpty
        ? "is taken as begun at" : day.isEmpty ? "began to be taken" : "nobody late up to 08:55"
      #expect(divergence.message.contains(said))
    }
  }

  @Test(arguments: ["closes: 09:10", "closes_after: 20 minutes", "absent_from: 09:10"])
  func `has a pupil absent who comes after the register closes, however that is said`(
    closing: String
  ) throws {
    for (late, count) in [("25 minutes", 1), ("15 minutes", 0)] {
      let register = """
        marks: { P1: "2024-09-02: /\\\\ L\\\\ /\\\\" }
        arrivals: [{ pupil: P1, date: 2024-09-03, session: AM, late: \(late) }]
        policy: { registers: { morning: { opens: 08:50, \(closing) } } }
        """
      #expect(try divergences(register, "register.late-after-close").count == count)
    }
  }

  // MARK: Notices

  /// Ten sessions in the first week, and as many more as given.
  @Test(arguments: [
    ("", "", "", 1), ("OO ", "", "", 0), ("", ", detail: { absent_on: 2024-09-20 }", "", 0),
    ("OO ", ", detail: { absent_on: 2024-09-02 }", ", detail: { absent_on: 2024-09-02 }", 1),
    ("", ", detail: { withdrawn: 'yes' }", "", 0),
  ])
  func `uses no absence for two notices`(
    more: String, second: String, first: String, found: Int
  ) throws {
    let register = """
      marks: { P1: "2024-09-02: OO OO OO OO OO /\\\\ /\\\\ /\\\\ \(more)/\\\\" }
      actions:
        - { pupil: P1, date: 2024-09-16, action: penalty_notice, parent: Q1\(first) }
        - { pupil: P1, date: 2024-10-07, action: penalty_notice, parent: Q1\(second) }
        - { pupil: P1, date: 2024-10-07, action: penalty_notice, parent: Q2 }
      """
    #expect(try divergences(register, "penalty.same-absence-again").count == found)
  }

  @Test(arguments: [("school", 1), ("local_authority", 0)])
  func `has the authority told before each notice of the school's own`(by: String, found: Int)
    throws
  {
    let register = """
      marks: { P1: "2024-09-02: //" }
      actions:
        - { pupil: P1, date: 2024-09-13, action: tell_authority_of_penalty_notice }
        - { pupil: P1, date: 2024-09-16, action: penalty_notice, parent: Q1, detail: { issued_by: school } }
        - { pupil: P1, date: 2024-10-07, action: penalty_notice, parent: Q1, detail: { issued_by: \(by) } }
      """
    #expect(try divergences(register, "penalty.authority-not-told").count == found)
  }

  // MARK: Duties

  @Test(arguments: [("suspension", 1), ("permanent", 0)])
  func `has a school provide education in suspensions alone`(kind: String, found: Int) throws {
    let register = """
      marks: { P1: "2024-09-02: /\\\\ EE EE EE EE EE EE /\\\\ /\\\\" }
      exclusions: [{ pupil: P1, first_day: 2024-09-03, last_day: 2024-09-10, kind: \(kind) }]
      """
    #expect(try divergences(register, "national.sixth-day-provision").count == found)
  }

  /// The ten days of absence begin on Monday 16 September.
  @Test(arguments: [
    ("2024-09-13", "granted", 1), ("2024-09-12", "granted", 0), ("2024-09-13", "refused", 0),
  ])
  func `has enquiries after leave where the pupil does not come back from it`(
    last: String, decision: String, found: Int
  ) throws {
    let days = Array(repeating: "OO", count: 10) + Array(repeating: "//", count: 15)
    let register = """
      marks: { P1: "2024-09-09: CC CC CC CC CC \(days.joined(separator: " "))" }
      leave: [{ pupil: P1, applied_on: 2024-09-02, first_day: 2024-09-09, last_day: \(last), decision: \(decision), decided_on: 2024-09-03 }]
      """
    #expect(try divergences(register, "national.joint-enquiries-after-leave").count == found)
  }

  // MARK: Ages

  /// Born on 4 May 2020, a pupil is of compulsory school age from 31 August 2025.
  @Test(arguments: [("2020-05-04", 1), ("2019-05-04", 0), ("2007-10-04", 1)])
  func `has a part-time timetable at compulsory school age alone`(born: String, found: Int) throws {
    let register = """
      marks: { P1: "2024-09-02: /C2 /C2" }
      pupils: [{ pupil: P1, date_of_birth: \(born) }]
      """
    let rule = "register.part-time-timetable-outside-compulsory-age"
    let all = try divergences(register, rule)
    #expect(all.count == found)
    #expect(all.allSatisfy { $0.expected == "X" && $0.evidence.count == 3 })
  }
}
