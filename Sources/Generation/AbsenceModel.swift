import CivilTime
import Registers

/// Draws a pupil's absence: spells rather than single sessions, more of them at a higher
/// propensity, distributed over the year as published.
struct AbsenceModel {
  let shape: YearShape
  let figures: PublishedFigures
  let fitted: FittedFigures
  let leave: LeaveTerms

  /// Possible sessions of a year.
  var sessions: Double { Double(shape.calendar.sessions.count) }

  /// Adds absence to a year in which the pupil was present throughout.
  func fill(_ year: inout PupilYear, _ random: inout SeededRandom) {
    addHolidays(&year, &random)
    addSpells(&year, &random)
    addAppointments(&year, &random)
  }

  // MARK: Spells

  /// The codes of absence that come neither from spells nor in proportion to propensity.
  private static let apart: [Mark] = ["G", "M", "R", "S", "T", "C", "C1", "J1"]
  /// The codes in proportion to a pupil's propensity.
  private static let inProportion: [Mark] = ["E", "C2", "U"]

  /// The share of sessions to be lost to spells of illness and absence without leave.
  private func spellShare(_ propensity: Double) -> Double {
    let apart = AbsenceModel.apart.reduce(0) { $0 + figures.share($1) }
    let share = AbsenceModel.inProportion.reduce(0) { $0 + figures.share($1) } / figures.overall
    return max(propensity * (1 - share) - apart, propensity * 0.35)
  }

  private func addSpells(_ year: inout PupilYear, _ random: inout SeededRandom) {
    let propensity = year.propensity
    let mean = FittedFigures.value(fitted.spellDays, at: propensity)
    let excess = FittedFigures.value(fitted.excess, at: propensity)
    let days = spellShare(propensity) * excess * sessions / 2
    let withoutLeave = FittedFigures.value(fitted.unauthorised, at: propensity)
    for _ in 0..<random.times(mean: days / mean) {
      let code: Mark = random.happens(withoutLeave) ? "O" : "I"
      let start = (code == "O" ? shape.other : shape.illness).draw(&random)
      let length = spellLength(mean, &random)
      // A short illness ends by the weekend.
      let end = length <= 3 ? endOfWeek(start) : shape.days.count
      // Longer absence without leave is more often unexplained.
      let isUnexplained = random.happens(code == "O" && length > 2 ? 0.45 : 0.15)
      let skipsMorning = length == 1 && random.happens(0.25)
      spell(
        &year, code, from: start, days: length, before: end, skipsMorning: skipsMorning,
        isUnexplained: isUnexplained, &random)
    }
  }

  /// One to three days where the mean is below two; otherwise evenly distributed about the mean.
  private func spellLength(_ mean: Double, _ random: inout SeededRandom) -> Int {
    guard mean > 2 else {
      return random.happens(0.58) ? 1 : random.happens(0.6) ? 2 : 3
    }
    return random.between(1, max(1, Int(2 * mean + 0.5) - 1))
  }

  private func endOfWeek(_ day: Int) -> Int {
    shape.weeks[shape.days[day].week - shape.days[0].week].upperBound
  }

  private func spell(
    _ year: inout PupilYear, _ code: Mark, from start: Int, days: Int, before end: Int,
    skipsMorning: Bool, isUnexplained: Bool, _ random: inout SeededRandom
  ) {
    var (day, left) = (start, days)
    // Absence without leave may remain unexplained for some days.
    let silence = !isUnexplained ? 0 : code == "O" && days > 2 ? min(days, 4) : 1
    var unexplained: [Int] = []
    while left > 0, day < end {
      defer { day += 1 }
      let sessions = shape.days[day].sessions
      let marked = (skipsMorning ? sessions.dropFirst() : sessions).filter {
        year.marks[$0].isPresent
      }
      guard !marked.isEmpty else { continue }
      left -= 1
      for session in marked { year.marks[session] = code }
      if day < start + silence { unexplained += marked }
    }
    // An unknown reason is recorded as N until it is established.
    let known = start + (silence > 1 ? silence : random.between(1, 2))
    guard known < shape.days.count else { return }
    year.amendments += unexplained.map {
      .init(session: $0, original: "N", amended: code, amendedOn: shape.days[known].date)
    }
  }

  // MARK: Holidays and appointments

  /// Whole days next to a break or a weekend, without leave.
  private func addHolidays(_ year: inout PupilYear, _ random: inout SeededRandom) {
    let meanDays = 3.3
    for _ in 0..<random.times(mean: figures.share("G") * sessions / 2 / meanDays) {
      let week = shape.holidayWeeks.draw(&random)
      let days = shape.weeks[week]
      let length = min(days.count, random.happens(0.4) ? 5 : random.between(1, 4))
      let isAtEnd =
        shape.isLastBeforeBreak(week)
        || !shape.isFirstAfterBreak(week) && random.happens(0.4)
      let start = isAtEnd ? days.upperBound - length : days.lowerBound
      if random.happens(0.4) { refuse(&year, start..<start + length) }
      for day in start..<start + length {
        for session in shape.days[day].sessions where year.marks[session].isPresent {
          year.marks[session] = "G"
        }
      }
    }
  }

  /// Adds the refused request for a holiday.
  private func refuse(_ year: inout PupilYear, _ days: Range<Int>) {
    let isFree = days.allSatisfy { day in
      shape.days[day].sessions.allSatisfy { year.marks[$0].isPresent }
    }
    guard isFree,
      let request = leave.request(
        days.map { shape.days[$0].date }, reason: "holiday", isGranted: false,
        shape.calendar),
      !year.leave.contains(where: { $0.appliedOn == request.appliedOn })
    else { return }
    year.leave.append(request)
  }

  /// Single sessions, and occasionally both of a day.
  private func addAppointments(_ year: inout PupilYear, _ random: inout SeededRandom) {
    for _ in 0..<random.times(mean: figures.share("M") * sessions / 1.35) {
      let day = random.below(shape.days.count)
      let sessions = Array(shape.days[day].sessions)
      let chosen = random.happens(0.4) ? sessions : [random.pick(sessions) ?? sessions[0]]
      for session in chosen where year.marks[session].isPresent { year.marks[session] = "M" }
    }
  }
}
