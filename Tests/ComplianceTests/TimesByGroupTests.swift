import Compliance
import Diagnostics
import Testing

/// The times of a policy: their groups, and their relations to each other.
@Suite struct `The times of a policy` {
  private func findings(_ body: String, _ layer: String = "rollcall: cluster/v1\nname: The Trees")
    throws
    -> [Finding]
  {
    let files = LayerFiles(["layer.yaml": layer, "elm.yaml": LayerFiles.school("layer.yaml", body)])
    return try ["register.", "day.", "format."].flatMap { try files.findings("elm.yaml", $0) }
      .filter {
        !$0.diagnostic.rule.hasSuffix("-not-stated") && $0.diagnostic.rule != "day.times-missing"
      }
  }

  private func rules(_ body: String) throws -> [String] {
    try findings(body).map(\.diagnostic.rule)
  }

  private static let ks1 = "{ for: { key_stage: 1 }, opens: 08:45, closes: 09:05 }"

  /// Each with the rules that it breaks.
  private static let groups: [(morning: String, rules: [String])] = [
    ("[{ opens: 08:45, closes: 09:05 }]", []),
    ("[\(ks1), { opens: 08:45, closes: 09:15 }]", []),
    ("[\(ks1), { opens: 08:45, closes: 09:30 }]", ["register.close-limit"]),
    ("[\(ks1), { opens: 08:40, closes: 09:10 }]", ["register.times-differ-by-group"]),
    ("[\(ks1), { for: { years: [R, 3, 4, 5, 6] }, opens: 08:45, closes: 09:05 }]", []),
    (
      "[\(ks1), { for: { years: [3, 4, 5, 6] }, opens: 08:45, closes: 09:05 }]",
      ["register.times-gap"]
    ),
    (
      "[\(ks1), { for: { years: [2] }, opens: 08:45, closes: 09:10 }, { opens: 08:45, closes: 09:05 }]",
      ["register.times-overlap"]
    ),
    (
      "[\(ks1), { for: { years: [2] }, closes: 09:05, opens: 08:45 }, { opens: 08:45, closes: 09:05 }]",
      []
    ),
    (
      "[{ for: { site: North }, opens: 08:45, closes: 09:05 }, { for: { site: South }, opens: 08:45, closes: 09:05 }]",
      []
    ),
    (
      "[{ for: { weekdays: [monday, tuesday, wednesday, thursday] }, opens: 08:45, closes: 09:05 }]",
      ["register.times-gap"]
    ),
    (
      "[{ opens: 08:45, closes: 09:05 }, { for: { weekdays: [friday] }, opens: 08:30, closes: 08:50 }]",
      []
    ),
    (
      "[{ opens: 08:45, closes: 09:05 }, { opens: 08:45, closes: 09:10 }]",
      ["register.times-overlap"]
    ),
    ("{ for: { years: [1] }, opens: 08:45, closes: 09:05 }", ["register.times-gap"]),
    ("[{ for: [ks1], opens: 08:45, closes: 09:05 }]", ["format.value"]),
    ("[{ for: { years: [Year 1] }, opens: 08:45, closes: 09:05 }]", ["format.value"]),
  ]

  @Test(arguments: groups)
  func `for groups are asked what all times are`(morning: String, rules: [String]) throws {
    let found = try self.rules("registers: { morning: \(morning) }")
    #expect(found == rules)
  }

  @Test func `for groups are told with whom they are for, at the entry`() throws {
    let body = """
      registers:
        morning:
          - { for: { years: [R, 1, 2] }, opens: 08:45, closes: 09:05 }
          - { for: { years: [3, 4, 5, 6] }, opens: 08:45, closes: 09:30 }
      """
    let found = try #require(try findings(body).first?.diagnostic)
    #expect(found.path == "registers.morning.1.closes")
    #expect(found.span.start.line == 8)
    #expect(found.message.hasSuffix("This is about years 3, 4, 5 and 6."))
  }

  @Test func `for a gap and an overlap name the pupils`() throws {
    let body = """
      registers:
        morning:
          - { for: { years: [1, 2] }, opens: 08:45, closes: 09:05 }
          - { for: { years: [2, 3, 4, 5] }, opens: 08:45, closes: 09:10 }
      """
    let messages = try findings(body).map(\.diagnostic.message)
    #expect(messages.contains { $0.contains("for year R and year 6") }, "\(messages)")
    #expect(
      messages.contains { $0.contains("years 2, 3, 4 and 5") && $0.contains("years 1 and 2") })
  }

  /// Times are compared for one pupil, not between pupils of different groups.
  @Test func `of the day and of the register are those of the same pupil`() throws {
    func body(_ second: String) -> String {
      """
      day:
        - { for: { key_stage: [early_years, 1] }, starts: 08:45, ends: 15:20 }
        - { for: { key_stage: 2 }, starts: 08:40, ends: 15:20 }
      registers:
        morning:
          - { for: { key_stage: [early_years, 1] }, opens: 08:45, closes: 09:05 }
          - { for: { key_stage: 2 }, opens: \(second), closes: 09:10 }
      """
    }
    #expect(try rules(body("08:40")) == ["register.times-differ-by-group"])
    let found = try findings(body("08:45")).map(\.diagnostic)
    #expect(found.map(\.rule) == ["day.starts-twice"])
    #expect(found.map(\.path) == ["registers.morning.1.opens"])
  }

  @Test(arguments: [
    ("[early_years, 1]", "early years and key stage 1"), ("early_years", "early years"),
    ("[1, 2]", "key stages 1 and 2"),
  ])
  func `are told with key stages as people say them`(stages: String, words: String) throws {
    let body = """
      registers:
        morning:
          - { for: { key_stage: \(stages) }, opens: 08:45, closes: 09:30 }
          - { opens: 08:45, closes: 09:05 }
      """
    let found = try #require(try findings(body).first?.diagnostic)
    #expect(found.message.hasSuffix("This is about \(words)."))
  }

  @Test func `in a list replace what is inherited, and given once fill it`() throws {
    let layer = """
      rollcall: cluster/v1
      name: The Trees
      common: { registers: { morning: { opens: 08:45, closes: 09:30 } } }
      """
    let inherited = try findings("registers: { kept: electronically }", layer)
    #expect(inherited.map(\.diagnostic.rule) == ["register.close-limit"])
    let filled = try findings("registers: { morning: { closes: 09:10 } }", layer)
    #expect(!filled.map(\.diagnostic.rule).contains("register.close-limit"))
    let list = "registers: { morning: [{ opens: 08:45, closes: 09:05 }] }"
    #expect(!(try findings(list, layer)).map(\.diagnostic.rule).contains("register.close-limit"))
  }

  private static let cluster = """
    rollcall: cluster/v1
    name: The Trees
    members: [elm.yaml, ash.yaml]
    common: { registers: { morning: { opens: 08:45, closes: 09:05 } } }
    agreed:
      - { path: registers.morning.closes, must: at_most, to: 25 minutes }
      - { path: registers.morning.opens, must: be_the_same }
    """

  /// The second group's opening and closing times, with the rules of the members that they break.
  @Test(arguments: [
    ("08:45", "09:05", []), ("08:45", "09:10", ["layer.loosened"]),
    ("08:45", "09:15", ["layer.loosened", "agreement.broken"]),
    ("08:40", "09:05", ["agreement.members-differ"]),
  ])
  func `of each group are held against what was agreed and is inherited`(
    opens: String, closes: String, rules: [String]
  ) throws {
    let body = """
      registers:
        morning:
          - { for: { key_stage: [early_years, 1] }, opens: 08:45, closes: 09:05 }
          - { for: { key_stage: 2 }, opens: \(opens), closes: \(closes) }
      """
    let files = LayerFiles([
      "trees.yaml": Self.cluster, "elm.yaml": LayerFiles.school("trees.yaml", body),
      "ash.yaml": LayerFiles.school("trees.yaml", "guidance: [working_together_2024_08]"),
    ])
    let own = try files.findings("elm.yaml", "layer.loosened")
    let agreed = try files.findings("trees.yaml", "agreement.")
    #expect((own + agreed).map(\.diagnostic.rule) == rules)
  }

  /// Each with the rules that it breaks.
  private static let single: [(body: String, rules: [String])] = [
    (
      "day: { starts: 08:40, first_lesson_ends: 09:40 }\nregisters: { morning: { opens: 08:40, closes: 09:15 } }",
      []
    ),
    (
      "day: { starts: 08:40, form_time_ends: 09:20 }\nregisters: { morning: { opens: 08:40, closes: 09:15 } }",
      []
    ),
    (
      "day: { starts: 08:40, form_time_ends: 09:00 }\nregisters: { morning: { opens: 08:40, closes: 09:15 } }",
      ["register.close-limit"]
    ),
    (
      "day: { starts: 08:30 }\nregisters: { morning: { opens: 08:55, closes: 09:25 } }",
      ["register.close-limit-from-the-start", "day.starts-twice"]
    ),
    (
      "registers: { morning: { opens: 08:40, closes: 09:10 }, afternoon: { opens: 13:00, closes: 13:05 } }",
      ["register.open-times-differ"]
    ),
    (
      "day: { gates_open: 08:40, starts: 08:50 }\nregisters: { morning: { opens: 08:40, late_after: 08:50, closes: 09:00 } }",
      []
    ),
    (
      "day: { starts: 08:50 }\nregisters: { morning: { opens: 08:40, late_after: 08:45, closes: 09:00 } }",
      ["day.starts-twice"]
    ),
    (
      "day: { starts: 08:40 }\nregisters: { morning: { opens: 08:50, late_after: 08:55, closes: 09:10 } }",
      ["register.opens-after-the-start"]
    ),
    (
      "registers: { morning: { opens: 08:45, closes: 08:55, absent_from: 09:05 } }",
      ["register.absent-from-another-time"]
    ),
    ("registers: { morning: { opens: 08:45, closes: 09:05, absent_from: 09:05 } }", []),
  ]

  @Test(arguments: single)
  func `agree with each other and with the limits`(body: String, rules: [String]) throws {
    #expect(try self.rules(body) == rules)
  }

  /// A Friday that ends early is made up for on the other days.
  @Test func `of one weekday are not held against the length of the week`() throws {
    let body =
      "day: [{ starts: 08:30, ends: 15:30 }, { for: { weekdays: [friday] }, starts: 08:30, ends: 13:00 }]"
    #expect(try rules(body) == [])
    #expect(try rules("day: [{ starts: 08:30, ends: 13:00 }]") == ["day.shorter-than-expected"])
  }

  @Test(
    arguments: [
      (
        "registers: { morning: [{ opens: 08:45, closes: 09:30 }, { for: { weekdays: friday }, opens: 08:45, closes: 09:00 }] }",
        "This is about all other days."
      ),
      (
        "registers: { morning: [{ opens: 08:45, closes: 09:30 }, { for: { key_stage: 1 }, opens: 08:45, closes: 09:00 }] }",
        "This is about all other pupils."
      ),
      (
        "day: [{ starts: 08:45, first_lesson_ends: 09:45, ends: 15:15 }, { for: { weekdays: friday }, starts: 08:45, ends: 13:30 }]\nregisters: { morning: { opens: 08:45, closes: 09:40 } }",
        "This is about Fridays."
      ),
      // A fault on every day is reported without a day.
      (
        "day: [{ starts: 08:45, ends: 15:15 }, { for: { weekdays: friday }, starts: 08:45, ends: 14:30 }]\nregisters: { afternoon: { opens: 13:00, closes: 13:55 } }",
        nil
      ),
    ] as [(String, String?)])
  func `are told with whom they are for, where that matters`(body: String, about: String?) throws {
    let found = try findings(body).filter { $0.diagnostic.rule == "register.close-limit" }
    #expect(found.count == 1)
    let message = try #require(found.first?.diagnostic.message)
    #expect(message.contains("This is about") == (about != nil), "\(message)")
    if let about { #expect(message.hasSuffix(about), "\(message)") }
  }

  @Test(arguments: [
    ("day: { starts: 08:45, ends: 13:20 }", 1), ("day: { starts: 08:45, ends: 13:30 }", 0),
    (
      "day: [{ starts: 08:45, ends: 15:15 }, { for: { weekdays: friday }, starts: 08:45, ends: 13:20 }]",
      1
    ),
  ])
  func `keep a register within the day`(day: String, count: Int) throws {
    let found = try findings(
      day + "\nregisters: { afternoon: { opens: 13:00, closes: 13:25 } }"
    ).filter { $0.diagnostic.rule == "register.afternoon-closes-after-the-day" }
    #expect(found.count == count)
    if day.contains("friday") {
      #expect(found[0].diagnostic.message.hasSuffix("This is about Fridays."))
    }
  }

  @Test(arguments: [
    ("day: { starts: 08:45, ends: 15:15, friday_ends: 13:30 }", "weekdays: friday }, ends: …"),
    ("day: { starts: 08:45, ends_on_wednesdays: 13:30 }", "weekdays: wednesday }, …"),
    (
      "registers: { morning: { opens: 08:45, closes: 09:15, fri_closes: 09:00 } }",
      "weekdays: friday }, closes: …"
    ),
  ])
  func `of one day under a key of its own are shown where they belong`(
    body: String, entry: String
  ) throws {
    let found = try findings(body).filter { $0.diagnostic.rule == "format.unknown-key" }
    #expect(found.count == 1)
    let help = try #require(found.first?.diagnostic.help)
    #expect(help.contains(entry), "\(help)")
  }
}
