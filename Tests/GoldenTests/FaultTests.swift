import Compliance
import Diagnostics
import Reporting
import SharedLaw
import Statute
import TestSupport
import Testing

/// Every fault in reports can be explained, whichever module reports it.
@Suite struct `A fault found in reading` {
  private func swiftFiles(in folder: String) -> [String] {
    ProjectFiles.names(in: folder).flatMap { name in
      name.hasSuffix(".swift") ? ["\(folder)/\(name)"] : swiftFiles(in: "\(folder)/\(name)")
    }
  }

  @Test func `that is declared is listed with its module's, and raised`() throws {
    let sources = try swiftFiles(in: "Sources").map { try #require(ProjectFiles.text($0)) }.joined()
    let declared = sources.matches(of: /static let (\w+) = Fault\(\s*"([a-z0-9.-]+)"/)
    #expect(declared.map { String($0.output.2) }.sorted() == Fault.all.map(\.id).sorted())
    let raised = Set(sources.matches(of: /[(:?,]\s*\.(\w+)/).map(\.output.1))
    #expect(declared.map(\.output.1).filter { !raised.contains($0) } == [])
  }

  @Test func `has a name and former names that no other has, and no rule`() throws {
    let names = Fault.all.flatMap(\.names)
    #expect(Set(names).count == names.count)
    let rules = try #require(EmbeddedLaw.rules).ruleNames
    #expect(rules.intersection(names) == [])
  }

  @Test(arguments: Fault.all.filter { $0.example != nil }.map(\.id))
  func `has an example that has it, and one that has no fault at all`(id: String) throws {
    let example = try #require(Fault(named: id)?.example)
    #expect(try faults(example.wrong).contains(id))
    #expect(try faults(example.right) == [])
  }

  @Test func `reads as it did`() throws {
    let text = try #require(Fault(named: "yaml.backslash")).text()
    let path = "Tests/GoldenTests/Golden/explain/yaml.backslash.txt"
    #expect(ProjectFiles.golden(path, actual: text) == text)
  }

  /// The faults of reading in a policy's text, whatever its rules say.
  private func faults(_ text: String) throws -> [String] {
    let names = Set(Fault.all.map(\.id))
    let subject = CheckSubject.load("policy.yaml") { path in
      path == "policy.yaml"
        ? Outcome(SourceFile(path: path, text: text + "\n"))
        : Outcome(nil, [Diagnostic(.unreadable, "no file", at: .startOfFile(path))])
    }
    return try Checks.checker().check(subject, .whileInForce(today: Checks.today)).findings
      .map(\.diagnostic.rule).filter { names.contains($0) }
  }
}
