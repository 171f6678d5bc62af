import CivilTime
import Clauses
import Compliance
import Diagnostics
import Simulation
import Statute
import TypedYAML

/// Compares two duties part by part; the stricter is nowhere looser and somewhere stricter.
struct DutyOrder {
  private let new, old: Duty
  private let newForm, oldForm: DutyForm
  private let codes: CodeTable

  init(_ new: Duty, _ old: Duty, _ codes: CodeTable) {
    (self.new, self.old, self.codes) = (new, old, codes)
    (newForm, oldForm) = (DutyForm(new, codes), DutyForm(old, codes))
  }

  /// The respects in which the new duty differs; none where no register can distinguish the two.
  var respects: [Respect] {
    guard newForm != oldForm else { return [] }
    return binding + occasion + recount + whom + action + timing + conditions + dates + weight
  }

  // MARK: When

  private var occasion: [Respect] {
    switch (new.occasion, old.occasion) {
    case (.count(let trigger), .count(let other)):
      return TriggerOrder(trigger, other, codes).respects
    case (.event(.mark(let codes)), .event(.mark(let others))):
      return ordered(
        Set(codes).strictness(over: Set(others)),
        more: "It arises at more marks: \(new.occasion.words).",
        less: "It arises at fewer marks: \(new.occasion.words).",
        neither: "It arises at other marks: \(new.occasion.words).")
    case (.event(.action(let kind, let detail)), .event(.action(let other, let others)))
    where kind == other:
      // An occasion that requires fewer particulars arises at more actions.
      return ordered(
        DutyOrder.strictness(of: others, over: detail), more: "It arises at more of these actions.",
        less: "It arises at fewer of these actions.",
        neither: "It arises at other of these actions.")
    default:
      return newForm.occasion == oldForm.occasion
        ? []
        : [Respect(.incomparable, "It arises on another occasion: \(new.occasion.words).")]
    }
  }

  /// The difference in the actions that restart the count, which decide when the next is due.
  private var recount: [Respect] {
    guard case .count(let trigger) = newForm.occasion, trigger.recounts,
      newForm.occasion == oldForm.occasion,
      (newForm.action, newForm.detail) != (oldForm.action, oldForm.detail)
        || (newForm.inForce, newForm.countingFrom) != (oldForm.inForce, oldForm.countingFrom)
        || !isOfSameAges
    else { return [] }
    return [
      Respect(
        .incomparable,
        "The count starts afresh after another action, or from another date on, so neither is always "
          + "reached first.")
    ]
  }

  private var dates: [Respect] {
    let force = DutyOrder.strictness(of: newForm.inForce, over: oldForm.inForce)
    let counting: Comparison =
      switch (newForm.countingFrom, oldForm.countingFrom) {
      case let (now, was) where now == was: .same
      case _ where isShare: .incomparable
      case (nil, _): .stricter
      case (_, nil): .looser
      case (let now?, let was?): now < was ? .stricter : .looser
      }
    return ordered(
      force, more: "It binds on more dates.", less: "It binds on fewer dates.",
      neither: "It binds on other dates.")
      + ordered(
        counting, more: "Sessions of earlier dates are counted too.",
        less: "Sessions of earlier dates are no longer counted.",
        neither: "The share is taken of sessions from another date on.")
  }

  private var isOfSameAges: Bool { new.concerned.ages == old.concerned.ages }

  private var isShare: Bool {
    if case .count(let trigger) = newForm.occasion { trigger.isShare } else { false }
  }

  // MARK: Scope and action

  private var binding: [Respect] {
    ordered(
      newForm.binding == oldForm.binding ? .same : newForm.binding == .will ? .stricter : .looser,
      more: "It is now promised, and was only allowed.",
      less: "It is now only allowed, and was promised.")
  }

  private var whom: [Respect] {
    func standing<Item>(_ now: Set<Item>, _ was: Set<Item>) -> Comparison {
      // An empty list means every pupil.
      if now == was { return .same }
      if now.isEmpty { return .stricter }
      return was.isEmpty ? .looser : now.strictness(over: was)
    }
    // More conditions mean fewer pupils; a share of fewer sessions may be higher or lower.
    let conditions: Comparison =
      newForm.conditions == oldForm.conditions
      ? .same
      : isShare && !isOfSameAges
        ? .incomparable : oldForm.conditions.strictness(over: newForm.conditions)
    let schools = standing(newForm.types, oldForm.types)
      .joined(with: standing(newForm.phases, oldForm.phases))
    return ordered(
      standing(newForm.pupils, oldForm.pupils).joined(with: conditions),
      more: "It is for more pupils.",
      less: "It is for fewer pupils.", neither: "It is for other pupils.")
      + ordered(
        schools, more: "It binds more kinds of school.", less: "It binds fewer kinds of school.",
        neither: "It binds other kinds of school.") + narrowings
  }

  /// The cases that are exempt from opening it.
  private var narrowings: [Respect] {
    func standing<Item: Equatable>(_ now: Item?, _ was: Item?) -> Comparison {
      now == was ? .same : now == nil ? .stricter : was == nil ? .looser : .incomparable
    }
    return ordered(
      standing(newForm.exempts, oldForm.exempts),
      more: "It is for pupils who join or leave with the school year too.",
      less: "It is no longer for pupils of one class who join or leave with the school year.",
      neither: "It is not for pupils of another class who join or leave with the school year.")
      + ordered(
        standing(newForm.exclusion, oldForm.exclusion),
        more: "It is about every kind of exclusion.",
        less: "It is about one kind of exclusion alone.",
        neither: "It is about another kind of exclusion.")
      + ordered(
        standing(newForm.afterLeave ? true : nil, oldForm.afterLeave ? true : nil),
        more: "It arises without leave before it too.", less: "It arises after leave alone.",
        neither: "It arises after leave alone.")
      + ordered(
        standing(newForm.mayPrecede, oldForm.mayPrecede),
        more: "It may no longer be done before its occasion.",
        less: "It may be done before its occasion already.",
        neither: "How long before its occasion it may be done is another time.")
  }

  private var action: [Respect] {
    guard newForm.action == oldForm.action else {
      return [
        Respect(
          .incomparable,
          "Another action is promised: \(Wording.plain(newForm.action)) rather than "
            + "\(Wording.plain(oldForm.action)).")
      ]
    }
    return ordered(
      DutyOrder.strictness(of: newForm.detail, over: oldForm.detail),
      more: "The action must have more particulars.", less: "The action needs fewer particulars.",
      neither: "The action must have other particulars.")
  }

  private var conditions: [Respect] {
    let only: Comparison =
      newForm.onlyWhen == oldForm.onlyWhen ? .same : newForm.onlyWhen ? .stricter : .looser
    return ordered(
      newForm.preconditions.strictness(over: oldForm.preconditions),
      more: "More must come before it.", less: "Less must come before it.",
      neither: "Other things must come before it.")
      + ordered(
        newForm.records.strictness(over: oldForm.records), more: "More must be recorded of it.",
        less: "Less must be recorded of it.", neither: "Other things must be recorded of it.")
      + ordered(
        only, more: "It is now wrong without the occasion.",
        less: "It is no longer wrong without the occasion.")
  }

  private var weight: [Respect] {
    let (now, was) = (newForm.severity, oldForm.severity)
    return ordered(
      now == was ? .same : now > was ? .stricter : .looser,
      more: "Not to do it weighs more: \(now.rawValue) rather than \(was.rawValue).",
      less: "Not to do it weighs less: \(now.rawValue) rather than \(was.rawValue).")
  }

  // MARK: How soon

  /// Compares days first, and times only on the same day.
  private var timing: [Respect] {
    let day = DutyOrder.strictness(of: newForm.deadline, over: oldForm.deadline)
    let words = [new.deadline, old.deadline].map { $0?.value.words ?? "no end" }
    let found =
      day == .same
      ? time
      : ordered(
        day, more: "There is less time for it: \(words[0]) rather than \(words[1]).",
        less: "There is more time for it: \(words[0]) rather than \(words[1]).",
        neither: whyNoOrder(new.deadline, old.deadline))
    // A missing `notBefore` is equivalent to the same day.
    let early = DutyOrder.strictness(
      of: oldForm.notBefore ?? .sameDay, over: newForm.notBefore ?? .sameDay)
    return found
      + ordered(
        early, more: "It must wait longer after the occasion.",
        less: "It need not wait as long after the occasion.",
        neither: whyNoOrder(new.notBefore, old.notBefore))
  }

  private var time: [Respect] {
    let standing: Comparison =
      switch (newForm.by, oldForm.by) {
      case let (now, was) where now == was: .same
      case (nil, _): .looser
      case (_, nil): .stricter
      case (let now?, let was?): now < was ? .stricter : .looser
      }
    return ordered(
      standing, more: "It is due at an earlier time of the day.",
      less: "It is due at a later time of the day.")
  }

  private func whyNoOrder(_ now: Deadline?, _ was: Deadline?) -> String {
    guard let now, let was else { return "" }
    return now.value.whyNoOrder(with: was.value)
  }

  // MARK: Orders

  private func ordered(
    _ standing: Comparison, more: String, less: String, neither: String = ""
  ) -> [Respect] {
    switch standing {
    case .same: []
    case .stricter: [Respect(standing, more)]
    case .looser: [Respect(standing, less)]
    case .incomparable: [Respect(standing, neither)]
    }
  }

  /// The shorter of two times is the stricter, and any is stricter than none.
  private static func strictness(of deadline: Deadline?, over other: Deadline?) -> Comparison {
    switch (deadline, other) {
    case (nil, nil): .same
    case (_?, nil): .stricter
    case (nil, _?): .looser
    case (let deadline?, let other?):
      switch deadline.order(to: other) {
      case .equal?: .same
      case .less?: .stricter
      case .greater?: .looser
      case nil: .incomparable
      }
    }
  }

  /// The more dates, the stricter; nil means all dates.
  private static func strictness(of dates: DateRange?, over other: DateRange?) -> Comparison {
    if dates == other { return .same }
    guard let dates else { return .stricter }
    guard let other else { return .looser }
    let common = dates.intersection(other)
    return common == other ? .stricter : common == dates ? .looser : .incomparable
  }

  /// The more particulars are required, the stricter.
  private static func strictness(
    of detail: [String: String], over other: [String: String]
  ) -> Comparison {
    Set(detail.map { [$0.key, $0.value] }).strictness(over: Set(other.map { [$0.key, $0.value] }))
  }
}

extension Set {
  /// The order of two sets, the larger being the stricter.
  fileprivate func strictness(over other: Set) -> Comparison {
    if self == other { return .same }
    return isSuperset(of: other) ? .stricter : isSubset(of: other) ? .looser : .incomparable
  }
}
