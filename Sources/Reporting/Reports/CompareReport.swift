package import CivilTime
package import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import Simulation
import TypedYAML

/// The members of a cluster side by side, ready to be rendered.
package struct CompareReport: Sendable {
  /// What was compared.
  package let comparison: MemberComparison
  /// How often clauses were kept; nil where no register was given.
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
  /// What the members agreed, each in a line; of a path that binds nobody, what is wrong with it.
  var promised: [String] {
    comparison.promises.map { promise in
      let problem = promise.problem.map { problem in
        ". Not judged: \(problem.message)\(problem.help.map { " \($0)" } ?? "")"
      }
      return "\(ClauseName(promise.path).words): \(promise.words)\(problem ?? "")"
    }
  }

  /// By what a member as a whole is judged, where that is not as of the others: in lines.
  var remarks: [String] {
    comparison.members.flatMap { member in
      member.findings.filter(\.bearsOnWholePolicy).map {
        "\(member.name): \($0.diagnostic.message)"
      }
    }
  }

  /// What a clause's share of kept cases is, in words; small counts are hidden.
  func share(_ cell: PracticeComparison.Cell?) -> String {
    guard let cell else { return "–" }
    guard cell.isChecked else { return "not checked" }
    guard cell.judged > 0 else { return "no case" }
    guard showsSmallNumbers || !cell.isSmall else { return "fewer than 5" }
    let share = Conformance.share(of: cell.kept, outOf: cell.judged)
    return showsSmallNumbers ? "\(share) (\(cell.kept) of \(cell.judged))" : share
  }

  /// The departures of all schools, each once with the schools that have it, in a line.
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

  /// Where a school departs from what was agreed, where that cannot be told, and where it keeps to what a
  /// check warns against, each as a sentence's part.
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

  /// How many schools are in line, in sentences; nil where nothing was agreed.
  var lineSentence: String? {
    guard comparison.cluster != nil else { return nil }
    let out = comparison.members.count { !$0.outOfLine.isEmpty }
    let untold = comparison.members.count { $0.outOfLine.isEmpty && !$0.untold.isEmpty }
    let warned = comparison.members.count { !$0.warnedAgainst.isEmpty }
    let kept = names.count - out - untold
    var sentences = [
      kept == names.count
        ? "Every member keeps to what the members agreed and have in common."
        : "\(kept) of \(names.count) members keep to what the members agreed and have in common."
    ]
    if untold > 0 {
      sentences.append("Of \(Wording.count(untold, "member")) it cannot be told.")
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

  /// Whether a school is in line, in a word.
  func line(_ member: MemberComparison.Member) -> String {
    guard member.outOfLine.isEmpty else { return "out" }
    guard member.untold.isEmpty else { return "cannot tell" }
    return member.warnedAgainst.isEmpty ? "in" : "in, warned"
  }
}

extension MemberComparison.Cell {
  /// What a check finds against it, in words.
  var warned: String {
    let rules = warnings.reduce(into: [String]()) { rules, finding in
      if !rules.contains(finding.diagnostic.rule) { rules.append(finding.diagnostic.rule) }
    }
    return "`check` warns against it (\(Wording.list(rules)))"
  }
}

extension String {
  /// A sentence without the stop at its end, where the text around it sets one.
  fileprivate var sentenceWithoutStop: String { last == "." ? String(dropLast()) : self }
}
