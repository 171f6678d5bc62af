import CivilTime
import Clauses
import Simulation
import Statute
import TypedYAML

/// The normal form of a trigger, equal for triggers that no register can distinguish.
struct TriggerForm: Hashable, Sendable {
  /// The required count, with `more than 7 sessions` as 8.
  enum Amount: Hashable, Sendable {
    case sessions(Int)
    /// A share, and the number of possible sessions below which it is not reached.
    case share(Percentage, isExclusive: Bool, after: Int)
  }

  let measure: MeasureForm
  let amount: Amount
  let window: Window
  let recounts: Bool

  init(_ trigger: Trigger, _ codes: CodeTable) {
    measure = MeasureForm(trigger.measure, codes)
    let isExclusive = trigger.threshold.isExclusive
    amount =
      switch trigger.threshold.amount {
      case .sessions(let count): .sessions(isExclusive ? count + 1 : count)
      case .percent(let share):
        .share(share, isExclusive: isExclusive, after: max(1, trigger.after))
      }
    // The single school day that ends with a session is that session's date.
    window = trigger.window == .schoolDays(1) ? .days(1) : trigger.window
    recounts = trigger.recount
  }

  /// Whether the amount is a share of the possible sessions.
  var isShare: Bool { if case .share = amount { true } else { false } }
}

/// The sessions that a measure counts, by the meanings of their codes.
enum MeasureForm: Hashable, Sendable {
  /// The indices in the framework's table of codes.
  case meanings(Set<Int>)
  /// Absence without a reason, whose history changes.
  case unexplained

  init(_ measure: Measure, _ codes: CodeTable) {
    let counted = codes.meanings.indices.filter { measure.counts(codes.meanings[$0]) ?? false }
    self = measure == .unexplainedAbsence ? .unexplained : .meanings(Set(counted))
  }

  /// Whether it counts every session that another counts.
  func holds(_ other: MeasureForm) -> Bool {
    switch (self, other) {
    case (.meanings(let all), .meanings(let some)): all.isSuperset(of: some)
    default: self == other
    }
  }
}

extension Window {
  /// Whether it includes, at every session of every calendar, each session that another includes.
  ///
  /// A school week has from one to five school days. A period includes no sliding window, which may
  /// reach back before it, and a sliding window includes no period, which may be of any length.
  func holds(_ other: Window) -> Bool {
    switch (self, other) {
    case _ where self == other: true
    case (.schoolWeeks(let weeks), .schoolWeeks(let others)): others <= weeks
    case (.schoolDays(let days), .schoolDays(let others)): others <= days
    case (.days(let days), .days(let others)): others <= days
    case (.schoolDays(let days), .schoolWeeks(let others)): others * 5 <= days
    case (.schoolWeeks(let weeks), .schoolDays(let others)): others <= weeks
    case (.schoolDays(let days), .days(let others)): Window.weekdays(in: others).days <= days
    case (.schoolWeeks(let weeks), .days(let others)): Window.weekdays(in: others).weeks <= weeks
    default: false
    }
  }

  /// The most weekdays, and weeks with one of them, in a number of days that ends with a weekday.
  private static func weekdays(in days: Int) -> (days: Int, weeks: Int) {
    let ends = (0..<5).map { end -> (days: Int, weeks: Int) in
      // The days before the Monday of the last day's week.
      let before = max(0, days - end - 1)
      let rest = before % 7
      let inRest = max(0, rest - 2)
      return (
        min(days, end + 1) + before / 7 * 5 + inRest, 1 + before / 7 + (inRest > 0 ? 1 : 0)
      )
    }
    return (ends.map(\.days).max() ?? 0, ends.map(\.weeks).max() ?? 0)
  }

  /// The rank of a period by length, the longest last; nil for a window that is no period.
  var periodRank: Int? {
    switch self {
    case .halfTerm: 0
    case .term: 1
    case .schoolYear: 2
    case .schoolWeeks, .schoolDays, .days, .consecutive: nil
    }
  }

  /// The window as a noun: `term`, `12 weeks`, `run`.
  var noun: String {
    switch self {
    case .consecutive: "run"
    case .schoolWeeks, .schoolDays, .days, .halfTerm, .term, .schoolYear: value.words
    }
  }
}
