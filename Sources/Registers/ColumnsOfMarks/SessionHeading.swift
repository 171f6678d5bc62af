import CivilTime

/// What a column's heading in a file of one row a pupil says of the column.
///
/// | heading | is about |
/// |---|---|
/// | `02/09/2024 AM`, `02/09/2024-AM`, `02/09/2024AM`, `02/09/2024 (AM)`, `AM 02/09/2024` | a session |
/// | `Mon 02/09/2024 AM`, `Monday 02 September 2024 AM` | a session, if the date is a Monday |
/// | `02/09/2024`, `Mon 02/09/2024` | a day |
/// | `W/B 02/09/2024`, `02-Sep AM`, `AM` | none that is known: it is named |
/// | `Name`, `Total` | something else |
enum SessionHeading: Equatable {
  /// A session, or both of a day where it names no half; `isSerial` where the date was a number.
  case session(CivilDate, SessionHalf?, isSerial: Bool)
  /// A date or a half that cannot be read: why, in words that follow “its name”.
  case unreadable(String)
  case other

  /// The parts of a heading: its date's text, and what stands before or behind it.
  struct Parts {
    /// The date's text; empty where there is none.
    let day: String
    let half: SessionHalf?
    let weekday: Weekday?
    /// Whether the half is a lone letter, `A`, `P` or `M`.
    let letter: Character?
    /// Whether `AM` or `PM` stands anywhere.
    let namesHalf: Bool
  }

  init(_ parts: Parts, _ format: DateFormat) {
    switch DateCell(parts.day, format) {
    case .date(let date): self = SessionHeading.about(date, parts, isSerial: false)
    case .serial(let date): self = SessionHeading.about(date, parts, isSerial: true)
    case .problem(let problem):
      if parts.namesHalf || SessionHeading.looksLikeDate(parts.day) {
        self = .unreadable(SessionHeading.reason(parts, problem, format))
      } else {
        self = .other
      }
    }
  }

  private static func about(_ date: CivilDate, _ parts: Parts, isSerial: Bool) -> SessionHeading {
    guard parts.weekday == nil || parts.weekday == date.weekday else {
      return .unreadable("gives another day of the week than \(date.written) is")
    }
    guard parts.letter != "M" else { return .unreadable("ends in `M`, which is neither AM nor PM") }
    guard parts.half != nil || !parts.namesHalf else {
      return .unreadable(SessionHeading.hasMore)
    }
    return .session(date, parts.half, isSerial: isSerial)
  }

  private static let hasMore = "has more in it than a date and `AM` or `PM`"

  private static func reason(_ parts: Parts, _ problem: String, _ format: DateFormat) -> String {
    if parts.day.isEmpty { return "has no date" }
    let first = parts.day.prefix { $0 != " " }.lowercased()
    if ["w/b", "w/c", "w/e", "wb", "wc", "w/k", "week", "wk"].contains(first) {
      return "is about a week, not a session"
    }
    return holdsDate(parts.day, format) ? hasMore : problem
  }

  /// Whether some of a text's words, but no time of day, are a date by themselves.
  private static func holdsDate(_ text: String, _ format: DateFormat) -> Bool {
    guard !text.contains(":") else { return false }
    let words = text.split(separator: " ")
    return words.indices.contains { start in
      [1, 3].contains { length in
        guard start + length <= words.count else { return false }
        switch DateCell(words[start..<start + length].joined(separator: " "), format) {
        case .date, .serial: return true
        case .problem: return false
        }
      }
    }
  }

  /// Whether a text that is no date has the looks of one: numbers parted like a date's, a month beside a
  /// number, or what a spreadsheet shows for a column too narrow.
  private static func looksLikeDate(_ text: String) -> Bool {
    if text.count > 1, text.allSatisfy({ $0 == "#" }) { return true }
    return text.split(separator: " ").contains { word in
      let parts = word.split { "-/.".contains($0) }
      let numbers = parts.count { decimal(Array($0.utf8)) != nil }
      return parts.count > 1 && numbers > 0
        && (numbers > 1 || parts.contains { DateCell.isMonth($0) })
    } || DateCell.isLettered(text)
  }
}

extension SessionHeading.Parts {
  init(_ title: String) {
    var words = SessionHeading.Parts.words(title)
    let halves = words.filter { SessionHeading.Parts.half($0) != nil }
    namesHalf = !halves.isEmpty
    // At either end it belongs to the date; elsewhere it is part of something else.
    var half: SessionHalf?
    if halves.count == 1 {
      if let last = words.last, let found = SessionHeading.Parts.half(last) {
        half = found
        words.removeLast()
      } else if let first = words.first, let found = SessionHeading.Parts.half(first) {
        half = found
        words.removeFirst()
      }
    }
    var letter: Character?
    if halves.isEmpty, words.count > 1, let last = words.last, last.count == 1,
      let sign = last.uppercased().first, "AMP".contains(sign)
    {
      letter = sign
      words.removeLast()
      half = sign == "A" ? .morning : sign == "P" ? .afternoon : nil
    }
    var weekday: Weekday?
    for place in [words.startIndex, words.endIndex - 1] where words.indices.contains(place) {
      guard weekday == nil, let found = SessionHeading.Parts.weekday(words[place]) else { continue }
      weekday = found
      words.remove(at: place)
    }
    (self.half, self.letter, self.weekday) = (half, letter, weekday)
    day = words.map { SessionHeading.Parts.withoutOrdinal($0) }.joined(separator: " ")
  }

  /// The words of a heading, without brackets and the signs that part a date from what follows.
  private static func words(_ title: String) -> [String] {
    let plain = title.map { sign -> Character in
      sign.isWhitespace || "()[],_|".contains(sign) ? " " : sign
    }
    return String(plain).split(separator: " ").flatMap { word in
      split(String(word.trimmingSigns)).filter { !$0.isEmpty }
    }
  }

  /// A word in two where `AM` or `PM` is joined to a date: `02/09/2024AM`, `AM:02/09/2024`.
  private static func split(_ word: String) -> [String] {
    for end in ["am", "pm", "a.m", "p.m"] {
      if word.lowercased().hasSuffix(end), case let rest = word.dropLast(end.count),
        let sign = rest.last, !sign.isLetter, rest.contains(where: \.isNumber)
      {
        return [String(rest.trimmingSigns), String(word.suffix(end.count))]
      }
      if word.lowercased().hasPrefix(end), case let rest = word.dropFirst(end.count),
        let sign = rest.first, !sign.isLetter, rest.count(where: \.isNumber) > 2
      {
        return [String(word.prefix(end.count)), String(rest.trimmingSigns)]
      }
    }
    // A lone letter behind a sign: `02/09/2024-A`.
    if let sign = word.last, "AaPpMm".contains(sign), word.dropLast().last == "-" {
      return [String(word.dropLast().trimmingSigns), String(sign)]
    }
    return [word]
  }

  private static func half(_ word: String) -> SessionHalf? {
    let plain = word.lowercased().filter { $0 != "." }
    return plain.count > 1 ? SessionHalf(Array(plain.utf8)) : nil
  }

  private static func weekday(_ word: String) -> Weekday? {
    let plain = word.lowercased()
    guard plain.count >= 3 else { return nil }
    let full = Weekday.allCases.first { "\($0)".hasPrefix(plain) }
    return full ?? (plain == "weds" ? .wednesday : plain == "thurs" ? .thursday : nil)
  }

  /// `2nd` as `2`.
  private static func withoutOrdinal(_ word: String) -> String {
    guard ["st", "nd", "rd", "th"].contains(word.suffix(2).lowercased()),
      case let number = word.dropLast(2), decimal(Array(number.utf8)) != nil
    else { return word }
    return String(number)
  }
}

extension StringProtocol {
  /// Without the signs at its ends that part a date from what stands beside it.
  fileprivate var trimmingSigns: SubSequence {
    let start = drop { "-:.".contains($0) }
    return start[
      ..<(start.lastIndex { !"-:.".contains($0) }.map { index(after: $0) } ?? start.startIndex)]
  }
}
