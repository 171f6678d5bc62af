import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation

extension ReplayReport {
  /// The report for people.
  public func text(_ style: TextStyle = TextStyle()) -> String {
    let last = replay.dates.last ?? replay.dates.first
    var output = style.bold(replay.school)
    output += ", \(replay.dates.first.written) to \(last.written)\n\n"
    output += attendance + "\n" + clauseTable(style) + "\n"
    output += divergences(style)
    output += section("Not checked", replay.notChecked, style)
    output += section("Taken for granted", replay.assumptions, style)
    let rejected = replay.rejections.map { rejection in
      "\(rejection.evidence.file), line \(rejection.evidence.line): \(rejection.reason)."
    }
    output += section("Rows that could not be used", rejected, style)
    return output + summary
  }

  private var attendance: String {
    let measures = replay.measures
    func percent(_ part: Int) -> String {
      guard measures.possible > 0 else { return "undefined" }
      let tenths = (part * 2_000 + measures.possible) / (measures.possible * 2)
      return "\(tenths / 10).\(tenths % 10)%"
    }
    let absent = measures.authorised + measures.unauthorised
    return """
      \(Wording.count(measures.pupils, "pupil")), \
      \(Wording.grouped(measures.possible)) possible sessions: attendance \
      \(percent(measures.attended)), absence \(percent(absent)) \
      (\(percent(measures.unauthorised)) unauthorised).
      \(Wording.count(measures.persistentlyAbsent, "pupil")) persistently absent, \
      \(Wording.grouped(measures.severelyAbsent)) severely absent; \
      \(Wording.count(measures.late, "late mark")), \
      \(Wording.grouped(measures.lateAfterClose)) after the register closed.

      """
  }

  private func clauseTable(_ style: TextStyle) -> String {
    let width = replay.clauses.map(\.clause.name.count).max() ?? 0
    func row(_ name: String, _ cells: [String]) -> String {
      let padding = String(repeating: " ", count: max(0, width - name.count))
      let columns = cells.map { String(repeating: " ", count: max(1, 9 - $0.count)) + $0 }
      return "  \(name)\(padding)\(columns.joined())\n"
    }
    var output = style.bold(
      row("What had to be done", ["raised", "met", "late", "missed", "pending", "kept"]))
    for result in replay.clauses {
      guard result.isChecked else {
        output += row(result.clause.name, [String(result.tally.raised), "not checked"])
        continue
      }
      let kept =
        result.tally.judged == 0
        ? (result.tally.raised == 0 ? "no case" : "–")
        : "\(result.tally.met * 100 / result.tally.judged)%"
      output += row(
        result.clause.name,
        [
          result.tally.raised, result.tally.met, result.tally.late, result.tally.missed,
          result.tally.pending,
        ].map { String($0) }
          + [kept])
    }
    return output
  }

  private func divergences(_ style: TextStyle) -> String {
    guard !replay.divergences.isEmpty else {
      return "The record differs nowhere from what was to be done.\n\n"
    }
    var output = style.bold("Where the record differs") + "\n\n"
    for divergence in replay.divergences { output += text(of: divergence, style) + "\n" }
    return output
  }

  private func text(of divergence: Divergence, _ style: TextStyle) -> String {
    let session = divergence.half.map { " \($0.abbreviation)" } ?? ""
    let clauses = ([divergence.clause] + divergence.alsoAgainst).joined(separator: ", ")
    var output =
      "\(divergence.date.written)\(session)  \(divergence.subject)  "
      + "\(style.severity(divergence.severity)) \(divergence.kind.rawValue)  "
      + "\(style.dim(clauses))\n"
    output += style.wrapped(divergence.message, indent: "  ")
    if let rows = evidence(divergence) {
      output += style.wrapped("Rows: \(rows).", indent: "  ", hanging: "  ")
    }
    if let clause = divergence.clauseSpan {
      output += "  Clause: \(clause.file), line \(clause.start.line).\n"
    }
    for line in CitedSource.lines(divergence.citations) {
      output += style.wrapped("Authority: \(line)", indent: "  ", hanging: "  ")
    }
    return output
  }

  /// The rows of the data, file by file, a long list cut short.
  private func evidence(_ divergence: Divergence) -> String? {
    guard !divergence.evidence.isEmpty else { return nil }
    var files: [String] = []
    for row in divergence.evidence where !files.contains(row.file) { files.append(row.file) }
    return files.map { file in
      let lines = divergence.evidence.filter { $0.file == file }.map(\.line)
      let shown = lines.prefix(8).map { String($0) }.joined(separator: ", ")
      let more = lines.count > 8 ? " and \(lines.count - 8) more" : ""
      return "\(file) \(lines.count == 1 ? "line" : "lines") \(shown)\(more)"
    }.joined(separator: "; ")
  }

  private func section(_ title: String, _ lines: [String], _ style: TextStyle) -> String {
    guard !lines.isEmpty else { return "" }
    let items = lines.map { style.wrapped("- \($0)", indent: "  ", hanging: "  ") }.joined()
    return style.bold(title) + "\n" + items + "\n"
  }

  private var summary: String {
    let counts = [
      Wording.count(count(.error), "error"), Wording.count(count(.warning), "warning"),
      Wording.count(count(.note), "note"),
    ]
    return "\(Wording.count(replay.divergences.count, "divergence")): \(Wording.list(counts)).\n"
  }
}
