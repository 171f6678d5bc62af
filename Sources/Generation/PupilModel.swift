import CivilTime
import Clauses
import Registers

/// Draws the pupils on roll: years, classes, groups, and each pupil's propensity for absence.
struct PupilModel {
  let shape: YearShape
  let kind: SchoolKind
  let fitted: FittedFigures

  private var years: ClosedRange<Int> {
    switch kind {
    case .primary: 0...6
    case .secondary: 7...11
    case .special: 1...11
    }
  }

  /// Draws one pupil of a school, present throughout.
  func pupil(_ number: Int, of count: Int, _ random: inout SeededRandom) -> PupilYear {
    let yearGroup = years.lowerBound + number * years.count / count
    let isFSM = random.happens(0.25)
    let isSEN = random.happens(kind == .special ? 1 : 0.18)
    var groups: Set<PupilGroup> = []
    if isFSM { groups.insert(.fsm) }
    if isSEN { groups.insert(.sen) }
    if random.happens(isFSM ? 0.08 : 0.02) { groups.insert(.socialWorker) }
    if kind == .secondary, random.happens(0.01) { groups.insert(.youthOffendingTeam) }
    let normal = tendency(isFSM: isFSM, isSEN: isSEN, random.normal())
    let propensity = min(0.92, exponential(fitted.location + fitted.spread * normal))
    var year = PupilYear(
      number: number, id: "P" + String(10_000 + number + 1).dropFirst(), yearGroup: yearGroup,
      classGroup: classGroup(number, of: count, yearGroup),
      dateOfBirth: birth(yearGroup, &random), propensity: propensity, groups: groups,
      marks: shape.calendar.sessions.map { $0.half == .morning ? .morning : .afternoon })
    arriveAndLeave(&year, &random)
    return year
  }

  /// The pupil's standard score of absence: pupils on free school meals and pupils with special
  /// needs miss about 1.9 and 1.7 times as many sessions as others (autumn 2024).
  private func tendency(isFSM: Bool, isSEN: Bool, _ own: Double) -> Double {
    let meals = isFSM ? 0.75 : -0.25
    let needs = kind == .special ? 0 : isSEN ? 0.82 : -0.18
    return 0.45 * meals + 0.4 * needs + 0.968 * own
  }

  /// A date of birth for which the pupil has the age of the year group on 1 September 2024.
  private func birth(_ yearGroup: Int, _ random: inout SeededRandom) -> CivilDate {
    let newest = CivilDate(year: 2020, month: 8, day: 31) ?? CivilDate(day: 0)
    return newest.adding(months: -12 * yearGroup).adding(days: -random.below(365))
  }

  /// Classes of at most thirty.
  private func classGroup(_ number: Int, of count: Int, _ yearGroup: Int) -> String {
    let place = yearGroup - years.lowerBound
    let first = (place * count + years.count - 1) / years.count
    let end = ((place + 1) * count + years.count - 1) / years.count
    let classes = max(1, (end - first + 29) / 30)
    let letter = (number - first) * classes / max(1, end - first)
    let name = yearGroup == 0 ? "R" : String(yearGroup)
    return name + String(UnicodeScalar(UInt8(65 + min(25, max(0, letter)))))
  }

  /// A few pupils join or leave; those in the last year of compulsory school age leave at its end.
  private func arriveAndLeave(_ year: inout PupilYear, _ random: inout SeededRandom) {
    let days = shape.days
    if random.happens(0.03) {
      year.joined = days[random.between(5, days.count - 10)].date
    } else if random.happens(0.03) {
      year.left = days[random.between(5, days.count - 10)].date
    }
    if year.yearGroup == 11 {
      let last = PupilModel.lastOfSchool
      year.left = min(year.left ?? last, last)
      if year.joined.map({ $0 >= last }) ?? false { year.joined = nil }
    }
    for (number, session) in shape.calendar.sessions.enumerated() {
      let isOff =
        year.joined.map { session.date < $0 } ?? false
        || year.left.map { session.date > $0 } ?? false
      if isOff { year.marks[number] = .none }
    }
  }

  /// The last Friday in June 2025, on which compulsory school age ends for year 11.
  static let lastOfSchool = CivilDate(year: 2025, month: 6, day: 27) ?? CivilDate(day: 0)
}
