import Diagnostics
import Statute
import Testing

/// The real codes and parameters, with duties of a test's own and no others.
func testFramework(with duties: String) throws -> Framework {
  let outcome = Framework.decode(
    filesWithoutRules + [SourceFile(path: "duties.yaml", text: duties)])
  // A test's duties need no examples, and leave most passages unanswered.
  let problems = outcome.diagnostics.filter {
    $0.rule != "framework.no-example" && $0.rule != "framework.passage"
  }
  #expect(problems.isEmpty, "\(problems.map(\.message))")
  return try #require(outcome.value)
}

private let filesWithoutRules = EmbeddedFramework.sourceFiles.map { file in
  SourceFile(path: file.path, text: withoutRules(file.text))
}

private func withoutRules(_ text: String) -> String {
  var isSkipping = false
  return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
    if let first = line.first, first != " ", first != "#" {
      isSkipping = line == "duties:" || line == "requirements:"
    }
    return !isSkipping
  }.joined(separator: "\n")
}
