import Clauses
import Registers

/// Whether like cases are treated alike: for each clause, how often it was kept for the pupils of a
/// group, and for all others.
///
/// Pupils are counted, not obligations: those of one pupil are not independent of each other. A
/// clause was kept for a pupil where it was kept each time.
public struct Consistency: Sendable {
  /// A group against all other pupils, in one clause.
  public struct Comparison: Sendable, Hashable {
    /// The clause or the rule.
    public let clause: String
    /// What tells the groups apart, and the group: `year_group`, `5`.
    public let attribute, group: String
    /// The pupils whom the clause concerned, and those for whom it was kept each time.
    public let pupils, kept: Int
    /// The same of all other pupils.
    public let otherPupils, otherKept: Int
    /// The probability of so large a difference by chance (Fisher's exact test, two-sided).
    public let probability: Double
    /// Whether the difference is more than chance at one in twenty over all comparisons (Holm).
    public internal(set) var isMoreThanChance = false

    /// Whether any of the four counts is from 1 to 4, which could point to a child.
    public var isSmall: Bool {
      [kept, pupils - kept, otherKept, otherPupils - otherKept].contains { (1...4).contains($0) }
    }
  }

  /// The comparisons in the order of clauses, attributes and groups; a clause that was kept for every
  /// pupil, or for none, has none.
  public let comparisons: [Comparison]

  /// The comparisons whose difference is more than chance.
  public var differences: [Comparison] { comparisons.filter(\.isMoreThanChance) }

  /// The probability below which a difference counts as more than chance.
  public static let level = 0.05

  init(
    _ asked: [PupilReplay.Asked], _ rules: [PracticeRule], _ pupils: [PupilReplay],
    _ dataset: Dataset
  ) {
    let attributes = Attribute.all(dataset)
    var comparisons: [Comparison] = []
    func compare(_ clause: String, _ isKept: [Bool?]) {
      // Where every pupil is alike there is no difference to find.
      guard isKept.contains(true), isKept.contains(false) else { return }
      for attribute in attributes { comparisons += attribute.comparisons(clause, isKept) }
    }
    var kept = asked.map { _ in [Bool?](repeating: nil, count: pupils.count) }
    for (place, pupil) in pupils.enumerated() {
      for obligation in pupil.judged where obligation.outcome != .pending {
        let isMet = obligation.outcome == .met
        kept[obligation.clause][place] = (kept[obligation.clause][place] ?? true) && isMet
      }
    }
    for (number, asked) in asked.enumerated() { compare(asked.clause.name, kept[number]) }
    for (number, rule) in rules.enumerated() {
      compare(
        rule.id,
        pupils.map { pupil in
          let result = pupil.practice[number]
          return result.cases == 0 ? nil : result.divergences.isEmpty
        })
    }
    self.comparisons = Consistency.adjusted(comparisons)
  }

  /// Marks the differences that are more than chance, however many were looked for (Holm, 1979).
  private static func adjusted(_ comparisons: [Comparison]) -> [Comparison] {
    var adjusted = comparisons
    let order = comparisons.indices.sorted {
      (comparisons[$0].probability, $0) < (comparisons[$1].probability, $1)
    }
    for (rank, place) in order.enumerated() {
      guard comparisons[place].probability * Double(comparisons.count - rank) < level else { break }
      adjusted[place].isMoreThanChance = true
    }
    return adjusted
  }
}

/// Something that tells groups of pupils apart.
private struct Attribute {
  let name: String
  /// The groups in order.
  let names: [String]
  /// Each pupil's group by its place among the names; nil where it is not known.
  let groups: [Int?]

  init(name: String, groups: [String?]) {
    self.name = name
    names = Set(groups.compactMap { $0 }).sorted()
    let places = Swift.Dictionary(
      names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    self.groups = groups.map { $0.flatMap { places[$0] } }
  }

  /// The attributes that the dataset's pupils have; one that all share tells nobody apart.
  static func all(_ dataset: Dataset) -> [Attribute] {
    let pupils = dataset.pupils.map(\.pupil)
    let named = [
      Attribute(name: "year_group", groups: pupils.map(\.yearGroup)),
      Attribute(name: "class", groups: pupils.map(\.classGroup)),
    ]
    // That a pupil is in none of them is known only where some are.
    let belonging = PupilGroup.allCases.filter { group in
      pupils.contains { $0.groups.contains(group) }
    }.map { group in
      Attribute(
        name: group.rawValue, groups: pupils.map { $0.groups.contains(group) ? "yes" : nil })
    }
    return named + belonging
  }

  func comparisons(_ clause: String, _ isKept: [Bool?]) -> [Consistency.Comparison] {
    var counts = names.map { _ in (pupils: 0, kept: 0) }
    var (all, allKept) = (0, 0)
    for (group, isKept) in zip(groups, isKept) {
      guard let isKept else { continue }
      all += 1
      allKept += isKept ? 1 : 0
      guard let group else { continue }
      counts[group].pupils += 1
      counts[group].kept += isKept ? 1 : 0
    }
    return zip(names, counts).filter { $1.pupils > 0 && $1.pupils < all }.map { group, count in
      Consistency.Comparison(
        clause: clause, attribute: name, group: group, pupils: count.pupils, kept: count.kept,
        otherPupils: all - count.pupils, otherKept: allKept - count.kept,
        probability: FisherTest(
          count.kept, of: count.pupils, against: allKept - count.kept, of: all - count.pupils
        ).probability)
    }
  }
}
