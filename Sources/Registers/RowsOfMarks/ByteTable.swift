/// A text among bytes, behind which as many as `ByteText.slack` more have to be there.
struct ByteText {
  let start: UnsafePointer<UInt8>
  let count: Int

  /// How many bytes behind a text are read with it.
  static let slack = 8

  @inline(__always)
  init(_ start: UnsafePointer<UInt8>, _ count: Int) { (self.start, self.count) = (start, count) }

  @inline(__always)
  init(_ base: UnsafePointer<UInt8>, _ field: CSVCursor.Field) {
    self.init(base + field.start, field.end &- field.start)
  }

  /// Eight bytes of it, from a place on.
  @inline(__always)
  func word(_ place: Int) -> UInt64 {
    UInt64(
      littleEndian: UnsafeRawPointer(start).loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  /// The bytes of a text of fewer than eight.
  @inline(__always)
  fileprivate var onlyWord: UInt64 {
    word(0) & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
  }

  @inline(__always)
  static func == (left: ByteText, right: ByteText) -> Bool {
    guard left.count == right.count else { return false }
    guard left.count >= 8 else { return left.onlyWord == right.onlyWord }
    var place = 0
    while place &+ 8 < left.count {
      if left.word(place) != right.word(place) { return false }
      place &+= 8
    }
    return left.word(left.count &- 8) == right.word(left.count &- 8)
  }
}

/// Texts by their bytes, numbered in the order in which they come.
///
/// A value: a copy of it is what was known when it was made, whoever goes on adding.
struct ByteTable: Sendable {
  private var bytes = [UInt8](repeating: 0, count: ByteText.slack)
  /// Where each text begins, and where the last ends.
  private var starts = [0]
  /// The numbers of texts, each plus 1, at the place of their hash or behind it; 0 for a free place.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)
  /// Nobody can write a file whose texts all have one place.
  private let seeds = ByteTable.seeds
  private static let seeds = (UInt64.random(in: 0...(.max)), UInt64.random(in: 0...(.max)))

  /// Whether a text holds what ends the cells of a table, as it can in quotation marks.
  private(set) var endsCells = false

  /// How many texts there are.
  var count: Int { starts.count - 1 }

  /// How many bytes the text of a number has.
  @inline(__always)
  func length(of number: Int) -> Int { starts[number &+ 1] &- starts[number] }

  /// Whether a text is the one of a number.
  @inline(__always)
  func isText(_ number: Int, _ text: ByteText) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { ByteText($0 + starts[number], length(of: number)) == text } ?? false
    }
  }

  /// The number of a text; nil where it is not known.
  func number(of text: ByteText) -> Int? {
    var place = self.place(of: text)
    while case let slot = slots[place], slot > 0 {
      if isText(Int(slot) - 1, text) { return Int(slot) - 1 }
      place = (place &+ 1) & (slots.count &- 1)
    }
    return nil
  }

  func number(of text: String) -> Int? { ByteTable.withText(text.utf8) { number(of: $0) } }

  /// The number of a text, a new one where it is not known.
  mutating func enter(_ text: some Sequence<UInt8>) -> Int {
    ByteTable.withText(text) { enter($0) } ?? 0
  }

  private mutating func enter(_ text: ByteText) -> Int {
    if let known = number(of: text) { return known }
    let content = UnsafeBufferPointer(start: text.start, count: text.count)
    endsCells = endsCells || content.contains { $0 < 0x20 || [0x22, 0x2C, 0x3B].contains($0) }
    bytes.replaceSubrange(starts[count]..<starts[count], with: content)
    starts.append(starts[count] + text.count)
    if count * 2 > slots.count {
      slots = Array(repeating: 0, count: slots.count * 4)
      for number in 0..<count { ByteTable.withText(self.bytes(of: number)) { occupy($0, number) } }
    } else {
      occupy(text, count - 1)
    }
    return count - 1
  }

  /// The bytes of a text.
  func bytes(of number: Int) -> ArraySlice<UInt8> { bytes[starts[number]..<starts[number + 1]] }

  private mutating func occupy(_ text: ByteText, _ number: Int) {
    var place = place(of: text)
    while slots[place] > 0 { place = (place &+ 1) & (slots.count &- 1) }
    slots[place] = UInt32(truncatingIfNeeded: number + 1)
  }

  @inline(__always)
  private func place(of text: ByteText) -> Int {
    var hash = seeds.0 &+ UInt64(truncatingIfNeeded: text.count)
    var place = 0
    while place &+ 8 < text.count {
      hash = mixed(hash ^ text.word(place))
      place &+= 8
    }
    hash = mixed(hash ^ (text.count < 8 ? text.onlyWord : text.word(text.count &- 8)))
    return Int(truncatingIfNeeded: hash & UInt64(truncatingIfNeeded: slots.count &- 1))
  }

  @inline(__always)
  private func mixed(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: seeds.1)
    return product.high ^ product.low
  }

  /// A text that stands among no others.
  private static func withText<Result>(
    _ text: some Sequence<UInt8>, _ body: (ByteText) -> Result?
  ) -> Result? {
    var bytes = Array(text)
    let count = bytes.count
    bytes += repeatElement(0, count: ByteText.slack)
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.flatMap { body(ByteText($0, count)) }
    }
  }
}
