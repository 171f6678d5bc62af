/// A set of codes, by their numbers in the dataset: a bit for each.
struct CodeNumbers: Sendable, Equatable {
  private var bits = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))

  init(_ numbers: some Sequence<UInt8>) {
    for number in numbers { insert(number) }
  }

  var isEmpty: Bool { bits == (0, 0, 0, 0) }

  mutating func insert(_ number: UInt8) {
    let bit = UInt64(1) << (number & 63)
    switch number >> 6 {
    case 0: bits.0 |= bit
    case 1: bits.1 |= bit
    case 2: bits.2 |= bit
    default: bits.3 |= bit
    }
  }

  func contains(_ number: UInt8) -> Bool {
    let word =
      switch number >> 6 {
      case 0: bits.0
      case 1: bits.1
      case 2: bits.2
      default: bits.3
      }
    return word >> (number & 63) & 1 == 1
  }

  /// Whether two sets have a code in common.
  func meets(_ other: CodeNumbers) -> Bool {
    bits.0 & other.bits.0 | bits.1 & other.bits.1 | bits.2 & other.bits.2 | bits.3 & other.bits.3
      != 0
  }

  static func == (left: Self, right: Self) -> Bool { left.bits == right.bits }
}
