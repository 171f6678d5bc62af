import Testing

@testable import Comparisons
@testable import Reporting

@Suite struct `What is told of a year under two policies` {
  /// A clause, and the work of its kind, part of which comes from other clauses.
  private struct Year: Hashable {
    let old, gone, added: Int
    var new: Int { old - gone + added }
    /// Counts that could point to a child.
    var small: [Int] { [old, new, gone, added, abs(new - old)].filter { (1...4).contains($0) } }

    /// All figures of the year in a report.
    func told(besides others: Int, showsSmallNumbers: Bool = false) -> PracticeFigures {
      PracticeFigures(
        [
          PracticeDifference.ClauseChange(
            clause: "follow_up.visit", kind: "visits", old: old, new: new, gone: gone, added: added,
            newPupils: [], formerPupils: [])
        ],
        [
          PracticeDifference.Work(
            kind: "visits", old: others + old, new: others + new, oldBusiest: others + old,
            newBusiest: others + new)
        ], showsSmallNumbers: showsSmallNumbers)
    }
  }

  private static func years(old: Int, added: Int) -> [Year] {
    (0...old).flatMap { old in
      (0...old).flatMap { gone in
        (0...added).map { Year(old: old, gone: gone, added: $0) }
      }
    }
  }

  /// Searches, as a reader who knows the other clauses' work could, for the years that give a
  /// report.
  @Test(arguments: [0, 3, 20])
  func `leaves of each small count more than one that it could be`(others: Int) {
    let all = Dictionary(grouping: Self.years(old: 24, added: 30)) { year in
      words(year.told(besides: others))
    }
    for year in Self.years(old: 12, added: 12) {
      let possible = all[words(year.told(besides: others))] ?? []
      for (name, count) in [
        ("old", \Year.old), ("new", \.new), ("gone", \.gone), ("added", \.added),
      ] where (1...4).contains(year[keyPath: count]) {
        #expect(
          Set(possible.map { $0[keyPath: count] }).count > 1, "\(name) of \(year) is given away")
      }
      if (1...4).contains(abs(year.new - year.old)) {
        #expect(Set(possible.map { $0.new - $0.old }).count > 1, "the change of \(year)")
      }
    }
  }

  private func words(_ figures: PracticeFigures) -> [String] {
    figures.clauses.flatMap { [$0.old, $0.new, $0.gone, $0.added].map(\.words) }
      + figures.work.flatMap { [$0.old, $0.new, $0.oldBusiest, $0.newBusiest].map(\.words) }
  }

  @Test func `hides nothing where there is nothing to hide, or where all is asked for`() {
    for year in Self.years(old: 12, added: 12) {
      let exact = [year.old, year.new, year.gone, year.added].map { Figure.exact($0) }
      func row(_ figures: PracticeFigures) -> [Figure] {
        figures.clauses.flatMap { [$0.old, $0.new, $0.gone, $0.added] }
      }
      #expect(row(year.told(besides: 20, showsSmallNumbers: true)) == exact)
      if year.small.isEmpty { #expect(row(year.told(besides: 20)) == exact) }
    }
  }

  @Test func `shows no total that holds a hidden count`() {
    let figures = Year(old: 0, gone: 0, added: 2).told(besides: 122)
    #expect(figures.work[0].old == .exact(122))
    #expect(figures.work[0].new == .hidden)
    #expect(figures.work[0].newBusiest == .hidden)
    #expect(figures.hidesTotals)
  }
}
