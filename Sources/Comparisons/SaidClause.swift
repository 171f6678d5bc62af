import CivilTime
import Clauses
import Compliance
package import Diagnostics
import PolicyModel
import Simulation
import Statute
package import TypedYAML

/// One clause of a policy: a value, or a whole duty.
package struct SaidClause: Sendable {
  /// The path of the clause, such as `leave_of_absence.notice` or `follow_up.home-visit`.
  package let path: String
  /// The value, with its place.
  package let value: Located<Value>
  /// The value in words.
  package let words: String
  /// The layer of the clause; nil for the school's own file.
  package let layer: String?
  /// The quoted source document and its words.
  package let quote: (document: String, words: String)?
  /// The overridden values of the layers above, the nearest first.
  package let overrides: [(layer: String, words: String)]
  /// The minutes after another time, by which a time is compared; nil for other values.
  let measured: Value?
  /// The duty; nil for a value.
  let duty: Duty?
  /// The key of equality among clauses of the path.
  let key: Key

  /// The key of equality among clauses.
  enum Key: Hashable, Sendable {
    case value(String, measured: String?)
    case duty(DutyForm)
  }

  /// The first step of the path: the part of the policy.
  package var section: String { String(path.prefix { $0 != "." }) }
}

/// The clauses of one policy, by their paths.
struct ClauseList: Sendable {
  /// The clauses in the order of the keys of a policy.
  let clauses: [SaidClause]
  private let places: [String: Int]
  private let values: Located<Value>
  private let yardstick: Yardstick

  init(_ document: PolicyDocument, _ scale: Scale, asOf date: CivilDate? = nil) {
    let effective = document.effective(asOf: date)
    self.init(
      document.clauses(effective, scale, asOf: date), effective.erased, scale.yardstick)
  }

  private init(_ clauses: [SaidClause], _ values: Located<Value>, _ yardstick: Yardstick) {
    (self.clauses, self.values, self.yardstick) = (clauses, values, yardstick)
    places = Dictionary(
      clauses.indices.map { (clauses[$0].path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(path: String) -> SaidClause? { places[path].map { clauses[$0] } }

  /// The value for comparison at a path: the given one, or the one that holds by default.
  func saying(at path: String) -> Saying {
    let clause = self[path]
    return Saying(
      clause: clause, unsaid: clause == nil ? yardstick.unsaid(path, in: values) : nil)
  }

  /// The lists, with every clause joined that is whole in another list.
  ///
  /// A value that one policy gives as a list, such as times by group, and another as a group of
  /// keys is one clause of both; compared key by key, each would seem to lack the other's.
  static func aligned(_ lists: [ClauseList]) -> [ClauseList] {
    let whole = Set(
      lists.flatMap { $0.clauses.filter(\.isListOfGroups).map(\.path) })
    guard !whole.isEmpty else { return lists }
    return lists.map { $0.joining(whole) }
  }

  /// The list with one clause for each of some paths in place of those below it.
  private func joining(_ paths: Set<String>) -> ClauseList {
    var joined: [SaidClause] = []
    for clause in clauses {
      guard let path = clause.path.pathsAbove.first(where: { paths.contains($0) }) else {
        joined.append(clause)
        continue
      }
      guard joined.last?.path != path, let group = values.value(at: path.pathSteps[...]) else {
        continue
      }
      joined.append(SaidClause(clause, joinedAt: path, group, yardstick))
    }
    return ClauseList(joined, values, yardstick)
  }
}

/// A policy's clause at a path, or its default.
struct Saying: Sendable {
  let clause: SaidClause?
  /// The default for comparison; nil where silence imposes no obligation.
  let unsaid: Value?
}

/// The order of clauses: values by the framework's orders, duties by their effect on registers.
struct Scale: Sendable {
  let yardstick: Yardstick
  let codes: CodeTable

  init(_ framework: Framework) {
    (yardstick, codes) = (Yardstick(framework), framework.codes)
  }

  /// The order of two clauses of one path, or of a duty and the one that it was before a renaming;
  /// a missing clause imposes no obligation.
  func standing(of saying: Saying, to other: Saying) -> Comparison {
    guard let path = (saying.clause ?? other.clause)?.path, !yardstick.asksNothing(path) else {
      return .same
    }
    if saying.clause == nil || other.clause == nil,
      let left = saying.clause?.measured ?? saying.unsaid,
      let right = other.clause?.measured ?? other.unsaid
    {
      return yardstick.standing(of: left, to: right, at: path.pathSteps)
    }
    return standing(of: saying.clause, to: other.clause)
  }

  private func standing(of clause: SaidClause?, to other: SaidClause?) -> Comparison {
    guard let path = (clause ?? other)?.path, !yardstick.asksNothing(path) else { return .same }
    if let clause, let other {
      if clause.key == other.key { return .same }
      if let duty = clause.duty, let was = other.duty {
        return DutyOrder(duty, was, codes).respects.standing
      }
      if let left = clause.measured, let right = other.measured {
        return yardstick.standing(of: left, to: right, at: path.pathSteps)
      }
    }
    return yardstick.standing(
      of: clause?.value.value, to: other?.value.value, at: path.pathSteps)
  }

  /// The respects in which a clause differs from another, as far as they can be stated.
  func respects(of clause: SaidClause?, to other: SaidClause?) -> [Respect] {
    guard let clause, let other else { return [] }
    if let duty = clause.duty, let was = other.duty {
      return DutyOrder(duty, was, codes).respects
    }
    let steps = clause.path.pathSteps
    guard standing(of: clause, to: other) == .incomparable, yardstick.isOrdered(steps),
      clause.value.value.isSingle, other.value.value.isSingle
    else { return [] }
    return [Respect(.incomparable, clause.value.value.whyNoOrder(with: other.value.value))]
  }
}

extension Value {
  /// Whether it is neither a list nor a group.
  fileprivate var isSingle: Bool {
    switch self {
    case .list, .record: false
    default: true
    }
  }
}

extension PolicyDocument {
  /// Every clause that applies to the school, in the order of the keys of a policy.
  fileprivate func clauses(
    _ effective: Policy, _ scale: Scale, asOf date: CivilDate?
  ) -> [SaidClause] {
    let duties = Dictionary(
      [("follow_up", effective.followUp), ("escalation", effective.escalation)]
        .flatMap { section, duties in
          (duties ?? []).map { ("\(section).\($0.id.value.text)", $0) }
        }, uniquingKeysWith: { first, _ in first })
    let values = effective.erased
    var clauses: [SaidClause] = []
    for leaf in provenance(at: "", asOf: date) {
      let path = leaf.path.pathSteps.prefix(2).joined(separator: ".")
      guard let duty = duties[path], path != leaf.path else {
        clauses.append(SaidClause(leaf, scale.yardstick, in: values))
        continue
      }
      guard clauses.last?.path != path else { continue }
      clauses.append(SaidClause(leaf, path, duty, scale.codes))
    }
    return clauses
  }
}

extension SaidClause {
  /// Whether it is a list of groups of keys, such as times by group.
  fileprivate var isListOfGroups: Bool {
    guard case .list(let items) = value.value else { return false }
    return items.contains {
      if case .record = $0.value { true } else { false }
    }
  }

  /// Creates a clause of a group of keys from the first clause in it.
  fileprivate init(
    _ first: SaidClause, joinedAt path: String, _ group: Located<Value>, _ yardstick: Yardstick
  ) {
    self.init(
      path: path, value: group, words: group.value.words, layer: first.layer, quote: first.quote,
      overrides: [], measured: nil, duty: nil,
      key: .value(yardstick.key(of: group.value, at: path.pathSteps), measured: nil))
  }

  /// Creates a clause of one value.
  fileprivate init(_ leaf: Provenance, _ yardstick: Yardstick, in policy: Located<Value>) {
    let (value, steps) = (leaf.holds.value, leaf.path.pathSteps)
    let measured = yardstick.measured(leaf.path, value.value, in: policy)
    self.init(
      path: leaf.path, value: value,
      words: value.value.words + (measured.map { " (\($0.words))" } ?? ""),
      layer: leaf.holds.layer, quote: leaf.holds.quote,
      overrides: leaf.overrides.compactMap { origin in
        origin.layer.map { ($0, origin.value.value.words) }
      }, measured: measured, duty: nil,
      key: .value(
        yardstick.key(of: value.value, at: steps),
        measured: measured.map { yardstick.key(of: $0, at: steps) }))
  }

  /// Creates a clause of a duty, without overridden values, because those of its first value do not
  /// describe the duty.
  fileprivate init(_ leaf: Provenance, _ path: String, _ duty: Duty, _ codes: CodeTable) {
    self.init(
      path: path, value: duty.erased, words: duty.brief, layer: leaf.holds.layer,
      quote: leaf.holds.quote, overrides: [], measured: nil, duty: duty,
      key: .duty(DutyForm(duty, codes)))
  }
}
