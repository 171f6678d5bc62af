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
  /// The judge of each; nil where the data cannot show what it judges.
  let judges: [Judge?]
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
    judges = rules.map { rule in
      guard let judge = rule.judge, judge.needs.map(context.dataset.has) ?? true else { return nil }
      return judge
    }
    named = context.numbers(of: rules.filter { $0.judge?.looksAtCodes == true }.flatMap(\.codes))
  }

  /// The number of the rule that a judge is named by; nil where none binds.
  func number(of judge: Judgement) -> Int? { rules.firstIndex { $0.judgement == judge } }

  /// Asks each rule of one pupil's record; `note` is given those that found a case.
  func judge(_ timelines: Timelines, note: (Int, Result) -> Void) {
    let all = pupilCase(timelines, .all)
    let ofCompulsoryAge = timelines.differ ? pupilCase(timelines, .compulsory) : all
    let pupil = timelines.record.pupil
    for (number, rule) in rules.enumerated() {
      guard case .looksAt(let subject, let judge) = judges[number]?.method else { continue }
      let record = rule.concerned.ages == .all ? all : ofCompulsoryAge
      guard record.has(subject), pupil.isConcerned(by: rule.concerned) else { continue }
      let result = judge(record, rule)
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
    return zip(rules, judges).map { rule, judge in
      guard case .ofSchool(let judge) = judge?.method else { return Result() }
      return judge(school, rule)
    }
  }
}

extension PracticeRules.Result {
  /// Some cases, and the divergences found in them.
  init<Case>(_ cases: [Case], _ divergence: (Case) -> Divergence?) {
    self.init(cases: cases.count, divergences: cases.compactMap(divergence))
  }
}
