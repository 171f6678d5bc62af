import Compliance
import Diagnostics
import Testing

/// Agreements between members, checked from the member's file and from the cluster's.
@Suite struct `An agreement of a cluster` {
  private static let files = LayerFiles([
    "elm.yaml": LayerFiles.school("trees.yaml", "leave_of_absence: { notice: 10 school_days }"),
    "oak.yaml": LayerFiles.school("trees.yaml", "leave_of_absence: { notice: 5 school_days }")
      .replacing("Elm", with: "Oak"),
    "ash.yaml": LayerFiles.school("", "leave_of_absence: { notice: 10 school_days }")
      .replacing("Elm", with: "Ash").replacing("follows: []\n", with: ""),
    "trees.yaml": LayerFiles.cluster(
      """
      members: [elm.yaml, oak.yaml, ash.yaml, beech.yaml]
      agreed:
        - { path: leave_of_absence.notice, must: at_least, to: 10 school_days, because: "families plan" }
        - { path: leave_of_absence.notice, must: be_the_same }
        - { path: registers.kept_for, must: equal, to: 6 years }
      """),
  ])

  @Test func `is broken by the member that asks for less`() throws {
    let found = try Self.files.findings("oak.yaml", "agreement.")
    #expect(found.map(\.diagnostic.path) == ["leave_of_absence.notice", "registers.kept_for"])
    #expect(found[0].diagnostic.message.contains("5 school days"))
    #expect(found[0].diagnostic.message.contains("at least 10 school days: families plan"))
    #expect(found[0].diagnostic.related.map(\.span.file) == ["trees.yaml"])
    #expect(found[1].diagnostic.message.contains("says nothing"))
  }

  @Test func `is kept by the member that asks for as much`() throws {
    let found = try Self.files.findings("elm.yaml", "agreement.")
    #expect(found.map(\.diagnostic.path) == ["registers.kept_for"])
  }

  @Test func `is judged for every member at the cluster's own file`() throws {
    let found = try Self.files.findings("trees.yaml", "agreement.")
    let notice = found.filter { $0.diagnostic.path == "leave_of_absence.notice" }
    #expect(notice.map(\.diagnostic.rule) == ["agreement.broken", "agreement.members-differ"])
    #expect(notice[0].diagnostic.message.contains("Oak School says 5 school days"))
    #expect(
      notice[1].diagnostic.message.contains("10 school days (Elm School and Ash School)"),
      "\(notice[1].diagnostic.message)")
    #expect(found.count { $0.diagnostic.path == "registers.kept_for" } == 3)
  }

  @Test func `knows which members it cannot read, and which do not follow it`() throws {
    let found = try Self.files.findings("trees.yaml", "cluster.member")
    #expect(
      Set(found.map(\.diagnostic.rule)) == [
        "cluster.member-unread", "cluster.member-does-not-follow",
      ])
    #expect(found.contains { $0.diagnostic.message.contains("beech.yaml") })
    #expect(found.contains { $0.diagnostic.message.contains("Ash School") })
  }

  // MARK: Comparison of values

  /// A cluster with one agreement, and the findings of a check of its file.
  private func found(
    _ agreement: String, _ bodies: [String], rules: String = "agreement."
  ) throws -> [Finding] {
    var files = [String: String]()
    for (number, body) in bodies.enumerated() {
      files["school-\(number).yaml"] = LayerFiles.school("trees.yaml", body)
        .replacing("Elm", with: "School \(number)")
    }
    files["trees.yaml"] = LayerFiles.cluster(
      "members: [\(bodies.indices.map { "school-\($0).yaml" }.joined(separator: ", "))]\n"
        + "agreed: [{ \(agreement) }]")
    let layers = LayerFiles(files)
    let cluster = try layers.findings("trees.yaml", rules)
    guard rules == "agreement." else { return cluster }
    // A check of the member's own file gives the same findings.
    for (number, _) in bodies.enumerated() where !agreement.contains("be_the_same") {
      let own = try layers.findings("school-\(number).yaml", rules)
      let ofMember = cluster.filter { $0.diagnostic.message.hasPrefix("School \(number) ") }
      #expect(own.map(\.diagnostic.rule) == ofMember.map(\.diagnostic.rule))
      #expect(own.map(\.found) == ofMember.map(\.found))
    }
    return cluster
  }

  private static func morning(_ opens: String, _ closes: String) -> String {
    "registers: { morning: { opens: \(opens), closes: \(closes) } }"
  }

  private static let measured: [(agreed: String, closes: String, rule: String?)] = [
    ("must: at_most, to: 20 minutes", "09:10", nil),
    ("must: at_most, to: 20 minutes", "09:11", "agreement.broken"),
    ("must: at_least, to: 20 minutes", "09:10", nil),
    ("must: at_least, to: 20 minutes", "09:09", "agreement.broken"),
    ("must: equal, to: 20 minutes", "09:10", nil),
    ("must: equal, to: 20 minutes", "09:15", "agreement.broken"),
    ("must: at_most, to: 09:10", "09:10", nil),
    ("must: at_most, to: 09:10", "09:15", "agreement.broken"),
    ("must: equal, to: 09:10", "09:10", nil),
  ]

  @Test(arguments: measured)
  func `measures a closing time from the opening where minutes were agreed`(
    agreed: String, closes: String, rule: String?
  ) throws {
    let found = try found(
      "path: registers.morning.closes, \(agreed)", [Self.morning("08:50", closes)])
    #expect(found.map(\.diagnostic.rule) == [rule].compactMap { $0 })
  }

  @Test func `cannot be told of a closing time without an opening`() throws {
    let found = try found(
      "path: registers.morning.closes, must: at_most, to: 20 minutes",
      ["registers: { morning: { closes: 09:10 } }"])
    #expect(found.map(\.diagnostic.rule) == ["agreement.untold"])
    #expect(found.first?.diagnostic.message.contains("gives no time for `opens`") == true)
  }

  @Test func `to be the same is kept by who are open as long`() throws {
    let same = "path: registers.*.closes, must: be_the_same"
    #expect(
      try found(same, [Self.morning("08:50", "09:15"), Self.morning("09:00", "09:25")]).isEmpty)
    let differing = try found(
      same,
      [
        Self.morning("08:50", "09:15"), Self.morning("09:00", "09:25"),
        Self.morning("08:50", "09:10"),
      ])
    #expect(differing.map(\.diagnostic.rule) == ["agreement.members-differ"])
    #expect(differing[0].diagnostic.message.contains("(School 0 School and School 1 School)"))
  }

  private static let compared:
    [(path: String, agreed: String, says: String, rule: String?, why: String)] = [
      (
        "leave_of_absence.notice", "at_least, to: 10 school_days",
        "leave_of_absence: { notice: 4 weeks }", "agreement.untold", "depends on the calendar"
      ),
      (
        "leave_of_absence.notice", "equal, to: 10 school_days",
        "leave_of_absence: { notice: 2 weeks }", "agreement.untold",
        "every week has five school days"
      ),
      (
        "leave_of_absence.notice", "equal, to: 4 weeks", "leave_of_absence: { notice: 28 days }",
        nil, ""
      ),
      (
        "leave_of_absence.limit", "at_most, to: 8 sessions", "leave_of_absence: { limit: 4 days }",
        nil, ""
      ),
      (
        "leave_of_absence.limit", "at_most, to: 9 sessions",
        "leave_of_absence: { limit: less than 10 sessions }", nil, ""
      ),
      (
        "absence_reporting.ways", "equal, to: [app, phone]",
        "absence_reporting: { ways: [phone, app] }", nil, ""
      ),
      (
        "escalation.letter.when.absence", "at_most, to: 6 %",
        "escalation: [{ id: letter, when: { absence: 5 %, in: term }, do: letter }]", nil, ""
      ),
      (
        "escalation.letter.when.absence", "at_most, to: 6 %",
        "escalation: [{ id: letter, when: { absence: more than 6 %, in: term }, do: letter }]",
        "agreement.broken", ""
      ),
      (
        "escalation.letter.when.absence", "at_most, to: 6 %",
        "escalation: [{ id: letter, when: { absence: 10 sessions, in: term }, do: letter }]",
        "agreement.untold", "depends on how many sessions are possible"
      ),
      (
        "escalation.letter.when.absence", "at_most, to: 10 sessions",
        "escalation: [{ id: letter, when: { absence: 5 days, in: term }, do: letter }]", nil, ""
      ),
    ]

  @Test(arguments: compared)
  func `is broken only by what can be compared with it`(
    path: String, agreed: String, says: String, rule: String?, why: String
  ) throws {
    let found = try found("path: \(path), must: \(agreed)", [says])
    #expect(found.map(\.diagnostic.rule) == [rule].compactMap { $0 })
    #expect(found.allSatisfy { $0.diagnostic.message.contains(why) })
  }

  @Test(arguments: [
    ("registers.morning.closs", "20 minutes", "Did you mean `closes`?"),
    ("leave_of_abscence.notice", "2 weeks", "Did you mean `leave_of_absence`?"),
    ("escalation.leter.when.absence", "6 %", "Did you mean `letter`?"),
  ])
  func `of a path that no policy has is the cluster's fault`(
    path: String, value: String, help: String
  ) throws {
    let letter = "escalation: [{ id: letter, when: { absence: 5 %, in: term }, do: letter }]"
    let agreement = "path: \(path), must: at_most, to: \(value)"
    let faults = try found(agreement, [letter, letter], rules: "format.unknown-path")
    #expect(faults.map(\.diagnostic.help) == [help])
    #expect(faults.map(\.diagnostic.span.file) == ["trees.yaml"])
    #expect(faults.map(\.diagnostic.severity) == [.error])
    #expect(try found(agreement, [letter, letter], rules: "agreement").isEmpty)
  }

  @Test func `inside a stage that a school calls otherwise cannot be told`() throws {
    let other = "escalation: [{ id: first, when: { absence: 5 %, in: term }, do: letter }]"
    let letter = other.replacing("first", with: "letter")
    let found = try found(
      "path: escalation.letter.when.absence, must: at_most, to: 6 %",
      [letter, other, "day: { starts: 08:50 }"])
    #expect(found.map(\.diagnostic.rule) == ["agreement.untold", "agreement.broken"])
    #expect(found[0].diagnostic.message.contains("It has no `letter` there"))
  }
}
