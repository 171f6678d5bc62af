import CivilTime
import Clauses
import Compliance
import Diagnostics
import PolicyModel
import TypedYAML

extension CheckReport {
  /// The report as plain text.
  package func text(_ style: TextStyle = TextStyle()) -> String {
    entries.map { text(of: $0, style) }.joined() + summary
  }

  /// The findings alone, without headings or a summary.
  func findingsText(_ style: TextStyle) -> String {
    var output = ""
    for entry in entries {
      var text = FindingsText(entry: entry, style: style)
      for reported in entry.reported { text.write(reported.finding, to: &output) }
    }
    return output
  }

  /// The part of the plain text about one file.
  package func text(of entry: Entry, _ style: TextStyle) -> String {
    var output = heading(entry, style)
    var text = FindingsText(entry: entry, style: style)
    for reported in entry.reported where reported.standing != .known {
      text.write(reported.finding, to: &output)
      output += "\n"
    }
    let lines = entry.reported.filter { $0.standing == .known }.map { known($0.finding, style) }
    return output + lines.joined() + (lines.isEmpty ? "" : "\n")
  }

  private func heading(_ entry: Entry, _ style: TextStyle) -> String {
    guard let policy = entry.policy else { return "" }
    let period = policy.inForce.map { range in
      ", in force from \(range.first.written)"
        + (range.last.map { " to \($0.written)" } ?? "")
    }
    return style.bold(policy.school)
      + "\(period ?? ", which does not say when it is in force")\n\n"
  }

  /// A known finding on one line; a check without the baseline shows it in full.
  private func known(_ finding: Finding, _ style: TextStyle) -> String {
    let start = finding.diagnostic.span.start
    return "\(finding.diagnostic.span.file):\(start.line):\(start.column): known "
      + "\(style.severity(finding.diagnostic.severity)) \(style.dim(finding.diagnostic.rule))\n"
  }

  /// The text around the parts of the files.
  package var textFrame: ReportFrame {
    ReportFrame(head: "", tail: VisibleText.forPeople(summary))
  }

  /// The summary: the files, the law and its date, the counts of findings, and omissions.
  var summary: String {
    let when =
      isOneDate
      ? "as the law stands on \(asOf.written)"
      : "on every day they are in force; report of \(asOf.written)"
    let rules = entries.map(\.rulesChecked).max() ?? 0
    let counts = [
      Wording.count(count(.error), "error"), Wording.count(count(.warning), "warning"),
      Wording.count(count(.note), "note"),
    ]
    let law = Set(entries.compactMap(\.terms.framework)).sorted()
    let of = law.isEmpty ? "" : " of \(Wording.list(law))"
    // Files that hold rules are not checked against rules.
    let against =
      rules > 0
      ? " against \(Wording.count(rules, "rule"))\(of), \(when)" : "; report of \(asOf.written)"
    return
      "\(Wording.count(entries.count, "file")) checked\(against): \(Wording.list(counts))."
      + contents
      + (count(.waived) > 0 ? " \(Wording.count(count(.waived), "more finding")) waived." : "")
      + known + contradictions + "\n" + doubts
      + notJudged.map { "\(VisibleText.onOneLine($0))\n" }.joined() + others
      + turnedOff.map { "\(VisibleText.onOneLine($0.words))\n" }.joined()
  }

  /// The authorities that errors rest on; empty if neither the law nor guidance is among them.
  private var contradictions: String {
    let known =
      tally.authorities[.law, default: 0] + tally.authorities[.statutoryGuidance, default: 0]
    guard known > 0 else { return "" }
    return " \(Wording.sentence(Finding.contradictions(tally.authorities, of: count(.error))))."
  }

  /// The number of findings that cite unconfirmed places.
  private var doubts: String {
    guard tally.doubtful > 0 else { return "" }
    return
      "\(Wording.count(tally.doubtful, "finding")) \(tally.doubtful == 1 ? "cites" : "cite") pages "
      + "nobody has looked up; `rollcall rules --unverified` lists them.\n"
  }

  /// Omissions in sentences: files of other nations, and rules that do not apply to extracts.
  var notJudged: [String] {
    let elsewhere = entries.filter { $0.terms.otherNation != nil }
    let nations = Dictionary(grouping: elsewhere) { $0.terms.otherNation ?? "" }
    let sentences = nations.sorted { $0.key < $1.key }.map { nation, files in
      let more = files.count - 5
      let names =
        files.prefix(5).map(\.file) + (more > 0 ? [Wording.count(more, "other file")] : [])
      return "Not judged: \(Wording.list(names)), under the law of \(nation)."
    }
    let extracts = entries.compactMap(\.terms.leftToWholePolicies)
    guard let most = extracts.max() else { return sentences }
    return sentences + [
      "Not asked of \(Wording.count(extracts.count, "file")), judged by what "
        + "\(extracts.count == 1 ? "it says" : "they say") alone: \(Wording.count(most, "rule")) about "
        + "what a whole policy would say."
    ]
  }

  private var others: String {
    guard othersFiles > 0 else { return "" }
    return "\(Wording.count(othersFiles, "more YAML file")) in the folders "
      + "\(othersFiles == 1 ? "does" : "do") not begin with `rollcall:`, and "
      + "\(othersFiles == 1 ? "was" : "were") left alone.\n"
  }

  /// The numbers of rules, citations, passages and examples checked in files that hold rules.
  private var contents: String {
    let all = entries.reduce(into: CheckedContents()) { $0 += $1.contents }
    let parts = [
      (all.rules, "rule"), (all.citations, "citation"), (all.passages, "passage"),
    ].filter { $0.0 > 0 }.map { Wording.count($0, $1) }
    let examples = all.examples > 0 ? "\(Wording.count(all.examples, "example")) tried" : nil
    let looked = parts.isEmpty ? nil : "\(Wording.list(parts)) looked up"
    let sentences = [looked, examples].compactMap { $0 }
    return sentences.isEmpty ? "" : " \(sentences.joined(separator: "; "))."
  }

  private var known: String {
    guard baseline != nil else { return "" }
    let (known, gone) = (count(.known), gone)
    return " \(Wording.count(known, "more finding")) known from the baseline."
      + (gone > 0
        ? " \(Wording.count(gone, "finding")) of the baseline no longer "
          + "\(gone == 1 ? "occurs" : "occur")." : "")
  }
}

extension AppliedWaiver {
  /// The waiver as a line of a report.
  var words: String {
    let acceptance = "by \(approvedBy) until \(until.written): \(reason)"
    return switch effect {
    case .waived: "Waived \(acceptance). It does not count."
    case .acceptedRisk:
      "Accepted as a risk \(acceptance). It still counts: what the law asks cannot be waived."
    }
  }
}
