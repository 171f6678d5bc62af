package import CivilTime
import Clauses
package import Comparisons
import Compliance
package import Diagnostics
import PolicyModel
import Statute
import TypedYAML

/// The effects of a change of policy, ready to be rendered.
///
/// `html` and `markdown` are the report for the governors who ratify it, `text` and `json` its
/// short forms.
package struct DiffReport: Sendable {
  /// The difference between the policies.
  package let difference: PolicyDifference
  /// The register's year under both policies; nil if no register was given.
  package let practice: PracticeDifference?
  /// The date of the report.
  package let asOf: CivilDate
  /// Whether counts from 1 to 4, and the pupils behind them, are shown.
  package let showsSmallNumbers: Bool
  /// Whether the pages for governors name pupils by the register's identifiers.
  package let namesPupils: Bool
  /// The figures of that year that can be published.
  let figures: PracticeFigures?

  /// Creates a report.
  package init(
    _ difference: PolicyDifference, practice: PracticeDifference? = nil, asOf: CivilDate,
    showsSmallNumbers: Bool = false, namesPupils: Bool = false
  ) {
    (self.difference, self.practice) = (difference, practice)
    (self.asOf, self.showsSmallNumbers) = (asOf, showsSmallNumbers)
    self.namesPupils = namesPupils
    figures = practice.map { PracticeFigures($0, showsSmallNumbers: showsSmallNumbers) }
  }

  /// Whether the change brings in anything that counts and is at or above a severity.
  package func reaches(_ severity: Severity) -> Bool {
    difference.effect.introduced.contains { $0.counts && $0.diagnostic.severity >= severity }
  }

  /// Changed clauses that ask something.
  var changes: [PolicyDifference.Change] { difference.changes.filter { !$0.asksNothing } }
  /// Changed clauses that only describe the school or the document.
  var descriptions: [PolicyDifference.Change] { difference.changes.filter(\.asksNothing) }

  /// The new policy's dates in words.
  var dates: String {
    let range = difference.effect.dates
    guard difference.new.inForce(asOf: asOf) != nil else {
      return "The new policy does not say when it is in force, so it is judged on \(asOf.written)"
    }
    return "In force from \(range.first.written)" + (range.last.map { " to \($0.written)" } ?? "")
  }

  /// The change as a whole, in a sentence.
  var summary: String {
    guard !changes.isEmpty else {
      return "No clause that asks something of anybody changes."
    }
    let whole =
      switch difference.standing {
      case .same: "Nothing more is asked, and nothing less."
      case .stricter: "The new policy asks for more, and nowhere for less."
      case .looser: "The new policy asks for less, and nowhere for more."
      case .incomparable: "The new policy is neither stricter nor looser as a whole."
      }
    let kinds = Comparison.allCases.flatMap { standing in
      changes.filter { $0.standing == standing }.map(\.verdict)
    }.reduce(into: [String]()) { kinds, verdict in
      if !kinds.contains(verdict) { kinds.append(verdict) }
    }
    let counts = kinds.map { kind in "\(changes.count { $0.verdict == kind }) \(kind)" }
    return
      "\(whole) Of \(Wording.count(changes.count, "changed clause")): \(Wording.list(counts)); "
      + "\(Wording.count(difference.unchangedClauses, "other clause")) as before."
  }

  /// Whether the new policy is lawful on each of its days, in a sentence.
  var verdict: (isLawful: Bool, words: String) {
    let errors = difference.effect.outstanding(.error)
    let range = difference.effect.dates
    let days =
      range.last.map { "on any day from \(range.first.written) to \($0.written)" }
      ?? "on any day from \(range.first.written)"
    guard let first = errors.compactMap(\.since).min() ?? errors.first.map({ _ in range.first })
    else {
      return (
        true,
        "Lawful, as far as a check can tell: nothing is found that contradicts the law or statutory "
          + "guidance \(days), as the law is known on \(asOf.written)."
      )
    }
    let since = max(first, range.first)
    let opening =
      errors.contains { $0.restsOn == .law }
      ? "Not lawful as it stands"
      : errors.contains { $0.restsOn == .statutoryGuidance }
        ? "Not in line as it stands" : "Not right as it stands"
    return (
      false,
      "\(opening): \(Finding.contradictions(errors)), the first from \(since.written)."
    )
  }

  /// The reason for hiding more than counts from 1 to 4; nil if nothing more is hidden.
  var hiddenNote: String? {
    figures?.hidesTotals == true
      ? "What is not shown would give away a count from 1 to 4 by subtraction." : nil
  }

  // MARK: Small numbers

  /// A single count in words, as a range if it could point to a child.
  func shown(_ count: Int) -> String { Figure(count, isShown: showsSmallNumbers).words }

  /// Pupils by the register's identifiers; 1 to 4 of them, who could be recognised, as a range.
  ///
  /// At most `most` are named.
  func shown(_ pupils: [String], most: Int = .max) -> String? {
    guard !pupils.isEmpty else { return nil }
    guard showsSmallNumbers || pupils.count > 4 else { return "1 to 4 pupils" }
    guard pupils.count > most else { return Wording.list(pupils) }
    return Wording.list(pupils.prefix(most) + ["\(pupils.count - most) more"])
  }

  /// A count with its noun, as a range if it could point to a child.
  private func counted(_ count: Int, _ noun: String) -> String {
    count == 1 && showsSmallNumbers ? "1 \(noun)" : "\(shown(count)) \(noun)s"
  }

  /// A rate a week with one decimal, rounded half up; for a hidden count, its words.
  func perWeek(_ figure: Figure) -> String {
    guard let count = figure.count else {
      return figure == .hidden ? figure.words : "\(figure.words) a year"
    }
    guard let weeks = practice?.weeks, weeks > 0 else { return "–" }
    let tenths = (count * 20 + weeks) / (2 * weeks)
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// The marks that would have differed, in sentences.
  var practiceSentences: [String] {
    guard let practice else { return [] }
    let last = practice.dates.last ?? practice.dates.first
    let marks =
      practice.marks == 0
      ? "No mark would have been another."
      : "\(counted(practice.marks, "mark")) of \(counted(practice.markedPupils, "pupil")) would have "
        + "been others."
    return [
      "The register of \(practice.school) from \(practice.dates.first.written) to \(last.written) was "
        + "replayed under both policies: the same pupils, absences and arrivals, with the marks that each "
        + "policy asks for. What people would have done otherwise is not known.",
      marks,
    ]
  }
}

extension Comparison {
  /// The relation of a new clause to the old one.
  var words: String {
    switch self {
    case .same: "equivalent"
    case .stricter: "stricter"
    case .looser: "looser"
    case .incomparable: "neither stricter nor looser"
    }
  }
}

extension PolicyDifference.Change {
  var name: ClauseName { ClauseName(path) }
  var before: String {
    renamedFrom.map { "called “\(ClauseName($0).clause)”" } ?? old?.words ?? "says nothing"
  }
  var after: String {
    let said = new?.words ?? "says nothing"
    return renamedFrom == nil ? said : "called “\(name.clause)”, and as before: \(said)"
  }

  /// The kind of the change, in words.
  var verdict: String {
    if renamedFrom != nil { return "renamed" }
    let standings = Set(respects.map(\.standing))
    return standings.isSuperset(of: [.stricter, .looser])
      ? "stricter in one respect and looser in another" : standing.words
  }

  /// The items added to and removed from a list; nil if there are none, or it is no list.
  var items: String? {
    guard case .list(let was)? = old?.value.value, case .list(let now)? = new?.value.value else {
      return nil
    }
    let gone = was.map(\.value).filter { item in !now.contains { $0.value.means(item) } }
    let added = now.map(\.value).filter { item in !was.contains { $0.value.means(item) } }
    let parts = [("added", added), ("gone", gone)].compactMap { verb, items in
      items.isEmpty ? nil : "\(verb): \(Wording.list(items.map(\.words)))"
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// The people that the clause concerns, and how.
  var touched: String? {
    guard let concern, let people = concern.whom, let how = concern.how else { return nil }
    return "\(Wording.list(people.map { Wording.plain($0.value.text) })): \(how.value.text)"
  }
}

extension Finding {
  /// The finding in one sentence with its rule, for lists.
  var line: String {
    "\(diagnostic.severity.rawValue) \(diagnostic.rule): \(diagnostic.message)"
      + (accepted.map { " (\($0))" } ?? "")
  }

  /// The approver and the end of its waiver, in words; nil if it has none.
  var accepted: String? {
    waiver.map { waiver in
      (waiver.effect == .waived ? "waived by " : "accepted as a risk by ")
        + "\(waiver.approvedBy) until \(waiver.until.written)"
    }
  }
}
