import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers
import Statute

/// One pupil's record as the rules about practice look at it.
///
/// A class for the same reason as the rules.
final class PracticeCase: Sendable {
  let timelines: Timelines
  /// The timeline that the rules are asked on.
  let timeline: Timeline
  let marks: Marks
  let context: ReplayContext

  init(
    _ timelines: Timelines, _ ages: Ages, _ marks: Marks, _ context: ReplayContext
  ) {
    (self.timelines, timeline, self.marks) = (timelines, timelines[ages], marks)
    self.context = context
  }

  /// The places of the timeline, from the data's first date on, that any rule is about.
  struct Marks {
    var missing: [Int] = []
    var arrivals: [Int] = []
    /// Those with a mark that was entered on a later day.
    var enteredLater: [Int] = []
    /// Those with a code that a rule names.
    var named: [Int] = []
  }

  var record: PupilRecord { timeline.record }
  var policy: Policy? { context.policy }
  var calendar: SchoolCalendar { context.dataset.calendar }

  /// Whether the record holds anything of the kind that a rule looks at; for most it does not.
  private func mayConcern(_ rule: PracticeRule) -> Bool {
    switch rule.judgement {
    case .codeWithoutCause, .codeAtCompulsoryAge, .codeOutsideYears, .codeWithoutAction,
      .codeWithoutLeave, .codeWithoutExclusion, .codeWithLittleAttendance:
      !marks.named.isEmpty
    case .arrivalAfterClose, .arrivalBeforeClose, .arrivalAfterStart, .arrivalBeforeStart:
      !marks.arrivals.isEmpty
    case .markEnteredLate: !marks.enteredLater.isEmpty
    case .codeOutsideCompulsoryAge: context.compulsoryDates(of: record.pupil) != nil
    case .attendedWhileExcluded: !record.exclusions.isEmpty
    case .amendedOtherwise, .amendmentIncomplete, .overwrittenWithoutReason:
      !record.amendments.isEmpty
    case .leaveGrantedFor, .leaveGrantedAfterwards, .leaveApplicant, .leaveNotice, .leaveLimit,
      .leaveRefusedCode:
      !record.leave.isEmpty
    case .noticeParent, .noticeAmount, .noticeCount, .noticeAbsence, .noticeWithoutAction,
      .paymentAmount, .paymentDate, .improvementPeriod:
      !record.actions.isEmpty
    case .registerNotTaken, .registerTakenLate, .registerClosedLate, .leaveDecidedDifferently:
      false
    case .markMissing, .codeUnknown, .codeRetired, .markWithoutSession, .markOffRoll: true
    }
  }

  /// Asks one rule.
  func judge(_ rule: PracticeRule) -> PracticeRules.Result {
    guard mayConcern(rule) else { return PracticeRules.Result() }
    return answer(to: rule)
  }

  private func answer(to rule: PracticeRule) -> PracticeRules.Result {
    switch rule.judgement {
    case .markMissing: missing(rule)
    case .codeUnknown, .codeRetired: withoutMeaning(rule)
    case .markWithoutSession: strays(rule)
    case .markOffRoll: offRoll(rule)
    case .markEnteredLate: enteredLate(rule)
    case .arrivalAfterClose, .arrivalBeforeClose, .arrivalAfterStart, .arrivalBeforeStart:
      arrivals(rule)
    case .codeWithoutCause: withoutCause(rule)
    case .codeAtCompulsoryAge: atCompulsoryAge(rule)
    case .codeOutsideCompulsoryAge: outsideCompulsoryAge(rule)
    case .codeOutsideYears: outsideYears(rule)
    case .codeWithoutAction: withoutAction(rule)
    case .codeWithoutLeave: withoutLeave(rule)
    case .codeWithoutExclusion: withoutExclusion(rule)
    case .codeWithLittleAttendance: withLittleAttendance(rule)
    case .attendedWhileExcluded: attendedWhileExcluded(rule)
    case .amendedOtherwise: amendedOtherwise(rule)
    case .amendmentIncomplete: incompleteAmendments(rule)
    case .overwrittenWithoutReason: overwritten(rule)
    case .leaveGrantedFor: grantedFor(rule)
    case .leaveGrantedAfterwards: grantedAfterwards(rule)
    case .leaveApplicant: wrongApplicant(rule)
    case .leaveNotice: shortNotice(rule)
    case .leaveLimit: beyondLimit(rule)
    case .leaveRefusedCode: refusedCode(rule)
    case .noticeParent: noticeParent(rule)
    case .noticeAmount: noticeAmount(rule)
    case .noticeCount: noticeCount(rule)
    case .noticeAbsence: noticeAbsence(rule)
    case .noticeWithoutAction: noticeWithoutAction(rule)
    case .paymentAmount: paymentAmount(rule)
    case .paymentDate: paymentDate(rule)
    case .improvementPeriod: improvementPeriod(rule)
    case .registerNotTaken, .registerTakenLate, .registerClosedLate, .leaveDecidedDifferently:
      PracticeRules.Result()
    }
  }

  // MARK: What judges look up

  func session(_ place: Int) -> Session { calendar.sessions[timeline.sessions[place]] }

  /// The mark that stands in a session; nil for a blank.
  func mark(_ place: Int) -> MarkCode? { context.codes[Int(timeline.code(at: place))] }

  func standingMark(_ place: Int) -> StandingMark {
    StandingMark(
      record: record, context: context, session: timeline.sessions[place], code: mark(place))
  }

  /// The numbers of the sessions at some places.
  func sessions(_ places: some Sequence<Int>) -> [Int] { places.map { timeline.sessions[$0] } }

  /// The places with one of a rule's codes, on the dates on which it binds.
  func places(of rule: PracticeRule) -> [Int] {
    guard !marks.named.isEmpty else { return [] }
    let numbers = context.numbers(of: rule.codes)
    return marks.named.filter {
      numbers.contains(timeline.code(at: $0)) && rule.inForce.contains(session($0).date)
    }
  }

  // MARK: Making divergences

  /// A divergence in a session; what is said of it is made of the mark there when it is asked for.
  func divergence(
    _ rule: PracticeRule, _ kind: Divergence.Kind, at place: Int,
    corrections: [Divergence.Correction] = [],
    _ words: @escaping @Sendable (StandingMark) -> Divergence.Words
  ) -> Divergence {
    let mark = standingMark(place)
    return divergence(rule, kind, session(place), corrections: corrections) { words(mark) }
  }

  func divergence(
    _ rule: PracticeRule, _ kind: Divergence.Kind, _ session: Session,
    corrections: [Divergence.Correction] = [], _ words: @escaping @Sendable () -> Divergence.Words
  ) -> Divergence {
    Divergence(
      .rule(rule, context), kind, pupil: record.pupil.id, session.date, half: session.half,
      corrections: corrections, words)
  }

  /// A divergence on a date, about no session in particular.
  func divergence(
    _ rule: PracticeRule, _ kind: Divergence.Kind, on date: CivilDate,
    _ words: @escaping @Sendable () -> Divergence.Words
  ) -> Divergence {
    Divergence(.rule(rule, context), kind, pupil: record.pupil.id, date, words)
  }
}
