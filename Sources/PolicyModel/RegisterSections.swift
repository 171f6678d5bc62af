public import CivilTime
public import Diagnostics
public import TypedYAML

/// When registers are taken, and how they are kept.
public struct RegisterRules: Record {
  public var morning: RegisterTimes?
  public var afternoon: RegisterTimes?
  public var amendmentsRecord: [Located<AmendmentField>]?
  public var keptFor: Located<Years>?
  public var kept: Located<RegisterMedium>?
  public let span: SourceSpan

  public static let title = "register rules"
  public static let fields: [Field<RegisterRules>] = [
    Field("morning", { $1(&$0.morning) }, "The morning register."),
    Field("afternoon", { $1(&$0.afternoon) }, "The afternoon register."),
    Field(
      "amendments_record", { $1(&$0.amendmentsRecord) },
      "What is recorded when an entry is amended."),
    Field("kept_for", { $1(&$0.keptFor) }, "How long every entry is kept."),
    Field("kept", { $1(&$0.kept) }, "How the register is kept."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}

/// When a register is open.
public struct RegisterTimes: Record {
  public var opens: Located<TimeOfDay>?
  public var lateAfter: Located<TimeOfDay>?
  public var closes: Located<TimeOfDay>?
  public var closesAfter: Located<Minutes>?
  public let span: SourceSpan

  public static let title = "a register's times"
  public static let fields: [Field<RegisterTimes>] = [
    Field("opens", { $1(&$0.opens) }, "When the register is opened: the start of its session."),
    Field(
      "late_after", { $1(&$0.lateAfter) }, example: "09:00",
      "The time after which a pupil is late; left out, when the register opens."),
    Field(
      "closes", { $1(&$0.closes) }, example: "09:20",
      "When the register is closed; who comes later is absent."),
    Field(
      "closes_after", { $1(&$0.closesAfter) },
      "How long after opening it closes, where the policy says that too."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}

/// What a record of an amendment holds.
public enum AmendmentField: String, Vocabulary {
  case originalEntry = "original_entry"
  case amendedEntry = "amended_entry"
  case reason
  case date
  case name
  case position
  public static let noun = "a part of an amendment's record"
}

/// How a register is kept.
public enum RegisterMedium: String, Vocabulary {
  case electronically
  case paper
  public static let noun = "how a register is kept"
  public static var otherNames: [OtherNames<RegisterMedium>] {
    [
      OtherNames(
        .electronically, called: "electronic", "electronic_register", "digital", "digitally",
        "computer", "online", "mis", "management_information_system"),
      OtherNames(.paper, called: "on_paper", "paper_register", "by_hand", "manual", "manually"),
    ]
  }
}

/// How reasons for absence are established.
public struct ReasonRules: Record {
  public var resolvedWithin: Located<Quantity>?
  public var evidence: Located<EvidenceRule>?
  public var appointmentEvidence: Located<EvidenceRule>?
  public let span: SourceSpan

  public static let title = "rules about reasons"
  public static let fields: [Field<ReasonRules>] = [
    Field(
      "resolved_within", { $1(&$0.resolvedWithin) }, example: "5 school_days",
      "How long after the session the right code is entered at the latest."),
    Field("evidence", { $1(&$0.evidence) }, "When evidence of illness is asked for."),
    Field(
      "appointment_evidence", { $1(&$0.appointmentEvidence) },
      "When evidence of a medical or dental appointment is asked for."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}

/// When evidence is asked for.
public enum EvidenceRule: String, Vocabulary {
  case onGenuineDoubt = "on_genuine_doubt"
  case always
  case never
  public static let noun = "when evidence is asked for"
  public static var otherNames: [OtherNames<EvidenceRule>] {
    [
      OtherNames(
        .onGenuineDoubt, called: "genuine_doubt", "in_doubt", "if_in_doubt", "when_in_doubt",
        "where_there_is_genuine_doubt", "if_there_is_genuine_doubt", "doubt",
        "only_if_there_is_doubt"),
      OtherNames(.always, called: "yes", "every_time", "required", "all", "in_every_case"),
      OtherNames(.never, called: "no", "none", "not_required", "not_asked_for"),
    ]
  }
}

/// The register codes as a policy prints them.
public struct CodeRules: Record {
  public var list: CodeList?
  public let span: SourceSpan

  public static let title = "rules about codes"
  public static let fields: [Field<CodeRules>] = [
    Field("list", { $1(&$0.list) }, "`default` for the national table, or the codes as printed.")
  ]

  public init(at span: SourceSpan) { self.span = span }
}
