import Foundation
import TestSupport
import Testing

/// The program as a user runs it: exit statuses, streams and files.
@Suite struct `The command` {
  /// The same replay on one core and on all of them.
  @Test func `prints the same bytes on any number of cores`() throws {
    let arguments = [
      "replay", "--policy", "Policies/schools/st-james.yaml", "--register",
      "Examples/hollybank-primary", "--format", "json", "--fail-on", "never",
    ]
    let all = try Program.run(arguments)
    let one = try Program.run(arguments, on: "/usr/bin/taskset", ["--cpu-list", "0"])
    #expect(all.status == 0)
    #expect(one.status == 0)
    #expect(all.output == one.output)
    #expect(!all.output.isEmpty)
  }

  /// The least that a report must hold, as programs read it.
  private struct Report: Decodable {
    struct Finding: Decodable {
      let rule, severity, message, file, path: String
      let line, column, end_line, end_column: Int
      let since, until, expected, found, help: String?
      let citations: [Citation]
    }
    struct Citation: Decodable { let source, `where`: String }
    struct Summary: Decodable { let errors, warnings, notes, rules_checked, files: Int }
    let version: Int
    let as_of: String
    let files: [String]
    let findings: [Finding]
    let summary: Summary
  }

  private let compliant = "rollcall: policy/v1\nschool: { name: A School }\n"

  private static let statuses: [(arguments: [String], status: Int32)] = [
    (["--help"], 0), (["--version"], 0), (["nonsense"], 2), (["check", "--nonsense"], 2),
    (["check", "--as-of", "yesterday", "Policies/schools"], 2),
    (["check", "Policies/nowhere.yaml"], 2), (["check", "Policies/schools"], 1),
    (["check", "--fail-on", "never", "Policies/schools"], 0), (["check", "Policies/national"], 0),
    (["check", "--framework", "Policies/national", "Policies/schools/st-james.yaml"], 1),
    (["check", "--framework", "Policies/schools", "Policies/schools/st-james.yaml"], 2),
    (["replay", "--register", "Examples/nowhere"], 2),
    (["replay", "--register", "Examples/hollybank-primary", "--fail-on", "never"], 0),
    (["replay", "--register", "Examples/hollybank-primary", "--format", "csv"], 1),
    (["replay", "--register", "Examples/hollybank-primary", "--format", "sarif"], 2),
    (["replay", "--register", "Examples/hollybank-primary", "--format", "csv", "--summary"], 2),
    (["schema", "config"], 0), (["schema", "baseline"], 0),
    (["test", "Policies"], 0), (["test", "Tests/GoldenTests/Tests/failing.yaml"], 1),
    (["test", "Tests/GoldenTests/Tests/unusable.yaml"], 2), (["test", "Policies/schools"], 2),
    (["test", "Policies/schools/st-james.yaml"], 2), (["test", "Policies/nowhere.yaml"], 2),
    (["test", "--format", "json", "--quiet", "Policies/tests"], 0),
    (["test", "--framework", "Policies/national", "Policies/tests/st-james.yaml"], 0),
    (["check", "Policies/tests"], 0), (["check", "Tests/GoldenTests/Tests/unusable.yaml"], 1),
    (["schema", "policy"], 0), (["schema", "tests", "--format", "markdown"], 0),
    (["schema", "nonsense"], 2), (["rules"], 0),
    (["rules", "--changed-on", "2024-08-19"], 0), (["rules", "--unverified"], 0),
    (["rules", "--unverified", "--format", "markdown", "--severity", "error"], 0),
    (["rules", "--unverified", "--all-editions", "--format", "json"], 0),
    (["rules", "--unverified", "--as-of", "2023-01-15"], 0), (["rules", "--choices"], 0),
    (["rules", "--all-editions"], 2),
    (["rules", "--choices", "--all-editions", "--as-of", "2023-01-15"], 2),
    (["rules", "--passages", "--format", "markdown"], 0), (["rules", "--kind", "nonsense"], 2),
    (["rules", "--format", "json", "--severity", "error"], 0),
    (["explain", "register.close-limit"], 0), (["explain", "register.clse-limit"], 2),
    (["explain", "yaml.duplicate-key"], 0), (["explain", "tests.policy", "--format", "json"], 0),
    (["explain"], 2),
    (["explain", "--policy", "Policies/schools/st-james.yaml", "leave_of_absence"], 0),
    (["explain", "--policy", "Policies/schools/st-james.yaml"], 0),
    (["explain", "--policy", "Policies/schools/st-james.yaml", "leave_of_abscence"], 2),
    (["explain", "--policy", "Policies/schools/widnes-academy.yaml", "halton.no-such-rule"], 2),
  ]

  @Test(arguments: statuses)
  func `ends with the status that was promised`(arguments: [String], status: Int32) throws {
    let run = try Program.run(arguments)
    #expect(run.status == status, "\(run.output.prefix(400)) \(run.errors.prefix(400))")
    #expect(status != 2 || !(run.errors + run.output).isEmpty)
  }

  @Test(arguments: [
    "school: [", "", "\u{0}", "rollcall: policy/v1\nschool: &a { name: x }\n",
    "rollcall: policy/v1\nschool: { name: x }\nschool: { name: y }\n",
    "rollcall: policy/v1\n\tschool: x\n", "rollcall: policy/v1\n---\nrollcall: policy/v1\n",
    String(repeating: "[", count: 5_000), "rollcall: polcy/v1\n", "just text\n",
  ])
  func `refuses a malformed file with a located message`(text: String) throws {
    let run = try Program.run(["check", "-"], input: text)
    #expect(run.status == 2)
    #expect(run.output.contains("-:"))
    #expect(run.output.contains("error"))
  }

  @Test func `reads standard input`() throws {
    let run = try Program.run(["check", "--fail-on", "never", "-"], input: compliant)
    #expect(run.status == 0)
    #expect(run.output.contains("A School"))
  }

  @Test func `gives the same bytes for the same input`() throws {
    let first = try Program.run(["check", "--format", "json", "Policies/schools"])
    let second = try Program.run(["check", "--format", "json", "Policies/schools"])
    #expect(first.output == second.output)
    let replay = ["replay", "--register", "Examples/hollybank-primary", "--format", "json"]
    #expect(try Program.run(replay).output == Program.run(replay).output)
  }

  @Test func `writes JSON that holds what was promised`() throws {
    let run = try Program.run(["check", "--format", "json", "Policies/schools/widnes-academy.yaml"])
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    #expect(report.version == 1)
    let close = try #require(report.findings.first { $0.rule == "register.close-limit" })
    #expect(close.path == "registers.morning.closes")
    #expect(close.since == "2024-08-19")
    #expect(close.until == nil)
    #expect(close.help?.hasPrefix("Close it by 09:15, or give") == true)
    #expect(close.found == "45 minutes")
    #expect(close.expected == "30 minutes")
    #expect(Set(close.citations.map(\.source)) == ["wttisa-2024"])
    #expect(report.summary.errors == report.findings.count { $0.severity == "error" })
  }

  @Test func `writes a report to a file, whole`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "rollcall-\(UUID()).json")
    let run = try Program.run([
      "check", "--format", "json", "--output", path.path(), "Policies/schools/st-james.yaml",
    ])
    defer { try? FileManager.default.removeItem(at: path) }
    #expect(run.output.isEmpty)
    #expect(run.status == 1)
    _ = try JSONSerialization.jsonObject(with: Data(contentsOf: path))
  }

  @Test func `judges by a framework of which a check only notes or warns`() throws {
    let folder = try TemporaryFolder()
    try folder.copy("Policies/national", to: "law")
    try folder.write(
      """
      rollcall: framework/v1
      confirmations:
        - { source: wttisa-2026, passage: register-closing, seen_at: para 411, who: adviser, on: 2026-09-01, says: 20 minutes }
      """, to: "law/confirmations.yaml")
    let own = try Program.run(["check", "law"], in: folder.path)
    #expect(own.status == 0, "\(own.output)")
    #expect(own.output.contains("1 warning"), "\(own.output)")
    let path = ProjectFiles.root + "Policies/schools/st-james.yaml"
    let run = try Program.run(["check", "--framework", "law", path], in: folder.path)
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.errors.contains("law/confirmations.yaml:3:"))
    #expect(!run.errors.contains("cannot be used"))
  }

  @Test(arguments: [
    ("escalation.unauthorised-out-of-order", "escalation.unauthorised-out-of-order", "retired"),
    ("register.too-large", "dataset.too-large", "reading"), ("yaml.tab", "yaml.tab", "reading"),
  ])
  func `explains to programs what is retired or renamed`(
    asked: String, rule: String, kind: String
  ) throws {
    struct Explained: Decodable { let rule, kind, because: String }
    let run = try Program.run(["explain", asked, "--format", "json"])
    let explained = try JSONDecoder().decode(Explained.self, from: Data(run.output.utf8))
    #expect(explained.rule == rule)
    #expect(explained.kind == kind)
    #expect(!explained.because.isEmpty)
  }

  @Test(arguments: [
    ("nursery, type: maintained", "not asked of this policy"),
    ("primary, type: independent", "not asked of this policy"),
    ("primary, type: maintained", "broken"),
  ])
  func `explains a rule as kept only where it is asked`(school: String, standing: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      rollcall: policy/v1
      school: { name: Elm, phase: \(school), local_authority: leeds }
      status: { effective_from: 2025-09-01, review_by: 2027-08-31 }
      penalty_notices: { first: { amount: £120 } }
      """, to: "elm.yaml")
    let run = try Program.run(
      ["explain", "--policy", "elm.yaml", "penalty_notices"], in: folder.path)
    #expect(run.output.contains("Rule penalty.first-amount: \(standing)."), "\(run.output)")
  }
}
