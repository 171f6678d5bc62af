import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers
import Statute

/// The framework's rules about practice that bind a school, ready to be asked of its record.
struct PracticeRules {
  let context: ReplayContext
  /// The rules that bind on some date of the data, in the order of the framework.
  let rules: [PracticeRule]
  /// Whether the data can show what each judges.
  let isChecked: [Bool]
  /// The codes that rules name, by their numbers in the dataset.
  private let named: CodeNumbers

  /// What a rule found: how many cases it looked at, and those that differ.
  struct Result: Sendable {
    var cases = 0
    var divergences: [Divergence] = []
  }

  /// `binding` are those that bind the school.
  init(_ binding: [PracticeRule], _ context: ReplayContext) {
    self.context = context
    rules = binding.filter { $0.inForce.intersection(context.dataset.dates) != nil }
    isChecked = rules.map { rule in
      PracticeRules.needs(rule).map { context.dataset.has($0) } ?? true
    }
    named = context.numbers(of: rules.filter(\.isAboutMarksWithCodes).flatMap(\.codes))
  }

  /// Asks each rule of one pupil's record; `note` is given those that found a case.
  func judge(_ timelines: Timelines, note: (Int, Result) -> Void) {
    let all = pupilCase(timelines, .all)
    let ofCompulsoryAge = timelines.differ ? pupilCase(timelines, .compulsory) : all
    let pupil = timelines.record.pupil
    for number in rules.indices where isChecked[number] {
      let rule = rules[number]
      guard pupil.isConcerned(by: rule.concerned) else { continue }
      let result = (rule.concerned.ages == .all ? all : ofCompulsoryAge).judge(rule)
      if result.cases > 0 || !result.divergences.isEmpty { note(number, result) }
    }
  }

  /// One pupil's record on one of the timelines, with the places that any rule is about.
  private func pupilCase(_ timelines: Timelines, _ ages: Ages) -> PracticeCase {
    let timeline = timelines[ages]
    var marks = PracticeCase.Marks()
    let first = timeline.firstPlace(in: context)
    for (place, traits) in timeline.notable where place >= first && traits.contains(.missing) {
      marks.missing.append(place)
    }
    for noted in timeline.record.marks.notes {
      let place = noted.session - timeline.sessions.first
      guard place >= first, place < timeline.sessions.count, timeline.has(place) else { continue }
      switch noted.note.kind {
      case .minutesLate: marks.arrivals.append(place)
      case .daysToEntry: marks.enteredLater.append(place)
      }
    }
    marks.named = timeline.places(withCodes: named).filter { $0 >= first }
    return PracticeCase(timelines, ages, marks, context)
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
    case .codeWithoutAction, .noticeParent, .noticeAmount, .noticeCount, .noticeAbsence,
      .noticeWithoutAction, .paymentAmount, .paymentDate, .improvementPeriod:
      .actions
    case .codeAtCompulsoryAge, .codeOutsideCompulsoryAge, .codeOutsideYears,
      .codeWithLittleAttendance, .markOffRoll:
      .pupils
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
