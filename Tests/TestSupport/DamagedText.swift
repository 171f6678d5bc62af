/// Damage to text, as by editors, mail programs and people.
package enum DamagedText {
  /// Texts that often break YAML: its marks, line ends, invisible characters and half of a scalar.
  package static let fragments: [[UInt8]] =
    [
      "#", " #", "[", "]", "{", "}", ",", ":", ": ", "- ", "-", "? ", "\"", "'", "\\", "|", ">",
      "\n", "\n  ", "\r\n", "\t", " ", "&a ", "*a", "!t ", "<<: ", "---\n", "...\n", "%YAML 1.1\n",
      "\u{A0}", "\u{85}", "\u{2028}", "\u{2029}", "“", "’", "\u{FEFF}", "é", "😀", "e\u{301}",
      "\u{0}", "\u{7}", "\u{FFFE}", "\u{10FFFD}", "a", "1", "x: y", "\"\\\"", "[#", ", #]",
    ].map { Array($0.utf8) } + [[0xC2], [0xE2, 0x80], [0xF0, 0x9F], [0xFF], [0x80]]

  /// Damages bytes in one place.
  package static func damage(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let place = random.below(bytes.count + 1)
    switch random.below(6) {
    case 0: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(3)))
    case 1: bytes.insert(contentsOf: fragments[random.below(fragments.count)], at: place)
    case 2: bytes.removeSubrange(place...)
    case 3:
      // A lone CR ends a line for libyaml alone; its reader has a test of its own for it.
      let byte = UInt8(random.below(256))
      if place < bytes.count { bytes[place] = byte == 0x0D ? 0x0A : byte }
    case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
    default:
      let from = random.below(bytes.count + 1)
      bytes.removeSubrange(min(place, from)..<max(place, from))
    }
  }
}
