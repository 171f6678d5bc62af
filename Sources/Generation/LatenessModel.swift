import CivilTime
import Diagnostics
import PolicyModel
import Registers

/// When a pupil is late, and when absent, by a school's own times (semantics, “Registers and
/// lateness”).
struct RegisterHours {
  /// When the register opens and closes.
  let opens, closes: TimeOfDay
  /// Minutes after opening up to which a pupil is in time, and up to which the register is open.
  let inTime, open: Int
  /// Whether the policy gives these times.
  let isStated: Bool

  /// The times of a policy; those of many schools where it gives none.
  init(_ policy: Policy?, _ half: SessionHalf) {
    let register = half == .morning ? policy?.registers?.morning : policy?.registers?.afternoon
    isStated = register?.opens != nil && register?.closes != nil
    let start = register?.opens?.value ?? RegisterHours.usual[half == .morning ? 0 : 1]
    opens = start
    closes = register?.closes?.value ?? start.adding(Minutes(20)) ?? start
    let dayStarts = half == .morning ? policy?.day?.starts?.value : nil
    let starts = [start, dayStarts, register?.lateAfter?.value].compactMap { $0 }.max() ?? start
    inTime = starts.minutes(since: start).count
    open = max(closes, start).minutes(since: start).count
  }

  /// A quarter to nine and one o'clock.
  private static let usual = [525, 780].compactMap { TimeOfDay(minute: $0) }
}

/// Draws lateness: by habit, mostly in the morning.
struct LatenessModel {
  let calendar: SchoolCalendar
  let figures: PublishedFigures
  let excess: Double
  let morning, afternoon: RegisterHours

  init(_ calendar: SchoolCalendar, _ kind: SchoolKind, _ policy: Policy?) {
    self.calendar = calendar
    excess = FittedFigures.of(kind).lateExcess
    figures = PublishedFigures.of(kind)
    morning = RegisterHours(policy, .morning)
    afternoon = RegisterHours(policy, .afternoon)
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

  /// A pupil comes late to a session.
  private func come(_ year: inout PupilYear, late code: Mark, _ random: inout SeededRandom) {
    let half: SessionHalf = random.happens(0.88) ? .morning : .afternoon
    let session = random.below(calendar.sessions.count)
    guard calendar.sessions[session].half == half || random.happens(0.2) else {
      return come(&year, late: code, &random)
    }
    guard year.marks[session].isPresent else { return }
    let hours = calendar.sessions[session].half == .morning ? morning : afternoon
    let minutes =
      code == "L"
      ? random.between(hours.inTime + 1, max(hours.inTime + 1, hours.open))
      : random.between(hours.open + 1, hours.open + 60)
    guard code == "U" || hours.open > hours.inTime else { return }
    year.marks[session] = code
    year.minutesLate[session] = minutes
  }
}
