package import CivilTime
package import Clauses
package import Diagnostics
package import TypedYAML

/// The rules for requests and decisions about leave in term time.
package struct LeaveRules: Record {
  package var appliedBy: Located<Applicant>?
  package var notice: Located<Quantity>?
  package var waivedFor: Located<Name>?
  package var considered: Located<Consideration>?
  package var grounds: [Located<Name>]?
  package var examples: [Located<Name>]?
  package var holidays: Located<HolidayRule>?
  package var limit: Located<QuantityBound>?
  package var limitFor: [Located<Name>]?
  package var decidedBy: Located<Name>?
  package var decisionWithin: Located<Quantity>?
  package var retrospective: Located<RetrospectiveRule>?
  package var refusedCoded: RefusedCodes?
  package let span: SourceSpan

  package static let title = "rules about leave"
  package static let fields: [Field<LeaveRules>] = [
    Field("applied_by", { $1(&$0.appliedBy) }, "Who may apply."),
    Field(
      "notice", { $1(&$0.notice) }, example: "10 school_days",
      "How long before the first day it must be asked for."),
    Field(
      "waived_for", { $1(&$0.waivedFor) }, example: "emergencies", words: .noticeExceptions,
      "When that notice is not needed, such as `emergencies`."),
    Field("considered", { $1(&$0.considered) }, "How requests are considered."),
    Field(
      "grounds", { $1(&$0.grounds) }, example: "exceptional_circumstances", words: .grounds,
      "The grounds on which leave is granted."),
    Field(
      "examples", { $1(&$0.examples) }, example: "funeral", words: .grounds,
      "Examples that the policy gives of exceptional circumstances; they are no grounds of their own."
    ),
    Field("holidays", { $1(&$0.holidays) }, "What the policy says of holidays."),
    Field(
      "limit", { $1(&$0.limit) }, example: "9 sessions",
      "The most that is granted in a school year."),
    Field(
      "limit_for", { $1(&$0.limitFor) }, example: "wedding", words: .grounds,
      "What the limit is for; left out, every leave."),
    Field(
      "decided_by", { $1(&$0.decidedBy) }, example: "headteacher", words: .deciders,
      "Who decides, such as `headteacher`."),
    Field(
      "decision_within", { $1(&$0.decisionWithin) }, example: "10 school_days",
      "How long after the application parents are told."),
    Field("retrospective", { $1(&$0.retrospective) }, "What happens to a request made afterwards."),
    Field(
      "refused_coded", { $1(&$0.refusedCoded) }, "The code for an absence after leave was refused."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The codes for absences after leave was refused.
package struct RefusedCodes: Record {
  package var holiday: Located<MarkCode>?
  package var other: Located<MarkCode>?
  package let span: SourceSpan

  package static let title = "codes for refused leave"
  package static let fields: [Field<RefusedCodes>] = [
    Field("holiday", { $1(&$0.holiday) }, "The code where the absence is a holiday."),
    Field("other", { $1(&$0.other) }, "The code where it is anything else."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The persons who may apply for leave.
package enum Applicant: String, Vocabulary {
  case residentParent = "resident_parent"
  case anyParent = "any_parent"
  case pupil
  case anyone
  package static let noun = "who applies for leave"
  package static var otherNames: [OtherNames<Applicant>] {
    [
      OtherNames(
        .residentParent, called: "parent_with_whom_the_pupil_lives", "resident_parents",
        "parent_the_pupil_lives_with", "parent_with_care"),
      OtherNames(
        .anyParent, called: "parent", "parents", "either_parent", "a_parent", "carer", "carers",
        "parent_or_carer", "parents_and_carers", "parents_or_carers", "parent_carer"),
      OtherNames(.pupil, called: "student", "child", "the_pupil"),
    ]
  }
}

/// The manner in which requests for leave are considered.
package enum Consideration: String, Vocabulary {
  case individually
  case blanketRefusal = "blanket_refusal"
  case blanketGrant = "blanket_grant"
  package static let noun = "how requests are considered"
  package static var otherNames: [OtherNames<Consideration>] {
    [
      OtherNames(
        .individually, called: "individual", "case_by_case", "on_a_case_by_case_basis",
        "case_by_case_basis", "each_case", "on_its_merits", "on_their_merits", "on_merit"),
      OtherNames(
        .blanketRefusal, called: "never", "no", "none", "refused", "always_refused", "all_refused",
        "not_granted"),
      OtherNames(
        .blanketGrant, called: "always", "yes", "granted", "always_granted", "all_granted"),
    ]
  }
}

/// The rule for holidays in term time.
package enum HolidayRule: String, Vocabulary {
  case notExceptional = "not_exceptional"
  case refused
  case considered
  package static let noun = "what is said of holidays"
  package static var otherNames: [OtherNames<HolidayRule>] {
    [
      OtherNames(
        .refused, called: "never", "no", "none", "not_authorised", "not_allowed", "not_granted",
        "always_refused", "unauthorised", "will_not_be_authorised", "not_permitted"),
      OtherNames(
        .notExceptional, called: "not_exceptional_circumstances", "exceptional_only",
        "exceptional_circumstances_only", "only_in_exceptional_circumstances", "not_normally",
        "generally_not", "exceptional_circumstances"),
      OtherNames(
        .considered, called: "case_by_case", "individually", "allowed", "yes", "may_be_granted"),
    ]
  }
}

/// The rule for requests made afterwards.
package enum RetrospectiveRule: String, Vocabulary {
  case refused
  case considered
  package static let noun = "what happens to a request made afterwards"
  package static var otherNames: [OtherNames<RetrospectiveRule>] {
    [
      OtherNames(
        .refused, called: "never", "no", "not_authorised", "not_allowed", "not_granted",
        "unauthorised",
        "not_considered"),
      OtherNames(.considered, called: "yes", "allowed", "case_by_case", "individually"),
    ]
  }
}
