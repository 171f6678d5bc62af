import Clauses
import Compliance
import Diagnostics

extension CheckReport {
  /// The report as workflow commands, which GitHub shows at the lines of a change.
  ///
  /// GitHub shows at most ten errors, ten warnings and ten notices of a step and silently drops the
  /// others (“Problem matchers”, limitations, in the documentation of its actions toolkit). So the
  /// most serious come first, the surplus goes to the log, and a notice gives its number.
  package var github: String {
    let counting = alerts.filter { $0.reported.standing == .counts }
    var shown: [Alert] = []
    var surplus: [Alert] = []
    for severity in Severity.allCases.sorted(by: >) {
      let these = counting.filter { $0.diagnostic.severity == severity }
      shown += these.prefix(WorkflowCommand.most)
      surplus += these.dropFirst(WorkflowCommand.most)
    }
    // The notice itself is one of the ten.
    let notices = shown.count { $0.diagnostic.severity == .note }
    if !surplus.isEmpty, notices == WorkflowCommand.most, let last = shown.popLast() {
      surplus.insert(
        last, at: surplus.firstIndex { $0.diagnostic.severity == .note } ?? surplus.endIndex)
    }
    var output = shown.map { WorkflowCommand(annotating: $0).text }.joined()
    if !surplus.isEmpty {
      output +=
        WorkflowCommand("group", message: Wording.count(surplus.count, "further finding")).text
      output += surplus.map { logLine($0) }.joined()
      output += WorkflowCommand("endgroup", message: "").text
      output +=
        WorkflowCommand(
          "notice", [("title", "Rollcall")],
          message: "\(Wording.count(surplus.count, "further finding")) of \(counting.count) "
            + "\(surplus.count == 1 ? "is" : "are") not shown here: GitHub shows ten of each kind. The log "
            + "and the other reports have them all."
        ).text
    }
    return output + summary.split(separator: "\n").map { WorkflowCommand.logLine($0) }.joined()
  }

  private func logLine(_ alert: Alert) -> String {
    let start = alert.diagnostic.span.start
    return WorkflowCommand.logLine(
      "- \(alert.file):\(start.line):\(start.column): \(alert.diagnostic.severity.rawValue) "
        + "\(alert.diagnostic.rule): \(alert.message)")
  }
}

/// A command to the runner of a workflow.
private struct WorkflowCommand {
  /// GitHub's limit for each kind in one step.
  static let most = 10

  private let name, message: String
  private let properties: [(name: String, value: String)]

  init(_ name: String, _ properties: [(name: String, value: String)] = [], message: String) {
    (self.name, self.properties, self.message) = (name, properties, message)
  }

  init(annotating alert: Alert) {
    let span = alert.diagnostic.span
    var place = [
      ("file", alert.file), ("line", String(span.start.line)), ("endLine", String(span.end.line)),
    ]
    // GitHub ignores columns if the lines differ.
    if span.start.line == span.end.line {
      place += [("col", String(span.start.column)), ("endColumn", String(span.end.column))]
    }
    let authority = [alert.reported.finding.authority.text].compactMap { $0 }
    self.init(
      alert.diagnostic.severity == .note ? "notice" : alert.diagnostic.severity.rawValue,
      place + [("title", alert.diagnostic.rule)],
      message: ([alert.message, alert.origin].compactMap { $0 } + authority).joined(separator: "\n")
    )
  }

  var text: String {
    let list = properties.map {
      "\($0.name)=\(WorkflowCommand.escaped($0.value, inProperty: true))"
    }
    return "::\(name)\(list.isEmpty ? "" : " ")\(list.joined(separator: ","))::"
      + "\(WorkflowCommand.escaped(message, inProperty: false))\n"
  }

  private static func escaped(_ text: String, inProperty: Bool) -> String {
    var output = String.UnicodeScalarView()
    for scalar in VisibleText.shown(text).unicodeScalars {
      switch scalar {
      case "%": output += "%25".unicodeScalars
      case "\r": output += "%0D".unicodeScalars
      case "\n": output += "%0A".unicodeScalars
      case ":" where inProperty: output += "%3A".unicodeScalars
      case "," where inProperty: output += "%2C".unicodeScalars
      default: output.append(scalar)
      }
    }
    return String(output)
  }

  /// A line of the log, escaped so that the runner never takes a file's text for a command.
  static func logLine(_ text: some StringProtocol) -> String {
    VisibleText.forPeople(VisibleText.onOneLine(String(text))) + "\n"
  }
}
