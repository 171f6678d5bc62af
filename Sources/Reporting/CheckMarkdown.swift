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
      "# Rollcall\n\n" + summary.split(separator: "\n").map { "\($0.inMarkdown)\n\n" }.joined()
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
      "## \(diagnostic.severity.rawValue.capitalisedWord): `\(diagnostic.rule)`\n\n"
      + "`\(alert.file.withoutBackticks)`, line \(diagnostic.span.start.line)\n\n"
      + "\(diagnostic.message.inMarkdown)\n\n"
    if let help = diagnostic.help { output += "- Put right: \(help.inMarkdown)\n" }
    if let waiver = finding.waiver { output += "- \(waiver.words.inMarkdown)\n" }
    for line in CitedSource.lines(finding.citations) {
      output += "- Authority: \(line.inMarkdown)\n"
    }
    if let origin = alert.origin { output += "- \(origin.inMarkdown)\n" }
    return output + "\n"
  }
}

extension String {
  fileprivate var capitalisedWord: String { Wording.sentence(self) }
  fileprivate var withoutBackticks: String { replacing("`", with: "'") }
}

extension StringProtocol {
  /// The text on one line, with what Markdown would read as HTML, links or tables shown as it is;
  /// the code that messages quote stays code.
  fileprivate var inMarkdown: String {
    var output = String.UnicodeScalarView()
    var isCode = false
    for scalar in unicodeScalars {
      if scalar == "`" { isCode.toggle() }
      switch scalar {
      case "\n", "\r": output.append(" ")
      case _ where isCode: output.append(scalar)
      case "<": output += "&lt;".unicodeScalars
      case "\\", "[", "]", "|", "*", "_", "#":
        output.append("\\")
        output.append(scalar)
      default: output.append(scalar)
      }
    }
    return String(output)
  }
}
