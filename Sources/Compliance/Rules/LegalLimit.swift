package import CivilTime
package import Clauses
import Diagnostics
package import PolicyModel
import Statute
package import TypedYAML

/// A legal limit to a value of a policy, and the distance of the value from it.
package struct LegalLimit: Sendable {
  /// The required relation of a value to the limit.
  package enum Relation: Sendable, Hashable {
    case atMost, atLeast, exactly
  }

  /// The path of the value.
  package let path: String
  /// The rule that sets the limit.
  package let rule: String
  /// The required relation of the value to the limit.
  package let relation: Relation
  /// The limit on the date in question.
  package let limit: Value
  /// The value to compare: the policy's, or the minutes that it is after another time.
  package let measured: Value
  /// The places in the law that set it.
  package let citations: [CitedSource]

  /// Whether the value complies; nil where the two are incomparable.
  package var isKept: Bool? {
    switch (relation, measured.bare.order(to: limit.bare)) {
    case (_, nil): nil
    case (_, .equal?), (.atMost, .less?), (.atLeast, .greater?): true
    default: false
    }
  }

  /// The distance of the value from the limit, on either side; nil where it is no number.
  package var distance: Value? { measured.bare.distance(to: limit.bare) }
}

extension Checker {
  /// The limits of law and statutory guidance to the values of a policy on a date.
  package func limits(for document: PolicyDocument, on date: CivilDate) -> [LegalLimit] {
    let values = document.effective(on: date).erased
    let school = boundSchool(of: document, asOf: date)
    return rules.flatMap { rule -> [LegalLimit] in
      let requirement = rule.requirement
      guard requirement.inForce.contains(date), rule.isAsked(of: school)
      else { return [] }
      let citations = framework.bibliography.cited(
        requirement.citations, during: DateRange(on: date))
      guard citations.contains(where: \.isLaw) else { return [] }
      return Evaluation(
        rule: rule, policy: AskedValues(values), school: document.schoolName, law: law, date: date,
        asOf: date
      ).limits(citations)
    }
  }
}

extension Evaluation {
  /// The limits that the rule sets where it applies, whether they are kept or not.
  fileprivate func limits(_ citations: [CitedSource]) -> [LegalLimit] {
    contexts.filter { context in
      rule.given.allSatisfy { holds($0, context) }
        && !rule.unless.contains { holds($0, context) }
    }.flatMap { context in
      rule.that.flatMap { condition -> [LegalLimit] in
        guard let operands = operands(of: condition, context), condition.operandPaths.isEmpty
        else { return [] }
        return measured(condition, context).flatMap { path, value in
          bounds(condition.relation, operands).compactMap { relation, limit in
            guard value.isMeasurable, limit.isMeasurable else { return nil }
            return LegalLimit(
              path: path, rule: rule.requirement.id.value.text, relation: relation, limit: limit,
              measured: value, citations: citations)
          }
        }
      }
    }
  }

  /// The values that a condition compares with its limit.
  private func measured(
    _ condition: BoundCondition, _ context: Context
  ) -> [(path: String, value: Value)] {
    switch condition.subject {
    case .paths: return []
    case .value(let path): return values(at: path, context).map { ($0.path, $0.value.value) }
    case .interval(let fromPath, let toPath):
      guard let from = time(at: fromPath, context), let to = time(at: toPath, context) else {
        return []
      }
      return [(to.path, .quantity(to.time.minutes(since: from.time).quantity))]
    }
  }

  private func bounds(
    _ relation: Condition.Relation, _ operands: [Value]
  ) -> [(LegalLimit.Relation, Value)] {
    switch relation {
    case .atMost: [(.atMost, operands[0])]
    case .atLeast: [(.atLeast, operands[0])]
    case .equals: [(.exactly, operands[0])]
    case .between: [(.atLeast, operands[0]), (.atMost, operands[1])]
    default: []
    }
  }
}

extension Value {
  /// Whether it lies on a scale.
  var isMeasurable: Bool {
    switch bare {
    case .time, .quantity, .percentage, .money: true
    default: false
    }
  }

  /// The amount between two values on one scale, never negative.
  fileprivate func distance(to other: Value) -> Value? {
    switch (self, other) {
    case (.quantity(let left), .quantity(let right)) where left.unit == right.unit:
      .quantity(Quantity(abs(left.count - right.count), left.unit))
    case (.percentage(let left), .percentage(let right)):
      .percentage(Percentage(basisPoints: abs(left.basisPoints - right.basisPoints)))
    case (.money(let left), .money(let right)):
      .money(Money(pence: abs(left.pence - right.pence)))
    case (.time(let left), .time(let right)):
      .quantity(
        (left < right ? right.minutes(since: left) : left.minutes(since: right)).quantity)
    default: nil
    }
  }
}
