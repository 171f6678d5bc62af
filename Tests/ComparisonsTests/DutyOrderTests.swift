import Clauses
import Statute
import Testing

@testable import Comparisons

@Suite struct `A duty that is put otherwise` {
  /// The change of a stage from one duty to another; nil where the two say the same.
  private func change(_ old: String, _ new: String) throws -> PolicyDifference.Change? {
    let policies = try [old, new].map { duty in
      try PolicyFiles.school("Elm", "escalation:\n  - { id: stage, \(duty) }")
    }
    let changes = try PolicyFiles.difference(policies[0], policies[1]).changes
    #expect(changes.count <= 1)
    return changes.first
  }

  private static let letter = "do: stage_letter, within: 5 school_days"

  private static let orders: [(old: String, new: String, standing: Comparison)] = [
    ("absence: 4 days, in: term", "absence: 8 sessions, in: term", .same),
    ("absence: more than 7 sessions, in: term", "absence: 4 days, in: term", .same),
    ("absence: more than 3 days, in: term", "absence: 7 sessions, in: term", .same),
    ("absence: 8 sessions, in: 12 weeks", "absence: 4 days, in: 84 days", .same),
    ("late: 3 sessions, in: 1 school_day", "late: 3 sessions, in: 1 day", .same),
    ("illness: 6 sessions, in: term", "code: [I], count: 6 sessions, in: term", .same),
    (
      "code: [G, O], count: 6 sessions, in: term", "code: [O, G], count: 3 days, in: term", .same
    ),
    ("absence: 8 sessions, in: term", "absence: 6 sessions, in: term", .stricter),
    ("absence: 10 %, in: term", "absence: more than 10 %, in: term", .looser),
    ("absence: 10 %, in: term", "absence: 8 %, in: term, after: 40 sessions", .incomparable),
    ("absence: 10 %, in: term, after: 40 sessions", "absence: 8 %, in: term", .stricter),
    ("absence: 10 %, in: term", "absence: 10 sessions, in: term", .incomparable),
    ("absence: 10 %, in: 10 weeks", "absence: 10 %, in: 12 weeks", .incomparable),
    ("unauthorised_absence: 4 days, in: term", "absence: 4 days, in: term", .stricter),
    ("absence: 4 days, in: term", "late_after_close: 4 days, in: term", .looser),
    ("absence: 4 days, in: term", "late: 8 sessions, in: term", .incomparable),
    ("unexplained_absence: 4 days", "unauthorised_absence: 4 days", .incomparable),
    (
      "code: [G], count: 8 sessions, in: term", "code: [G, O], count: 8 sessions, in: term",
      .stricter
    ),
    ("unauthorised_absence: 9 sessions", "code: [G, O], count: 9 sessions", .looser),
    ("absence: 4 days, in: term", "unauthorised_absence: 3 days, in: term", .incomparable),
    ("absence: 4 days, in: 10 school_weeks", "absence: 4 days, in: 12 school_weeks", .stricter),
    ("absence: 4 days, in: 2 school_weeks", "absence: 4 days, in: 10 school_days", .stricter),
    ("absence: 4 days, in: 2 school_weeks", "absence: 4 days, in: 9 school_days", .incomparable),
    ("absence: 4 days, in: 10 school_weeks", "absence: 4 days, in: 10 school_days", .looser),
    ("absence: 4 days, in: 10 school_days", "absence: 4 days, in: 2 weeks", .looser),
    ("absence: 4 days, in: 9 school_days", "absence: 4 days, in: 2 weeks", .incomparable),
    ("absence: 4 days, in: 3 school_weeks", "absence: 4 days, in: 2 weeks", .looser),
    ("absence: 4 days, in: term", "absence: 4 days, in: 12 weeks", .incomparable),
    ("absence: 4 days, in: school_year", "absence: 4 days, in: term", .incomparable),
    ("absence: 4 days, in: half_term", "absence: 4 days, in: term", .incomparable),
    ("absence: 4 days", "absence: 4 days, in: 12 weeks", .incomparable),
    ("absence: 4 days, in: term", "absence: 4 days, in: term, recount: true", .incomparable),
    (
      "absence: 4 days, in: term, recount: true", "absence: 3 days, in: term, recount: true",
      .incomparable
    ),
    ("mark: [O]", "mark: [N, O]", .stricter), ("mark: [N, O]", "mark: [O, N]", .same),
    ("event: pupil_joins", "event: pupil_leaves", .incomparable),
  ]

  @Test(arguments: orders)
  func `is ordered where one occasion implies the other`(
    old: String, new: String, standing: Comparison
  ) throws {
    func duty(_ when: String) -> String { "when: { \(when) }, \(Self.letter)" }
    let there = try change(duty(old), duty(new))
    let back = try change(duty(new), duty(old))
    #expect((there?.standing ?? .same) == standing)
    #expect((back?.standing ?? .same) == standing.reversed)
    #expect(there?.respects.isEmpty == (standing == .same), "\(there?.respects ?? [])")
  }

  private static let keys: [(old: String, new: String, standing: Comparison)] = [
    ("within: 1 week", "within: 7 days", .same), ("within: same_day", "within: 0 days", .same),
    ("within: 5 school_days", "within: 3 school_days", .stricter),
    ("within: 5 school_days", "within: same_day", .stricter), ("within: 2 days", "", .looser),
    ("within: 10 school_days", "within: 2 weeks", .incomparable),
    ("within: same_day, by: 10:00", "within: same_day, by: 09:30", .stricter),
    ("within: 1 school_day, by: 09:00", "within: same_day, by: 15:00", .stricter),
    ("within: same_day", "within: same_day, binding: will, only_when: false", .same),
    ("within: same_day", "within: same_day, severity: warning", .same),
    ("binding: may", "binding: will", .stricter), ("detail: { stage: 1 }", "", .looser),
    ("detail: { stage: 1 }", "detail: { stage: 2 }", .incomparable),
    ("for: [sen]", "for: [fsm, sen]", .stricter), ("for: [sen]", "", .stricter),
    ("for: [sen, fsm]", "for: [fsm, sen]", .same), ("only_when: true", "", .looser),
    ("exclusion: suspension", "", .stricter), ("after_leave: true", "", .stricter),
    ("exclusion: suspension", "exclusion: permanent", .incomparable),
    ("in_force: { from: 2025-09-01 }", "in_force: { from: 2026-01-01 }", .looser),
    ("counting_from: 2025-10-01", "counting_from: 2025-09-01", .stricter),
    ("records: [reason]", "records: [reason, outcome]", .stricter),
    ("not_before: 3 weeks", "not_before: 21 days", .same),
    (
      "preconditions: [{ any_of: [home_visit, contact_parent] }]",
      "preconditions: [{ any_of: [contact_parent, home_visit] }]", .same
    ),
  ]

  @Test(arguments: keys)
  func `is ordered by its other keys`(old: String, new: String, standing: Comparison) throws {
    func duty(_ keys: String) -> String {
      "when: { absence: 4 days, in: term }, do: stage_letter\(keys.isEmpty ? "" : ", ")\(keys)"
    }
    let change = try change(duty(old), duty(new))
    #expect((change?.standing ?? .same) == standing)
    #expect(change.map { $0.old?.words != $0.new?.words } ?? true)
  }

  @Test func `says how a window that opens again differs`() throws {
    let change = try #require(
      try change(
        "when: { absence: 4 days, in: school_year }, do: letter",
        "when: { absence: 4 days, in: term }, do: letter"))
    #expect(change.respects.map(\.standing) == [.looser, .stricter])
    #expect(change.respects[0].words.contains("reached later, if at all"))
    #expect(change.respects[1].words.contains("begins anew in each term"))
  }

  /// In the middle of a week two school weeks hold fewer than ten days.
  @Test func `takes ten school days for more than two school weeks`() throws {
    let change = try #require(
      try change(
        "when: { absence: 4 days, in: 2 school_weeks }, do: letter",
        "when: { absence: 4 days, in: 10 school_days }, do: letter"))
    #expect(change.respects.map(\.standing) == [.stricter])
    #expect(!change.respects[0].words.contains("same"))
  }

  @Test(arguments: [("term", "school_year"), ("10 school_days", "20 school_days")])
  func `sees a window around a single session too`(was: String, now: String) throws {
    let change = try #require(
      try change(
        "when: { absence: 1 session, in: \(was) }, do: letter",
        "when: { absence: 1 session, in: \(now) }, do: letter"))
    #expect(change.old?.words != change.new?.words)
  }

  @Test func `is looser where an action may come at once that had to wait`() throws {
    let when = "when: { absence: 4 days, in: term }, do: letter, within: 8 weeks"
    let waiting = try #require(try change(when, "\(when), not_before: 3 weeks"))
    #expect(waiting.respects.map(\.standing) == [.stricter])
    let atOnce = try #require(try change("\(when), not_before: 3 weeks", when))
    #expect(atOnce.respects.map(\.standing) == [.looser])
    #expect(try change(when, "\(when), not_before: same_day")?.respects.isEmpty ?? true)
  }

  /// Titles and reasons ask for nothing.
  @Test func `changes nothing where only its title or reason does`() throws {
    let duty = "when: { absence: 4 days, in: term }, do: letter"
    #expect(try change(duty, "title: A letter, because: It helps, \(duty)") == nil)
  }

  @Test func `exempts no class that it did not exempt before`() throws {
    let leaves = "when: { event: pupil_leaves }, \(Self.letter)"
    let there = try change(leaves, "\(leaves), exempts: most_senior")
    #expect(there?.standing == .looser)
    #expect(there?.respects.isEmpty == false)
  }
}
