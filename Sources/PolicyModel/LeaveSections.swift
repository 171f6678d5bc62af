public import CivilTime
public import Clauses
public import Diagnostics
public import TypedYAML

/// How leave in term time is asked for and decided.
public struct LeaveRules: Record {
  public var appliedBy: Located<Applicant>?
  public var notice: Located<Quantity>?
  public var waivedFor: Located<Name>?
  public var considered: Located<Consideration>?
  public var grounds: [Located<Name>]?
  public var holidays: Located<HolidayRule>?
  public var limit: Located<QuantityBound>?
  public var decidedBy: Located<Name>?
  public var decisionWithin: Located<Quantity>?
  public var retrospective: Located<RetrospectiveRule>?
  public var refusedCoded: RefusedCodes?
  public let span: SourceSpan

  public static let title = "rules about leave"
  public static let fields: [Field<LeaveRules>] = [
    Field("applied_by", { $1(&$0.appliedBy) }, "Who may apply."),
    Field("notice", { $1(&$0.notice) }, "How long before the first day it must be asked for."),
    Field(
      "waived_for", { $1(&$0.waivedFor) }, words: .noticeExceptions,
      "When that notice is not needed, such as `emergencies`."),
    Field("considered", { $1(&$0.considered) }, "How requests are considered."),
    Field(
      "grounds", { $1(&$0.grounds) }, words: .grounds, "The grounds on which leave is granted."),
    Field("holidays", { $1(&$0.holidays) }, "What the policy says of holidays."),
    Field("limit", { $1(&$0.limit) }, "The most that is granted in a school year."),
    Field(
      "decided_by", { $1(&$0.decidedBy) }, words: .deciders, "Who decides, such as `headteacher`."),
    Field(
      "decision_within", { $1(&$0.decisionWithin) },
      "How long after the application parents are told."),
    Field("retrospective", { $1(&$0.retrospective) }, "What happens to a request made afterwards."),
    Field(
      "refused_coded", { $1(&$0.refusedCoded) }, "The code for an absence after leave was refused."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}

/// The codes for absences after leave was refused.
public struct RefusedCodes: Record {
  public var holiday: Located<MarkCode>?
  public var other: Located<MarkCode>?
  public let span: SourceSpan

  public static let title = "codes for refused leave"
  public static let fields: [Field<RefusedCodes>] = [
    Field("holiday", { $1(&$0.holiday) }, "The code where the absence is a holiday."),
    Field("other", { $1(&$0.other) }, "The code where it is anything else."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}

/// Who may apply for leave.
public enum Applicant: String, Vocabulary {
  case residentParent = "resident_parent"
  case anyParent = "any_parent"
  case pupil
  case anyone
  public static let noun = "who applies for leave"
}

/// How requests for leave are considered.
public enum Consideration: String, Vocabulary {
  case individually
  case blanketRefusal = "blanket_refusal"
  case blanketGrant = "blanket_grant"
  public static let noun = "how requests are considered"
}

/// What a policy says of holidays in term time.
public enum HolidayRule: String, Vocabulary {
  case notExceptional = "not_exceptional"
  case refused
  case considered
  public static let noun = "what is said of holidays"
}

/// What happens to a request made afterwards.
public enum RetrospectiveRule: String, Vocabulary {
  case refused
  case considered
  public static let noun = "what happens to a request made afterwards"
}
