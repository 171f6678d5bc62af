import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import PositionedYAML
import RuleExamples
import Statute
import TestSupport
import Testing
import TypedYAML

/// The examples of a framework's or a layer's rules are tried.
@Suite struct `An example of a rule` {
  private static func layer(_ text: String) throws -> Layer {
    let tree = YAMLDocument.read(
      SourceFile(
        path: "forest.yaml",
        text: """
          rollcall: authority/v1
          name: Forest
          in_force: { from: 2024-09-01, to: 2026-08-31 }
          sources: { code: { title: Forest's code, kind: local_code } }
          \(text)
          """))
    try #require(tree.diagnostics.isEmpty, "\(tree.diagnostics)")
    var reading = Reading()
    let layer = Layer.read(try #require(tree.value), &reading)
    try #require(reading.diagnostics.isEmpty, "\(reading.diagnostics)")
    return try #require(layer)
  }

  private static func problems(_ text: String) throws -> [Diagnostic] {
    try RuleExamples(National.framework, of: layer(text), today: National.today).results().problems
  }

  private static func requirement(
    breaks: String, holds: String, inForce: String = "{ from: 2024-09-01 }", of: String = "policy",
    that: String = "{ value: registers.morning.closes, at_most: 09:00 }"
  ) -> String {
    """
    requirements:
      - id: forest.close
        title: Registers close by nine
        severity: warning
        of: \(of)
        in_force: \(inForce)
        cite: [{ source: code, where: p. 3 }]
        that: \(that)
        says: "It closes at {found}."
        because: "The code says {limit}."
        fix: "Close it by {limit}."
        breaks: \(breaks)
        holds: \(holds)
    """
  }

  private static let late = "{ registers: { morning: { opens: 08:30, closes: 09:45 } } }"
  private static let early = "{ registers: { morning: { opens: 08:30, closes: 08:45 } } }"

  private static let requirements:
    [(breaks: String, holds: String, wrong: [String], says: String?)] =
      [
        (late, early, [], nil),
        (early, early, ["forest.close.breaks"], "nothing is found in it"),
        (late, late, ["forest.close.holds"], "It closes at 09:45."),
        (early, late, ["forest.close.breaks", "forest.close.holds"], nil),
        ("{ registers: { morning: { opens: 08:30 } } }", early, ["forest.close.breaks"], nil),
        (
          "{ registers: { morning: { opens: 08:30, closes: half nine } } }", early,
          ["registers.morning.closes"], nil
        ),
        (late, "{ regsters: {} }", ["regsters"], nil),
      ]

  @Test(arguments: requirements)
  func `of what a policy says does what it stands for, or is an error at its place`(
    breaks: String, holds: String, wrong: [String], says: String?
  ) throws {
    let problems = try Self.problems(Self.requirement(breaks: breaks, holds: holds))
    #expect(problems.map(\.path) == wrong)
    #expect(problems.allSatisfy { $0.severity == .error && $0.span.file == "forest.yaml" })
    #expect(
      problems.allSatisfy {
        $0.span.start.line == ($0.path.contains("holds") || $0.path == "regsters" ? 17 : 16)
      })
    if let says { #expect(problems.first?.message.contains(says) == true) }
  }

  @Test func `that changed places with the other is told so`() throws {
    let swapped = try Self.problems(Self.requirement(breaks: Self.early, holds: Self.late))
    #expect(swapped.compactMap(\.help).allSatisfy { $0.contains("changed places") })
    let duty = try Self.problems(Self.duty(breaks: Self.met, holds: Self.unopened))
    #expect(duty.count == 2)
    #expect(duty.compactMap(\.help).allSatisfy { !$0.contains("changed places") })
    let one = try Self.problems(Self.requirement(breaks: Self.early, holds: Self.early))
    #expect(one.compactMap(\.help).allSatisfy { !$0.contains("changed places") })
  }

  @Test(arguments: [
    "{ from: 2024-09-01, to: 2025-08-31 }", "{ from: 2025-09-01 }", "{ from: 2030-09-01 }",
  ])
  func `is asked on a date on which its rule binds`(inForce: String) throws {
    let text = Self.requirement(breaks: Self.late, holds: Self.early, inForce: inForce)
    #expect(try Self.problems(text).map(\.message) == [])
  }

  @Test func `of what a layer's file says is a part of such a file`() throws {
    func text(_ breaks: String, _ holds: String) -> String {
      Self.requirement(
        breaks: breaks, holds: holds, of: "authority",
        that: "{ value: provides.named_contact, equals: true }")
    }
    let (no, yes) = (
      "{ provides: { named_contact: false } }", "{ provides: { named_contact: true } }"
    )
    #expect(try Self.problems(text(no, yes)).map(\.message) == [])
    #expect(try Self.problems(text(yes, no)).count == 2)
  }

  private static func duty(breaks: String, holds: String, _ more: String = "") -> String {
    """
    duties:
      - id: forest.meeting
        when: { absence: 3 days, in: term }
        do: attendance_meeting
        within: 5 school_days
        \(more.isEmpty ? "severity: warning" : more)
        cite: [{ source: code, where: p. 4 }]
        breaks: \(breaks)
        holds: \(holds)
    """
  }

  private static func register(_ marks: String, _ actions: String = "") -> String {
    "{ calendar: { terms: [{ from: 2024-09-02, to: 2024-12-20 }] }, "
      + "marks: { P1: \"2024-09-02: \(marks)\" }\(actions) }"
  }

  private static let rest = String(repeating: #" /\\"#, count: 15)
  private static let missed = register("II II II" + rest)
  private static let met = register(
    "II II II" + rest, ", actions: [{ pupil: P1, date: 2024-09-06, action: attendance_meeting }]")
  private static let unopened = register("II II" + rest)
  private static let pending = register(#"II II II /\\"#)

  private static let duties: [(breaks: String, holds: String, wrong: [String], says: String?)] = [
    (missed, met, [], nil),
    (met, met, ["forest.meeting.breaks"], "no divergence"),
    (pending, met, ["forest.meeting.breaks"], "no divergence"),
    (missed, missed, ["forest.meeting.holds"], "It breaks the rule"),
    (met, missed, ["forest.meeting.breaks", "forest.meeting.holds"], nil),
    (missed, unopened, ["forest.meeting.holds"], "nothing in it opens"),
    (missed, pending, ["forest.meeting.holds"], "pending"),
  ]

  @Test(arguments: duties)
  func `of a duty is replayed in a school that follows the layer`(
    breaks: String, holds: String, wrong: [String], says: String?
  ) throws {
    let problems = try Self.problems(Self.duty(breaks: breaks, holds: holds))
    #expect(problems.map(\.path) == wrong)
    #expect(problems.allSatisfy { $0.rule == "framework.wrong-example" && $0.severity == .error })
    if let says { #expect(problems.first?.message.contains(says) == true) }
  }

  @Test func `of a duty that cannot be read is an error at what is wrong with it`() throws {
    let problems = try Self.problems(
      Self.duty(breaks: Self.missed.replacing("terms", with: "trems"), holds: Self.met))
    #expect(problems.contains { $0.rule.hasPrefix("format.") && $0.span.start.line == 12 })
    #expect(!problems.contains { $0.rule == "framework.wrong-example" })
  }

  @Test(arguments: ["escalation", "follow_up"])
  func `of a clause that schools inherit, or of a school's own, is replayed under its policy`(
    list: String
  ) throws {
    func clauses(_ breaks: String, _ holds: String) -> String {
      "\(list): [{ id: meet, when: { absence: 3 days, in: term }, do: attendance_meeting, "
        + "within: 5 school_days, breaks: \(breaks), holds: \(holds) }]"
    }
    func paths(_ breaks: String, _ holds: String) throws -> [[String]] {
      let common = try Self.problems("common: { \(clauses(breaks, holds)) }")
      let text = "school: { name: Elm School }\n\(clauses(breaks, holds))"
      var reading = Reading()
      let node = try #require(YAMLDocument.read(SourceFile(path: "elm.yaml", text: text)).value)
      let own = try #require(Policy.read(node, &reading))
      let document = PolicyDocument(path: "elm.yaml", own: own, layers: [])
      let examples = RuleExamples(try National.framework, of: document, today: National.today)
      return [common.map(\.path), examples.results().problems.map(\.path)]
    }
    #expect(try paths(Self.missed, Self.met) == [[], []])
    let wrong = ["\(list).meet.breaks", "\(list).meet.holds"]
    #expect(try paths(Self.met, Self.missed) == [wrong, wrong])
  }

  @Test func `of a permission need open nothing`() throws {
    let text = Self.duty(
      breaks: Self.register(
        "II II II" + Self.rest,
        ", actions: [{ pupil: P1, date: 2024-09-06, action: attendance_meeting }]"),
      holds: Self.unopened, "binding: may\n    records: [notes]")
    #expect(try Self.problems(text).map(\.message) == [])
  }

  @Test(arguments: ["breaks", "holds"])
  func `of the nation's rules is found wrong in a changed framework`(kind: String) throws {
    let text = """
      rollcall: framework/v1
      sources: { law: { title: A law, kind: law, in_force: { from: 2020-01-01 } } }
      codes:
        - { code: /, meaning: Present, class: present, from: 2020-01-01, cite: [{ source: law, where: s. 1 }] }
        - { code: '\\', meaning: Present, class: present, from: 2020-01-01, cite: [{ source: law, where: s. 1 }] }
        - { code: I, meaning: Ill, class: authorised, from: 2020-01-01, cite: [{ source: law, where: s. 1 }] }
      requirements:
        - { id: law.close, title: It closes early, severity: error, in_force: { from: 2020-01-01 }, cite: [{ source: law, where: s. 1 }], that: { value: registers.morning.closes, at_most: 09:00 }, says: S., because: B., fix: F., breaks: \(kind == "breaks" ? Self.early : Self.late), holds: \(kind == "holds" ? Self.late : Self.early) }
      duties:
        - { id: law.meet, when: { absence: 3 days, in: term }, do: meeting, within: 5 school_days, cite: [{ source: law, where: s. 1 }], breaks: \(kind == "breaks" ? Self.unopened : Self.missed), holds: \(kind == "holds" ? Self.missed : Self.met.replacing("attendance_meeting", with: "meeting")) }
      """
    let decoded = Framework.decode([SourceFile(path: "law.yaml", text: text)])
    #expect(decoded.diagnostics.map(\.message) == [])
    let results = RuleExamples(try #require(decoded.value), today: National.today).results()
    #expect(results.problems.map(\.path) == ["law.close.\(kind)", "law.meet.\(kind)"])
    #expect(results.tried == ["law.yaml": 4])
  }

  @Test func `of every rule of the checkout does what it stands for`() throws {
    let national = RuleExamples(try National.framework, today: National.today).results()
    #expect(national.problems.map(\.message) == [])
    #expect(national.tried.values.reduce(0, +) > 400)
    for (path, layer) in LocalLayers.all {
      let local = RuleExamples(try National.framework, of: layer, today: National.today).results()
      #expect(local.problems.map(\.message) == [], "\(path)")
    }
  }
}
