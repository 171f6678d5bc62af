import CivilTime
import Clauses
package import Diagnostics
package import PolicyModel
import Statute
import TypedYAML

/// The conformance of a member with an agreement.
package enum Keeping: Sendable, Hashable {
  case kept, broken
  /// The value and the agreement are incomparable; with the reason, in a sentence.
  case untold(String)
}

/// One agreement of the members of a cluster, with the conformance of each.
package struct Promise: Sendable {
  /// One value of a member under the agreed path.
  package struct Saying: Sendable {
    /// The path of the value.
    package let path: String
    /// The place of the value.
    package let span: SourceSpan
    /// The value in words; a time measured from another is followed by the distance.
    package let words: String
    /// The conformance with the agreement.
    package internal(set) var keeping: Keeping
    /// The key of equality among values.
    let key: String
    let value: Value?
    /// Whether the member has no value there.
    package var isSilence: Bool { value == nil }
  }

  /// The agreed path; `*` matches every item or key.
  package let path: String
  /// The agreement in words.
  package let words: String
  /// The place of the agreement.
  package let span: SourceSpan
  /// The problem of the path or the value, which keeps it from binding members; nil without one.
  package let problem: Diagnostic?
  /// Whether the members agreed on equal values, whatever they are.
  package let isSameness: Bool
  /// The values of each member, in the order of the members; none where it binds none.
  package internal(set) var members: [[Saying]]

  /// The conformance of a member, restricted to a clause if one is given; all values must conform.
  package func keeping(of member: Int, at clause: String? = nil) -> Keeping {
    let all = members[member].filter { saying in
      guard let clause, !saying.isSilence else { return true }
      return [saying.path, saying.path.withoutGroups].contains { path in
        path == clause || path.hasPrefix(clause + ".") || clause.hasPrefix(path + ".")
      }
    }.map(\.keeping)
    if all.contains(.broken) { return .broken }
    return all.first { $0 != .kept } ?? .kept
  }
}

extension Promise {
  /// The members grouped by equal values, in the order of the first of each group.
  var groups: [[Int]] {
    var place: [String: Int] = [:]
    var groups: [[Int]] = []
    for (member, sayings) in members.enumerated() {
      let key = sayings.map { "\($0.path)=\($0.key)" }.joined(separator: "\n")
      if let known = place[key] {
        groups[known].append(member)
      } else {
        place[key] = groups.count
        groups.append([member])
      }
    }
    return groups
  }

  /// Judges departures from the most frequent values; in a tie, all depart.
  mutating func judgeSameness() {
    let groups = groups
    guard groups.count > 1 else { return }
    let most = groups.map(\.count).max() ?? 0
    let largest = groups.indices.filter { groups[$0].count == most }
    for place in groups.indices where largest != [place] {
      let other = largest.count == 1 ? largest[0] : place == 0 ? 1 : 0
      let keeping = Promise.sameness(members[groups[place][0]], members[groups[other][0]])
      for member in groups[place] {
        for index in members[member].indices { members[member][index].keeping = keeping }
      }
    }
  }

  /// The conformance of different values: broken, unless only the units make them incomparable.
  private static func sameness(_ left: [Saying], _ right: [Saying]) -> Keeping {
    guard left.map(\.path) == right.map(\.path) else { return .broken }
    var why: String?
    for (one, other) in zip(left, right) where one.key != other.key {
      guard let value = one.value, let otherValue = other.value,
        value.isMeasurable, otherValue.isMeasurable, value.boundOrder(to: otherValue) == nil
      else { return .broken }
      why = why ?? value.whyNoOrder(with: otherValue)
    }
    return why.map { .untold($0) } ?? .kept
  }
}

extension Checker {
  /// The agreements of a cluster, with the conformance of each member while it is in force.
  package func promises(
    of layer: Layer, by members: [PolicyDocument], _ question: Question,
    _ prepared: PreparedLayers = PreparedLayers()
  ) -> [Promise] {
    let period = Period(layer.inForce?.range, question)
    let values = members.map { document in
      PolicyValues(
        document, document.layers.map { self.prepared($0, prepared) }, framework,
        asOf: question.asOf
      ).whileInForce
    }
    return self.prepared(layer, prepared).agreements.map { agreement in
      let date = period.only ?? period.range.first
      let problem = agreement.problem ?? Checker.unknownItem(agreement.path, in: values)
      var promise = Promise(
        path: agreement.path.value.text, words: agreement.words(framework, on: date),
        span: agreement.span,
        problem: problem, isSameness: agreement.relation == .beTheSame, members: [])
      promise.members = zip(members, values).map { document, values in
        problem == nil ? sayings(of: agreement, by: document, values, on: date) : []
      }
      if promise.isSameness { promise.judgeSameness() }
      return promise
    }
  }

  /// The values of a policy under an agreed path, each compared with the agreement; one silence
  /// where it has none.
  func sayings(
    of agreement: BoundAgreement, by document: PolicyDocument, _ values: Located<Value>,
    on date: CivilDate
  ) -> [Promise.Saying] {
    let path = agreement.path.value.text
    let found = values.values(at: path.pathSteps[...])
    guard !found.isEmpty else { return [silence(on: agreement, of: document, values)] }
    let agreed = agreement.value(framework, on: date)
    let sayings = found.map { path, value in
      let measured = yardstick.measured(path, value.value, in: values)
      let steps = path.pathSteps
      let compared = measured ?? value.value
      return Promise.Saying(
        path: path, span: value.span,
        words: value.value.words + (measured.map { " (\($0.words) after it opens)" } ?? ""),
        keeping: agreed.map {
          keeping(agreement, $0, value.value, measured, at: steps)
        } ?? .kept,
        key: yardstick.key(of: compared, at: steps),
        value: yardstick.normal(compared, at: steps))
    }
    // Equal values for several groups of pupils are one value.
    guard let first = sayings.first, sayings.allSatisfy({ $0.key == first.key }),
      sayings.allSatisfy({ $0.path != path && $0.path.withoutGroups == path })
    else { return sayings }
    return [
      Promise.Saying(
        path: path, span: first.span, words: first.words, keeping: first.keeping, key: first.key,
        value: first.value)
    ]
  }

  /// The silence of a policy under an agreed path.
  private func silence(
    on agreement: BoundAgreement, of document: PolicyDocument, _ values: Located<Value>
  ) -> Promise.Saying {
    let path = agreement.path.value.text
    let missing = Checker.missingItem(path.pathSteps, in: [values]).map { missing in
      Keeping.untold(
        "It has no `\(missing.step)` there, and what it has under another name may be meant."
          + (Wording.didYouMean(missing.step, among: missing.known).map { " \($0)" } ?? ""))
    }
    let keeping = agreement.relation == .beTheSame ? .kept : missing ?? .broken
    return Promise.Saying(
      path: path, span: document.own.span.start(), words: "nothing", keeping: keeping, key: "",
      value: nil)
  }

  /// The conformance of a value; a time is measured where a length of time was agreed.
  private func keeping(
    _ agreement: BoundAgreement, _ agreed: Value, _ value: Value, _ measured: Value?,
    at path: [String]
  ) -> Keeping {
    var value = value
    // Where one or several may be written, one is a list of one.
    let agreed: Value =
      value.isList && !agreed.isList ? .list([Located(agreed, at: agreement.span)]) : agreed
    if case .time = value, case .quantity = agreed.bare, let from = yardstick.measuredFrom(path) {
      guard let measured else {
        return .untold(
          "\(value.words) cannot be measured, because the policy gives no time for `\(from)` beside it."
        )
      }
      value = measured
    }
    let (left, right) = (yardstick.normal(value, at: path), yardstick.normal(agreed, at: path))
    let isEqual = yardstick.key(of: left, at: path) == yardstick.key(of: right, at: path)
    switch (agreement.relation, left.boundOrder(to: right)) {
    case (.equal, _) where isEqual: return .kept
    case (.equal, nil) where left.isMeasurable && right.isMeasurable, (.atMost, nil),
      (.atLeast, nil):
      return isEqual ? .kept : .untold(value.whyNoOrder(with: agreed))
    case (.atMost, .less?), (.atMost, .equal?), (.atLeast, .greater?), (.atLeast, .equal?):
      return .kept
    case (.beTheSame, _): return .kept
    default: return .broken
    }
  }

  /// The problem of a path with an item, such as a stage, that no member's list has.
  private static func unknownItem(
    _ path: Located<Prose>, in values: [Located<Value>]
  ) -> Diagnostic? {
    guard let missing = missingItem(path.value.text.pathSteps, in: values) else { return nil }
    return Diagnostic(
      .unknownPath,
      "No member's policy has `\(path.value.text)`, so the agreement binds none of them: none has "
        + "the name `\(missing.step)` there.", at: path.span, path: "agreed",
      help: Wording.didYouMean(missing.step, among: missing.known)
        ?? "Write the name that the members' policies give it.")
  }

  /// The step of a path with an item that none of the lists has, and the names of their items; nil
  /// where none has items.
  private static func missingItem(
    _ steps: [String], in values: [Located<Value>]
  ) -> (step: String, known: [String])? {
    var lists = values
    for step in steps {
      let below = lists.flatMap { $0.values(at: [step]) }.map(\.value)
      guard below.isEmpty else {
        lists = below
        continue
      }
      let names = Set(lists.flatMap { $0.value.items.compactMap(\.identifier) })
      return names.isEmpty ? nil : (step, names.sorted())
    }
    return nil
  }
}
