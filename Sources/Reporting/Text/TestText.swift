import Diagnostics
import PolicyTests

extension TestReport {
  /// The report as plain text.
  package func text(_ style: TextStyle = TextStyle()) -> String {
    let lines = entries.map(line).joined()
    let details = entries.map { problems($0, style) + failures($0, style) }.joined()
    return lines + "\n" + details + summary + coverage.map { text(of: $0, style) }.joined()
  }

  /// A file's result, on one line.
  private func line(_ entry: Entry) -> String {
    guard let run = entry.run else { return "\(entry.file)  could not be run\n" }
    let failed = run.results.count { !$0.isPassed }
    return "\(entry.file)  " + TestReport.counts(run.results.count - failed, failed) + "\n"
  }

  private static func counts(_ passed: Int, _ failed: Int) -> String {
    "\(Wording.count(passed, "test")) passed" + (failed > 0 ? ", \(failed) failed" : "")
  }

  /// The problems that kept a file from being run, in the format of a check.
  private func problems(_ entry: Entry, _ style: TextStyle) -> String {
    entry.problems.map { problem in
      var output =
        "\(place(problem.span)): \(style.severity(problem.severity)) \(style.dim(problem.rule))\n"
      output += style.wrapped(problem.message, indent: "  ")
      output += style.snippet(problem.span, in: part(problem.span))
      if let help = problem.help { output += style.wrapped("Put right: \(help)", indent: "  ") }
      for related in problem.related {
        output += style.wrapped("See \(place(related.span)): \(related.message)", indent: "  ")
      }
      return output + "\n"
    }.joined()
  }

  private func failures(_ entry: Entry, _ style: TextStyle) -> String {
    (entry.run?.results ?? []).flatMap { result in
      result.failures.map { text(of: $0, in: result, style) + "\n" }
    }.joined()
  }

  /// A failed expectation: its line, what was expected, and what happened.
  private func text(
    of failure: PolicyTestRun.Failure, in result: PolicyTestRun.Result, _ style: TextStyle
  ) -> String {
    "\(place(failure.span)): \(style.alarming("failed")) “\(style.bold(result.name.value))”"
      + (failure.clause.map { "  \(style.dim($0))" } ?? "") + "\n"
      + style.snippet(failure.span, in: part(failure.span))
      + style.wrapped("- expected: \(failure.expected)", indent: "  ", hanging: "    ")
      + style.wrapped("+ happened: \(failure.found)", indent: "  ", hanging: "    ")
  }

  private func part(_ span: SourceSpan) -> SourceLines.Part? {
    lines[span.file]?.part(of: span.start.line, near: span.start.column)
  }

  func place(_ span: SourceSpan) -> String {
    "\(span.file):\(span.start.line):\(span.start.column)"
  }

  private var summary: String {
    let expectations = results.reduce(0) { $0 + $1.expectations }
    let unread = entries.count { $0.run == nil }
    return TestReport.counts(results.count - failed, failed)
      + " in \(Wording.count(entries.count, "file")), with "
      + "\(Wording.count(expectations, "expectation"))."
      + (unread > 0 ? " \(Wording.count(unread, "file")) could not be run." : "") + "\n"
  }

  /// A policy's coverage: its unexercised clauses by name, the law's duties and rules as numbers.
  private func text(of coverage: PolicyCoverage, _ style: TextStyle) -> String {
    let own = coverage.counted(.policy)
    let nation = coverage.counted(.nation)
    let practice = coverage.counted(.practice)
    var sentences: [String] = []
    if coverage.policy != nil {
      sentences.append(
        "\(own.exercised) of \(Wording.count(own.all, "clause")) exercised"
          + (own.idle.isEmpty ? "." : "; not exercised: \(Wording.list(own.idle))."))
    }
    sentences.append(
      coverage.notAsked
        ?? "Of \(framework): \(nation.exercised) of \(Wording.count(nation.all, "duty", "duties")), "
        + "\(practice.exercised) of \(Wording.count(practice.all, "rule")) about practice.")
    return style.wrapped(
      "\(coverage.policy ?? "The framework alone"): \(sentences.joined(separator: " "))",
      indent: "", hanging: "  ")
  }
}
