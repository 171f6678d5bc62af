import CivilTime
import Clauses
import Diagnostics
import Simulation
import Statute
import TypedYAML

/// The normal form of a duty, equal for duties that no register can distinguish; names and reasons
/// are left out.
struct DutyForm: Hashable, Sendable {
  /// The normal form of an occasion.
  enum OccasionForm: Hashable, Sendable {
    case count(TriggerForm)
    case mark(Set<MarkCode>)
    case event(Event)
  }

  /// The normal form of a precondition.
  struct PreconditionForm: Hashable, Sendable {
    let anyOf: Set<String>
    let detail: [String: String]
    let atLeast: Deadline?
  }

  let occasion: OccasionForm
  let action: String
  let detail: [String: String]
  let deadline: Deadline?
  let by: TimeOfDay?
  let notBefore: Deadline?
  let mayPrecede: Deadline?
  let preconditions: Set<PreconditionForm>
  let records: Set<String>
  let onlyWhen: Bool
  let binding: Binding
  let pupils: Set<PupilGroup>
  /// The other conditions that a pupil must meet.
  let conditions: Set<Concerned>
  let exempts: ClassPosition?
  let exclusion: ExclusionKind?
  let afterLeave: Bool
  let types: Set<SchoolType>
  let phases: Set<Phase>
  let inForce: DateRange?
  let countingFrom: CivilDate?
  let severity: Severity

  init(_ duty: Duty, _ codes: CodeTable) {
    occasion =
      switch duty.occasion {
      case .count(let trigger): .count(TriggerForm(trigger, codes))
      case .event(.mark(let codes)): .mark(Set(codes))
      case .event(let event): .event(event)
      }
    (action, detail) = (duty.action.text, duty.detail)
    (deadline, by) = (duty.deadline?.normal, duty.by)
    (notBefore, mayPrecede) = (duty.notBefore?.normal, duty.mayPrecede?.normal)
    preconditions = Set(
      duty.preconditions.map {
        PreconditionForm(
          anyOf: Set($0.anyOf), detail: $0.detail, atLeast: $0.atLeast?.normal)
      })
    (records, onlyWhen) = (Set(duty.records), duty.onlyWhen)
    (binding, pupils) = (duty.binding, Set(duty.concerned.groups))
    conditions = duty.concerned.conditions
    (exempts, exclusion, afterLeave) = (duty.exempts, duty.exclusion, duty.afterLeave)
    (types, phases) = (Set(duty.scope.types), Set(duty.scope.phases))
    (inForce, countingFrom, severity) = (duty.inForce, duty.countingFrom, duty.severity)
  }
}

extension Deadline {
  /// The deadline with a length of zero as `same_day`.
  var normal: Deadline {
    switch self {
    case .schoolDays(0), .workingDays(0), .days(0), .months(0): .sameDay
    case .sameDay, .schoolDays, .workingDays, .days, .months: self
    }
  }

  /// The order of two deadlines from one date; nil where it depends on the calendar.
  func order(to other: Deadline) -> Order? {
    let (left, right) = (normal, other.normal)
    if left == right { return .equal }
    if left == .sameDay { return .less }
    if right == .sameDay { return .greater }
    return left.value.order(to: right.value)
  }
}

extension Duty {
  /// The duty in a table's cell: the action, its deadline, occasion and conditions.
  var brief: String {
    let time = by.map { " by \($0)" } ?? ""
    return (binding == .may ? "may: " : "") + Wording.plain(action.text)
      + Duty.inBrackets(detail) + deadlineWords + time + ", once \(occasion.words)"
      + conditions.map { "; \($0)" }.joined()
  }

  private var deadlineWords: String {
    switch deadline {
    case .sameDay?: " on the same day"
    case let length?: " within \(length.value.words)"
    case nil: ""
    }
  }

  private static func inBrackets(_ detail: [String: String]) -> String {
    let pairs = detail.sorted { $0.key < $1.key }.map { "\(Wording.plain($0.key)) \($0.value)" }
    return pairs.isEmpty ? "" : " (\(pairs.joined(separator: ", ")))"
  }

  /// The keys that most duties leave out, each in words.
  private var conditions: [String] {
    var found: [String] = []
    if case .count(let trigger) = occasion {
      if case .percent = trigger.threshold.amount, trigger.after != 20 {
        found.append("from \(Wording.count(trigger.after, "possible session")) on")
      }
      if trigger.recount { found.append("counted afresh after each") }
    }
    if case .event(.action(_, let detail)) = occasion, !detail.isEmpty {
      found.append("of the action with\(Duty.inBrackets(detail))")
    }
    if let notBefore { found.append("not before \(notBefore.value.words)") }
    if let mayPrecede { found.append("or up to \(mayPrecede.value.words) before") }
    if onlyWhen { found.append("not without the occasion") }
    found += preconditions.map { condition in
      "after \(Wording.list(condition.anyOf.map { Wording.plain($0) }, "or"))"
        + Duty.inBrackets(condition.detail)
        + (condition.atLeast.map { " at least \($0.value.words) before" } ?? "")
    }
    if !records.isEmpty {
      found.append("recording \(Wording.list(records.map { Wording.plain($0) }))")
    }
    if !concerned.words.isEmpty {
      found.append("for \(Wording.list(concerned.words.map { Wording.plain($0.rawValue) }))")
    }
    if let exclusion {
      found.append(
        exclusion == .suspension ? "of suspensions alone" : "of permanent exclusions alone")
    }
    if afterLeave { found.append("at once after leave") }
    if let exempts { found.append("not for the \(exempts.words)") }
    let schools = scope.types.map(\.rawValue) + scope.phases.map { Wording.plain($0.rawValue) }
    if !schools.isEmpty { found.append("in \(Wording.list(schools)) schools") }
    if let inForce {
      found.append(
        "from \(inForce.first.written)" + (inForce.last.map { " to \($0.written)" } ?? ""))
    }
    if let countingFrom { found.append("counting from \(countingFrom.written)") }
    if severity != .warning { found.append("weighing as \(severity.rawValue)") }
    return found
  }
}
