public import CivilTime
public import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import Simulation
import TypedYAML

/// The members of a cluster side by side, ready to be rendered.
public struct CompareReport: Sendable {
  /// What was compared.
  public let comparison: MemberComparison
  /// How often clauses were kept; nil where no register was given.
  public let practice: PracticeComparison?
  /// The date of the report.
  public let asOf: CivilDate
  /// Whether counts from 1 to 4, which could point to a child, are shown.
  public let showsSmallNumbers: Bool

  /// Creates a report.
  public init(
    _ comparison: MemberComparison, practice: PracticeComparison? = nil, asOf: CivilDate,
    showsSmallNumbers: Bool = false
  ) {
    (self.comparison, self.practice) = (comparison, practice)
    (self.asOf, self.showsSmallNumbers) = (asOf, showsSmallNumbers)
  }

  var names: [String] { comparison.members.map(\.name) }
  var title: String { comparison.cluster?.name?.value.text ?? "Policies side by side" }
  var subtitle: String {
    "\(Wording.count(names.count, "school")), by the law of \(asOf.written) or of the nearest date on "
      + "which a policy is in force."
  }
  var differing: [MemberComparison.Row] { comparison.rows.filter { !$0.isAgreed } }
  var agreeing: [MemberComparison.Row] { comparison.rows.filter(\.isAgreed) }
  /// The clauses on which the members agreed something.
  var promised: [MemberComparison.Row] { comparison.rows.filter { $0.agreed != nil } }

  /// What a clause's share of kept cases is, in words; small counts are hidden.
  func share(_ cell: PracticeComparison.Cell?) -> String {
    guard let cell else { return "–" }
    guard cell.isChecked else { return "not checked" }
    guard cell.judged > 0 else { return "no case" }
    guard showsSmallNumbers || !cell.isSmall else { return "fewer than 5" }
    let share = Conformance.share(of: cell.kept, outOf: cell.judged)
    return showsSmallNumbers ? "\(share) (\(cell.kept) of \(cell.judged))" : share
  }

  /// Where a school departs from what was agreed, each as a sentence's part.
  func departures(_ member: Int) -> [String] {
    comparison.rows.compactMap { row in
      guard row.cells[member].isOutOfLine else { return nil }
      let says = row.cells[member].clause?.words ?? "nothing"
      let agreed = row.agreed.map { "agreed: \($0)" }
      let common = row.cells[member].clause?.overrides.first.map { "in common: \($0.words)" }
      let others = [agreed, common].compactMap { $0 }.joined(separator: "; ")
      return "\(ClauseName(row.path).words): \(says)" + (others.isEmpty ? "" : " (\(others))")
    }
  }

  /// How many schools are in line, in a sentence; nil where nothing was agreed.
  var lineSentence: String? {
    guard comparison.cluster != nil else { return nil }
    let out = comparison.members.count { !$0.outOfLine.isEmpty }
    return out == 0
      ? "Every member keeps to what the members agreed and have in common."
      : "\(names.count - out) of \(names.count) members keep to what the members agreed and have in "
        + "common."
  }
}
