import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

// Clauses that forbid the action of another clause: it comes too early for one of them, or one of
// them allows it on no other occasion than its own.
extension Checker {
  /// The contradictions among the clauses that bind a school, without those that a check of a layer
  /// finds: within the layer, or between it and the law.
  func contradictions(
    in document: PolicyDocument, _ school: BoundSchool, _ period: Period
  ) -> [Finding] {
    func binds(_ clause: BindingDuty) -> Bool {
      clause.voice == .framework
        ? school.isBoundNationally(by: clause.duty.scope) : school.isBound(by: clause.duty.scope)
    }
    let declared = document.declaredActions
    let local = document.duties.compactMap { clause, duty, layer in
      BindingDuty(
        clause, duty.renamingActions { framework.action(called: $0, declared: declared) },
        layer.map { .layer($0.span.file) } ?? .own, applies: layer?.inForce?.range)
    }
    guard !local.isEmpty else { return [] }
    return contradictions(among: (local + law.bindingDuties).filter(binds), period)
  }

  /// The contradictions among a layer's duties, and with the law.
  func contradictions(in layer: Layer, isElsewhere: Bool, _ period: Period) -> [Finding] {
    let lists = [
      ("duties", layer.duties), ("common.follow_up", layer.common?.followUp),
      ("common.escalation", layer.common?.escalation),
    ]
    let own = lists.flatMap { list, duties in
      (duties ?? []).compactMap { duty in
        let id = duty.id.value.text
        return BindingDuty(
          id, at: "\(list).\(id)", duty, .own, applies: layer.inForce?.range)
      }
    }
    guard !own.isEmpty else { return [] }
    return contradictions(among: own + (isElsewhere ? [] : law.bindingDuties), period)
  }

  private func contradictions(among duties: [BindingDuty], _ period: Period) -> [Finding] {
    let dates = period.only.map { DateRange(on: $0) } ?? period.range
    let binding = duties.filter { $0.duty.binding == .will }
    func mayClash(_ clause: BindingDuty, _ other: BindingDuty) -> Bool {
      (clause.voice == .own || clause.voice != other.voice)
        && (clause.voice == .own || other.voice == .own || !isOfLaw(clause, other))
        && clause.sharedDates(with: other, of: dates) != nil && clause.sharesPupils(with: other)
    }
    let waiting = Prohibitions(
      binding.filter { $0.duty.notBefore != nil }, ofSameOccasion: true, reach: \.wait)
    let exclusive = Prohibitions(
      binding.filter(\.duty.onlyWhen), ofSameOccasion: false, reach: \.threshold)
    guard !waiting.isEmpty || !exclusive.isEmpty else { return [] }
    return binding.flatMap { clause -> [Finding] in
      let later = waiting.first(about: clause) { other in
        clause.path != other.path && mayClash(clause, other)
          && clause.isOver(before: other)
      }
      let other = exclusive.first(about: clause) { other in
        clause.path != other.path && mayClash(clause, other)
          && clause.duty.opens(without: other.duty)
      }
      return [
        later.flatMap { tooEarly(clause, for: $0, period) },
        other.flatMap { forbidden(clause, by: $0, period) },
      ].compactMap { $0 }
    }
  }

  /// Whether one of two clauses is of the framework.
  private func isOfLaw(_ clause: BindingDuty, _ other: BindingDuty) -> Bool {
    clause.voice == .framework || other.voice == .framework
  }

  // MARK: Words

  private func tooEarly(_ clause: BindingDuty, for other: BindingDuty, _ period: Period) -> Finding?
  {
    guard let within = clause.duty.draft.within, let notBefore = other.duty.draft.notBefore else {
      return nil
    }
    let time =
      within.value == .sameDay ? "on the same day" : "within \(within.erased.value.words)"
    let wait = notBefore.erased.value.words
    return finding(
      .tooEarlyForAnother, clause, other, period,
      "`\(clause.clause)` asks for “\(clause.action)” \(time), and `\(other.clause)` allows it no "
        + "sooner than \(wait) after its occasion. In weeks of term, a school that keeps the one "
        + "breaks the other.",
      places: (
        ("`\(clause.clause)` asks for it \(time) here.", within.span),
        ("`\(other.clause)` allows it no sooner than \(wait) here.", notBefore.span)
      ),
      help: "Write a time under `within` that is longer than \(wait), or leave out the clause.",
      expected: "no sooner than \(wait)", found: time)
  }

  private func forbidden(_ clause: BindingDuty, by other: BindingDuty, _ period: Period) -> Finding?
  {
    guard let action = clause.duty.draft.action, let onlyWhen = other.duty.draft.onlyWhen else {
      return nil
    }
    return finding(
      .forbiddenByAnother, clause, other, period,
      "`\(clause.clause)` asks for “\(clause.action)” (\(clause.occasion)), and "
        + "`\(other.clause)` calls the same action wrong where its own occasion has not come "
        + "(\(other.occasion)). A school that keeps the one breaks the other.",
      places: (
        ("`\(clause.clause)` asks for it here.", action.span),
        ("`\(other.clause)` allows it on its own occasion only, here.", onlyWhen.span)
      ),
      help: "Tell the two actions apart under `detail`, such as `{ stage: 1 }` and `{ stage: 2 }`, "
        + "or leave out `only_when`.", expected: other.occasion, found: clause.occasion)
  }

  /// A finding about two clauses, at the one in the checked file.
  private func finding(
    _ rule: StructureRule, _ clause: BindingDuty, _ other: BindingDuty, _ period: Period,
    _ message: String, places: ((String, SourceSpan), (String, SourceSpan)), help: String,
    expected: String, found: String
  ) -> Finding? {
    let isAtClause = clause.voice == .own || other.voice != .own
    let (place, opposite) = isAtClause ? places : (places.1, places.0)
    let upper = isAtClause ? other : clause
    return finding(
      rule, period, message, at: place.1, path: isAtClause ? clause.path : other.path,
      related: [.init(opposite.0, at: opposite.1)], help: help,
      since: clause.sharedDates(with: other, of: period.range)?.first, expected: expected,
      found: found, citing: upper.voice == .framework ? upper.duty.citations : [])
  }
}

extension BindingDuty {
  /// Whether its deadline ends before another clause with the same occasion allows the action.
  fileprivate func isOver(before other: BindingDuty) -> Bool {
    guard let deadline = duty.deadline, let wait = other.duty.notBefore else { return false }
    return deadline.isOver(before: wait) && duty.isOpened(with: other.duty)
  }

  /// The days before which the action is too early.
  fileprivate var wait: Int { duty.notBefore?.daysInTerm.lowerBound ?? 0 }

  /// The threshold of its occasion, as a number.
  fileprivate var threshold: Int {
    guard case .count(let trigger) = duty.occasion else { return 0 }
    return OccasionKey.Least(trigger.threshold).count
  }
}
