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
    _ clauses: [Clause], _ rules: [PracticeRule], _ policy: PolicyDocument?
  ) -> [String] {
    let absent = dataset.absent.map { absent in
      let duties = clauses.filter { missing(for: $0.duty) == absent.kind }.map(\.name)
      let names = duties + rules.filter { PracticeRules.needs($0) == absent.kind }.map(\.id)
      return "\(Wording.sentence(Wording.plain(absent.kind.rawValue))): \(absent.reason). "
        + "Not checked: \(names.isEmpty ? "what it would have shown" : Wording.list(names))."
    }
    return absent + causes(rules) + classes + lateness(policy)
  }

  /// Classes of whose registers nothing is recorded, where something is of others'.
  private var classes: [String] {
    let taken = Set(dataset.registersTaken.map(\.classGroup))
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

  private func lateness(_ policy: PolicyDocument?) -> [String] {
    guard let policy else { return [] }
    return SessionHalf.allCases.compactMap { half in
      guard RegisterTimes(policy.effective, half) == nil else { return nil }
      return "Lateness in the \(half.name): the policy does not say when that register opens and "
        + "closes. Not checked: whether late marks are right."
    }
  }
}
