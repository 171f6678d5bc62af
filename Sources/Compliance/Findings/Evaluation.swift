import CivilTime
import Clauses
import Diagnostics
import Statute
import TypedYAML

/// The evaluation of one rule for one policy on one date.
struct Evaluation {
  let rule: Rule
  /// The values of the file, of the kind to which the rule applies.
  let policy: AskedValues
  /// The school, or the layer, for messages.
  let school: String
  let law: Law
  let date: CivilDate
  let asOf: CivilDate
  /// Whether conditions that fail for absent values are left out.
  var isExtract = false

  /// The result of a condition; `silent` without a value, `open` where an unlisted word decides.
  ///
  /// An open condition neither breaks a requirement nor makes one apply.
  private enum Answer {
    case holds, silent, open
    case fails([Fault])
  }

  /// The facts of one failure, before they are worded.
  struct Fault {
    var path: String
    var span: SourceSpan
    var found: Value?
    var limit: Value?
    var low: Value?
    var from: TimeOfDay?
    var to: TimeOfDay?
    var missing: [String] = []
    /// The parameter that holds the length of a period, where that was exceeded.
    var length: String?
    /// An earlier value with which this one is compared.
    var earlier: Found?
  }

  func violations() -> [Violation] {
    var violations: [Violation] = []
    for context in contexts {
      guard rule.given.allSatisfy({ holds($0, context) }),
        !rule.unless.contains(where: { mayHold($0, context) })
      else { continue }
      for condition in rule.that where !(isExtract && condition.relation.complainsOfAbsence) {
        guard case .fails(let faults) = answer(condition, context) else { continue }
        for fault in faults { violations.append(violation(fault, context)) }
      }
    }
    return violations
  }

  var contexts: [Context] { policy.contexts(rule.items) }

  /// Whether the rule applies.
  var isAsked: Bool {
    contexts.contains { context in
      rule.given.allSatisfy { holds($0, context) }
        && !rule.unless.contains { mayHold($0, context) }
    }
  }

  func holds(_ condition: BoundCondition, _ context: Context) -> Bool {
    if case .holds = answer(condition, context) { return true }
    return false
  }

  /// Whether a condition holds, or may hold depending on an unlisted word.
  private func mayHold(_ condition: BoundCondition, _ context: Context) -> Bool {
    switch answer(condition, context) {
    case .holds, .open: true
    case .silent, .fails: false
    }
  }

  // MARK: Conditions

  private func answer(_ condition: BoundCondition, _ context: Context) -> Answer {
    switch condition.subject {
    case .paths(let paths): return presence(condition.relation, paths, context)
    case .value(let path):
      let values = values(at: path, context)
      if case .someOf = condition.relation { return some(of: values, path, condition, context) }
      guard !values.isEmpty, let operands = operands(of: condition, context) else {
        return .silent
      }
      if case .follows = condition.relation {
        return follow(values, path, operands[0], context)
      }
      let faults = faults(in: values, condition.relation, operands)
      guard faults.isEmpty, isOpen(values, condition.relation, operands) else {
        return collect(faults)
      }
      return .open
    case .interval(let fromPath, let toPath):
      guard let from = time(at: fromPath, context), let to = time(at: toPath, context),
        let operands = operands(of: condition, context)
      else { return .silent }
      let minutes = Value.quantity(to.time.minutes(since: from.time).quantity)
      let faults = faults(
        in: [(to.path, Located(minutes, at: to.span))], condition.relation, operands)
      return collect(
        faults.map { fault in
          var fault = fault
          (fault.from, fault.to) = (from.time, to.time)
          return fault
        })
    }
  }

  private func collect(_ faults: [Fault]) -> Answer { faults.isEmpty ? .holds : .fails(faults) }

  private func presence(
    _ relation: Condition.Relation, _ paths: [BoundPath], _ context: Context
  ) -> Answer {
    if case .forbidden = relation {
      return collect(
        paths.flatMap { values(at: $0, context) }.map {
          Fault(path: $0.path, span: $0.value.span, found: $0.value.value)
        })
    }
    if case .reachable = relation {
      return collect(
        paths.flatMap { values(at: $0, context) }.compactMap { found in
          found.value.value.excess(longest: longest).map {
            Fault(
              path: found.path, span: found.value.span, found: $0.needed, limit: $0.most,
              length: found.value.value.period.map { Window.length($0) })
          }
        })
    }
    switch relation {
    case .entries(.separate): return collect(overlaps(context))
    case .entries(.complete): return collect(gaps(context))
    case .alike: return collect(paths.flatMap { differences($0, context) })
    case .ordered: return collect(outOfOrder(paths.flatMap { values(at: $0, context) }))
    default: break
    }
    let missing = paths.filter { !isGiven($0, context) }
    if case .anyGiven = relation, missing.count < paths.count { return .holds }
    guard let first = missing.first else { return .holds }
    let names = missing.map { $0.isFromItem ? $0.dotted(from: context.path) : $0.dotted }
    return .fails([
      Fault(path: names[0], span: nearest(first, context), missing: names)
    ])
  }

  /// Whether at least one of the values at a path is a wanted one; false where there are none.
  private func some(
    of values: [Found], _ path: BoundPath, _ condition: BoundCondition, _ context: Context
  ) -> Answer {
    guard let wanted = operands(of: condition, context)?.first else { return .silent }
    let meanings = Meanings(wanted.items)
    let items = values.flatMap(\.value.value.items)
    if items.contains(where: { meanings.holds($0) }) { return .holds }
    if items.contains(where: \.holdsUnlisted) { return .open }
    return .fails([
      Fault(
        path: path.dotted(from: path.isFromItem ? context.path : ""),
        span: nearest(path, context), missing: wanted.items.map(\.words))
    ])
  }

  /// The occasions with a lower threshold than the nearest one before them that counts the same.
  private func outOfOrder(_ occasions: [Found]) -> [Fault] {
    var nearest: [String: (found: Found, threshold: Value, least: Int)] = [:]
    return occasions.compactMap { found in
      guard let (topic, threshold, least) = found.value.value.threshold else { return nil }
      defer { nearest[topic] = (found, threshold, least) }
      guard let earlier = nearest[topic], least < earlier.least else { return nil }
      return Fault(
        path: found.path, span: found.value.span, found: threshold, limit: earlier.threshold,
        earlier: earlier.found)
    }
  }

  /// The greatest length of a period; nil where the framework gives none.
  private func longest(_ period: String) -> Value? {
    law.framework.parameter(Window.length(period), on: date)?.value.value
  }

  /// Whether an earlier item of the list has one of the wanted words at the same path.
  private func follow(
    _ values: [Found], _ path: BoundPath, _ wanted: Value, _ context: Context
  ) -> Answer {
    let places = policy.firstPlaces(context, path)
    func comesBefore(_ place: Int?) -> Bool { place.map { $0 < context.place } ?? false }
    if comesBefore(places.place(ofAny: wanted.items)) { return .holds }
    if comesBefore(places.ofUnlisted) { return .open }
    return collect(
      values.map {
        Fault(path: $0.path, span: $0.value.span, found: $0.value.value, limit: wanted)
      })
  }

  /// Whether the result of a relation without a fault depends on an unlisted word.
  private func isOpen(
    _ values: [Found], _ relation: Condition.Relation, _ operands: [Value]
  ) -> Bool {
    // Most files have no such word.
    guard policy.holdsUnlisted else { return false }
    let others = operands.flatMap(\.items)
    func isStrange(_ value: Value) -> Bool {
      value.holdsUnlisted && !others.contains { $0.means(value) }
    }
    switch relation {
    case .oneOf, .excludes, .equals:
      return values.contains { $0.value.value.items.contains(where: isStrange) }
        || (values.contains { !operands[0].means($0.value.value) } && operands[0].holdsUnlisted)
    case .includes:
      return values.contains { found in
        let given = found.value.value.items
        return given.contains(where: isStrange)
          && others.contains { item in !given.contains { $0.means(item) } }
      }
    default: return false
    }
  }

  /// The values, or the items in them, for which a relation does not hold.
  private func faults(
    in values: [Found], _ relation: Condition.Relation, _ operands: [Value]
  ) -> [Fault] {
    switch relation {
    case .oneOf, .excludes:
      let allowed = Meanings(operands[0].items)
      let wantsMember = if case .oneOf = relation { true } else { false }
      var faults: [Fault] = []
      // By index, because iteration would copy each path and value.
      for index in values.indices {
        faults += values[index].value.value.parts(at: values[index]) { part in
          let isMember = allowed.holds(part)
          return isMember != wantsMember && !(part.holdsUnlisted && !isMember)
        }.map {
          Fault(path: $0.path, span: $0.value.span, found: $0.value.value, limit: operands[0])
        }
      }
      return faults
    case .includes:
      let wanted = operands[0].items
      return values.compactMap { found in
        let given = Meanings(found.value.value.items)
        let missing = wanted.filter { !given.holds($0) }
        // An unlisted word may mean a missing one.
        let asked = Meanings(wanted)
        let isOpen = found.value.value.items.contains { $0.holdsUnlisted && !asked.holds($0) }
        guard !missing.isEmpty, !isOpen else { return nil }
        var fault = fault(found, operands)
        fault.missing = missing.map(\.words)
        return fault
      }
    case .equals:
      return values.filter { found in
        !found.value.value.holdsUnlisted && !operands[0].holdsUnlisted
          && !found.value.value.means(operands[0])
      }.map { fault($0, operands) }
    default:
      return values.indices.filter { !holds(values[$0].value.value, relation, operands) }.map {
        fault(values[$0], operands)
      }
    }
  }

  private func fault(_ found: Found, _ operands: [Value]) -> Fault {
    Fault(
      path: found.path, span: found.value.span, found: found.value.value, limit: operands.last,
      low: operands.first)
  }

  /// Whether a relation holds for one value as a whole.
  private func holds(
    _ value: Value, _ relation: Condition.Relation, _ operands: [Value]
  ) -> Bool {
    func order(_ index: Int) -> Order? { value.bare.order(to: operands[index].bare) }
    func isAtLeast(_ index: Int) -> Bool { order(index).map { $0 != .less } ?? false }
    func isAtMost(_ index: Int) -> Bool { order(index).map { $0 != .greater } ?? false }
    return switch relation {
    case .atMost: isAtMost(0)
    case .atLeast: isAtLeast(0)
    case .before: order(0) == .less
    case .after: order(0) == .greater
    case .between: isAtLeast(0) && isAtMost(1)
    case .reaches: value.reaches(operands[0])
    case .matches(let text): value.words.lowercased().contains(text.lowercased())
    case .required, .anyGiven, .forbidden, .reachable, .ordered, .entries, .alike, .follows,
      .equals, .oneOf, .someOf, .excludes, .includes:
      true
    }
  }

  // MARK: Values

  func values(at path: BoundPath, _ context: Context) -> [Found] {
    path.isFromItem
      ? path.values(from: context.item, at: context.path) : policy.values(at: path)
  }

  private func isGiven(_ path: BoundPath, _ context: Context) -> Bool {
    if path.hasWildcard { return !values(at: path, context).isEmpty }
    return (path.isFromItem ? context.item : policy.root).value(at: path.steps[...]) != nil
  }

  func time(
    at path: BoundPath, _ context: Context
  ) -> (time: TimeOfDay, span: SourceSpan, path: String)? {
    guard let found = values(at: path, context).first,
      case .time(let time) = found.value.value
    else { return nil }
    return (time, found.value.span, found.path)
  }

  /// The operands of a condition on this date; nil where one of them has no value.
  func operands(of condition: BoundCondition, _ context: Context) -> [Value]? {
    var paths = condition.operandPaths[...]
    var values: [Value] = []
    for operand in condition.operands {
      switch operand {
      case .literal(let literal): values.append(literal.value)
      case .parameter("as_of", _): values.append(.date(asOf))
      case .parameter("codes", let span):
        let codes = law.framework.codes.codes(on: date).map(\.code.value)
        values.append(.list(codes.map { Located($0, at: span) }))
      case .parameter(let name, _):
        guard let version = law.framework.parameter(name, on: date) else { return nil }
        values.append(version.value.value)
      case .path:
        guard let path = paths.popFirst(),
          let found = self.values(at: path, context).first
        else { return nil }
        values.append(found.value.value)
      case .interval:
        guard let from = paths.popFirst(), let to = paths.popFirst(),
          let start = time(at: from, context), let end = time(at: to, context)
        else { return nil }
        values.append(.quantity(end.time.minutes(since: start.time).quantity))
      case .earlier:
        guard let path = paths.popFirst(),
          let found = context.earlier.last.flatMap({ path.values(from: $0).first })
        else { return nil }
        values.append(found.value.value)
      }
    }
    return values
  }

  /// The nearest existing value above a missing one.
  private func nearest(_ path: BoundPath, _ context: Context) -> SourceSpan {
    let root = path.isFromItem ? context.item : policy.root
    var place = root.span
    for length in path.steps.indices {
      guard let value = root.values(at: path.steps[...length]).first else { break }
      place = value.value.span
    }
    return place.start()
  }
}

/// A set of values by meaning; few values, the usual case, are compared one by one.
private struct Meanings {
  private let few: [Value]
  private let many: Set<String>

  init(_ values: [Value]) {
    let areFew = values.count <= 40
    few = areFew ? values : []
    many = areFew ? [] : Set(values.map(\.meaning))
  }

  /// Whether a value of the set has the same meaning.
  func holds(_ value: Value) -> Bool {
    many.isEmpty ? few.contains { value.means($0) } : many.contains(value.meaning)
  }
}

extension Value {
  /// The wanted items of a list, with their places, or the value itself if it is wanted.
  fileprivate func parts(at found: Found, where isWanted: (Value) -> Bool) -> [Found] {
    guard case .list(let items) = self else { return isWanted(self) ? [found] : [] }
    return items.filter { isWanted($0.value) }.map { item in
      switch item.value {
      case .word(let word), .unlisted(let word): return ("\(found.path).\(word)", item)
      default: return (found.path, item)
      }
    }
  }
}
