import CivilTime

/// A Unique Pupil Number: a check letter, three digits of the authority, four of the school, two of the
/// year and three of the child, the last of which is a letter where the number is temporary.
struct UniquePupilNumber {
  /// The letter that the other characters ask for at the start; its position decides nothing else.
  let expectedLetter: Character
  /// Whether that is the letter that stands there.
  let isRight: Bool

  /// The letters that occur: those that look like digits, or like each other, do not.
  private static let letters = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

  /// Reads a number by its shape alone; nil for an identifier of any other shape.
  init?(_ text: String) {
    guard text.utf8.count == 13 else { return nil }
    var (first, sum) = (UInt8(0), 0)
    for (position, byte) in text.utf8.enumerated() {
      let character = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 0x20 : byte
      let letter = UniquePupilNumber.letters.firstIndex(of: character)
      switch position {
      case 0:
        guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(character) else { return nil }
        first = character
      case 12 where letter != nil: sum += (letter ?? 0) * 13
      default:
        guard isDigit(character) else { return nil }
        sum += Int(character - UInt8(ascii: "0")) * (position + 1)
      }
    }
    let letter = UniquePupilNumber.letters[sum % UniquePupilNumber.letters.count]
    expectedLetter = Character(Unicode.Scalar(letter))
    isRight = letter == first
  }
}

extension UniquePupilNumber {
  /// What is odd about a pupil's identifier, in a sentence; nil for nothing.
  ///
  /// The identifier itself is left out: whoever has the file finds it by its line.
  static func remark(on identifier: String) -> String? {
    let length = identifier.utf8.count
    if length == 13, let number = UniquePupilNumber(identifier), !number.isRight {
      return
        "The pupil's identifier has the form of a Unique Pupil Number, but its first letter should "
        + "be \(number.expectedLetter): check it for a slip."
    }
    guard identifier.utf8.contains(UInt8(ascii: "+")) else { return nil }
    let parts = identifier.uppercased().split(separator: "E+", omittingEmptySubsequences: false)
    if parts.count == 2, let first = parts[0].utf8.first, decimal([first]) != nil,
      parts[1].utf8.allSatisfy({ decimal([$0]) != nil }), !parts[1].isEmpty
    {
      return
        "The pupil's identifier looks like a long number that Excel has rounded: format the column "
        + "as text and export it again."
    }
    return nil
  }
}
