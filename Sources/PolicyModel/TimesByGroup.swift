package import CivilTime
package import Diagnostics
package import PositionedYAML
package import TypedYAML

/// Times that may be restricted to some pupils or days.
package protocol GroupedTimes: Record {
  /// The scope; nil for all others.
  var whom: PupilsOfTimes? { get }
}

extension GroupedTimes {
  /// Help for a key with a day of the week in it, such as `friday_ends`: an entry for that day.
  package static func help(forKey key: String) -> String? {
    let steps = key.lowercased().split { "_- ".contains($0) }.map(String.init)
    for day in SchoolWeekday.allCases.map(\.rawValue) {
      let names = [day, day + "s", String(day.prefix(3))]
      guard let place = steps.firstIndex(where: { names.contains($0) }) else { continue }
      let rest = (steps[..<place] + steps[(place + 1)...]).joined(separator: "_")
      let isKey = fields.contains { $0.form.name == rest }
      return "The times of one day are an entry of their own, in a list with the others: write "
        + "`{ for: { weekdays: \(day) }, \(isKey ? "\(rest): " : "")… }`."
    }
    return nil
  }
}

/// Times that a policy gives once for all pupils, or in a list for groups of pupils and days.
package struct ByGroup<Times: GroupedTimes>: Readable {
  /// The entries in the order of the file; a single one where the times are given once.
  package private(set) var entries: [Times]
  private let isList: Bool

  /// The most entries that are read, because overlapping ones are judged in pairs.
  static var mostEntries: Int { 24 }

  package static var form: Form { .choice([Times.form, .list(Times.form)]) }

  package static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    guard node.isSequence else {
      return Times.read(node, &reading).map { Self(entries: [$0], isList: false) }
    }
    guard let entries = [Times].read(node, &reading) else { return nil }
    guard entries.count <= mostEntries else {
      reading.mismatch(
        node, expected: "a list of at most \(mostEntries) entries",
        help: "Put the pupils who have the same times into one entry.")
      return nil
    }
    return Self(entries: entries, isList: true)
  }

  package var erased: Located<Value> { isList ? entries.erased : entries[0].erased }

  /// The times, where they are the same for all pupils.
  package var ofAll: Times? { isList || entries[0].whom != nil ? nil : entries[0] }

  /// Inherits single times key by key; a list replaces those of the upper layer as a whole.
  package mutating func inherit(_ upper: Self) {
    guard ofAll != nil, let upper = upper.ofAll else { return }
    entries[0].inherit(upper)
  }

  package static func joined(_ lower: Located<Value>, _ upper: Located<Value>) -> Located<Value> {
    guard case .record(let own) = lower.value, case .record(let inherited) = upper.value,
      own["for"] == nil, inherited["for"] == nil
    else { return lower }
    return Times.joined(lower, upper)
  }

  package static func spelled(_ text: String) -> String? { Times.spelled(text) }
}

/// The entry of times that applies to a pupil on a day.
package enum ChosenEntry: Sendable, Hashable {
  /// The index of the entry.
  case entry(Int)
  /// No entry applies.
  case none
  /// The pupil's data does not decide, or several entries apply.
  case untold
}

extension [Narrowing] {
  /// The entry that applies to a pupil on a day.
  ///
  /// An entry for weekdays takes precedence, and one without a scope applies where no other does.
  package func entry(of place: PupilPlace) -> ChosenEntry {
    let answers = map { $0.holds(for: place) }
    let possible = indices.filter { answers[$0] != false }
    guard let first = possible.min(by: { self[$0].goesBefore(self[$1]) }) else { return .none }
    let equal = possible.filter { !self[first].goesBefore(self[$0]) }
    return equal.count == 1 && answers[first] == true ? .entry(first) : .untold
  }
}

/// The times of a policy for each pupil.
package struct PupilTimes: Sendable {
  /// The times of one pupil's register.
  package enum Answer: Sendable {
    case times(RegisterTimes, dayStarts: Located<TimeOfDay>?)
    /// The policy gives no times for the pupil.
    case unstated
    /// The pupil's data does not decide which times apply.
    case untold
  }

  private struct Book<Times: GroupedTimes>: Sendable {
    let entries: [Times]
    let narrowings: [Narrowing]

    init(_ times: ByGroup<Times>?, _ stages: Narrowing.YearsOfKeyStages) {
      entries = times?.entries ?? []
      narrowings = entries.map { Narrowing($0.whom?.erased.value, stages) }
    }

    /// The only entry, where it applies to all pupils.
    var ofAll: Times? {
      entries.count == 1 && narrowings[0].isForAllOthers ? entries[0] : nil
    }
  }

  private let morning, afternoon: Book<RegisterTimes>
  private let day: Book<SchoolDay>

  /// Reads the times of a policy.
  package init(_ policy: Policy?, _ stages: Narrowing.YearsOfKeyStages) {
    morning = Book(policy?.registers?.morning, stages)
    afternoon = Book(policy?.registers?.afternoon, stages)
    day = Book(policy?.day, stages)
  }

  /// Whether the times of a register differ by groups of pupils or by weekdays.
  package func areByGroup(inTheMorning: Bool) -> Bool {
    let register = inTheMorning ? morning : afternoon
    let isOneDay = day.entries.isEmpty || day.ofAll != nil
    return !(register.entries.isEmpty || register.ofAll != nil) || (inTheMorning && !isOneDay)
  }

  /// Whether the times of a register differ by weekdays.
  package func areByWeekday(inTheMorning: Bool) -> Bool {
    let register = inTheMorning ? morning : afternoon
    return (register.narrowings + (inTheMorning ? day.narrowings : []))
      .contains { $0.weekdays != nil }
  }

  /// The times of every register entry.
  package func entries(inTheMorning: Bool) -> [RegisterTimes] {
    (inTheMorning ? morning : afternoon).entries
  }

  /// The times of one pupil's register on a day.
  package func answer(inTheMorning: Bool, _ place: PupilPlace) -> Answer {
    let book = inTheMorning ? morning : afternoon
    let register: RegisterTimes
    switch book.narrowings.entry(of: place) {
    case .none: return .unstated
    case .untold: return .untold
    case .entry(let index): register = book.entries[index]
    }
    guard inTheMorning else { return .times(register, dayStarts: nil) }
    switch day.narrowings.entry(of: place) {
    case .none: return .times(register, dayStarts: nil)
    case .untold: return .untold
    case .entry(let index): return .times(register, dayStarts: day.entries[index].starts)
    }
  }
}
