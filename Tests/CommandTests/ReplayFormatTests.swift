import Foundation
import TestSupport
import Testing

/// What a replay writes for spreadsheets and pages holds whatever an export holds.
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
