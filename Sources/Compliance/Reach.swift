import CivilTime
import Diagnostics
import TypedYAML

// Whether the threshold of an occasion can be reached at all: eleven sessions of one school week
// cannot, because there are ten.
extension Value {
  /// Whether an occasion's threshold fits into its window; true for what is no occasion.
  var isReachable: Bool {
    guard case .record(let group) = self, let window = group["in"]?.value,
      let capacity = window.sessionCapacity
    else { return true }
    return group.entries.allSatisfy { entry in
      guard let (needed, isExclusive) = entry.value.value.sessionsNeeded else { return true }
      return isExclusive ? needed < capacity : needed <= capacity
    }
  }

  /// The most sessions that a window can hold; nil for one without an end.
  private var sessionCapacity: Int? {
    switch self {
    case .quantity(let quantity):
      switch quantity.unit {
      case .schoolWeeks, .weeks: quantity.count * 10
      case .schoolDays, .days: quantity.count * 2
      default: nil
      }
    // Years of 200 days are longer than any school's.
    case .word("half_term"): 100
    case .word("term"): 200
    case .word("school_year"): 400
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
}
