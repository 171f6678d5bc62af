import CivilTime
import Clauses
import Statute
import Synchronization

/// Who asks for rules about practice, by the sources in force on a date; worked out once for each spell of dates.
final class Authorities: Sendable {
  private let bibliography: Bibliography
  private let known = Mutex<[ObjectIdentifier: OfRule]>([:])

  init(_ bibliography: Bibliography) { self.bibliography = bibliography }

  func citations(of rule: PracticeRule, on date: CivilDate) -> [CitedSource] {
    known.withLock { known in
      known[
        ObjectIdentifier(rule), default: OfRule(bibliography.places(of: rule.citations))
      ].citations(on: date)
    }
  }

  private struct OfRule {
    private let places: [CitedPlace]
    /// The dates on which a source comes into force, or no longer is.
    private let turns: Set<CivilDate>
    /// By how many of those have come.
    private var spells: [Int: [CitedSource]] = [:]

    init(_ places: [CitedPlace]) {
      self.places = places
      turns = Set(
        places.compactMap(\.inForce).flatMap { dates in
          [dates.first, dates.last?.adding(days: 1)].compactMap { $0 }
        })
    }

    mutating func citations(on date: CivilDate) -> [CitedSource] {
      let spell = turns.count { $0 <= date }
      if let cited = spells[spell] { return cited }
      let cited = CitedPlace.current(places, during: DateRange(on: date))
      spells[spell] = cited
      return cited
    }
  }
}

/// The codes that are something to the rules about lateness and reasons.
struct CodesByRole: Sendable {
  private let codes: [(role: CodeRole, dates: DateRange, code: MarkCode)]

  init(_ framework: Framework) {
    codes = framework.codes.meanings.compactMap { meaning in
      meaning.role.map { ($0, meaning.range, meaning.code) }
    }
  }

  /// The code that the table on a date has for a role.
  func code(_ role: CodeRole, on date: CivilDate) -> MarkCode? {
    codes.first { $0.role == role && $0.dates.contains(date) }?.code
  }
}
