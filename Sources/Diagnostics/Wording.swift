/// Rules of English that all messages share.
public enum Wording {
  /// A count with its noun in the right number: `1 day`, `3 days`.
  public static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? singular : plural ?? singular + "s")"
  }

  /// A whole number with thousands separated by commas, as English writes them.
  public static func grouped(_ number: Int) -> String {
    var digits = Array(String(number.magnitude))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return (number < 0 ? "-" : "") + String(digits)
  }

  /// A list in a sentence: `a`, `a and b`, `a, b and c`.
  public static func list(_ items: [String], _ conjunction: String = "and") -> String {
    guard var text = items.first else { return "" }
    for place in 1..<max(1, items.count) {
      text += place == items.count - 1 ? " \(conjunction) \(items[place])" : ", \(items[place])"
    }
    return text
  }

  /// The text with its first letter in upper case.
  public static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + String(text.dropFirst())
  }

  /// A snake_case or kebab-case word in plain English: `stage_letter` becomes `stage letter`.
  public static func plain(_ word: String) -> String {
    let joins = [UInt8(ascii: "_"), UInt8(ascii: "-")]
    guard word.utf8.contains(where: joins.contains) else { return word }
    return String(
      decoding: word.utf8.map { joins.contains($0) ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }

  /// The known word nearest to a misspelt one, where one is near enough.
  ///
  /// Near enough is at most a third of the letters wrong, by optimal string alignment distance.
  public static func suggestion(for word: String, among known: [String]) -> String? {
    // A word far longer than any other is never its misspelling.
    guard word.utf8.count <= 400 else { return nil }
    let limit = max(1, word.count / 3)
    let small = word.lowercased()
    let ranked = known.map { (word: $0, distance: distance(small, $0.lowercased())) }
    let best = ranked.min { ($0.distance, $0.word) < ($1.distance, $1.word) }
    guard let best, best.distance <= limit else { return nil }
    return best.word
  }

  /// A sentence that suggests the nearest known word, or lists the known ones when they are few.
  public static func didYouMean(_ word: String, among known: [String]) -> String? {
    if let near = suggestion(for: word, among: known) { return "Did you mean `\(near)`?" }
    return list(of: known)
  }

  /// A sentence that lists known words when they are few; nil where they are not.
  static func list(of known: [String]) -> String? {
    guard !known.isEmpty, known.count <= 12 else { return nil }
    return "Write \(list(known.map { "`\($0)`" }, "or"))."
  }

  /// Optimal string alignment distance: insertions, deletions, substitutions, swapped neighbours.
  public static func distance(_ first: String, _ second: String) -> Int {
    let left = Array(first.unicodeScalars)
    let right = Array(second.unicodeScalars)
    // A word far longer than another is never its misspelling; this also bounds the work.
    guard abs(left.count - right.count) <= 8, left.count <= 64 else { return .max }
    var beforeLast = [Int]()
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let substitution = last[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(substitution, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
