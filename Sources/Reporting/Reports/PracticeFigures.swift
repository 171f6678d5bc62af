import Comparisons
import Diagnostics

/// A count as a report shows it: one from 1 to 4 could point to a child.
enum Figure: Equatable, Sendable {
  case exact(Int)
  /// From 1 to 4.
  case few
  /// From 1 to 4 more, or fewer, than the count before it.
  case fewMore, fewLess
  /// 5 or more, without the exact count because one beside it is hidden.
  case many
  /// Not shown, because a hidden count could be derived from it.
  case hidden

  /// The count; nil where it is not shown.
  var count: Int? { if case .exact(let count) = self { count } else { nil } }

  /// The text of the count in a table's cell.
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

  /// A count in a row that has a hidden one.
  fileprivate init(besideHidden count: Int) {
    self = count == 0 ? .exact(0) : Figure.isSmall(count) ? .few : .many
  }
}

/// The figures of a year under two policies, without those that could identify a child.
///
/// Hides counts from 1 to 4, pairs that differ by such a count, and figures from which one could be
/// derived with others in the report.
struct PracticeFigures {
  /// The numbers of occasions of a clause.
  struct ClauseRow {
    let old, new, gone, added: Figure
  }

  /// The work of one kind.
  struct WorkRow: Sendable {
    let kind: String
    let old, new, oldBusiest, newBusiest: Figure
  }

  /// The rows of the clauses, in their order.
  let clauses: [ClauseRow]
  /// The rows of the kinds of work, in their order.
  let work: [WorkRow]

  /// Whether other counts than those from 1 to 4 are hidden.
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

  /// A clause's counts, which determine each other (old − gone + added = new), so that hiding one
  /// hides others.
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

  /// A count under the old policy and one under the new.
  ///
  /// Beside a count from 1 to 4, the other is shown only above 8: it differs from each of 1 to 4 by
  /// more than 4, so showing it does not reveal which one is hidden.
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
    // A drop of 1 to 4 from such a low count to 5 or more leaves too few possibilities.
    if new < old, old < 9 { return (.many, .many) }
    return (.exact(old), new > old ? .fewMore : .fewLess)
  }
}
