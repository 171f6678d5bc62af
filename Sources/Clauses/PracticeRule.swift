package import CivilTime
package import Diagnostics
package import TypedYAML

/// The name of the judge with which the simulator judges a rule about practice.
///
/// Each word is one question about a school's record; its arguments (codes, days, sums) are other
/// keys of the rule.
package enum Judgement: String, Vocabulary {
  // A session's mark
  case markMissing = "mark_missing"
  case codeUnknown = "code_unknown"
  case codeRetired = "code_retired"
  case markWithoutSession = "mark_without_session"
  case markOffRoll = "mark_off_roll"
  /// Entered more than `at_most` school days after the session, and not changed on that day.
  case markEnteredLate = "mark_entered_late"
  /// Marked in conflict with the time of arrival: after the register closed, before it closed,
  /// after the session started, before it started.
  case arrivalAfterClose = "arrival_after_close"
  case arrivalBeforeClose = "arrival_before_close"
  case arrivalAfterStart = "arrival_after_start"
  case arrivalBeforeStart = "arrival_before_start"

  // A code and its conditions
  /// One of the `codes` on a day for which the calendar gives no cause.
  case codeWithoutCause = "code_without_cause"
  case codeAtCompulsoryAge = "code_at_compulsory_age"
  /// One of the `codes` for a pupil who is not of compulsory school age, where `coded` is right.
  case codeOutsideCompulsoryAge = "code_outside_compulsory_age"
  /// One of the `codes` for a pupil in another year than `years`.
  case codeOutsideYears = "code_outside_years"
  /// One of the `codes` without the `action` that allows it up to its `until`.
  case codeWithoutAction = "code_without_action"
  case codeWithoutLeave = "code_without_leave"
  case codeWithoutExclusion = "code_without_exclusion"
  /// One of the `codes` for a pupil of `age` or more who attended fewer than `at_least` sessions in
  /// a year.
  case codeWithLittleAttendance = "code_with_little_attendance"
  /// Attended in the first `at_most` school days of an exclusion.
  case attendedWhileExcluded = "attended_while_excluded"

  // A change to a mark
  case amendedOtherwise = "amended_otherwise"
  case amendmentIncomplete = "amendment_incomplete"
  /// A mark with one of the `codes` was changed, and no reason is recorded.
  case overwrittenWithoutReason = "overwritten_without_reason"

  // The taking of a class's register
  case registerNotTaken = "register_not_taken"
  case registerTakenLate = "register_taken_late"
  case registerClosedLate = "register_closed_late"

  // Leave
  /// Granted for one of the reasons in `words`.
  case leaveGrantedFor = "leave_granted_for"
  case leaveGrantedAfterwards = "leave_granted_afterwards"
  /// Granted to an applicant other than those in `words`.
  case leaveApplicant = "leave_applicant"
  /// Granted on less notice than the policy requires, except for the reasons in `words`.
  case leaveNotice = "leave_notice"
  case leaveLimit = "leave_limit"
  /// Refused for one of the reasons in `words` and not coded `coded`, or for another and not `else`.
  case leaveRefusedCode = "leave_refused_code"
  case leaveDecidedDifferently = "leave_decided_differently"

  // Penalty notices
  case noticeParent = "notice_parent"
  case noticeAmount = "notice_amount"
  /// More than `at_most` notices to a parent for a child in the period.
  case noticeCount = "notice_count"
  /// A notice for absence that an earlier notice to the parent was for.
  case noticeAbsence = "notice_absence"
  /// A notice that a school issued itself without the `action` before it.
  case noticeWithoutAction = "notice_without_action"
  case paymentAmount = "payment_amount"
  case paymentDate = "payment_date"
  case improvementPeriod = "improvement_period"

  package static let noun = "a way of judging practice"
}

/// A rule about a school's record, judged by the simulator.
///
/// A class, because every pupil's record is judged by every rule and copies would cost more than
/// most of the judgements.
package final class PracticeRule: RefinedRecord {
  /// The keys of such a rule.
  package struct Draft: Record {
    package var id: Located<Name>?
    package var title: Located<Prose>?
    package var judge: Located<Judgement>?
    package var codes, leaving: [Located<MarkCode>]?
    package var coded, otherwise: Located<MarkCode>?
    package var cause: Located<Cause>?
    package var years, words: [Located<Prose>]?
    package var action: Located<Name>?
    package var age, atMost, atLeast: Located<Quantity>?
    package var severity: Located<Severity>?
    package var binds: [Located<SchoolType>]?
    package var phases: [Located<Phase>]?
    package var concerned: [Located<Concerned>]?
    package var inForce: InForce?
    package var cite: [Citation]?
    package var because: Located<Prose>?
    package var breaks, holds: Verbatim?
    package let span: SourceSpan
    package static let title = "a rule about practice"
    package static let fields: [Field<Draft>] = [
      Field("id", { $1(&$0.id) }, required: true, "The rule's stable name."),
      Field("title", { $1(&$0.title) }, required: true, "What is required, in a sentence."),
      Field("judge", { $1(&$0.judge) }, required: true, "In what way the record is judged."),
      Field("codes", { $1(&$0.codes) }, "The register codes it is about."),
      Field(
        "cause", { $1(&$0.cause) }, "The calendar's list of days on which the codes are right."),
      Field("years", { $1(&$0.years) }, "The year groups in which the codes are right."),
      Field(
        "action", { $1(&$0.action) }, words: .actions, "The kind of action that allows the codes."),
      Field("age", { $1(&$0.age) }, "The age from which it binds."),
      Field("at_most", { $1(&$0.atMost) }, "The most that is allowed."),
      Field("at_least", { $1(&$0.atLeast) }, "The least that is asked for."),
      Field("words", { $1(&$0.words) }, "The reasons, or the people, that it is about."),
      Field("coded", { $1(&$0.coded) }, "The code that is right for those."),
      Field("else", { $1(&$0.otherwise) }, "The code that is right for any other."),
      Field("leaving", { $1(&$0.leaving) }, "The codes that are right all the same."),
      Field("severity", { $1(&$0.severity) }, required: true, "`error`, `warning` or `note`."),
      Field("binds", { $1(&$0.binds) }, "The types of school it binds; left out, every school."),
      Field("phases", { $1(&$0.phases) }, "The phases of education it binds; left out, every one."),
      Field(
        "for", { $1(&$0.concerned) },
        "Whom it is for: pupils in any of some groups; `compulsory_school_age`, `main_registration` and "
          + "`day_pupil` narrow them. Left out, every pupil on roll."),
      Field("in_force", { $1(&$0.inForce) }, required: true, "The dates on which it binds."),
      Field("cite", { $1(&$0.cite) }, required: true, "Where the law or the guidance says so."),
      Field("because", { $1(&$0.because) }, "Why, in a sentence."),
      Field("breaks", { $1(&$0.breaks) }, "A small register in which it is broken: a test."),
      Field("holds", { $1(&$0.holds) }, "A small register in which it is kept: a test."),
    ]
    package init(at span: SourceSpan) { self.span = span }
  }

  /// The lists of days in a school's calendar that give a code its cause.
  package enum Cause: String, Vocabulary {
    case disrupted
    case religiousObservance = "religious_observance"
    package static let noun = "a list of days in the calendar"
  }

  package let draft: Draft
  /// The rule's stable name.
  package let id: String
  /// The requirement, in a sentence.
  package let title: String
  /// The method of judgement.
  package let judgement: Judgement
  /// The register codes to which it applies.
  package let codes: [MarkCode]
  /// The codes that are allowed nevertheless.
  package let leaving: [MarkCode]
  /// The reasons, people or year groups to which it applies, in lower case.
  package let words: Set<String>
  /// The severity of breaking it.
  package let severity: Severity
  /// The schools it binds.
  package let scope: Scope
  /// The pupils, and their sessions, to which it applies.
  package let concerned: PupilScope
  /// The dates on which it binds.
  package let inForce: DateRange
  /// The places in the law or the guidance that state it.
  package let citations: [Citation]

  package init?(_ draft: Draft, _ reading: inout Reading) {
    guard let id = draft.id, let title = draft.title, let judge = draft.judge,
      let severity = draft.severity, let inForce = draft.inForce, let cite = draft.cite
    else { return nil }
    let missing = judge.value.needs.filter { !draft.gives($0) }.map { "`\($0.rawValue)`" }
    guard missing.isEmpty else {
      reading.report(
        .judgement, "`\(judge.value.rawValue)` cannot be judged without \(Wording.list(missing)).",
        at: judge.span, path: reading.path, help: "Add the key beside `judge`.")
      return nil
    }
    self.draft = draft
    self.id = id.value.text
    self.title = title.value.text
    judgement = judge.value
    codes = (draft.codes ?? []).map(\.value)
    leaving = (draft.leaving ?? []).map(\.value)
    words = Set(((draft.words ?? []) + (draft.years ?? [])).map { $0.value.text.lowercased() })
    self.severity = severity.value
    scope = Scope(types: draft.binds, phases: draft.phases)
    concerned = PupilScope(draft.concerned)
    self.inForce = inForce.range
    citations = cite
  }
}

extension Judgement {
  /// The keys that the judgement requires.
  fileprivate var needs: [PracticeRule.Draft.Key] {
    switch self {
    case .codeWithoutCause, .codeAtCompulsoryAge, .codeWithoutLeave, .codeWithoutExclusion,
      .overwrittenWithoutReason:
      [.codes]
    case .codeOutsideYears: [.codes, .years]
    case .codeOutsideCompulsoryAge: [.codes, .coded]
    case .noticeWithoutAction: [.action]
    case .codeWithoutAction: [.codes, .action]
    case .codeWithLittleAttendance: [.codes, .age, .atLeast]
    case .attendedWhileExcluded, .noticeCount, .markEnteredLate: [.atMost]
    case .leaveGrantedFor, .leaveApplicant, .leaveNotice: [.words]
    case .leaveRefusedCode: [.words, .coded, .otherwise]
    case .markMissing, .codeUnknown, .codeRetired, .markWithoutSession, .markOffRoll,
      .arrivalAfterClose, .arrivalBeforeClose, .arrivalAfterStart, .arrivalBeforeStart,
      .amendedOtherwise, .amendmentIncomplete, .registerNotTaken, .registerTakenLate,
      .registerClosedLate, .leaveGrantedAfterwards, .leaveLimit, .leaveDecidedDifferently,
      .noticeParent, .noticeAmount, .noticeAbsence, .paymentAmount, .paymentDate,
      .improvementPeriod:
      []
    }
  }
}

extension PracticeRule.Draft {
  /// The keys that a judgement can require.
  fileprivate enum Key: String {
    case codes, years, action, age, words, coded
    case atLeast = "at_least"
    case atMost = "at_most"
    case otherwise = "else"
  }

  fileprivate func gives(_ key: Key) -> Bool {
    switch key {
    case .codes: codes != nil
    case .years: years != nil
    case .action: action != nil
    case .age: age != nil
    case .atLeast: atLeast != nil
    case .atMost: atMost != nil
    case .words: words != nil
    case .coded: coded != nil
    case .otherwise: otherwise != nil
    }
  }
}
