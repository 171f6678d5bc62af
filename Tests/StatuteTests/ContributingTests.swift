import CivilTime
import Clauses
import Compliance
import Diagnostics
import Foundation
import PositionedYAML
import Statute
import TestSupport
import Testing
import TypedYAML

/// The worked example of the contributor's guide, followed to the letter.
@Suite struct `The contributor's guide` {
  /// The text between two fences of YAML, in order.
  private static let blocks: [String] = {
    let text = ProjectFiles.text("CONTRIBUTING.md") ?? ""
    return text.components(between: "```yaml\n", and: "```")
  }()

  @Test func `changes a limit by one edit`() throws {
    let edit = try #require(Self.blocks.first { $0.contains("25 minutes") })
    let old =
      "    - { from: 2024-08-19, value: 30 minutes, cite: [{ passage: register-closing }] }\n"
    let files = National.files.map { file in
      SourceFile(path: file.path, text: file.text.replacing(old, with: edit))
    }
    #expect(files != National.files)
    let checker = try checker(files)
    let before = try findings(checker, "2027-08-31")
    let after = try findings(checker, "2027-09-01")
    #expect(before == [])
    #expect(after == ["register.close-limit", "register.close-limit"])
  }

  @Test func `adds a requirement by one edit`() throws {
    let edit = try #require(Self.blocks.first { $0.contains("support-lead-missing") })
    let file = SourceFile(path: "new.yaml", text: "rollcall: framework/v1\n" + edit)
    let checker = try checker(National.files + [file])
    #expect(try findings(checker, "2027-08-31", removing: "name") == [])
    #expect(
      try findings(checker, "2027-09-01", removing: "name") == ["contacts.support-lead-missing"])
    let requirement = try #require(
      checker.framework.requirements.first {
        $0.id.value.text == "contacts.support-lead-missing"
      })
    let check = ExampleCheck(framework: checker.framework, requirement: requirement)
    let date = try #require(CivilDate("2027-09-01"))
    func found(_ example: Verbatim?) throws -> [Finding]? {
      check.answer(to: try #require(example).node, on: date)?.findings
    }
    #expect(try found(requirement.draft.breaks)?.count == 1)
    #expect(try found(requirement.draft.holds)?.isEmpty == true)
  }

  private func checker(_ files: [SourceFile]) throws -> Checker {
    let decoded = Framework.decode(files)
    #expect(decoded.diagnostics.map(\.message) == [])
    return Checker.prepare(try #require(decoded.value)).checker
  }

  /// The rules that the compliant policy breaks on a date, its support contact without a key.
  private func findings(
    _ checker: Checker, _ date: String, removing key: String? = nil
  ) throws -> [String] {
    var node = try Compliant.node("2024")
    // The registers close as late as they may today.
    for (half, time) in [("morning", "09:10"), ("afternoon", "13:40")] {
      let limit = YAMLNode(.scalar(YAMLScalar(time)), at: node.span)
      node = node.setting(["registers", half, "closes"], to: limit)
    }
    if let key { node = node.removing(["contacts", "support", key]) }
    let question = Question.on(try #require(CivilDate(date)))
    return checker.check(CheckSubject(path: "compliant.yaml", node), question).findings
      .map(\.diagnostic.rule)
      // The compliant policy is to be reviewed before 2027.
      .filter { !$0.hasPrefix("policy.") && !$0.hasPrefix("guidance.") }
  }
}

extension String {
  /// The texts between pairs of marks.
  fileprivate func components(between start: String, and end: String) -> [String] {
    var rest = self[...]
    var found: [String] = []
    while let opening = rest.range(of: start) {
      rest = rest[opening.upperBound...]
      guard let closing = rest.range(of: end) else { break }
      found.append(String(rest[..<closing.lowerBound]))
      rest = rest[closing.upperBound...]
    }
    return found
  }
}
