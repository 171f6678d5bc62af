/// Remembers numbers by the bytes of a text that they were given for.
///
/// A cache with a few places for each hash: what is forgotten is looked up again elsewhere, so neither
/// unlucky nor malicious texts cost more than that.
struct ByteMemo {
  private struct Slot {
    var start: UInt32 = 0
    var length: UInt32 = .max
    var number: Int32 = 0
  }

  /// The places for one hash.
  private static let ways = 4

  private let bytes: UnsafeBufferPointer<UInt8>
  private var slots: [Slot]

  /// Creates a memo of texts in some bytes, with two to the power of `bits` places.
  init(_ bytes: UnsafeBufferPointer<UInt8>, bits: Int) {
    self.bytes = bytes
    slots = Array(repeating: Slot(), count: 1 << bits)
  }

  /// The number of a text; nil where it is not remembered.
  func number(of text: Range<Int>) -> Int? {
    let first = place(of: text)
    for offset in 0..<ByteMemo.ways {
      let slot = slots[first ^ offset]
      guard Int(slot.length) == text.count else { continue }
      let start = Int(slot.start)
      if bytes.areEqual(text, start..<start + text.count) { return Int(slot.number) }
    }
    return nil
  }

  /// Remembers the number of a text, in place of another where its places are taken.
  mutating func remember(_ number: Int, for text: Range<Int>) {
    let first = place(of: text)
    let free = (0..<ByteMemo.ways).first { slots[first ^ $0].length == .max } ?? 0
    slots[first ^ free] = Slot(
      start: UInt32(truncatingIfNeeded: text.lowerBound),
      length: UInt32(truncatingIfNeeded: text.count), number: Int32(truncatingIfNeeded: number))
  }

  private func place(of text: Range<Int>) -> Int {
    var hash: UInt64 = 0
    if (8...16).contains(text.count) {
      hash =
        bytes.word(text.lowerBound) &* 0x9E37_79B9_7F4A_7C15 ^ bytes.word(text.upperBound - 8)
    } else {
      for place in text { hash = (hash ^ UInt64(bytes[place])) &* 0x0000_0100_0000_01B3 }
    }
    hash = (hash ^ (hash >> 32)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: (hash >> 32) & UInt64(slots.count - 1))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether two texts have the same bytes; in place, because every row of an export is compared.
  @inline(__always)
  func areEqual(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
    let count = first.count
    guard count == second.count else { return false }
    if (8...16).contains(count) {
      return word(first.lowerBound) == word(second.lowerBound)
        && word(first.upperBound - 8) == word(second.upperBound - 8)
    }
    if (4...7).contains(count) {
      return half(first.lowerBound) == half(second.lowerBound)
        && half(first.upperBound - 4) == half(second.upperBound - 4)
    }
    for offset in 0..<count
    where self[first.lowerBound + offset] != self[second.lowerBound + offset] {
      return false
    }
    return true
  }

  /// Four bytes at once; they must be there.
  private func half(_ place: Int) -> UInt32 {
    UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: place, as: UInt32.self)
  }

  /// Eight bytes at once; they must be there.
  fileprivate func word(_ place: Int) -> UInt64 {
    UInt64(
      littleEndian: UnsafeRawBufferPointer(self).loadUnaligned(
        fromByteOffset: place, as: UInt64.self))
  }
}
