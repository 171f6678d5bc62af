import Foundation
import TestSupport
import Testing

/// Text of an untrusted file has no effect where it is shown: no escape sequence reaches a
/// terminal, no line is a command to a workflow's runner, and no text becomes markup or a formula.
@Suite struct `Text from a stranger's file` {
  private let folder: TemporaryFolder

  /// The content of each text of the files, as a double-quoted YAML scalar.
  private static let payload =
    "=1+1\\n::error::pwned\\r\\n##[error]pwned\\e]0;pwned\\a\\e[2J\\x9b31m\\u202Epwned\\u2066"
    + "<img src=x onerror=pwned>``![pwned](https://pwned.example)\\n# pwned\\n- |pwned|<script>"

  init() throws {
    folder = try TemporaryFolder()
    let text = "\"\(Self.payload)\""
    func policy(_ name: String, closes: String, notice: Int) -> String {
      """
      rollcall: policy/v1
      school: { name: \(text), phase: primary, type: maintained, local_authority: \(text) }
      status: { ratified: 2024-09-01, review_by: 2025-09-01 }
      contacts: { day_to_day: { role: \(text), contact: \(text) } }
      registers: { morning: { opens: 08:50, closes: \(closes) } }
      follow_up:
        - { id: call, when: { unexplained_absence: 1 session }, do: contact_parent, within: same_day, detail: { by: \(text) } }
      leave_of_absence: { notice: \(notice) school_days, holidays: \(text), decided_by: \(text) }
      deletion_from_roll: { only_when: [\(text)] }
      statements: [{ kind: \(text), quote: \(text), section: \(text) }]
      waivers: [{ rule: register.close-limit, reason: \(text), approved_by: \(text), until: 2030-01-01 }]
      sources: { registers.morning.closes: { document: \(text), quote: \(text) } }
      \(text): 1

      """
    }
    try folder.write(policy("a", closes: "09:30", notice: 10), to: "a.yaml")
    try folder.write(policy("b", closes: "09:10", notice: 5), to: "b.yaml")
    try folder.write(
      """
      rollcall: cluster/v1
      name: \(text)
      members: [a.yaml, b.yaml]
      agreed: [{ path: leave_of_absence.notice, must: be_the_same, because: \(text) }]
      common: { leave_of_absence: { retrospective: \(text) } }

      """, to: "cluster.yaml")
    try folder.write(
      """
      rollcall: authority/v1
      name: \(text)
      in_force: { from: 2023-09-01 }
      sources: { code: { title: \(text), kind: local_code, in_force: { from: 2023-09-01 } } }
      passages: [{ id: code-1, about: \(text), at: [{ source: code, where: \(text) }] }]
      requirements:
        - id: elm.website
          title: \(text)
          severity: warning
          in_force: { from: 2023-09-01 }
          cite: [{ passage: code-1 }]
          that: { required: status.published_on_website }
          says: \(text)
          because: \(text)
          fix: \(text)

      """, to: "authority.yaml")
    try folder.write(
      "rollcall: policy/v1\nschool: { name: Elm, phase: primary, type: maintained }\n"
        + "follows: [authority.yaml]\n", to: "follower.yaml")
    let plain = policy("c", closes: "09:30", notice: 10).split(separator: "\n")
      .filter { !$0.hasPrefix("\"") && !$0.contains("statements") }.joined(separator: "\n")
    try folder.write(plain, to: "plain.yaml")
    try folder.write(
      """
      rollcall: tests/v1
      policy: plain.yaml
      tests:
        - name: \(text)
          calendar: { terms: [{ name: \(text), from: 2024-09-02, to: 2024-12-20 }] }
          marks: { \(text): "2024-09-02: OO OO //" }
          expect: [{ measure: absent, is: 2 }, { clause: follow_up.call, pupil: \(text), fires: 2024-09-02 }]

      """, to: "tests.yaml")
    try folder.write(
      """
      rollcall: register/v1
      school: \(text)
      calendar: { terms: [{ name: \(text), from: 2024-09-02, to: 2024-09-06 }] }
      pupils: { file: pupils.csv }
      marks: { file: marks.csv, columns: { code: \(text) } }
      actions: { file: actions.csv }

      """, to: "register/register.yaml")
    let raw = Self.payload.replacing("\\n", with: "\n").replacing("\\r", with: "\r")
      .replacing("\\e", with: "\u{1B}").replacing("\\a", with: "\u{7}")
      .replacing("\\x9b", with: "\u{9B}").replacing("\\u202E", with: "\u{202E}")
      .replacing("\\u2066", with: "\u{2066}")
    let days = ["2024-09-02", "2024-09-03", "2024-09-04", "2024-09-05", "2024-09-06"]
    let rows = days.map {
      "\"\(raw)\",\($0),AM,O\n\"\(raw)\",\($0),PM,L\n\"\(raw)\",\($0),PM,\"\(raw)\"\n"
    }
    try folder.write(
      "pupil,date,session,\"\(raw)\"\n" + rows.joined(), to: "register/marks.csv")
    try folder.write(
      "pupil,year_group,class\n\"\(raw)\",\"\(raw)\",\"\(raw)\"\n", to: "register/pupils.csv")
    try folder.write(
      "pupil,date,action,detail\n\"\(raw)\",2024-09-02,\"\(raw)\",\"\(raw)\"\n",
      to: "register/actions.csv")
    try folder.write("x", to: "we\u{1B}[2Jird\n::error::pwned.yaml")
  }

  private static let commands: [String] =
    ["text", "json", "sarif", "junit", "github", "gitlab", "markdown"].flatMap { format in
      ["a.yaml", "cluster.yaml", "register/register.yaml", "plain.yaml", "tests.yaml"].map {
        "check --fail-on never --format \(format) \($0)"
      }
    }
    + ["text", "json", "csv", "markdown"].map {
      "replay --fail-on never --policy plain.yaml --register register --format \($0)"
    }
    + ["text", "markdown", "csv", "json", "html"].map { "compare a.yaml plain.yaml --format \($0)" }
    + ["text", "markdown", "json", "html"].map {
      "diff --fail-on never plain.yaml b.yaml --register register --small-numbers --format \($0)"
    }
    + ["text", "json", "junit"].map { "test tests.yaml --format \($0)" }
    + ["", "--unverified ", "--passages "].flatMap { list in
      ["text", "json", "markdown"].map { "rules --policy follower.yaml \(list)--format \($0)" }
    }
    + [
      "compare cluster.yaml", "compare cluster.yaml --format html",
      "check --color always a.yaml", "replay --policy a.yaml --register register",
      "replay --policy plain.yaml --register register --color always --fail-on never",
      "explain --policy plain.yaml", "explain --policy plain.yaml --format json",
      "check we*", "check --fail-on never .", "explain nothing --policy plain.yaml",
    ]

  @Test(arguments: commands)
  func `starts nothing in any report`(command: String) throws {
    let run = try Program.start(
      URL(filePath: "/bin/bash"), ["-c", "$ROLLCALL \(command)"], in: folder.path,
      ["ROLLCALL": Program.file.path()])
    #expect((0...2).contains(run.status))
    #expect(!(run.output + run.errors).isEmpty)
    let styles =
      command.contains("always")
      ? ["\u{1B}[0m", "\u{1B}[1m", "\u{1B}[2m", "\u{1B}[1;31m", "\u{1B}[1;33m", "\u{1B}[1;36m"] : []
    for text in [run.output, run.errors] {
      let bare = styles.reduce(text) { $0.replacing($1, with: "") }
      let scalars = Set(bare.unicodeScalars.map(\.value))
      let found = scalars.filter {
        $0 < 0x20 && ![0x0A, 0x0D].contains($0) || (0x7F...0x9F).contains($0)
          || (0x202A...0x202E).contains($0) || (0x2066...0x2069).contains($0)
      }
      #expect(found.isEmpty, "\(found)")
      let isGitHub = command.contains("github")
      let isLog = isGitHub || !command.contains("--format ") || command.contains("text")
      for line in bare.split(whereSeparator: \.isNewline) {
        let start = line.drop { $0 == " " }
        #expect(!start.hasPrefix("::error::pwned"), "\(line)")
        #expect(isGitHub || !start.hasPrefix("::"), "\(line)")
        #expect(!start.hasPrefix("# pwned") && !start.hasPrefix("- |pwned"), "\(line)")
        #expect(!isLog || line.hasPrefix("::") || !line.contains("##["), "\(line)")
      }
      if command.contains("html") {
        #expect(!text.contains("<img") && !text.contains("<script"))
      }
      if command.contains("csv") {
        #expect(!text.contains(",=") && !text.contains("\"=") && !text.contains("\n="))
      }
    }
  }

  /// A parser of CommonMark with tables, as on the sites that show such reports, finds no markup of
  /// a file in them.
  @Test func `is no markup to a reader of Markdown`() throws {
    let commands = Self.commands.filter { $0.contains("markdown") }
    for (number, command) in commands.enumerated() {
      let run = try Program.start(
        URL(filePath: "/bin/bash"), ["-c", "$ROLLCALL \(command) > \(number).md"],
        in: folder.path, ["ROLLCALL": Program.file.path()])
      #expect((0...2).contains(run.status), "\(command)")
    }
    let reader = """
      import sys
      from markdown_it import MarkdownIt
      found = []
      for name in sys.argv[1:]:
        tokens = MarkdownIt("commonmark").enable("table").parse(open(name).read())
        inline = [child for token in tokens for child in (token.children or [])]
        found += [(name, t.type) for t in tokens + inline
                  if t.type in ("html_block", "image", "link_open")
                  or t.type == "html_inline" and t.content != "<br>"]
        found += [(name, t.content) for t in tokens
                  if t.type == "inline" and t.map and t.content.startswith("pwned")]
      sys.exit(f"{found}" if found else 0)
      """
    let read = try Program.start(
      URL(filePath: "/usr/bin/python3"), ["-c", reader] + commands.indices.map { "\($0).md" },
      in: folder.path)
    #expect(read.status == 0, "\(read.errors)")
  }
}
