/// A percentage, stored exactly in hundredths of a per cent.
public struct Percentage: Sendable, Hashable, Comparable {
  /// Hundredths of a per cent: 10 % is 1,000.
  public let basisPoints: Int

  /// One hundred per cent.
  public static let whole = Percentage(basisPoints: 10_000)

  /// Creates a percentage from hundredths of a per cent.
  public init(basisPoints: Int) { self.basisPoints = basisPoints }

  /// Reads `10 %`, `10%` or `12.5 %`, from 0 to 100 with at most two decimals.
  public init?(_ text: String) {
    guard text.last == "%" else { return nil }
    let number = text.dropLast().drop { $0 == " " }
    let trimmed = number.last == " " ? number.dropLast() : number
    guard let hundredths = hundredths(trimmed), hundredths <= 10_000 else { return nil }
    basisPoints = hundredths
  }

  public static func < (left: Percentage, right: Percentage) -> Bool {
    left.basisPoints < right.basisPoints
  }

  /// The order of `part` out of `whole` relative to this percentage, by exact integer comparison.
  public func order(of part: Int, outOf whole: Int) -> Order {
    Order(part * 10_000, basisPoints * whole)
  }
}

extension Percentage: CustomStringConvertible {
  /// The percentage as people write it: `10%`, `12.5%`.
  public var description: String { decimalText(basisPoints) + "%" }
}

/// A sum in pounds, stored in pence.
public struct Money: Sendable, Hashable, Comparable {
  /// The sum in pence.
  public let pence: Int

  /// Creates a sum from pence.
  public init(pence: Int) { self.pence = pence }

  /// Reads `£160`, `£60.00` or `£2,500`.
  public init?(_ text: String) {
    guard text.first == "£" else { return nil }
    let number = text.dropFirst()
    // Commas separate all groups of three digits of the pounds, or none.
    let groups = number.prefix { $0 != "." }.split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped =
      groups.count == 1
      || (1...3).contains(groups[0].count)
        && groups.dropFirst().allSatisfy { $0.count == 3 }
    let fraction = number.drop { $0 != "." }
    guard isGrouped, fraction.isEmpty || fraction.count == 3,
      let pence = hundredths(groups.map { String($0) }.joined() + String(fraction))
    else { return nil }
    self.pence = pence
  }

  public static func < (left: Money, right: Money) -> Bool { left.pence < right.pence }
}

extension Money: CustomStringConvertible {
  /// The sum as people write it: `£160`, `£2,500`, `£0.50`.
  public var description: String {
    let pounds = String(pence / 100)
    var grouped = ""
    for (offset, digit) in pounds.enumerated() {
      if offset > 0, (pounds.count - offset) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return "£" + grouped + (pence % 100 == 0 ? "" : "." + padded(pence % 100, to: 2))
  }
}

/// Reads a decimal number with at most two decimals as a whole number of hundredths.
private func hundredths(_ text: some StringProtocol) -> Int? {
  let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
  guard let first = parts.first, first.utf8.count <= 7, let whole = decimal(first.utf8) else {
    return nil
  }
  guard parts.count == 2 else { return whole * 100 }
  let digits = parts[1].utf8
  guard (1...2).contains(digits.count), let fraction = decimal(digits) else { return nil }
  return whole * 100 + (digits.count == 1 ? fraction * 10 : fraction)
}

/// Hundredths as a decimal number without trailing zeros.
private func decimalText(_ hundredths: Int) -> String {
  let fraction = hundredths % 100
  let whole = String(hundredths / 100)
  if fraction == 0 { return whole }
  return fraction % 10 == 0
    ? "\(whole).\(fraction / 10)" : "\(whole).\(padded(fraction, to: 2))"
}
