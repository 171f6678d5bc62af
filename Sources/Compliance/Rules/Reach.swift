import CivilTime
import Clauses
import Diagnostics
import TypedYAML

// Whether the threshold of an occasion can be reached within its window: eleven sessions in one
// school week cannot, because there are ten. Also the order of occasions that count the same, and
// of lengths of time.
extension Value {
  /// The threshold of an occasion and the capacity of its window, where the threshold is higher;
  /// nil where it can be reached, and for other values.
  ///
  /// `longest` gives the greatest length of a period.
  func excess(longest: (String) -> Value?) -> (needed: Value, most: Value)? {
    guard case .record(let group) = self else { return nil }
    let capacity = group["in"].flatMap { $0.value.sessionCapacity(longest: longest) }
    let values = group.entries.map(\.value.value)
    for value in values {
      if case .bound(.moreThan, .percentage(let share)) = value, share >= .whole {
        return (value, .percentage(.whole))
      }
      guard let capacity, let (needed, isExclusive) = value.sessionsNeeded else { continue }
      if isExclusive ? needed >= capacity : needed > capacity {
        return (value, value.sessions(capacity))
      }
    }
    // A percentage requires a number of possible sessions, given or by default.
    let usual = Value.quantity(Sessions(Trigger.usualAfter).quantity)
    guard let capacity, capacity < Trigger.usualAfter, group["after"] == nil,
      values.contains(where: \.isShare)
    else { return nil }
    return (usual, usual.sessions(capacity))
  }

  /// The word of the period in which an occasion counts; nil for another window.
  var period: String? {
    guard case .record(let group) = self, case .word(let period)? = group["in"]?.value else {
      return nil
    }
    return period
  }

  /// The topic that an occasion counts, its threshold, and that in half sessions or half hundredths
  /// of a per cent, one more if exclusive; nil for one that counts nothing.
  var threshold: (topic: String, value: Value, least: Int)? {
    guard case .record(let group) = self else { return nil }
    for (key, value) in group.entries where key != "after" {
      let value = value.value
      let (unit, count, isExclusive): (String, Int, Bool)
      if case .percentage(let share) = value.bare {
        (unit, count) = ("%", share.basisPoints)
        if case .bound(.moreThan, _) = value { isExclusive = true } else { isExclusive = false }
      } else if let needed = value.sessionsNeeded {
        (unit, count, isExclusive) = ("sessions", needed.count, needed.isExclusive)
      } else {
        continue
      }
      let codes = (group["code"]?.value.items ?? []).map(\.words).sorted()
      let window = group["in"]?.value.words ?? Window.consecutive.value.words
      let topic = ([key, unit, window] + codes).joined(separator: "\n")
      return (topic, value, count * 2 + (isExclusive ? 1 : 0))
    }
    return nil
  }

  /// The most sessions in a window; nil for one without an end.
  private func sessionCapacity(longest: (String) -> Value?) -> Int? {
    switch self {
    case .quantity(let quantity):
      switch quantity.unit {
      case .schoolWeeks, .weeks: quantity.count * 10
      case .schoolDays: quantity.count * 2
      // Of the days left over from whole weeks, at most five are school days.
      case .days: quantity.count / 7 * 10 + min(quantity.count % 7, 5) * 2
      default: nil
      }
    case .word(let period): longest(period)?.sessionCapacity { _ in nil }
    default: nil
    }
  }

  /// The sessions of a threshold, and whether it must be exceeded.
  private var sessionsNeeded: (count: Int, isExclusive: Bool)? {
    switch self {
    case .bound(let comparator, let value):
      value.sessionsNeeded.map { ($0.count, comparator == .moreThan) }
    case .quantity(let quantity) where quantity.unit == .sessions: (quantity.count, false)
    case .quantity(let quantity) where quantity.unit == .days: (quantity.count * 2, false)
    default: nil
    }
  }

  private var isShare: Bool {
    if case .percentage = bare { true } else { false }
  }

  /// A number of sessions in the unit of a threshold.
  private func sessions(_ count: Int) -> Value {
    if case .quantity(let quantity) = bare, quantity.unit == .days {
      return .quantity(Days(count / 2).quantity)
    }
    return .quantity(Sessions(count).quantity)
  }

  /// Whether a length of time ends no sooner than another; true for other values.
  func reaches(_ other: Value) -> Bool {
    guard let own = deadline, let other = other.deadline else { return true }
    return !own.isOver(before: other)
  }

  private var deadline: Deadline? {
    switch self {
    case .word("same_day"): .sameDay
    case .quantity(let quantity): Deadline(quantity)
    default: nil
    }
  }
}
