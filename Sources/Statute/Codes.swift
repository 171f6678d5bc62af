public import CivilTime
public import Clauses
public import Diagnostics
public import TypedYAML

/// The class of a code in the statistics; every code has exactly one at a date.
public enum CodeClass: String, Vocabulary {
  case present
  case educationalActivity = "educational_activity"
  case authorised
  case unauthorised
  case notPossible = "not_possible"
  /// Administrative: not a mark of attendance or absence.
  case notCollected = "not_collected"
  public static let noun = "a statistical class"
}

/// The role of a code in the rules about lateness, illness and unexplained absence.
public enum CodeRole: String, Vocabulary {
  case presentMorning = "present_morning"
  case presentAfternoon = "present_afternoon"
  case late
  case lateAfterClose = "late_after_close"
  case illness
  case unexplained
  public static let noun = "a code's role"
}

/// The meaning of a code over a range of dates.
public struct CodeMeaning: RefinedRecord {
  /// The keys of a code.
  public struct Draft: Record {
    public var code: Located<MarkCode>?
    public var meaning: Located<Prose>?
    public var codeClass: Located<CodeClass>?
    public var role: Located<CodeRole>?
    public var from, to: Located<CivilDate>?
    public var replacedBy: [Located<MarkCode>]?
    public var cite: Deferred<[Citation]>?
    public let span: SourceSpan
    public static let title = "a register code"
    public static let fields: [Field<Draft>] = [
      Field("code", { $1(&$0.code) }, required: true, "The one or two characters."),
      Field("meaning", { $1(&$0.meaning) }, required: true, "What it says of the pupil."),
      Field("class", { $1(&$0.codeClass) }, required: true, "Its class in the statistics."),
      Field("role", { $1(&$0.role) }, "What it is to the rules about lateness and reasons."),
      Field("from", { $1(&$0.from) }, required: true, "The first date on which it may be used."),
      Field("to", { $1(&$0.to) }, "The last date; left out where it may be used still."),
      Field("replaced_by", { $1(&$0.replacedBy) }, "The codes that took its place."),
      Field("cite", { $1(&$0.cite) }, required: true, "Where the law or the guidance says so."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  @Boxed public private(set) var draft: Draft
  /// The code.
  public let code: MarkCode
  /// The meaning, in words.
  public let meaning: String
  /// Its class in the statistics.
  public let codeClass: CodeClass
  /// Its role in the rules about lateness and reasons.
  public let role: CodeRole?
  /// The dates on which it may be used with this meaning.
  public let range: DateRange
  /// The codes that replaced it.
  public let replacedBy: [MarkCode]
  /// The places in the law or the guidance that state it.
  public var citations: [Citation] { draft.cite?.value ?? [] }

  public init?(_ draft: Draft, _ reading: inout Reading) {
    guard let code = draft.code, let meaning = draft.meaning, let codeClass = draft.codeClass,
      let from = draft.from, draft.cite != nil,
      let range = DateRange(from: from.value, to: draft.to?.value)
    else { return nil }
    self.draft = draft
    self.code = code.value
    self.meaning = meaning.value.text
    self.codeClass = codeClass.value
    role = draft.role?.value
    self.range = range
    replacedBy = (draft.replacedBy ?? []).map(\.value)
  }
}
