import CivilTime

/// A time of day as a cell of an export holds it, where only one time can be meant.
///
/// | written | means |
/// |---|---|
/// | `08:50`, `8:50`, `08:50:00`, `0850` | 08:50 |
/// | `8:50 AM`, `8.50am`, `1 pm` | 08:50, 08:50, 13:00 |
/// | `02/09/2024 13:00`, on that date | 13:00 |
/// | `0.368055556`, the part of a day that a spreadsheet keeps | 08:50 |
enum TimeCell: Equatable {
  case time(TimeOfDay)
  /// Why the text is no time, in words that follow it.
  case problem(String)

  /// Reads a cell of a row about a date.
  init(_ text: String, on date: CivilDate, _ format: DateFormat) {
    let (word, meridiem) = TimeCell.meridiem(of: text)
    var clock = word
    if let parts = TimeCell.dated(text, word) {
      guard let day = DateCell(parts.date, format).date else {
        self = .problem("is not a time of day")
        return
      }
      guard day == date else {
        self = .problem("is a time of \(day.written), and the row is about \(date.written)")
        return
      }
      clock = parts.clock
    }
    guard let time = TimeCell.time(clock, meridiem) else {
      self = .problem("is not a time of day" + TimeCell.hint(clock))
      return
    }
    self = .time(time)
  }

  /// The day of a cell that holds a date, alone or with a time of day behind it, as it is written in whatever time
  /// zone; nil where it holds neither.
  static func day(of text: String, _ format: DateFormat) -> CivilDate? {
    let (word, meridiem) = TimeCell.meridiem(of: text)
    if let parts = dated(text, word),
      isClock(parts.clock.utf8) || time(parts.clock, meridiem) != nil,
      let day = DateCell(parts.date, format).date
    {
      return day
    }
    return DateCell(text, format).date
  }

  /// Whether bytes are hours and minutes, whatever of seconds and a time zone is behind them: `08:55:12.5+01:00`.
  static func isClock(_ bytes: some Collection<UInt8>) -> Bool {
    var place = 0
    for byte in bytes {
      let fits =
        switch place {
        case 0: (0x30...0x32).contains(byte)
        case 1: (0x30...(bytes.first == 0x32 ? 0x33 : 0x39)).contains(byte)
        case 2: byte == UInt8(ascii: ":")
        case 3: (0x30...0x35).contains(byte)
        case 4: (0x30...0x39).contains(byte)
        // From `+` to `:` are digits, signs and points.
        default: (0x2B...0x3A).contains(byte) || byte | 0x20 == UInt8(ascii: "z")
        }
      guard fits else { return false }
      place += 1
    }
    return place > 4
  }

  /// The date and the time of day that a space or a `T` parts; `word` is the text without `am` and `pm`, in small
  /// letters.
  private static func dated(_ text: String, _ word: String) -> (date: Substring, clock: String)? {
    guard let place = word.lastIndex(where: { $0 == " " || $0 == "t" }), place > word.startIndex
    else { return nil }
    return (text.prefix(word[..<place].count), String(word[word.index(after: place)...]))
  }

  private enum Meridiem { case morning, afternoon }

  /// The text in lower case without its `am` or `pm`, and which it was.
  private static func meridiem(of text: String) -> (String, Meridiem?) {
    let lower = text.lowercased()
    for (ending, meridiem) in [
      ("am", Meridiem.morning), ("a.m.", .morning), ("pm", .afternoon), ("p.m.", .afternoon),
    ] where lower.hasSuffix(ending) {
      return (trimmed(lower.dropLast(ending.count)), meridiem)
    }
    return (lower, nil)
  }

  private static func time(_ clock: String, _ meridiem: Meridiem?) -> TimeOfDay? {
    if meridiem == nil, let time = fraction(clock) { return time }
    let parts = parts(of: clock, meridiem)
    guard let parts, (1...2).contains(parts[0].utf8.count), var hours = decimal(parts[0].utf8)
    else { return nil }
    var minutes = 0
    if parts.count > 1 {
      guard parts[1].utf8.count == 2, let count = decimal(parts[1].utf8), count < 60 else {
        return nil
      }
      minutes = count
    }
    if let meridiem {
      guard (1...12).contains(hours) else { return nil }
      hours = hours % 12 + (meridiem == .afternoon ? 12 : 0)
    }
    return hours < 24 ? TimeOfDay(minute: hours * 60 + minutes) : nil
  }

  /// Hours and minutes; seconds are left out, and only `am` or `pm` makes other forms unambiguous.
  private static func parts(of clock: String, _ meridiem: Meridiem?) -> [Substring]? {
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    switch parts.count {
    case 2: return parts
    case 3:
      let isSeconds = parts[2].utf8.first.map { decimal([$0]) != nil } ?? false
      return isSeconds && parts[2].allSatisfy { $0.isNumber || $0 == "." } ? parts : nil
    case 1 where meridiem != nil:
      return clock.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    case 1 where clock.utf8.count == 4 && decimal(clock.utf8) != nil:
      return [clock.prefix(2), clock.suffix(2)]
    default: return nil
    }
  }

  /// The time of a part of a day that is a whole minute.
  private static func fraction(_ text: String) -> TimeOfDay? {
    // Nine decimals tell a second, and more are not always the same.
    let decimals = text.utf8.dropFirst(2).prefix(9)
    guard text.hasPrefix("0."), decimals.count > 3, let digits = decimal(decimals),
      text.utf8.dropFirst(11).allSatisfy({ decimal([$0]) != nil })
    else { return nil }
    var whole = 1
    for _ in decimals { whole *= 10 }
    let minutes = digits * 1_440
    let minute = (minutes + whole / 2) / whole
    // As near as so many digits allow.
    guard abs(minutes - minute * whole) <= 1_440 else { return nil }
    return TimeOfDay(minute: minute)
  }

  /// How a time with a full stop is written so that it cannot be a number of hours.
  private static func hint(_ clock: String) -> String {
    let parts = clock.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let time = TimeOfDay("\(parts[0]):\(parts[1])") else { return "" }
    return "; if it means \(time), write `\(time)`"
  }
}
