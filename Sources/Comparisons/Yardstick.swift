import CivilTime
import Clauses
import Diagnostics
public import Statute
public import TypedYAML

/// Tells which of two clauses asks for more, by what the framework says of their paths.
public struct Yardstick: Sendable {
  private let orders: [(steps: [String], strictness: Strictness)]
  private let concerns: [(steps: [String], concern: Concern)]

  /// Takes the orders and concerns of a framework.
  public init(_ framework: Framework) {
    func steps(_ path: String) -> [String] { path.pathSteps }
    orders = framework.strictness.map { (steps($0.path.value.text), $0) }
    concerns = framework.touches.compactMap { concern in
      concern.path.map { (steps($0.value.text), concern) }
    }
  }

  /// How a clause stands to another of the same path; what is not said asks for nothing.
  public func standing(of clause: SaidClause?, to other: SaidClause?) -> Comparison {
    guard let path = (clause ?? other)?.path else { return .same }
    if concern(of: path)?.asksNothing?.value.isTrue == true { return .same }
    let steps = path.pathSteps
    guard let clause, let other else {
      return standing(of: clause?.value.value, to: other?.value.value, at: steps)
    }
    if let left = clause.measured, let right = other.measured {
      return standing(of: left, to: right, at: steps)
    }
    return standing(of: clause.value.value, to: other.value.value, at: steps)
  }

  /// How a value stands to another at a path; groups stand as their keys do together.
  public func standing(of value: Value?, to other: Value?, at path: [String]) -> Comparison {
    switch (value, other) {
    case (nil, nil): return .same
    case (.some, nil): return isOrdered(path) ? .stricter : .incomparable
    case (nil, .some): return isOrdered(path) ? .looser : .incomparable
    case (.record(let left)?, .record(let right)?):
      let keys = Set((left.entries + right.entries).map(\.key)).subtracting(Yardstick.namesOnly)
      return keys.map { key in
        standing(of: left[key]?.value, to: right[key]?.value, at: path + [key])
      }.reduce(.same) { $0.joined(with: $1) }
    case (let left?, let right?):
      if let strictness = strictness(at: path) {
        return strictness.comparison(of: left, with: right)
      }
      return left.means(right) ? .same : .incomparable
    }
  }

  /// Whom a clause touches; nil where the framework says nothing.
  ///
  /// The longest path that fits counts.
  public func concern(of path: String) -> Concern? {
    let steps = path.pathSteps
    return concerns.filter { $0.steps.count <= steps.count && fits($0.steps, steps) }
      .max { $0.steps.count < $1.steps.count }?.concern
  }

  /// The minutes by which a time is compared, where it is measured from another beside it.
  func measured(_ path: String, _ value: Value, in policy: Located<Value>) -> Value? {
    let steps = path.pathSteps
    guard let from = strictness(at: steps)?.measuredFrom, case .time(let time) = value,
      case .time(let start)? = policy.values(at: (steps.dropLast() + [from])[...]).first?.value
        .value
    else { return nil }
    return .quantity(time.minutes(since: start).quantity)
  }

  /// Keys of a duty that name or explain it.
  private static let namesOnly: Set<String> = ["id", "title", "because", "cite"]

  private func strictness(at path: [String]) -> Strictness? {
    orders.first { $0.steps.count == path.count && fits($0.steps, path) }?.strictness
  }

  /// Whether silence at a path asks for less than any value, or than any item of a list.
  private func isOrdered(_ path: [String]) -> Bool {
    strictness(at: path) != nil
      || orders.contains { $0.strictness.measure == .moreItems && $0.steps == path.dropLast() }
  }

  private func fits(_ pattern: [String], _ path: [String]) -> Bool {
    zip(pattern, path).allSatisfy { $0 == "*" || $0 == $1 }
  }
}
