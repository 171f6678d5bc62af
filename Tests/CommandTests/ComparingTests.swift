import Foundation
import TestSupport
import Testing

/// `compare` and `diff` as a user runs them.
@Suite struct `The commands that compare` {
  private func run(
    _ arguments: [String], program: String = "rollcall", in folder: String = ProjectFiles.root,
    path: String? = nil
  ) throws -> (status: Int32, text: String) {
    let isOurs = program == "rollcall"
    let run = try Program.start(
      isOurs ? Program.file : URL(filePath: "/usr/bin/env"),
      isOurs ? arguments : [program] + arguments, in: folder, path.map { ["PATH": $0] } ?? [:])
    return (run.status, run.output + run.errors)
  }

  private static let cluster = "Policies/clusters/poms-millom.yaml"
  private static let old = "Policies/schools/poms/thwaites-school.yaml"
  private static let new = "Examples/proposal/thwaites-school.yaml"
  private static let lasting = "Policies/schools/st-james.yaml"
  private static let register = "Examples/hollybank-primary"

  private static let statuses: [(arguments: [String], status: Int32, words: String)] = [
    (["compare", cluster], 0, "5 of 8 members"),
    (["compare", cluster, "--format", "csv"], 0, "clause,agreed,Blackcombe Junior School"),
    (["compare", cluster, "--format", "html", "--as-of", "2025-09-01"], 0, "<!DOCTYPE html>"),
    (["compare", old, new], 0, "Where they differ"),
    (["compare", old], 2, "name two or more"),
    (["compare", "Policies/authorities/halton.yaml"], 2, "names 0 members"),
    (["compare", "Policies/nowhere.yaml"], 2, "cannot be read"),
    (["compare", "Policies/national/layers.yaml"], 2, "nothing to compare"),
    (["compare", cluster, "--register", register], 2, "write POLICY=DIR"),
    (["compare", cluster, "--register", "nobody=\(register)"], 2, "is the end of 0 policies"),
    (["compare", cluster, "--register", "thwaites-school=nowhere"], 2, "cannot be read"),
    (
      ["compare", cluster, "--register", "thwaites-school=\(register)"], 0,
      "How often each clause was kept"
    ),
    (["compare", cluster, "--format", "sonnet"], 2, "sonnet"),
    (["diff", old, new], 1, "Not in line as it stands"),
    (["diff", old, new, "--fail-on", "never"], 0, "Brought in"),
    (["diff", new, old], 0, "Lawful, as far as"),
    (["diff", new, old, "--fail-on", "warning"], 1, "leave.contradicts-itself"),
    (["diff", lasting, lasting, "--fail-on", "note"], 0, "As before"),
    (["diff", old, new, "--register", register, "--format", "json"], 1, "\"office\""),
    (["diff", old, new, "--register", "nowhere"], 2, "cannot be read"),
    (["diff", old], 2, "Name OLD and NEW"), (["diff"], 2, "subjects"),
    (["diff", old, "Policies/nowhere.yaml"], 2, "cannot be read"),
    (["diff", "no-such-revision", old], 2, "neither a file nor a revision"),
    (["diff", "--", "--output=x", old], 2, "neither a file nor a revision"),
  ]

  @Test(arguments: statuses)
  func `end with the status that was promised`(
    arguments: [String], status: Int32, words: String
  ) throws {
    let run = try run(arguments)
    #expect(run.status == status)
    #expect(run.text.contains(words), "\(run.text.prefix(600))")
  }

  /// The least that the reports must hold, as programs read them.
  private struct Comparison: Decodable {
    struct Member: Decodable {
      let school, file, law_of: String
      let in_line: Bool
      let out_of_line: [String]
    }
    struct Clause: Decodable {
      let clause: String
      let same: Bool
      let cells: [Cell]
    }
    struct Cell: Decodable {
      let school: String
      let value, place, inherited_from: String?
      let limits: [Limit]
    }
    struct Limit: Decodable {
      let rule, limit, measured: String
      let kept: Bool?
    }
    let version: Int
    let members: [Member]
    let clauses: [Clause]
  }
  private struct Difference: Decodable {
    struct Change: Decodable {
      let clause, standing: String
      let touches: [String]
    }
    struct Effect: Decodable { let lawful: Bool }
    struct Practice: Decodable {
      struct Clause: Decodable {
        let clause: String
        let old, new, gone, added: Int?
        let new_pupils: [String]?
      }
      let weeks: Int
      let clauses: [Clause]
    }
    let version: Int
    let standing: String
    let changes: [Change]
    let legal_effect: Effect
    let practice: Practice
  }

  @Test func `give programs what they give people`() throws {
    let compared = try run(["compare", Self.cluster, "--format", "json"])
    let comparison = try JSONDecoder().decode(Comparison.self, from: Data(compared.text.utf8))
    #expect(comparison.members.count == 8)
    #expect(comparison.members.count { !$0.in_line } == 3)
    #expect(comparison.clauses.allSatisfy { $0.cells.count == 8 })
    #expect(comparison.clauses.flatMap(\.cells).flatMap(\.limits).contains { $0.kept == false })
    let differing = try run(
      ["diff", Self.old, Self.new, "--register", Self.register, "--format", "json"])
    let difference = try JSONDecoder().decode(Difference.self, from: Data(differing.text.utf8))
    #expect(difference.standing == "incomparable")
    #expect(!difference.legal_effect.lawful)
    #expect(difference.changes.allSatisfy { !$0.touches.isEmpty })
    let counts = difference.practice.clauses.flatMap { [$0.old, $0.new, $0.gone, $0.added] }
    #expect(!counts.contains { (1...4).contains($0 ?? 0) })
    let named = difference.practice.clauses.compactMap { $0.new_pupils?.count }
    #expect(!named.contains { (1...4).contains($0) } && named.contains { $0 > 4 })
  }

  @Test func `print the same bytes each time, and hide small numbers`() throws {
    let arguments = ["diff", Self.old, Self.new, "--register", Self.register]
    let text = try run(arguments).text
    #expect(try run(arguments).text == text)
    #expect(text.contains("for 1 to 4 pupils"))
    let all = try run(arguments + ["--small-numbers"]).text
    #expect(!all.contains("1 to 4"))
  }

  @Test(arguments: ["html", "markdown"])
  func `name pupils in a page for governors only where that is asked for`(format: String) throws {
    let arguments = [
      "diff", Self.old, Self.new, "--register", Self.register, "--fail-on", "never", "--format",
      format,
    ]
    let identifier = /P0[0-9]{3}/
    #expect(try run(arguments).text.firstMatch(of: identifier) == nil)
    #expect(try run(arguments + ["--pupils"]).text.firstMatch(of: identifier) != nil)
  }

  /// A repository in which a policy and the cluster that it follows change together.
  private func repository() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "revisions-\(UUID())")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "schools"), withIntermediateDirectories: true)
    let root = folder.path() + "/"
    func write(notice: Int, limit: Int) throws {
      let cluster = """
        rollcall: cluster/v1
        name: The Trees
        common: { leave_of_absence: { notice: \(notice) school_days } }

        """
      let school = """
        rollcall: policy/v1
        school: { name: Elm, phase: primary, type: maintained }
        follows: [../trees.yaml]
        status: { ratified: 2025-09-01, review_by: 2026-08-31 }
        leave_of_absence: { decision_within: \(limit) school_days }

        """
      try Data(cluster.utf8).write(to: folder.appending(path: "trees.yaml"))
      try Data(school.utf8).write(to: folder.appending(path: "schools/elm.yaml"))
    }
    let author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    #expect(try run(["init", "-q"], program: "git", in: root).status == 0)
    for (notice, limit) in [(5, 10), (10, 8)] {
      try write(notice: notice, limit: limit)
      #expect(try run(["add", "-A"], program: "git", in: root).status == 0)
      let commit = author + ["commit", "-q", "-m", "A change"]
      #expect(try run(commit, program: "git", in: root).status == 0)
    }
    try write(notice: 15, limit: 8)
    return root
  }

  @Test func `read a policy and its layers as they stood at a revision`() throws {
    let root = try repository()
    defer { try? FileManager.default.removeItem(atPath: root) }
    let between = try run(["diff", "HEAD~1", "HEAD", "schools/elm.yaml"], in: root)
    #expect(between.status == 0)
    #expect(between.text.contains("was: 5 school days\n  now: 10 school days"), "\(between.text)")
    #expect(between.text.contains("was: 10 school days\n  now: 8 school days"))
    #expect(between.text.contains("HEAD~1:schools/elm.yaml"))
    let now = try run(["diff", "HEAD", "elm.yaml"], in: root + "schools")
    #expect(now.text.contains("was: 10 school days\n  now: 15 school days"), "\(now.text)")
    #expect(!now.text.contains("decision within"))
    let absolute = try run(["diff", "HEAD~1", "\(root)schools/elm.yaml"], in: root)
    #expect(absolute.text.contains("was: 5 school days\n  now: 15 school days"))
    let missing = try run(["diff", "HEAD~1", "HEAD", "schools/oak.yaml"], in: root)
    #expect(missing.status == 2)
    #expect(missing.text.contains("no file schools/oak.yaml at the revision `HEAD~1`"))
  }

  @Test func `say what to do where there is no repository, or no git`() throws {
    let folder = FileManager.default.temporaryDirectory.path()
    let policy = ProjectFiles.root + Self.old
    let outside = try run(["diff", "HEAD", policy], in: folder)
    #expect(outside.status == 2)
    #expect(outside.text.contains("in no git repository"))
    let without = try run(["diff", "HEAD", policy], in: folder, path: "/nowhere")
    #expect(without.status == 2)
    #expect(without.text.contains("`git` could not be started"))
  }
}
