/// Fisher's exact test of whether two groups differ in a share (Fisher, 1922).
///
/// Two-sided: the probability, the totals being what they are, of a table as unlikely as the one
/// found or less likely. Only the four operations are used, so every machine gives the same figure.
package struct FisherTest: Sendable, Hashable {
  /// The probability of so large a difference by chance, between 0 and 1.
  package let probability: Double

  /// Tests `part` of `whole` in one group against `otherPart` of `otherWhole` in another.
  ///
  /// Counts that are negative, or parts larger than their whole, give a probability of 1.
  package init(_ part: Int, of whole: Int, against otherPart: Int, of otherWhole: Int) {
    guard part >= 0, otherPart >= 0, part <= whole, otherPart <= otherWhole else {
      probability = 1
      return
    }
    let parts = part + otherPart
    let (least, most) = (max(0, parts - otherWhole), min(parts, whole))
    // Weights relative to that of the likeliest table, found by walking away from it.
    let mode = min(most, max(least, (parts + 1) * (whole + 1) / (whole + otherWhole + 2)))
    var weights = Array(repeating: 1.0, count: most - least + 1)
    for count in stride(from: mode + 1, through: most, by: 1) {
      let up = Double(parts - count + 1) * Double(whole - count + 1)
      let down = Double(count) * Double(otherWhole - parts + count)
      weights[count - least] = weights[count - least - 1] * (up / down)
    }
    for count in stride(from: mode - 1, through: least, by: -1) {
      let up = Double(count + 1) * Double(otherWhole - parts + count + 1)
      let down = Double(parts - count) * Double(whole - count)
      weights[count - least] = weights[count - least + 1] * (up / down)
    }
    // Tables that are equally unlikely must not differ by rounding.
    let limit = weights[part - least] * (1 + 1e-9)
    let extreme = weights.filter { $0 <= limit }.reduce(0, +)
    probability = min(1, extreme / weights.reduce(0, +))
  }
}
