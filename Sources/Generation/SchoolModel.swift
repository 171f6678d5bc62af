import CivilTime
import PolicyModel
import Registers

/// Draws a whole school's year.
struct SchoolModel {
  let shape: YearShape
  let pupils: PupilModel
  let absence: AbsenceModel
  let occasions: OccasionModel
  let lateness: LatenessModel

  init(
    _ kind: SchoolKind, _ calendar: SchoolCalendar, _ policy: Policy?, _ hours: RegisterBook
  ) {
    let figures = PublishedFigures.of(kind)
    let fitted = FittedFigures.of(kind)
    shape = YearShape(calendar, figures)
    pupils = PupilModel(shape: shape, kind: kind, fitted: fitted)
    let leave = LeaveTerms(policy)
    absence = AbsenceModel(shape: shape, figures: figures, fitted: fitted, leave: leave)
    occasions = OccasionModel(shape: shape, figures: figures, leave: leave)
    lateness = LatenessModel(calendar, kind, hours)
  }

  /// The years of a school's pupils, equal for equal seeds, each from a random stream of its own.
  func years(seed: UInt64, pupils count: Int) -> [PupilYear] {
    var visits: [String: [Int]] = [:]
    return (0..<count).map { number in
      var random = SeededRandom(seed: seed, stream: UInt64(number))
      var year = pupils.pupil(number, of: count, &random)
      occasions.fill(&year, &random)
      absence.fill(&year, &random)
      lateness.fill(&year, &random)
      let group = year.classGroup
      if visits[group] == nil {
        // The first pupil of a class draws the class's visits.
        var ofClass = SeededRandom(seed: seed, stream: UInt64(number) | 1 << 32)
        visits[group] = occasions.visits(&ofClass)
      }
      occasions.addVisits(&year, visits[group] ?? [])
      forgetAmendments(&year)
      return year
    }
  }

  /// Removes the amendments of marks that were overwritten later.
  private func forgetAmendments(_ year: inout PupilYear) {
    year.amendments.removeAll { year.marks[$0.session] != $0.amended }
  }
}
