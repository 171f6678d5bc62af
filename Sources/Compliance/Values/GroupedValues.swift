import CivilTime
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

/// The values of a file for each group of pupils with times of its own.
///
/// Rules expect one time for all pupils, so they are evaluated once per group. Every two entries
/// that may apply to the same pupil occur together in some evaluation.
final class GroupedValues {
  /// The times that may be given by group, in their order.
  static let paths = [["day"], ["registers", "morning"], ["registers", "afternoon"]]

  /// The entries of times given by group.
  private struct Book {
    let path: [String]
    let entries: [Located<Value>]
    let narrowings: [Narrowing]

    /// The scope of an entry in words; `all other days` where the others name only days.
    func words(of place: Int) -> String {
      let others = narrowings.indices.filter { $0 != place }.map { narrowings[$0] }
      let areDays = others.allSatisfy { $0.isForDaysAlone }
      return narrowings[place].isForAllOthers && areDays && !others.isEmpty
        ? "all other days" : narrowings[place].words
    }
  }

  private let values: AskedValues
  private let books: [Book]
  /// The entries that apply together, as indices into each book.
  private let choices: [[Int]]
  private var variants: [[Int]: Variant] = [:]

  init?(_ values: AskedValues, _ framework: Framework, on date: CivilDate) {
    let stages = framework.yearsOfKeyStages(on: date)
    books = GroupedValues.paths.compactMap { path in
      guard let found = values.root.value(at: path[...]), case .list(let entries) = found.value
      else { return nil }
      return Book(
        path: path, entries: entries, narrowings: entries.map { Narrowing($0.whom, stages) })
    }
    guard !books.isEmpty else { return nil }
    self.values = values
    choices = GroupedValues.choices(books.map(\.narrowings))
  }

  /// The combinations of one entry from each list that may apply to one pupil.
  private static func choices(_ lists: [[Narrowing]]) -> [[Int]] {
    let all = lists.flatMap { $0 }
    var places: [PupilPlace] = []
    for first in all.indices {
      for second in first..<all.count where all[first].meets(all[second]) {
        places.append(PupilPlace(in: [all[first], all[second]]))
      }
    }
    var seen: Set<[Int]> = []
    // Faults of every day precede those of single weekdays.
    let ordered = places.filter { $0.weekday == nil } + places.filter { $0.weekday != nil }
    return ordered.compactMap { place in
      let choice = lists.map { list in
        if case .entry(let number) = list.entry(ofStrangerAt: place) { return number }
        // A rule of its own reports pupils without an entry.
        return list.indices.first { list[$0].holds(for: place) != false } ?? 0
      }
      return seen.insert(choice).inserted ? choice : nil
    }
  }

  /// The variants of the values for a rule, one for each combination of the entries that it reads.
  func variants(of rule: Rule) -> [Variant] {
    let looked = books.map { rule.looks(at: $0.path) }
    var seen: Set<[Int]> = []
    return choices.compactMap { choice in
      let asked = zip(choice, looked).map { $1 ? $0 : -1 }
      guard seen.insert(asked).inserted else { return nil }
      return variant(asked)
    }
  }

  private func variant(_ choice: [Int]) -> Variant {
    if let known = variants[choice] { return known }
    var root = values.root
    var chosen: [Variant.Chosen] = []
    for (book, place) in zip(books, choice) where place >= 0 {
      root = root.replacing(book.path[...], with: book.entries[place])
      chosen.append(
        .init(
          path: book.path.joined(separator: "."), place: place, whom: book.narrowings[place],
          words: book.words(of: place)))
    }
    let variant = Variant(values: AskedValues(root), chosen: chosen)
    variants[choice] = variant
    return variant
  }

  /// The values of a file for one group of pupils.
  struct Variant {
    /// An entry that applies to the group.
    struct Chosen {
      let path: String
      let place: Int
      let whom: Narrowing
      /// The pupils of the entry in words.
      let words: String
    }

    let values: AskedValues
    let chosen: [Chosen]

    /// The violation with the path of the entry in which it was found.
    func placed(_ violation: Violation) -> Violation {
      guard let entry = entry(of: violation) else { return violation }
      return violation.with(
        path: "\(entry.path).\(entry.place)\(violation.path.dropFirst(entry.path.count))",
        message: violation.message)
    }

    /// A placed violation with the pupils whom it concerns, where those are not all.
    func addressed(_ violation: Violation, isForAll: Bool) -> Violation {
      guard let about = entry(of: violation) ?? (isForAll ? nil : chosen.first) else {
        return violation
      }
      let days = chosen.lazy.filter { $0.path != about.path }.compactMap(\.whom.weekdays).first
      let isOnOtherDays = about.whom.weekdays == nil && days != nil
      let when = isOnOtherDays ? " on \(Narrowing.words(ofWeekdays: days ?? []))" : ""
      return violation.with(
        path: violation.path,
        message: "\(violation.message) This is about \(about.words)\(when).")
    }

    private func entry(of violation: Violation) -> Chosen? {
      chosen.first { entry in
        violation.path == entry.path || violation.path.hasPrefix(entry.path + ".")
      }
    }
  }
}

extension Violation {
  /// The violation at another path, with another message.
  fileprivate func with(path: String, message: String) -> Violation {
    Violation(
      path: path, span: span, found: found, expected: expected, message: message, because: because,
      help: help, isAbsence: isAbsence, related: related, length: length)
  }
}

extension PupilPlace {
  /// Creates a pupil to whom all of some entries apply.
  fileprivate init(in narrowings: [Narrowing]) {
    func one(_ sets: [Set<String>?]) -> String? {
      let given = sets.compactMap { $0 }
      guard let first = given.first else { return nil }
      return given.dropFirst().reduce(first) { $0.intersection($1) }.min()
    }
    self.init(
      year: one(narrowings.map(\.years)), site: one(narrowings.map(\.sites)),
      classGroup: one(narrowings.map(\.classes)), weekday: one(narrowings.map(\.weekdays)))
  }
}

extension [Narrowing] {
  /// The entry for a pupil with the given groups and no others.
  fileprivate func entry(ofStrangerAt place: PupilPlace) -> ChosenEntry {
    let nobody = "\u{0}"
    return entry(
      of: PupilPlace(
        year: place.year ?? nobody, site: place.site ?? nobody,
        classGroup: place.classGroup ?? nobody, weekday: place.weekday ?? nobody))
  }
}

extension Located<Value> {
  /// The value of `for` in an entry; nil where it has none.
  var whom: Value? {
    guard case .record(let group) = value else { return nil }
    return group["for"]?.value
  }

  /// The value with another at a path of declared keys.
  fileprivate func replacing(_ path: ArraySlice<String>, with other: Located<Value>) -> Self {
    guard let step = path.first else { return other }
    guard case .record(let group) = value else { return self }
    let entries = group.entries.map { entry in
      entry.key == step
        ? (entry.key, entry.value.replacing(path.dropFirst(), with: other)) : entry
    }
    return Located(.record(Value.Group(entries)), at: span)
  }
}

extension [String] {
  /// The steps without the indices of entries for groups, as in a file with one time for all.
  var withoutGroups: [String] {
    let isOfTimes = GroupedValues.paths.contains { first == $0.first }
    return isOfTimes ? filter { Int($0) == nil } : self
  }
}

extension String {
  /// The path without the indices of entries for groups.
  var withoutGroups: String { pathSteps.withoutGroups.joined(separator: ".") }
}
