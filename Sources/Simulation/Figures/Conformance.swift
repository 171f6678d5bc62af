package import CivilTime
import Registers

/// How far practice keeps to the clauses that bind it.
///
/// The figures are those of the field: obligations as activations of a response constraint with a
/// deadline, adherence as the share of activations that were fulfilled, and fitness as a figure for
/// the whole. `docs/conformance.md` defines and argues for them.
package struct Conformance: Sendable {
  /// The mean adherence of the clauses and rules that were activated and could be checked, each
  /// weighing the same; nil where there was none.
  package let mean: Percentage?
  /// The obligations that were due or done, of clauses that could be checked, and those of them that were met.
  package let judged, met: Int
  /// How many school days the data has.
  package let schoolDays: Int
  /// How many clauses and rules had a case, and in all cases were kept.
  package let kept: Int
  /// How many had a case, and in some were not kept.
  package let broken: Int
  /// How many had no case all year: nothing is known of whether they would be kept.
  package let dormant: Int
  /// How many the data cannot show.
  package let notChecked: Int
  /// Each month in which an obligation opened or a divergence arose, in order.
  package let months: [Month]
  /// Each pupil with an obligation that was due or with a divergence, in order.
  package let pupils: [PupilShare]

  /// What was due and done in a month, by the dates on which obligations opened.
  package struct Month: Sendable, Hashable {
    package let year, month: Int
    package internal(set) var judged = 0
    package internal(set) var met = 0
    package internal(set) var divergences = 0
  }

  /// What was due and done for a pupil.
  package struct PupilShare: Sendable, Hashable {
    package let pupil: String
    package let judged, met, divergences: Int
  }

  /// The fewest cases of which a share is told, and the fewest school days of data for an overall figure.
  package static let (fewestCases, fewestSchoolDays) = (10, 10)

  /// Whether there is too little to say how far practice keeps to the clauses.
  package var isTooLittle: Bool {
    judged < Conformance.fewestCases || schoolDays < Conformance.fewestSchoolDays
  }

  /// The mean adherence; nil where there is too little to say.
  package var overall: Percentage? { isTooLittle ? nil : mean }

  init(
    _ clauses: [Replay.ClauseResult], _ practice: [Replay.PracticeResult], _ tally: ReplayTally,
    schoolDays: Int
  ) {
    let checked = clauses.filter(\.isChecked)
    (judged, met) = (
      checked.reduce(0) { $0 + $1.tally.judged }, checked.reduce(0) { $0 + $1.tally.met }
    )
    self.schoolDays = schoolDays
    let shares =
      checked.map { (part: $0.tally.met, whole: $0.tally.judged) }
      + practice.filter(\.isChecked).map { (part: $0.kept, whole: $0.cases) }
    let active = shares.filter { $0.whole > 0 }
    kept = active.count { $0.part == $0.whole }
    broken = active.count - kept
    // What was raised and is not yet due, or has no deadline, is neither kept nor dormant.
    dormant =
      checked.count(where: \.isDormant) + practice.count { $0.isChecked && $0.cases == 0 }
    notChecked = clauses.count { !$0.isChecked } + practice.count { !$0.isChecked }
    // Whole ten-thousandths, so that the figure is the same on every machine.
    let points = active.reduce(0) { $0 + ($1.part * 20_000 + $1.whole) / (2 * $1.whole) }
    mean =
      active.isEmpty
      ? nil : Percentage(basisPoints: (2 * points + active.count) / (2 * active.count))
    months = tally.months.sorted { $0.key < $1.key }.map(\.value)
    pupils = tally.shares
  }
}

extension Replay.PracticeResult {
  /// How many cases show no divergence; a divergence may stand for several.
  package var kept: Int { max(0, cases - divergences) }
}
