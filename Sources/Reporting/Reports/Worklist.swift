package import CivilTime
import Clauses
import Diagnostics
import Statute
import TypedYAML

/// A list of unconfirmed places for an adviser to look up, each once with the rules that rest on
/// it.
package struct Worklist: Sendable {
  /// The lists to show.
  package struct Part: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    /// Unread passages, and pages to look up.
    package static let unverified = Part(rawValue: 1)
    /// Choices of the project's own.
    package static let choices = Part(rawValue: 2)
  }

  /// One place of one source, with the rules that rest on it.
  struct Row: Sendable {
    /// The place with the weakest basis among its rules.
    var cited: CitedSource
    /// The passages that have the place, in order of first use.
    var passages: [String] = []
    /// The rules that rest on it, the most serious first.
    var users: [User] = []

    /// The highest severity of the rules with the weakest basis.
    var severity: Severity { usersOfWeakestBasis.map(\.severity).max() ?? .note }
    /// Whether one of those, of that severity, cites nothing that has been read.
    var isAlone: Bool { usersOfWeakestBasis.contains { $0.isAlone && $0.severity == severity } }
    private var usersOfWeakestBasis: [User] { users.filter { $0.basis == cited.basis } }
  }

  /// A rule, or a code of the framework, that rests on a place.
  struct User: Sendable, Hashable {
    let name: String
    let severity: Severity
    /// The basis on which it cites the place.
    let basis: Citation.Basis
    /// Whether none of its citations has been read.
    let isAlone: Bool
  }

  let framework: Framework
  let parts: Part
  /// The date on which the sources are in force; nil where all editions are wanted.
  let date: CivilDate?
  /// Places whose words have not been read.
  private(set) var unread: [Row] = []
  /// Places whose words are confirmed and whose page has not been looked up.
  private(set) var pages: [Row] = []
  /// Choices of the project's own.
  private(set) var choices: [Row] = []

  /// Collects the places that rules rest on; without a date, in every edition.
  package init(_ list: RuleList, _ parts: Part, on date: CivilDate?) {
    (framework, self.parts, self.date) = (list.catalogue.framework, parts, date)
    var gathered = GatheredPlaces(date: date)
    for entry in list.entries { gathered.add(entry.places, entry.id, entry.severity) }
    if list.isWhole {
      for meaning in framework.codes.meanings
      where date.map({ meaning.range.contains($0) }) ?? true {
        let places = framework.bibliography.places(of: meaning.citations)
        gathered.add(places, "code \(meaning.code.text)", .note)
      }
    }
    let rows = gathered.inOrder
    unread = Worklist.sorted(rows.filter { $0.cited.basis == .unseen && $0.cited.isOthers })
    pages = Worklist.sorted(rows.filter { $0.cited.basis == .placeUnseen && $0.cited.isOthers })
    choices = rows.filter { $0.cited.kind == .project }
  }

  /// Sorts by source and place, the most serious source and place first.
  private static func sorted(_ rows: [Row]) -> [Row] {
    let heaviest = Dictionary(rows.map { ($0.cited.source, $0.weight) }, uniquingKeysWith: max)
    return rows.sorted { left, right in
      let (one, other) = (left.cited, right.cited)
      if one.source != other.source {
        let weights = (heaviest[one.source, default: 0], heaviest[other.source, default: 0])
        return weights.0 == weights.1 ? one.title < other.title : weights.0 > weights.1
      }
      return left.weight == right.weight ? one.place < other.place : left.weight > right.weight
    }
  }

  /// The rows of each source, in their order.
  static func bySource(_ rows: [Row]) -> [(title: String, rows: [Row])] {
    var groups: [(title: String, rows: [Row])] = []
    for row in rows {
      if groups.last?.title == row.cited.title {
        groups[groups.count - 1].rows.append(row)
      } else {
        groups.append((row.cited.title, [row]))
      }
    }
    return groups
  }

  var dates: String {
    date.map { "in the editions in force on \($0.written)" } ?? "in every edition"
  }
}

/// A collection of the places that rules rest on, each once.
private struct GatheredPlaces {
  private struct Key: Hashable {
    let source, place: String
  }

  /// The date on which the sources are in force; nil where all editions are wanted.
  let date: CivilDate?
  private var rows: [Key: Worklist.Row] = [:]
  private var order: [Key] = []

  init(date: CivilDate?) { self.date = date }

  var inOrder: [Worklist.Row] { order.compactMap { rows[$0]?.ordered } }

  /// Adds a rule's unconfirmed places and choices.
  mutating func add(_ places: [CitedPlace], _ name: String, _ severity: Severity) {
    let live = places.filter { place in date.map { place.isInForce(on: $0) } ?? true }
    let isAlone = !live.contains { $0.cited.isOthers && $0.cited.basis != .unseen }
    for place in live where place.cited.isUnverified || place.cited.kind == .project {
      let cited = place.cited
      let key = Key(source: cited.source, place: cited.place)
      if rows[key] == nil { order.append(key) }
      var row = rows[key] ?? Worklist.Row(cited: cited)
      if cited.basis > row.cited.basis { row.cited = cited }
      if let passage = place.passage, !row.passages.contains(passage) {
        row.passages.append(passage)
      }
      let user = Worklist.User(
        name: name, severity: severity, basis: cited.basis, isAlone: isAlone)
      if let known = row.users.firstIndex(where: { $0.name == name }) {
        if user.basis > row.users[known].basis { row.users[known] = user }
      } else {
        row.users.append(user)
      }
      rows[key] = row
    }
  }
}

extension Worklist.Row {
  /// The sort key: the severity of its rules, then whether one rests on nothing else.
  fileprivate var weight: Int {
    let severity =
      switch severity {
      case .error: 2
      case .warning: 1
      case .note: 0
      }
    return 2 * severity + (isAlone ? 1 : 0)
  }

  /// The row with the most serious rules first.
  fileprivate var ordered: Worklist.Row {
    var row = self
    row.users = users.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      if one.basis != other.basis { return one.basis > other.basis }
      return one.severity == other.severity
        ? left.offset < right.offset : one.severity > other.severity
    }.map(\.element)
    return row
  }

  /// The names of the rules that rest on it, at most `most`, and the number of the others.
  func rules(most: Int, _ code: (String) -> String = { $0 }) -> String {
    let named = users.prefix(users.count == most + 1 ? most + 1 : most).map { code($0.name) }
    let others = users.count - named.count
    return named.joined(separator: ", ") + (others > 0 ? " and \(others) more" : "")
  }
}
