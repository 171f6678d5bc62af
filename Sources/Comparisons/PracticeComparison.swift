import Clauses
package import Simulation

/// The share of cases in which each clause was kept at each school, where registers show it.
package struct PracticeComparison: Sendable {
  /// The cases of one clause at one school.
  package struct Cell: Sendable, Hashable {
    /// The number of cases that were due or done, and of those that were kept.
    package let judged, kept: Int
    /// Whether the school's data could show it.
    package let isChecked: Bool

    /// Whether there were so few cases, from 1 to 4, that the share could point to a child.
    package var isSmall: Bool { (1...4).contains(judged) }
  }

  /// One clause over all schools.
  package struct Row: Sendable {
    /// The clause or the rule about practice.
    package let clause: String
    /// The cell of each school, in the order of the members; nil where the clause does not bind it
    /// or the school's register was not given.
    package let cells: [Cell?]
  }

  /// The replay of each member; nil where no register was given.
  package let replays: [Replay?]
  /// The clauses that had a case at some school, in the order in which they are first met.
  package let rows: [Row]

  /// Compares replays in the order of the members.
  package init(_ replays: [Replay?]) {
    self.replays = replays
    let tables = replays.map { replay in replay.map { PracticeComparison.cells($0) } ?? [] }
    var seen: Set<String> = []
    let names = tables.joined().filter { $0.cell.judged > 0 && seen.insert($0.name).inserted }
      .map(\.name)
    let cells = tables.map { table in
      Dictionary(table.map { ($0.name, $0.cell) }, uniquingKeysWith: { first, _ in first })
    }
    rows = names.map { name in Row(clause: name, cells: cells.map { $0[name] }) }
  }

  private static func cells(_ replay: Replay) -> [(name: String, cell: Cell)] {
    replay.clauses.map { result in
      (
        result.clause.name,
        Cell(
          judged: result.isChecked ? result.tally.judged : 0, kept: result.tally.met,
          isChecked: result.isChecked)
      )
    }
      + replay.practice.map { result in
        (
          result.rule.id,
          Cell(
            judged: result.isChecked ? result.cases : 0, kept: result.kept,
            isChecked: result.isChecked)
        )
      }
  }
}
