import CivilTime
import Registers

/// One pupil's year as it happened: what the register says, and how it came to say so.
struct PupilYear {
  /// A mark of the register.
  struct Mark {
    var code: String
    var minutesLate: Int?
    /// The mark before the reason was established, and the date on which it was.
    var amendedFrom: String?
    var amendedOn: CivilDate?
  }

  let id: String
  let yearGroup: Int
  let dateOfBirth: CivilDate
  var joined: CivilDate?
  var left: CivilDate?
  var isFSM, isSEN, hasSocialWorker: Bool
  /// A mark for each of the calendar's sessions; nil before joining and after leaving.
  var marks: [Mark?]
}

/// Draws pupils' years: a propensity to be absent for each pupil, spells rather than single
/// sessions, and lateness by habit.
struct RegisterModel {
  let calendar: SchoolCalendar

  /// Absence in ten-thousandths of sessions at 21 evenly spaced ranks of pupils: the quantiles of
  /// the log-normal distribution (mu -3.754, sigma 1.316) that fits primary schools in 2024/25.
  private static let propensities = [
    17, 34, 50, 66, 83, 101, 122, 145, 171, 200, 234, 274, 322, 379, 451, 542, 664, 837, 1_106,
    1_611, 3_175,
  ]

  /// Draws one pupil's year.
  func pupil(_ number: Int, of count: Int, _ random: inout SeededRandom) -> PupilYear {
    // Ranks are spread over the years, so that every school has pupils of each kind.
    let ranks = RegisterModel.propensities
    let propensity = ranks[(number * 8 + random.below(3)) % ranks.count]
    let yearGroup = number * 7 / count
    var year = PupilYear(
      id: "P" + String(10_000 + number + 1).dropFirst(), yearGroup: yearGroup,
      dateOfBirth: birth(yearGroup, &random), joined: nil, left: nil,
      isFSM: random.happens(2_400), isSEN: random.happens(1_500),
      hasSocialWorker: random.happens(400), marks: [])
    year.marks = calendar.sessions.map { session in
      PupilYear.Mark(code: session.half == .morning ? "/" : "\\")
    }
    addAbsence(&year, propensity, &random)
    addLateness(&year, habit: 20 + propensity / 8, &random)
    return year
  }

  /// A date of birth that makes the pupil five before the year begins.
  private func birth(_ yearGroup: Int, _ random: inout SeededRandom) -> CivilDate {
    let newest = CivilDate(year: 2019, month: 8, day: 31) ?? CivilDate(day: 0)
    return newest.adding(months: -12 * yearGroup).adding(days: -random.below(365))
  }

  private func addAbsence(_ year: inout PupilYear, _ propensity: Int, _ random: inout SeededRandom)
  {
    let days = calendar.schoolDays.count
    var day = 0
    while day < days {
      defer { day += 1 }
      // A spell lasts two days on average, so half the propensity begins one.
      guard random.happens(propensity / 2) else { continue }
      let length = random.between(1, 3)
      let code = reason(propensity, day, &random)
      let isUnexplained = random.happens(1_500)
      for offset in 0..<length where day + offset < days {
        absent(&year, day + offset, code, unexplained: isUnexplained && offset == 0, &random)
      }
      day += length
    }
    guard random.happens(600) else { return }
    let appointment = random.below(calendar.sessions.count)
    year.marks[appointment] = PupilYear.Mark(code: "M")
  }

  /// The code of a spell: mostly illness; the more absence, the more of it without leave.
  private func reason(_ propensity: Int, _ day: Int, _ random: inout SeededRandom) -> String {
    let unauthorised = propensity > 800 ? 1_800 : 800
    guard random.happens(unauthorised) else { return random.happens(700) ? "C" : "I" }
    return isNearBreak(day) ? "G" : "O"
  }

  private func isNearBreak(_ day: Int) -> Bool {
    let days = calendar.schoolDays
    let next = day + 3 < days.count ? days[day + 3] : nil
    return next.map { $0.days(since: days[day]) > 7 } ?? true
  }

  /// Marks a day absent; a reason that was not known at first stands as N until it was.
  private func absent(
    _ year: inout PupilYear, _ day: Int, _ code: String, unexplained: Bool,
    _ random: inout SeededRandom
  ) {
    let date = calendar.schoolDays[day]
    let known = calendar.schoolDay(random.between(1, 2), after: date)
    for session in sessions(on: day) {
      var mark = PupilYear.Mark(code: code)
      if unexplained, let known {
        mark.amendedFrom = "N"
        mark.amendedOn = known
      }
      year.marks[session] = mark
    }
  }

  private func addLateness(_ year: inout PupilYear, habit: Int, _ random: inout SeededRandom) {
    for session in calendar.sessions.indices where calendar.sessions[session].half == .morning {
      guard year.marks[session]?.code == "/", random.happens(habit) else { continue }
      let minutes = random.happens(1_300) ? random.between(21, 90) : random.between(1, 20)
      year.marks[session] = PupilYear.Mark(code: minutes > 20 ? "U" : "L", minutesLate: minutes)
    }
  }

  /// The numbers of the sessions of a school day.
  func sessions(on day: Int) -> [Int] {
    SessionHalf.allCases.compactMap { calendar.index(of: Session(calendar.schoolDays[day], $0)) }
  }
}
