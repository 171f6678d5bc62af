/// A random number generator (SplitMix64) whose sequence depends only on its seed, so that a
/// dataset can be reproduced byte for byte on any machine.
///
/// Fractions use only addition, multiplication and division, which every machine rounds alike.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// Creates the generator of one of several streams of a seed, such as one pupil's.
  init(seed: UInt64, stream: UInt64) {
    var mixer = SeededRandom(seed: seed ^ (stream &* 0xD134_2543_DE82_EF95))
    state = mixer.next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number from 0 up to, not including, a bound.
  mutating func below(_ bound: Int) -> Int {
    bound <= 0 ? 0 : Int(next() % UInt64(bound))
  }

  /// A whole number between two, both included.
  mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }

  /// A fraction from 0 up to, not including, 1.
  mutating func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// True with a probability from 0 to 1.
  mutating func happens(_ chance: Double) -> Bool { fraction() < chance }

  /// A draw from the standard normal distribution, as the sum of twelve fractions less six.
  mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += fraction() }
    return sum
  }

  /// A draw from the Poisson distribution.
  mutating func times(mean: Double) -> Int {
    guard mean > 0 else { return 0 }
    let limit = exponential(-min(mean, 60))
    var (count, product) = (0, fraction())
    while product > limit {
      count += 1
      product *= fraction()
    }
    return count
  }

  /// A uniformly drawn element; nil for an empty array.
  mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }
}

/// The exponential function, by halving the power ten times and squaring the result as often,
/// because the C library's last digit differs between machines.
func exponential(_ power: Double) -> Double {
  let small = power / 1_024
  var value = 1 + small * (1 + small / 2 * (1 + small / 3 * (1 + small / 4)))
  for _ in 0..<10 { value *= value }
  return value
}
