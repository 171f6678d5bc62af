package import Diagnostics
package import Registers
package import TypedYAML

/// A file of policy tests: small registers, with expectations under a policy.
package struct PolicyTestFile: Record {
  package var kind, policy: Located<Prose>?
  package var tests: [PolicyTest]?
  package let span: SourceSpan

  package static let title = "a file of policy tests"
  package static let fields: [Field<PolicyTestFile>] = [
    Field("rollcall", { $1(&$0.kind) }, required: true, "The kind of file: `tests/v1`."),
    Field(
      "policy", { $1(&$0.policy) },
      "The policy that is tested, relative to this file; left out, the framework alone."),
    Field("tests", { $1(&$0.tests) }, required: true, "The tests, each by itself."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// One test: a small register, in the form of the examples of duties, with its expectations.
package struct PolicyTest: Record {
  package var name: Located<Prose>?
  /// The register, whose keys are on the same level as the test's own.
  package var register: InlineRegister
  package var policy: TestedPolicy?
  package var expect: [Expectation]?
  package var exhaustive: Located<Truth>?
  package let span: SourceSpan

  package static let title = "a policy test"
  package static let fields: [Field<PolicyTest>] =
    [Field("name", { $1(&$0.name) }, required: true, "What is tested, in a sentence.")]
    + InlineRegister.fields.filter { $0.form.name != "policy" }
    .map { Field($0, in: { $1(&$0.register) }) }
    + [
      Field(
        "policy", { $1(&$0.policy) },
        "What this test changes of the policy: the keys that it gives, each list as a whole, replace those of "
          + "the file's policy. Or else another policy's file, relative to this one."),
      Field("expect", { $1(&$0.expect) }, required: true, "What the policy makes of it."),
      Field(
        "exhaustive", { $1(&$0.exhaustive) },
        "Whether the record may differ nowhere else, and the clauses that the test expects to open "
          + "may open on no other date; `false` where it is left out."),
    ]

  package init(at span: SourceSpan) {
    self.span = span
    register = InlineRegister(at: span)
  }
}
