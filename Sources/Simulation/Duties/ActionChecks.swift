import CivilTime
import Clauses
import Registers
import TypedYAML

/// Judges the actions of a duty's kind by themselves: what had to be on record before them, and what
/// their own record must hold.
struct ActionChecks {
  let clause: Clause
  let record: PupilRecord
  let context: ReplayContext

  /// An action that came before what had to precede it.
  struct Premature {
    let action: Action
    let precondition: Precondition
    /// What came, and too late for it; nil where nothing came at all.
    let tooRecent: Action?
  }

  /// An action whose record leaves something out.
  struct Incomplete {
    let action: Action
    let missing: [String]
  }

  private var actions: [Action] {
    record.actions.filter { action in
      action.matches(clause.duty.action.text, clause.duty.detail)
        && context.dataset.dates.contains(action.date)
        && clause.inForce?.contains(action.date) ?? true
    }
  }

  /// The actions that came too early, once for each precondition that they lack.
  var premature: [Premature] {
    guard !clause.duty.preconditions.isEmpty else { return [] }
    return actions.flatMap { action in
      clause.duty.preconditions.compactMap { lacking($0, before: action) }
    }
  }

  /// The actions whose record leaves out what the duty asks for.
  var incomplete: [Incomplete] {
    guard !clause.duty.records.isEmpty else { return [] }
    return actions.compactMap { action in
      let missing = clause.duty.records.filter { action.detail[$0] == nil }
      return missing.isEmpty ? nil : Incomplete(action: action, missing: missing)
    }
  }

  private func lacking(_ precondition: Precondition, before action: Action) -> Premature? {
    let earlier = record.actions.filter { other in
      other.date <= action.date
        && precondition.anyOf.contains { other.matches($0, precondition.detail) }
    }
    let isMet = earlier.contains { other in
      guard let wait = precondition.atLeast else { return true }
      return context.dueDates.date(wait, after: other.date).map { $0 <= action.date }
        ?? false
    }
    return isMet
      ? nil : Premature(action: action, precondition: precondition, tooRecent: earlier.last)
  }
}
