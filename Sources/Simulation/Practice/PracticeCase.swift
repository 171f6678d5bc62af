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

  /// Whether the record holds anything of what a judge looks at; for most judges it does not.
  func has(_ subject: Judge.Subject) -> Bool {
    switch subject {
    case .sessions: true
    case .codes: !marks.named.isEmpty
    case .arrivals: !marks.arrivals.isEmpty
    case .entries: !marks.enteredLater.isEmpty
    case .ages: timelines.differ
    case .exclusions: !record.exclusions.isEmpty
    case .changes: !record.amendments.isEmpty
    case .leave: !record.leave.isEmpty
    case .actions: !record.actions.isEmpty
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
