package import CivilTime
package import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import Simulation
import TypedYAML

/// The members of a cluster side by side, ready to be rendered.
package struct CompareReport: Sendable {
  /// The comparison of the members' policies.
  package let comparison: MemberComparison
  /// The shares of cases in which clauses were kept; nil if no register was given.
  package let practice: PracticeComparison?
  /// The date of the report.
  package let asOf: CivilDate
  /// Whether counts from 1 to 4, which could point to a child, are shown.
  package let showsSmallNumbers: Bool
  /// The schools' names.
  let names: [String]

  /// Creates a report.
  package init(
    _ comparison: MemberComparison, practice: PracticeComparison? = nil, asOf: CivilDate,
    showsSmallNumbers: Bool = false
  ) {
    (self.comparison, self.practice) = (comparison, practice)
    (self.asOf, self.showsSmallNumbers) = (asOf, showsSmallNumbers)
    names = comparison.members.map(\.name)
  }

  var title: String { comparison.cluster?.name?.value.text ?? "Policies side by side" }
  var subtitle: String {
    "\(Wording.count(names.count, "school")), by the law of \(asOf.written) or of the nearest date on "
      + "which a policy is in force."
  }
  var differing: [MemberComparison.Row] { comparison.rows.filter { !$0.isAgreed } }
  var agreeing: [MemberComparison.Row] { comparison.rows.filter(\.isAgreed) }
  /// The agreements, one a line; one that binds no member has its problem appended.
  var promised: [String] {
    comparison.promises.map { promise in
      let problem = promise.problem.map { problem in
        ". Not judged: \(problem.message)\(problem.help.map { " \($0)" } ?? "")"
      }
      return "\(ClauseName(promise.path).words): \(promise.words)\(problem ?? "")"
    }
  }

  /// Findings on the law or the layers by which a whole policy is checked, one a line.
  var remarks: [String] {
    comparison.members.flatMap { member in
      member.findings.filter(\.bearsOnWholePolicy).map {
        "\(member.name): \($0.diagnostic.message)"
      }
    }
  }

  /// A clause's share of kept cases in words; small counts are hidden.
  func share(_ cell: PracticeComparison.Cell?) -> String {
    guard let cell else { return "–" }
    guard cell.isChecked else { return "not checked" }
    guard cell.judged > 0 else { return "no case" }
    guard showsSmallNumbers || !cell.isSmall else { return "fewer than 5" }
    let share = Conformance.share(of: cell.kept, outOf: cell.judged)
    return showsSmallNumbers ? "\(share) (\(cell.kept) of \(cell.judged))" : share
  }

  /// The departures of all schools, one a line with the schools that share it.
  var departureLines: [String] {
    var places: [String: Int] = [:]
    var found: [(text: String, members: [Int])] = []
    for member in names.indices {
      for text in departures(member) {
        if let place = places[text] {
          found[place].members.append(member)
        } else {
          places[text] = found.count
          found.append((text, [member]))
        }
      }
    }
    return found.map { text, members in
      let schools =
        members.count > 2 && members.count == names.count
        ? "Every member" : Wording.list(members.map { names[$0] })
      return "\(schools): \(text)."
    }
  }

  /// A school's departures from the agreement, its undecidable clauses, and those that keep to it
  /// but have a warning, each as part of a sentence.
  private func departures(_ member: Int) -> [String] {
    comparison.rows.compactMap { row in
      let cell = row.cells[member]
      let says = cell.clause?.words ?? "nothing"
      let agreed = row.agreed.map { "agreed: \($0)" }
      let common = cell.clause?.overrides.first.map { "in common: \($0.words)" }
      let others = [agreed, common].compactMap { $0 }.joined(separator: "; ")
      let said =
        "\(ClauseName(row.path).words): \(says)" + (others.isEmpty ? "" : " (\(others))")
      switch cell.keeping {
      case .broken: return said
      case .untold(let why): return "\(said): cannot be told. \(why.sentenceWithoutStop)"
      case .kept:
        guard cell.isWarnedAgainst else { return nil }
        return "\(said): in line, and yet \(cell.warned)"
      }
    }
  }

  /// The number of schools in line, in sentences; nil if there is no cluster.
  var lineSentence: String? {
    guard comparison.cluster != nil else { return nil }
    let departing = comparison.members.count { !$0.outOfLine.isEmpty }
    let undecided = comparison.members.count { $0.outOfLine.isEmpty && !$0.untold.isEmpty }
    let warned = comparison.members.count { !$0.warnedAgainst.isEmpty }
    let kept = names.count - departing - undecided
    var sentences = [
      kept == names.count
        ? "Every member keeps to what the members agreed and have in common."
        : "\(kept) of \(names.count) members keep to what the members agreed and have in common."
    ]
    if undecided > 0 {
      sentences.append("Of \(Wording.count(undecided, "member")) it cannot be told.")
    }
    if warned > 0 {
      sentences.append(
        "A check warns against what \(Wording.count(warned, "member")) "
          + "\(warned == 1 ? "says" : "say") in line with it.")
    }
    let faults = comparison.promises.count { $0.problem != nil }
    if faults > 0 {
      sentences.append(
        "\(Wording.count(faults, "agreement")) of the cluster's file "
          + "\(faults == 1 ? "binds" : "bind") nobody.")
    }
    return sentences.joined(separator: " ")
  }

  /// A school's conformity to the agreement, in a word or two.
  func line(_ member: MemberComparison.Member) -> String {
    guard member.outOfLine.isEmpty else { return "out" }
    guard member.untold.isEmpty else { return "cannot tell" }
    return member.warnedAgainst.isEmpty ? "in" : "in, warned"
  }
}

extension MemberComparison.Cell {
  /// The rules of a check that warn against it, in words.
  var warned: String {
    let rules = warnings.reduce(into: [String]()) { rules, finding in
      if !rules.contains(finding.diagnostic.rule) { rules.append(finding.diagnostic.rule) }
    }
    return "`check` warns against it (\(Wording.list(rules)))"
  }
}

extension String {
  /// The sentence without its full stop, for use within another.
  fileprivate var sentenceWithoutStop: String { last == "." ? String(dropLast()) : self }
}
