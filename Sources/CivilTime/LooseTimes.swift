// Lenient readings of times of day and dates, for suggestions.

extension TimeOfDay {
  /// The time that a text means as people write it: `1pm`, `8.40am`, `0850`, `half past eight`; nil
  /// where that is ambiguous.
  ///
  /// An hour from 1 to 6 without `am` or `pm` is in the afternoon, when schools are open.
  public static func meant(by text: String) -> TimeOfDay? {
    var words = LooseText(text).without(fillers)
    guard words.words.count(where: { mornings.union(afternoons).contains($0) }) <= 1 else {
      return nil
    }
    let part = words.partOfDay
    words = words.without(mornings.union(afternoons))
    if words.pieces.isEmpty { return LooseText(text).middle }
    guard let (hour, minute, isExact) = words.clock else { return nil }
    guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
    let hours =
      switch part {
      case .some(true) where hour < 12: hour + 12
      case .some(false) where hour == 12: 0
      case nil where (1...6).contains(hour) && !isExact: hour + 12
      default: hour
      }
    return TimeOfDay(minute: hours * 60 + minute)
  }

  /// Whether a text is recognisably a time of day, rather than a bare number.
  public static func isMeant(by text: String) -> Bool {
    let pieces = LooseText(text).pieces
    let signs: [LooseText.Piece] = [.sign(":"), .word("oclock"), .word("past"), .word("noon")]
    let says =
      pieces.contains { piece in
        if case .word(let word) = piece { return mornings.union(afternoons).contains(word) }
        return false
      } || pieces.contains { signs.contains($0) }
    return says && meant(by: text) != nil
  }

  private static let fillers: Set<String> = [
    "at", "by", "before", "from", "until", "till", "oclock", "sharp", "hrs", "hours", "around",
    "about", "approximately", "approx", "the", "in", "no", "later", "than", "each", "every", "day",
    "daily", "start", "end", "prompt", "minutes",
  ]
  fileprivate static let mornings: Set<String> = ["am", "morning", "midnight"]
  fileprivate static let afternoons: Set<String> = [
    "pm", "afternoon", "evening", "noon", "midday",
  ]
}

extension LooseText {
  /// True for the afternoon, false for the morning; nil where the text does not say.
  fileprivate var partOfDay: Bool? {
    if words.contains(where: TimeOfDay.mornings.contains) { return false }
    return words.contains(where: TimeOfDay.afternoons.contains) ? true : nil
  }

  /// The time that a text without a number names: `noon`, `midnight`.
  fileprivate var middle: TimeOfDay? {
    if words.contains("midnight") { return TimeOfDay(minute: 0) }
    return words.contains("noon") || words.contains("midday") ? TimeOfDay(minute: 720) : nil
  }

  /// The hour and the minute, and whether the hour is in the 24-hour clock.
  fileprivate var clock: (hour: Int, minute: Int, isExact: Bool)? {
    switch pieces.count {
    case 1:
      guard case .number(let number, let digits) = pieces[0] else { return nil }
      if digits >= 3 { return digits > 4 ? nil : (number / 100, number % 100, number < 100) }
      return (number, 0, false)
    case 2, 3, 5: return spokenClock ?? writtenClock
    default: return nil
    }
  }

  /// `8.40`, `8-40`, `8h40`, `eight fifty`, `08:50:00`.
  private var writtenClock: (hour: Int, minute: Int, isExact: Bool)? {
    var numbers: [(Int, digits: Int)] = []
    for (place, piece) in pieces.enumerated() {
      switch piece {
      case .number(let number, let digits): numbers.append((number, digits))
      case .sign(let sign) where place % 2 == 1 && ":.,;-".contains(sign): continue
      case .word("h") where place % 2 == 1: continue
      default: return nil
      }
    }
    guard (2...3).contains(numbers.count), numbers[1].digits != 1, numbers[0].digits <= 2 else {
      return nil
    }
    return (numbers[0].0, numbers[1].0, numbers[0].digits == 2 && numbers[0].0 < 10)
  }

  /// `half past eight`, `quarter to nine`, `twenty past nine`.
  private var spokenClock: (hour: Int, minute: Int, isExact: Bool)? {
    guard pieces.count == 3, case .word(let direction) = pieces[1],
      case .number(let hour, _) = pieces[2], (1...12).contains(hour)
    else { return nil }
    let minutes: Int
    switch pieces[0] {
    case .word("half"): minutes = 30
    case .word("quarter"): minutes = 15
    case .number(let number, _) where (1...59).contains(number): minutes = number
    default: return nil
    }
    switch direction {
    case "past": return (hour, minutes, false)
    case "to": return (hour == 1 ? 12 : hour - 1, 60 - minutes, false)
    default: return nil
    }
  }
}

/// The meaning of a date that is not written as year-month-day.
public enum MeantDate: Sendable, Hashable {
  /// The possible dates, the likelier first.
  case dates([CivilDate])
  /// A month of a year, without its day: its first and its last date.
  case month(first: CivilDate, last: CivilDate)
  /// A day and a month without a year.
  case withoutYear(month: Int, day: Int)
  /// A day that its month does not have, with the month's last date.
  case past(last: CivilDate)
}

extension CivilDate {
  /// The date that a text means as people write it: `17 September 2025`, `17/09/2025`, `2025-9-1`;
  /// nil where it is none.
  public static func meant(by text: String) -> MeantDate? {
    var words = LooseText(text).withoutTimeOfDay.without(dateFillers)
    guard !words.words.isEmpty else { return words.numericDate }
    guard let month = words.takeMonth(), words.words.isEmpty else { return nil }
    let numbers = words.datedNumbers
    switch numbers.count {
    case 1 where numbers[0].digits == 4:
      return CivilDate(year: numbers[0].number, month: month, day: 1).map { first in
        .month(first: first, last: first.adding(months: 1).adding(days: -1))
      }
    case 1: return .withoutYear(month: month, day: numbers[0].number)
    case 2:
      let (first, second) = (numbers[0], numbers[1])
      let (day, year) = first.digits == 4 ? (second, first) : (first, second)
      return one(year: year.year, month: month, day: day.number)
    default: return nil
    }
  }

  /// The date of some parts, or the last date of the month where the month is shorter.
  fileprivate static func one(year: Int, month: Int, day: Int) -> MeantDate? {
    if let date = CivilDate(year: year, month: month, day: day) { return .dates([date]) }
    guard (1...31).contains(day), let first = CivilDate(year: year, month: month, day: 1) else {
      return nil
    }
    return .past(last: first.adding(months: 1).adding(days: -1))
  }

  private static let dateFillers: Set<String> = [
    "the", "of", "on", "from", "by", "date", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
    "st", "nd", "rd", "th", "t",
  ]
}

extension LooseText {
  fileprivate struct DatedNumber {
    let number, digits: Int
    /// The number as a year: two digits are of this century.
    var year: Int { digits == 2 ? 2000 + number : number }
  }

  fileprivate var datedNumbers: [DatedNumber] {
    pieces.compactMap { piece in
      if case .number(let number, let digits) = piece {
        return DatedNumber(number: number, digits: digits)
      }
      return nil
    }
  }

  /// The text before a time of day that follows a date.
  fileprivate var withoutTimeOfDay: LooseText {
    guard let colon = pieces.firstIndex(of: .sign(":")), colon > 0 else { return self }
    return LooseText(Array(pieces[..<(colon - 1)]))
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  /// Removes the name of a month, which may be abbreviated, and returns its number.
  fileprivate mutating func takeMonth() -> Int? {
    for word in words where word.utf8.count >= 3 {
      guard let place = LooseText.months.firstIndex(where: { $0.hasPrefix(word) }) else { continue }
      self = without([word])
      return place + 1
    }
    return nil
  }

  /// `17/09/2025`, `17.9.25`, `2025/09/17`, `20250917`.
  fileprivate var numericDate: MeantDate? {
    let isPlain = pieces.allSatisfy { piece in
      switch piece {
      case .number: true
      case .sign(let sign): "/.-,–".contains(sign)
      case .word: false
      }
    }
    let numbers = datedNumbers
    guard isPlain else { return nil }
    if numbers.count == 1, numbers[0].digits == 8 {
      let number = numbers[0].number
      let first = CivilDate(
        year: number / 10_000, month: number / 100 % 100, day: number % 100)
      let last = CivilDate(
        year: number % 10_000, month: number / 10_000 % 100, day: number / 1_000_000)
      let dates = [first, last].compactMap { $0 }.filter { (1900...2199).contains($0.parts.year) }
      return dates.isEmpty ? nil : .dates(Array(dates.prefix(1)))
    }
    guard numbers.count == 3 else { return nil }
    let (first, middle, last) = (numbers[0], numbers[1], numbers[2])
    if first.digits == 4 {
      let swapped = CivilDate(year: first.number, month: last.number, day: middle.number)
      return CivilDate.one(year: first.number, month: middle.number, day: last.number)
        ?? swapped.map { .dates([$0]) }
    }
    guard last.digits == 4 || last.digits == 2 else { return nil }
    let dates = [(first.number, middle.number), (middle.number, first.number)].compactMap {
      CivilDate(year: last.year, month: $0.1, day: $0.0)
    }
    if dates.isEmpty {
      return CivilDate.one(year: last.year, month: middle.number, day: first.number)
    }
    return .dates(dates.count == 2 && dates[0] == dates[1] ? [dates[0]] : dates)
  }
}
