public import CivilTime
public import TypedYAML

/// How long after its occasion an action is due.
public enum Deadline: Scalar {
  case sameDay
  case schoolDays(Int)
  /// Mondays to Fridays, in term or not.
  case workingDays(Int)
  case days(Int)
  case months(Int)

  public static let scalarForm = ScalarForm(
    "`same_day` or a length of time", examples: ["same_day", "5 school_days", "1 month"],
    pattern: "^(same_day|[0-9]+ (school_days?|working_days?|days?|weeks?|months?))$")

  public init(scalar text: String) throws(ScalarProblem) {
    if text == "same_day" {
      self = .sameDay
      return
    }
    guard let quantity = Quantity(text), let deadline = Deadline(quantity) else {
      throw ScalarProblem()
    }
    self = deadline
  }

  /// A length of time; nil for a quantity that is none, or longer than a thousand of its unit.
  public init?(_ quantity: Quantity) {
    guard quantity.count <= 1_000 else { return nil }
    switch quantity.unit {
    case .schoolDays: self = .schoolDays(quantity.count)
    case .workingDays: self = .workingDays(quantity.count)
    case .days: self = .days(quantity.count)
    case .weeks: self = .days(quantity.count * 7)
    case .months: self = .months(quantity.count)
    default: return nil
    }
  }

  public var value: Value {
    switch self {
    case .sameDay: .word("same_day")
    case .schoolDays(let count): .quantity(Quantity(count, .schoolDays))
    case .workingDays(let count): .quantity(Quantity(count, .workingDays))
    case .days(let count): .quantity(Quantity(count, .days))
    case .months(let count): .quantity(Quantity(count, .months))
    }
  }
}
