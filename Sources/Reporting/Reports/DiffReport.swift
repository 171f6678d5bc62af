package import CivilTime
import Clauses
package import Comparisons
import Compliance
package import Diagnostics
import PolicyModel
import Statute
import TypedYAML

/// What a change of a policy means, ready to be rendered: `html` and `markdown` are the report for the
/// governors who ratify it, `text` and `json` its short forms.
package struct DiffReport: Sendable {
  /// What changes.
  package let difference: PolicyDifference
  /// What the register's year would have looked like; nil where no register was given.
  package let practice: PracticeDifference?
  /// The date of the report.
  package let asOf: CivilDate
  /// Whether counts from 1 to 4, and the pupils behind them, are shown.
  package let showsSmallNumbers: Bool
  /// Whether the pages for governors name pupils by the register's identifiers.
  package let namesPupils: Bool
  /// What may be told of the register's year.
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

  /// The clauses that ask something and are not as before.
  var changes: [PolicyDifference.Change] { difference.changes.filter { !$0.asksNothing } }
  /// What only describes the school or the document, and is not as before.
  var descriptions: [PolicyDifference.Change] { difference.changes.filter(\.asksNothing) }

  /// The new policy's dates in words.
  var dates: String {
    let range = difference.effect.dates
    guard difference.new.inForce(asOf: asOf) != nil else {
      return "The new policy does not say when it is in force, so it is judged on \(asOf.written)"
    }
    return "In force from \(range.first.written)" + (range.last.map { " to \($0.written)" } ?? "")
  }

  /// What the change amounts to, in a sentence.
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

  /// Why more is hidden than counts from 1 to 4; nil where nothing more is.
  var hiddenNote: String? {
    figures?.hidesTotals == true
      ? "What is not shown would give away a count from 1 to 4 by subtraction." : nil
  }

  // MARK: Small numbers

  /// A count by itself, where it points to no child.
  func shown(_ count: Int) -> String { Figure(count, isShown: showsSmallNumbers).words }

  /// Pupils by the register's identifiers, where they are many enough not to point to a child.
  ///
  /// `most` limits how many are named.
  func shown(_ pupils: [String], most: Int = .max) -> String? {
    guard !pupils.isEmpty else { return nil }
    guard showsSmallNumbers || pupils.count > 4 else { return "1 to 4 pupils" }
    guard pupils.count > most else { return Wording.list(pupils) }
    return Wording.list(pupils.prefix(most) + ["\(pupils.count - most) more"])
  }

  /// A count with its noun, where it points to no child.
  private func counted(_ count: Int, _ noun: String) -> String {
    count == 1 && showsSmallNumbers ? "1 \(noun)" : "\(shown(count)) \(noun)s"
  }

  /// A rate a week with one decimal, rounded half up; of what is not shown, what is said of the year.
  func perWeek(_ figure: Figure) -> String {
    guard let count = figure.count else {
      return figure == .hidden ? figure.words : "\(figure.words) a year"
    }
    guard let weeks = practice?.weeks, weeks > 0 else { return "–" }
    let tenths = (count * 20 + weeks) / (2 * weeks)
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// What would have been other than it was, in sentences.
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
  /// How a new clause stands to the old one.
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

  /// What the change is, in words.
  var verdict: String {
    if renamedFrom != nil { return "renamed" }
    let standings = Set(respects.map(\.standing))
    return standings.isSuperset(of: [.stricter, .looser])
      ? "stricter in one respect and looser in another" : standing.words
  }

  /// The items of a list that come and go; nil for what is no list.
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

  /// Whom the clause touches, and how.
  var touched: String? {
    guard let concern, let whom = concern.whom, let how = concern.how else { return nil }
    return "\(Wording.list(whom.map { Wording.plain($0.value.text) })): \(how.value.text)"
  }
}

extension Finding {
  /// The finding in one sentence with its rule, for lists.
  var line: String {
    "\(diagnostic.severity.rawValue) \(diagnostic.rule): \(diagnostic.message)"
      + (accepted.map { " (\($0))" } ?? "")
  }

  /// Who accepted it, in words; nil where nobody did.
  var accepted: String? {
    waiver.map { waiver in
      (waiver.effect == .waived ? "waived by " : "accepted as a risk by ")
        + "\(waiver.approvedBy) until \(waiver.until.written)"
    }
  }
}
