import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers
import Statute

/// The framework's rules about practice that bind a school, ready to be asked of its record.
struct PracticeRules {
  let context: ReplayContext
  /// The rules in the order of the framework.
  let rules: [PracticeRule]
  /// Whether the data can show what each judges.
  let isChecked: [Bool]
  /// Whether a rule names a code, by the code's number in the dataset.
  private let isNamed: [Bool]

  /// What a rule found: how many cases it looked at, and those that differ.
  struct Result: Sendable {
    var cases = 0
    var divergences: [Divergence] = []
  }

  init(_ context: ReplayContext) {
    self.context = context
    let school = context.policy?.school
    rules = context.framework.practice.filter {
      $0.scope.binds(school?.type?.value, school?.phase?.value)
    }
    isChecked = rules.map { rule in
      PracticeRules.needs(rule).map { context.dataset.has($0) } ?? true
    }
    var isNamed = Array(repeating: false, count: context.codes.count)
    for code in rules.filter(\.isAboutMarksWithCodes).flatMap(\.codes) {
      if let number = context.knownNumber(of: code) { isNamed[Int(number)] = true }
    }
    self.isNamed = isNamed
  }

  /// What each rule finds in one pupil's record.
  func results(_ timeline: Timeline) -> [Result] {
    var marks = PracticeCase.Marks()
    for (place, session) in timeline.sessions.enumerated() {
      guard session >= context.firstSession else { continue }
      if timeline.traits[place].contains(.missing) { marks.missing.append(place) }
      if timeline.record.marks.minutesLate[session] >= 0 { marks.arrivals.append(place) }
      if isNamed[Int(timeline.codes[place])] { marks.named.append(place) }
    }
    let one = PracticeCase(timeline, marks, context)
    return zip(rules, isChecked).map { $1 ? one.judge($0) : Result() }
  }

  /// What each rule finds that is about more than one pupil.
  func resultsOfSchool() -> [Result] {
    let school = SchoolCase(context: context)
    return zip(rules, isChecked).map { $1 ? school.judge($0) : Result() }
  }

  /// The data that a rule needs besides the marks; nil where it needs none.
  static func needs(_ rule: PracticeRule) -> Dataset.AbsentData.Kind? {
    switch rule.judgement {
    case .amendedOtherwise, .amendmentIncomplete, .overwrittenWithoutReason: .amendments
    case .registerNotTaken, .registerTakenLate, .registerClosedLate: .registersTaken
    case .codeWithoutLeave, .leaveGrantedFor, .leaveGrantedAfterwards, .leaveApplicant,
      .leaveNotice, .leaveLimit, .leaveRefusedCode, .leaveDecidedDifferently:
      .leave
    case .codeWithoutExclusion, .attendedWhileExcluded: .exclusions
    case .codeWithoutAction, .noticeParent, .noticeAmount, .noticeCount, .paymentAmount,
      .paymentDate, .improvementPeriod:
      .actions
    case .codeAtCompulsoryAge, .codeOutsideYears, .codeWithLittleAttendance, .markOffRoll: .pupils
    default: nil
    }
  }
}

extension PracticeRule {
  /// Whether it looks at the sessions marked with its codes.
  fileprivate var isAboutMarksWithCodes: Bool {
    switch judgement {
    case .codeWithoutCause, .codeAtCompulsoryAge, .codeOutsideYears, .codeWithoutAction,
      .codeWithoutLeave, .codeWithoutExclusion, .codeWithLittleAttendance:
      true
    default: false
    }
  }
}
