import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation

extension ReplayReport {
  /// The report for programs.
  package var json: JSON {
    .object([
      ("version", .integer(1)),
      ("policy", .optional(policy)),
      ("register", .string(register)),
      ("school", .string(replay.school)),
      ("from", .string(replay.dates.first.description)),
      ("to", .optional(replay.dates.last?.description)),
      ("partial", .truth(replay.unused.isTooMuch)),
      ("usage", .array(replay.usage.map(\.json))),
      ("measures", replay.measures.json),
      ("clauses", .array(replay.clauses.map(\.json))),
      ("practice", .array(replay.practice.map(\.json))),
      ("conformance", replay.conformance.json),
      (
        "consistency",
        .array(replay.consistency.comparisons.map { $0.json(showsSmall: showsSmallNumbers) })
      ),
      ("counterfactual", replay.counterfactual.json(isListing: replay.isListing)),
      ("divergences", replay.isListing ? divergences : .null),
      ("subsidiary_pupils", .integer(replay.subsidiaryPupils)),
      ("not_checked", .array(replay.notChecked.map { .string($0) })),
      ("assumptions", .array(replay.assumptions.map { .string($0) })),
      ("rejections", .each(replay.rejections, \.json)),
      ("remarks", .each(replay.remarks, \.json)),
      (
        "summary",
        .object([
          ("divergences", .integer(replay.severities.total)),
          ("errors", .integer(count(.error))), ("warnings", .integer(count(.warning))),
          ("notes", .integer(count(.note))),
        ])
      ),
    ])
  }

  private var divergences: JSON {
    .items { [replay] write in
      replay.forEachPiece {
        var authorities = ByCitations<JSON>()
        var rows = WrittenRows(indent: 3)
        return JSON.items($0, indent: 2) { divergence in
          divergence.json(
            authorities.made(for: divergence) {
              .written(JSON.array($0.map(\.json)).written(indent: 3))
            }, &rows)
        }
      } take: {
        write(.written($0))
      }
    }
  }
}

extension Replay.Measures {
  fileprivate var json: JSON {
    .object([
      ("pupils", .integer(pupils)), ("possible", .integer(possible)),
      ("attended", .integer(attended)), ("authorised", .integer(authorised)),
      ("unauthorised", .integer(unauthorised)),
      ("attendance_rate", .ratio(attended, possible)),
      ("late", .integer(late)), ("late_after_close", .integer(lateAfterClose)),
      ("missing", .integer(missing)),
      ("persistently_absent", .integer(persistentlyAbsent)),
      ("severely_absent", .integer(severelyAbsent)),
      (
        "outside_compulsory_age",
        .object([
          ("throughout", .integer(outsideAge.throughout)), ("partly", .integer(outsideAge.partly)),
          ("sessions", .integer(outsideAge.sessions)),
        ])
      ),
    ])
  }
}

extension Replay.ClauseResult {
  fileprivate var json: JSON {
    .object([
      ("clause", .string(clause.name)), ("checked", .truth(isChecked)),
      ("deadline", .truth(hasDeadline)), ("raised", .integer(tally.raised)),
      ("met", .integer(tally.met)),
      ("late", .integer(tally.late)),
      ("missed", .integer(tally.missed)), ("pending", .integer(tally.pending)),
      ("done", hasDeadline ? .null : .integer(tally.done)),
      ("not_done", hasDeadline ? .null : .integer(tally.notDone)),
      ("adherence", .ratio(tally.met, tally.judged)),
      ("too_few", .truth(tally.judged < Conformance.fewestCases)),
      ("unit", .string(timing.unit.rawValue)),
      ("fewest_days_to_spare", .optional(timing.fewestDaysToSpare)),
      ("days_to_spare", .ratio(timing.daysToSpare, timing.met)),
      ("most_days_late", .optional(timing.mostDaysLate)),
      ("days_late", .ratio(timing.daysLate, timing.late)),
      (
        "nearest",
        nearest.map {
          .object([
            ("threshold", .integer($0.threshold)), ("highest", .integer($0.highest)),
            ("pupils", .integer($0.pupils)),
          ])
        } ?? .null
      ),
    ])
  }
}

extension Replay.PracticeResult {
  fileprivate var json: JSON {
    .object([
      ("rule", .string(rule.id)), ("checked", .truth(isChecked)), ("cases", .integer(cases)),
      ("divergences", .integer(divergences)), ("adherence", .ratio(kept, cases)),
      ("too_few", .truth(cases < Conformance.fewestCases)),
    ])
  }
}

extension Divergence {
  fileprivate func json(_ citations: JSON, _ rows: inout WrittenRows) -> JSON {
    let words = words
    return .object([
      ("clause", .string(clause)),
      ("also_against", .array(alsoAgainst.map { .string($0) })),
      ("kind", .string(kind.rawValue)),
      ("pupil", .optional(pupil)),
      ("class", .optional(group)),
      ("date", .string(date.description)),
      ("session", .optional(half?.abbreviation)),
      ("expected", .optional(words.expected)),
      ("recorded", .optional(words.recorded)),
      ("due", .optional(due?.description)),
      ("severity", .string(severity.rawValue)),
      ("message", .string(words.message)),
      (
        "clause_at",
        words.clauseSpan.map {
          .object([("file", .string($0.file)), ("line", .integer($0.start.line))])
        } ?? .null
      ),
      ("evidence", rows.list(words.evidence)),
      ("citations", citations),
    ])
  }
}

extension Evidence {
  var json: JSON { Evidence.json(file: file, line: .integer(line)) }

  fileprivate static func json(file: String, line: JSON) -> JSON {
    .object([("file", .string(file)), ("line", line)])
  }
}

/// Lists of rows as they are written at a depth: those of one file differ in the line alone, and most of a long report
/// is rows.
private struct WrittenRows {
  private let indent: Int
  /// What is written before and after a line of a file.
  private var file: String?
  private var (head, tail): (ArraySlice<UInt8>, ArraySlice<UInt8>) = ([], [])

  init(indent: Int) { self.indent = indent }

  mutating func list(_ rows: [Evidence]) -> JSON {
    var output = [UInt8(ascii: "[")]
    for row in rows {
      if row.file != file {
        (head, tail) = JSON.frame(indent: indent + 1) { Evidence.json(file: row.file, line: $0) }
        file = row.file
      }
      output.beginEntry(indent + 1, isFirst: output.count == 1)
      output += head
      output += String(row.line)
      output += tail
    }
    if !rows.isEmpty { output.breakLine(indent) }
    output.append(UInt8(ascii: "]"))
    return .written(output)
  }
}

extension FileUsage {
  fileprivate var json: JSON {
    .object([
      ("file", .string(file)), ("rows", .integer(rows)), ("unused_rows", .integer(unusedRows)),
      ("cells", .optional(cells)), ("unused_cells", .optional(unusedCells)),
    ])
  }
}

extension Remark {
  fileprivate var json: JSON {
    .object([
      ("file", .string(evidence.file)), ("line", .optional(line)),
      ("remark", .string(sentence)), ("unused", .truth(weight == .loss)),
    ])
  }
}

extension Rejection {
  fileprivate var json: JSON {
    .object([
      ("file", .string(evidence.file)), ("line", .integer(evidence.line)),
      ("reason", .string(reason)),
    ])
  }
}
