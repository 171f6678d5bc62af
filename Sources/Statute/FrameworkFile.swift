public import CivilTime
public import Clauses
public import Diagnostics
public import TypedYAML

/// The keys of one file of a framework; the files of a folder make one framework together.
public struct FrameworkFile: Record {
  public var kind: Located<Prose>?
  public var name: Located<Prose>?
  public var sources: NamedValues<Source>?
  public var parameters: NamedValues<[ParameterVersion]>?
  public var codes: [CodeMeaning]?
  public var requirements: [Requirement]?
  public var duties: [Duty]?
  public var practice: [PracticeRule]?
  public let span: SourceSpan

  public static let title = "a framework"
  public static let fields: [Field<FrameworkFile>] = [
    Field("rollcall", { $1(&$0.kind) }, required: true, "The kind of file: `framework/v1`."),
    Field("name", { $1(&$0.name) }, "The framework's name, such as the country it is the law of."),
    Field("sources", { $1(&$0.sources) }, "The laws, guidance and documents that citations name."),
    Field(
      "parameters", { $1(&$0.parameters) }, "Dated values that requirements refer to as `$name`."),
    Field("codes", { $1(&$0.codes) }, "The register codes with their meaning and class, dated."),
    Field("requirements", { $1(&$0.requirements) }, "What a policy must say."),
    Field("duties", { $1(&$0.duties) }, "What a school must do when something happens."),
    Field("practice", { $1(&$0.practice) }, "What a register must show; the simulator judges it."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}

/// A parameter's value over a range of dates.
public struct ParameterVersion: RefinedRecord {
  /// The keys of a version.
  public struct Draft: Record {
    public var from, to: Located<CivilDate>?
    public var value: Operand?
    public var cite: [Citation]?
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

  public let draft: Draft
  /// The dates on which the value holds.
  public let range: DateRange
  /// The value.
  public let value: Located<Value>
  /// Where the law or the guidance says so.
  public let citations: [Citation]

  public init?(_ draft: Draft, _ reading: inout Reading) {
    guard let from = draft.from, let cite = draft.cite,
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
    (self.range, self.value, citations) = (range, value, cite)
  }
}

/// What a register must show mark by mark.
///
/// The simulator knows how to judge each by its name; when
/// it binds, how much it weighs and who says so is here.
public struct PracticeRule: RefinedRecord {
  /// The keys of a rule about practice.
  public struct Draft: Record {
    public var id: Located<Name>?
    public var title: Located<Prose>?
    public var severity: Located<Severity>?
    public var inForce: InForce?
    public var cite: [Citation]?
    public let span: SourceSpan
    public static let title = "a rule about practice"
    public static let fields: [Field<Draft>] = [
      Field("id", { $1(&$0.id) }, required: true, "The rule's stable name."),
      Field("title", { $1(&$0.title) }, required: true, "What is required, in a sentence."),
      Field("severity", { $1(&$0.severity) }, required: true, "`error`, `warning` or `note`."),
      Field("in_force", { $1(&$0.inForce) }, required: true, "The dates on which it binds."),
      Field("cite", { $1(&$0.cite) }, required: true, "Where the law or the guidance says so."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  public let draft: Draft
  /// The rule's stable name.
  public let id: String
  /// What is required, in a sentence.
  public let title: String
  /// How much breaking it weighs.
  public let severity: Severity
  /// The dates on which it binds.
  public let inForce: DateRange
  /// Where the law or the guidance says so.
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

/// The class of a code in the statistics; every code has exactly one at a date.
public enum CodeClass: String, Vocabulary {
  case present
  case educationalActivity = "educational_activity"
  case authorised
  case unauthorised
  case notPossible = "not_possible"
  /// Administrative: not a mark of attendance or absence at all.
  case notCollected = "not_collected"
  public static let noun = "a statistical class"
}

/// What a code is to the rules about lateness, illness and unexplained absence.
public enum CodeRole: String, Vocabulary {
  case presentMorning = "present_morning"
  case presentAfternoon = "present_afternoon"
  case late
  case lateAfterClose = "late_after_close"
  case illness
  case unexplained
  public static let noun = "a code's role"
}

/// What a code means over a range of dates.
public struct CodeMeaning: RefinedRecord {
  /// The keys of a code.
  public struct Draft: Record {
    public var code: Located<MarkCode>?
    public var meaning: Located<Prose>?
    public var codeClass: Located<CodeClass>?
    public var role: Located<CodeRole>?
    public var from, to: Located<CivilDate>?
    public var replacedBy: [Located<MarkCode>]?
    public var cite: [Citation]?
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

  public let draft: Draft
  /// The code.
  public let code: MarkCode
  /// What it says of the pupil.
  public let meaning: String
  /// Its class in the statistics.
  public let codeClass: CodeClass
  /// What it is to the rules about lateness and reasons.
  public let role: CodeRole?
  /// The dates on which it may be used with this meaning.
  public let range: DateRange
  /// The codes that took its place.
  public let replacedBy: [MarkCode]
  /// Where the law or the guidance says so.
  public let citations: [Citation]

  public init?(_ draft: Draft, _ reading: inout Reading) {
    guard let code = draft.code, let meaning = draft.meaning, let codeClass = draft.codeClass,
      let from = draft.from, let cite = draft.cite,
      let range = DateRange(from: from.value, to: draft.to?.value)
    else { return nil }
    self.draft = draft
    self.code = code.value
    self.meaning = meaning.value.text
    self.codeClass = codeClass.value
    role = draft.role?.value
    self.range = range
    replacedBy = (draft.replacedBy ?? []).map(\.value)
    citations = cite
  }
}
