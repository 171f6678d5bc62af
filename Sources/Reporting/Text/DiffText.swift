import CivilTime
import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

extension DiffReport {
  /// The report as plain text.
  package func text(_ style: TextStyle = TextStyle()) -> String {
    var output = style.bold("What changes: \(difference.new.schoolName)") + "\n"
    output += style.wrapped(
      "From \(difference.old.own.span.file) to \(difference.new.own.span.file). \(dates).",
      indent: "  ")
    output += style.wrapped(summary, indent: "  ") + "\n"
    for change in changes { output += text(of: change, style) }
    if !descriptions.isEmpty {
      output += style.bold("About the school and the document") + "\n"
      for change in descriptions {
        output += style.wrapped(
          "- \(change.name.words): \(change.items ?? "\(change.before), now \(change.after)")",
          indent: "  ", hanging: "  ")
      }
      output += "\n"
    }
    return output + legal(style) + lastYear(style)
  }

  private func text(of change: PolicyDifference.Change, _ style: TextStyle) -> String {
    var output = "\(style.bold(change.name.words))  \(change.verdict)\n"
    output += style.wrapped("was: \(change.before)", indent: "  ", hanging: "     ")
    output += style.wrapped("now: \(change.after)", indent: "  ", hanging: "     ")
    for respect in change.respects {
      output += style.wrapped(
        "\(respect.standing == .incomparable ? "differs" : respect.standing.words): \(respect.words)",
        indent: "     ", hanging: "  ")
    }
    for line in [change.items].compactMap({ $0 }) + LegalLimit.words(change.limits) {
      output += style.wrapped(line, indent: "       ")
    }
    if let touched = change.touched {
      output += style.wrapped("Touches \(touched)", indent: "  ", hanging: "  ")
    }
    return output + "\n"
  }

  private func legal(_ style: TextStyle) -> String {
    let effect = difference.effect
    var output = style.bold("Is it lawful on every day it will be in force?") + "\n"
    output += style.wrapped(verdict.words, indent: "  ")
    for (heading, findings) in [("Put right", effect.fixed), ("Brought in", effect.introduced)] {
      output += "  \(heading): \(Wording.count(findings.count, "finding"))\n"
      for finding in findings {
        output += style.wrapped("- \(finding.line)", indent: "    ", hanging: "  ")
      }
    }
    output += "  As before: \(Wording.count(effect.unchanged.count, "finding"))\n"
    for severity in Severity.allCases.reversed() {
      let rules = effect.unchanged.filter { $0.diagnostic.severity == severity }
        .map(\.diagnostic.rule)
      guard !rules.isEmpty else { continue }
      output += style.wrapped(
        "- \(severity.rawValue): \(Wording.list(rules))", indent: "    ", hanging: "  ")
    }
    for finding in effect.accepted {
      guard let waiver = finding.waiver, let accepted = finding.accepted else { continue }
      output += style.wrapped(
        "\(finding.diagnostic.rule) \(accepted): \(waiver.reason)", indent: "  ",
        hanging: "  ")
    }
    return output
  }

  private func lastYear(_ style: TextStyle) -> String {
    guard let practice, let figures else { return "" }
    var output = "\n" + style.bold("What the year would have looked like") + "\n"
    for sentence in practiceSentences { output += style.wrapped(sentence, indent: "  ") }
    if practice.clauses.isEmpty {
      output += "  Every clause would have been called for on the same occasions.\n"
    } else {
      output += "\n"
      output += TextTable(
        ["Called for", "before", "after", "gone", "added"],
        zip(practice.clauses, figures.clauses).map { clause, row in
          [clause.clause, row.old.words, row.new.words, row.gone.words, row.added.words]
        }
      ).text(style)
      output += style.wrapped(
        "An occasion that moves to another day is gone on the one and added on the other.",
        indent: "  ")
      output += "\n"
    }
    for row in practice.clauses {
      for (words, pupils) in [
        ("would now be called for, for", row.newPupils),
        ("would no longer be called for, for", row.formerPupils),
      ] {
        guard let list = shown(pupils) else { continue }
        output += style.wrapped("- \(row.clause) \(words) \(list).", indent: "  ", hanging: "  ")
      }
    }
    let work = figures.work.map { work in
      [
        Wording.plain(work.kind), perWeek(work.old), perWeek(work.new), work.oldBusiest.words,
        work.newBusiest.words,
      ]
    }
    guard !work.isEmpty else { return output }
    return output + "\n"
      + TextTable(
        ["For the office, a week", "before", "after", "busiest before", "busiest after"], work
      ).text(style) + (hiddenNote.map { style.wrapped($0, indent: "  ") } ?? "")
  }
}
