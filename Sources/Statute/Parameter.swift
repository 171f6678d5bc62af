public import CivilTime
public import Clauses
public import Diagnostics
public import TypedYAML

/// A parameter's value over a range of dates.
public struct ParameterVersion: RefinedRecord {
  /// The keys of a version.
  public struct Draft: Record {
    public var from, to: Located<CivilDate>?
    public var value: Operand?
    public var cite: Deferred<[Citation]>?
    public let span: SourceSpan
    public static let title = "a parameter's value"
    public static let fields: [Field<Draft>] = [
      Field("from", { $1(&$0.from) }, required: true, "The first date on which the value holds."),
      Field("to", { $1(&$0.to) }, "The last date; left out where it holds still."),
      Field("value", { $1(&$0.value) }, required: true, "The value."),
      Field("cite", { $1(&$0.cite) }, required: true, "Where the law or the guidance says so."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  @Boxed public private(set) var draft: Draft
  /// The dates on which the value holds.
  public let range: DateRange
  /// The value.
  public let value: Located<Value>
  /// Where the law or the guidance says so.
  public var citations: [Citation] { draft.cite?.value ?? [] }

  public init?(_ draft: Draft, _ reading: inout Reading) {
    guard let from = draft.from, draft.cite != nil,
      case .literal(let value)? = draft.value
    else { return nil }
    guard let range = DateRange(from: from.value, to: draft.to?.value) else {
      reading.report(
        Diagnostic(
          "framework.dates-out-of-order", "The last date comes before the first.",
          at: draft.to?.span ?? draft.span, path: reading.path))
      return nil
    }
    self.draft = draft
    (self.range, self.value) = (range, value)
  }
}
