import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation

extension ReplayReport {
  /// Writes the report as plain text, in pieces of whole lines.
  package func writeText(_ style: TextStyle = TextStyle(), to sink: (String) -> Void) {
    sink(figures(style))
    writeDivergences(style, to: sink)
    let end =
      section("Not checked", replay.notChecked, style)
      + section("Taken for granted", replay.assumptions, style)
      + section("Rows that could not be used", rejected, style)
      + section("Worth checking in the data", remarks, style)
    sink(end + summary)
  }

  /// The sections before the divergences.
  private func figures(_ style: TextStyle) -> String {
    let last = replay.dates.last ?? replay.dates.first
    var output = banner.map { style.wrapped($0, indent: "", hanging: "") + "\n" } ?? ""
    output += style.bold(replay.school)
    output += ", \(replay.dates.first.written) to \(last.written)\n\n"
    output += rates + (outsideAge.map { style.wrapped($0, indent: "", hanging: "") } ?? "")
    if let line = replay.unused.line { output += style.wrapped(line, indent: "", hanging: "") }
    output += "\n" + clauseTable(style) + "\n" + undatedTable(style)
    return output
      + ConformanceText(
        replay: replay, showsSmallNumbers: showsSmallNumbers, style: style
      ).text
  }

  /// The rows that could not be used, grouped by reason.
  var rejected: [String] { RejectionGroup.groups(of: replay.rejections).map(\.sentence) }

  /// The remarks on the data, with the file and the line.
  var remarks: [String] {
    replay.remarks.map { remark in
      let line = remark.line.map { ", line \($0)" } ?? ""
      return "\(remark.evidence.file)\(line): \(remark.sentence)"
    }
  }

  /// The rates of attendance and absence, and the pupils outside them, in two lines or three.
  var attendance: String { rates + (outsideAge.map { $0 + "\n" } ?? "") }

  /// The pupils outside compulsory school age, with their sessions; nil if there are none.
  private var outsideAge: String? {
    let outside = replay.measures.outsideAge
    guard outside.sessions > 0 else { return nil }
    func are(_ count: Int) -> String {
      "\(Wording.count(count, "pupil")) \(count == 1 ? "is" : "are") outside compulsory school age"
    }
    let who =
      switch (outside.throughout, outside.partly) {
      case (0, let partly): "\(are(partly)) for part of the time"
      case (let throughout, 0): "\(are(throughout)) throughout"
      case (let throughout, let partly):
        "\(are(throughout)) throughout and \(Wording.grouped(partly)) for part of it"
      }
    return "\(who): \(Wording.count(outside.sessions, "session")) "
      + "\(outside.sessions == 1 ? "is" : "are") in no rate."
  }

  private var rates: String {
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
    let rows = replay.clauses.filter(\.hasDeadline).map { result -> [String] in
      let tally = result.tally
      guard result.isChecked else {
        return [result.clause.name, String(tally.raised), "", "", "", "", "not checked"]
      }
      let kept =
        tally.judged == 0
        ? (tally.raised == 0 ? "no case" : "–")
        : Conformance.share(of: tally.met, outOf: tally.judged)
      let counts = [tally.raised, tally.met, tally.late, tally.missed, tally.pending]
      return [result.clause.name] + counts.map { String($0) } + [kept]
    }
    let header = ["What had to be done", "raised", "met", "late", "missed", "pending", "kept"]
    return TextTable(header, rows).text(style)
  }

  /// The table of clauses without a deadline.
  private func undatedTable(_ style: TextStyle) -> String {
    let rows = undated.map { result -> [String] in
      let tally = result.tally
      return [result.clause.name, String(tally.raised)]
        + (result.isChecked ? [String(tally.done), String(tally.notDone)] : ["", "not checked"])
    }
    guard !rows.isEmpty else { return "" }
    return TextTable(["Promised without a deadline", "raised", "done", "not done"], rows).text(
      style)
      + style.wrapped(ReplayReport.noteOnUndated, indent: "  ") + "\n"
  }

  private func writeDivergences(_ style: TextStyle, to sink: (String) -> Void) {
    guard replay.severities.total > 0 else {
      let isAllChecked =
        replay.clauses.allSatisfy(\.isChecked) && replay.practice.allSatisfy(\.isChecked)
      return sink(
        isAllChecked
          ? "The record differs nowhere from what was to be done.\n\n"
          : "Of what could be checked the record differs nowhere from what was to be done.\n\n")
    }
    guard replay.isListing else { return }
    sink(style.bold("Where the record differs") + "\n\n")
    var names = AuthorityLine.Names()
    var shown: Set<String> = []
    var authorities = ByCitations<Void>()
    replay.forEachPiece { piece in
      piece.map { ($0, text(of: $0, style)) }
    } take: {
      var output = ""
      for (divergence, text) in $0 {
        output += text
        authorities.made(for: divergence) { cited in
          let line = AuthorityLine(cited)
          // Each authority is written once for a clause.
          if let full = line.text, shown.insert("\(divergence.clause) \(full)").inserted,
            let text = line.text(&names, within: style.width - 2)
          {
            output += style.wrapped(text, indent: "  ", hanging: "  ")
          }
        }
        output += "\n"
      }
      sink(output)
    }
  }

  private func text(of divergence: Divergence, _ style: TextStyle) -> String {
    let words = divergence.words
    let session = divergence.half.map { " \($0.abbreviation)" } ?? ""
    let clauses = ([divergence.clause] + divergence.alsoAgainst).joined(separator: ", ")
    var output =
      "\(divergence.date.written)\(session)  \(divergence.subject)  "
      + "\(style.severity(divergence.severity)) \(divergence.kind.rawValue)  "
      + "\(style.dim(clauses))\n"
    output += style.wrapped(words.message, indent: "  ")
    if !words.evidence.isEmpty {
      let rows = EvidenceText(words.evidence).text
      output += style.wrapped("Rows: \(rows).", indent: "  ", hanging: "  ")
    }
    if let clause = words.clauseSpan {
      output += "  Clause: \(clause.file), line \(clause.start.line).\n"
    }
    return output
  }

  private func section(_ title: String, _ lines: [String], _ style: TextStyle) -> String {
    guard !lines.isEmpty else { return "" }
    let items = lines.map { style.wrapped("- \($0)", indent: "  ", hanging: "  ") }.joined()
    return style.bold(title) + "\n" + items + "\n"
  }

  /// The numbers of divergences by severity.
  var summary: String {
    let counts = [
      Wording.count(count(.error), "error"), Wording.count(count(.warning), "warning"),
      Wording.count(count(.note), "note"),
    ]
    return "\(Wording.count(replay.severities.total, "divergence")): \(Wording.list(counts)).\n"
  }
}
