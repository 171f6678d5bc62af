package import CivilTime
package import Clauses
package import Diagnostics
package import TypedYAML

/// The class of a code in the statistics; every code has exactly one at a date.
package enum CodeClass: String, Vocabulary {
  case present
  case educationalActivity = "educational_activity"
  case authorised
  case unauthorised
  case notPossible = "not_possible"
  /// Administrative: not a mark of attendance or absence.
  case notCollected = "not_collected"
  package static let noun = "a statistical class"
}

/// The role of a code in the rules about lateness, illness and unexplained absence.
package enum CodeRole: String, Vocabulary {
  case presentMorning = "present_morning"
  case presentAfternoon = "present_afternoon"
  case late
  case lateAfterClose = "late_after_close"
  case illness
  case unexplained
  package static let noun = "a code's role"
}

/// The meaning of a code over a range of dates.
package struct CodeMeaning: RefinedRecord {
  /// The keys of a code.
  package struct Draft: Record {
    package var code: Located<MarkCode>?
    package var meaning: Located<Prose>?
    package var codeClass: Located<CodeClass>?
    package var role: Located<CodeRole>?
    package var from, to: Located<CivilDate>?
    package var replacedBy: [Located<MarkCode>]?
    package var cite: Deferred<[Citation]>?
    package let span: SourceSpan
    package static let title = "a register code"
    package static let fields: [Field<Draft>] = [
      Field("code", { $1(&$0.code) }, required: true, "The one or two characters."),
      Field("meaning", { $1(&$0.meaning) }, required: true, "What it says of the pupil."),
      Field("class", { $1(&$0.codeClass) }, required: true, "Its class in the statistics."),
      Field("role", { $1(&$0.role) }, "What it is to the rules about lateness and reasons."),
      Field("from", { $1(&$0.from) }, required: true, "The first date on which it may be used."),
      Field("to", { $1(&$0.to) }, "The last date; left out where it may be used still."),
      Field("replaced_by", { $1(&$0.replacedBy) }, "The codes that took its place."),
      Field("cite", { $1(&$0.cite) }, required: true, "Where the law or the guidance says so."),
    ]
    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The code.
  package let code: MarkCode
  /// The meaning, in words.
  package let meaning: String
  /// Its class in the statistics.
  package let codeClass: CodeClass
  /// Its role in the rules about lateness and reasons.
  package let role: CodeRole?
  /// The dates on which it may be used with this meaning.
  package let range: DateRange
  /// The codes that replaced it.
  package let replacedBy: [MarkCode]
  /// The places in the law or the guidance that state it.
  package var citations: [Citation] { draft.cite?.value ?? [] }

  package init?(_ draft: Draft, _ reading: inout Reading) {
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
