/// The numbers, words and signs of a text as a person writes it, for guessing its meaning.
///
/// Used only for suggestions, which are written in the strict form of their type.
public struct LooseText: Sendable {
  /// A part of the text.
  public enum Piece: Sendable, Hashable {
    /// A number and the count of its digits; no digits where it was written in words.
    case number(Int, digits: Int)
    /// A run of letters, in lower case.
    case word(String)
    /// Any other character but a space.
    case sign(Character)
  }

  /// The parts in order, without small words such as `the`.
  public private(set) var pieces: [Piece] = []

  /// The longest text that is read, in bytes; a longer one is not a misspelt value.
  private static let longest = 120

  /// Splits a text into parts.
  public init(_ text: String) {
    guard text.utf8.count <= LooseText.longest else { return }
    var rest = Substring(text.lowercased())
    while let first = rest.first {
      if first.isASCII, first.isNumber {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(digits.count)
        guard let number = decimal(digits.utf8) else {
          pieces = [.sign("?")]
          return
        }
        pieces.append(.number(number, digits: digits.count))
      } else if first.isLetter {
        let word = rest.prefix { $0.isLetter || LooseText.apostrophes.contains($0) }
        rest = rest.dropFirst(word.count)
        pieces.append(.word(String(word.filter { !LooseText.apostrophes.contains($0) })))
      } else {
        rest = rest.dropFirst()
        if !first.isWhitespace { pieces.append(.sign(first)) }
      }
    }
    joinLetters()
    foldNumberWords()
  }

  /// Creates a text from parts.
  public init(_ pieces: [Piece]) { self.pieces = pieces }

  private static let apostrophes: Set<Character> = ["'", "’", "`"]

  /// The numbers, written in digits or in words.
  public var numbers: [Int] {
    pieces.compactMap { if case .number(let number, _) = $0 { number } else { nil } }
  }

  /// The number, where the text is one number and nothing else.
  public var onlyNumber: Int? { pieces.count == 1 ? numbers.first : nil }

  /// The words.
  public var words: [String] {
    pieces.compactMap { if case .word(let word) = $0 { word } else { nil } }
  }

  /// The text without some words.
  public func without(_ words: Set<String>) -> LooseText {
    var other = self
    other.pieces.removeAll { if case .word(let word) = $0 { words.contains(word) } else { false } }
    return other
  }

  /// Removes the full stops of `a.m.` and `p.m.` and at the end of the text.
  private mutating func joinLetters() {
    var joined: [Piece] = []
    for piece in pieces {
      if piece == .word("m"), joined.last == .sign("."), joined.dropLast().last == .word("p") {
        joined.replaceSubrange(joined.count - 2..<joined.count, with: [.word("pm")])
      } else if piece == .word("m"), joined.last == .sign("."), joined.dropLast().last == .word("a")
      {
        joined.replaceSubrange(joined.count - 2..<joined.count, with: [.word("am")])
      } else {
        joined.append(piece)
      }
    }
    while joined.last == .sign(".") { joined.removeLast() }
    pieces = joined
  }

  private static let small: [String: Int] = Dictionary(
    uniqueKeysWithValues: [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
      "nineteen",
    ].enumerated().map { ($0.element, $0.offset) })

  private static let tens: [String: Int] = Dictionary(
    uniqueKeysWithValues: [
      "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ].enumerated().map { ($0.element, ($0.offset + 2) * 10) })

  /// Replaces numbers written in words: `one hundred and sixty`, `twenty-five`.
  private mutating func foldNumberWords() {
    var folded: [Piece] = []
    var place = 0
    while place < pieces.count {
      if let (number, end) = number(at: place) {
        folded.append(.number(number, digits: 0))
        place = end
      } else {
        folded.append(pieces[place])
        place += 1
      }
    }
    pieces = folded
  }

  /// The number written in words from an index, and the index after it.
  private func number(at start: Int) -> (number: Int, end: Int)? {
    func word(_ place: Int) -> String? {
      guard pieces.indices.contains(place), case .word(let word) = pieces[place] else { return nil }
      return word
    }
    func belowHundred(_ place: Int) -> (number: Int, end: Int)? {
      if let small = word(place).flatMap({ LooseText.small[$0] }) { return (small, place + 1) }
      guard let tens = word(place).flatMap({ LooseText.tens[$0] }) else { return nil }
      let hasHyphen = pieces.indices.contains(place + 1) && pieces[place + 1] == .sign("-")
      let next = place + (hasHyphen ? 2 : 1)
      guard let unit = word(next).flatMap({ LooseText.small[$0] }), (1...9).contains(unit) else {
        return (tens, place + 1)
      }
      return (tens + unit, next + 1)
    }
    let isOneHundred = word(start) == "a" && word(start + 1) == "hundred"
    guard let first = isOneHundred ? (number: 1, end: start + 1) : belowHundred(start) else {
      return nil
    }
    guard word(first.end) == "hundred" else { return first }
    let hundreds = first.number * 100
    let after = first.end + (word(first.end + 1) == "and" ? 2 : 1)
    guard let rest = belowHundred(after) else { return (hundreds, first.end + 1) }
    return (hundreds + rest.number, rest.end)
  }
}
