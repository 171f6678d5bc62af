package import CivilTime

/// A year group as files write it.
package enum YearGroup {
  /// The canonical year group: `R`, `1` to `14`, `N`, `N1`, `N2`, `E1`, `E2`; nil for other text.
  package static func standard(_ text: String) -> String? {
    var word = String(text.lowercased().filter { !$0.isWhitespace && !"-_".contains($0) })
    // A spreadsheet may store a year as a number with decimals.
    if let point = word.firstIndex(of: "."),
      word[word.index(after: point)...].allSatisfy({ $0 == "0" })
    {
      word = String(word[..<point])
    }
    word.removeAll { $0 == "." }
    for prefix in ["nationalcurriculum", "nc"] where word.hasPrefix(prefix) {
      word.removeFirst(prefix.count)
    }
    if let early = early[word] { return early }
    for prefix in ["yeargroup", "year", "yr", "y"] where word.hasPrefix(prefix) {
      let rest = String(word.dropFirst(prefix.count))
      if let early = early[rest] { return early }
      if let year = number(rest) { return year }
    }
    return number(word)
  }

  /// The index of a year in a pupil's schooling: 0 for Reception, 7 for Year 7; nil where several
  /// years share the name.
  package static func number(of year: String) -> Int? {
    switch year {
    case "R": 0
    case "N", "N2": -1
    case "N1": -2
    default: Int(year)
    }
  }

  /// The usual year group of a pupil born on one date, in the school year that contains another.
  package static func usual(bornOn birth: CivilDate, on date: CivilDate) -> String? {
    // Age counts at the end of the August in which the school year begins.
    let august = date.schoolYearStart.adding(days: 30).parts
    let (year, month, day) = birth.parts
    let isBefore = (august.month, august.day) < (month, day)
    let number = august.year - year - (isBefore ? 1 : 0) - 4
    switch number {
    case -1: return "N"
    case 0: return "R"
    case 1...14: return String(number)
    default: return nil
    }
  }

  private static func number(_ text: String) -> String? {
    guard (1...2).contains(text.utf8.count), let year = decimal(Array(text.utf8)), year <= 14 else {
      return nil
    }
    return year == 0 ? "R" : String(year)
  }

  /// The names of the years before Year 1.
  private static let early = [
    "r": "R", "yr": "R", "rec": "R", "reception": "R", "fs2": "R",
    "n": "N", "nur": "N", "nursery": "N", "fs1": "N",
    "n1": "N1", "n2": "N2", "nursery1": "N1", "nursery2": "N2", "e1": "E1", "e2": "E2",
  ]
}
