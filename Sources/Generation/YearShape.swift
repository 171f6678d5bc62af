import CivilTime
import Registers

/// A discrete distribution over days or weeks.
struct Weights {
  private let totals: [Double]

  init(_ weights: [Double]) {
    var total = 0.0
    totals = weights.map { weight in
      total += weight
      return total
    }
  }

  /// Draws an index with a probability in proportion to its weight.
  func draw(_ random: inout SeededRandom) -> Int {
    let point = random.fraction() * (totals.last ?? 0)
    var (low, high) = (0, totals.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if totals[middle] > point { high = middle } else { low = middle + 1 }
    }
    return max(0, low)
  }
}

/// The distribution of absence over a school year: by term, week and weekday.
struct YearShape {
  let calendar: SchoolCalendar
  /// The sessions of each school day, and its term, week and weekday.
  let days: [Day]
  /// The school days of each week, as indices into `days`.
  let weeks: [Range<Int>]
  /// The distributions of the first days of spells of illness and of other absence.
  let illness, other: Weights
  /// The distribution of the weeks of holidays.
  let holidayWeeks: Weights

  struct Day {
    let date: CivilDate
    let sessions: Range<Int>
    let term, halfTerm, week: Int
  }

  /// Illness in the weeks of the autumn term 2024, in thousandths of possible sessions: weeks 37 to
  /// 49 as published for primary schools; week 36 as week 37; the last two so that the term's share
  /// is as published.
  private static let autumnIllness = [
    16.7, 16.7, 24.7, 23.7, 24.2, 24.6, 28.0, 30.7, 24.9, 27.7, 37.2, 38.8, 38.3, 43.0, 46.0,
  ]
  /// The weights of Monday to Friday as first days, for which illness, in spells of one to three
  /// days that end with the week, is distributed as published (0.86, 0.91, 0.92, 1.01, 1.31).
  private static let illnessStarts = [0.9, 0.46, 0.45, 0.68, 1.02]
  /// The same for absence without leave (1.17, 1.00, 0.93, 0.90, 1.00 in primary schools).
  private static let otherStarts = [1.17, 0.62, 0.56, 0.62, 0.9]

  init(_ calendar: SchoolCalendar, _ figures: PublishedFigures) {
    self.calendar = calendar
    let days = YearShape.days(calendar)
    let weeks = YearShape.weeks(days)
    self.days = days
    self.weeks = weeks
    func shaped(_ terms: [Int], _ weight: (Day) -> Double) -> Weights {
      Weights(YearShape.scaled(days, to: terms, weight))
    }
    illness = shaped(figures.illness) { day in
      let inTerm = day.week - days[0].week
      let autumn = YearShape.autumnIllness
      let week = day.term == 0 ? autumn[min(inTerm, autumn.count - 1)] : 1
      return week * YearShape.illnessStarts[min(4, day.date.weekday.rawValue)]
    }
    other = shaped(figures.other) { YearShape.otherStarts[min(4, $0.date.weekday.rawValue)] }
    let inWeek = YearShape.scaled(days, to: figures.holidays) { day in
      YearShape.holidayWeight(of: day, in: days)
    }
    holidayWeeks = Weights(weeks.map { week in week.reduce(0) { $0 + inWeek[$1] } })
  }

  private static func days(_ calendar: SchoolCalendar) -> [Day] {
    var days: [Day] = []
    for (number, session) in calendar.sessions.enumerated() {
      if let last = days.last, last.date == session.date {
        days[days.count - 1] = Day(
          date: last.date, sessions: last.sessions.lowerBound..<number + 1, term: last.term,
          halfTerm: last.halfTerm, week: last.week)
      } else {
        days.append(
          Day(
            date: session.date, sessions: number..<number + 1, term: calendar.term[number],
            halfTerm: calendar.halfTerm[number], week: calendar.schoolWeek[number]))
      }
    }
    return days
  }

  private static func weeks(_ days: [Day]) -> [Range<Int>] {
    var weeks: [Range<Int>] = []
    for (place, day) in days.enumerated() {
      if let last = weeks.last, days[last.lowerBound].week == day.week {
        weeks[weeks.count - 1] = last.lowerBound..<place + 1
      } else {
        weeks.append(place..<place + 1)
      }
    }
    return weeks
  }

  /// Weights of days whose sum in each term is in proportion to the term's share and its length.
  private static func scaled(
    _ days: [Day], to terms: [Int], _ weight: (Day) -> Double
  ) -> [Double] {
    let weights = days.map(weight)
    var sums = Array(repeating: 0.0, count: (days.last?.term ?? 0) + 1)
    var counts = sums
    for (day, weight) in zip(days, weights) {
      sums[day.term] += weight
      counts[day.term] += 1
    }
    return zip(days, weights).map { day, weight in
      let share = Double(terms[min(day.term, terms.count - 1)])
      return weight * share * counts[day.term] / max(sums[day.term], 0.000_1)
    }
  }

  /// The weight of a day for holidays: high beside breaks, and in September, when prices are low.
  private static func holidayWeight(of day: Day, in days: [Day]) -> Double {
    let half = days.filter { $0.halfTerm == day.halfTerm }
    let first = half.first?.week ?? day.week
    let last = half.last?.week ?? day.week
    let ordinary = day.halfTerm == 0 ? 0.95 : 0.5
    switch day.week {
    case last: return 1.45
    case last - 1: return max(ordinary, 0.75) * 1.15
    case first: return 1.1
    default: return ordinary
    }
  }

  /// Whether a week is the last before a break.
  func isLastBeforeBreak(_ week: Int) -> Bool {
    guard week + 1 < weeks.count else { return true }
    return days[weeks[week].lowerBound].halfTerm != days[weeks[week + 1].lowerBound].halfTerm
  }

  /// Whether a week is the first after a break.
  func isFirstAfterBreak(_ week: Int) -> Bool { week == 0 || isLastBeforeBreak(week - 1) }
}
