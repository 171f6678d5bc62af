package import CivilTime
package import Diagnostics
package import TypedYAML

/// The times of registers, and the rules for keeping them.
package struct RegisterRules: Record {
  package var morning: ByGroup<RegisterTimes>?
  package var afternoon: ByGroup<RegisterTimes>?
  package var amendmentsRecord: [Located<AmendmentField>]?
  package var keptFor: Located<Years>?
  package var kept: Located<RegisterMedium>?
  package let span: SourceSpan

  package static let title = "register rules"
  package static let fields: [Field<RegisterRules>] = [
    Field(
      "morning", { $1(&$0.morning) },
      "The morning register; where its times differ, a list with whom each entry is `for`."),
    Field(
      "afternoon", { $1(&$0.afternoon) },
      "The afternoon register; where its times differ, a list with whom each entry is `for`."),
    Field(
      "amendments_record", { $1(&$0.amendmentsRecord) },
      "What is recorded when an entry is amended."),
    Field("kept_for", { $1(&$0.keptFor) }, "How long every entry is kept."),
    Field("kept", { $1(&$0.kept) }, "How the register is kept."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The times at which a register is open.
package struct RegisterTimes: GroupedTimes {
  package var whom: PupilsOfTimes?
  package var opens: Located<TimeOfDay>?
  package var lateAfter: Located<TimeOfDay>?
  package var closes: Located<TimeOfDay>?
  package var closesAfter: Located<Minutes>?
  package var absentFrom: Located<TimeOfDay>?
  package var lessonEnds: Located<TimeOfDay>?
  package let span: SourceSpan

  package static let title = "a register's times"
  package static let fields: [Field<RegisterTimes>] = [
    Field(
      "for", { $1(&$0.whom) },
      "Whom the times are for, where they differ; left out, whomever no other entry names."),
    Field("opens", { $1(&$0.opens) }, "When the register is opened: the start of its session."),
    Field(
      "late_after", { $1(&$0.lateAfter) }, example: "09:00",
      "The time after which a pupil is late; left out, when the register opens."),
    Field(
      "closes", { $1(&$0.closes) }, example: "09:20",
      "When the register is closed; who comes later is absent."),
    Field(
      "closes_after", { $1(&$0.closesAfter) },
      "How long after opening it closes, where the policy says that too, or instead of `closes`."),
    Field(
      "absent_from", { $1(&$0.absentFrom) }, example: "09:30",
      "The time from which a late pupil is marked absent, where the policy gives that too."),
    Field(
      "lesson_ends", { $1(&$0.lessonEnds) }, example: "09:50",
      "When the form time or the lesson ends in which the register is taken."),
  ]

  package init(at span: SourceSpan) { self.span = span }

  /// The closing time: the given one, or otherwise computed from the minutes after opening.
  package var closing: Located<TimeOfDay>? {
    if let closes { return closes }
    guard let opens, let closesAfter, let time = opens.value.adding(closesAfter.value) else {
      return nil
    }
    return Located(time, at: closesAfter.span)
  }
}

/// A part of the record of an amendment.
package enum AmendmentField: String, Vocabulary {
  case originalEntry = "original_entry"
  case amendedEntry = "amended_entry"
  case reason
  case date
  case name
  case position
  package static let noun = "a part of an amendment's record"
}

/// The medium of a register.
package enum RegisterMedium: String, Vocabulary {
  case electronically
  case paper
  package static let noun = "how a register is kept"
  package static var otherNames: [OtherNames<RegisterMedium>] {
    [
      OtherNames(
        .electronically, called: "electronic", "electronic_register", "digital", "digitally",
        "computer", "online", "mis", "management_information_system"),
      OtherNames(.paper, called: "on_paper", "paper_register", "by_hand", "manual", "manually"),
    ]
  }
}

/// The rules for establishing reasons for absence.
package struct ReasonRules: Record {
  package var resolvedWithin: Located<Quantity>?
  package var evidence: Located<EvidenceRule>?
  package var evidenceAfter: Located<Quantity>?
  package var appointmentEvidence: Located<EvidenceRule>?
  package var appointments: AppointmentRules?
  package var unexplained: Located<UnexplainedAbsence>?
  package let span: SourceSpan

  package static let title = "rules about reasons"
  package static let fields: [Field<ReasonRules>] = [
    Field(
      "resolved_within", { $1(&$0.resolvedWithin) }, example: "5 school_days",
      "How long after the session the right code is entered at the latest."),
    Field("evidence", { $1(&$0.evidence) }, "When evidence of illness is asked for."),
    Field(
      "evidence_after", { $1(&$0.evidenceAfter) }, example: "5 days",
      "The length of an illness from which evidence of it is asked for."),
    Field(
      "appointment_evidence", { $1(&$0.appointmentEvidence) },
      "When evidence of a medical or dental appointment is asked for."),
    Field(
      "appointments", { $1(&$0.appointments) }, "What is asked of parents who make appointments."),
    Field(
      "unexplained", { $1(&$0.unexplained) },
      "What an absence counts as of which no explanation is received."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The rules for parents who make medical and dental appointments.
package struct AppointmentRules: Record {
  package var outsideSchoolHours: Located<Truth>?
  package var attendsBeforeAndAfter: Located<Truth>?
  package let span: SourceSpan

  package static let title = "rules about appointments"
  package static let fields: [Field<AppointmentRules>] = [
    Field(
      "outside_school_hours", { $1(&$0.outsideSchoolHours) },
      "Whether they are made outside school hours where that is possible."),
    Field(
      "attends_before_and_after", { $1(&$0.attendsBeforeAndAfter) },
      "Whether the pupil comes to school before and after one."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The classification of an unexplained absence.
package enum UnexplainedAbsence: String, Vocabulary {
  case unauthorised, authorised
  package static let noun = "what an unexplained absence counts as"
  package static var otherNames: [OtherNames<UnexplainedAbsence>] {
    [
      OtherNames(.unauthorised, called: "unauthorized", "o", "code_o", "not_authorised"),
      OtherNames(.authorised, called: "authorized"),
    ]
  }
}

/// The rule for requesting evidence.
package enum EvidenceRule: String, Vocabulary {
  case onGenuineDoubt = "on_genuine_doubt"
  case always
  case never
  package static let noun = "when evidence is asked for"
  package static var otherNames: [OtherNames<EvidenceRule>] {
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
package struct CodeRules: Record {
  package var list: CodeList?
  package let span: SourceSpan

  package static let title = "rules about codes"
  package static let fields: [Field<CodeRules>] = [
    Field("list", { $1(&$0.list) }, "`default` for the national table, or the codes as printed.")
  ]

  package init(at span: SourceSpan) { self.span = span }
}
