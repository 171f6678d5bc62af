import Foundation
import TestSupport
import Testing

/// Reports for other programs conform to their published standards, for any input.
@Suite struct `The formats for other programs` {
  private static let kinds = ["sarif", "junit", "gitlab", "json"]

  /// Checks paths of a folder in every format, writing them to a folder by this name.
  private func check(
    _ paths: [String], in folder: String, to name: String, _ target: TemporaryFolder
  ) throws -> Program.Run {
    let formats = Self.kinds.flatMap { ["--format", "\($0)=\(target.path)/\(name).\($0)"] }
    return try Program.run(
      ["check", "--format", "github"] + formats + paths, in: folder)
  }

  /// The validators' complaints about the reports in a folder; empty if there are none.
  private func faults(_ folder: TemporaryFolder) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let schemas = ProjectFiles.root + "Tests/Schemas"
    try folder.write(try Program.run(["schema", "report"]).output, to: "schema")
    var said = ""
    for kind in Self.kinds {
      let files = names.filter { $0.hasSuffix(".\(kind)") }.map { "\(folder.path)/\($0)" }
      #expect(!files.isEmpty)
      let run =
        kind == "junit"
        ? try Program.start(
          URL(filePath: "/usr/bin/xmllint"),
          ["--noout", "--nonet", "--schema", "\(schemas)/junit-10.xsd"] + files, in: "/")
        : try Program.start(
          URL(filePath: "/usr/bin/python3"),
          ["\(schemas)/validate.py", kind == "json" ? "\(folder.path)/schema" : kind] + files,
          in: "/")
      if run.status != 0 { said += "\(kind): \(run.output.prefix(600))\(run.errors.prefix(600))\n" }
    }
    return said
  }

  @Test func `are those that the page on checking lists`() throws {
    let page = try #require(ProjectFiles.text("docs/ci.md"))
    let listed = page.matches(of: /\n\| `([a-z]+)` \|[^|\n]*\|[^|\n]*\|/).map(\.1)
    let run = try Program.run(["check", "--format", "yaml", "."])
    #expect(Set(listed) == Set(run.errors.matches(of: /\n  - ([a-z]+)/).map(\.1)))
  }

  /// The lines that a runner would take for a malformed or a foreign command.
  private func misshapen(_ output: String) -> [Substring] {
    let command =
      /::(error|warning|notice) (file=[^,:]+,line=[0-9]+,endLine=[0-9]+,(col=[0-9]+,endColumn=[0-9]+,)?)?title=[^,:]+::.+/
    return output.split(separator: "\n").filter { line in
      if line.hasPrefix("::group::") || line == "::endgroup::" { return false }
      if line.hasPrefix("::") { return line.wholeMatch(of: command) == nil }
      return line.contains("##[")
    }
  }

  @Test func `hold what their schemas ask, for every file of the project`() throws {
    let target = try TemporaryFolder()
    let files =
      ProjectFiles.yamlFiles(in: "Policies") + ["Tests/GoldenTests/Faults/six-faults.yaml"]
    #expect(files.count > 30)
    // Each alone in a long run, some of them in every run, and all together.
    let alone = files.enumerated().filter { $0.offset % Seeds.count(8, long: 1) == 0 }
    for (number, file) in alone {
      let run = try check([file], in: ProjectFiles.root, to: String(number), target)
      #expect(run.status <= 1, "\(file): \(run.errors.prefix(400))")
      #expect(misshapen(run.output) == [])
    }
    _ = try check(["Policies"], in: ProjectFiles.root, to: "all", target)
    #expect(try faults(target) == "")
  }

  @Test(arguments: Seeds.upTo(1, long: 20))
  func `hold what their schemas ask, for damaged files`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let (folder, target) = (try TemporaryFolder(), try TemporaryFolder())
    try folder.copy("Policies", to: "Policies")
    let whole = ProjectFiles.yamlFiles(in: "Policies").filter { !$0.contains("national") }
    let damaged = try (0..<60).map { number in
      let file = random.pick(whole)
      var bytes = try #require(ProjectFiles.bytes(file))
      for _ in 0...random.below(6) { DamagedText.damage(&bytes, &random) }
      // Names that are special in a path, a URI, XML or a workflow command.
      let name = random.pick(["a", "50% off", "é 😀", "x,y:z", "a&b<c>\"d\""])
      let path = file.split(separator: "/").dropLast().joined(separator: "/")
      try folder.write(Data(bytes), to: "\(path)/\(name)-\(number).yaml")
      return "\(path)/\(name)-\(number).yaml"
    }
    for (number, file) in damaged.prefix(12).enumerated() {
      let run = try check([file], in: folder.path, to: String(number), target)
      #expect((0...2).contains(run.status), "\(file): \(run.errors.prefix(400))")
      #expect(misshapen(run.output) == [])
    }
    let run = try check(["."], in: folder.path, to: "all", target)
    #expect((1...2).contains(run.status))
    #expect(misshapen(run.output) == [])
    #expect(try faults(target) == "")
  }

  private static let (register, thwaites) =
    ("Examples/hollybank-primary", "Policies/schools/poms/thwaites-school.yaml")

  @Test(arguments: [
    ["replay", "--register", register, "--summary"],
    ["replay", "--register", register, "--policy", "Policies/schools/st-james.yaml"],
    ["test", "Policies/tests", "Tests/GoldenTests/Tests/failing.yaml"],
    ["test", "Tests/GoldenTests/Tests/unusable.yaml"],
    ["diff", thwaites, "Examples/proposal/thwaites-school.yaml", "--register", register],
    [
      "diff", "Examples/proposal/thwaites-school.yaml", thwaites, "--register", register,
      "--small-numbers",
    ],
    ["diff", "Policies/schools/st-james.yaml", "Policies/schools/widnes-academy.yaml"],
    ["compare", "Policies/clusters/poms-millom.yaml", "--register", "thwaites-school=\(register)"],
    ["compare", "Policies/clusters/stourbridge-learning-partners.yaml"],
    [
      "compare", thwaites, "Policies/schools/st-james.yaml", "Policies/schools/widnes-academy.yaml",
    ],
  ])
  func `hold what our own schema asks of every report`(arguments: [String]) throws {
    let target = try TemporaryFolder()
    let report = "\(target.path)/report.json"
    _ = try Program.run(arguments + ["--format", "json", "--output", report])
    let schema = try Program.run(["schema", "report"]).output
    try target.write(
      try alternative(of: schema, titled: "What rollcall \(arguments[0]) found"), to: "schema")
    let run = try Program.start(
      URL(filePath: "/usr/bin/python3"),
      [ProjectFiles.root + "Tests/Schemas/validate.py", "\(target.path)/schema", report], in: "/")
    #expect(run.status == 0, "\(run.output.prefix(800))\(run.errors)")
  }

  /// The part of the schema that is of one command, so that what is wrong is not only that none of the parts fits.
  private func alternative(of schema: String, titled title: String) throws -> Data {
    let all = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any]
    let parts = try #require(all?["anyOf"] as? [[String: Any]])
    return try JSONSerialization.data(
      withJSONObject: try #require(parts.first { $0["title"] as? String == title }))
  }

  @Test func `hold what JUnit's schema asks, for policy tests`() throws {
    let target = try TemporaryFolder()
    let files = ["Policies/tests", "Tests/GoldenTests/Tests/failing.yaml"]
    for (number, file) in (files + ["Tests/GoldenTests/Tests/unusable.yaml"]).enumerated() {
      let run = try Program.run(
        ["test", "--format", "junit", "--output", "\(target.path)/\(number).xml", file])
      #expect(run.status == Int32(number))
      let valid = try Program.start(
        URL(filePath: "/usr/bin/xmllint"),
        [
          "--noout", "--nonet", "--schema", "\(ProjectFiles.root)Tests/Schemas/junit-10.xsd",
          "\(target.path)/\(number).xml",
        ], in: "/")
      #expect(valid.status == 0, "\(valid.errors)")
    }
    #expect(try target.text("0.xml").contains("failures=\"0\" errors=\"0\""))
    #expect(try target.text("1.xml").contains("<failure type=\"expectation\""))
    #expect(try target.text("2.xml").contains("<error type=\"error\""))
  }

  @Test func `give a failing status by their own standards`() throws {
    let file = "Policies/schools/widnes-academy.yaml"
    func status(_ arguments: String...) throws -> Int32 {
      try Program.run(["check", file] + arguments).status
    }
    #expect(try status("--format", "sarif") == 0)
    #expect(try status("--format", "sarif", "--fail-on", "error") == 1)
    #expect(try status("--format", "junit") == 1)
    #expect(try status("--format", "gitlab", "--fail-on", "never") == 0)
    let target = try TemporaryFolder()
    #expect(try status("--format", "sarif=\(target.path)/a", "--format", "github") == 1)
    #expect(try status("--format", "sarif=\(target.path)/a", "--quiet") == 0)
    let broken = try Program.run(["check", "--format", "sarif", "-"], input: "a: [")
    #expect(broken.status == 2)
    #expect(broken.output.contains("\"executionSuccessful\": false"))
  }

  @Test(arguments: [
    (["--format", "sarif", "--format", "junit"], "Only one format can be printed"),
    (["--format", "sarif=a", "--output", "b"], "nothing is left for --output"),
    (["--format", "sarif=a", "--format", "junit=a"], "Two reports cannot both be written"),
    (["--format", "sarif="], "is invalid"), (["--format", "yaml"], "is invalid"),
  ])
  func `are refused where they would overwrite each other`(
    arguments: [String], words: String
  ) throws {
    let run = try Program.run(["check"] + arguments + ["Policies/schools"])
    #expect(run.status == 2)
    #expect(run.errors.contains(words), "\(run.errors)")
  }
}
