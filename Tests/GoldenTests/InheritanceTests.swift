import Clauses
import Diagnostics
import PolicyModel
import TestSupport
import Testing
import TypedYAML

/// Inheritance, with well-typed and ill-typed values.
@Suite struct `Inherited values` {
  @Test(arguments: ProjectFiles.yamlFiles(in: "Policies/schools"))
  func `are the same with and without their types`(path: String) throws {
    let document = try #require(PolicyDocument.load(path, reading: Checks.read).value)
    let joined = document.layersInForce().compactMap(\.common).reduce(document.own.erased) {
      Policy.joined($0, $1.erased)
    }
    #expect(joined == document.effective.erased)
  }

  @Test func `do not replace what the policy says itself`() throws {
    let files = [
      "elm.yaml": """
      rollcall: policy/v1
      school: { name: Elm School }
      follows: [oaks.yaml]
      registers: { morning: { closes: 09:00 } }
      """,
      "oaks.yaml": """
      rollcall: cluster/v1
      name: The Oaks
      common:
        school: { type: academy }
        registers: { morning: { opens: 08:45, closes: 09:15 }, kept_for: 6 years }
      """,
    ]
    let document = try #require(
      PolicyDocument.load("elm.yaml") { path in
        Outcome(files[path].map { SourceFile(path: path, text: $0) })
      }.value)
    let common = try #require(document.layers.first?.common)
    let joined = Policy.joined(document.own.erased, common.erased)
    #expect(joined == document.effective.erased)
    func words(_ path: String) -> String? { joined.value(at: path.pathSteps[...])?.value.words }
    #expect(words("registers.morning.closes") == "09:00")
    #expect(words("registers.morning.opens") == "08:45")
    #expect(words("registers.kept_for") == "6 years")
    #expect(words("registers.kept_fro") == nil)
    #expect(document.effectiveSchool()?.type?.value.rawValue == "academy")
    #expect(document.effectiveSchool()?.name?.value.text == "Elm School")
  }
}
