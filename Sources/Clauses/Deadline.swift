package import CivilTime
package import TypedYAML

/// The time allowed for an action after its occasion.
package enum Deadline: Scalar {
  case sameDay
  case schoolDays(Int)
  /// Mondays to Fridays, in term or not.
  case workingDays(Int)
  case days(Int)
  case months(Int)

  package static let scalarForm = ScalarForm(
    "`same_day` or a length of time", examples: ["same_day", "5 school_days", "1 month"],
    pattern: "^(?:same_day| *\(upTo1000) +\(UnitOfCount.pattern(units)) *)$")

  private static let units: [UnitOfCount] = [.schoolDays, .workingDays, .days, .weeks, .months]
  private static let most = 1_000
  private static let upTo1000 = "0{0,6}(?:1000|[0-9]{1,3})"

  package init(scalar text: String) throws(ScalarProblem) {
    if text == "same_day" {
      self = .sameDay
      return
    }
    guard let quantity = Quantity(text), let deadline = Deadline(quantity) else {
      throw ScalarProblem(Deadline.help(for: text))
    }
    self = deadline
  }

  package static func suggestions(for text: String) -> [Suggestion] {
    if namesOfSameDay.contains(Suggestion.key(text)) { return [Suggestion("same_day")] }
    if let quantity = Quantity.meant(by: text) {
      let meant =
        quantity.unit == .minutes && quantity.count % 1_440 == 0
        ? Quantity(quantity.count / 1_440, .days) : quantity
      return Deadline(meant) == nil ? [] : [Suggestion(meant.written)]
    }
    guard let count = Int(text), (1...most).contains(count) else { return [] }
    return [.schoolDays, .days].map { Suggestion(Quantity(count, $0).written) }
  }

  private static let namesOfSameDay: Set<String> = [
    "same_day", "the_same_day", "on_the_same_day", "that_day", "on_the_day", "the_day",
    "immediately", "at_once", "straight_away", "straightaway", "first_day", "the_first_day",
    "on_the_first_day", "today", "day_1", "day_one", "0", "0_days",
  ]

  /// The help for a time of day, which has a key of its own, and for a length that is too long.
  private static func help(for text: String) -> String? {
    if TimeOfDay.isMeant(by: text), let time = TimeOfDay.meant(by: text) {
      return "This is a time of day, which a duty has under `by`: write `by: \(time)`."
    }
    guard let quantity = Quantity(text) ?? Quantity.meant(by: text) else { return nil }
    return units.contains(quantity.unit)
      ? "The longest is \(most) \(quantity.unit.words(for: 2))."
      : "A deadline is a number of school days, working days, days, weeks or months, not of "
        + "\(quantity.unit.words(for: 2))."
  }

  /// Creates a deadline; nil for a quantity without a length of time, or of more than a thousand.
  package init?(_ quantity: Quantity) {
    guard quantity.count <= Deadline.most else { return nil }
    switch quantity.unit {
    case .schoolDays: self = .schoolDays(quantity.count)
    case .workingDays: self = .workingDays(quantity.count)
    case .days: self = .days(quantity.count)
    case .weeks: self = .days(quantity.count * 7)
    case .months: self = .months(quantity.count)
    default: return nil
    }
  }

  package var value: Value {
    switch self {
    case .sameDay: .word("same_day")
    case .schoolDays(let count): .quantity(Quantity(count, .schoolDays))
    case .workingDays(let count): .quantity(Quantity(count, .workingDays))
    case .days(let count): .quantity(Quantity(count, .days))
    case .months(let count): .quantity(Quantity(count, .months))
    }
  }
}

extension Deadline {
  /// The range of its calendar days over all weekdays, in weeks of term without a closure.
  package var daysInTerm: ClosedRange<Int> {
    switch self {
    case .sameDay, .schoolDays(0), .workingDays(0): return 0...0
    case .days(let count): return count...count
    // A month has 28 to 31 days; of several, no more than three are lost to February.
    case .months(let count): return max(0, count * 30 - 2)...count * 31
    case .schoolDays(let count), .workingDays(let count):
      // From a Sunday it is shortest, from a Friday longest.
      let days = (count - 1) / 5 * 7 + (count - 1) % 5 + 1
      return days...days + 2
    }
  }

  /// Whether it ends before another length of time from the same date, for every weekday of a term
  /// without a closure.
  package func isOver(before other: Deadline) -> Bool {
    switch (self, other) {
    case (.schoolDays(let own), .schoolDays(let other)): own < other
    case (.workingDays(let own), .workingDays(let other)): own < other
    case (.months(let own), .months(let other)): own < other
    default: daysInTerm.upperBound < other.daysInTerm.lowerBound
    }
  }
}
