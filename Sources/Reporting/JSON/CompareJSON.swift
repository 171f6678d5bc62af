import CivilTime
import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import TypedYAML

extension CompareReport: JSONRecord {
  /// The report for programs.
  package var json: JSON { group }

  static let noun = "What rollcall compare found"
  static let keys: [Key] = [
    Key("version", "The version of this format.", constant: 1),
    Key("as_of", "The day of the report, or the one date that was asked about.", \.asOf),
    Key(
      "cluster", "The cluster's name; null for policies that were named one by one.",
      \.comparison.cluster?.name?.value.text),
    Key("members", "The schools.") { report in
      report.comparison.members.map {
        ComparedMember(member: $0, hasCluster: report.comparison.cluster != nil)
      }
    },
    Key("clauses", "What each school says of each clause.") { report in
      report.comparison.rows.map { ComparedClause(row: $0, names: report.names) }
    },
    Key("practice", "How often clauses were kept; null without a register.") { report in
      report.practice.map { $0.rows.map { ComparedPractice(row: $0, report: report) } }
    },
  ]
}

/// A school beside others, which may be a cluster's.
private struct ComparedMember: JSONRecord {
  let member: MemberComparison.Member
  let hasCluster: Bool

  /// Whether it keeps what the cluster agreed; nil where that cannot be told, or nothing was agreed.
  var isInLine: Bool? {
    guard hasCluster, !member.outOfLine.isEmpty || member.untold.isEmpty else { return nil }
    return member.outOfLine.isEmpty
  }

  static let noun = "A school"
  static let keys: [Key] = [
    Key("school", "The school's name, or the file's.", \.member.name),
    Key("file", "The policy's file.", \.member.document.path),
    Key("law_of", "The day whose law it is judged by.", \.member.date),
    Key(
      "in_line",
      "Whether it keeps what the cluster agreed; null where that cannot be told, or without a cluster.",
      \.isInLine),
    Key("out_of_line", "The clauses that depart from what was agreed.", \.member.outOfLine),
    Key("cannot_be_told", "The clauses of which that cannot be told.", \.member.untold),
    Key(
      "in_line_and_warned", "The clauses that keep it, and that a check warns against.",
      \.member.warnedAgainst),
    Key("errors", "Errors that count.") { $0.member.count(.error) },
    Key("warnings", "Warnings that count.") { $0.member.count(.warning) },
    Key("notes", "Notes that count.") { $0.member.count(.note) },
    Key("remarks", "By what the policy as a whole is judged, where that is unusual.") {
      $0.member.findings.filter(\.bearsOnWholePolicy).map(\.diagnostic.message)
    },
    Key("strictest_in", "In how many clauses it is the strictest.", \.member.strictestIn),
    Key("loosest_in", "In how many clauses it is the least strict.", \.member.loosestIn),
  ]
}

/// A clause with the schools by their names.
private struct ComparedClause: JSONRecord {
  let row: MemberComparison.Row
  let names: [String]

  static let noun = "A clause"
  static let keys: [Key] = [
    Key("clause", "Its path.", \.row.path),
    Key("agreed", "What the cluster agreed, in words.", \.row.agreed),
    Key("same", "Whether all schools say the same.", \.row.isAgreed),
    Key("cells", "What each school says.") {
      zip($0.names, $0.row.cells).map { ComparedSaying(name: $0, cell: $1) }
    },
  ]
}

/// What a school says of a clause.
private struct ComparedSaying: JSONRecord {
  let name: String
  let cell: MemberComparison.Cell

  /// Why it cannot be told whether it keeps what was agreed; nil where it can.
  var whyUntold: String? { if case .untold(let why) = cell.keeping { why } else { nil } }

  static let noun = "What a school says"
  static let keys: [Key] = [
    Key("school", "The school's name.", \.name),
    Key("value", "The value in words; null where it says nothing.", \.cell.clause?.words),
    Key(
      "inherited_from", "The layer that says it; null for the policy itself.", \.cell.clause?.layer),
    Key("file", "The file.", \.cell.clause?.value.span.file),
    Key("line", "The line, from 1.", \.cell.clause?.value.span.start.line),
    Key("column", "The column, from 1.", \.cell.clause?.value.span.start.column),
    Key(
      "quote", "The words of the source document, where they are quoted.",
      \.cell.clause?.quote?.words),
    Key(
      "place", "Whether it is the strictest or the least strict; null for neither.", \.cell.place),
    Key("out_of_line", "Whether it departs from what was agreed.", \.cell.isOutOfLine),
    Key("cannot_be_told", "Why that cannot be told; null where it can.", \.whyUntold),
    Key("limits", "How it stands to limits of the law.", \.cell.limits),
  ]
}

/// How often a clause was kept, by the schools' names.
private struct ComparedPractice: JSONRecord {
  let row: PracticeComparison.Row
  let report: CompareReport

  static let noun = "A clause in practice"
  static let keys: [Key] = [
    Key("clause", "Its name.", \.row.clause),
    Key("cells", "How often each school kept it.") { clause in
      zip(clause.report.names, clause.row.cells).map { name, cell in
        let isShown = cell.map { clause.report.showsSmallNumbers || !$0.isSmall } ?? false
        return KeptShare(
          name: name, words: clause.report.share(cell),
          share: isShown ? cell.flatMap { Ratio($0.kept, $0.judged) } : nil)
      }
    },
  ]
}

/// How often a school kept a clause.
private struct KeptShare: JSONRecord {
  let name, words: String
  let share: Ratio?

  static let noun = "A school's practice"
  static let keys: [Key] = [
    Key("school", "The school's name.", \.name),
    Key("words", "The share in words.", \.words),
    Key("adherence", "Kept of those judged; null where it is hidden.", \.share),
  ]
}
