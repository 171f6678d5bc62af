import CivilTime
import Clauses
import Registers

/// Counts the sessions of one measure in one window, for one pupil.
///
/// Places are positions in the timeline. Most sessions are not counted, so the counter keeps the
/// places of those that are, and moves along them.
struct WindowCounter {
  private let timeline: Timeline
  private let trigger: TriggerPlan
  /// The counted places in order; for unexplained absence, those that were once.
  let counted: [Int]
  /// The first counted place that is in the window, and the first after the place last asked for.
  private var lower = 0
  private var upper = 0
  /// The first counted place of the unbroken run.
  private var runStart = 0
  /// Whether the possible sessions in the window are wanted; a count alone needs none.
  private let countsPossible: Bool
  /// Whether a reason that was recorded later ends what was counted.
  private let endsWithReasons: Bool
  private var window: NumberedWindow? { trigger.window }
  /// The place of the first session in the window.
  private var start = 0
  /// The place of the first session that may be counted.
  private var floor: Int

  init(
    _ trigger: TriggerPlan, _ timeline: Timeline, from floor: Int, countsPossible: Bool
  ) {
    self.countsPossible = countsPossible
    (self.timeline, self.trigger) = (timeline, trigger)
    self.floor = floor
    counted = timeline.places(of: trigger.measure)
    endsWithReasons =
      trigger.endsWithReasons && timeline.unexplained.contains { $0.endedOn != nil }
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
    guard place > 0, let window, window.isPeriod else { return false }
    let earlier = timeline.place(before: place)
    return earlier >= 0
      && window.numbers[timeline.sessions[place]] != window.numbers[timeline.sessions[earlier]]
  }

  /// Whether the threshold may be reached at any place.
  ///
  /// A count is highest at a session that is counted. So is a share in a period, but for the place where
  /// enough sessions became possible, of which it has at least as many here; one in a window that slides
  /// may be reached anywhere.
  var mayReach: Bool {
    guard trigger.isShare else {
      return most(at: timeline.sessions.indices) >= trigger.fewest(outOf: 0)
    }
    guard window?.isPeriod ?? false else { return true }
    var scout = self
    var next = lower
    while next < counted.count {
      let count = scout.count(at: counted[next])
      let needed = trigger.fewest(outOf: max(count.possible, trigger.after))
      guard count.counted < needed else { return true }
      // The period needs so many more at the least, and the next one begins afresh.
      let later = firstIndex(in: next + 1..<counted.count) {
        !isInWindow(counted[next], at: counted[$0])
      }
      next = min(next + needed - count.counted, later)
    }
    return false
  }

  /// The highest count at one of some places, where it is near the threshold.
  func highest(at places: Range<Int>) -> Int {
    guard endsWithReasons else { return most(at: places) }
    var scout = self
    return counted[lower...].reduce(0) { highest, place in
      let count = scout.count(at: place).counted
      return places.contains(place) ? max(highest, count) : highest
    }
  }

  /// The most sessions in a window or a run that ends at one of some places, whatever reasons came later;
  /// only what is near the threshold is looked for.
  private func most(at places: Range<Int>) -> Int {
    var (most, first) = (trigger.least - 1, lower)
    for last in counted.indices[lower...] {
      if window == nil, last > first,
        timeline.breaks(between: counted[last - 1], and: counted[last])
      {
        first = last
      }
      guard places.contains(counted[last]) else { continue }
      // One more fits in if the first of so many is still in the window.
      while last - most >= first, isInWindow(counted[last - most], at: counted[last]) { most += 1 }
    }
    return most
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
    guard window != nil else {
      let run = endsWithReasons ? self.run(at: place).count : unbrokenRun(at: place).count
      return (run, run)
    }
    while lower < upper, !isInWindow(counted[lower], at: place) { lower += 1 }
    return (
      endsWithReasons ? standing(from: lower, at: place).count : max(0, upper - lower),
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
  func places(at place: Int) -> ArraySlice<Int> {
    guard window != nil else { return run(at: place) }
    guard !endsWithReasons else { return standing(from: lower, at: place) }
    return lower < upper ? counted[lower..<upper] : []
  }

  // MARK: Windows

  private func isInWindow(_ earlier: Int, at place: Int) -> Bool {
    window?.holds(timeline.sessions[earlier], before: timeline.sessions[place]) ?? true
  }

  /// In each period, the place at which so many sessions were possible since it began, or since the
  /// first session that may be counted.
  func placesWithEnough(_ count: Int) -> [Int] {
    guard let window, window.isPeriod else { return [] }
    let periods = window.numbers
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

  /// The unbroken run of counted sessions that ends at a place, as a range of them.
  private func unbrokenRun(at place: Int) -> Range<Int> {
    guard runStart < upper,
      counted[upper - 1] == place || !timeline.breaks(between: counted[upper - 1], and: place + 1)
    else { return 0..<0 }
    return runStart..<upper
  }

  /// The places of the unbroken run that ends at a place.
  private func run(at place: Int) -> ArraySlice<Int> {
    guard endsWithReasons else { return counted[unbrokenRun(at: place)] }
    let candidates = standing(from: lower, at: place)
    guard var next = candidates.last,
      next == place || !timeline.breaks(between: next, and: place + 1)
    else { return [] }
    var first = candidates.endIndex - 1
    while first > 0, !timeline.breaks(between: candidates[first - 1], and: next) {
      first -= 1
      next = candidates[first]
    }
    return candidates[first...]
  }

  /// The places up to the one last asked for that still have no reason on its date.
  private func standing(from lower: Int, at place: Int) -> ArraySlice<Int> {
    guard lower < upper else { return [] }
    let date = trigger.calendar.sessions[timeline.sessions[place]].date
    return timeline.unexplained[lower..<upper].filter { $0.endedOn.map { $0 > date } ?? true }
      .map(\.place)[...]
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
