/// Texts by their bytes, numbered in the order in which they come.
///
/// A value: a copy of it is what was known when it was made, whoever goes on adding.
struct ByteTable: Sendable {
  /// A text as it is compared: up to sixteen bytes as two numbers, which nearly every identifier and date is.
  struct Key: Equatable {
    fileprivate let first, second: UInt64
    let count: Int

    /// Nothing; the same as no text that is looked for.
    init() { (first, second, count) = (0, 0, -1) }

    /// The bytes of a range, behind which at least `ByteTable.slack` more have to be there.
    @inline(__always)
    init(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) {
      count = end &- start
      let raw = UnsafeRawPointer(bytes)
      let (first, second) = (
        UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
        UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: start &+ 8, as: UInt64.self))
      )
      let unused = UInt64(truncatingIfNeeded: 16 &- count) &* 8
      if count > 8 {
        self.first = first
        self.second = count < 16 ? second & (UInt64.max &>> unused) : second
      } else {
        self.first =
          count < 8 ? first & ((1 &<< (UInt64(truncatingIfNeeded: count) &* 8)) &- 1) : first
        self.second = 0
      }
    }

    @inline(__always)
    static func == (left: Key, right: Key) -> Bool {
      left.first == right.first && left.second == right.second && left.count == right.count
    }
  }

  /// How many bytes behind a text are read with it.
  static let slack = 16

  private struct Entry {
    let key: Key
    /// Where the text begins among the long ones; -1 where its key is all of it.
    let start: Int
  }

  private var entries: [Entry] = []
  /// The bytes of the texts that are longer than their keys.
  private var longTexts: [UInt8] = []
  /// The numbers of texts, each plus 1, at the place of their hash or behind it; 0 for a free place.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)

  /// Nobody can write a file whose texts all have one place.
  private static let seeds = (UInt64.random(in: 0...(.max)), UInt64.random(in: 0...(.max)))
  private let seeds = ByteTable.seeds

  /// Whether a text holds what ends the cells of a table, as it can in quotation marks.
  private(set) var endsCells = false

  /// How many texts there are.
  var count: Int { entries.count }

  /// The number of a text; nil where it is not known.
  func number(of key: Key, _ bytes: UnsafePointer<UInt8>, _ start: Int) -> Int? {
    var place = self.place(of: key, bytes, start)
    while case let slot = slots[place], slot > 0 {
      if isText(Int(slot) - 1, key, bytes, start) { return Int(slot) - 1 }
      place = (place &+ 1) & (slots.count &- 1)
    }
    return nil
  }

  /// Whether a text is the one of a number.
  @inline(__always)
  func isText(_ number: Int, _ key: Key, _ bytes: UnsafePointer<UInt8>, _ start: Int) -> Bool {
    entries[number].key == key && (key.count <= 16 || isLongText(number, key, bytes, start))
  }

  /// The key of a text's number; nil where there is no such text, or more of it than its key.
  @inline(__always)
  func key(of number: Int) -> Key? {
    guard number < entries.count, entries[number].start < 0 else { return nil }
    return entries[number].key
  }

  /// The number of a text, a new one where it is not known.
  mutating func enter(_ key: Key, _ bytes: UnsafePointer<UInt8>, _ start: Int) -> Int {
    if let known = number(of: key, bytes, start) { return known }
    let isLong = key.count > 16
    let ends = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\"")]
    for place in start..<start + key.count where bytes[place] < 0x20 || ends.contains(bytes[place])
    {
      endsCells = true
    }
    entries.append(Entry(key: key, start: isLong ? longTexts.count : -1))
    if isLong { longTexts += UnsafeBufferPointer(start: bytes + start, count: key.count) }
    if entries.count * 2 > slots.count { makeRoom() }
    occupy(place(of: key, bytes, start), by: entries.count - 1)
    return entries.count - 1
  }

  /// The bytes of a text.
  func bytes(of number: Int) -> [UInt8] {
    let (key, start) = (entries[number].key, entries[number].start)
    guard start < 0 else { return Array(longTexts[start..<start + key.count]) }
    return (0..<key.count).map { place in
      UInt8(truncatingIfNeeded: (place < 8 ? key.first : key.second) >> UInt64(8 * (place & 7)))
    }
  }

  /// Whether a text that begins as a long one does is the same up to its end.
  private func isLongText(
    _ number: Int, _ key: Key, _ bytes: UnsafePointer<UInt8>, _ start: Int
  ) -> Bool {
    longTexts.withUnsafeBufferPointer { texts in
      guard let base = texts.baseAddress else { return false }
      let known = base + entries[number].start
      var offset = 16
      while true {
        // The last word ends with the text.
        offset = min(offset, key.count &- 8)
        if ByteTable.word(known, offset) != ByteTable.word(bytes, start &+ offset) { return false }
        if offset == key.count &- 8 { return true }
        offset &+= 8
      }
    }
  }

  @inline(__always)
  private static func word(_ bytes: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
    UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  @inline(__always)
  private func place(of key: Key, _ bytes: UnsafePointer<UInt8>, _ start: Int) -> Int {
    let count = UInt64(truncatingIfNeeded: key.count)
    var hash = ByteTable.mixed(key.first ^ seeds.0, key.second ^ seeds.1 &+ count)
    if key.count > 16 {
      for offset in stride(from: 8 &+ key.count & 7, through: key.count &- 8, by: 8) {
        hash = ByteTable.mixed(hash ^ ByteTable.word(bytes, start + offset), seeds.1)
      }
    }
    return Int(truncatingIfNeeded: hash & UInt64(truncatingIfNeeded: slots.count &- 1))
  }

  @inline(__always)
  private static func mixed(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = first.multipliedFullWidth(by: second)
    return product.high ^ product.low
  }

  private mutating func occupy(_ first: Int, by number: Int) {
    var place = first
    while slots[place] > 0 { place = (place &+ 1) & (slots.count &- 1) }
    slots[place] = UInt32(truncatingIfNeeded: number + 1)
  }

  /// Finds places among four times as many for all texts but the last.
  private mutating func makeRoom() {
    slots = Array(repeating: 0, count: slots.count * 4)
    for number in 0..<entries.count - 1 {
      let text = bytes(of: number)
      text.withUnsafeBufferPointer { text in
        guard let base = text.baseAddress else { return }
        occupy(place(of: entries[number].key, base, 0), by: number)
      }
    }
  }
}

extension ByteTable {
  /// The number of a text; nil where it is not known.
  func number(of text: some Sequence<UInt8>) -> Int? {
    ByteTable.withKey(text) { number(of: $0, $1, 0) }
  }

  /// The number of a text, a new one where it is not known.
  mutating func enter(_ text: some Sequence<UInt8>) -> Int {
    ByteTable.withKey(text) { enter($0, $1, 0) } ?? 0
  }

  private static func withKey<Result>(
    _ text: some Sequence<UInt8>, _ body: (Key, UnsafePointer<UInt8>) -> Result?
  ) -> Result? {
    var bytes = Array(text)
    let count = bytes.count
    bytes += Array(repeating: 0, count: slack)
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.flatMap { body(Key($0, 0, count), $0) }
    }
  }
}
