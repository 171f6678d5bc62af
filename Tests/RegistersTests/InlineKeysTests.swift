import Diagnostics
import PositionedYAML
import Registers
import Testing
import TypedYAML

/// Every declared key of a small register is read: a changed value changes the dataset.
@Suite struct `A key of a small register` {
  /// The keys of one group, each with two values of different meaning.
  struct Group: Sendable, CustomTestStringConvertible {
    let name: String
    let declared: [String]
    let values: [(key: String, value: String, other: String)]

    var testDescription: String { name }

    /// The group in YAML, with one key's other value.
    func text(changing key: String?) -> String {
      let pairs = values.map { "\($0.key): \($0.key == key ? $0.other : $0.value)" }
      return "{ \(pairs.joined(separator: ", ")) }"
    }
  }

  private typealias Small = InlineRegister

  private static let groups: [Group] = [
    Group(
      name: "pupils", declared: PupilEntry.fields.map(\.form.name),
      values: [
        ("pupil", "P1", "P2"), ("year_group", "4", "5"), ("class", "1A", "1B"),
        ("site", "North", "South"),
        ("joined", "2024-09-02", "2024-09-03"), ("left", "2024-09-05", "2024-09-06"),
        ("date_of_birth", "2016-01-01", "2016-01-02"), ("groups", "[sen]", "[fsm]"),
        ("registration", "main", "subsidiary"),
        ("class_position", "most_junior", "most_senior"),
      ]),
    Group(
      name: "actions", declared: ActionEntry.fields.map(\.form.name),
      values: [
        ("pupil", "P1", "P2"), ("date", "2024-09-02", "2024-09-03"), ("time", "09:00", "09:10"),
        ("action", "letter", "call"), ("detail", "{ stage: one }", "{ stage: two }"),
        ("parent", "A", "B"), ("amount", "£80", "£160"),
      ]),
    Group(
      name: "amendments", declared: AmendmentEntry.fields.map(\.form.name),
      values: [
        ("pupil", "P1", "P2"), ("date", "2024-09-02", "2024-09-03"), ("session", "AM", "PM"),
        ("original", "N", "O"), ("amended", "I", "M"), ("amended_on", "2024-09-04", "2024-09-05"),
        ("missing", "[reason]", "[name]"),
      ]),
    Group(
      name: "leave", declared: LeaveEntry.fields.map(\.form.name),
      values: [
        ("pupil", "P1", "P2"), ("applied_on", "2024-09-02", "2024-09-03"),
        ("first_day", "2024-09-04", "2024-09-05"), ("last_day", "2024-09-05", "2024-09-06"),
        ("applied_by", "carer", "resident_parent"), ("reason", "holiday", "wedding"),
        ("decision", "granted", "refused"), ("decided_on", "2024-09-03", "2024-09-04"),
      ]),
    Group(
      name: "exclusions", declared: ExclusionEntry.fields.map(\.form.name),
      values: [
        ("pupil", "P1", "P2"), ("first_day", "2024-09-04", "2024-09-05"),
        ("last_day", "2024-09-05", "2024-09-06"), ("kind", "suspension", "permanent"),
      ]),
    Group(
      name: "registers_taken", declared: RegisterTakenEntry.fields.map(\.form.name),
      values: [
        ("class", "1A", "1B"), ("date", "2024-09-02", "2024-09-03"), ("session", "AM", "PM"),
        ("opened", "08:50", "08:51"), ("closed", "09:10", "09:11"),
      ]),
    Group(
      name: "arrivals", declared: Small.InlineArrival.fields.map(\.form.name),
      values: [
        ("pupil", "P1", "P2"), ("date", "2024-09-02", "2024-09-03"), ("session", "AM", "PM"),
        ("late", "5 minutes", "6 minutes"),
      ]),
    Group(
      name: "recorded", declared: Small.InlineEntry.fields.map(\.form.name),
      values: [
        ("pupil", "P1", "P2"), ("date", "2024-09-02", "2024-09-03"), ("session", "AM", "PM"),
        ("recorded_on", "2024-09-10", "2024-09-11"),
      ]),
  ]

  private static let calendar = Group(
    name: "calendar", declared: CalendarFile.Draft.fields.map(\.form.name),
    values: [
      (
        "terms", "[{ from: 2024-09-02, to: 2024-09-20 }]", "[{ from: 2024-09-02, to: 2024-09-27 }]"
      ),
      ("closed", "[2024-09-09]", "[2024-09-10]"), ("morning_only", "[2024-09-11]", "[2024-09-12]"),
      ("afternoon_only", "[2024-09-13]", "[2024-09-16]"),
      ("disrupted", "[2024-09-04]", "[2024-09-05]"),
      ("religious_observance", "[2024-09-04]", "[2024-09-05]"),
    ])

  private static let term = Group(
    name: "terms", declared: CalendarFile.TermFile.fields.map(\.form.name),
    values: [
      ("name", "Autumn", "Michaelmas"), ("from", "2024-09-02", "2024-09-03"),
      ("to", "2024-09-20", "2024-09-27"),
      ("half_term", "{ from: 2024-09-16, to: 2024-09-17 }", "{ from: 2024-09-16, to: 2024-09-18 }"),
    ])

  /// The whole dataset of a small register.
  private func dataset(_ calendar: String, _ rest: String) throws -> String {
    let text =
      "calendar: \(calendar)\nmarks: { P1: \"2024-09-03: LL LL\", P2: \"2024-09-03: LL LL\" }\n\(rest)\n"
    var reading = Reading()
    let document = YAMLDocument.read(SourceFile(path: "small.yaml", text: text))
    let register = InlineRegister.read(try #require(document.value), &reading)
    let dataset = Dataset(try #require(register), &reading)
    #expect(reading.diagnostics.map(\.message) == [])
    var dumped = ""
    dump(try #require(dataset), to: &dumped)
    return dumped
  }

  @Test(arguments: groups)
  func `is read`(group: Group) throws {
    #expect(Set(group.values.map(\.key)) == Set(group.declared))
    let calendar = "{ terms: [{ from: 2024-09-02, to: 2024-09-20 }] }"
    func made(_ changed: String?) throws -> String {
      try dataset(calendar, "\(group.name): [\(group.text(changing: changed))]")
    }
    let before = try made(nil)
    for (key, _, _) in group.values { #expect(try made(key) != before, "\(key)") }
  }

  @Test func `of its calendar is read`() throws {
    #expect(Set(Self.calendar.values.map(\.key)) == Set(Self.calendar.declared))
    #expect(Set(Self.term.values.map(\.key)) == Set(Self.term.declared))
    let before = try dataset(Self.calendar.text(changing: nil), "")
    for (key, _, _) in Self.calendar.values {
      #expect(try dataset(Self.calendar.text(changing: key), "") != before, "\(key)")
    }
    func termed(_ changed: String?) throws -> String {
      try dataset("{ terms: [\(Self.term.text(changing: changed))] }", "")
    }
    let plain = try termed(nil)
    for (key, _, _) in Self.term.values { #expect(try termed(key) != plain, "\(key)") }
  }
}
