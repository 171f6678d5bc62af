import CivilTime
package import TypedYAML

/// A year group, in the order of age.
package struct YearGroupNumber: Sendable, Hashable, Comparable {
  /// -1 for Nursery, 0 for Reception, otherwise the year's own number.
  let number: Int

  static let known = -1...14

  init?(_ number: Int) {
    guard YearGroupNumber.known.contains(number) else { return nil }
    self.number = number
  }

  /// Reads a year group in canonical form: `R`, `7`, `N1`, `E2`.
  package init?(standard text: String) {
    if let number = Int(text), number > 0 {
      self.init(number)
    } else if text == "R" {
      self.init(0)
    } else if text.hasPrefix("N") || text.hasPrefix("E") {
      self.init(-1)
    } else {
      return nil
    }
  }

  /// Reads a year group as a policy writes it: `Year 7`, `Reception` or `Nursery`.
  package init?(written text: some StringProtocol) {
    switch text {
    case "Nursery": self.init(-1)
    case "Reception": self.init(0)
    case let year where year.hasPrefix("Year "):
      guard let number = Int(year.dropFirst(5)), number > 0, text == "Year \(number)" else {
        return nil
      }
      self.init(number)
    default: return nil
    }
  }

  /// The year group as a policy writes it.
  package var written: String {
    switch number {
    case -1: "Nursery"
    case 0: "Reception"
    default: "Year \(number)"
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// The years that a school teaches, from the youngest to the oldest: `Reception to Year 6`.
package struct YearRange: Scalar {
  /// The youngest year and the oldest.
  package let youngest, oldest: YearGroupNumber

  package static let scalarForm = ScalarForm(
    "a school's youngest year and its oldest",
    examples: ["Reception to Year 6", "Year 7 to Year 11", "Year 7 to Year 13"], pattern: pattern)

  /// Every pair of years in their order.
  private static let pattern: String = {
    let years = YearGroupNumber.known.compactMap { YearGroupNumber($0) }
    let pairs = years.map { youngest in
      let oldest = years.filter { $0 >= youngest }.map(\.written)
      return "\(youngest.written) to (?:\(oldest.joined(separator: "|")))"
    }
    return "^(?:\(pairs.joined(separator: "|")))$"
  }()

  init?(_ youngest: YearGroupNumber?, _ oldest: YearGroupNumber?) {
    guard let youngest, let oldest, youngest <= oldest else { return nil }
    (self.youngest, self.oldest) = (youngest, oldest)
  }

  package init(scalar text: String) throws(ScalarProblem) {
    let ends = text.components(of: " to ")
    guard ends.count == 2,
      let range = YearRange(
        YearGroupNumber(written: ends[0]), YearGroupNumber(written: ends[1]))
    else { throw ScalarProblem() }
    self = range
  }

  package var written: String { "\(youngest.written) to \(oldest.written)" }
  package var value: Value { .word(written) }
}

// MARK: - Suggestions

extension YearRange {
  package static func suggestions(for text: String) -> [Suggestion] {
    let loose = LooseText(text)
    let words = Set(loose.words)
    let numbers = numbers(in: loose)
    guard numbers.count == 2, words.isDisjoint(with: ["ks", "key", "stage", "stages"]) else {
      return []
    }
    if !words.isDisjoint(with: ["age", "ages", "aged", "olds"]) {
      return ofAges(numbers).map { [$0] } ?? []
    }
    let years = YearRange(YearGroupNumber(numbers[0]), YearGroupNumber(numbers[1]))
    let isOfYears = !words.subtracting(["to", "until", "up", "and", "from", "through"]).isEmpty
    if isOfYears { return years.map { [Suggestion($0.written)] } ?? [] }
    // Bare numbers may be ages or years.
    return [
      years.map { Suggestion($0.written, meaning: "years \(numbers[0]) to \(numbers[1])") },
      ofAges(numbers),
    ].compactMap { $0 }
  }

  /// The years for a school's age range, such as Reception to Year 6 for 4 to 11.
  private static func ofAges(_ ages: [Int]) -> Suggestion? {
    YearRange(YearGroupNumber(max(-1, ages[0] - 4)), YearGroupNumber(ages[1] - 5)).map {
      Suggestion($0.written, meaning: "ages \(ages[0]) to \(ages[1])")
    }
  }

  /// The years or ages that a text names, in its order.
  private static func numbers(in text: LooseText) -> [Int] {
    text.pieces.compactMap { piece in
      switch piece {
      case .number(let number, _): number
      case .word(let word):
        switch word {
        case "r", "yr", "rec", "reception", "fs2": 0
        case "n", "nursery", "fs1", "preschool": -1
        default: word.hasPrefix("y") ? Int(word.drop { $0.isLetter }) : nil
        }
      case .sign: nil
      }
    }
  }
}

extension String {
  /// The parts between occurrences of a separator.
  fileprivate func components(of separator: String) -> [Substring] {
    var (parts, rest): ([Substring], Substring) = ([], self[...])
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }
}

/// One of the two ends of a school.
package enum ClassPosition: String, Vocabulary {
  case mostJunior = "most_junior"
  case mostSenior = "most_senior"
  package static let noun = "a place of a class in its school"
  package static var otherNames: [OtherNames<ClassPosition>] {
    [
      OtherNames(
        .mostJunior, called: "junior", "youngest", "lowest", "first", "entry", "intake",
        "most_junior_class", "lowest_class"),
      OtherNames(
        .mostSenior, called: "senior", "oldest", "highest", "last", "top", "leavers",
        "most_senior_class", "highest_class", "top_class"),
    ]
  }

  /// The class in words.
  package var words: String { self == .mostJunior ? "most junior class" : "most senior class" }
}
