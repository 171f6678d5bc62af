package import CivilTime
import Clauses
import Diagnostics

/// What a Common Transfer File says of a pupil besides the marks.
struct TransferredPupil {
  let evidence: Evidence
  var dateOfBirth: CivilDate?
  /// The times at the school by its history.
  var spells: [Pupil.Spell] = []
  /// The totals that stand beside strings of marks.
  var totals: [StatedTotals] = []
  /// Whether every string of the pupil could be used, so that its ends tell when the pupil was on roll.
  var isComplete = true
  /// The last day of the strings, and the last that has a mark other than `#`.
  private var lastDay, lastMarked: CivilDate?
  /// The first and last days of the calendar that have a mark other than `#`: what a string has beyond the
  /// calendar says nothing of the other pupils.
  private(set) var marked: ClosedRange<CivilDate>?

  init(evidence: Evidence) { self.evidence = evidence }

  /// Notes the days of a string.
  mutating func note(_ marks: TransferMarks, _ calendar: SchoolCalendar) {
    lastDay = max(lastDay ?? marks.days.upperBound, marks.days.upperBound)
    guard let days = marks.marked else { return }
    lastMarked = max(lastMarked ?? days.upperBound, days.upperBound)
    guard let within = calendar.days, days.overlaps(within) else { return }
    let inside = days.clamped(to: within)
    marked = marked?.joined(with: inside) ?? inside
  }

  /// The pupil of a register whose strings have marks on some days.
  func pupil(_ id: String, _ days: ClosedRange<CivilDate>?) -> Pupil {
    Pupil(
      id: id, dateOfBirth: dateOfBirth, evidence: evidence,
      spells: spells.isEmpty
        ? [spell(in: days)].compactMap { $0 }
        : spells.sorted { ($0.joined?.day ?? .min) < ($1.joined?.day ?? .min) }.map { ended($0) })
  }

  /// A time on roll that ends on the last day with a mark, where `#` fills the string up to the date of leaving.
  private func ended(_ spell: Pupil.Spell) -> Pupil.Spell {
    guard let left = spell.left, let lastDay, lastDay >= left, let last = lastMarked,
      last < left, spell.contains(last)
    else { return spell }
    return Pupil.Spell(
      joined: spell.joined, left: last, yearGroup: spell.yearGroup, classGroup: spell.classGroup,
      site: spell.site, evidence: spell.evidence)
  }

  /// The time on roll that is told by marks that begin after those of the others or end before them; nil
  /// where they do not, or a history says it.
  func spell(in days: ClosedRange<CivilDate>?) -> Pupil.Spell? {
    guard spells.isEmpty, isComplete, let days, let marked, marked != days else { return nil }
    return Pupil.Spell(
      joined: marked.lowerBound > days.lowerBound ? marked.lowerBound : nil,
      left: marked.upperBound < days.upperBound ? marked.upperBound : nil, evidence: evidence)
  }
}

extension ClosedRange<CivilDate> {
  fileprivate func joined(with other: Self) -> Self {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}

/// The totals of a year's attendance that a Common Transfer File has beside the strings of marks.
package struct StatedTotals: Sendable {
  /// How many sessions were possible, attended, and missed with and without leave; nil for what the file
  /// does not say.
  package let possible, attended, authorised, unauthorised: Int?
  /// The days of the strings.
  package let days: [ClosedRange<CivilDate>]
  package let evidence: Evidence

  /// The totals of a year; nil where it has none.
  init?(_ year: TransferPupil.Year, _ days: [ClosedRange<CivilDate>], file: String) {
    possible = decimal(year.texts[.possible].utf8)
    attended = decimal(year.texts[.attended].utf8)
    authorised = decimal(year.texts[.authorised].utf8)
    unauthorised = decimal(year.texts[.unauthorised].utf8)
    (self.days, evidence) = (days, Evidence(file: file, line: year.line))
    guard [possible, attended, authorised, unauthorised].contains(where: { $0 != nil }) else {
      return nil
    }
  }
}

extension DatasetBuilder {
  /// What is taken for granted of the pupils, where no table says it.
  var assumptionsOnPupils: [String] {
    guard absent.contains(where: { $0.kind == .pupils }) else { return [] }
    let transferred = collector.transferred.values
    guard transferred.contains(where: { $0.dateOfBirth != nil || !$0.spells.isEmpty }) else {
      return ["Every pupil is taken to be on roll throughout and of compulsory school age."]
    }
    let onRoll =
      transferred.contains { !$0.spells.isEmpty }
      ? "A pupil without dates of entry and leaving is taken to be on roll throughout"
      : "Every pupil is taken to be on roll throughout"
    return ["\(onRoll), and one without a date of birth to be of compulsory school age."]
  }

  /// The first and last days with a mark in the strings of a Common Transfer File; nil where there are none.
  var daysOfStrings: ClosedRange<CivilDate>? {
    collector.transferred.values.compactMap(\.marked).reduce(nil) { $0?.joined(with: $1) ?? $1 }
  }

  /// That the ends of strings of marks were taken for those of times on roll.
  var assumptionsOnStrings: [String] {
    let days = daysOfStrings
    let count = collector.transferred.count { id, pupil in
      pupils[id] == nil && pupil.spell(in: days) != nil
    }
    guard count > 0 else { return [] }
    return [
      "\(Wording.count(count, "pupil")) whose marks begin after those of others, or end before them, "
        + "\(count == 1 ? "is" : "are") taken to be on roll from the first mark to the last."
    ]
  }
}
