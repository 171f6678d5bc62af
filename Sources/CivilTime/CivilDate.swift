/// A date of the proleptic Gregorian calendar, without time or time zone.
///
/// Stored as days since 1 January 1970, so that differences are subtractions. Years 1 to 9999.
public struct CivilDate: Sendable, Hashable, Comparable, BitwiseCopyable {
  /// Days since 1 January 1970; negative before it.
  public let day: Int32

  /// Creates a date from its day number.
  public init(day: Int32) { self.day = day }

  /// Creates a date from its parts; nil where no such date exists.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.daysIn(month: month, year: year)
    else { return nil }
    self.day = Int32(CivilDate.dayNumber(year: year, month: month, day: day))
  }

  /// Reads `YYYY-MM-DD` only.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    let dash = UInt8(ascii: "-")
    guard bytes.count == 10, bytes[4] == dash, bytes[7] == dash,
      let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]),
      let day = decimal(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  public static func < (left: CivilDate, right: CivilDate) -> Bool { left.day < right.day }

  /// The date some days later, or earlier when negative.
  public func adding(days: Int) -> CivilDate { CivilDate(day: day + Int32(days)) }

  /// The same day some months later; the last day of the month where that day does not exist.
  public func adding(months: Int) -> CivilDate {
    let (year, month, day) = parts
    let count = year * 12 + (month - 1) + months
    let targetYear = count / 12
    let targetMonth = count % 12 + 1
    let last = CivilDate.daysIn(month: targetMonth, year: targetYear)
    let number = CivilDate.dayNumber(
      year: targetYear, month: targetMonth, day: min(day, last))
    return CivilDate(day: Int32(number))
  }

  /// Days from another date to this one; negative when this one is earlier.
  public func days(since other: CivilDate) -> Int { Int(day) - Int(other.day) }

  /// The Monday of this date's week.
  public var monday: CivilDate { adding(days: -weekday.rawValue) }

  /// The day of the week.
  public var weekday: Weekday {
    // 1 January 1970 was a Thursday.
    let index = (Int(day) + 3) % 7
    return Weekday(rawValue: index < 0 ? index + 7 : index) ?? .monday
  }

  /// Year, month and day of the month.
  public var parts: (year: Int, month: Int, day: Int) {
    // The civil-from-days algorithm over 400-year eras that begin on 1 March.
    let shifted = Int(day) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let centuryDays = dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096
    let yearOfEra = centuryDays / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The first day of the school year that holds this date: 1 August.
  public var schoolYearStart: CivilDate {
    let (year, month, _) = parts
    let number = CivilDate.dayNumber(year: month >= 8 ? year : year - 1, month: 8, day: 1)
    return CivilDate(day: Int32(number))
  }

  private static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension CivilDate: CustomStringConvertible {
  /// The date as `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = parts
    // A report of many dates is written with them in less time than their parts are put together as text.
    return String(unsafeUninitializedCapacity: 10) { digits in
      var rest = (year * 1_000 + month) * 1_000 + day
      for place in (0..<10).reversed() {
        digits[place] =
          place == 4 || place == 7 ? UInt8(ascii: "-") : UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      }
      return 10
    }
  }

  /// The date as people write it: `19 August 2024`.
  public var written: String {
    let (year, month, day) = parts
    return "\(day) \(CivilDate.monthNames[month - 1]) \(year)"
  }

  /// The date as people write it, with the day of the week where that is a Saturday or a Sunday:
  /// `8 September 2024 (a Sunday)`.
  public var writtenWithWeekend: String {
    switch weekday {
    case .saturday: written + " (a Saturday)"
    case .sunday: written + " (a Sunday)"
    default: written
    }
  }

  /// The month as people write it: `August 2024`.
  public var monthWritten: String { "\(CivilDate.monthNames[parts.month - 1]) \(parts.year)" }

  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}

/// A day of the week; weeks begin on Monday.
public enum Weekday: Int, Sendable, Hashable, CaseIterable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// Whether the day is a Saturday or a Sunday.
  public var isWeekend: Bool { self == .saturday || self == .sunday }
}

/// A run of dates, both ends included; open at the end when `last` is nil.
public struct DateRange: Sendable, Hashable {
  /// The first date of the range.
  public let first: CivilDate
  /// The last date of the range; nil for a range without end.
  public let last: CivilDate?

  /// Creates a range; nil where `last` comes before `first`.
  public init?(from first: CivilDate, to last: CivilDate?) {
    if let last, last < first { return nil }
    self.first = first
    self.last = last
  }

  /// Creates the range of one date.
  public init(on date: CivilDate) {
    first = date
    last = date
  }

  /// Whether a date lies in the range.
  public func contains(_ date: CivilDate) -> Bool {
    date >= first && (last.map { date <= $0 } ?? true)
  }

  /// The dates in both ranges; nil where there are none.
  public func intersection(_ other: DateRange) -> DateRange? {
    let end = last.map { last in other.last.map { min(last, $0) } ?? last } ?? other.last
    return DateRange(from: max(first, other.first), to: end)
  }

  /// The range cut at the given dates, each of which begins a new piece.
  public func split(at dates: [CivilDate]) -> [DateRange] {
    var pieces: [DateRange] = []
    var start = first
    // Usually no date lies within the range, because law changes rarely.
    guard dates.contains(where: { $0 > first && contains($0) }) else { return [self] }
    for date in dates.filter({ $0 > first && contains($0) }).sorted() where date > start {
      if let piece = DateRange(from: start, to: date.adding(days: -1)) { pieces.append(piece) }
      start = date
    }
    if let piece = DateRange(from: start, to: last) { pieces.append(piece) }
    return pieces
  }
}

/// The value of a run of one to nine ASCII digits; nil for anything else.
public func decimal(_ bytes: some Collection<UInt8>) -> Int? {
  guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
  var value = 0
  for byte in bytes {
    guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
    value = value * 10 + Int(byte - UInt8(ascii: "0"))
  }
  return value
}

/// A number with leading zeros up to a width.
public func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
