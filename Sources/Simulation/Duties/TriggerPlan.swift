import CivilTime
import Clauses
import Registers

/// A trigger worked out once against a dataset, before the pupils are held against it.
///
/// A class, because every pupil's count looks at it and a copy would count each of its references.
final class TriggerPlan: Sendable {
  /// Which of the plan's measures is counted, by its number.
  let measure: Int
  let calendar: SchoolCalendar
  /// Whether a session that was counted is counted no more once a reason is recorded.
  let endsWithReasons: Bool
  /// Whether an action that discharges the trigger starts the count afresh.
  let recounts: Bool
  /// Whether it compares with the possible sessions.
  let isShare: Bool
  /// The possible sessions that a share needs before it may be reached, at least one.
  let after: Int
  /// The window; nil for an unbroken run.
  let window: NumberedWindow?
  private let amount: Threshold.Amount
  private let isExclusive: Bool

  /// `measures` is given the measure, unless another trigger counts it.
  init(_ trigger: Trigger, _ measures: inout [CountedSessions], _ context: ReplayContext) {
    calendar = context.dataset.calendar
    measure = measures.number(of: CountedSessions(trigger.measure, context))
    endsWithReasons = trigger.measure == .unexplainedAbsence
    (recounts, after) = (trigger.recount, max(1, trigger.after))
    (amount, isExclusive) = (trigger.threshold.amount, trigger.threshold.isExclusive)
    window = NumberedWindow(trigger.window, calendar)
    if case .percent = amount { isShare = true } else { isShare = false }
  }

  /// The fewest sessions, out of so many possible ones, that reach the threshold.
  func fewest(outOf possible: Int) -> Int {
    switch amount {
    case .sessions(let sessions): return isExclusive ? sessions + 1 : sessions
    case .percent(let share):
      let (parts, whole) = (share.basisPoints * possible, Percentage.whole.basisPoints)
      return isExclusive ? parts / whole + 1 : (parts + whole - 1) / whole
    }
  }

  /// The fewest sessions with which a count is near its threshold; a share is only reached or not.
  var least: Int {
    isShare ? fewest(outOf: after) : Replay.Nearest.least(of: fewest(outOf: 0))
  }

  /// Whether so many sessions reach the threshold; a share of too few possible ones never does.
  func isReached(by count: Int, outOf possible: Int) -> Bool {
    count >= fewest(outOf: possible) && (!isShare || possible >= after)
  }

  /// Whether a pupil has enough sessions to come near the threshold: for most counts most have not.
  func mayComeNear(_ timeline: Timeline) -> Bool { timeline.places(of: measure).count >= least }
}

/// Which sessions a trigger counts, by what codes count as and by their numbers in the dataset.
enum CountedSessions: Sendable, Equatable {
  /// Absences of a kind.
  case absences(Traits)
  case late
  /// Absences for which no reason stood at the day's end, whose past changes.
  case unexplained
  case codes(CodeNumbers)

  init(_ measure: Measure, _ context: ReplayContext) {
    self =
      switch measure {
      case .absence: .absences(.absent)
      case .authorisedAbsence: .absences(.authorised)
      case .unauthorisedAbsence: .absences(.unauthorised)
      case .illness: .absences(.illness)
      case .lateAfterClose: .absences(.lateAfterClose)
      case .unexplainedAbsence: .unexplained
      case .late: .late
      case .codes(let codes): .codes(context.numbers(of: codes))
      }
  }

  /// Whether a session is counted, by its code and what that counts as; unexplained absence goes by its
  /// history.
  func counts(_ code: UInt8, _ traits: Traits) -> Bool {
    switch self {
    case .absences(let kind): !traits.isDisjoint(with: .absent) && !traits.isDisjoint(with: kind)
    case .late: traits.contains(.late)
    case .codes(let numbers): numbers.contains(code) && !traits.contains(.missing)
    case .unexplained: false
    }
  }
}

extension [CountedSessions] {
  /// The number of a measure, which is added where it is new.
  fileprivate mutating func number(of measure: CountedSessions) -> Int {
    if let known = firstIndex(of: measure) { return known }
    append(measure)
    return count - 1
  }
}

/// A window as a span of numbers that sessions have in the order of time: of their week, day or period.
struct NumberedWindow: Sendable {
  /// The number of each session.
  let numbers: [Int]
  /// By less than how much a session's number is below that of the window's last.
  let span: Int
  /// Whether it begins anew with each number, and does not slide.
  let isPeriod: Bool

  /// Nil for the unbroken run, which is no window.
  init?(_ window: Window, _ calendar: SchoolCalendar) {
    switch window {
    case .schoolWeeks(let weeks): (numbers, span, isPeriod) = (calendar.schoolWeek, weeks, false)
    case .schoolDays(let days): (numbers, span, isPeriod) = (calendar.schoolDay, days, false)
    case .days(let days):
      let first = calendar.sessions.first?.date
      numbers = calendar.sessions.map { session in first.map { session.date.days(since: $0) } ?? 0 }
      (span, isPeriod) = (days, false)
    case .halfTerm: (numbers, span, isPeriod) = (calendar.halfTerm, 1, true)
    case .term: (numbers, span, isPeriod) = (calendar.term, 1, true)
    case .schoolYear: (numbers, span, isPeriod) = (calendar.schoolYear, 1, true)
    case .consecutive: return nil
    }
  }

  /// Whether a session is in the window that ends with a later one.
  func holds(_ earlier: Int, before last: Int) -> Bool { numbers[last] - numbers[earlier] < span }
}
