import Foundation
import TestSupport
import Testing

/// The program's output for the examples of rules.
@Suite struct `The examples of a layer's rules` {
  private static let authority = """
    rollcall: authority/v1
    name: Forest
    in_force: { from: 2024-09-01 }
    sources: { code: { title: Forest's code, kind: local_code } }
    requirements:
      - id: forest.close
        title: Registers close by nine
        severity: warning
        in_force: { from: 2024-09-01 }
        cite: [{ source: code, where: p. 3 }]
        that: { value: registers.morning.closes, at_most: 09:00 }
        says: "It closes at {found}."
        because: "The code says {limit}."
        fix: "Close it by {limit}."
        breaks: { registers: { morning: { opens: 08:30, closes: 09:45 } } }
        holds: { registers: { morning: { opens: 08:30, closes: 08:45 } } }

    """
  private static let policy = """
    rollcall: policy/v1
    school: { name: Elm School, phase: primary, type: maintained }
    follows: [forest.yaml]
    status: { ratified: 2025-09-01, review_by: 2026-09-01 }

    """

  private func folder(_ authority: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(authority, to: "forest.yaml")
    try folder.write(Self.policy, to: "elm.yaml")
    return folder
  }

  @Test func `are tried by check of the file, and counted`() throws {
    let folder = try folder(Self.authority)
    let run = try Program.run(["check", "forest.yaml", "--as-of", "2025-10-01"], in: folder.path)
    #expect(run.status == 0)
    #expect(run.output.contains("2 examples tried."))
  }

  @Test func `that are wrong fail check of the file, and not of a policy that follows it`() throws {
    let folder = try folder(Self.authority.replacing("closes: 08:45", with: "closes: 09:05"))
    let date = ["--as-of", "2025-10-01"]
    let layer = try Program.run(["check", "forest.yaml"] + date, in: folder.path)
    #expect(layer.status == 1)
    #expect(layer.output.contains("forest.yaml:16:12: error framework.wrong-example"))
    #expect(layer.output.contains("It closes at 09:05."))
    let school = try Program.run(["check", "elm.yaml"] + date, in: folder.path)
    #expect(!school.output.contains("framework.wrong-example"))
    let explained = try Program.run(
      ["explain", "forest.close", "--policy", "elm.yaml"], in: folder.path)
    #expect(explained.output.contains("this example does not do what it stands for"))
  }

  @Test func `are shown by explain without a word where they are right`() throws {
    let folder = try folder(Self.authority)
    let run = try Program.run(["explain", "forest.close", "--policy", "elm.yaml"], in: folder.path)
    #expect(!run.output.contains("stands for"))
  }

  @Test func `are asked for where there are none`() throws {
    let text = Self.authority.split(separator: "\n").filter { !$0.contains("    holds:") }
    let folder = try folder(text.joined(separator: "\n") + "\n")
    let run = try Program.run(["check", "forest.yaml", "--as-of", "2025-10-01"], in: folder.path)
    #expect(run.status == 0)
    #expect(run.output.contains("forest.yaml:6:9: note framework.no-example"))
    #expect(run.output.contains("has no example under `holds`"))
  }

  @Test func `of a duty are replayed under the layer by explain`() throws {
    let run = try Program.run([
      "explain", "halton.attendance-meeting", "--policy",
      "Policies/schools/widnes-academy.yaml",
    ])
    #expect(run.status == 0)
    #expect(!run.output.contains("stands for"))
  }

  @Test func `of the nation are tried by check of its folder, which says what it looked up`() throws
  {
    let run = try Program.run(["check", "Policies/national"])
    #expect(run.status == 0)
    #expect(!run.output.contains("against 0 rules"))
    for word in ["rules,", "citations and", "passages looked up;", "examples tried."] {
      #expect(run.output.contains(word), "\(word)")
    }
  }
}
