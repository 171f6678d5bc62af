// Lenient readings of quantities, percentages and sums, for suggestions.

extension Quantity {
  /// The quantity that a text means as people write it: `four weeks`, `4 wks`, `a fortnight`,
  /// `10sessions`; nil where it names none, or several.
  public static func meant(by text: String) -> Quantity? {
    let pieces = LooseText(text).pieces
    guard pieces.first != .sign("-"), let place = pieces.unitPlace else { return nil }
    let (count, rest) = (place.count, pieces[place.start...])
    guard pieces.count(where: \.isNumber) <= (place.isCounted ? 1 : 0),
      let (factor, unit) = LooseText.unit(rest)
    else { return nil }
    return count.multipliedReportingOverflow(by: factor).overflow
      ? nil : Quantity(count * factor, unit)
  }

  /// The quantity in another unit, where the two are of one length: weeks are days, years months.
  public func converted(to other: UnitOfCount) -> Quantity? {
    if unit == other { return self }
    switch (unit, other) {
    case (.weeks, .days): return Quantity(count * 7, .days)
    case (.days, .weeks) where count % 7 == 0: return Quantity(count / 7, .weeks)
    case (.years, .months): return Quantity(count * 12, .months)
    case (.months, .years) where count % 12 == 0: return Quantity(count / 12, .years)
    default: return nil
    }
  }

  /// The quantity as files write it: `10 school_days`, `1 week`.
  public var written: String {
    "\(count) \(count == 1 ? String(unit.rawValue.dropLast()) : unit.rawValue)"
  }
}

extension LooseText.Piece {
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
}

extension [LooseText.Piece] {
  /// The count, the index at which the unit's words begin, and whether the count is a number.
  fileprivate var unitPlace: (count: Int, start: Int, isCounted: Bool)? {
    if let place = firstIndex(where: \.isNumber), case .number(let count, _) = self[place] {
      return (count, place + 1, true)
    }
    guard
      let place = indices.first(where: { place in
        [.word("a"), .word("an"), .word("half"), .word("fortnight")]
          .contains(self[place])
      })
    else { return nil }
    let isHalf = self[place] == .word("half") || self[place] == .word("fortnight")
    return (1, isHalf ? place : place + 1, false)
  }
}

extension LooseText {
  /// The unit that the words name, with its factor: a fortnight is two weeks.
  fileprivate static func unit(_ pieces: ArraySlice<Piece>) -> (factor: Int, unit: UnitOfCount)? {
    let joins: [Piece] = [
      .sign("-"), .sign("_"), .word("of"), .word("a"), .word("an"), .word("full"), .word("whole"),
      .word("consecutive"), .word("continuous"), .word("calendar"), .word("clear"),
    ]
    var words = pieces.drop { joins.contains($0) }
    guard case .word(let first)? = words.popFirst() else { return nil }
    words = words.drop { joins.contains($0) }
    let second: String? = if case .word(let word)? = words.first { word } else { nil }
    if let second, let known = pairs[first]?[singular(second)] { return known }
    return units[singular(first)]
  }

  private static func singular(_ word: String) -> String {
    word.utf8.count > 2 && word.hasSuffix("s") ? String(word.dropLast()) : word
  }

  private static let units: [String: (factor: Int, unit: UnitOfCount)] = [
    "minute": (1, .minutes), "min": (1, .minutes), "hour": (60, .minutes), "hr": (60, .minutes),
    "session": (1, .sessions), "ses": (1, .sessions), "day": (1, .days), "d": (1, .days),
    "schoolday": (1, .schoolDays), "weekday": (1, .workingDays), "week": (1, .weeks),
    "wk": (1, .weeks), "fortnight": (2, .weeks), "month": (1, .months), "mth": (1, .months),
    "year": (1, .years), "yr": (1, .years), "notice": (1, .notices),
  ]

  private static let pairs: [String: [String: (factor: Int, unit: UnitOfCount)]] = [
    "school": ["day": (1, .schoolDays), "week": (1, .schoolWeeks)],
    "working": ["day": (1, .workingDays)], "business": ["day": (1, .workingDays)],
    "work": ["day": (1, .workingDays)], "teaching": ["day": (1, .schoolDays)],
    "half": ["day": (1, .sessions), "hour": (30, .minutes)],
  ]
}

extension Percentage {
  /// The percentage that a text means as people write it: `10 percent`, `ten per cent`, `0.1`; nil
  /// where that is ambiguous.
  public static func meant(by text: String) -> Percentage? {
    let words = LooseText(text).without(["per", "cent", "percent", "pc", "pct", "percentage", "of"])
    let pieces = words.pieces.filter { $0 != .sign("%") }
    guard let hundredths = pieces.hundredths else { return nil }
    // A decimal fraction of one, such as `0.1`.
    let isShare = hundredths <= 100 && pieces.count == 3 && !LooseText(text).saysPerCent
    let points = isShare ? hundredths * 100 : hundredths
    return points <= 10_000 ? Percentage(basisPoints: points) : nil
  }

  /// The percentage as files write it: `10 %`.
  public var written: String { "\(description.dropLast()) %" }
}

extension Money {
  /// The sum that a text means as people write it: `160 pounds`, `GBP 160`, `£ 160`, `160.5`; nil
  /// where that is ambiguous.
  public static func meant(by text: String) -> Money? {
    let words = LooseText(text).without([
      "pounds", "pound", "gbp", "sterling", "quid", "per", "parent", "child", "each", "a", "of",
    ])
    var pieces = words.pieces.filter { $0 != .sign("£") }
    // Thousands are set off by commas.
    while let comma = pieces.indices.first(where: { place in
      guard pieces[place] == .sign(","), place > 0, place + 1 < pieces.count,
        case .number(_, 3) = pieces[place + 1], pieces[place - 1].isNumber
      else { return false }
      return true
    }), case .number(let thousands, let digits) = pieces[comma - 1],
      case .number(let rest, _) = pieces[comma + 1]
    {
      pieces.replaceSubrange(
        comma - 1...comma + 1, with: [.number(thousands * 1000 + rest, digits: digits + 3)])
    }
    return pieces.hundredths.map { Money(pence: $0) }
  }
}

extension LooseText {
  fileprivate var saysPerCent: Bool {
    pieces.contains(.sign("%")) || words.contains { ["percent", "cent", "pc", "pct"].contains($0) }
  }
}

extension [LooseText.Piece] {
  /// The hundredths of the only number, which has at most two decimals.
  fileprivate var hundredths: Int? {
    guard case .number(let whole, let digits)? = first, digits <= 7 else { return nil }
    if count == 1 { return whole * 100 }
    guard count == 3, self[1] == .sign(".") || self[1] == .sign(","),
      case .number(let fraction, let places) = self[2], (1...2).contains(places)
    else { return nil }
    return whole * 100 + (places == 1 ? fraction * 10 : fraction)
  }
}
