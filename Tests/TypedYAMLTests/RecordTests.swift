import CivilTime
import Diagnostics
import PositionedYAML
import Testing
import TypedYAML

@Suite struct `A record` {
  private static let whole = """
    name: Early birds
    kind: breakfast
    is_open: true
    opened: 2024-09-02
    notice: 10 school_days
    keeps: 6 years
    share: 12.5 %
    fee: £2.50
    bound: more than 90 %
    tags: [early, food]
    sessions:
      - { id: monday, starts: 07:45, lasts: 1 minute }
      - { id: friday, starts: 8:05 }
    head: { id: main, lasts: 30 minutes }
    contacts: { office: Room 1, "No.": '7' }
    extra: { any: [thing] }
    """

  @Test func `is read with each key's value and place`() throws {
    let (read, diagnostics) = Club.read(Self.whole)
    let club = try #require(read)
    #expect(diagnostics == [])
    #expect(club.name?.value.text == "Early birds")
    #expect(club.kind?.value == .breakfast)
    #expect(club.isOpen?.value.isTrue == true)
    #expect(club.opened?.value == CivilDate(year: 2024, month: 9, day: 2))
    #expect(club.notice?.value == SchoolDays(10))
    #expect(club.keeps?.value == Quantity(6, .years))
    #expect(club.share?.value == Percentage(basisPoints: 1_250))
    #expect(club.fee?.value == Money(pence: 250))
    #expect(club.bound?.value.comparator == .moreThan)
    #expect(club.bound?.value.percentage == Percentage(basisPoints: 9_000))
    #expect(club.tags?.map(\.value.text) == ["early", "food"])
    #expect(club.sessions?.map(\.starts?.value.minute) == [465, 485])
    #expect(club.sessions?.map(\.lasts?.value.count) == [1, nil])
    #expect(club.head?.lasts?.value == Minutes(30))
    #expect(club.contacts?.entries.map(\.key.value) == ["office", "No."])
    #expect(club.contacts?["No."]?.value.text == "7")
    #expect(club.extra?.node["any"]?.kind == "a list")
    #expect(club.tags?.map(\.span.start.column) == [8, 15])
    #expect(club.head?.span.start == SourcePosition(line: 14, column: 7))
  }

  @Test(arguments: [
    ("name: x\nnotcie: 1 school_day", "notcie", "Did you mean `notice`?"),
    ("name: x\nKind: sport", "Kind", "Did you mean `kind`?"),
    ("name: x\nis-open: true", "is-open", "Did you mean `is_open`?"),
  ])
  func `suggests the key that was meant`(text: String, key: String, help: String) throws {
    let (club, diagnostics) = Club.read(text)
    let diagnostic = try #require(diagnostics.first)
    #expect(club?.name?.value.text == "x")
    #expect(diagnostics.map(\.brief) == ["format.unknown-key 2:1 \(key)"])
    #expect(diagnostic.message == "`\(key)` is not a key of a club.")
    #expect(diagnostic.help == help)
  }

  @Test func `lists its keys for a key that is like none of them`() throws {
    let (_, diagnostics) = Club.read("name: x\nhead: { id: a, zzzzzz: 1 }")
    let diagnostic = try #require(diagnostics.first)
    #expect(diagnostic.brief == "format.unknown-key 2:16 head.zzzzzz")
    #expect(diagnostic.help == "Write `id`, `starts` or `lasts`.")
    let (_, many) = Club.read("name: x\nzzzzzzzz: 1")
    #expect(try #require(many.first).help?.hasPrefix("The keys are `name`, `kind`, ") == true)
  }

  @Test func `needs its required keys, at every depth`() throws {
    let (club, diagnostics) = Club.read("kind: sport\nsessions: [{ starts: 08:00 }]\nhead: {}\n")
    #expect(
      diagnostics.map(\.brief) == [
        "format.missing-key 2:12 sessions.0", "format.missing-key 3:7 head",
        "format.missing-key 1:1 ",
      ])
    #expect(try #require(diagnostics.last).message == "A club needs the key `name`.")
    #expect(try #require(diagnostics.last).help == "Add `name`. What the club is called.")
    #expect(club?.kind?.value == .sport)
  }

  @Test func `does not call a key missing that is there and wrong`() {
    #expect(Club.read("name: [x]").diagnostics.map(\.brief) == ["format.value 1:7 name"])
  }

  @Test func `tells all that is wrong in one reading`() {
    let text = """
      kind: sports
      is_open: yes
      opened: 2024-02-30
      notice: 10 days
      keeps: 6
      share: 101 %
      fee: 2
      bound: some
      tags: [Big Words, ok, [x]]
      sessions:
        - { id: a, starts: 24:00 }
        - b
      head: [x]
      contacts: { a: { b: c } }
      colour: red
      """
    let (club, diagnostics) = Club.read(text)
    #expect(
      diagnostics.map(\.brief) == [
        "format.value 1:7 kind", "format.value 2:10 is_open", "format.value 3:9 opened",
        "format.value 4:9 notice", "format.value 5:8 keeps", "format.value 6:8 share",
        "format.value 7:6 fee", "format.value 8:8 bound", "format.value 9:8 tags.0",
        "format.value 9:23 tags.2", "format.value 11:22 sessions.0.starts",
        "format.value 12:5 sessions.1", "format.value 13:7 head",
        "format.value 14:16 contacts.a", "format.unknown-key 15:1 colour",
        "format.missing-key 1:1 ",
      ])
    #expect(diagnostics.allSatisfy { $0.severity == .error && $0.span.file == "c.yaml" })
    // The valid parts are decoded all the same.
    #expect(club?.tags?.map(\.value.text) == ["ok"])
    #expect(club?.sessions?.compactMap(\.id?.value.text) == ["a"])
    #expect(club?.kind == nil)
  }

  @Test(arguments: [
    ("", "This file must be a club, not nothing."),
    ("[x]", "This file must be a club, not a list."),
    ("x", "This file must be a club, not `x`."),
  ])
  func `is a group of keys`(text: String, message: String) throws {
    // An empty text is no document; the shortest empty document is `---`.
    let (club, diagnostics) = Club.read(text.isEmpty ? "---" : text)
    #expect(club == nil)
    #expect(diagnostics.map(\.message) == [message])
    #expect(try #require(diagnostics.first).help?.contains("`name`, `kind`") == true)
  }

  @Test func `fills from above what it lacks and keeps what it has`() throws {
    var lower = try #require(
      Club.read("name: Low\ntags: [low]\nhead: { id: a, starts: 08:00 }\ncontacts: { x: low }\n")
        .club)
    let upper = try #require(
      Club.read(
        "name: Up\nkind: sport\ntags: [up, down]\nhead: { id: b, lasts: 5 minutes }\n"
          + "contacts: { x: up, y: up }\nsessions: [{ id: c }]\n"
      ).club)
    lower.inherit(upper)
    #expect(lower.name?.value.text == "Low")
    #expect(lower.kind?.value == .sport)
    #expect(lower.kind?.span == upper.kind?.span)
    #expect(lower.tags?.map(\.value.text) == ["low"])
    #expect(lower.head?.id?.value.text == "a")
    #expect(lower.head?.starts?.value.minute == 480)
    #expect(lower.head?.lasts?.value == Minutes(5))
    #expect(lower.contacts?.entries.map(\.key.value) == ["x", "y"])
    #expect(lower.contacts?["x"]?.value.text == "low")
    #expect(lower.sessions?.count == 1)
    #expect(lower.isOpen == nil)
  }

  @Test func `is reached by paths once its types are erased`() throws {
    let club = try #require(Club.read(Self.whole).club)
    func values(_ path: String...) -> [String] {
      club.erased.values(at: path[...]).map { "\($0.path) = \($0.value.value.words)" }
    }
    #expect(values("fee") == ["fee = £2.50"])
    #expect(values("tags", "*") == ["tags.0 = early", "tags.1 = food"])
    #expect(
      values("sessions", "*", "starts")
        == ["sessions.monday.starts = 07:45", "sessions.friday.starts = 08:05"])
    #expect(values("sessions", "friday", "starts") == ["sessions.friday.starts = 08:05"])
    #expect(values("contacts", "*") == ["contacts.office = Room 1", "contacts.No. = 7"])
    #expect(values("sessions", "sunday", "starts") == [])
    #expect(values("fee", "x") == [])
    #expect(values("head") == ["head = id main, lasts 30 minutes"])
  }
}
