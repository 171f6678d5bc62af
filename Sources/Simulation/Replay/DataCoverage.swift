import Clauses
import Diagnostics
import PolicyModel
import Registers
import TypedYAML

/// What a dataset can show, and what it cannot: silence never reads as compliance.
struct DataCoverage {
  let dataset: Dataset

  init(_ dataset: Dataset) { self.dataset = dataset }

  /// The data that a duty needs and the dataset lacks.
  func missing(for duty: Duty) -> Dataset.AbsentData.Kind? {
    if !duty.concerned.groups.isEmpty, !dataset.has(.pupils) { return .pupils }
    if duty.afterLeave, !dataset.has(.leave) { return .leave }
    switch duty.occasion {
    case .event(.pupilJoins), .event(.pupilLeaves):
      if !dataset.has(.pupils) { return .pupils }
    case .event(.leaveApplication):
      if !dataset.has(.leave) { return .leave }
      if duty.action.text == "leave_decision" { return nil }
    case .event(.mark) where duty.action.text == "amend_mark": return nil
    case .event(.mark), .event(.action), .count: break
    }
    return dataset.has(.actions) ? nil : .actions
  }

  /// What could not be checked, and why, in sentences.
  func notChecked(
    _ clauses: [Clause], _ rules: [PracticeRule], _ context: ReplayContext,
    arrivalsWithoutTimes untold: Int
  ) -> [String] {
    let absent = dataset.absent.map { absent in
      let duties = clauses.filter { missing(for: $0.duty) == absent.kind }.map(\.name)
      let names = duties + rules.filter { $0.judge?.needs == absent.kind }.map(\.id)
      return "\(Wording.sentence(Wording.plain(absent.kind.rawValue))): \(absent.reason). "
        + "Not checked: \(names.isEmpty ? "what it would have shown" : Wording.list(names))."
    }
    return absent + causes(rules) + classes + lateness(context) + timesOfGroups(context, untold)
  }

  /// Classes of whose registers nothing is recorded, where something is of others'.
  private var classes: [String] {
    let taken = Set(dataset.registersTaken.keys)
    guard !taken.isEmpty else { return [] }
    let silent = Set(
      dataset.pupils.filter { !$0.pupil.groups.contains(.boarder) }.compactMap(\.pupil.classGroup)
    ).subtracting(taken).sorted()
    guard !silent.isEmpty else { return [] }
    return [
      "No taking of a register is recorded for \(silent.count == 1 ? "class" : "classes") "
        + "\(Wording.list(silent)). Not checked: whether \(silent.count == 1 ? "its" : "their") "
        + "registers were taken."
    ]
  }

  /// Rules about codes whose cause the calendar does not give.
  private func causes(_ rules: [PracticeRule]) -> [String] {
    rules.compactMap { rule in
      guard let cause = rule.draft.cause?.value else { return nil }
      let isKnown =
        switch cause {
        case .disrupted: dataset.calendar.disrupted != nil
        case .religiousObservance: dataset.calendar.religiousObservance != nil
        }
      return isKnown
        ? nil : "The calendar has no list under `\(cause.rawValue)`. Not checked: \(rule.id)."
    }
  }

  private func lateness(_ context: ReplayContext) -> [String] {
    guard context.policy != nil else { return [] }
    return SessionHalf.allCases.compactMap { half in
      guard !context.times.areStated(half) else { return nil }
      return "Lateness in the \(half.name): the policy does not say when that register opens and "
        + "closes. Not checked: whether late marks are right."
    }
  }

  /// Arrivals and registers that fall under times for groups, of which it is not known to which they belong.
  private func timesOfGroups(_ context: ReplayContext, _ arrivals: Int) -> [String] {
    guard context.hasTimesByGroup else { return [] }
    var told: [String] = []
    if arrivals > 0 {
      told.append(
        "Times of groups: the policy gives registers different times for different pupils or days, and whose "
          + "times apply cannot be told for \(Wording.count(arrivals, "arrival")): the pupil's year group, class "
          + "or site on that date is not known, or no entry or several are for it. Not checked: whether "
          + "\(arrivals == 1 ? "its mark is" : "their marks are") right.")
    }
    let pupils = Swift.Dictionary(grouping: dataset.pupils) { $0.pupil.classGroup }
    let registers = dataset.takings.count { group, taken in
      let answer = context.times(ofClass: group, pupils[group] ?? [], in: taken.session)
      if case .untold = answer { return true } else { return false }
    }
    if registers > 0 {
      told.append(
        "Times of groups: the pupils of a class have different times, or their year group or site is not known, "
          + "for \(Wording.count(registers, "register")) that \(registers == 1 ? "was" : "were") taken. Not "
          + "checked: whether \(registers == 1 ? "it was" : "they were") opened and closed in time."
      )
    }
    return told
  }
}
