package import CivilTime
package import TypedYAML

/// The strictness of one value relative to another: a partial order.
package enum Comparison: String, Sendable, Hashable, CaseIterable {
  case same, stricter, looser, incomparable

  init(_ order: Order?, stricterIf wanted: Order) {
    switch order {
    case nil: self = .incomparable
    case .equal?: self = .same
    case let order?: self = order == wanted ? .stricter : .looser
    }
  }

  /// The comparison with the two values exchanged.
  package var reversed: Comparison {
    switch self {
    case .stricter: .looser
    case .looser: .stricter
    case .same, .incomparable: self
    }
  }

  /// The comparison of two wholes, from those of two parts: stricter where no part is looser and
  /// some part is stricter.
  package func joined(with other: Comparison) -> Comparison {
    if self == .same || self == other { return other }
    return other == .same ? self : .incomparable
  }
}

extension Value {
  /// The order of two values, either of which may be a bound: `less than 10 sessions` is just below
  /// 10, and equals 9, because sessions are whole.
  package func boundOrder(to other: Value) -> Order? {
    let (left, right) = (edge, other.edge)
    let order = left.value.order(to: right.value)
    return order == .equal ? Order(left.side, right.side) : order
  }

  /// The value of a bound, and whether the bound lies just below it (-1) or just above (1).
  private var edge: (value: Value, side: Int) {
    guard case .bound(let comparator, let value) = self else { return (self, 0) }
    let side =
      switch comparator {
      case .lessThan: -1
      case .moreThan: 1
      case .atLeast, .atMost: 0
      }
    if case .quantity(let quantity) = value, quantity.unit == .sessions {
      return (.quantity(Quantity(quantity.count + side, .sessions)), 0)
    }
    return (value, side)
  }
}
