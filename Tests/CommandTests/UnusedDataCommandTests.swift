import Foundation
import TestSupport
import Testing

/// A replay's remarks on unused data, whether the register is held or streamed.
@Suite struct `A replay of a register` {
  private let manifest = """
    rollcall: register/v1
    calendar: { terms: [{ from: 2024-09-02, to: 2024-09-06 }] }
    marks: { file: marks.csv }

    """
  private static let header = "pupil,date,session,code,minutes_late\n"

  /// Rows of some pupils for days of September 2024, present all day.
  private static func rows(_ pupils: [String], _ days: [Int]) -> String {
    pupils.flatMap { pupil in
      days.flatMap { day in
        let date = "2024-09-\(day < 10 ? "0" : "")\(day)"
        return ["\(pupil),\(date),AM,/,\n", "\(pupil),\(date),PM,\\,\n"]
      }
    }.joined()
  }

  private static let week = [2, 3, 4, 5, 6]
  private static let pupils = ["P1", "P2", "P3"]

  /// Replays marks, and returns the status, the report and the messages.
  private func replay(
    _ marks: String, manifest: String? = nil, _ options: [String]
  ) throws -> Program.Run {
    let folder = try TemporaryFolder()
    try folder.write(manifest ?? self.manifest, to: "register.yaml")
    try folder.write(marks, to: "marks.csv")
    return try Program.run(
      ["replay", "--policy", "Policies/schools/st-james.yaml", "--register", folder.path] + options)
  }

  @Test(arguments: [[], ["--summary"]])
  func `says under its headline that all was used, or how much was not`(options: [String]) throws {
    let rows = Self.header + Self.rows(Self.pupils, Self.week)
    let whole = try replay(rows, options)
    #expect(whole.status == 0)
    let lines = whole.output.split(separator: "\n").map { String($0) }
    #expect(lines[3] == "Every row was used: 30 rows in marks.csv.")
    let part = try replay(rows + "P1,2024-09-06,noon,/,\nP1,2024-09-09,AM,/,\n", options)
    #expect(part.status == 0)
    #expect(
      part.output.contains("Not used: 2 of 32 rows in marks.csv. The reasons stand below.\n"))
    #expect(part.output.contains("marks.csv, line 32: `noon` is neither AM nor PM."))
    #expect(part.output.contains("is after the calendar's last day"))
  }

  @Test(arguments: [[], ["--summary"]])
  func `gives no figures where more than a quarter was not used`(options: [String]) throws {
    let rows = Self.header + Self.rows(Self.pupils, Self.week + [9, 10, 11])
    let refused = try replay(rows, options)
    #expect(refused.status == 2)
    #expect(refused.output == "")
    #expect(refused.errors.contains("18 of 48 rows in marks.csv cannot be used"))
    #expect(
      refused.errors.contains(
        "18 marks of 3 pupils, 9 to 11 September 2024, are after the calendar's last day and are not "
          + "counted."))
    #expect(refused.errors.contains("--partial"))
    let shown = try replay(rows, options + ["--partial"])
    #expect(shown.status == 0)
    #expect(shown.output.hasPrefix("PARTIAL: "))
    #expect(shown.output.contains("3 pupils, 30 possible sessions"))
    let page = try replay(rows, options + ["--partial", "--pupils", "--format", "markdown"])
    #expect(page.output.hasPrefix("**PARTIAL: "))
    #expect(page.output.contains("Not used: 18 of 48 rows in marks.csv."))
    #expect(page.output.contains("after the calendar's last day"))
  }

  @Test(arguments: [[], ["--summary"]])
  func `says in JSON how much was used`(options: [String]) throws {
    let rows = Self.header + Self.rows(Self.pupils, Self.week) + "P1,2024-09-09,AM,/,\n"
    let run = try replay(rows, options + ["--format", "json"])
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(report["partial"] as? Bool == false)
    let usage = try #require((report["usage"] as? [[String: Any]])?.first)
    #expect(usage["file"] as? String == "marks.csv")
    #expect(usage["rows"] as? Int == 31)
    #expect(usage["unused_rows"] as? Int == 1)
    let remark = try #require((report["remarks"] as? [[String: Any]])?.first)
    #expect(remark["line"] is NSNull)
    #expect(remark["unused"] as? Bool == true)
  }

  @Test(arguments: [
    ("", 0), ("P1,2024-09-06,noon,/,\n", 2), ("P1,2024-09-09,AM,/,\n", 2),
    ("P4,2024-09-06,PM,L,x\n", 2),
  ])
  func `ends with 2 where it is strict and anything was not used`(row: String, status: Int32) throws
  {
    let rows = Self.header + Self.rows(Self.pupils, Self.week) + row
    for more in [[], ["--summary"]] {
      #expect(
        try replay(rows, ["--strict", "--fail-on", "never"] + more).status == status, "\(more)")
    }
  }

  @Test func `is strict about a column whose name holds a date that cannot be read`() throws {
    let wide = manifest.replacing("marks.csv }", with: "marks.csv, layout: wide }")
    let marks = "pupil,2024-09-02 AM,2024-09-02 PM,W/B 2024-09-09\nP1,/,\\,\n"
    #expect(try replay(marks, manifest: wide, ["--strict"]).status == 2)
    #expect(try replay(marks, manifest: wide, []).status == 0)
  }

  // MARK: Likely causes, reported once

  @Test(arguments: [
    ([2, 3, 4, 6], "No pupil has a mark on 5 September 2024.", "list the date under `closed`"),
    ([2, 5, 6], "in the 4 sessions of 3 to 4 September 2024.", "list the dates under `closed`"),
  ])
  func `tells a day without any mark once, and asks whether it is a closure`(
    days: [Int], words: String, cause: String
  ) throws {
    let rows = Self.header + Self.rows(Self.pupils, days)
    let run = try replay(rows, [])
    #expect(run.status == 1)
    let text = run.output.replacing("\n  ", with: " ")
    #expect(text.contains(words))
    #expect(text.contains(cause))
    #expect(run.output.hasSuffix("\n1 divergence: 1 error, 0 warnings and 0 notes.\n"))
    #expect(
      try replay(rows, ["--summary"]).output.hasSuffix(
        "\n1 divergence: 1 error, 0 warnings and 0 notes.\n"))
  }

  @Test func `tells a session without any mark once, and a pupil's by itself`() throws {
    let all = Self.rows(Self.pupils, Self.week).split(separator: "\n").map { "\($0)\n" }
    let rows = all.filter { !$0.contains("2024-09-04,PM") && !$0.hasPrefix("P2,2024-09-05,AM") }
    let run = try replay(Self.header + rows.joined(), [])
    let text = run.output.replacing("\n  ", with: " ")
    #expect(
      text.contains(
        "No pupil has a mark in this session. If the school was closed then, list 2024-09-04 under "
          + "`morning_only`"))
    #expect(text.contains("5 September 2024 AM  P2  error missing"))
    #expect(run.output.hasSuffix("\n2 divergences: 2 errors, 0 warnings and 0 notes.\n"))
  }

  @Test(arguments: [[], ["--summary"]])
  func `tells once that no mark is for present`(options: [String]) throws {
    let rows = "P1,2024-09-02,AM,I,\nP1,2024-09-06,PM,I,\nP2,2024-09-03,AM,L,5\n"
    let run = try replay(Self.header + rows, options)
    #expect(run.output.hasSuffix("\n1 divergence: 1 error, 0 warnings and 0 notes.\n"))
    guard options.isEmpty else { return }
    let text = run.output.replacing("\n  ", with: " ")
    #expect(
      text.contains("17 marks are missing, and no pupil has a mark for present in any session."))
  }

  @Test(arguments: [[], ["--summary"]])
  func `takes minutes of 0 beside a late mark as not recorded, and says so once`(
    options: [String]
  ) throws {
    let rows = Self.rows(Self.pupils, Self.week)
      .replacing("P1,2024-09-03,AM,/,", with: "P1,2024-09-03,AM,L,0")
      .replacing("P2,2024-09-03,AM,/,", with: "P2,2024-09-03,AM,U,0")
      .replacing("P3,2024-09-03,AM,/,", with: "P3,2024-09-03,AM,/,0")
    let run = try replay(Self.header + rows, options)
    let text = run.output.replacing("\n    ", with: " ")
    #expect(text.contains("marks.csv: 2 late marks have 0 minutes beside them."))
    #expect(run.output.hasSuffix("\n0 divergences: 0 errors, 0 warnings and 0 notes.\n"))
  }

  @Test func `lists rows of one reason together`() throws {
    let rows =
      Self.header + Self.rows(Self.pupils, Self.week)
      + String(repeating: ",2024-09-06,PM,/,\n", count: 6)
    #expect(
      try replay(rows, []).output.contains(
        "  - marks.csv, lines 32, 33, 34 and 3 more: `pupil` is blank.\n"))
  }

  /// Marks between the data's last day and the calendar's are of a day without sessions as well.
  @Test func `tells a mark on a day without sessions also after the last mark`() throws {
    let longer = manifest.replacing("2024-09-06", with: "2024-09-13")
    let rows = Self.header + Self.rows(Self.pupils, Self.week) + "P1,2024-09-07,AM,/,\n"
    let run = try replay(rows, manifest: longer, [])
    #expect(run.output.contains("7 September 2024 AM  P1  warning misrecorded"))
    #expect(
      run.output.contains("Not used: 1 of 31 rows in marks.csv. The reasons stand below."))
  }

  private static let closed = "to: 2024-09-06 }], closed: ["

  @Test(arguments: [[], ["--summary"]])
  func `tells marks of many pupils on closed days once`(options: [String]) throws {
    let manifest = manifest.replacing("to: 2024-09-06 }]", with: Self.closed + "2024-09-04]")
    let rows = Self.header + Self.rows(Self.pupils, Self.week)
    let run = try replay(rows, manifest: manifest, options)
    #expect(run.status == 0)
    #expect(run.output.contains("Not used: 6 of 30 rows in marks.csv. The reasons stand below."))
    #expect(run.output.hasSuffix("\n1 divergence: 0 errors, 1 warning and 0 notes.\n"))
    let text = run.output.replacing("\n    ", with: " ").replacing("\n  ", with: " ")
    #expect(
      text.contains(
        "6 marks of 3 pupils, 4 September 2024, are on days that the calendar has as closed and are not "
          + "counted: check `closed` in `register.yaml`."))
    #expect(try replay(rows, manifest: manifest, options + ["--strict"]).status == 2)
    guard options.isEmpty else { return }
    #expect(
      text.contains(
        "6 marks, 4 September 2024, are on days that the calendar has as closed, and count in no figure. If "
          + "the school was open then, check `closed` in `register.yaml`; or else these marks are wrong."
      ))
  }

  @Test(arguments: [[], ["--summary"]])
  func `tells many marks of one pupil on closed days once for each run of days`(
    options: [String]
  ) throws {
    let manifest = manifest.replacing(
      "to: 2024-09-06 }]", with: Self.closed + "2024-09-03, 2024-09-04, 2024-09-06]"
    ).replacing("to: 2024-09-06", with: "to: 2024-09-13")
    let pupils = (1...9).map { "P\($0)" }
    let rows =
      Self.header + Self.rows(["P1"], Self.week + [9, 10, 11, 12, 13])
      + Self.rows(Array(pupils.dropFirst()), [2, 5, 9, 10, 11, 12, 13])
    let run = try replay(rows, manifest: manifest, options)
    #expect(run.output.hasSuffix("\n2 divergences: 0 errors, 2 warnings and 0 notes.\n"))
  }

  @Test(arguments: [[], ["--summary"]])
  func `tells single marks on closed days one by one`(options: [String]) throws {
    let manifest = manifest.replacing("to: 2024-09-06 }]", with: Self.closed + "2024-09-04]")
    let pupils = (1...9).map { "P\($0)" }
    let rows = Self.rows(pupils, [2, 3, 5, 6])
    let marked = Self.header + rows + "P1,2024-09-04,AM,/,\nP2,2024-09-04,AM,/,\n"
    let run = try replay(marked, manifest: manifest, options)
    #expect(
      run.output.contains("4 September 2024 AM  P2  warning misrecorded") == options.isEmpty)
    #expect(run.output.hasSuffix("\n2 divergences: 0 errors, 2 warnings and 0 notes.\n"))
  }

  @Test(arguments: [[], ["--summary"]])
  func `gives no figures where the calendar closes most days by mistake`(options: [String]) throws {
    let manifest = manifest.replacing(
      "to: 2024-09-06 }]", with: Self.closed + "2024-09-03, 2024-09-04]")
    let run = try replay(
      Self.header + Self.rows(Self.pupils, Self.week), manifest: manifest, options)
    #expect(run.status == 2)
    #expect(run.errors.contains("12 of 30 rows in marks.csv cannot be used"))
    #expect(run.errors.contains("check `closed` in `register.yaml`"))
  }
}
