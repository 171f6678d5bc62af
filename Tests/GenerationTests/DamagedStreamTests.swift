import Diagnostics
import Generation
import Registers
import Simulation
import Statute
import TestSupport
import Testing

@Suite("A damaged register of marks alone")
struct DamagedStreamTests {
  /// What is streamed must tell what the whole tells; what cannot be told so must not be streamed.
  @Test(arguments: [(GeneratedMarks.Layout.long, 30), (.wide, 400)])
  func `is told as it is whole, or not streamed`(
    _ layout: GeneratedMarks.Layout, _ pupils: Int
  ) throws {
    let simulator = Simulator(try #require(Framework.embedded().value), nil)
    let (manifest, marks) = try MarksAlone.register(layout, pupils: pupils)
    let lines = String(decoding: marks, as: UTF8.self).split(separator: "\n").map { String($0) }
    var count = 0
    for seed in UInt64(1)...24 {
      var random = SplitMix64(seed: seed)
      var damaged = lines
      for _ in 0..<random.between(1, 3) { damage(&damaged, &random) }
      let text = damaged.joined(separator: random.pick(["\n", "\r\n"])) + random.pick(["\n", ""])
      let file = MarksAlone.large(Array(text.utf8))
      // A few pupils are held at a time.
      let places = layout == .long ? 4_000 : 40_000
      guard let stream = Dataset.stream(manifest, places: places, openLarge: { _ in file }),
        let streamed = simulator.replay(stream)
      else { continue }
      count += 1
      let read = Dataset.read(manifest) { DataFile(name: $0, bytes: Array(text.utf8)) }
      let whole = simulator.replay(try #require(read.value), isListing: false)
      #expect(MarksAlone.told(streamed) == MarksAlone.told(whole), "seed \(seed)")
      #expect(streamed.usage == whole.usage, "seed \(seed)")
    }
    #expect(count > 5)
  }

  /// Does to a row what people and programs do to exports.
  private func damage(_ lines: inout [String], _ random: inout SplitMix64) {
    let place = random.between(1, lines.count - 1)
    let line = lines[place]
    let parts = line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    switch random.below(16) {
    case 0: lines.remove(at: place)
    case 1: lines.insert(line, at: place)
    case 2: lines.swapAt(place, max(1, place - 1))
    case 3: lines.insert(random.pick(["", " ", ",", "\t"]), at: place)
    case 4: lines[place] = line.lowercased()
    case 5: lines[place] = String(line.dropLast())
    case 6: lines[place] = line + random.pick([",", ",x", " ", "é", "\"", "zz"])
    case 7: lines[place] = " " + line
    case 8: lines[place] = ([""] + parts.dropFirst()).joined(separator: ",")
    case 9: lines[place] = (["Z820200001001"] + parts.dropFirst()).joined(separator: ",")
    case 10: lines[place] = (parts.dropLast() + ["-"]).joined(separator: ",")
    case 11: lines[place] = line + random.pick([" mins", "0", ".5", "x"])
    case 12: lines.insert(lines[0], at: place)
    case 13:
      lines[place] = (parts.prefix(1) + parts.dropFirst().map { _ in "" }).joined(separator: ",")
    case 14: lines[place] = line.replacing("2024-", with: "2031-")
    default:
      lines[place] = (parts.dropLast() + [random.pick(["C1", "B", "7", "?", "Y9"])])
        .joined(separator: ",")
    }
  }
}
