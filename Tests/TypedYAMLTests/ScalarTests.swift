import CivilTime
import Diagnostics
import PositionedYAML
import Testing
import TypedYAML

@Suite struct `A value of the wrong kind` {
  /// The diagnostics of a club with one key, besides its missing name.
  private func diagnostic(_ line: String) throws -> Diagnostic {
    let diagnostics = Club.read("name: x\n" + line).diagnostics
    #expect(diagnostics.count == 1)
    return try #require(diagnostics.first)
  }

  @Test(arguments: [
    ("is_open: yes", "write `true`"), ("is_open: Yes", "write `true`"),
    ("is_open: on", "write `true`"), ("is_open: y", "write `true`"),
    ("is_open: True", "write `true`"), ("is_open: TRUE", "write `true`"),
    ("is_open: no", "write `false`"), ("is_open: NO", "write `false`"),
    ("is_open: off", "write `false`"), ("is_open: N", "write `false`"),
    ("is_open: False", "write `false`"), ("is_open: 1", "Write `true` or `false`"),
    ("is_open: ture", "Did you mean `true`?"),
    ("notice: 10 days", "counts in school days, not in days"),
    ("notice: two weeks", "counts in school days, not in weeks"),
    ("notice: 10", "`10 school_days`"), ("notice: twelve school days", "Write `12 school_days`."),
    ("notice: -10 school_days", "`10 school_days`"),
    ("keeps: 6", "`6 school_days` or `6 days`"), ("keeps: six years", "Write `6 years`."),
    ("keeps: for ever", "`10 school_days`, `4 weeks` or `9 sessions`"),
    (
      "opened: 2024-02-30",
      "February 2024 ends on 29 February 2024: write `2024-02-29`."
    ),
    (
      "opened: 02/09/2024",
      "Write `2024-09-02` for 2 September 2024, or `2024-02-09` for 9 February 2024."
    ),
    ("opened: 2 September", "Say of which year: the year, and then `-09-02`."),
    (
      "opened: September 2024",
      "write `2024-09-01` for its first day, or `2024-09-30` for its last."
    ),
    ("opened: soon", "Write it as `2024-09-01`."),
    ("share: 10", "Write `10 %`."), ("share: 110 %", "at most `100 %`"),
    ("share: 12.345 %", "two decimals"), ("share: some", "Write it as `10 %`."),
    ("fee: 60", "Write `£60`."), ("fee: sixty pounds", "Write `£60`."), ("fee: cheap", "`£160`"),
    ("kind: sports", "Did you mean `sport`?"),
    ("kind: chess", "Write `breakfast`, `homework` or `sport`."),
    ("kind: Sport", "Write `sport`."), ("kind: sports club", "Write `sport`."),
    ("kind: games", "`games` are a kind of sport: write `sport`."),
    ("head: { id: a, starts: 1pm }", "Write `13:00`."),
    ("head: { id: a, starts: 24:00 }", "Hours go from 00 to 23"),
    ("head: { id: a, starts: early }", "Write it as `07:45`."),
    ("head: { id: a, lasts: half an hour }", "Write `30 minutes`."),
    ("bound: at leas 10 %", "`more than 10 %`"), ("bound: over 10%", "Write `more than 10 %`."),
    ("bound: up to ten per cent", "Write `at most 10 %`."),
    ("bound: 10 or more", "`at least 10 %`"),
    ("tags: [Upper Case]", "Write `upper_case`."), ("tags: ['']", "`stage_letter`"),
    ("tags: []", "Leave the key out instead."), ("tags: one", "Put it in brackets: `[one]`."),
    ("tags: One Two, three and four", "`[one_two, three, four]`"),
    ("tags: {}", "`[first, second]`"),
    ("sessions: []", "Leave the key out instead."), ("sessions: a", "`[{ id: a }]`"),
    ("head: x", "write `{ id: x }`"), ("head: [x]", "`id`, `starts` or `lasts`"),
  ])
  func `comes with what would put it right`(line: String, help: String) throws {
    let diagnostic = try diagnostic(line)
    #expect(diagnostic.rule == "format.value")
    #expect(diagnostic.span.start.line == 2)
    #expect(try #require(diagnostic.help).contains(help), "\(diagnostic.help ?? "")")
  }

  @Test(arguments: [
    ("Telephone call", "telephone_call"), ("telephone-call", "telephone_call"),
    (
      "Education (Pupil Registration) (England) Regulations 2006",
      "education_pupil_registration_england_regulations_2006"
    ),
    ("Children's Act", "childrens_act"), ("contact_parent", "contact_parent"), (" - ", ""),
    ("", ""),
    ("Caf\u{e9}", "caf\u{e9}"),
  ])
  func `that is a word is spelled in small letters with underscores`(text: String, word: String) {
    #expect(text.spelledAsWord == word)
  }

  @Test func `that is nothing comes with what would put it right`() throws {
    #expect(try diagnostic("opened:").help == "Write it as `2024-09-01`.")
    let help = try diagnostic("is_open:").help
    #expect(help == "Write `true` or `false`.")
  }

  @Test(arguments: [
    ("notice: [x]", "`notice` must be a number of school days, not a list."),
    ("notice:", "`notice` must be a number of school days, not nothing."),
    (
      "opened: { a: b }",
      "`opened` must be a date that exists, as year-month-day, not a group of keys."
    ),
    ("share: ''", "`share` must be a percentage, not ``."),
    ("tags: []", "`tags` must be a list of at least one, not a list."),
    ("contacts: x", "`contacts` must be a group of keys, not `x`."),
  ])
  func `is named beside what belongs there`(line: String, message: String) throws {
    #expect(try diagnostic(line).message == message)
  }

  @Test func `is quoted no further than a reader needs`() throws {
    let long = String(repeating: "x", count: 10_000)
    #expect(try diagnostic("opened: \(long)").message.count < 200)
    #expect(try diagnostic("\(long): 1").message.count < 200)
  }
}

/// The schema's patterns and the decoder accept and refuse the same values.
@Suite struct `The pattern of a scalar` {
  private func isRead<Kind: Scalar>(_ kind: Kind.Type, _ text: String) -> Bool {
    (try? kind.init(scalar: text)) != nil
  }

  private func isMatched<Kind: Scalar>(_ kind: Kind.Type, _ text: String) throws -> Bool {
    let pattern = try Regex(try #require(kind.scalarForm.pattern))
    return text.firstMatch(of: pattern) != nil
  }

  private func allows<Kind: Scalar>(_ kind: Kind.Type, _ text: String) throws -> Bool {
    try isRead(kind, text) && isMatched(kind, text)
  }

  @Test func `allows what is read`() throws {
    for text in ["10 %", "10%", "12.5 %", "0.05%"] { #expect(try allows(Percentage.self, text)) }
    for text in ["1 minute", "30 minutes"] { #expect(try allows(Minutes.self, text)) }
    for text in ["1 school_day", "2 school_days"] { #expect(try allows(SchoolDays.self, text)) }
    for text in ["8:05", "08:50"] { #expect(try allows(TimeOfDay.self, text)) }
    for text in ["£160", "£60.00", "£2,500"] { #expect(try allows(Money.self, text)) }
    for text in ["a", "stage_letter", "s.7-a", "7"] { #expect(try allows(Name.self, text)) }
    for text in ["2024-09-01"] { #expect(try allows(CivilDate.self, text)) }
    for text in ["3 years", "1 week"] { #expect(try allows(Quantity.self, text)) }
    for text in ["at least 10 %", "10 %"] { #expect(try allows(PercentageBound.self, text)) }
    for text in ["9 sessions", "less than 1 day"] { #expect(try allows(QuantityBound.self, text)) }
  }

  @Test func `is of one mind with the reader on unusual forms`() throws {
    for text in ["10 %%", "%"] {
      #expect(!isRead(Percentage.self, text))
      #expect(try !isMatched(Percentage.self, text))
    }
    let money = (read: isRead(Money.self, "£60.5"), matched: try isMatched(Money.self, "£60.5"))
    #expect(money.read == money.matched)
    let name = (read: isRead(Name.self, "-a"), matched: try isMatched(Name.self, "-a"))
    #expect(name.read == name.matched)
  }
}

@Suite struct `A bound` {
  @Test(arguments: [
    ("10 %", Comparator.atLeast, 1_000), ("at least 10 %", .atLeast, 1_000),
    ("more than 10 %", .moreThan, 1_000), ("at most 12.5 %", .atMost, 1_250),
    ("less than 90%", .lessThan, 9_000),
  ])
  func `of a percentage is at least, unless it says otherwise`(
    text: String, comparator: Comparator, basisPoints: Int
  ) throws {
    let bound = try PercentageBound(scalar: text)
    #expect(bound.comparator == comparator)
    #expect(bound.percentage == Percentage(basisPoints: basisPoints))
  }

  @Test func `of a quantity keeps whether it said so`() throws {
    let bare = try QuantityBound(scalar: "9 sessions")
    #expect(bare.comparator == nil)
    #expect(bare.value == .quantity(Quantity(9, .sessions)))
    let bound = try QuantityBound(scalar: "less than 10 sessions")
    #expect(bound.value == .bound(.lessThan, .quantity(Quantity(10, .sessions))))
  }

  @Test(arguments: ["more than", "more than ", "over 10 %", "more than more than 10 %", "10"])
  func `in another form is refused`(text: String) {
    #expect(throws: ScalarProblem.self) { try PercentageBound(scalar: text) }
    #expect(throws: ScalarProblem.self) { try QuantityBound(scalar: text) }
  }
}
