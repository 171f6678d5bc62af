import Foundation
import TestSupport
import Testing

/// Every command that reads a policy names other kinds of files, with status 2.
@Suite struct `A command that is given another file than YAML` {
  private static let files: [(bytes: Data, name: String)] = [
    (Data([0x50, 0x4B, 3, 4] + Array("word/document.xml".utf8)), "a Word document"),
    (Data("%PDF-1.4\n".utf8), "a PDF"), (Data("<!doctype html><p>a: b".utf8), "a web page"),
    (Data("Moorside School\nAttendance policy\n".utf8), "prose"),
    (Data("{\"school\": \"Moorside\"}".utf8), "JSON"),
    (Data("pupil,date,code\nP1,2024-09-02,/\n".utf8), "comma-separated values"),
    (Data([0, 1, 2, 3]), "no text"), (Data(), "holds nothing"),
  ]

  @Test(arguments: ["check", "test", "diff", "compare"])
  func `says what it is and what to do`(command: String) throws {
    let folder = try TemporaryFolder()
    for (number, file) in Self.files.enumerated() {
      let name = "\(number).yaml"
      try folder.write(file.bytes, to: name)
      let run = try Program.run(
        [command, name] + (["diff", "compare"].contains(command) ? [name] : []), in: folder.path)
      #expect(run.status == 2, "\(file.name)")
      #expect((run.output + run.errors).contains(file.name), "\(run.output)\(run.errors)")
    }
  }

  @Test func `names one that is larger than any YAML is read`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Data("%PDF-1.4\n".utf8) + Data(count: 9 << 20), to: "large.pdf")
    let run = try Program.run(["check", "large.pdf"], in: folder.path)
    #expect(run.status == 2)
    #expect(run.output.contains("This is a PDF."), "\(run.output)")
  }
}

/// The keys of a first attempt, written without an example.
@Suite struct `A first policy` {
  private static let policy = """
    rollcall: policy/v1
    school: { name: Elm Lane School, phase: Primary, type: voluntary aided, local_authority: Kent }
    status: { ratified: 3 October 2025, review_by: October 2026, published_on_website: yes }
    contacts: { support: "Ms A, pastoral lead" }
    day: { starts: 8.45am, ends: 3.15pm }
    registers: { morning: { opens: quarter to nine, closes: 0915 }, afternoon: { opens: 1pm } }
    absence_reporting: { by: 9 o'clock, ways: phone and app, on: every day }
    follow_up:
      - { id: a, when: two days unexplained absence, do: Home visit, within: 11am }
      - { id: b, when: 10 sessions, do: letter, within: a fortnight }
    leave_of_absence: { notice: four weeks, limit: up to 10 sessions, holidays: never }
    escalation:
      - { id: c, when: attendance below 90%, do: letter, within: 24 hours }
      - { id: d, when: { late: five, in: a half term }, do: letter, within: immediately }
    persistent_absence: ten per cent
    penalty_notices: { first: { amount: 160 pounds, within: four weeks } }
    """

  @Test func `is told of each value what that value would be`() throws {
    let run = try Program.run(["check", "-", "--format", "json"], input: Self.policy)
    #expect(run.status == 1)
    struct Report: Decodable { let findings: [Finding] }
    struct Finding: Decodable { let rule, path: String; let help: String? }
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    let helps = Dictionary(
      report.findings.filter { $0.rule == "format.value" }.map { ($0.path, $0.help ?? "") },
      uniquingKeysWith: { first, _ in first })
    let expected: [String: String] = [
      "school.phase": "Write `primary`.",
      "school.type": "`voluntary aided` is a kind of maintained school: write `maintained`.",
      "school.local_authority": "Write `kent`.", "status.ratified": "Write `2025-10-03`.",
      "status.review_by":
        "A date has a day besides the month: write `2026-10-01` for its first day, or "
        + "`2026-10-31` for its last.",
      "status.published_on_website":
        "Some tools read this as true and some as text; write `true`.",
      "contacts.support": "It is a group of keys: write `{ name: 'Ms A, pastoral lead' }`.",
      "day.starts": "Write `08:45`.", "day.ends": "Write `15:15`.",
      "registers.morning.opens": "Write `08:45`.", "registers.morning.closes": "Write `09:15`.",
      "registers.afternoon.opens": "Write `13:00`.", "absence_reporting.by": "Write `09:00`.",
      "absence_reporting.ways": "Put it in brackets: `[phone, app]`.",
      "absence_reporting.on": "Write `each_day`.",
      "follow_up.0.when": "It is a group of keys: write `{ unexplained_absence: 2 days }`.",
      "follow_up.0.do": "Write `home_visit`.",
      "follow_up.0.within":
        "This is a time of day, which a duty has under `by`: write `by: 11:00`.",
      "follow_up.1.when": "Say of what: `{ absence: 10 sessions }` or `{ unauthorised_absence: 10 "
        + "sessions }`, for example.",
      "follow_up.1.within": "Write `2 weeks`.", "leave_of_absence.notice": "Write `4 weeks`.",
      "leave_of_absence.limit": "Write `at most 10 sessions`.",
      "leave_of_absence.holidays": "Write `refused`.",
      "escalation.0.when":
        "It is a group of keys: write `{ absence: more than 10 %, in: school_year }`.",
      "escalation.0.within": "Write `1 day`.",
      "escalation.1.when.late": "Write `5 sessions` or `5 days`.",
      "escalation.1.when.in": "Write `half_term`.", "escalation.1.within": "Write `same_day`.",
      "persistent_absence": "It is a group of keys: write `{ threshold: 10 % }`.",
      "penalty_notices.first.amount": "Write `£160`.",
      "penalty_notices.first.within": "Write `28 days`.",
    ]
    for (path, help) in expected.sorted(by: { $0.key < $1.key }) {
      #expect(helps[path] == help, "\(path)")
    }
    #expect(Set(helps.keys).symmetricDifference(expected.keys).sorted() == [])
  }
}
