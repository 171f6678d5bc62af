/// The comparator of a threshold.
public enum Comparator: String, Sendable, Hashable, CaseIterable {
  case atLeast = "at least"
  case moreThan = "more than"
  case atMost = "at most"
  case lessThan = "less than"

  /// A regular expression of an optional comparator, without anchors.
  public static let optional = "(?:(?:\(allCases.map(\.rawValue).joined(separator: "|"))) )?"

  /// The usual words for a comparator before a number; longer ones precede their prefixes.
  private static let before: [(words: String, comparator: Comparator)] = [
    ("a maximum of", .atMost), ("maximum of", .atMost), ("a maximum", .atMost), ("max", .atMost),
    ("no more than", .atMost), ("not more than", .atMost), ("up to", .atMost), ("at most", .atMost),
    ("a minimum of", .atLeast), ("minimum of", .atLeast), ("min", .atLeast),
    ("no less than", .atLeast), ("not less than", .atLeast), ("no fewer than", .atLeast),
    ("at least", .atLeast), ("more than", .moreThan), ("greater than", .moreThan),
    ("over", .moreThan), ("above", .moreThan), ("exceeding", .moreThan), ("less than", .lessThan),
    ("fewer than", .lessThan), ("below", .lessThan), ("under", .lessThan), (">=", .atLeast),
    ("≥", .atLeast), ("<=", .atMost), ("≤", .atMost), (">", .moreThan), ("<", .lessThan),
  ]
  private static let after: [(words: String, comparator: Comparator)] = [
    ("or more", .atLeast), ("or above", .atLeast), ("or over", .atLeast), ("and above", .atLeast),
    ("and over", .atLeast), ("or fewer", .atMost), ("or less", .atMost), ("or below", .atMost),
    ("maximum", .atMost), ("minimum", .atLeast), ("+", .atLeast),
  ]

  /// The comparator with which a text begins or ends, and the rest of the text.
  static func meant(by text: String) -> (comparator: Comparator?, rest: String) {
    let text = Suggestion.trimmed(text.lowercased())
    for (words, comparator) in before where text.hasPrefix(words) {
      return (comparator, Suggestion.trimmed(text.dropFirst(words.count)))
    }
    for (words, comparator) in after where text.hasSuffix(words) {
      return (comparator, Suggestion.trimmed(text.dropLast(words.count)))
    }
    return (nil, text)
  }

  /// Suggestions for a text with or without a comparator; `number` reads the number.
  ///
  /// The text besides the comparator must be only the number, so that no number is lost.
  public static func suggestions(
    for text: String, number: (String) -> String?
  ) -> [Suggestion] {
    let (comparator, rest) = meant(by: text)
    guard let first = rest.first, first.isNumber || first.isLetter, let written = number(rest)
    else {
      return []
    }
    let isCounted = first.isNumber || written.first?.isNumber == true
    let words = rest.split(separator: " ")
    guard isCounted, words.count <= 3 else { return [] }
    return [Suggestion(comparator.map { "\($0.rawValue) \(written)" } ?? written)]
  }
}
