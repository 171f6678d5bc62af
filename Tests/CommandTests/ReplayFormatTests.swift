import Foundation
import TestSupport
import Testing

/// CSV and Markdown of a replay, for any text in an export.
@Suite struct `A replay's table` {
  /// Replays a register in which one pupil's absence is never explained.
  private func replay(
    pupil: String, _ format: String, _ arguments: [String] = []
  ) throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      rollcall: register/v1
      calendar: { terms: [{ from: 2024-09-02, to: 2024-09-30 }] }
      marks: { file: marks.csv }

      """, to: "register.yaml")
    let quoted = "\"" + pupil.replacing("\"", with: "\"\"") + "\""
    try folder.write(
      "pupil,date,session,code\n\(quoted),2024-09-02,AM,N\n\(quoted),2024-09-30,PM,\\\n",
      to: "marks.csv")
    let run = try Program.run(
      ["replay", "--format", format, "--register", folder.path, "--fail-on", "never"]
        + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return run.output
  }

  @Test(arguments: [
    ("P1", "P1"), ("Smith, J", "\"Smith, J\""), ("=SUM(A1)", "'=SUM(A1)"), ("+44", "'+44"),
    ("@x \"y\"", "\"'@x \"\"y\"\"\""),
  ])
  func `quotes its cells, and lets none be a formula`(pupil: String, cell: String) throws {
    let lines = try replay(pupil: pupil, "csv").components(separatedBy: "\r\n")
    #expect(lines.first?.hasPrefix("clause,also_against,kind,pupil,") == true)
    #expect(lines.last == "")
    #expect(
      lines.contains {
        $0.hasPrefix("national.reason-established,,missed,\(cell),,2024-09-02,AM,")
      },
      "\(lines)")
  }

  @Test func `shows names as they are in Markdown`() throws {
    let page = try replay(pupil: "<b>|*x*", "markdown", ["--pupils"])
    #expect(
      page.contains("2 September 2024 AM, &lt;b>\\|\\*x\\*, error, `national.reason-established`"))
  }

  @Test func `names pupils in Markdown only where that is asked for`() throws {
    let page = try replay(pupil: "Zofia-17", "markdown")
    #expect(!page.contains("Zofia"))
    #expect(page.contains("2 September 2024 AM, a pupil, error, `national.reason-established`"))
    #expect(try replay(pupil: "Zofia-17", "text").contains("Zofia-17"))
  }
}

/// A replay's statements on clauses with too few cases or without a deadline.
@Suite struct `A replay's report` {
  private static let policy = """
    rollcall: policy/v1
    school: { name: Elm School, phase: primary, type: maintained }
    status: { ratified: 2024-09-01 }
    follow_up:
      - { id: call, when: { unexplained_absence: 1 session }, do: contact_parent, within: same_day }
    escalation:
      - { id: letter, when: { absence: 1 day, in: term }, do: stage_letter }

    """

  /// Replays two days of one pupil's absence, about which one call was made and no letter written.
  private func replay(_ format: String) throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(Self.policy, to: "policy.yaml")
    try folder.write(
      """
      rollcall: register/v1
      calendar: { terms: [{ from: 2024-09-02, to: 2024-09-30 }] }
      marks: { file: marks.csv }
      actions: { file: actions.csv }

      """, to: "register.yaml")
    try folder.write(
      "pupil,date,session,code\nP1,2024-09-02,AM,N\nP1,2024-09-02,PM,N\nP1,2024-09-03,AM,/\n",
      to: "marks.csv")
    try folder.write(
      "pupil,date,time,action\nP1,2024-09-02,09:20,contact_parent\n", to: "actions.csv")
    let run = try Program.run([
      "replay", "--format", format, "--policy", folder.path + "/policy.yaml", "--register",
      folder.path, "--fail-on", "never",
    ])
    #expect(run.status == 0, "\(run.errors)")
    return run.output
  }

  @Test func `says where there is too little for a share`() throws {
    let text = try replay("text")
    #expect(text.contains("Conformance: too few to say: 2 of 2 obligations met, in 2 school days"))
    let line = text.split(separator: "\n").first { $0.contains("follow_up.call") }
    #expect(line?.hasSuffix("too few to say") ?? false)
    #expect(!text.contains("100%"))
  }

  @Test func `shows promises without a deadline apart`() throws {
    let text = try replay("text")
    let (table, rest) = try #require(halves(text, "Promised without a deadline"))
    #expect(table.contains("follow_up.call") && !table.contains("escalation.letter"))
    #expect(rest.contains(/escalation\.letter +1 +0 +1\n/))
    #expect(rest.contains("none is ever late or missed"))
    let page = try replay("markdown")
    #expect(page.contains("| `escalation.letter` | 1 | 0 | 1 |"))
    #expect(!page.contains("| `escalation.letter` | 1 | 0 | 0 | 0 | 1 |"))
  }

  @Test func `tells programs both`() throws {
    let json = try JSONSerialization.jsonObject(with: Data(try replay("json").utf8))
    let report = try #require(json as? [String: Any])
    let clauses = try #require(report["clauses"] as? [[String: Any]])
    let letter = try #require(clauses.first { $0["clause"] as? String == "escalation.letter" })
    #expect(letter["deadline"] as? Bool == false)
    #expect((letter["done"] as? Int, letter["not_done"] as? Int) == (0, 1))
    #expect((letter["pending"] as? Int, letter["met"] as? Int) == (0, 0))
    #expect(letter["adherence"] is NSNull)
    let call = try #require(clauses.first { $0["clause"] as? String == "follow_up.call" })
    #expect(call["too_few"] as? Bool == true)
    #expect(call["unit"] as? String == "school_days")
    #expect(call["done"] is NSNull)
    let conformance = try #require(report["conformance"] as? [String: Any])
    #expect(conformance["overall"] is NSNull)
    #expect((conformance["judged"] as? Int, conformance["school_days"] as? Int) == (2, 2))
  }

  private func halves(_ text: String, _ heading: String) -> (Substring, Substring)? {
    text.range(of: heading).map { (text[..<$0.lowerBound], text[$0.upperBound...]) }
  }

  /// The example has marks that the policy would change.
  @Test func `of a summary denies nothing that it does not work out`() throws {
    let arguments = [
      "replay", "--fail-on", "never", "--policy", "Policies/schools/st-james.yaml", "--register",
      "Examples/hollybank-primary",
    ]
    let whole = try Program.run(arguments)
    let line = try #require(
      whole.output.split(separator: "\n").first {
        $0.hasSuffix("would be others; nothing else would have followed.")
      })
    let summary = try Program.run(arguments + ["--summary"])
    #expect(summary.output.contains(line.prefix { $0 != ";" } + ".\n"))
    let json = try Program.run(arguments + ["--summary", "--format", "json"])
    #expect(json.output.contains("\"shifts\": null"))
  }
}
