import Foundation
import TestSupport
import Testing

/// A run with more files than are checked at once.
@Suite struct `A check of many files` {
  private static let count = 300
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for number in 0..<Self.count {
      try folder.write(
        "rollcall: policy/v1\nschool: { name: School \(number), phase: primary }\n",
        to: Self.name(number))
    }
  }

  private static func name(_ number: Int) -> String { "school-\(1_000 + number).yaml" }

  private func check(_ arguments: String..., on wrapper: String? = nil) throws -> Program.Run {
    try Program.run(
      ["check", "--as-of", "2025-01-15", "--fail-on", "never"] + arguments, in: folder.path,
      on: wrapper, ["--cpu-list", "0"])
  }

  @Test func `says of each in their order what it says of one alone`() throws {
    let alone = try check(Self.name(0)).output
    let summary = try #require(alone.range(of: "1 file checked against"))
    let part = alone[..<summary.lowerBound]
    let expected = (0..<Self.count).map { number in
      part.replacing(Self.name(0), with: Self.name(number))
        .replacing("School 0", with: "School \(number)")
    }
    let all = try check(".").output.replacing("./", with: "")
    #expect(all.hasPrefix(expected.joined()))
    #expect(all.dropFirst(expected.joined().count).hasPrefix("300 files checked against"))
    #expect(all.count { $0 == "^" } > Self.count)
  }

  @Test(arguments: ["json", "junit"])
  func `gives the same bytes on any number of cores`(format: String) throws {
    let all = try check("--format", format, ".")
    let one = try check("--format", format, ".", on: "/usr/bin/taskset")
    #expect(all.status == 0)
    #expect(all.output.contains(Self.name(Self.count - 1)))
    #expect(all.output == one.output)
  }

  @Test func `needs no folder for what waits to be written`() throws {
    let arguments = ["check", "--as-of", "2025-01-15", "--format", "json", "."]
    let known = try Program.start(Program.file, arguments, in: folder.path)
    let nowhere = try Program.start(
      Program.file, arguments, in: folder.path, ["TMPDIR": "\(folder.path)/nowhere"])
    #expect(known.output.utf8.count > 1 << 20)
    #expect(known.output == nowhere.output)
    #expect(nowhere.errors == "")
  }

  @Test func `prints nothing before it is known that a rule turned off is a rule`() throws {
    try folder.write(
      "rollcall: config/v1\noff: [{ rule: contacts.chmpion-missing, reason: We have one. }]\n",
      to: ".rollcall.yaml")
    let run = try check("--output", "report.txt", ".")
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.contains("contacts.chmpion-missing"))
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left.count { $0.hasPrefix("report") } == 0, "\(left.filter { $0.hasPrefix("report") })")
  }
}
