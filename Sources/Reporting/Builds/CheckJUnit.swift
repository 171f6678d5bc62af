import Clauses
import Compliance
import Diagnostics

extension CheckReport {
  /// The report as JUnit's XML: a suite for each file, a test case for each finding.
  ///
  /// A case fails where its finding fails the run, so that the tests and the exit status agree; it is
  /// skipped where the finding is waived or known. A file in which nothing was found is one case that
  /// passes, and one that could not be read has errors.
  package var junit: String {
    let suites = entries.map(suite(of:))
    let frame = junitFrame(suites.reduce(JUnitCounts()) { $0 + $1.counts })
    return frame.head + suites.map(\.text).joined() + frame.tail
  }

  /// The suite of one file.
  package func suite(of entry: Entry) -> WrittenSuite { suite(entry).written }

  /// The text around the suites; `counts` are the totals over all files.
  package func junitFrame(_ counts: JUnitCounts) -> ReportFrame {
    JUnitSuite.frame(named: "rollcall check", counts)
  }

  private func suite(_ entry: Entry) -> JUnitSuite {
    var suite = JUnitSuite(name: checkout.path(of: entry.file))
    if entry.reported.isEmpty {
      suite.cases = [JUnitSuite.Case(name: "nothing is found", group: suite.name, outcome: .passes)]
    }
    var names: [String: Int] = [:]
    for reported in entry.reported {
      let (finding, diagnostic) = (reported.finding, reported.finding.diagnostic)
      let file = checkout.path(of: diagnostic.span.file)
      let place = "\(file):\(diagnostic.span.start.line):\(diagnostic.span.start.column)"
      let details =
        [place, diagnostic.help.map { "Put right: \($0)" }].compactMap { $0 }
        + [finding.contradiction, finding.authority.text].compactMap { $0 }
      // Without lines, so that a case keeps its name in the next run.
      let name = ([diagnostic.rule] + (diagnostic.path.isEmpty ? [] : [diagnostic.path]))
        .joined(separator: " ")
      let number = names[name, default: 0] + 1
      names[name] = number
      suite.cases.append(
        JUnitSuite.Case(
          name: number == 1 ? name : "\(name) (\(number))", group: suite.name,
          outcome: outcome(reported, in: entry), kind: diagnostic.severity.rawValue,
          message: diagnostic.message, details: details.joined(separator: "\n")))
    }
    return suite
  }

  private func outcome(_ reported: ReportedFinding, in entry: Entry) -> JUnitSuite.Outcome {
    if reported.standing != .counts { return .skipped }
    if !entry.isReadable, reported.finding.diagnostic.severity == .error { return .error }
    return entry.fails(reported) ? .failure : .passes
  }
}
