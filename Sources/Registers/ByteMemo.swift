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
      if areEqual(text, start..<start + text.count) { return Int(slot.number) }
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

  /// Whether two texts have the same bytes.
  func areEqual(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
    guard first.count == second.count else { return false }
    var (left, right) = (first.lowerBound, second.lowerBound)
    while left < first.upperBound {
      guard bytes[left] == bytes[right] else { return false }
      (left, right) = (left + 1, right + 1)
    }
    return true
  }

  private func place(of text: Range<Int>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for place in text { hash = (hash ^ UInt64(bytes[place])) &* 0x0000_0100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & UInt64(slots.count - 1))
  }
}
