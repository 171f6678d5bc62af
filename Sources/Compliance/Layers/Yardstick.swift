import CivilTime
import Clauses
package import Diagnostics
package import Statute
package import TypedYAML

/// The order of strictness between values of one path, by the framework's orders.
package struct Yardstick: Sendable {
  private typealias Pattern = (steps: [String], strictness: Strictness)

  /// The orders and the paths that count in half days, by the first step of their paths.
  private let orders: [String: [Pattern]]
  private let halfDays: [String: [[String]]]
  private let concerns: [String: [(steps: [String], concern: Concern)]]

  /// Indexes the orders and concerns of a framework.
  package init(_ framework: Framework) {
    orders = Dictionary(
      grouping: framework.strictness.map { ($0.path.value.text.pathSteps, $0) },
      by: { $0.0.first ?? "" })
    halfDays = Dictionary(
      grouping: framework.halfDays.map { $0.value.text.pathSteps }, by: { $0.first ?? "" })
    let touches = framework.touches.compactMap { concern in
      concern.path.map { (steps: $0.value.text.pathSteps, concern: concern) }
    }
    concerns = Dictionary(grouping: touches, by: { $0.steps.first ?? "" })
  }

  // MARK: Values

  /// The strictness of a value relative to another at a path; groups compare key by key.
  ///
  /// An absent value imposes no obligation.
  package func standing(of value: Value?, to other: Value?, at path: [String]) -> Comparison {
    switch (value, other) {
    case (nil, nil): return .same
    case (.some, nil): return isOrdered(path) ? .stricter : .incomparable
    case (nil, .some): return isOrdered(path) ? .looser : .incomparable
    case (.record(let left)?, .record(let right)?):
      let keys = Set((left.entries + right.entries).map(\.key)).subtracting(Yardstick.namesOnly)
      return keys.map { key in
        let path = path + [key]
        return standing(
          of: left[key]?.value ?? unsaid(path, beside: left),
          to: right[key]?.value ?? unsaid(path, beside: right), at: path)
      }.reduce(.same) { $0.joined(with: $1) }
    case (let left?, let right?):
      let (left, right) = (normal(left, at: path), normal(right, at: path))
      if left.key == right.key { return .same }
      return strictness(at: path)?.comparison(of: left, with: right) ?? .incomparable
    }
  }

  /// The normal form of the values of a path, equal for values of equal meaning.
  ///
  /// Weeks become days, years months, days sessions where half days count, and lists sets; a bound
  /// `more than 7 sessions` becomes 8.
  package func normal(_ value: Value, at path: [String]) -> Value {
    switch value {
    case .quantity(let quantity):
      let base = quantity.inBaseUnit
      guard base.unit == .days, countsHalfDays(path) else { return .quantity(base) }
      return .quantity(Quantity(base.count * 2, .sessions))
    case .bound(let comparator, let inner):
      return normal(inner, at: path).bounded(comparator)
    case .list(let items):
      var seen: Set<String> = []
      let normalItems = items.map { $0.map { normal($0, at: path + ["*"]) } }
      return .list(
        normalItems.map { (item: $0, key: $0.value.key) }.sorted { $0.key < $1.key }
          .filter { seen.insert($0.key).inserted }.map(\.item))
    case .record(let group):
      return .record(
        Value.Group(
          group.entries.map { entry in
            (entry.key, entry.value.map { normal($0, at: path + [entry.key]) })
          }.sorted { $0.key < $1.key }))
    default: return value
    }
  }

  /// A text that is equal for exactly the values of a path with equal meaning.
  package func key(of value: Value, at path: [String]) -> String { normal(value, at: path).key }

  /// The minutes by which a time is compared, where it is measured from another key's.
  package func measured(_ path: String, _ value: Value, in policy: Located<Value>) -> Value? {
    let steps = path.pathSteps
    guard let from = measuredFrom(steps), case .time(let time) = value,
      case .time(let start)? = policy.values(at: (steps.dropLast() + [from])[...]).first?.value
        .value
    else { return nil }
    return .quantity(time.minutes(since: start).quantity)
  }

  /// The value for comparison of an absent time for which another one holds by default.
  package func unsaid(_ path: String, in policy: Located<Value>) -> Value? {
    let steps = path.pathSteps
    func time(_ key: String) -> TimeOfDay? {
      if case .time(let time)? = policy.value(at: (steps.dropLast() + [key])[...])?.value {
        time
      } else {
        nil
      }
    }
    guard let order = strictness(at: steps), let held = order.unsaidIs.flatMap(time),
      policy.value(at: steps[...]) == nil
    else { return nil }
    guard let from = order.measuredFrom else { return .time(held) }
    return time(from).map { .quantity(held.minutes(since: $0).quantity) }
  }

  /// The default of a time that is absent from a group.
  private func unsaid(_ path: [String], beside group: Value.Group) -> Value? {
    strictness(at: path)?.unsaidIs.flatMap { group[$0]?.value }
  }

  /// The key of the time from which a time is measured; nil where there is none.
  func measuredFrom(_ path: [String]) -> String? { strictness(at: path)?.measuredFrom }

  // MARK: Paths

  /// The people whom a clause concerns; nil where the framework gives none.
  ///
  /// The longest matching path decides.
  package func concern(of path: String) -> Concern? {
    let steps = path.pathSteps
    return (concerns[steps.first ?? ""] ?? [])
      .filter { $0.steps.count <= steps.count && fits($0.steps, steps) }
      .max { $0.steps.count < $1.steps.count }?.concern
  }

  /// Whether a clause only describes the school or the document.
  package func asksNothing(_ path: String) -> Bool {
    concern(of: path)?.asksNothing?.value.isTrue ?? false
  }

  /// Whether absence at a path is looser than any value, or than any item of a list.
  package func isOrdered(_ path: [String]) -> Bool {
    strictness(at: path) != nil
      || orders[path.first ?? ""]?.contains {
        $0.strictness.measure == .moreItems && $0.steps == path.dropLast()
      } ?? false
  }

  /// Keys of a duty that name or explain it.
  static let namesOnly: Set<String> = ["id", "title", "because", "cite", "breaks", "holds"]

  private func strictness(at path: [String]) -> Strictness? {
    guard let orders = orders[path.first ?? ""] else { return nil }
    func order(of path: [String]) -> Strictness? {
      orders.first { $0.steps.count == path.count && fits($0.steps, path) }?.strictness
    }
    // Times by group are ordered like times that are the same for all.
    return order(of: path) ?? order(of: path.withoutGroups)
  }

  private func countsHalfDays(_ path: [String]) -> Bool {
    halfDays[path.first ?? ""]?.contains { $0.count == path.count && fits($0, path) } ?? false
  }

  private func fits(_ pattern: [String], _ path: [String]) -> Bool {
    zip(pattern, path).allSatisfy { $0 == "*" || $0 == $1 }
  }
}

extension Value.Group {
  /// The keys that impose an obligation, each with the text of its value.
  fileprivate var asked: [String] {
    entries.filter { !Yardstick.namesOnly.contains($0.key) }.map {
      "\($0.key)=\($0.value.value.key)"
    }
  }
}

extension Value {
  /// A text that is equal for exactly the equal values in normal form.
  ///
  /// Keys that only name or explain a duty are left out.
  fileprivate var key: String {
    switch self {
    case .text(let text), .word(let text): "w\(text.utf8.count):\(text)"
    case .bound(let comparator, let value): "\(comparator.rawValue) \(value.key)"
    case .list(let items): "[\(items.map(\.value.key).joined(separator: ","))]"
    case .record(let group): "{\(group.asked.joined(separator: ","))}"
    default: "\(kind):\(words)"
    }
  }

  /// The value with a comparator, in normal form: sessions stay whole, and the direction of a limit
  /// is that of its key.
  fileprivate func bounded(_ comparator: Comparator) -> Value {
    switch (comparator, self) {
    case (.atLeast, _), (.atMost, _): self
    case (.moreThan, .quantity(let quantity)) where quantity.unit == .sessions:
      .quantity(Quantity(quantity.count + 1, .sessions))
    case (.lessThan, .quantity(let quantity)) where quantity.unit == .sessions:
      .quantity(Quantity(quantity.count - 1, .sessions))
    default: .bound(comparator, self)
    }
  }

  /// The reason why two values are incomparable, in a sentence.
  package func whyNoOrder(with other: Value) -> String {
    let pair = "\(words) and \(other.words) cannot be compared"
    switch (bare, other.bare) {
    case (.quantity(let one), .quantity(let two)):
      return one.isSchoolDays(of: two) || two.isSchoolDays(of: one)
        ? "\(pair): they are the same only where every week has five school days."
        : "\(pair): which is more depends on the calendar."
    case (.percentage, .quantity), (.quantity, .percentage):
      return "\(pair): which is more depends on how many sessions are possible."
    default: return "\(pair): one is \(kind), the other \(other.kind)."
    }
  }
}

extension Quantity {
  /// Whether it is the number of school days in some weeks without closures.
  fileprivate func isSchoolDays(of weeks: Quantity) -> Bool {
    unit == .schoolDays && [.weeks, .schoolWeeks].contains(weeks.unit) && count == weeks.count * 5
  }
}
