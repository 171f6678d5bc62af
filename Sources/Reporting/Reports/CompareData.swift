import CivilTime
import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import TypedYAML

extension CompareReport {
  /// A row a clause and a column a school, for a spreadsheet; practice follows under `practice:`.
  package var csv: String {
    let header = ["clause", "agreed"] + names + ["strictest", "least_strict", "out_of_line"]
    let rows = comparison.rows.map { row -> [String] in
      func schools(_ isMeant: (MemberComparison.Cell) -> Bool) -> String {
        zip(names, row.cells).filter { isMeant($1) }.map(\.0).joined(separator: "; ")
      }
      return [row.path, row.agreed ?? ""] + row.cells.map { $0.clause?.words ?? "" }
        + [
          schools { $0.place == .strictest }, schools { $0.place == .loosest },
          schools(\.isOutOfLine),
        ]
    }
    let kept = (practice?.rows ?? []).map { row in
      ["practice: \(row.clause)", ""] + row.cells.map { $0 == nil ? "" : share($0) } + ["", "", ""]
    }
    return CSVText.table([header] + rows + kept)
  }

  /// The report for programs.
  package var json: JSON {
    .object([
      ("version", .integer(1)), ("as_of", .string(asOf.description)),
      ("cluster", .optional(comparison.cluster?.name?.value.text)),
      ("members", .array(comparison.members.map(json))),
      ("clauses", .array(comparison.rows.map(json))),
      ("practice", practice.map { .array($0.rows.map(json)) } ?? .null),
    ])
  }

  private func json(_ member: MemberComparison.Member) -> JSON {
    .object([
      ("school", .string(member.name)), ("file", .string(member.document.path)),
      ("law_of", .string(member.date.description)),
      (
        "in_line",
        comparison.cluster == nil || (member.outOfLine.isEmpty && !member.untold.isEmpty)
          ? .null : .truth(member.outOfLine.isEmpty)
      ),
      ("out_of_line", .array(member.outOfLine.map { .string($0) })),
      ("cannot_be_told", .array(member.untold.map { .string($0) })),
      ("in_line_and_warned", .array(member.warnedAgainst.map { .string($0) })),
      ("errors", .integer(member.count(.error))), ("warnings", .integer(member.count(.warning))),
      ("notes", .integer(member.count(.note))),
      (
        "remarks",
        .array(
          member.findings.filter(\.bearsOnWholePolicy).map { .string($0.diagnostic.message) })
      ),
      ("strictest_in", .integer(member.strictestIn)), ("loosest_in", .integer(member.loosestIn)),
    ])
  }

  private func json(_ row: MemberComparison.Row) -> JSON {
    .object([
      ("clause", .string(row.path)), ("agreed", .optional(row.agreed)),
      ("same", .truth(row.isAgreed)),
      (
        "cells",
        .array(
          zip(names, row.cells).map { name, cell in
            let span = cell.clause?.value.span
            return .object([
              ("school", .string(name)), ("value", .optional(cell.clause?.words)),
              ("inherited_from", .optional(cell.clause?.layer)), ("file", .optional(span?.file)),
              ("line", .optional(span?.start.line)), ("column", .optional(span?.start.column)),
              ("quote", .optional(cell.clause?.quote?.words)),
              ("place", .optional(cell.place?.rawValue)), ("out_of_line", .truth(cell.isOutOfLine)),
              ("cannot_be_told", .optional(cell.keeping.why)),
              ("limits", .array(cell.limits.map(\.json))),
            ])
          })
      ),
    ])
  }

  private func json(_ row: PracticeComparison.Row) -> JSON {
    .object([
      ("clause", .string(row.clause)),
      (
        "cells",
        .array(
          zip(names, row.cells).map { name, cell in
            let isShown = cell.map { showsSmallNumbers || !$0.isSmall } ?? false
            return .object([
              ("school", .string(name)), ("words", .string(share(cell))),
              (
                "adherence",
                isShown ? cell.map { .ratio($0.kept, $0.judged) } ?? .null : .null
              ),
            ])
          })
      ),
    ])
  }
}

extension Keeping {
  /// Why it cannot be told; nil where it can.
  fileprivate var why: String? { if case .untold(let why) = self { why } else { nil } }
}

extension LegalLimit {
  var json: JSON {
    .object([
      ("rule", .string(rule)), ("path", .string(path)), ("limit", .string(limit.words)),
      ("measured", .string(measured.words)), ("kept", isKept.map { .truth($0) } ?? .null),
      ("distance", .optional(distance?.words)), ("words", .string(words)),
    ])
  }
}
