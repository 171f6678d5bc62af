import Foundation
import TestSupport
import Testing

/// A `.rollcall.yaml` applies to the files below it, unless options override it.
@Suite struct `A configuration` {
  private let school = """
    rollcall: policy/v1
    school: { name: A School, phase: primary, type: maintained }
    status: { ratified: 2024-09-01, review_by: 2025-09-01, published_on_website: true }
    registers:
      morning:   { opens: 08:50, closes: 09:40 }
      afternoon: { opens: 13:00, closes: 13:30 }

    """

  /// Checks the school in `policies`, below a repository's top folder that has this configuration.
  private func check(
    _ configuration: String?, _ arguments: [String] = [], at place: String = ".rollcall.yaml",
    repository: String = ".git/HEAD"
  ) throws -> Program.Run {
    let folder = try TemporaryFolder()
    try folder.write("", to: repository)
    try folder.write(school, to: "policies/school.yaml")
    if let configuration { try folder.write(configuration, to: place) }
    return try Program.run(
      ["check", "--as-of", "2024-10-01"] + arguments + ["policies/school.yaml"], in: folder.path)
  }

  private func off(_ rule: String, _ reason: String = "\"the registers move in May\"") -> String {
    "rollcall: config/v1\noff:\n  - { rule: \(rule), reason: \(reason) }\n"
  }

  @Test(arguments: [
    ("error", 1), ("never", 0),
  ])
  func `sets what fails`(failOn: String, status: Int32) throws {
    let run = try check("rollcall: config/v1\nfail_on: \(failOn)\n")
    #expect(run.status == status, "\(run.errors)")
  }

  @Test func `gives way to the command`() throws {
    let never = "rollcall: config/v1\nfail_on: never\n"
    #expect(try check(never, ["--fail-on", "error"]).status == 1)
    #expect(try check("rollcall: config/v1\nframework: nowhere\n").status == 2)
    let national = ProjectFiles.root + "Policies/national"
    let other = try check(
      "rollcall: config/v1\nframework: nowhere\n", ["--framework", national])
    #expect(other.status == 1)
  }

  @Test func `names a framework from its own folder`() throws {
    let folder = try TemporaryFolder()
    try folder.copy("Policies/national", to: "law")
    try folder.write("rollcall: config/v1\nframework: ../law\n", to: "policies/.rollcall.yaml")
    try folder.write(school, to: "policies/school.yaml")
    try folder.write(school, to: "other.yaml")
    // The limit of the law that the configuration names, and of the one that is built in.
    let law = try folder.text("law/register-times.yaml").replacing(
      "{ from: 2024-08-19, value: 30 minutes", with: "{ from: 2024-08-19, value: 55 minutes")
    try folder.write(law, to: "law/register-times.yaml")
    let run = try Program.run(
      ["check", "--as-of", "2024-10-01", "policies/school.yaml", "other.yaml"], in: folder.path)
    #expect(run.output.contains("other.yaml:5:38: error register.close-limit"))
    #expect(!run.output.contains("policies/school.yaml:5:38: error register.close-limit"))
  }

  @Test func `turns rules off and says how many findings that leaves out, and why`() throws {
    let run = try check(off("register.close-limit"))
    #expect(!run.output.contains("error register.close-limit"))
    #expect(
      run.output.contains(
        "1 finding of `register.close-limit`, turned off in .rollcall.yaml: the registers move in "
          + "May. It rests on the law or on statutory guidance, which still ask for it."))
    let json = try check(off("register.close-limit"), ["--format", "json"]).output
    #expect(json.contains("\"rests_on_law\": true"))
    let sarif = try check(off("register.close-limit"), ["--format", "sarif"]).output
    #expect(!sarif.contains("\"ruleId\": \"register.close-limit\""))
    #expect(sarif.contains("ruleConfigurationOverrides"))
  }

  @Test(arguments: [
    ("rule_pages: https://example.org/rules/", [], "https://example.org/rules"),
    (
      "rule_pages: https://example.org/rules", ["--rule-pages", "http://127.0.0.1/r"],
      "http://127.0.0.1/r"
    ),
    ("fail_on: never", ["--rule-pages", "https://example.org/a%20b"], "https://example.org/a%20b"),
  ])
  func `says where the pages of the rules are, to which SARIF links`(
    line: String, arguments: [String], address: String
  ) throws {
    let run = try check("rollcall: config/v1\n\(line)\n", ["--format", "sarif"] + arguments)
    #expect(run.output.contains("\"helpUri\": \"\(address)/register.close-limit.md\""))
    #expect(ProjectFiles.text("docs/rules/register.close-limit.md") != nil)
  }

  @Test func `links to no page where it is not said where they are`() throws {
    #expect(try !check(nil, ["--format", "sarif"]).output.contains("helpUri"))
    let wrong = try check("rollcall: config/v1\nrule_pages: docs/rules\n")
    #expect(wrong.status == 2)
    #expect(
      wrong.errors.contains(".rollcall.yaml:2:13: error: `rule_pages` must be"), "\(wrong.errors)")
    #expect(try check(nil, ["--rule-pages", "docs/rules"]).status == 2)
  }

  @Test func `is looked for from the file up to the top of the repository, and no further`() throws
  {
    let never = "rollcall: config/v1\nfail_on: never\n"
    #expect(try check(never, at: "policies/.rollcall.yaml").status == 0)
    #expect(try check(never, at: ".rollcall.yaml").status == 0)
    #expect(try check(never, repository: "policies/.git/HEAD").status == 1)
    #expect(try check(nil).status == 1)
  }

  @Test(arguments: [
    ("rollcall: config/v1\nfail_on: sometimes\n", ".rollcall.yaml:2:10", "must be"),
    ("rollcall: config/v1\nfial_on: error\n", ".rollcall.yaml:2:1", "Did you mean `fail_on`?"),
    ("rollcall: policy/v1\n", ".rollcall.yaml:1:11", "a configuration was expected"),
    ("fail_on: error\n", ".rollcall.yaml:1:1", "does not say what kind of file it is"),
    ("rollcall: config/v1\noff: [{ rule: a.b }]\n", ".rollcall.yaml:2:7", "needs the key `reason`"),
    (
      "rollcall: config/v1\noff: [{ rule: register.close-limit, reason: \" \" }]\n",
      ".rollcall.yaml:2:45", "is empty"
    ),
    (
      "rollcall: config/v1\noff: [{ rule: register.clse-limit, reason: why not }]\n",
      ".rollcall.yaml:2:15", "Did you mean `register.close-limit`?"
    ),
    (
      "rollcall: config/v1\noff: [{ rule: yaml.tab, reason: why not }]\n", ".rollcall.yaml:2:15",
      "cannot be turned off"
    ),
    (
      "rollcall: config/v1\noff: [{ rule: register.too-large, reason: why not }]\n",
      ".rollcall.yaml:2:15", "cannot be turned off"
    ),
    ("rollcall: config/v1\nbaseline: nowhere.json\n", "nowhere.json:1:1", "there is no such file"),
    ("rollcall: config/v1\noff: [\n", ".rollcall.yaml:", "error"),
    ("", ".rollcall.yaml:1:1", "holds nothing"),
  ])
  func `that is wrong stops the check with a located message`(
    text: String, place: String, words: String
  ) throws {
    let run = try check(text)
    #expect(run.status == 2)
    #expect(run.errors.contains(place), "\(run.errors)")
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  /// An unknown rule may belong to a local authority that this check does not follow.
  @Test func `may name a rule that nobody asks here, which is remarked on`() throws {
    let run = try check(off("utopia.no-such-thing"))
    #expect(run.status == 1)
    #expect(run.errors.contains("note: No rule is called `utopia.no-such-thing`"))
  }

  @Test func `is itself checked`() throws {
    #expect(try Program.run(["check", "-"], input: off("a.b", "\"\"")).status == 1)
    #expect(try Program.run(["check", "-"], input: off("a.b")).status == 0)
  }

  @Test func `names a baseline, with which only new findings fail`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: ".git/HEAD")
    try folder.write(school, to: "policies/school.yaml")
    func check(_ arguments: String...) throws -> Program.Run {
      try Program.run(
        ["check", "--as-of", "2024-10-01"] + arguments + ["policies"], in: folder.path)
    }
    #expect(try check().status == 1)
    #expect(try check("--write-baseline", "known.json").status == 0)
    #expect(try check("--baseline", "known.json").status == 0)
    try folder.write("rollcall: config/v1\nbaseline: known.json\n", to: ".rollcall.yaml")
    #expect(try check().status == 0)
    // The lines above it change, and then the value.
    try folder.write("# A comment.\n\n" + school, to: "policies/school.yaml")
    #expect(try check().status == 0)
    try folder.write(school.replacing("09:40", with: "09:45"), to: "policies/school.yaml")
    let worse = try check("--format", "json")
    #expect(worse.status == 1)
    #expect(worse.output.contains("\"gone\": 1"))
    #expect(worse.output.matches(of: /"standing": "counts"/).count == 1)
  }

  @Test(arguments: ["config", "baseline"])
  func `holds what its own schema asks`(kind: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(try Program.run(["schema", kind]).output, to: "schema.json")
    if kind == "baseline" {
      _ = try Program.run(
        ["check", "--quiet", "--write-baseline", "\(folder.path)/file.json", "Policies/schools"])
    } else {
      try folder.write(
        """
        {"rollcall": "config/v1", "fail_on": "note", "framework": "law", "baseline": "b.json",
         "off": [{"rule": "policy.review-overdue", "reason": "A merger."}]}
        """, to: "file.json")
      #expect(try Program.run(["check", "\(folder.path)/file.json"]).status == 0)
    }
    let run = try Program.start(
      URL(filePath: "/usr/bin/python3"),
      [
        ProjectFiles.root + "Tests/Schemas/validate.py", "\(folder.path)/schema.json",
        "\(folder.path)/file.json",
      ], in: "/")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }

  @Test(arguments: [
    ("", [], nil), ("stated_only: false\n", [], nil),
    ("stated_only: true\n", [], "Not asked of 1 file, judged by what it says alone: "),
    ("", ["--stated-only"], "Not asked of 1 file, judged by what it says alone: "),
  ])
  func `may have files judged by what they say alone`(
    key: String, arguments: [String], line: String?
  ) throws {
    let run = try check("rollcall: config/v1\n\(key)", arguments)
    #expect(run.output.contains("register.close-limit"))
    #expect(run.output.contains("contacts.champion-missing") == (line == nil))
    #expect(run.output.contains("Not asked of") == (line != nil))
    if let line { #expect(run.output.contains(line)) }
    #expect(run.output.contains(" of England, "))
    #expect(run.status == 1)
  }

  @Test(arguments: ["json", "sarif", "markdown"])
  func `has every report say what was not asked`(format: String) throws {
    let run = try check("rollcall: config/v1\nstated_only: true\n", ["--format", format])
    let wanted = format == "json" ? "\"rules_not_asked\": " : "Not asked of 1 file"
    #expect(run.output.contains(wanted), "\(run.output)")
  }
}
