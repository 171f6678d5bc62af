import CivilTime
import Clauses
import Diagnostics
import TypedYAML

// Whether what an occasion waits for can come about within its window: eleven sessions of one school week
// cannot, because there are ten. How occasions that count the same stand to each other, and whether one
// length of time reaches another.
extension Value {
  /// What an occasion waits for and the most that its window can hold, where that is less; nil where it can
  /// be reached, and for what is no occasion.
  ///
  /// `longest` says how long a period is at the longest.
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
    // A percentage waits for possible sessions, whether it says so or not.
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

  /// What an occasion counts, what it waits for, and that as a number of half sessions or of hundredths of a
  /// per cent, an exclusive one being one more; nil for one that counts nothing.
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

  /// The most sessions that a window can hold; nil for one without an end.
  private func sessionCapacity(longest: (String) -> Value?) -> Int? {
    switch self {
    case .quantity(let quantity):
      switch quantity.unit {
      case .schoolWeeks, .weeks: quantity.count * 10
      case .schoolDays: quantity.count * 2
      // Of the days left over from whole weeks, no more than five are school days.
      case .days: quantity.count / 7 * 10 + min(quantity.count % 7, 5) * 2
      default: nil
      }
    case .word(let period): longest(period)?.sessionCapacity { _ in nil }
    default: nil
    }
  }

  /// The sessions that a threshold waits for, and whether it waits for one more.
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

  /// Whether a length of time ends no sooner than another; true for what is no length of time.
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
