import CivilTime
package import Diagnostics
package import TypedYAML

/// An order of strictness between values of a policy, by which a lower layer may tighten what it
/// inherits and never loosen it.
package struct Strictness: RefinedRecord {
  /// The measure by which values are compared.
  package enum Measure: Sendable, Hashable {
    case greater, smaller, moreItems, fewerItems
    /// The words from the strictest to the loosest.
    case ranked([String])

    /// The measures that have a name in files.
    enum Word: String, Vocabulary {
      case greater, smaller
      case moreItems = "more_items"
      case fewerItems = "fewer_items"
      static let noun = "what makes a value stricter"
    }
  }

  /// The keys of a strictness.
  package struct Draft: Record {
    package var path: Located<Prose>?
    var stricter: Located<Measure.Word>?
    var fromStrictest: [Located<Name>]?
    package var measuredFrom: Located<Name>?
    package var unsaidIs: Located<Name>?
    package let span: SourceSpan
    package static let title = "what makes a value stricter"
    package static let fields: [Field<Draft>] = [
      Field("path", { $1(&$0.path) }, required: true, "The path of the value."),
      Field("stricter", { $1(&$0.stricter) }, "Which value is the stricter of two."),
      Field("from_strictest", { $1(&$0.fromStrictest) }, "Or the words, the strictest first."),
      Field(
        "measured_from", { $1(&$0.measuredFrom) },
        "The time beside it from which it is measured where schools are compared, because they start at "
          + "different times."),
      Field(
        "unsaid_is", { $1(&$0.unsaidIs) },
        "The time beside it that holds where this one is not said."),
    ]
    package static var alternatives: [[String]] { [["stricter"], ["from_strictest"]] }
    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The path of the value; `*` matches every item or key.
  package let path: Located<Prose>
  /// The measure by which its values are compared.
  package let measure: Measure
  /// The key of the time from which the value is measured; nil for the value itself.
  package var measuredFrom: String? { draft.measuredFrom?.value.text }

  /// The key of the time that is the default of the value; nil for none.
  package var unsaidIs: String? { draft.unsaidIs?.value.text }

  package init?(_ draft: Draft, _ reading: inout Reading) {
    guard let path = draft.path else { return nil }
    switch (draft.stricter?.value, draft.fromStrictest) {
    case (.greater?, nil): measure = .greater
    case (.smaller?, nil): measure = .smaller
    case (.moreItems?, nil): measure = .moreItems
    case (.fewerItems?, nil): measure = .fewerItems
    case (nil, let words?): measure = .ranked(words.map(\.value.text))
    default:
      reading.report(
        .strictness, "Write `stricter` or `from_strictest`, and not both.",
        at: draft.span, path: reading.path)
      return nil
    }
    self.draft = draft
    self.path = path
  }

  /// The strictness of a lower layer's value relative to the one above it.
  package func comparison(of lower: Value, with upper: Value) -> Comparison {
    if lower.means(upper) { return .same }
    switch measure {
    case .greater: return Comparison(lower.boundOrder(to: upper), stricterIf: .greater)
    case .smaller: return Comparison(lower.boundOrder(to: upper), stricterIf: .less)
    case .moreItems: return items(of: lower, with: upper, stricterIfMore: true)
    case .fewerItems: return items(of: lower, with: upper, stricterIfMore: false)
    case .ranked(let words):
      guard case .word(let low) = lower, case .word(let up) = upper,
        let place = words.firstIndex(of: low), let above = words.firstIndex(of: up)
      else { return .incomparable }
      return place < above ? .stricter : .looser
    }
  }

  /// Whether a lower layer's value is looser than the one above it; so is a list that omits an
  /// item, whatever it adds.
  package func loosens(_ lower: Value, _ upper: Value) -> Bool {
    let comparison = comparison(of: lower, with: upper)
    guard comparison == .incomparable, measure == .moreItems else { return comparison == .looser }
    return !Strictness.isOpen(lower.items.map(\.named), upper.items.map(\.named))
  }

  private func items(
    of lower: Value, with upper: Value, stricterIfMore: Bool
  ) -> Comparison {
    // Duties and stages are matched by name; their content is compared separately.
    let (low, up) = (lower.items.map(\.named), upper.items.map(\.named))
    guard !Strictness.isOpen(low, up) else { return .incomparable }
    let hasAll = up.allSatisfy { item in low.contains { $0.means(item) } }
    let isWithin = low.allSatisfy { item in up.contains { $0.means(item) } }
    switch (hasAll, isWithin) {
    case (true, true): return .same
    case (true, false): return stricterIfMore ? .stricter : .looser
    case (false, true): return stricterIfMore ? .looser : .stricter
    case (false, false): return .incomparable
    }
  }
}

extension Strictness {
  /// Whether one of two lists has an unlisted word that the other lacks, and that may mean any of
  /// the other's.
  fileprivate static func isOpen(_ one: [Value], _ other: [Value]) -> Bool {
    func isStrange(_ item: Value, _ list: [Value]) -> Bool {
      item.holdsUnlisted && !list.contains { $0.means(item) }
    }
    return one.contains { isStrange($0, other) } || other.contains { isStrange($0, one) }
  }
}

extension Value {
  /// The name of a record that has one, or the value itself.
  fileprivate var named: Value { identifier.map { .word($0) } ?? self }
}
