import Clauses
import Compliance
import Diagnostics

extension CheckReport {
  /// The report as Markdown, for a merge request, a wiki or the summary of a workflow.
  ///
  /// Ends before GitHub's limit of a mebibyte for a step's summary (“Workflow commands”, job
  /// summaries), with a line that gives the number of omitted findings.
  package var markdown: String {
    let most = (1 << 20) - (1 << 12)
    var output: Markdown =
      "# Rollcall\n\n\(summary.split(separator: "\n").joined { "\($0)\n\n" })"
    let counting = alerts.filter { $0.reported.standing == .counts }
    for (index, alert) in counting.enumerated() {
      let section = section(alert)
      guard output.text.utf8.count + section.text.utf8.count < most else {
        let count = counting.count - index
        output +=
          "\n\(Wording.count(count, "further finding")) \(count == 1 ? "is" : "are") left out here.\n"
        break
      }
      output += section
    }
    return output.text
  }

  private func section(_ alert: Alert) -> Markdown {
    let (diagnostic, finding) = (alert.diagnostic, alert.reported.finding)
    var output: Markdown =
      "## \(Wording.sentence(diagnostic.severity.rawValue)): \(code: diagnostic.rule)\n\n"
      + "\(code: alert.file), line \(diagnostic.span.start.line)\n\n\(diagnostic.message)\n\n"
    if let contradiction = finding.contradiction { output += "**\(contradiction)**\n\n" }
    if let help = diagnostic.help { output += "- Put right: \(help)\n" }
    if let waiver = finding.waiver { output += "- \(waiver.words)\n" }
    if let line = finding.authority.text { output += "- \(line)\n" }
    if let origin = alert.origin { output += "- \(origin)\n" }
    return output + "\n"
  }
}
