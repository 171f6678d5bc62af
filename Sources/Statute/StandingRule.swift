public import CivilTime
public import Clauses
public import Diagnostics
public import TypedYAML

/// A rule implemented in Swift about relations between files.
///
/// Its dates, severity and citations are data.
public struct StandingRule: RefinedRecord {
  /// The keys of such a rule.
  public struct Draft: Record {
    public var id: Located<Name>?
    public var title: Located<Prose>?
    public var severity: Located<Severity>?
    public var inForce: InForce?
    public var cite: [Citation]?
    public var because: Located<Prose>?
    public let span: SourceSpan
    public static let title = "a rule judged by its name"
    public static let fields: [Field<Draft>] = [
      Field("id", { $1(&$0.id) }, required: true, "The rule's stable name."),
      Field("title", { $1(&$0.title) }, required: true, "What is required, in a sentence."),
      Field("severity", { $1(&$0.severity) }, required: true, "`error`, `warning` or `note`."),
      Field("in_force", { $1(&$0.inForce) }, required: true, "The dates on which it binds."),
      Field("cite", { $1(&$0.cite) }, required: true, "Where the law or the guidance says so."),
      Field("because", { $1(&$0.because) }, "Why, in a sentence."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  @Boxed public private(set) var draft: Draft
  /// The rule's stable name.
  public let id: String
  /// The requirement, in a sentence.
  public let title: String
  /// The severity of breaking it.
  public let severity: Severity
  /// The dates on which it binds.
  public let inForce: DateRange
  /// The places in the law or the guidance that state it.
  public let citations: [Citation]

  public init?(_ draft: Draft, _ reading: inout Reading) {
    guard let id = draft.id, let title = draft.title, let severity = draft.severity,
      let inForce = draft.inForce, let cite = draft.cite
    else { return nil }
    self.draft = draft
    self.id = id.value.text
    self.title = title.value.text
    self.severity = severity.value
    self.inForce = inForce.range
    citations = cite
  }
}

/// A rule that no longer applies.
///
/// Its name is never reused, so that old reports and waivers keep their meaning.
public struct RetiredRule: Record {
  public var id: Located<Name>?
  public var on: Located<CivilDate>?
  public var because: Located<Prose>?
  public var replacedBy: [Located<Name>]?
  public let span: SourceSpan

  public static let title = "a retired rule"
  public static let fields: [Field<RetiredRule>] = [
    Field("id", { $1(&$0.id) }, required: true, "The rule's name."),
    Field("on", { $1(&$0.on) }, required: true, "The first date on which it was no longer asked."),
    Field("because", { $1(&$0.because) }, required: true, "Why, in a sentence."),
    Field("replaced_by", { $1(&$0.replacedBy) }, "The rules that took its place."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}
