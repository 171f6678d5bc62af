import Diagnostics
package import PolicyModel
import Registers
import Simulation
package import Statute

/// The comparison of a replay's divergences with the planted ones.
package struct KnownTruth: Sendable {
  /// One clause's divergences.
  package struct Count: Sendable, Hashable {
    /// The numbers of planted divergences, of found ones, and of those that are both.
    package internal(set) var planted = 0
    package internal(set) var found = 0
    package internal(set) var agreeing = 0

    /// The share of found divergences that were planted, from 0 to 1.
    package var precision: Double { found == 0 ? 1 : Double(agreeing) / Double(found) }
    /// The share of planted divergences that were found, from 0 to 1.
    package var recall: Double { planted == 0 ? 1 : Double(agreeing) / Double(planted) }
  }

  /// The counts by clause.
  package private(set) var counts: [String: Count] = [:]
  /// The divergences either planted or found but not both, with the seed of their school.
  package private(set) var disagreements: [String] = []
  /// The number of schools that were replayed.
  package private(set) var schools = 0

  /// Creates an empty comparison.
  package init() {}

  /// Whether exactly the planted divergences were found.
  package var isExact: Bool {
    counts.values.allSatisfy { $0.planted == $0.agreeing && $0.found == $0.agreeing }
  }

  /// Generates a school, replays its files, and compares.
  package static func of(
    _ order: GeneratedSchool.Order, framework: Framework, policy: PolicyDocument
  ) -> KnownTruth {
    var truth = KnownTruth()
    let name = "seed \(order.seed)"
    let made = GeneratedSchool.make(order, framework: framework, policy: policy)
    guard let school = made.value, let dataset = school.dataset().value else {
      truth.disagreements = ["\(name): no school was made: \(made.diagnostics.map(\.message))"]
      truth.counts["generation"] = Count(planted: 1, found: 0, agreeing: 0)
      return truth
    }
    truth.schools = 1
    let found = Simulator(framework, policy).replay(dataset).divergences.map { divergence in
      Planted(
        clause: divergence.clause, kind: divergence.kind.rawValue,
        pupil: divergence.pupil ?? divergence.group ?? "", date: divergence.date,
        session: divergence.half?.abbreviation)
    }
    truth.compare(school.planted, found, name)
    truth.disagreements += dataset.rejections.map { "\(name): rejected \($0)" }
    return truth
  }

  private mutating func compare(_ planted: [Planted], _ found: [Planted], _ name: String) {
    var left: [Planted: Int] = [:]
    for plant in planted {
      counts[plant.clause, default: Count()].planted += 1
      left[plant, default: 0] += 1
    }
    for divergence in found {
      counts[divergence.clause, default: Count()].found += 1
      if left[divergence, default: 0] > 0 {
        left[divergence, default: 0] -= 1
        counts[divergence.clause, default: Count()].agreeing += 1
      } else {
        disagreements.append("\(name): found and not planted: \(divergence.words)")
      }
    }
    for (plant, number) in left.sorted(by: { $0.key < $1.key }) where number > 0 {
      disagreements.append("\(name): planted and not found: \(plant.words)")
    }
  }

  /// Adds another school's comparison.
  package mutating func add(_ other: KnownTruth) {
    for (clause, count) in other.counts {
      counts[clause, default: Count()].planted += count.planted
      counts[clause, default: Count()].found += count.found
      counts[clause, default: Count()].agreeing += count.agreeing
    }
    disagreements += other.disagreements
    schools += other.schools
  }
}

extension Planted {
  /// The row of the table.
  var words: String { "\(clause),\(kind),\(pupil),\(date),\(session ?? "")" }
}
