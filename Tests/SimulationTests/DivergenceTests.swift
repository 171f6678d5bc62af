import CivilTime
import Clauses
import Diagnostics
import Registers
import SharedLaw
import Statute
import Synchronization
import Testing
import TypedYAML

@testable import Simulation

/// A fact that is put into words only on request.
@Suite struct `A divergence` {
  private final class Counter: Sendable {
    let made = Atomic(0)
  }

  private static let found: [(pupil: String?, date: String, half: SessionHalf?, says: String)] = [
    ("P2", "2024-09-03", .morning, "5"), ("P10", "2024-09-03", .morning, "3"),
    ("P1", "2024-09-03", .afternoon, "7"), ("P9", "2024-09-02", .afternoon, "2"),
    ("P9", "2024-09-02", nil, "1"), ("P2", "2024-09-03", .morning, "4"),
    (nil, "2024-09-04", nil, "8"),
    ("P2", "2024-09-03", .afternoon, "71"),
  ]

  @Test func `is put in its place without a word of it, unless another is alike in all else`()
    throws
  {
    var reading = Reading.empty
    let dataset = try #require(
      inlineDataset(
        "calendar: { terms: [{ from: 2024-09-02, to: 2024-09-06 }] }\nmarks: { P1: \"2024-09-02: //\" }",
        &reading))
    let framework = try #require(EmbeddedLaw.practice)
    let context = ReplayContext(dataset, framework, nil)
    let rule = try #require(framework.practice.first)
    let counter = Counter()
    let divergences = try Self.found.map { pupil, date, half, says in
      Divergence(
        .rule(rule, context), .misrecorded, pupil: pupil, try #require(CivilDate(date)), half: half
      ) {
        counter.made.wrappingAdd(1, ordering: .relaxed)
        return Divergence.Words(expected: nil, says)
      }
    }
    let ordered = divergences.ordered
    #expect(counter.made.load(ordering: .relaxed) == 2)
    #expect(ordered.map(\.message) == ["1", "2", "3", "4", "5", "7", "71", "8"])
  }

  @Test func `rests on what is in force on its date, worked out once`() throws {
    let framework = try #require(EmbeddedLaw.practice)
    let authorities = Authorities(framework.bibliography)
    for rule in framework.practice {
      for year in 2019...2027 {
        for month in [1, 4, 8, 9] {
          for day in [1, 18, 19, 20, 31] {
            guard let date = CivilDate(year: year, month: month, day: day) else { continue }
            #expect(
              authorities.citations(of: rule, on: date)
                == framework.bibliography.cited(rule.citations, during: DateRange(on: date)))
          }
        }
      }
    }
  }

  @Test func `has the code that the table on its date has for a role`() throws {
    let framework = try #require(EmbeddedLaw.practice)
    let codes = CodesByRole(framework)
    for year in 2015...2027 {
      let date = try #require(CivilDate(year: year, month: 10, day: 1))
      for role in CodeRole.allCases {
        #expect(
          codes.code(role, on: date)
            == framework.codes.codes(on: date).first { $0.role == role }?.code)
      }
    }
  }
}
