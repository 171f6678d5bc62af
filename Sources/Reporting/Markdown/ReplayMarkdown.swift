import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation

extension ReplayReport {
  /// Writes the report as Markdown, piece by piece.
  package func writeMarkdown(to sink: (String) -> Void) {
    let last = replay.dates.last ?? replay.dates.first
    let attendance = (attendance + (replay.unused.line ?? "")).split(separator: "\n")
    var output: Markdown = banner.map { "**\($0)**\n\n" } ?? ""
    output +=
      "# \(replay.school), \(replay.dates.first.written) to \(last.written)\n\n"
      + "\(attendance.joined(by: "\n") { "\($0)" })\n\n## What had to be done\n\n\(clauses)\n"
    if !undated.isEmpty {
      output +=
        "## Promised without a deadline\n\n\(ReplayReport.noteOnUndated)\n\n\(undatedClauses)\n"
    }
    if replay.isListing || replay.severities.total == 0 {
      sink(output.text + "## Where the record differs\n\n")
      replay.divergences.forEach { sink(markdown(of: $0).text) }
      output = replay.divergences.isEmpty ? "Nowhere.\n\n" : "\n"
    }
    for (title, lines) in [
      ("Not checked", replay.notChecked), ("Taken for granted", replay.assumptions),
      ("Rows that could not be used", rejections), ("Worth checking in the data", worthChecking),
    ] where !lines.isEmpty {
      output += "## \(title)\n\n\(Markdown.list(lines))\n"
    }
    sink(output.text + summary)
  }

  private var clauses: Markdown {
    .table(
      ["clause", "raised", "met", "late", "missed", "pending"],
      replay.clauses.filter(\.hasDeadline).map { result in
        let tally = result.tally
        let counts = [tally.raised, tally.met, tally.late, tally.missed, tally.pending]
        return ["\(code: result.clause.name)"]
          + (result.isChecked
            ? counts.map { "\($0)" } : ["\(tally.raised)", "", "", "", "not checked"])
      })
  }

  private var undatedClauses: Markdown {
    .table(
      ["clause", "raised", "done", "not done"],
      undated.map { result in
        ["\(code: result.clause.name)", "\(result.tally.raised)"]
          + (result.isChecked
            ? ["\(result.tally.done)", "\(result.tally.notDone)"] : ["", "not checked"])
      })
  }

  /// The rows that could not be used, or only their numbers, because reasons may quote identifiers.
  private var rejections: [String] {
    guard namesPupils else {
      var counts: [(file: String, count: Int)] = []
      for rejection in replay.rejections {
        if let place = counts.firstIndex(where: { $0.file == rejection.evidence.file }) {
          counts[place].count += 1
        } else {
          counts.append((rejection.evidence.file, 1))
        }
      }
      return counts.map { "\(Wording.count($0.count, "row")) of \($0.file)." }
    }
    return rejected
  }

  /// The remarks on the data, or only their number, because they may name pupils.
  private var worthChecking: [String] {
    guard !namesPupils, !remarks.isEmpty else { return remarks }
    return [
      "\(Wording.count(remarks.count, "remark")), which may name pupils: --pupils shows "
        + "\(remarks.count == 1 ? "it" : "them")."
    ]
  }

  private func markdown(of divergence: Divergence) -> Markdown {
    let words = divergence.words
    let session = divergence.half.map { " \($0.abbreviation)" } ?? ""
    let isNamed = namesPupils || divergence.pupil == nil
    let subject = isNamed ? divergence.subject : "a pupil"
    let rows =
      words.evidence.isEmpty ? "" : " Rows: \(EvidenceText(words.evidence).text)."
    return
      "- \(divergence.date.written)\(session), \(subject), \(divergence.severity.rawValue), "
      + "\(code: divergence.clause): \(words.message + rows)\n"
  }
}
