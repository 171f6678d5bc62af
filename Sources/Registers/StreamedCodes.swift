import Clauses

/// The numbers that codes have in every piece of a stream, whose codes are not known before it is read.
struct StreamedCodes: Sendable {
  /// The codes by number: none, blank, those of one sign, and those of a letter and a digit up to 7, as
  /// many as there are numbers for.
  let codes: [MarkCode?]
  /// The number of a sign, 0 for one that is no mark.
  let numbersOfSigns: [UInt8]
  private let numbersOfPairs: [UInt8]

  init() {
    (codes, numbersOfSigns) = StreamedCodes.numbering
    var pairs = [UInt8](repeating: 0, count: 1 << 12)
    for (number, code) in codes.enumerated() {
      guard let packed = code?.packed, packed > 0xFF else { continue }
      pairs[pair(UInt8(packed >> 8), UInt8(packed & 0xFF))] = UInt8(clamping: number)
    }
    numbersOfPairs = pairs
  }

  /// The number of a code of two signs, 0 for one that has none.
  func number(ofPair letter: UInt8, _ digit: UInt8) -> UInt8 { numbersOfPairs[pair(letter, digit)] }

  /// The codes of one sign, and of a letter and a digit, with the number of each sign.
  private static var numbering: (codes: [MarkCode?], numbers: [UInt8]) {
    var codes: [MarkCode?] = [nil, nil]
    var numbers = [UInt8](repeating: 0, count: 256)
    for sign in UInt8(0x21)..<0x7F {
      switch MarkSpelling(String(Unicode.Scalar(sign))) {
      case .code(let code):
        if let known = codes.firstIndex(of: code) {
          numbers[Int(sign)] = UInt8(known)
        } else {
          numbers[Int(sign)] = UInt8(codes.count)
          codes.append(code)
        }
      case .noMark: numbers[Int(sign)] = 1
      case .presentAllDay, nil: break
      }
    }
    for letter in UInt8(ascii: "A")...UInt8(ascii: "Z") {
      codes += (UInt8(ascii: "1")...UInt8(ascii: "7")).compactMap { MarkCode([letter, $0]) }
    }
    return (Array(codes.prefix(Int(UInt8.max) + 1)), numbers)
  }
}

/// A place for a code of two signs, the same for no other letter and digit.
private func pair(_ letter: UInt8, _ digit: UInt8) -> Int {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter)
    && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
    ? Int(letter & 0x1F) << 4 | Int(digit & 0xF) : 0
}
