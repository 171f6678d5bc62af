import Clauses
import Compliance
import Diagnostics

extension CheckReport {
  /// The report as Markdown, for a merge request, a wiki or the summary of a workflow.
  ///
  /// It ends before the mebibyte that GitHub takes of a step's summary (“Workflow commands”, job
  /// summaries), with a line that says how many findings are left out.
  public var markdown: String {
    let most = (1 << 20) - (1 << 12)
    var output =
      "# Rollcall\n\n"
      + summary.split(separator: "\n").map { "\(MarkdownText.escaped($0))\n\n" }.joined()
    let counting = alerts.filter { $0.reported.standing == .counts }
    for (index, alert) in counting.enumerated() {
      let section = section(alert)
      guard output.utf8.count + section.utf8.count < most else {
        let count = counting.count - index
        output +=
          "\n\(Wording.count(count, "further finding")) \(count == 1 ? "is" : "are") "
          + "left out here.\n"
        break
      }
      output += section
    }
    return output
  }

  private func section(_ alert: Alert) -> String {
    let (diagnostic, finding) = (alert.diagnostic, alert.reported.finding)
    var output =
      "## \(Wording.sentence(diagnostic.severity.rawValue)): \(MarkdownText.code(diagnostic.rule))\n\n"
      + "\(MarkdownText.code(alert.file)), line \(diagnostic.span.start.line)\n\n"
      + "\(MarkdownText.escaped(diagnostic.message))\n\n"
    if let contradiction = finding.contradiction { output += "**\(contradiction)**\n\n" }
    if let help = diagnostic.help { output += "- Put right: \(MarkdownText.escaped(help))\n" }
    if let waiver = finding.waiver { output += "- \(MarkdownText.escaped(waiver.words))\n" }
    if let line = finding.authority.text { output += "- \(MarkdownText.escaped(line))\n" }
    if let origin = alert.origin { output += "- \(MarkdownText.escaped(origin))\n" }
    return output + "\n"
  }
}
