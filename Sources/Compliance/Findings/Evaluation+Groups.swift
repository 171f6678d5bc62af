import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

// Overlaps, gaps and differences among entries of times for groups of pupils.
extension Evaluation {
  private typealias Entry = (path: String, value: Located<Value>, whom: Narrowing)

  /// The entries of an item; none where its times are the same for all pupils.
  private func entries(_ context: Context) -> [Entry] {
    let stages = law.framework.yearsOfKeyStages(on: date)
    switch context.item.value {
    case .list(let items):
      return items.enumerated().map { place, item in
        ("\(context.path).\(place)", item, Narrowing(item.whom, stages))
      }
    case .record where context.item.whom != nil:
      return [(context.path, context.item, Narrowing(context.item.whom, stages))]
    default: return []
    }
  }

  /// The entries that apply to a pupil on a day on which an earlier entry applies too.
  func overlaps(_ context: Context) -> [Fault] {
    let entries = entries(context)
    return entries.indices.compactMap { index in
      let own = entries[index]
      let earlier = entries[..<index].first { other in
        own.whom.meets(other.whom) && !own.whom.goesBefore(other.whom)
          && !other.whom.goesBefore(own.whom) && !own.value.saysTheSame(as: other.value)
      }
      guard let earlier else { return nil }
      return Fault(
        path: own.path, span: own.value.span, found: .text(own.whom.words),
        limit: .text(earlier.whom.words), earlier: (earlier.path, earlier.value))
    }
  }

  /// The years and days without an entry.
  func gaps(_ context: Context) -> [Fault] {
    let entries = entries(context)
    guard !entries.isEmpty, !entries.contains(where: \.whom.isForAllOthers) else { return [] }
    let missing = missing(entries.map(\.whom))
    guard !missing.isEmpty else { return [] }
    return [
      Fault(
        path: context.path, span: context.item.span.start(),
        found: .text(Wording.list(missing)))
    ]
  }

  /// The years without an entry, and the days without one for other pupils.
  private func missing(_ narrowings: [Narrowing]) -> [String] {
    let days = SchoolWeekday.allCases.map(\.rawValue)
    let named = narrowings.compactMap(\.years)
    let years: [String?] =
      named.isEmpty ? [nil] : years(named.reduce(into: []) { $0.formUnion($1) })
    return years.compactMap { year in
      let left = days.filter { day in
        !narrowings.contains { narrowing in
          (narrowing.weekdays?.contains(day) ?? true)
            && (year.map { narrowing.years?.contains($0) ?? true } ?? true)
        }
      }
      guard !left.isEmpty else { return nil }
      let who = year.map { "year \($0)" }
      guard left.count < days.count else { return who }
      let when = Narrowing.words(ofWeekdays: Set(left))
      return who.map { "\($0) on \(when)" } ?? when
    }
  }

  /// The years of the school: those of its phase, and all between those that are named.
  private func years(_ named: Set<String>) -> [String?] {
    let phase = policy.root.value(at: ["school", "phase"])?.value.words.replacing(" ", with: "_")
    let usual = phase.flatMap { law.framework.yearsOfPhases(on: date)[$0] } ?? []
    let numbers = named.union(usual).compactMap { YearGroup.number(of: $0) }
    guard let first = numbers.min(), let last = numbers.max() else { return named.sorted() }
    let all = (first...last).map { $0 == 0 ? "R" : String($0) }.filter { !$0.hasPrefix("-") }
    return all + named.subtracting(all).sorted()
  }

  /// The entries whose value at a key differs from that of an earlier entry for the same days.
  func differences(_ key: BoundPath, _ context: Context) -> [Fault] {
    let said = entries(context).compactMap { entry in
      key.values(from: entry.value, at: entry.path).first.map { (entry.whom, $0) }
    }
    return said.indices.compactMap { index in
      let (whom, own) = said[index]
      let earlier = said[..<index].first { other, found in
        let isSameDay = whom.weekdays == other.weekdays
        return isSameDay && !found.value.value.means(own.value.value)
      }
      guard let earlier else { return nil }
      return Fault(
        path: own.path, span: own.value.span, found: own.value.value,
        limit: earlier.1.value.value, earlier: earlier.1)
    }
  }
}

extension Located<Value> {
  /// Whether two entries are equal apart from their `for`.
  fileprivate func saysTheSame(as other: Self) -> Bool {
    guard case .record(let own) = value, case .record(let others) = other.value else {
      return value.means(other.value)
    }
    func times(_ group: Value.Group) -> Value {
      .record(
        Value.Group(group.entries.filter { $0.key != "for" }.sorted { $0.key < $1.key }))
    }
    return times(own).means(times(others))
  }
}
