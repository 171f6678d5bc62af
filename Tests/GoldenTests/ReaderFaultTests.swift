import Compliance
import Diagnostics
import Reporting
import Statute
import TestSupport
import Testing

/// What reports name can be explained, whoever found it.
@Suite struct `A fault found in reading` {
  /// The names of faults that the sources write, those of the framework's rules left out.
  private func namesInSources() throws -> Set<String> {
    let framework = try #require(Framework.embedded().value)
    let name = /"((?:yaml|format|register|text|file|tests|framework|config)\.[a-z][a-z0-9-]+)"/
    var names: Set<String> = []
    let folders = ProjectFiles.names(in: "Sources").filter { $0 != "Reporting" }
    for path in folders.flatMap({ swiftFiles(in: "Sources/\($0)") }) {
      let text = try #require(ProjectFiles.text(path))
      names.formUnion(text.matches(of: name).map { String($0.output.1) })
    }
    // The manifest of a dataset is a file and no fault.
    return names.subtracting(framework.ruleNames).subtracting(["register.yaml"])
  }

  private func swiftFiles(in folder: String) -> [String] {
    ProjectFiles.names(in: folder).flatMap { name in
      name.hasSuffix(".swift") ? ["\(folder)/\(name)"] : swiftFiles(in: "\(folder)/\(name)")
    }
  }

  @Test func `is explained by the name that reports give, and no other is`() throws {
    let explained = ReaderFault.all.map(\.id)
    #expect(Set(explained).count == explained.count)
    let known = try namesInSources()
    #expect(known.count > 50)
    #expect(Set(explained).symmetricDifference(known).sorted() == [])
  }

  @Test(arguments: ReaderFault.all.filter { $0.example != nil }.map(\.id))
  func `has an example that has it, and one that has no fault at all`(id: String) throws {
    let example = try #require(ReaderFault(named: id)?.example)
    #expect(try faults(example.wrong).contains(id))
    #expect(try faults(example.right) == [])
  }

  @Test func `reads as it did`() throws {
    let text = try #require(ReaderFault(named: "yaml.backslash")).text()
    let path = "Tests/GoldenTests/Golden/explain/yaml.backslash.txt"
    #expect(ProjectFiles.golden(path, actual: text) == text)
  }

  /// The faults of reading in a policy's text, whatever its rules say.
  private func faults(_ text: String) throws -> [String] {
    let names = Set(ReaderFault.all.map(\.id))
    let subject = CheckSubject.load("policy.yaml") { path in
      path == "policy.yaml"
        ? Outcome(SourceFile(path: path, text: text + "\n"))
        : Outcome(nil, [Diagnostic("file.unreadable", "no file", at: .startOfFile(path))])
    }
    return try Checks.checker().check(subject, .whileInForce(today: Checks.today)).findings
      .map(\.diagnostic.rule).filter { names.contains($0) }
  }
}
