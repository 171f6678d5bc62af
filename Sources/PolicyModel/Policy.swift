package import Clauses
package import Diagnostics
package import TypedYAML

/// A school's attendance policy, each value with its place.
///
/// Every key is optional, because real policies are incomplete; the framework's requirements find
/// omissions. The common values of a cluster or an authority, and the examples of requirements,
/// have this type too.
package struct Policy: Record {
  package var kind: Located<Prose>?
  package var school: School?
  package var follows: [Located<Prose>]?
  package var status: Status?
  package var contacts: Contacts?
  package var target: Target?
  package var day: ByGroup<SchoolDay>?
  package var registers: RegisterRules?
  package var absenceReporting: AbsenceReporting?
  package var followUp: [Duty]?
  package var reasons: ReasonRules?
  package var leave: LeaveRules?
  package var escalation: [Duty]?
  package var persistentAbsence: AbsenceBand?
  package var severeAbsence: AbsenceBand?
  package var noticeToImprove: NoticeToImprove?
  package var penaltyNotices: PenaltyNoticeRules?
  package var actions: DeclaredActions?
  package var formalSupport: [Located<Name>]?
  package var informs: Informs?
  package var returns: Returns?
  package var missingEducation: MissingEducation?
  package var deletion: DeletionRules?
  package var prosecution: Prosecution?
  package var legislation: [Located<Name>]?
  package var guidance: [Located<Name>]?
  package var codes: CodeRules?
  package var statements: [Statement]?
  package var dataUse: DataUse?
  package var incentives: [Located<Name>]?
  package var waivers: [Waiver]?
  package var sources: NamedValues<ValueSource>?
  package let span: SourceSpan

  package static let title = "a policy"
  package static let fields: [Field<Policy>] = [
    Field("rollcall", { $1(&$0.kind) }, "The kind of file: `policy/v1`."),
    Field("school", { $1(&$0.school) }, "The school whose policy this is."),
    Field(
      "follows", { $1(&$0.follows) },
      "Files whose values this one inherits and may only tighten, the weakest last."),
    Field(
      "status", { $1(&$0.status) }, "When the policy was ratified, is in force and is reviewed."),
    Field("contacts", { $1(&$0.contacts) }, "Whom parents can turn to."),
    Field("target", { $1(&$0.target) }, "What the school aims at."),
    Field(
      "day", { $1(&$0.day) },
      "The times of the school day; where they differ, a list with whom each entry is `for`."),
    Field("registers", { $1(&$0.registers) }, "When registers are taken, and how they are kept."),
    Field("absence_reporting", { $1(&$0.absenceReporting) }, "How parents report an absence."),
    Field(
      "follow_up", { $1(&$0.followUp) }, "What the school does about an absence without a reason."),
    Field("reasons", { $1(&$0.reasons) }, "How reasons for absence are established."),
    Field(
      "leave_of_absence", { $1(&$0.leave) }, "How leave in term time is asked for and decided."),
    Field("escalation", { $1(&$0.escalation) }, "What the school does as absence mounts up."),
    Field(
      "persistent_absence", { $1(&$0.persistentAbsence) }, "When absence counts as persistent."),
    Field("severe_absence", { $1(&$0.severeAbsence) }, "When absence counts as severe."),
    Field(
      "notice_to_improve", { $1(&$0.noticeToImprove) }, "The last chance before a penalty notice."),
    Field(
      "penalty_notices", { $1(&$0.penaltyNotices) },
      "When a penalty notice is considered, and its amounts."),
    Field(
      "actions", { $1(&$0.actions) },
      "Actions of the school's own beside the known ones, by name, each with what it is."),
    Field(
      "formal_support", { $1(&$0.formalSupport) }, words: .support,
      "The formal kinds of support, such as an attendance contract."),
    Field("informs", { $1(&$0.informs) }, "Which professionals are told of what."),
    Field("returns", { $1(&$0.returns) }, "What the school reports to the local authority."),
    Field(
      "missing_education", { $1(&$0.missingEducation) },
      "What happens when a pupil cannot be found."),
    Field("deletion_from_roll", { $1(&$0.deletion) }, "When a name is deleted from the register."),
    Field("prosecution", { $1(&$0.prosecution) }, "Who prosecutes, and for which offences."),
    Field(
      "legislation", { $1(&$0.legislation) }, words: .legislation,
      "The laws that the policy says it rests on."),
    Field(
      "guidance", { $1(&$0.guidance) }, words: .guidance,
      "The guidance that the policy says it follows."),
    Field("codes", { $1(&$0.codes) }, "The register codes as the policy prints them."),
    Field("statements", { $1(&$0.statements) }, "Prose that makes a claim no other key holds."),
    Field("data_use", { $1(&$0.dataUse) }, "How attendance data is analysed and reported."),
    Field("incentives", { $1(&$0.incentives) }, "How good or better attendance is recognised."),
    Field(
      "waivers", { $1(&$0.waivers) }, "Findings accepted for a time, by someone, for a reason."),
    Field(
      "sources", { $1(&$0.sources) }, "Where the policy's prose says it, by the path of the value."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}
