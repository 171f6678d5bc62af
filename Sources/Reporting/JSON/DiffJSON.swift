import CivilTime
import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

extension DiffReport {
  /// The report for programs.
  package var json: JSON {
    let effect = difference.effect
    return .object([
      ("version", .integer(1)), ("as_of", .string(asOf.description)),
      ("school", .string(difference.new.schoolName)),
      ("old", .string(difference.old.own.span.file)),
      ("new", .string(difference.new.own.span.file)),
      ("in_force_from", .optional(difference.new.inForce(asOf: asOf)?.first.description)),
      ("in_force_to", .optional(difference.new.inForce(asOf: asOf)?.last?.description)),
      ("standing", .string(difference.standing.code)),
      ("changes", .array(difference.changes.map(json))),
      ("unchanged_clauses", .integer(difference.unchangedClauses)),
      (
        "legal_effect",
        .object([
          ("lawful", .truth(verdict.isLawful)),
          ("fixed", .array(effect.fixed.map(\.json))),
          ("introduced", .array(effect.introduced.map(\.json))),
          ("unchanged", .array(effect.unchanged.map(\.json))),
        ])
      ),
      ("practice", practice.flatMap { practice in figures.map { json(practice, $0) } } ?? .null),
    ])
  }

  private func json(_ change: PolicyDifference.Change) -> JSON {
    .object([
      ("clause", .string(change.path)), ("old", change.old?.json ?? .null),
      ("new", change.new?.json ?? .null), ("standing", .string(change.standing.code)),
      ("renamed_from", .optional(change.renamedFrom)),
      (
        "respects",
        .array(
          change.respects.map { respect in
            .object([
              ("standing", .string(respect.standing.code)), ("words", .string(respect.words)),
            ])
          })
      ),
      ("asks_nothing", .truth(change.asksNothing)),
      (
        "touches",
        .array((change.concern?.whom ?? []).map { .string($0.value.text) })
      ),
      ("how", .optional(change.concern?.how?.value.text)),
      ("limits", .array(change.limits.map(\.json))),
    ])
  }

  private func json(_ practice: PracticeDifference, _ figures: PracticeFigures) -> JSON {
    .object([
      ("school", .string(practice.school)),
      ("from", .string(practice.dates.first.description)),
      ("to", .optional(practice.dates.last?.description)), ("weeks", .integer(practice.weeks)),
      ("marks", number(practice.marks)), ("pupils_with_other_marks", number(practice.markedPupils)),
      ("clauses", .array(zip(practice.clauses, figures.clauses).map(json))),
      (
        "office",
        .array(
          figures.work.map { work in
            .object([
              ("kind", .string(work.kind)), ("old", .optional(work.old.count)),
              ("new", .optional(work.new.count)),
              ("old_busiest_week", .optional(work.oldBusiest.count)),
              ("new_busiest_week", .optional(work.newBusiest.count)),
            ])
          })
      ),
    ])
  }

  private func json(
    _ clause: PracticeDifference.ClauseChange, _ row: PracticeFigures.ClauseRow
  ) -> JSON {
    .object([
      ("clause", .string(clause.clause)), ("old", .optional(row.old.count)),
      ("new", .optional(row.new.count)), ("gone", .optional(row.gone.count)),
      ("added", .optional(row.added.count)), ("new_pupils", pupils(clause.newPupils)),
      ("former_pupils", pupils(clause.formerPupils)),
    ])
  }

  /// A count; null for one from 1 to 4 that is hidden.
  private func number(_ count: Int) -> JSON {
    showsSmallNumbers || !(1...4).contains(count) ? .integer(count) : .null
  }

  /// The pupils; null for a group of 1 to 4 that is hidden.
  private func pupils(_ pupils: [String]) -> JSON {
    showsSmallNumbers || !(1...4).contains(pupils.count)
      ? .array(pupils.map { .string($0) }) : .null
  }
}

extension Comparison {
  /// The word for programs.
  fileprivate var code: String { self == .same ? "equivalent" : rawValue }
}

extension SaidClause {
  fileprivate var json: JSON {
    .object([
      ("value", .string(words)), ("inherited_from", .optional(layer)),
      ("file", .string(value.span.file)), ("line", .integer(value.span.start.line)),
      ("column", .integer(value.span.start.column)), ("quote", .optional(quote?.words)),
    ])
  }
}
