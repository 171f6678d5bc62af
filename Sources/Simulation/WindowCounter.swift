import CivilTime
import Clauses
import Registers

/// Counts the sessions of one measure in one window, session by session, for one pupil.
///
/// Places are positions in the timeline. Counts come from running totals, so a session costs the
/// same whatever the window's length; only unexplained absence, whose past changes, looks back.
struct WindowCounter {
  private let timeline: Timeline
  private let calendar: SchoolCalendar
  private let window: Window
  private let isCounted: [Bool]
  private let unexplained: [(place: Int, endedOn: CivilDate?)]?
  /// Running totals: how many of the first N sessions are counted, and possible.
  private let counted, possible: [Int]
  /// The place of the first session that may be counted.
  private var floor: Int
  private var start = 0
  private var run: [Int] = []

  init(_ trigger: Trigger, _ timeline: Timeline, _ context: ReplayContext, from floor: Int) {
    self.timeline = timeline
    calendar = context.dataset.calendar
    window = trigger.window
    self.floor = floor
    let isCounted = WindowCounter.counted(trigger.measure, timeline, context)
    self.isCounted = isCounted
    unexplained = trigger.measure == .unexplainedAbsence ? timeline.unexplained : nil
    counted = runningTotals(isCounted)
    possible = timeline.possible
  }

  private static func counted(
    _ measure: Measure, _ timeline: Timeline, _ context: ReplayContext
  ) -> [Bool] {
    if case .codes(let codes) = measure {
      let numbers = Set(codes.map { context.number(of: $0) }).subtracting([1])
      return zip(timeline.codes, timeline.traits).map { code, traits in
        numbers.contains(code) && !traits.contains(.missing)
      }
    }
    guard let mask = measure.traits else { return [] }
    return timeline.traits.map { !$0.isDisjoint(with: mask) }
  }

  /// Sessions before a place are counted no more.
  mutating func raiseFloor(to place: Int) {
    floor = max(floor, place)
    run.removeAll { $0 < floor }
  }

  /// Whether a place begins another period than the place before it.
  func beginsPeriod(_ place: Int) -> Bool {
    guard place > 0, let periods else { return false }
    return periods[timeline.sessions[place]] != periods[timeline.sessions[place - 1]]
  }

  /// The counted and the possible sessions in the window that ends at a place.
  ///
  /// Places must be asked for in order, each once.
  mutating func count(at place: Int) -> (counted: Int, possible: Int) {
    if case .consecutive = window {
      extendRun(to: place)
      return (run.count, run.count)
    }
    while start < place, !isInWindow(start, at: place) { start += 1 }
    let first = max(start, floor)
    guard first <= place else { return (0, 0) }
    let inWindow = possible[place + 1] - possible[first]
    guard unexplained != nil else { return (counted[place + 1] - counted[first], inWindow) }
    return (standing(at: place).count { $0 >= first }, inWindow)
  }

  /// The places counted in the window that ends at a place, which must be the last one asked for.
  func places(at place: Int) -> [Int] {
    if case .consecutive = window { return run }
    let first = max(start, floor)
    guard first <= place else { return [] }
    guard unexplained == nil else { return standing(at: place).filter { $0 >= first } }
    return (first...place).filter { isCounted[$0] }
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

  // MARK: Runs

  private mutating func extendRun(to place: Int) {
    if let unexplained, !unexplained.isEmpty {
      run = unexplainedRun(endingAt: place)
    } else if timeline.traits[place].contains(.notPossible) {
      return
    } else if unexplained == nil, isCounted[place], place >= floor {
      run.append(place)
    } else {
      run.removeAll(keepingCapacity: true)
    }
  }

  /// The unbroken run of sessions that stand without a reason on the date of a place.
  private func unexplainedRun(endingAt place: Int) -> [Int] {
    let standing = Set(standing(at: place))
    var run: [Int] = []
    for earlier in stride(from: place, through: floor, by: -1) {
      if standing.contains(earlier) {
        run.append(earlier)
      } else if !timeline.traits[earlier].contains(.notPossible) {
        break
      }
    }
    return run.reversed()
  }

  /// The places up to one that still have no reason on its date.
  private func standing(at place: Int) -> [Int] {
    let date = calendar.sessions[timeline.sessions[place]].date
    return (unexplained ?? []).prefix { $0.place <= place }
      .filter { entry in entry.endedOn.map { $0 > date } ?? true }
      .map(\.place)
  }
}

func runningTotals(_ flags: [Bool]) -> [Int] {
  var total = 0
  return [0]
    + flags.map { flag in
      total += flag ? 1 : 0
      return total
    }
}
