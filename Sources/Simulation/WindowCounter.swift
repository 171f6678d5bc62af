import CivilTime
import Clauses
import Registers

/// Counts the sessions of one measure in one window, for one pupil.
///
/// Places are positions in the timeline. Most sessions are not counted, so the counter keeps the
/// places of those that are, and moves along them.
struct WindowCounter {
  private let timeline: Timeline
  private let calendar: SchoolCalendar
  private let window: Window
  /// The counted places in order; for unexplained absence, those that were once.
  let counted: [Int]
  /// For unexplained absence, with each counted place the date that ended it.
  private let endedOn: [CivilDate?]?
  /// The first counted place that is in the window, and the first after the place last asked for.
  private var lower = 0
  private var upper = 0
  /// The first counted place of the unbroken run.
  private var runStart = 0
  /// Whether the possible sessions in the window are wanted; a count alone needs none.
  private let countsPossible: Bool
  /// The place of the first session in the window.
  private var start = 0
  /// The place of the first session that may be counted.
  private var floor: Int

  init(
    _ trigger: Trigger, _ timeline: Timeline, _ context: ReplayContext, from floor: Int,
    countsPossible: Bool
  ) {
    self.countsPossible = countsPossible
    self.timeline = timeline
    calendar = context.dataset.calendar
    window = trigger.window
    self.floor = floor
    if trigger.measure == .unexplainedAbsence {
      counted = timeline.unexplained.map(\.place)
      endedOn = timeline.unexplained.map(\.endedOn)
    } else {
      counted = timeline.places(of: trigger.measure, context)
      endedOn = nil
    }
    raiseFloor(to: floor)
  }

  /// Sessions before a place are counted no more.
  mutating func raiseFloor(to place: Int) {
    floor = max(floor, place)
    while lower < counted.count, counted[lower] < floor { lower += 1 }
    runStart = max(runStart, lower)
  }

  /// Whether a place begins another period than the place before it.
  func beginsPeriod(_ place: Int) -> Bool {
    guard place > 0, let periods else { return false }
    return periods[timeline.sessions[place]] != periods[timeline.sessions[place - 1]]
  }

  /// The counted and the possible sessions in the window that ends at a place.
  ///
  /// Places must be asked for in order, each at most once.
  mutating func count(at place: Int) -> (counted: Int, possible: Int) {
    while upper < counted.count, counted[upper] <= place {
      // A session in between that is neither counted nor impossible breaks the run.
      if upper > 0, timeline.breaks(between: counted[upper - 1], and: counted[upper]) {
        runStart = max(runStart, upper)
      }
      upper += 1
    }
    if case .consecutive = window {
      let run = self.run(at: place)
      return (run.count, run.count)
    }
    while lower < upper, !isInWindow(counted[lower], at: place) { lower += 1 }
    return (
      endedOn == nil ? max(0, upper - lower) : standing(from: lower, at: place).count,
      countsPossible ? possible(at: place) : 0
    )
  }

  /// The possible sessions in the window that ends at a place.
  private mutating func possible(at place: Int) -> Int {
    if start < place, !isInWindow(start, at: place) {
      start = firstIndex(in: start..<place) { isInWindow($0, at: place) }
    }
    let first = max(start, floor)
    return first <= place
      ? timeline.possible(before: place + 1) - timeline.possible(before: first) : 0
  }

  /// The places counted in the window that ends at a place, which must be the last one asked for.
  func places(at place: Int) -> [Int] {
    if case .consecutive = window { return run(at: place) }
    guard endedOn == nil else { return standing(from: lower, at: place) }
    return lower < upper ? Array(counted[lower..<upper]) : []
  }

  // MARK: Windows

  private var periods: [Int]? {
    switch window {
    case .halfTerm: calendar.halfTerm
    case .term: calendar.term
    case .schoolYear: calendar.schoolYear
    case .schoolWeeks, .schoolDays, .days, .consecutive: nil
    }
  }

  private func isInWindow(_ earlier: Int, at place: Int) -> Bool {
    let (first, last) = (timeline.sessions[earlier], timeline.sessions[place])
    switch window {
    case .schoolWeeks(let weeks):
      return calendar.schoolWeek[last] - calendar.schoolWeek[first] < weeks
    case .schoolDays(let days):
      return calendar.schoolDay[last] - calendar.schoolDay[first] < days
    case .days(let days):
      return calendar.sessions[last].date.days(since: calendar.sessions[first].date) < days
    case .halfTerm, .term, .schoolYear:
      return periods.map { $0[first] == $0[last] } ?? true
    case .consecutive: return true
    }
  }

  /// In each period, the place at which so many sessions were possible since it began, or since the
  /// first session that may be counted.
  func placesWithEnough(_ count: Int) -> [Int] {
    guard let periods else { return [] }
    let sessions = timeline.sessions
    var places: [Int] = []
    var first = floor
    while first < sessions.count {
      let period = periods[sessions[first]]
      let wanted = timeline.possible(before: first) + count
      let place = firstIndex(in: first..<sessions.count) {
        timeline.possible(before: $0 + 1) >= wanted
      }
      if place < sessions.count, periods[sessions[place]] == period { places.append(place) }
      first = firstIndex(in: first..<sessions.count) { periods[sessions[$0]] > period }
    }
    return places
  }

  // MARK: Runs

  /// The unbroken run of counted sessions that ends at a place.
  private func run(at place: Int) -> [Int] {
    let candidates =
      endedOn == nil
      ? Array(counted[runStart..<max(runStart, upper)])
      : standing(from: lower, at: place)
    guard var next = candidates.last,
      next == place || !timeline.breaks(between: next, and: place + 1)
    else { return [] }
    var first = candidates.count - 1
    while first > 0, !timeline.breaks(between: candidates[first - 1], and: next) {
      first -= 1
      next = candidates[first]
    }
    return Array(candidates[first...])
  }

  /// The places up to the one last asked for that still have no reason on its date.
  private func standing(from lower: Int, at place: Int) -> [Int] {
    let date = calendar.sessions[timeline.sessions[place]].date
    guard let endedOn, lower < upper else { return [] }
    return (lower..<upper).filter { index in endedOn[index].map { $0 > date } ?? true }
      .map { counted[$0] }
  }
}

/// The first place of a range from which on a condition holds, by bisection; the range's end where it
/// never does.
func firstIndex(in range: Range<Int>, where holds: (Int) -> Bool) -> Int {
  var (low, high) = (range.lowerBound, range.upperBound)
  while low < high {
    let middle = (low + high) / 2
    if holds(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
