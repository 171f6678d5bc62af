import Foundation
import TestSupport
import Testing

/// The last step of the GitHub action, run as a shell in a fresh Git repository; `make ci-check` runs
/// all of them.
@Suite struct `The action's check` {
  private let repository: TemporaryFolder
  private let policy: String

  init() throws {
    repository = try TemporaryFolder()
    policy = try #require(ProjectFiles.text("Tests/StatuteTests/Compliant/2024.yaml"))
    try repository.write(policy, to: "Policies/school.yaml")
    let run = try Program.start(
      URL(filePath: "/usr/bin/git"), ["init", "--quiet"], in: repository.path)
    #expect(run.status == 0, "\(run.errors)")
  }

  /// Runs the step, and returns its result and the annotations in its log.
  private func check(_ variables: [String: String] = [:]) throws -> (Program.Run, [Substring]) {
    let given = [
      "ROLLCALL_FOLDER": Program.file.deletingLastPathComponent().path(),
      "ROLLCALL_PATHS": "Policies", "GITHUB_STEP_SUMMARY": "\(repository.path)/summary.md",
    ]
    let run = try Program.start(
      URL(filePath: ProjectFiles.root + ".github/action/check.sh"), [], in: repository.path,
      given.merging(variables) { $1 })
    let lines = run.output.split(separator: "\n")
    return (run, lines.filter { $0.hasPrefix("::") })
  }

  @Test func `annotates the line of a changed number, and nothing once it is changed back`() throws
  {
    let (before, none) = try check()
    #expect(before.status == 0, "\(before.output)\(before.errors)")
    #expect(none == [])
    let changed = policy.replacing("closes: 09:05", with: "closes: 09:15")
    let line =
      1
      + changed.prefix(upTo: try #require(changed.range(of: "09:15")).lowerBound).count {
        $0 == "\n"
      }
    try repository.write(changed, to: "Policies/school.yaml")
    let (after, annotations) = try check()
    #expect(after.status == 1)
    #expect(annotations.count == 1)
    #expect(
      annotations.first?.hasPrefix("::error file=Policies/school.yaml,line=\(line),") == true)
    #expect(try repository.text("summary.md").contains("`register.close-limit`"))
    try repository.write(policy, to: "Policies/school.yaml")
    let (reverted, silence) = try check()
    #expect(reverted.status == 0)
    #expect(silence == [])
  }

  @Test func `lets through what a baseline holds`() throws {
    try repository.write(
      policy.replacing("closes: 09:05", with: "closes: 09:15"), to: "Policies/school.yaml")
    let written = try Program.run(
      ["check", "--quiet", "--write-baseline", "known.json", "Policies"], in: repository.path)
    #expect(written.status == 0)
    let (known, annotations) = try check(["ROLLCALL_BASELINE": "known.json"])
    #expect(known.status == 0)
    #expect(annotations == [])
    #expect(try check().0.status == 1)
  }

  @Test func `says that it could not be made`() throws {
    let (run, annotations) = try check(["ROLLCALL_PATHS": "nowhere.yaml"])
    #expect(run.status == 2)
    #expect(annotations.contains { $0.hasPrefix("::error title=Rollcall::") })
  }

  /// The example's rules must exist, because users copy it.
  @Test func `has an example of a configuration that can be used`() throws {
    try repository.copy("Examples/ci/rollcall.yaml", to: ".rollcall.yaml")
    let run = try Program.run(["check", "Policies"], in: repository.path)
    #expect(run.status == 0)
    #expect(run.errors == "")
  }
}
