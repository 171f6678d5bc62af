import CivilTime

/// A date as a cell of an export holds it: in the file's own format, in ISO 8601, with its month in letters,
/// or as Excel has made it, where only one date can be meant.
enum DateCell: Equatable {
  case date(CivilDate)
  /// A count of days since the end of 1899, which is how Excel keeps dates.
  case serial(CivilDate)
  /// Why the text is no date, in words that follow it.
  case problem(String)

  /// Reads a cell without spaces at its ends.
  init(_ text: some StringProtocol, _ format: DateFormat) {
    if let date = DateCell.plain(text.utf8, format) {
      self = .date(date)
    } else if let date = DateCell.serialDate(text.utf8) {
      self = .serial(date)
    } else if let (day, time) = DateCell.split(text), let date = DateCell.plain(day.utf8, format) {
      self =
        DateCell.isMidnight(time.utf8)
        ? .date(date)
        : .problem("carries a time of day, so it may mean another day; export the date alone")
    } else {
      self = .problem(DateCell.problem(Array(text.utf8), format))
    }
  }

  /// The date, if it is one.
  var date: CivilDate? {
    switch self {
    case .date(let date), .serial(let date): date
    case .problem: nil
    }
  }

  /// A date in a file's own format or in ISO 8601.
  private static func plain(_ bytes: some Collection<UInt8>, _ format: DateFormat) -> CivilDate? {
    format.date(bytes) ?? DateFormat.iso.date(bytes) ?? lettered(bytes)
  }

  /// A date such as `2-Sep-2024`, in which nothing can change places.
  private static func lettered(_ bytes: some Collection<UInt8>) -> CivilDate? {
    guard (9...17).contains(bytes.count) else { return nil }
    let parts = parts(of: bytes)
    guard parts.count == 3, parts[0].count <= 2, parts[2].count == 4, let day = decimal(parts[0]),
      let month = month(in: parts[1]), let year = decimal(parts[2])
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// The date that Excel means by a number; five digits reach from 2000 to 2099.
  private static func serialDate(_ bytes: some Collection<UInt8>) -> CivilDate? {
    guard bytes.count == 5, let number = decimal(bytes), (36_526...73_050).contains(number) else {
      return nil
    }
    // Day 25,569 is 1 January 1970: Excel believes in 29 February 1900.
    return CivilDate(day: Int32(number - 25_569))
  }

  /// A date and a time of day, which a space or a `T` parts.
  private static func split<Text: StringProtocol>(
    _ text: Text
  ) -> (Text.SubSequence, Text.SubSequence)? {
    // The last one, because a date may hold spaces itself.
    guard let place = text.lastIndex(where: { $0 == " " || $0 == "T" }) else { return nil }
    let time = text[text.index(after: place)...]
    guard time.contains(":") else { return nil }
    return (text[..<place], time)
  }

  /// Whether a time is midnight, to the minute or finer, without a time zone.
  private static func isMidnight(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.allSatisfy {
      $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
    }
  }

  /// What is wrong with a text that is no date; what Excel does to dates is named.
  private static func problem(_ bytes: [UInt8], _ format: DateFormat) -> String {
    let parts = parts(of: bytes)
    let again = "as Excel writes it; give the column the format \(format.written) and save again"
    if bytes.count > 1, bytes.allSatisfy({ $0 == UInt8(ascii: "#") }) {
      return "is a column too narrow for its dates, \(again)"
    }
    if parts.contains(where: { isMonth(String(decoding: $0, as: UTF8.self)) }) {
      return parts.count < 3
        ? "is a date without its day or its year, \(again)"
        : "is a date without a year of four digits, \(again)"
    }
    let isShort = parts.allSatisfy { $0.count <= 2 && decimal($0) != nil }
    if parts.count == 3, isShort { return "has a year of two digits, \(again)" }
    if format.swapped?.date(bytes) != nil {
      return changedOver(format) + ", so if Excel did that, other dates in the file are wrong too"
    }
    return "is not a date as the dataset writes them (\(format.written))"
  }

  /// The problem of a text that is a date with day and month changed over.
  static func changedOver(_ format: DateFormat) -> String {
    "is not a date as the dataset writes them (\(format.written)); with day and month changed over it "
      + "would be one"
  }

  /// The parts of a date between its separators.
  private static func parts(of bytes: some Collection<UInt8>) -> [[UInt8]] {
    bytes.split { Array("-/. ".utf8).contains($0) }.map { Array($0) }
  }

  /// The month that three letters or more begin, from 1; nil where they begin none.
  private static func month(in bytes: [UInt8]) -> Int? {
    guard bytes.count >= 3 else { return nil }
    return months.firstIndex(of: bytes.prefix(3).map { $0 | 0x20 }).map { $0 + 1 }
  }

  /// Whether a word is a month's name, or three letters or more that begin it.
  static func isMonth(_ word: some StringProtocol) -> Bool {
    let word = word.lowercased()
    return word == "sept" || word.count > 2 && monthNames.contains { $0.hasPrefix(word) }
  }

  private static let monthNames = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  /// Whether a text of a few words is a month beside a number, such as `02 Sep`.
  static func isLettered(_ text: String) -> Bool {
    let parts = parts(of: text.utf8)
    return (2...3).contains(parts.count)
      && parts.contains { isMonth(String(decoding: $0, as: UTF8.self)) }
      && parts.contains { decimal($0) != nil }
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { Array($0.utf8) }
}
