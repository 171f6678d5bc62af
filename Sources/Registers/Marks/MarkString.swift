import Clauses

/// Marks one after another, as the numbers of their codes.
///
/// Nothing tells a code of two signs from two marks in a string of one sign a session, so a digit there
/// makes the whole string unusable.
struct MarkString: Sendable {
  /// How marks follow one another.
  enum Style {
    /// One sign a session, with spaces anywhere, or codes with spaces between them.
    case spaced
    /// One sign a session, of which a space is one, as in a Common Transfer File.
    case signs
    /// Signs of which a digit belongs to the one before it, as in an example.
    case pairs
  }

  /// The numbers of the codes in every register; 0 for a code without one, and for a sign that is none.
  private(set) var numbers: [UInt8] = []
  /// The codes without a number, by their places.
  private(set) var otherCodes: [Int: MarkCode] = [:]
  /// The places of signs that are no mark.
  private(set) var unread: [Int] = []

  private static let codes = CodeTable.common
  /// The numbers of signs, without digits.
  private static let signs = codes.numbersOfSigns.enumerated().map { byte, number in
    isDigit(UInt8(clamping: byte)) ? 0 : number
  }

  /// The marks of numbers, with the codes of those that have none.
  init(numbers: [UInt8], otherCodes: [Int: MarkCode]) {
    (self.numbers, self.otherCodes) = (numbers, otherCodes)
    unread = numbers.indices.filter { numbers[$0] == 0 && otherCodes[$0] == nil }
  }

  /// Reads bytes in UTF-8.
  init(_ bytes: some Collection<UInt8>, _ style: Style) throws(RowProblem) {
    // Nearly every string is of such signs or codes alone.
    let plain = MarkString.plain(bytes) ?? (style == .spaced ? MarkString.codes(bytes) : nil)
    if let plain {
      numbers = plain
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    switch style {
    case .spaced:
      let words = trimmed(text).unicodeScalars.split { $0 == " " || $0 == "\t" }.map {
        Substring($0)
      }
      // Spaces part codes, or weeks or days of one sign a session.
      if words.count > 1, words.allSatisfy({ MarkString.isCode($0) }) {
        for word in words { append(word) }
      } else {
        for word in words { try append(signs: word.unicodeScalars, style) }
      }
    case .signs: try append(signs: text.unicodeScalars, style)
    case .pairs:
      var rest = Substring(text).unicodeScalars
      while !rest.isEmpty {
        let hasDigit = rest.dropFirst().first.map { ("0"..."9").contains($0) } ?? false
        append(Substring(rest.prefix(hasDigit ? 2 : 1)))
        rest = rest.dropFirst(hasDigit ? 2 : 1)
      }
    }
  }

  /// The mark at a place; nil for a sign that is none.
  subscript(place: Int) -> MarkSpelling.Entry? {
    let number = numbers[place]
    guard number == 0 else { return .init(code: MarkString.codes.codes[Int(number)]) }
    return otherCodes[place].map { .init(code: $0) }
  }

  /// The numbers of plain signs; nil where one is something else.
  private static func plain(_ bytes: some Collection<UInt8>) -> [UInt8]? {
    let signs = signs
    var lowest = UInt8.max
    let numbers = bytes.map { byte in
      let number = signs[Int(byte)]
      lowest = min(lowest, number)
      return number
    }
    return lowest > 0 ? numbers : nil
  }

  /// The numbers of codes of one sign or two with one space between them; nil where something else is there.
  private static func codes(_ bytes: some Collection<UInt8>) -> [UInt8]? {
    let (codes, space) = (codes, UInt8(ascii: " "))
    var numbers: [UInt8] = []
    numbers.reserveCapacity(bytes.count / 2 + 1)
    var rest = bytes.makeIterator()
    while let first = rest.next() {
      var (number, end) = (codes.numbersOfSigns[Int(first)], rest.next())
      if let second = end, second != space {
        (number, end) = (codes.number(ofPair: first, second), rest.next())
      }
      guard number > 0, end == nil || end == space else { return nil }
      numbers.append(number)
    }
    return numbers.count > 1 ? numbers : nil
  }

  /// Whether a word is one mark, of one sign or two.
  private static func isCode(_ word: Substring) -> Bool {
    guard let spelling = MarkSpelling(word) else { return false }
    return spelling != .presentAllDay && (word.unicodeScalars.count == 1 || spelling != .noMark)
  }

  private mutating func append(
    signs: some Sequence<Unicode.Scalar>, _ style: Style
  ) throws(RowProblem) {
    for sign in signs {
      let byte = UInt8(exactly: sign.value) ?? 0
      if isDigit(byte) {
        throw RowProblem(
          "has the digit \(sign), so it may hold a code of two signs such as C1: nobody can tell where "
            + "its sessions are"
            + (style == .spaced ? "; write codes with spaces between them" : ""))
      }
      if MarkString.signs[Int(byte)] > 0 {
        numbers.append(MarkString.signs[Int(byte)])
      } else if !append(String(sign)), style == .signs {
        throw RowProblem("has `\(sign)`, which is not a register code")
      }
    }
  }

  /// Appends the mark that a word is; false where it is none.
  @discardableResult
  private mutating func append(_ word: some StringProtocol) -> Bool {
    // A single mark means the same in the morning and in the afternoon.
    let mark = MarkSpelling.mark(word, in: .morning)
    let number = mark.flatMap { MarkString.codes.number(of: $0.code) }
    if mark == nil { unread.append(numbers.count) }
    if number == nil, let code = mark?.code { otherCodes[numbers.count] = code }
    numbers.append(number ?? 0)
    return mark != nil
  }
}
