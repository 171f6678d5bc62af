import Clauses
import Registers

/// Whether like cases are treated alike: for each clause, how often it was kept for the pupils of a
/// group, and for all others.
///
/// Pupils are counted, not obligations: those of one pupil are not independent of each other. A
/// clause was kept for a pupil where it was kept each time.
package struct Consistency: Sendable {
  /// A group against all other pupils, in one clause.
  package struct Comparison: Sendable, Hashable {
    /// The clause or the rule.
    package let clause: String
    /// What tells the groups apart, and the group: `year_group`, `5`.
    package let attribute, group: String
    /// The pupils whom the clause concerned, and those for whom it was kept each time.
    package let pupils, kept: Int
    /// The same of all other pupils.
    package let otherPupils, otherKept: Int
    /// The probability of so large a difference by chance (Fisher's exact test, two-sided).
    package let probability: Double
    /// Whether the difference is more than chance at one in twenty over all comparisons (Holm).
    package internal(set) var isMoreThanChance = false

    /// Whether any of the four counts is from 1 to 4, which could point to a child.
    package var isSmall: Bool {
      [kept, pupils - kept, otherKept, otherPupils - otherKept].contains { (1...4).contains($0) }
    }
  }

  /// The comparisons in the order of clauses, attributes and groups; a clause that was kept for every
  /// pupil, or for none, has none.
  package let comparisons: [Comparison]

  /// The comparisons whose difference is more than chance.
  package var differences: [Comparison] { comparisons.filter(\.isMoreThanChance) }

  /// The probability below which a difference counts as more than chance.
  package static let level = 0.05

  init(_ counts: ConsistencyCounts, _ plan: ReplayPlan) {
    let subjects = plan.asked.map(\.clause.name) + plan.practice.rules.map(\.id)
    var comparisons: [Comparison] = []
    for (number, subject) in subjects.enumerated() {
      let all = counts.all[number]
      // Where every pupil is alike there is no difference to find.
      guard all.kept > 0, all.kept < all.pupils else { continue }
      for (group, name) in plan.attributes.names.enumerated() {
        let count = counts[number, group]
        guard count.pupils > 0, count.pupils < all.pupils else { continue }
        comparisons.append(
          Comparison(
            clause: subject, attribute: name.attribute, group: name.group, pupils: count.pupils,
            kept: count.kept, otherPupils: all.pupils - count.pupils,
            otherKept: all.kept - count.kept,
            probability: FisherTest(
              count.kept, of: count.pupils, against: all.kept - count.kept,
              of: all.pupils - count.pupils
            ).probability))
      }
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

/// What tells groups of pupils apart: each group has a number.
struct PupilAttributes: Sendable {
  /// The groups, attribute by attribute, each attribute's in order.
  let names: [(attribute: String, group: String)]
  private let yearGroups, classes: [String: Int]
  private let memberships: [(group: PupilGroup, number: Int)]

  /// How many groups there are.
  var count: Int { names.count }

  init(_ pupils: some Sequence<Pupil>) {
    var (years, classes): (Set<String>, Set<String>) = ([], [])
    var belonging: Set<PupilGroup> = []
    for pupil in pupils {
      if let year = pupil.yearGroup { years.insert(year) }
      if let group = pupil.classGroup { classes.insert(group) }
      if !pupil.groups.isEmpty { belonging.formUnion(pupil.groups) }
    }
    var names: [(attribute: String, group: String)] = []
    func number(_ groups: Set<String>, _ attribute: String) -> [String: Int] {
      var numbers: [String: Int] = [:]
      for group in groups.sorted() {
        numbers[group] = names.count
        names.append((attribute, group))
      }
      return numbers
    }
    yearGroups = number(years, "year_group")
    self.classes = number(classes, "class")
    // That a pupil is in none of them is known only where some are.
    var memberships: [(group: PupilGroup, number: Int)] = []
    for group in PupilGroup.allCases where belonging.contains(group) {
      memberships.append((group, names.count))
      names.append((group.rawValue, "yes"))
    }
    self.memberships = memberships
    self.names = names
  }

  /// The numbers of a pupil's groups.
  func groups(of pupil: Pupil) -> [Int] {
    guard !names.isEmpty else { return [] }
    var groups: [Int] = []
    if let year = pupil.yearGroup.flatMap({ yearGroups[$0] }) { groups.append(year) }
    if let group = pupil.classGroup.flatMap({ classes[$0] }) { groups.append(group) }
    for (group, number) in memberships where pupil.groups.contains(group) { groups.append(number) }
    return groups
  }
}

/// For how many pupils each clause or rule was kept each time, over all and group by group.
struct ConsistencyCounts: Sendable {
  struct Count: Sendable {
    var pupils = 0
    var kept = 0
  }

  /// Over all pupils, by clause or rule.
  private(set) var all: [Count]
  private var ofGroups: [Count]
  private let groups: Int

  init(subjects: Int, groups: Int) {
    all = Array(repeating: Count(), count: subjects)
    ofGroups = Array(repeating: Count(), count: subjects * groups)
    self.groups = groups
  }

  /// The count of a group.
  subscript(subject: Int, group: Int) -> Count { ofGroups[subject * groups + group] }

  /// Notes whether a clause or rule was kept each time for a pupil of some groups.
  mutating func note(_ subject: Int, isKept: Bool, _ groups: [Int]) {
    let kept = isKept ? 1 : 0
    all[subject].pupils += 1
    all[subject].kept += kept
    for group in groups {
      ofGroups[subject * self.groups + group].pupils += 1
      ofGroups[subject * self.groups + group].kept += kept
    }
  }

  static func += (left: inout Self, right: Self) {
    for place in left.all.indices { left.all[place] += right.all[place] }
    for place in left.ofGroups.indices { left.ofGroups[place] += right.ofGroups[place] }
  }
}

extension ConsistencyCounts.Count {
  fileprivate static func += (left: inout Self, right: Self) {
    left.pupils += right.pupils
    left.kept += right.kept
  }
}
