import CivilTime
import Compliance
import Diagnostics
import PolicyModel
import PositionedYAML
import SharedLaw
import Statute
import TestSupport
import Testing
import TypedYAML

/// Every ground for leave that the framework has a word for, at every type of school.
@Suite struct `A ground for leave` {
  private static let words: [String] = {
    let path = "Policies/national/words-leave.yaml"
    let file = SourceFile(path: path, text: ProjectFiles.text(path) ?? "")
    let words = YAMLDocument.read(file).value?["vocabularies"]?["grounds"]?["words"]
    guard case .mapping(let entries)? = words?.content else { return [] }
    return entries.map(\.key.value)
  }()
  private static let types = ["maintained", "academy", "independent"]

  private func found(
    _ ground: String, at type: String, _ phase: String = "secondary"
  ) throws -> [(rule: String, weight: Severity)] {
    let text = """
      rollcall: policy/v1
      school: { name: A School, phase: \(phase), type: \(type) }
      leave_of_absence: { grounds: [exceptional_circumstances, \(ground)] }
      """
    let node = try #require(YAMLDocument.read(SourceFile(path: "p.yaml", text: text)).value)
    let checker = try #require(EmbeddedLaw.checker)
    let question = Question.on(try #require(CivilDate("2026-11-21")))
    return checker.check(CheckSubject(path: "p.yaml", node), question).findings
      .filter { $0.diagnostic.rule.hasPrefix("leave.g") }
      .map { ($0.diagnostic.rule, $0.diagnostic.severity) }
  }

  @Test(arguments: words, types)
  func `is called wrong where it is a holiday, and otherwise not`(ground: String, type: String)
    throws
  {
    let found = try found(ground, at: type)
    guard ground == "family_holiday" else {
      #expect(found.allSatisfy { $0.weight == .note }, "\(found)")
      return
    }
    let binds = type == "maintained"
    #expect(
      found.map(\.rule)
        == ["leave.grounds-beyond-exceptional" + (binds ? "" : "-expected")])
    #expect(found.map(\.weight) == [binds ? .error : .warning])
  }

  @Test(arguments: [
    "medical_appointment", "dental_appointment", "non_compulsory_age", "religious_observance",
    "interview", "study_leave", "parent_travelling_for_work", "suspension", "parish_fete",
  ])
  func `of the law's own, and an unknown one, is not even noted`(ground: String) throws {
    for type in Self.types { #expect(try found(ground, at: type).isEmpty) }
  }

  @Test(arguments: types)
  func `of a nursery's pupils is for the head to decide`(type: String) throws {
    #expect(try found("family_holiday", at: type, "nursery").isEmpty)
    #expect(try !found("family_holiday", at: type, "primary").isEmpty)
  }
}
