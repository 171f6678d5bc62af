import CivilTime
import Compliance
import Diagnostics
import PolicyModel
import SharedLaw
import Statute
import TestSupport
import Testing
import TypedYAML

@testable import Comparisons

/// Values of every kind at a path of a policy, some of them close together.
struct RandomValues {
  var random: SplitMix64

  mutating func value(for measure: Strictness.Measure) -> Value {
    switch measure {
    case .greater, .smaller: number()
    case .ranked(let words):
      random.pick([.word(random.pick(words)), .word(random.pick(words)), .word("regularly")])
    case .moreItems, .fewerItems:
      .list(
        (0..<random.pick([1, 2, 3])).map { _ in
          Located(.word(random.pick(["a", "b", "c", "d"])), at: .startOfFile("x"))
        })
    }
  }

  /// A number of some unit, alone or with a comparison before it.
  private mutating func number() -> Value {
    let text = random.pick([
      "9 sessions", "10 sessions", "4 days", "28 days", "4 weeks", "10 school_days", "2 years",
      "24 months", "10 %", "9.5 %", "£80", "£160", "09:00", "09:15", "2024-09-01",
    ])
    return Value(
      form: random.pick(["", "", "less than ", "at most ", "more than ", "at least "]) + text)
  }

  /// A duty, or a group of it, whose keys may be left out.
  mutating func duty() -> Value {
    let pairs: [(key: String, texts: [String])] = [
      ("do", ["home_visit", "contact_parent"]), ("within", ["same_day", "2 school_days"]),
      ("by", ["09:30", "10:00"]),
    ]
    var entries: [(key: String, value: Located<Value>)] = []
    for pair in pairs where random.pick([true, true, false]) {
      entries.append(
        (pair.key, Located(Value(form: random.pick(pair.texts)), at: .startOfFile("x"))))
    }
    let days = Value.Group([
      (
        "unexplained_absence",
        Located(Value(form: random.pick(["2 days", "3 days", "1 session"])), at: .startOfFile("x"))
      )
    ])
    entries.append(("when", Located(.record(days), at: .startOfFile("x"))))
    return .record(Value.Group(entries))
  }
}

@Suite struct `The order of strictness` {
  private static let framework = EmbeddedLaw.everything
  private static let yardstick = framework.map { Yardstick($0) }

  /// Every path that has an order, and a whole duty, which is ordered by its parts.
  static let paths: [String] =
    (framework?.strictness ?? []).map { $0.path.value.text } + ["follow_up.home-visit"]

  /// Three random values for a path, each possibly absent.
  private static func triples(_ path: String) -> [[Value?]] {
    var values = RandomValues(
      random: SplitMix64(seed: path.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) }))
    var random = SplitMix64(seed: 1)
    let measure = framework?.strictness.first { $0.path.value.text == path }?.measure
    return (0..<400).map { _ in
      (0..<3).map { _ in
        random.chance(8) ? nil : measure.map { values.value(for: $0) } ?? values.duty()
      }
    }
  }

  private func standing(_ left: Value?, _ right: Value?, _ path: String) throws -> Comparison {
    try #require(Self.yardstick)
      .standing(of: left, to: right, at: path.split(separator: ".").map(String.init))
  }

  @Test(arguments: paths)
  func `is reflexive, and reversed by changing sides`(path: String) throws {
    for triple in Self.triples(path) {
      #expect(try standing(triple[0], triple[0], path) == .same)
      let (there, back) = (
        try standing(triple[0], triple[1], path), try standing(triple[1], triple[0], path)
      )
      #expect(there == back.reversed, "\(triple[0...1])")
    }
  }

  @Test(arguments: paths)
  func `is transitive, and the same for what is the same`(path: String) throws {
    var kinds: Set<Comparison> = []
    for triple in Self.triples(path) {
      let first = try standing(triple[0], triple[1], path)
      let second = try standing(triple[1], triple[2], path)
      let whole = try standing(triple[0], triple[2], path)
      kinds.insert(first)
      // Transitivity: two steps in one direction, or one and none, lead in that direction.
      guard first == second || first == .same || second == .same else { continue }
      let joined = first == .same ? second : first
      guard joined != .incomparable || first == .same || second == .same else { continue }
      #expect(whole == joined, "\(triple): \(first), \(second), \(whole)")
    }
    #expect(kinds.count > 2, "the values of \(path) show too little: \(kinds)")
  }

  static let all = Comparison.allCases

  @Test(arguments: all, all)
  func `joins parts in any order and grouping`(left: Comparison, right: Comparison) {
    #expect(left.joined(with: right) == right.joined(with: left))
    #expect(left.joined(with: left) == left)
    #expect(left.joined(with: .same) == left)
    #expect(left.joined(with: right).reversed == left.reversed.joined(with: right.reversed))
    for third in Self.all {
      #expect(
        left.joined(with: right).joined(with: third) == left.joined(with: right.joined(with: third))
      )
    }
  }

  @Test(arguments: [
    ("leave_of_absence.limit", "less than 10 sessions", "9 sessions", Comparison.same),
    ("leave_of_absence.limit", "less than 10 sessions", "10 sessions", .stricter),
    ("leave_of_absence.notice", "4 weeks", "28 days", .same),
    ("leave_of_absence.notice", "4 weeks", "20 school_days", .incomparable),
    ("leave_of_absence.holidays", "refused", "not_exceptional", .stricter),
    ("leave_of_absence.considered", "individually", "blanket_refusal", .incomparable),
    ("persistent_absence.threshold", "more than 10 %", "10 %", .looser),
  ])
  func `says of two values what a reader would`(
    path: String, left: String, right: String, expected: Comparison
  ) throws {
    #expect(try standing(Value(form: left), Value(form: right), path) == expected)
  }

  @Test func `finds whom each part of a policy touches`() throws {
    let yardstick = try #require(Self.yardstick)
    for section in Policy.sections {
      let concern = try #require(yardstick.concern(of: section), "\(section)")
      #expect(concern.how != nil && concern.whom?.isEmpty == false)
    }
    #expect(
      yardstick.concern(of: "registers.morning.closes")?.how?.value.text
        != yardstick.concern(of: "registers.kept_for")?.how?.value.text)
  }
}
