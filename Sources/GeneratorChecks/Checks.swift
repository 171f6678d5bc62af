import Diagnostics
import Generation
import Parallel
import PolicyModel
import Statute
import TestSupport

/// Checks of the generator that are too slow for tests.
enum Checks {
  /// Prints a nation's figures beside the published ones, and returns whether all are close.
  static func nation() -> Bool {
    var isClose = true
    for (kind, schools, pupils) in [
      (SchoolKind.primary, 500, 280), (.secondary, 150, 1_000), (.special, 200, 150),
    ] {
      guard let nation = NationFigures.count(kind, schools: schools, pupils: pupils, seed: 1)
      else { return false }
      print("\(schools) \(kind.rawValue) schools, \(nation.pupils) pupils, 2024/25")
      print(line("", "generated", "published", "within"))
      for row in nation.rows {
        isClose = isClose && row.isClose
        print(
          line(
            row.name, percent(row.generated), percent(row.published), percent(row.tolerance))
            + (row.isClose ? "" : "  differs"))
      }
      print("")
    }
    return isClose
  }

  /// Replays schools of both policies at several rates of practice, and returns whether exactly the
  /// planted divergences were found.
  static func truth(schools: Int) -> Bool {
    guard let framework = Framework.embedded().value else { return false }
    let policies = ["st-james", "widnes-academy"].compactMap { name in
      PolicyDocument.load("Policies/schools/\(name).yaml") { path in
        Outcome(ProjectFiles.text(path).map { SourceFile(path: path, text: $0) })
      }.value
    }
    guard policies.count == 2 else { return false }
    let rates = [1, 0.995, 0.99, 0.97, 0.9]
    let truths = (1...schools).map { $0 }.parallelMap { seed in
      KnownTruth.of(
        .init(seed: UInt64(seed), pupils: 60 + seed % 41, practice: rates[seed % rates.count]),
        framework: framework, policy: policies[seed % 2])
    }
    let total = truths.reduce(into: KnownTruth()) { $0.add($1) }
    print(line("clause", "planted", "found", "true", "precision", "recall"))
    for (clause, count) in total.counts.sorted(by: { $0.key < $1.key }) {
      print(
        line(
          clause, "\(count.planted)", "\(count.found)", "\(count.agreeing)",
          thousandths(count.precision), thousandths(count.recall)))
    }
    let divergences = total.counts.values.reduce(0) { $0 + $1.planted }
    print("\(total.schools) schools, \(Wording.count(divergences, "planted divergence"))")
    total.disagreements.prefix(20).forEach { print($0) }
    return total.isExact && total.disagreements.isEmpty && total.schools == schools
  }

  private static func line(_ first: String, _ others: String...) -> String {
    let padding = String(repeating: " ", count: max(1, 48 - first.count))
    return first + padding
      + others.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }.joined()
  }

  private static func percent(_ value: Double) -> String { "\(thousandths(value)) %" }

  /// A number with three decimals.
  private static func thousandths(_ value: Double) -> String {
    let whole = Int((value * 1_000).rounded())
    let rest = String(whole % 1_000)
    return "\(whole / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }
}
