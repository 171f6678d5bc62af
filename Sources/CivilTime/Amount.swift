/// A unit in which attendance policies count.
public enum UnitOfCount: String, Sendable, Hashable, CaseIterable {
  case minutes, sessions, days, schoolDays = "school_days", workingDays = "working_days"
  case weeks, schoolWeeks = "school_weeks", months, years, notices

  /// Reads a unit in the singular or the plural, as `format.md` writes them.
  public init?(word: String) {
    guard let unit = UnitOfCount(rawValue: word) ?? UnitOfCount(rawValue: word + "s") else {
      return nil
    }
    self = unit
  }

  /// The unit in a sentence, in the number that fits a count.
  public func words(for count: Int) -> String {
    let plural = String(rawValue.map { $0 == "_" ? " " : $0 })
    return count == 1 ? String(plural.dropLast()) : plural
  }
}

/// A unit as a type, so that amounts of different units cannot be mixed.
public protocol Unit: Sendable {
  /// The unit that the type represents.
  static var unit: UnitOfCount { get }
}

/// A whole number of one unit.
///
/// Amounts of different units are different types.
public struct Amount<Measured: Unit>: Sendable, Hashable, Comparable {
  /// The number of units.
  public let count: Int

  /// Creates an amount.
  public init(_ count: Int) { self.count = count }

  public static func < (left: Amount, right: Amount) -> Bool { left.count < right.count }

  /// The amount with its unit as data.
  public var quantity: Quantity { Quantity(count, Measured.unit) }
}

extension Amount: CustomStringConvertible {
  /// The amount as people write it: `10 school days`.
  public var description: String { quantity.description }
}

/// The unit of clock minutes.
public enum MinuteUnit: Unit { public static let unit = UnitOfCount.minutes }
/// The unit of half days on which a register is taken.
public enum SessionUnit: Unit { public static let unit = UnitOfCount.sessions }
/// The unit of calendar days.
public enum DayUnit: Unit { public static let unit = UnitOfCount.days }
/// The unit of dates with at least one session.
public enum SchoolDayUnit: Unit { public static let unit = UnitOfCount.schoolDays }
/// The unit of seven calendar days.
public enum WeekUnit: Unit { public static let unit = UnitOfCount.weeks }
/// The unit of Monday-to-Sunday weeks with at least one session.
public enum SchoolWeekUnit: Unit { public static let unit = UnitOfCount.schoolWeeks }
/// The unit of calendar years.
public enum YearUnit: Unit { public static let unit = UnitOfCount.years }

/// Clock minutes.
public typealias Minutes = Amount<MinuteUnit>
/// Half days on which a register is taken.
public typealias Sessions = Amount<SessionUnit>
/// Calendar days.
public typealias Days = Amount<DayUnit>
/// Dates with at least one session.
public typealias SchoolDays = Amount<SchoolDayUnit>
/// Runs of seven calendar days.
public typealias Weeks = Amount<WeekUnit>
/// Monday-to-Sunday weeks with at least one session.
public typealias SchoolWeeks = Amount<SchoolWeekUnit>
/// Calendar years.
public typealias Years = Amount<YearUnit>

/// A whole number and a unit, both as data, for where the unit is the policy's to choose.
public struct Quantity: Sendable, Hashable {
  /// The number of units.
  public let count: Int
  /// The unit.
  public let unit: UnitOfCount

  /// Creates a quantity.
  public init(_ count: Int, _ unit: UnitOfCount) {
    self.count = count
    self.unit = unit
  }

  /// Reads a number and a unit with a space between, as in `10 school_days`.
  public init?(_ text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count == 2, let count = decimal(parts[0].utf8),
      let unit = UnitOfCount(word: String(parts[1]))
    else { return nil }
    self.init(count, unit)
  }

  /// The order of two quantities; nil where their units are not commensurable.
  ///
  /// Weeks are seven days and years twelve months; nothing else converts, because how many
  /// school days a week holds depends on the calendar.
  public func compared(to other: Quantity) -> Order? {
    let (left, right) = (inBaseUnit, other.inBaseUnit)
    guard left.unit == right.unit else { return nil }
    return Order(left.count, right.count)
  }

  /// The quantity with weeks as days and years as months.
  public var inBaseUnit: Quantity {
    switch unit {
    case .weeks: Quantity(count * 7, .days)
    case .years: Quantity(count * 12, .months)
    default: self
    }
  }
}

extension Quantity: CustomStringConvertible {
  /// The quantity as people write it: `10 school days`, `1 week`.
  public var description: String { "\(count) \(unit.words(for: count))" }
}

/// The order of one value relative to another.
public enum Order: Sendable, Hashable {
  case less, equal, greater

  /// Compares two values of one type.
  public init<Value: Comparable>(_ left: Value, _ right: Value) {
    self = left < right ? .less : left == right ? .equal : .greater
  }
}
