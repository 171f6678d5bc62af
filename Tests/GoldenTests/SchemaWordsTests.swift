import Clauses
import Diagnostics
import PolicyModel
import Reporting
import SharedLaw
import Statute
import Testing
import TypedYAML

/// Editors complete the words that rules know.
@Suite struct `The schema of a policy` {
  private func schema(_ form: Form) throws -> String {
    let framework = try #require(EmbeddedLaw.rules)
    return JSON.schema(of: form, kind: .policy, title: "A file", words: JSON.words(of: framework))
      .text
  }

  @Test(arguments: ["contact_parent", "attendance_contract", "wakefield", "education_act_1996"])
  func `lists the words that rules know`(word: String) throws {
    #expect(try schema(Policy.form).contains("\"\(word)\""))
  }

  @Test func `lists no words of other nations`() throws {
    #expect(try !schema(Policy.form).contains("\"swansea\""))
  }

  @Test(arguments: [Policy.form, Layer.form, FrameworkFile.form])
  func `has the words of every vocabulary that a key names`(form: Form) throws {
    let text = try schema(form)
    let named = Set(text.matches(of: /"#\/\$defs\/([a-z_]+)"/).map { String($0.output.1) })
    #expect(!named.isEmpty)
    for name in named { #expect(text.contains("\"\(name)\": {\n"), "\(name)") }
  }
}
