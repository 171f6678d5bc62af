import Diagnostics
import PolicyTests
import SharedLaw
import Statute
import Testing

/// A policy and a file of tests that names it, as `rollcall test` reads them.
struct TestFiles {
  /// A policy with a stage of three days' absence, a call that it only allows, and lateness.
  static let policy = """
    rollcall: policy/v1
    school: { name: Elm School, phase: primary, type: maintained }
    status: { ratified: 2024-09-02, review_by: 2025-09-01 }
    day: { starts: 08:50 }
    registers: { morning: { opens: 08:50, closes: 09:10 } }
    follow_up:
      - { id: call, when: { unexplained_absence: 1 session }, do: contact_parent, binding: may }
    escalation:
      - { id: letter, when: { absence: 3 days, in: term }, do: stage_letter, within: 2 school_days }
    """

  /// A test whose register and expectations are given, as the second half of a file.
  static func test(_ register: String, expect: String, besides: String = "") -> String {
    """
    rollcall: tests/v1
    policy: elm.yaml
    tests:
      - name: a test
        calendar: { terms: [{ from: 2024-09-02, to: 2024-10-25 }] }
        \(register)
        \(besides)
        expect:
          - \(expect)
    """
  }

  /// Reads a file of tests with the policy beside it.
  static func load(_ text: String, policy: String = policy) throws -> Outcome<PolicyTestSuite> {
    let files = ["tests.yaml": text, "elm.yaml": policy]
    return PolicyTestSuite.load("tests.yaml", try #require(EmbeddedLaw.rules)) { path in
      guard let text = files[path] else {
        return Outcome(nil, [Diagnostic(.unreadable, "no file", at: .startOfFile(path))])
      }
      return Outcome(SourceFile(path: path, text: text))
    }
  }

  /// The problems of a file of tests.
  static func problems(_ text: String, policy: String = policy) throws -> [Diagnostic] {
    let outcome = try load(text, policy: policy)
    #expect((outcome.value == nil) == !outcome.diagnostics.isEmpty)
    return outcome.diagnostics
  }

  /// The results of a file of tests that can be read.
  static func run(_ text: String) throws -> PolicyTestRun {
    let outcome = try load(text)
    #expect(outcome.diagnostics.map(\.message) == [])
    return try #require(outcome.value).run()
  }

  /// The failure of one expectation.
  static func failures(
    _ register: String, expect: String, besides: String = ""
  ) throws -> [PolicyTestRun.Failure] {
    let run = try run(test(register, expect: expect, besides: besides))
    return run.results.flatMap(\.failures)
  }
}
