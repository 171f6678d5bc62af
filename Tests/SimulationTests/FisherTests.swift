import Simulation
import Testing

/// The probability by counting tables with whole numbers, for small tables.
private func reference(_ part: Int, _ whole: Int, _ otherPart: Int, _ otherWhole: Int) -> Double {
  func choose(_ count: Int, _ from: Int) -> Int {
    guard count >= 0, count <= from else { return 0 }
    return (0..<count).reduce(1) { product, step in product * (from - step) / (step + 1) }
  }
  let parts = part + otherPart
  let weights = (0...parts).map { choose($0, whole) * choose(parts - $0, otherWhole) }
  let extreme = weights.filter { $0 <= weights[part] }.reduce(0, +)
  return Double(extreme) / Double(weights.reduce(0, +))
}

@Suite struct `Fisher's exact test` {
  /// Fisher's example: of four cups with the milk first and four with the tea, the lady identified
  /// three of each (The Design of Experiments, 1935).
  @Test func `gives the tea-tasting lady her due`() {
    let test = FisherTest(3, of: 4, against: 1, of: 4)
    #expect(abs(test.probability - 34.0 / 70.0) < 1e-12)
  }

  @Test func `agrees with counting every small table`() {
    for whole in 0...12 {
      for otherWhole in 0...12 {
        for part in 0...whole {
          for otherPart in 0...otherWhole {
            let found = FisherTest(part, of: whole, against: otherPart, of: otherWhole).probability
            let expected = reference(part, whole, otherPart, otherWhole)
            #expect(
              abs(found - expected) < 1e-9, "\(part)/\(whole) against \(otherPart)/\(otherWhole)")
          }
        }
      }
    }
  }

  @Test(arguments: [(900, 1_000, 400, 1_000), (0, 5_000, 5_000, 5_000), (1, 1, 0, 100_000)])
  func `stays a probability for large tables`(counts: (Int, Int, Int, Int)) {
    let test = FisherTest(counts.0, of: counts.1, against: counts.2, of: counts.3)
    #expect((0...1).contains(test.probability))
    #expect(test.probability < 0.01)
  }

  @Test func `finds nothing in counts that make no sense`() {
    #expect(FisherTest(5, of: 4, against: 1, of: 4).probability == 1)
    #expect(FisherTest(-1, of: 4, against: 1, of: 4).probability == 1)
  }
}
