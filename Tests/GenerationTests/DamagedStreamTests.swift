import Diagnostics
import Generation
import Registers
import SharedLaw
import Simulation
import Statute
import TestSupport
import Testing

@Suite("A damaged register of marks alone")
struct DamagedStreamTests {
  /// The orders of rows in a file.
  enum Order: CaseIterable { case byPupil, byDate, shuffled }

  /// Reading in batches gives the same result as reading the whole.
  @Test(
    arguments: [(GeneratedMarks.Layout.long, 30), (.wide, Seeds.count(100, long: 400))],
    Order.allCases)
  func `is told in batches as it is whole`(
    _ size: (layout: GeneratedMarks.Layout, pupils: Int), _ order: Order
  ) throws {
    let (layout, pupils) = size
    let simulator = Simulator(try #require(EmbeddedLaw.rules), nil)
    let (manifest, marks) = try MarksAlone.register(layout, pupils: pupils)
    var lines = String(decoding: marks, as: UTF8.self).split(separator: "\n").map { String($0) }
    order.sort(&lines)
    for seed in Seeds.upTo(order == .byPupil ? 10 : 4, long: 840) {
      var random = SplitMix64(seed: seed)
      var damaged = lines
      for _ in 0..<random.between(1, 3) { damage(&damaged, &random) }
      let text = damaged.joined(separator: random.pick(["\n", "\r\n"])) + random.pick(["\n", ""])
      // A few pupils are held at a time.
      let places = layout == .long ? 4_000 : pupils * 100
      let spool = MemorySpool()
      let reader = MarksAlone.reader(manifest, Array(text.utf8), places: places, spool: spool)
      let streamed = try #require(simulator.summary(of: reader).value, "seed \(seed)")
      #expect(spool.count > 0 || order == .byPupil)
      let read = Dataset.read(manifest) { DataFile(name: $0, bytes: Array(text.utf8)) }
      let whole = simulator.replay(try #require(read.value), isListing: false)
      #expect(MarksAlone.told(streamed) == MarksAlone.told(whole), "seed \(seed)")
      #expect(streamed.usage == whole.usage, "seed \(seed)")
    }
  }

  /// Damages a row as people and programs damage exports.
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

extension DamagedStreamTests.Order {
  /// Sorts the rows after the header.
  func sort(_ lines: inout [String]) {
    switch self {
    case .byPupil: break
    case .byDate:
      let rows = lines.dropFirst().map { (key: $0.drop { $0 != "," }, row: $0) }
      lines = lines.prefix(1) + rows.sorted { $0.key < $1.key }.map(\.row)
    case .shuffled:
      var random = SplitMix64(seed: 7)
      for place in lines.indices.dropFirst(2) { lines.swapAt(place, random.between(1, place)) }
    }
  }
}
