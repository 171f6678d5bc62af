import Foundation
import TestSupport
import Testing

/// Every path given to the program is read, or refused with its reason, and never waited for.
@Suite struct `What a path leads to` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func policy(_ name: String) -> String {
    "rollcall: policy/v1\nschool: { name: \(name), phase: primary, type: maintained }\n"
  }

  private func shell(_ script: String) throws -> Program.Run {
    try Program.start(
      URL(filePath: "/bin/bash"), ["-c", script], in: folder.path,
      ["ROLLCALL": Program.file.path()])
  }

  /// The headings of the policies in a report.
  private func schools(_ run: Program.Run) -> [String] {
    run.output.split(separator: "\n").filter { $0.contains("which does not say when") }
      .map { String($0.prefix { $0 != "," }) }
  }

  @Test func `is every YAML file of a folder, through links and in any letter case, once`() throws {
    try folder.write(Self.policy("Ash"), to: "all/ash.YAML")
    try folder.write(Self.policy("Beech"), to: "all/more/beech.Yml")
    try folder.write(Self.policy("Cedar"), to: "elsewhere/cedar.yaml")
    try folder.write(Self.policy("Hidden"), to: "all/.hidden.yaml")
    let run = try shell(
      """
      ln -s ../elsewhere/cedar.yaml all/link.yaml; ln -s ../elsewhere all/folder; ln -s .. all/more/up
      $ROLLCALL check --fail-on never all all/ash.YAML ./all
      """)
    #expect(run.status == 0, "\(run.output)")
    #expect(schools(run).sorted() == ["Ash", "Beech", "Cedar"])
    #expect(run.output.contains("3 files checked"))
  }

  @Test func `that is named twice counts once`() throws {
    try folder.write(Self.policy("Ash"), to: "ash.yaml")
    let run = try shell(
      "ln -s ash.yaml link.yaml; $ROLLCALL check --fail-on never ash.yaml ./ash.yaml link.yaml")
    #expect(schools(run) == ["Ash"])
  }

  @Test func `of another program is left alone in a folder, and counted`() throws {
    try folder.write(Self.policy("Ash"), to: "ash.yaml")
    try folder.write("site_name: Docs\nnav: &a [x]\n", to: "mkdocs.yml")
    try folder.write("# none\n---\n- 1\n- 2\n", to: "list.yaml")
    try folder.write("", to: "empty.yaml")
    try folder.write("services:\n  a: 1\nrollcall: { image: x }\n", to: "compose.yaml")
    try folder.write(Data([0x6E, 0x61, 0x3A, 0x20, 0xE9, 0x0A]), to: "latin.yaml")
    let run = try Program.run(["check", "--fail-on", "never", "."], in: folder.path)
    #expect(run.status == 0)
    #expect(
      run.output.hasSuffix(
        "5 more YAML files in the folders do not begin with `rollcall:`, and were left alone.\n"))
    let json = try Program.run(
      ["check", "--fail-on", "never", "--format", "json", "."], in: folder.path)
    #expect(json.output.contains("\"other_files\": 5"))
    let named = try Program.run(["check", "mkdocs.yml"], in: folder.path)
    #expect(named.status == 2)
  }

  @Test(arguments: [
    "rolcall: policy/v1", "Rollcall: policy/v1", "roll_call: policy/v1", "\"rolcall\": policy/v1",
    "# ours\n\n---\nrollcal: policy/v1",
  ])
  func `with a misspelt first key is ours, and told so`(beginning: String) throws {
    try folder.write(beginning + "\nschool: { name: Ash }\n", to: "all/ash.yaml")
    let run = try Program.run(["check", "all"], in: folder.path)
    #expect(run.status == 2)
    #expect(run.output.contains("Did you mean `rollcall`?"), "\(run.output)")
  }

  @Test func `is ours wherever its key stands`() throws {
    try folder.write("school: { name: Ash }\nrollcall: policy/v1\n", to: "all/ash.yaml")
    try folder.write(
      "{ \"rollcall\": \"policy/v1\", \"school\": { \"name\": \"Elm\" } }", to: "all/elm.yaml")
    let run = try Program.run(["check", "--fail-on", "never", "all"], in: folder.path)
    #expect(schools(run).sorted() == ["Ash", "Elm"])
  }

  @Test(arguments: [
    "mkfifo all/pipe.yaml", "ln -s nowhere all/gone.yaml", "ln -s self.yaml all/self.yaml",
    "ln -s /dev/zero all/device.yaml",
  ])
  func `and cannot be read is named in a folder`(making: String) throws {
    try folder.write(Self.policy("Ash"), to: "all/ash.yaml")
    let run = try shell("\(making); timeout 20 $ROLLCALL check --fail-on never all")
    #expect(run.status == 2)
    #expect(schools(run) == ["Ash"])
    #expect(run.output.contains("error file.unreadable"))
  }

  @Test func `and cannot be read is named among policy tests too`() throws {
    try folder.write(
      "rollcall: tests/v1\ntests: [{ name: a, calendar: { terms: [{ from: 2024-09-02, to: 2024-12-20 }] }, "
        + "marks: { P1: \"2024-09-02: //\" }, expect: [{ measure: possible, is: 2 }] }]\n",
      to: "all/a.yaml")
    try folder.write("site_name: Docs\n", to: "all/mkdocs.yml")
    let whole = try Program.run(["test", "all"], in: folder.path)
    #expect(whole.status == 0, "\(whole.output)")
    let part = try shell("mkfifo all/b.yaml; timeout 20 $ROLLCALL test all")
    #expect(part.status == 2)
    #expect(part.output.contains("all/b.yaml"))
  }

  @Test(arguments: [
    ("check pipe", "it is a pipe, not a file"), ("check /dev/zero", "it is a device, not a file"),
    ("replay --register r --policy pipe", "it is a pipe, not a file"),
    ("test pipe", "it is a pipe, not a file"), ("diff pipe ash.yaml", "it is a pipe, not a file"),
    ("compare ash.yaml pipe", "it is a pipe, not a file"),
    ("check --baseline pipe ash.yaml", "it is a pipe, not a file"),
    ("replay --register r", "it is a pipe, not a file"),
    ("replay --register r --summary", "it is a pipe, not a file"),
    ("replay --register s", "it is a pipe, not a file"),
  ])
  func `is refused at once where it is no file`(arguments: String, reason: String) throws {
    try folder.write(Self.policy("Ash"), to: "ash.yaml")
    try folder.write(
      """
      rollcall: register/v1
      calendar: { terms: [{ from: 2024-09-02, to: 2024-12-20 }] }
      marks: { file: marks.csv }

      """, to: "r/register.yaml")
    let run = try shell(
      """
      mkfifo pipe r/marks.csv; mkdir s; mkfifo s/register.yaml
      timeout 20 $ROLLCALL \(arguments)
      """)
    #expect(run.status == 2, "\(run.output)")
    #expect((run.output + run.errors).contains(reason), "\(run.output) \(run.errors)")
  }

  @Test(arguments: ["/proc/self/environ", "secret.txt", "../../secret.txt"])
  func `and is none of ours is quoted nowhere`(followed: String) throws {
    try folder.write("TOKEN=hunter2: [\n\"`hunter2", to: "secret.txt")
    try folder.write("TOKEN=hunter2: [\n\"`hunter2", to: "a/b/../../secret.txt")
    try folder.write(Self.policy("Ash") + "follows: [\(followed)]\n", to: "a/b/ash.yaml")
    try folder.write(
      "rollcall: tests/v1\npolicy: \(followed)\ntests: []\n", to: "a/b/tests.yaml")
    try folder.write(
      "rollcall: cluster/v1\nname: Oaks\nmembers: [\(followed), ash.yaml]\n", to: "a/b/oaks.yaml")
    for command in ["check", "test", "compare"] {
      for format in command == "check" ? ["text", "json", "markdown", "github"] : ["text"] {
        let file =
          command == "check" ? "a/b" : command == "test" ? "a/b/tests.yaml" : "a/b/oaks.yaml"
        let run = try Program.start(
          Program.file, [command, file, "--format", format], in: folder.path,
          ["SECRET": "hunter2"])
        #expect(!(run.output + run.errors).contains("hunter2"), "\(command) \(format)")
      }
    }
  }

  /// A cluster and a member, each in a folder of its own.
  private func writeCluster() throws {
    try folder.write(
      "rollcall: cluster/v1\nname: The Trees\nmembers: [../schools/ash.yaml]\n"
        + "common: { registers: { kept_for: 6 years } }\n", to: "clusters/trees.yaml")
    try folder.write(
      Self.policy("Ash") + "follows: [../clusters/trees.yaml]\nregisters: { kept_for: 3 years }\n",
      to: "schools/ash.yaml")
  }

  @Test(arguments: [
    ("schools", "check"), ("schools", "check ."), ("schools", "check ./ash.yaml"),
    ("schools", "check ash.yaml"), ("schools", "check ../schools"),
    ("schools", "explain --policy ./ash.yaml registers.kept_for"),
    ("clusters", "check"), ("clusters", "check ."), ("clusters", "check ./trees.yaml"),
    ("clusters", "check $PWD/trees.yaml"), ("clusters", "compare ./trees.yaml"),
    (".", "check ."), (".", "check ./clusters ./schools"), (".", "check schools $PWD/clusters"),
  ])
  func `is found from every folder, and is one file by every name`(
    place: String, command: String
  ) throws {
    try writeCluster()
    let run = try shell("cd \(place) && $ROLLCALL \(command)")
    let said = run.output + run.errors
    #expect(!said.contains("could not be read"), "\(said)")
    #expect(!said.contains("cannot be read") && !said.contains("does not follow"), "\(said)")
    if place == "schools" { #expect(said.contains("6 years"), "\(said)") }
  }
}
