import CivilTime
import Clauses
public import Diagnostics
public import PolicyModel
import Statute
import TypedYAML

/// How a member stands to something that the members agreed.
public enum Keeping: Sendable, Hashable {
  case kept, broken
  /// What is said and what was agreed cannot be compared; why, in a sentence.
  case untold(String)
}

/// One thing that the members of a cluster agreed, and how each of them stands to it.
public struct Promise: Sendable {
  /// One value that a member says under the agreed path.
  public struct Saying: Sendable {
    /// The path of the value.
    public let path: String
    /// Where it stands.
    public let span: SourceSpan
    /// What it says, in words; a time that is measured from another says how long after it.
    public let words: String
    /// How it stands to what was agreed.
    public internal(set) var keeping: Keeping
    /// The text that it has in common with what says the same.
    let key: String
    let value: Value?
    /// Whether the member says nothing there.
    public var isSilence: Bool { value == nil }
  }

  /// The path that was agreed on; `*` stands for every item or key.
  public let path: String
  /// What was agreed, in words.
  public let words: String
  /// Where it was agreed.
  public let span: SourceSpan
  /// What is wrong with the path or the value, so that it binds no member; nil where it binds them.
  public let problem: Diagnostic?
  /// Whether the members agreed to say the same, whatever it is.
  public let isSameness: Bool
  /// What each member says, in the order of the members; nothing where it binds none.
  public internal(set) var members: [[Saying]]

  /// How a member stands to it, as far as it bears on a clause: a promise is kept where all values keep it.
  public func keeping(of member: Int, at clause: String? = nil) -> Keeping {
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
  /// The members by what they say, those that say the same together, in the order of the first of each.
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

  /// Judges who departs from what most members say; where no answer is the most frequent, all who differ do.
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

  /// How what differs stands: it is broken, unless nothing but the units keeps it from being compared.
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
  /// What the members of a cluster agreed, and how each of them stands to it while it is in force.
  public func promises(
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

  /// What a policy says under an agreed path, each value held against what was agreed; one that says
  /// nothing has one saying of that.
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
    // Groups of pupils of whom the same is said are no several values.
    guard let first = sayings.first, sayings.allSatisfy({ $0.key == first.key }),
      sayings.allSatisfy({ $0.path != path && $0.path.withoutGroups == path })
    else { return sayings }
    return [
      Promise.Saying(
        path: path, span: first.span, words: first.words, keeping: first.keeping, key: first.key,
        value: first.value)
    ]
  }

  /// That a policy says nothing under an agreed path.
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

  /// How a value stands to the agreed one; a time is measured where a length of time was agreed.
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

  /// A path that names an item of a list, such as a stage, that no member's list has.
  private static func unknownItem(
    _ path: Located<Prose>, in values: [Located<Value>]
  ) -> Diagnostic? {
    guard let missing = missingItem(path.value.text.pathSteps, in: values) else { return nil }
    return Diagnostic(
      "format.unknown-path",
      "No member's policy has `\(path.value.text)`, so the agreement binds none of them: "
        + "none has the name `\(missing.step)` there.",
      at: path.span, path: "agreed",
      help: Wording.didYouMean(missing.step, among: missing.known)
        ?? "Write the name that the members' policies give it.")
  }

  /// The step of a path that names an item that none of the lists there has, and the names that they have;
  /// nil where none has items.
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
