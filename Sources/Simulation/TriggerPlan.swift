import CivilTime
import Clauses
import Registers

/// A trigger worked out once against a dataset, before the pupils are held against it.
///
/// A class, because every pupil's count looks at it and a copy would count each of its references.
final class TriggerPlan: Sendable {
  /// The sessions that are counted.
  let counted: CountedSessions
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
  /// The fewest sessions with which a count is near its threshold.
  private let least: Int
  private let amount: Threshold.Amount
  private let isExclusive: Bool

  init(_ trigger: Trigger, _ context: ReplayContext) {
    calendar = context.dataset.calendar
    counted = CountedSessions(trigger.measure, context)
    endsWithReasons = trigger.measure == .unexplainedAbsence
    (recounts, after) = (trigger.recount, max(1, trigger.after))
    (amount, isExclusive) = (trigger.threshold.amount, trigger.threshold.isExclusive)
    window = NumberedWindow(trigger.window, calendar)
    switch trigger.threshold.amount {
    case .sessions(let needed):
      isShare = false
      least = Replay.Nearest.least(of: needed)
    case .percent(let share):
      isShare = true
      least = (1...after).first { [after] in share.order(of: $0, outOf: after) != .less } ?? after
    }
  }

  /// Whether so many sessions reach the threshold; a share of too few possible ones never does.
  func isReached(by count: Int, outOf possible: Int) -> Bool {
    guard !isShare || possible >= after else { return false }
    let order =
      switch amount {
      case .sessions(let sessions): Order(count, sessions)
      case .percent(let share): share.order(of: count, outOf: possible)
      }
    return order == .greater || (order == .equal && !isExclusive)
  }

  /// Whether a pupil has enough sessions to come near the threshold: for most counts most have not.
  func mayComeNear(_ timeline: Timeline) -> Bool { timeline.count(of: counted) >= least }
}

/// Which sessions a trigger counts, by what codes count as and by their numbers in the dataset.
enum CountedSessions: Sendable {
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
