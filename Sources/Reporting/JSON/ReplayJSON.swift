import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation

extension ReplayReport: JSONRecord {
  /// The report for programs.
  package var json: JSON { group }

  static let noun = "What rollcall replay found"
  static let keys: [Key] = [
    Key("version", "The version of this format.", constant: 1),
    Key("policy", "The policy's file; null for the law alone.", \.policy),
    Key("register", "The folder of the register.", \.register),
    Key("school", "The school's name.", \.replay.school),
    Key("from", "The first day of the register.", \.replay.dates.first),
    Key("to", "The last.", \.replay.dates.last),
    Key(
      "partial", "Whether so much is not used that no figure is of the whole.",
      \.replay.unused.isTooMuch),
    Key("usage", "How much of each file was used.", \.replay.usage),
    Key("measures", "How the sessions were spent.", \.replay.measures),
    Key("clauses", "What had to be done, and whether it was.", \.replay.clauses),
    Key("practice", "What a register must show, and whether it does.", \.replay.practice),
    Key(
      "conformance", "How far practice agrees with the policy and the law.", \.replay.conformance),
    Key("consistency", "Whether groups of pupils are treated alike.") { report in
      report.replay.consistency.comparisons.map {
        ShownComparison(comparison: $0, isShown: report.showsSmallNumbers || !$0.isSmall)
      }
    },
    Key(
      "counterfactual", "What would have followed from the right marks.",
      group: "What would have followed", counterfactual),
    Key(
      "divergences", "Where the record differs, by date; null where they are only counted.",
      \.divergences),
    Key(
      "subsidiary_pupils", "Pupils whose main registration is at another school.",
      \.replay.subsidiaryPupils),
    Key("not_checked", "What the data cannot show.", \.replay.notChecked),
    Key("assumptions", "What was taken for granted.", \.replay.assumptions),
    Key("rejections", "Rows left out.", \.replay.rejections),
    Key("remarks", "What is worth checking in the data.", \.replay.remarks),
    Key(
      "summary", "How often the record differs.", group: "Counts",
      [
        Key("divergences", "All of them.", \.replay.severities.total),
        Key("errors", "Errors among them.") { $0.count(.error) },
        Key("warnings", "Warnings among them.") { $0.count(.warning) },
        Key("notes", "Notes among them.") { $0.count(.note) },
      ]),
  ]

  /// The divergences in pieces, made on all cores; nil where they are only counted.
  private var divergences: Written<[WrittenDivergence]>? {
    guard replay.isListing else { return nil }
    return Written(
      json: .items { [replay] write in
        replay.forEachPiece {
          var authorities = ByCitations<Written<[CitedSource]>>()
          var rows = WrittenRows(indent: 3)
          return JSON.items($0, indent: 2) { divergence in
            let words = divergence.words
            return WrittenDivergence(
              divergence: divergence, words: words, evidence: rows.list(words.evidence),
              citations: authorities.made(for: divergence) {
                Written(json: .written($0.json.written(indent: 3)))
              }
            ).json
          }
        } take: {
          write(.written($0))
        }
      })
  }
}

/// A divergence of a long report, with what is the same in many of them already written.
private struct WrittenDivergence: JSONRecord {
  let divergence: Divergence
  let words: Divergence.Words
  let evidence: Written<[Evidence]>
  let citations: Written<[CitedSource]>

  static let noun = "A divergence"
  static let keys: [Key] = [
    Key("clause", "The clause that the record differs from.", \.divergence.clause),
    Key("also_against", "Other clauses that ask the same.", \.divergence.alsoAgainst),
    Key("kind", "In what way it differs.", \.divergence.kind),
    Key("pupil", "The pupil.", \.divergence.pupil),
    Key("class", "The class.", \.divergence.group),
    Key("date", "When it arose.", \.divergence.date),
    Key("session", "The session.", \.divergence.half),
    Key("expected", "What was expected.", \.words.expected),
    Key("recorded", "What is recorded.", \.words.recorded),
    Key("due", "By when.", \.divergence.due),
    Key("severity", "How much it weighs.", \.divergence.severity),
    Key("message", "What differs.", \.words.message),
    Key("clause_at", "Where the clause stands.", \.words.clauseSpan),
    Key("evidence", "The rows on which it rests.", \.evidence),
    Key("citations", "Who asks, and where.", \.citations),
  ]
}

/// Lists of rows as they are written at a depth: those of one file differ in the line alone, and most of a long report
/// is rows.
private struct WrittenRows {
  private let indent: Int
  /// What is written before and after a line of a file.
  private var file: String?
  private var (head, tail): (ArraySlice<UInt8>, ArraySlice<UInt8>) = ([], [])

  init(indent: Int) { self.indent = indent }

  mutating func list(_ rows: [Evidence]) -> Written<[Evidence]> {
    var output = [UInt8(ascii: "[")]
    for row in rows {
      if row.file != file {
        (head, tail) = JSON.frame(indent: indent + 1) { row.group(with: "line", as: $0) }
        file = row.file
      }
      output.beginEntry(indent + 1, isFirst: output.count == 1)
      output += head
      output += String(row.line)
      output += tail
    }
    if !rows.isEmpty { output.breakLine(indent) }
    output.append(UInt8(ascii: "]"))
    return Written(json: .written(output))
  }
}

extension Replay.Measures: JSONRecord {
  static let noun = "Measures"
  static let keys: [Key] = [
    Key("pupils", "Pupils with sessions on roll.", \.pupils),
    Key("possible", "Possible sessions of compulsory school age, as in all rates.", \.possible),
    Key("attended", "Sessions attended.", \.attended),
    Key("authorised", "Authorised absence.", \.authorised),
    Key("unauthorised", "Unauthorised absence.", \.unauthorised),
    Key("attendance_rate", "Attended of possible sessions.") { Ratio($0.attended, $0.possible) },
    Key("late", "Late marks of all pupils on roll.", \.late),
    Key(
      "late_after_close", "Late after the register closed, of all pupils on roll.",
      \.lateAfterClose),
    Key("missing", "Sessions without a mark of all pupils on roll.", \.missing),
    Key("persistently_absent", "Pupils persistently absent.", \.persistentlyAbsent),
    Key("severely_absent", "Pupils severely absent.", \.severelyAbsent),
    Key(
      "outside_compulsory_age",
      "Who is not of compulsory school age, and what that leaves out of the rates.",
      group: "Outside compulsory school age",
      [
        Key("throughout", "Pupils who are so in all their sessions.", \.outsideAge.throughout),
        Key("partly", "Pupils who are so in some.", \.outsideAge.partly),
        Key("sessions", "Their sessions that are in no rate.", \.outsideAge.sessions),
      ]),
  ]
}

extension Replay.ClauseResult: JSONRecord {
  static let noun = "A clause"
  static let keys: [Key] = [
    Key("clause", "Its name.", \.clause.name),
    Key("checked", "Whether the data can show it.", \.isChecked),
    Key("deadline", "Whether it says by when.", \.hasDeadline),
    Key("raised", "Obligations that opened.", \.tally.raised),
    Key("met", "Met in time.", \.tally.met), Key("late", "Met late.", \.tally.late),
    Key("missed", "Never met.", \.tally.missed),
    Key("pending", "Not yet due.", \.tally.pending),
    Key("done", "Without a deadline: those done.") { $0.hasDeadline ? nil : $0.tally.done },
    Key("not_done", "Without a deadline: those not done.") {
      $0.hasDeadline ? nil : $0.tally.notDone
    },
    Key("adherence", "Met of those judged.") { Ratio($0.tally.met, $0.tally.judged) },
    Key("too_few", "Whether fewer were judged than a share says anything of.") {
      $0.tally.judged < Conformance.fewestCases
    },
    Key("unit", "The unit of the deadline, in which the distances are.", \.timing.unit.rawValue),
    Key("fewest_days_to_spare", "The nearest to being late.", \.timing.fewestDaysToSpare),
    Key("days_to_spare", "On average.") { Ratio($0.timing.daysToSpare, $0.timing.met) },
    Key("most_days_late", "The latest.", \.timing.mostDaysLate),
    Key("days_late", "On average.") { Ratio($0.timing.daysLate, $0.timing.late) },
    Key("nearest", "How near pupils came without reaching it.", \.nearest),
  ]
}

extension Replay.Nearest: JSONRecord {
  static let noun = "The pupils near a threshold"
  static let keys: [Key] = [
    Key("threshold", "The fewest sessions at which it fires.", \.threshold),
    Key("highest", "The highest count below.", \.highest),
    Key("pupils", "How many pupils are near.", \.pupils),
  ]
}

extension Replay.PracticeResult: JSONRecord {
  static let noun = "A rule about practice"
  static let keys: [Key] = [
    Key("rule", "Its name.", \.rule.id),
    Key("checked", "Whether the data can show it.", \.isChecked),
    Key("cases", "Marks or records that it judges.", \.cases),
    Key("divergences", "Those it finds wrong.", \.divergences),
    Key("adherence", "Those that keep it, of all.") { Ratio($0.kept, $0.cases) },
    Key("too_few", "Whether there were fewer cases than a share says anything of.") {
      $0.cases < Conformance.fewestCases
    },
  ]
}

extension SourceSpan: JSONRecord {
  static let noun = "A place"
  static let keys: [Key] = [
    Key("file", "The file.", \.file), Key("line", "The line.", \.start.line),
  ]
}

extension Evidence: JSONRecord {
  static let noun = "A row"
  static let keys: [Key] = [
    Key("file", "The file.", \.file), Key("line", "The line, from 1.", \.line),
  ]
}

extension Rejection: JSONRecord {
  static let noun = Evidence.noun
  static let keys: [Key] =
    Evidence.keys.map { Key($0, of: \.evidence) } + [
      Key("reason", "Why the row cannot be used.", \.reason)
    ]
}

extension Remark: JSONRecord {
  static let noun = "A remark"
  static let keys: [Key] = [
    Key("file", "The file.", \.evidence.file),
    Key("line", "The line, from 1; null for the file as a whole.", \.line),
    Key("remark", "What is worth checking.", \.sentence),
    Key("unused", "Whether it tells of something that is not used.") { $0.weight == .loss },
  ]
}

extension FileUsage: JSONRecord {
  static let noun = "How much of a file was used"
  static let keys: [Key] = [
    Key("file", "The file.", \.file),
    Key("rows", "Its rows, without the header and blank ones.", \.rows),
    Key("unused_rows", "Those that are not used.", \.unusedRows),
    Key("cells", "Filled cells for marks, where a row has several.", \.cells),
    Key("unused_cells", "Those that are not used.", \.unusedCells),
  ]
}
