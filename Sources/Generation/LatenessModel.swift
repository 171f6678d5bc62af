import CivilTime
import Diagnostics
import PolicyModel
import Registers

/// The times by which a pupil is late or absent, by a school's policy (semantics, “Registers and
/// lateness”).
struct RegisterHours {
  /// The times at which the register opens and closes.
  let opens, closes: TimeOfDay
  /// The minutes after opening at which being in time ends, and at which the register closes.
  let inTime, open: Int
  /// Whether the policy gives these times.
  let isStated: Bool

  /// The times of a policy; typical ones where it gives none.
  init(_ register: RegisterTimes?, dayStarts: TimeOfDay?, _ half: SessionHalf) {
    let ends = [register?.closing?.value, register?.absentFrom?.value].compactMap { $0 }.max()
    isStated = register?.opens != nil && ends != nil
    let start = register?.opens?.value ?? RegisterHours.usual[half == .morning ? 0 : 1]
    opens = start
    closes = ends ?? start.adding(Minutes(20)) ?? start
    let starts = [start, dayStarts, register?.lateAfter?.value].compactMap { $0 }.max() ?? start
    inTime = starts.minutes(since: start).count
    open = max(closes, start).minutes(since: start).count
  }

  /// A quarter to nine and one o'clock.
  private static let usual = [525, 780].compactMap { TimeOfDay(minute: $0) }
}

/// The times of every pupil's registers under a policy.
struct RegisterBook {
  private let times: PupilTimes

  init(_ policy: Policy?, _ stages: Narrowing.YearsOfKeyStages) {
    times = PupilTimes(policy, stages)
  }

  /// The times of a pupil's register on a date.
  func hours(_ year: PupilYear, _ session: Session) -> RegisterHours {
    hours(year, session.half, SchoolWeekday.word(of: session.date.weekday))
  }

  /// The first half day for which the policy gives a pupil the same times on every day.
  func stated(_ year: PupilYear) -> (half: SessionHalf, hours: RegisterHours)? {
    for half in [SessionHalf.morning, .afternoon]
    where !times.areByWeekday(inTheMorning: half == .morning) {
      let hours = hours(year, half, nil)
      if hours.isStated { return (half, hours) }
    }
    return nil
  }

  private func hours(
    _ year: PupilYear, _ half: SessionHalf, _ weekday: String?
  ) -> RegisterHours {
    let place = PupilPlace(
      year: year.yearGroup == 0 ? "R" : String(year.yearGroup), classGroup: year.classGroup,
      weekday: weekday)
    switch times.answer(inTheMorning: half == .morning, place) {
    case .times(let register, let starts):
      return RegisterHours(register, dayStarts: starts?.value, half)
    case .unstated, .untold: return RegisterHours(nil, dayStarts: nil, half)
    }
  }
}

/// Draws lateness by a pupil's habit, mostly in the morning.
struct LatenessModel {
  let calendar: SchoolCalendar
  let figures: PublishedFigures
  let excess: Double
  let hours: RegisterBook

  init(_ calendar: SchoolCalendar, _ kind: SchoolKind, _ hours: RegisterBook) {
    self.calendar = calendar
    excess = FittedFigures.of(kind).lateExcess
    figures = PublishedFigures.of(kind)
    self.hours = hours
  }

  func fill(_ year: inout PupilYear, _ random: inout SeededRandom) {
    let possible = Double(calendar.sessions.count)
    // A log-normal habit with a mean of 1, stronger in pupils who are often absent.
    let tendency = min(3, year.propensity / figures.overall)
    let habit = exponential(0.9 * random.normal() - 0.405) * (0.6 + 0.4 * tendency)
    let mean = possible * habit * excess
    for code in ["L", "U"] as [Mark] {
      for _ in 0..<random.times(mean: figures.share(code) * mean) {
        come(&year, late: code, &random)
      }
    }
  }

  /// Marks a pupil late at one session.
  private func come(_ year: inout PupilYear, late code: Mark, _ random: inout SeededRandom) {
    let half: SessionHalf = random.happens(0.88) ? .morning : .afternoon
    let session = random.below(calendar.sessions.count)
    guard calendar.sessions[session].half == half || random.happens(0.2) else {
      return come(&year, late: code, &random)
    }
    guard year.marks[session].isPresent else { return }
    let hours = hours.hours(year, calendar.sessions[session])
    let minutes =
      code == "L"
      ? random.between(hours.inTime + 1, max(hours.inTime + 1, hours.open))
      : random.between(hours.open + 1, hours.open + 60)
    guard code == "U" || hours.open > hours.inTime else { return }
    year.marks[session] = code
    year.minutesLate[session] = minutes
  }
}
