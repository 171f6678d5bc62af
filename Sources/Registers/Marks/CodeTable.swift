package import Clauses

/// The numbers of codes: 0 for no row, 1 for a blank, then those that are the same in every register, and
/// behind them what else a register has.
///
/// A reader of a piece of a file knows the numbers of common codes without having seen the rest of it.
package struct CodeTable: Sendable {
  /// The codes by number.
  package private(set) var codes: [MarkCode?]
  /// The number of each sign, 0 for one that is no mark.
  let numbersOfSigns: [UInt8]
  /// The numbers of codes by their two bytes; 0 for those without one.
  private var numbers: [UInt8]

  /// The codes of one sign, and of a letter and a digit from 1 to 4.
  static let common = CodeTable()

  private init() {
    codes = [nil, nil]
    numbers = Array(repeating: 0, count: 1 << 16)
    var signs = [UInt8](repeating: 0, count: 256)
    for sign in UInt8(0x21)..<0x7F {
      switch MarkSpelling(String(Unicode.Scalar(sign))) {
      case .code(let code):
        if numbers[Int(code.packed)] == 0 { CodeTable.append(code, &codes, &numbers) }
        signs[Int(sign)] = numbers[Int(code.packed)]
      case .noMark: signs[Int(sign)] = 1
      case .presentAllDay, nil: break
      }
    }
    numbersOfSigns = signs
    for letter in UInt8(ascii: "A")...UInt8(ascii: "Z") {
      for digit in UInt8(ascii: "1")...UInt8(ascii: "4") {
        if let code = MarkCode([letter, digit]) { CodeTable.append(code, &codes, &numbers) }
      }
    }
  }

  /// The number of a code; nil where it has none.
  package func number(of code: MarkCode?) -> UInt8? {
    guard let code else { return 1 }
    let number = numbers[Int(code.packed)]
    return number > 0 ? number : nil
  }

  /// The number of a code of two signs as they are written, 0 for one that has none.
  @inline(__always)
  func number(ofPair first: UInt8, _ second: UInt8) -> UInt8 {
    first > 0 ? numbers[Int(first) << 8 | Int(second)] : 0
  }

  /// The number of a code, a new one where it has none; nil where there are no more.
  ///
  /// The last is left to a replay, for sessions off roll.
  @discardableResult
  package mutating func enter(_ code: MarkCode?) -> UInt8? {
    if let known = number(of: code) { return known }
    guard let code, codes.count < Int(UInt8.max) else { return nil }
    CodeTable.append(code, &codes, &numbers)
    return UInt8(codes.count - 1)
  }

  private static func append(
    _ code: MarkCode, _ codes: inout [MarkCode?], _ numbers: inout [UInt8]
  ) {
    numbers[Int(code.packed)] = UInt8(clamping: codes.count)
    codes.append(code)
  }
}
