import CivilTime
import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

extension DiffReport: JSONRecord {
  /// The report for programs.
  package var json: JSON { group }

  static let noun = "What rollcall diff found"
  static let keys: [Key] = [
    Key("version", "The version of this format.", constant: 1),
    Key("as_of", "The day of the report, or the one date that was asked about.", \.asOf),
    Key("school", "The school's name, or the file's.", \.difference.new.schoolName),
    Key("old", "The file of the old policy.", \.difference.old.own.span.file),
    Key("new", "The file of the new policy.", \.difference.new.own.span.file),
    Key("in_force_from", "The first day on which the new policy is in force.") {
      $0.difference.new.inForce(asOf: $0.asOf)?.first
    },
    Key("in_force_to", "The last day.") { $0.difference.new.inForce(asOf: $0.asOf)?.last },
    Key(
      "standing", "Whether the new policy as a whole is stricter or looser.", \.difference.standing),
    Key("changes", "The clauses that are not as before.", \.difference.changes),
    Key("unchanged_clauses", "How many clauses are as before.", \.difference.unchangedClauses),
    Key(
      "legal_effect", "What a check finds of the new policy and of the old.", group: "Legal effect",
      [
        Key("lawful", "Whether the new policy has no error that counts.", \.verdict.isLawful),
        Key("fixed", "Findings of the old policy alone.", \.difference.effect.fixed),
        Key("introduced", "Findings of the new policy alone.", \.difference.effect.introduced),
        Key("unchanged", "Findings of both.", \.difference.effect.unchanged),
      ]),
    Key("practice", "A year under each policy; null without a register.") { report in
      report.practice.flatMap { practice in
        report.figures.map {
          ShownYears(practice: practice, figures: $0, showsSmall: report.showsSmallNumbers)
        }
      }
    },
  ]
}

extension PolicyDifference.Change: JSONRecord {
  static let noun = "A change of a clause"
  static let keys: [Key] = [
    Key("clause", "The clause's path.", \.path),
    Key("old", "What the old policy says; null for nothing.", \.old),
    Key("new", "What the new policy says; null for nothing.", \.new),
    Key("standing", "Whether the new clause is stricter or looser.", \.standing),
    Key("renamed_from", "The path in the old policy; null where it is the same.", \.renamedFrom),
    Key("respects", "In what respects it differs.", \.respects),
    Key("asks_nothing", "Whether it only describes the school or the policy.", \.asksNothing),
    Key("touches", "Whom it touches.") { ($0.concern?.whom ?? []).map(\.value.text) },
    Key("how", "How it touches them.", \.concern?.how?.value.text),
    Key("limits", "How the new clause stands to limits of the law.", \.limits),
  ]
}

extension Respect: JSONRecord {
  static let noun = "A respect in which a clause differs"
  static let keys: [Key] = [
    Key("standing", "Whether it is stricter or looser in this.", \.standing),
    Key("words", "The difference, in a sentence.", \.words),
  ]
}

extension SaidClause: JSONRecord {
  static let noun = "What a policy says"
  static let keys: [Key] = [
    Key("value", "The value in words.", \.words),
    Key("inherited_from", "The layer that says it; null for the policy itself.", \.layer),
    Key("file", "The file.", \.value.span.file),
    Key("line", "The line, from 1.", \.value.span.start.line),
    Key("column", "The column, from 1.", \.value.span.start.column),
    Key("quote", "The words of the source document, where they are quoted.", \.quote?.words),
  ]
}

extension LegalLimit: JSONRecord {
  static let noun = "A limit of the law"
  static let keys: [Key] = [
    Key("rule", "The rule's name.", \.rule), Key("path", "The path of the value.", \.path),
    Key("limit", "The limit in words.", \.limit.words),
    Key("measured", "What is held against it, in words.", \.measured.words),
    Key("kept", "Whether it is kept; null where the two cannot be compared.", \.isKept),
    Key("distance", "How far the value is from it, in words.", \.distance?.words),
    Key("words", "All of that in words.", \.words),
  ]
}

/// A register's year under two policies, as it may be shown: a count from 1 to 4 is null unless it is asked for.
private struct ShownYears: JSONRecord {
  let practice: PracticeDifference
  let figures: PracticeFigures
  let showsSmall: Bool

  static let noun = "A year under two policies"
  static let keys: [Key] = [
    Key("school", "The school of the register.", \.practice.school),
    Key("from", "The first day of the register.", \.practice.dates.first),
    Key("to", "The last.", \.practice.dates.last),
    Key("weeks", "Weeks with school days.", \.practice.weeks),
    Key("marks", "Marks that would be others; null for 1 to 4.") {
      Figure($0.practice.marks, isShown: $0.showsSmall)
    },
    Key("pupils_with_other_marks", "Pupils they belong to; null for 1 to 4.") {
      Figure($0.practice.markedPupils, isShown: $0.showsSmall)
    },
    Key("clauses", "How often each clause is called for.") { years in
      zip(years.practice.clauses, years.figures.clauses).map {
        ShownClause(clause: $0, row: $1, showsSmall: years.showsSmall)
      }
    },
    Key("office", "The work of each kind.", \.figures.work),
  ]
}

/// A clause of such a year.
private struct ShownClause: JSONRecord {
  let clause: PracticeDifference.ClauseChange
  let row: PracticeFigures.ClauseRow
  let showsSmall: Bool

  /// The pupils; nil for a group of 1 to 4 that is hidden.
  private func shown(_ pupils: [String]) -> [String]? {
    Figure(pupils.count, isShown: showsSmall).count.map { _ in pupils }
  }

  static let noun = "A clause in a year"
  static let keys: [Key] = [
    Key("clause", "Its name.", \.clause.clause),
    Key("old", "Occasions under the old policy; null where hidden.", \.row.old),
    Key("new", "Occasions under the new policy; null where hidden.", \.row.new),
    Key("gone", "Occasions under the old policy alone; null where hidden.", \.row.gone),
    Key("added", "Occasions under the new policy alone; null where hidden.", \.row.added),
    Key("new_pupils", "Pupils concerned under the new policy alone; null for 1 to 4.") {
      $0.shown($0.clause.newPupils)
    },
    Key("former_pupils", "Pupils concerned under the old policy alone; null for 1 to 4.") {
      $0.shown($0.clause.formerPupils)
    },
  ]
}

extension PracticeFigures.WorkRow: JSONRecord {
  static let noun = "Work of a kind"
  static let keys: [Key] = [
    Key("kind", "The kind.", \.kind),
    Key("old", "Pieces of work under the old policy; null where hidden.", \.old),
    Key("new", "Pieces of work under the new policy; null where hidden.", \.new),
    Key(
      "old_busiest_week", "Those in the busiest week under the old policy; null where hidden.",
      \.oldBusiest),
    Key(
      "new_busiest_week", "Those in the busiest week under the new policy; null where hidden.",
      \.newBusiest),
  ]
}
