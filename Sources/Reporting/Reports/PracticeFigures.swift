import Comparisons
import Diagnostics

/// A count as a report may show it: one from 1 to 4 could point to a child.
enum Figure: Equatable, Sendable {
  case exact(Int)
  /// From 1 to 4.
  case few
  /// From 1 to 4 more, or fewer, than the count before it.
  case fewMore, fewLess
  /// 5 or more, with nothing closer, because a count beside it is hidden.
  case many
  /// Nothing, because a hidden count could be worked out from it.
  case hidden

  /// The count; nil where it is not shown.
  var count: Int? { if case .exact(let count) = self { count } else { nil } }

  /// The count in a table's cell.
  var words: String {
    switch self {
    case .exact(let count): Wording.grouped(count)
    case .few: "1 to 4"
    case .fewMore: "1 to 4 more"
    case .fewLess: "1 to 4 fewer"
    case .many: "5 or more"
    case .hidden: "not shown"
    }
  }

  /// Whether a count could point to a child.
  static func isSmall(_ count: Int) -> Bool { (1...4).contains(count) }

  /// A count by itself.
  init(_ count: Int, isShown: Bool) {
    self = isShown || !Figure.isSmall(count) ? .exact(count) : .few
  }

  /// A count in a row with one that is hidden.
  fileprivate init(besideHidden count: Int) {
    self = count == 0 ? .exact(0) : Figure.isSmall(count) ? .few : .many
  }
}

/// What a report may tell of a year under two policies: no count from 1 to 4, nothing of which one is the
/// difference, and nothing that would give one away together with what is told elsewhere.
struct PracticeFigures {
  /// How often a clause is called for.
  struct ClauseRow {
    let old, new, gone, added: Figure
  }

  /// The work of a kind.
  struct WorkRow: Sendable {
    let kind: String
    let old, new, oldBusiest, newBusiest: Figure
  }

  /// In the order of the clauses.
  let clauses: [ClauseRow]
  /// In the order of the kinds of work.
  let work: [WorkRow]

  /// Whether anything but counts from 1 to 4 is hidden.
  var hidesTotals: Bool { work.contains { $0.old == .hidden || $0.new == .hidden } }

  init(_ practice: PracticeDifference, showsSmallNumbers: Bool) {
    self.init(practice.clauses, practice.work, showsSmallNumbers: showsSmallNumbers)
  }

  init(
    _ changes: [PracticeDifference.ClauseChange], _ work: [PracticeDifference.Work],
    showsSmallNumbers: Bool
  ) {
    clauses = changes.map { PracticeFigures.row($0, showsSmallNumbers: showsSmallNumbers) }
    // The total of a kind is the sum of its clauses.
    var hidden: (old: Set<String>, new: Set<String>) = ([], [])
    for (clause, row) in zip(changes, clauses) {
      if row.old.count == nil { hidden.old.insert(clause.kind) }
      if row.new.count == nil { hidden.new.insert(clause.kind) }
    }
    self.work = work.map { work in
      let pair = PracticeFigures.pair(work.old, work.new, showsSmallNumbers: showsSmallNumbers)
      let old = hidden.old.contains(work.kind) ? .hidden : pair.old
      let new = hidden.new.contains(work.kind) ? .hidden : pair.new
      func busiest(_ count: Int, of total: Figure) -> Figure {
        total.count == nil ? .hidden : Figure(count, isShown: showsSmallNumbers)
      }
      return WorkRow(
        kind: work.kind, old: old, new: new, oldBusiest: busiest(work.oldBusiest, of: old),
        newBusiest: busiest(work.newBusiest, of: new))
    }
  }

  /// A clause's counts; those before and after and those gone and added determine each other, so one that
  /// is hidden hides more than itself.
  private static func row(
    _ clause: PracticeDifference.ClauseChange, showsSmallNumbers: Bool
  ) -> ClauseRow {
    let pair = pair(clause.old, clause.new, showsSmallNumbers: showsSmallNumbers)
    let isHidden =
      !showsSmallNumbers
      && (pair.old.count == nil || pair.new.count == nil
        || Figure.isSmall(clause.gone) || Figure.isSmall(clause.added))
    return ClauseRow(
      old: pair.old, new: pair.new,
      gone: isHidden ? Figure(besideHidden: clause.gone) : .exact(clause.gone),
      added: isHidden ? Figure(besideHidden: clause.added) : .exact(clause.added))
  }

  /// A count before and one after.
  ///
  /// Beside one from 1 to 4, the other is shown only where every count from 1 to 4 would leave a difference of
  /// more than 4; that it is shown then says nothing of which it is.
  private static func pair(
    _ old: Int, _ new: Int, showsSmallNumbers: Bool
  ) -> (old: Figure, new: Figure) {
    if showsSmallNumbers { return (.exact(old), .exact(new)) }
    if Figure.isSmall(old) || Figure.isSmall(new) {
      func figure(_ count: Int) -> Figure {
        count > 8 ? .exact(count) : Figure(besideHidden: count)
      }
      return (figure(old), figure(new))
    }
    guard Figure.isSmall(abs(new - old)) else { return (.exact(old), .exact(new)) }
    // Of a few fewer than a low count, those that would not be hidden by themselves are too few.
    if new < old, old < 9 { return (.many, .many) }
    return (.exact(old), new > old ? .fewMore : .fewLess)
  }
}
