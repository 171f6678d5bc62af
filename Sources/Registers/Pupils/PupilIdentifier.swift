import Diagnostics

/// A pupil's identifier as files write it.
enum PupilIdentifier {
  /// The form in which identifiers are compared.
  ///
  /// Invisible characters are left out, so is what a spreadsheet writes to keep a number as text
  /// (`="001"`, `'001`); a Unique Pupil Number is in upper case and without spaces.
  static func standard(_ text: String) -> String {
    // Nearly every identifier is plain and has its form already.
    let isPlain = text.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
    if isPlain, let first = text.utf8.first, !PupilIdentifier.marksText.contains(first),
      text.utf8.count < 13 || !text.utf8.contains(where: { (0x61...0x7A).contains($0) })
    {
      return text
    }
    let visible = isPlain ? text : trimmed(String(text.unicodeScalars.filter(isVisible)))
    let bare = withoutTextMark(visible)
    let number = String(bare.filter { !$0.isWhitespace }).uppercased()
    return UniquePupilNumber(number) == nil ? bare : number
  }

  /// The characters that begin a number that a spreadsheet is to keep as text.
  private static let marksText = Array("='".utf8)

  private static func withoutTextMark(_ text: String) -> String {
    if text.hasPrefix("=\""), text.hasSuffix("\""), text.count > 3 {
      return trimmed(text.dropFirst(2).dropLast())
    }
    return text.hasPrefix("'") && text.count > 1 ? trimmed(text.dropFirst()) : text
  }

  /// Whether a character can be seen or is a space; soft hyphens, joiners and byte order marks are neither.
  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory != .format
  }
}

extension String {
  fileprivate init(_ scalars: [Unicode.Scalar]) {
    self.init(String.UnicodeScalarView(scalars))
  }
}

/// Why an identifier is likely to be another one that was written differently.
enum IdentifierLikeness: CaseIterable {
  case zeros, decimals, spelling, lookalikes, slip

  /// What is the same in two identifiers that differ in this way alone; nil where that takes both.
  func key(of identifier: String) -> String? {
    switch self {
    case .zeros:
      let rest = identifier.drop { $0 == "0" }
      return rest.isEmpty ? "0" : String(rest)
    case .decimals:
      let parts = identifier.split(separator: ".", omittingEmptySubsequences: false)
      let isDecimal =
        parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
        && parts[0].allSatisfy(\.isNumber) && parts[1].allSatisfy { $0 == "0" }
      return IdentifierLikeness.zeros.key(of: isDecimal ? String(parts[0]) : identifier)
    case .spelling: return String(identifier.lowercased().filter { $0.isLetter || $0.isNumber })
    case .lookalikes:
      let key = IdentifierLikeness.spelling.key(of: identifier) ?? ""
      return String(key.map { IdentifierLikeness.digits[$0] ?? $0 })
    case .slip: return nil
    }
  }

  /// Letters that look like digits.
  private static let digits: [Character: Character] = [
    "o": "0", "i": "1", "l": "1", "z": "2", "s": "5", "b": "8",
  ]

  /// What is behind it and what to do, in words that follow "`1` is likely `001`".
  var explanation: String {
    switch self {
    case .zeros:
      "a spreadsheet drops zeros in front of numbers. Format the column as text and export again"
    case .decimals:
      "a spreadsheet writes numbers with a point and without zeros in front. Format the column as text and "
        + "export again"
    case .spelling:
      "they differ in letter case, spaces or punctuation alone. Write them in one way"
    case .lookalikes:
      "a letter stands for the digit that looks like it. Correct the one that is wrong"
    case .slip: "they differ in one character. Correct the one that is wrong"
    }
  }

  /// A pair of identifiers of which one is likely the other.
  struct Pair {
    let written, known: String
    let likeness: IdentifierLikeness
  }

  /// The likely counterparts of identifiers that have none, each where only one can be meant.
  ///
  /// `matched` are those that have one already: they are the counterparts of what is left, unless one
  /// character differs, as in the identifiers of two pupils.
  static func pairs(
    of unknown: [String], with known: [String], matched: [String] = []
  ) -> [Pair] {
    var pairs: [Pair] = []
    var left = unknown
    for (likeness, known) in allCases.map({ ($0, known) })
      + allCases.filter({ $0 != .slip }).map({ ($0, matched) })
    where !left.isEmpty && !known.isEmpty {
      let found = likeness.counterparts(of: left, among: known)
      pairs += left.compactMap { written in
        found[written].map { Pair(written: written, known: $0, likeness: likeness) }
      }
      left.removeAll { found[$0] != nil }
    }
    return pairs
  }

  private func counterparts(of unknown: [String], among known: [String]) -> [String: String] {
    var found: [String: String] = [:]
    if self == .slip {
      // Every pair is compared, so of few only.
      guard unknown.count * known.count <= 10_000 else { return [:] }
      for written in unknown where written.count > 2 {
        let near = known.filter { Wording.distance(written, $0) == 1 }
        if near.count == 1 { found[written] = near[0] }
      }
      return found
    }
    let byKey = Swift.Dictionary(grouping: known) { key(of: $0) ?? $0 }
    for written in unknown {
      guard let near = byKey[key(of: written) ?? written], near.count == 1 else { continue }
      found[written] = near[0]
    }
    return found
  }

  /// What is likely behind unknown identifiers, in a sentence or two about the first of the commonest kind.
  static func likelyCause(_ pairs: [Pair]) -> String? {
    let kinds = allCases.map { kind in pairs.filter { $0.likeness == kind } }
    guard let pair = kinds.max(by: { $0.count < $1.count })?.first else { return nil }
    return "`\(pair.written)` is likely `\(pair.known)`: \(pair.likeness.explanation)."
  }
}
