import CivilTime
import Diagnostics
import Testing
import TypedYAML

@Suite struct `A typed value` {
  @Test(arguments: [
    ("08:50", "a time"), ("2024-09-01", "a date"), ("£160", "a sum of money"),
    ("10 %", "a percentage"), ("10 school_days", "a number of school days"),
    ("more than 10 %", "a percentage"), ("at most 9 sessions", "a number of sessions"),
    ("true", "true or false"), ("no", "a word"), ("resident_parent", "a word"),
    ("2024-02-30", "a word"), ("24:00", "a word"), ("more than", "a word"),
  ])
  func `is known by its form`(text: String, kind: String) {
    #expect(Value(form: text).kind == kind)
  }

  @Test(arguments: [
    ("10 %", "at least 10 %"), ("at least 10 %", "at least 10.00 %"), ("2 weeks", "14 days"),
    ("1 year", "12 months"), ("at least 2 weeks", "14 days"),
    ("less than 1 week", "less than 7 days"),
    ("8:50", "08:50"), ("£60", "£60.00"), ("£2,500", "£2500"), ("word", "word"),
    ("2024-09-01", "2024-09-01"), ("true", "true"),
  ])
  func `means the same as another way of writing it`(left: String, right: String) {
    #expect(Value(form: left).means(Value(form: right)))
    #expect(Value(form: right).means(Value(form: left)))
  }

  @Test(arguments: [
    ("10 %", "more than 10 %"), ("10 %", "at most 10 %"), ("10 %", "11 %"),
    ("10 school_days", "10 days"), ("5 school_days", "1 week"), ("1 month", "30 days"),
    ("more than 10 %", "less than 10 %"), ("£160", "160"), ("10 %", "10 sessions"),
    ("true", "false"), ("word", "ward"), ("08:50", "08:51"),
  ])
  func `does not mean another value`(left: String, right: String) {
    #expect(!Value(form: left).means(Value(form: right)))
    #expect(!Value(form: right).means(Value(form: left)))
  }

  @Test func `means the same as text and as a word`() {
    #expect(Value.text("x").means(.word("x")))
    #expect(Value.word("x").means(.text("x")))
    #expect(!Value.text("x").means(.word("y")))
    #expect(!Value.text("true").means(.truth(true)))
  }

  @Test func `means the same wherever its parts stand`() {
    func list(_ line: Int, _ word: String) -> Value {
      let place = SourcePosition(line: line, column: 1)
      let span = SourceSpan(file: "f", start: place, end: place)
      return .list([Located(.word(word), at: span)])
    }
    #expect(list(1, "a").means(list(1, "a")))
    #expect(!list(1, "a").means(list(1, "b")))
    #expect(list(1, "a").means(list(2, "a")))
  }

  @Test(arguments: [
    ("08:50", "09:10", Order.less), ("2024-09-01", "2024-08-31", .greater),
    ("10 %", "10.00 %", .equal), ("£60", "£80", .less), ("1 week", "8 days", .less),
    ("13 months", "1 year", .greater),
  ])
  func `stands to another of its kind`(left: String, right: String, order: Order) {
    #expect(Value(form: left).order(to: Value(form: right)) == order)
  }

  @Test(arguments: [
    ("08:50", "2024-09-01"), ("10 school_days", "10 days"), ("a", "b"), ("true", "false"),
    ("10 %", "£10"), ("10 %", "more than 10 %"), ("10 %", "10 sessions"),
  ])
  func `has no order among other kinds`(left: String, right: String) {
    #expect(Value(form: left).order(to: Value(form: right)) == nil)
    #expect(Value(form: right).order(to: Value(form: left)) == nil)
  }

  @Test(arguments: [
    ("resident_parent", "resident parent"), ("2024-08-19", "19 August 2024"), ("8:05", "08:05"),
    ("10 school_days", "10 school days"), ("at least 10 %", "10%"),
    ("more than 10 %", "more than 10%"), ("£2500", "£2,500"), ("true", "yes"),
  ])
  func `is written as people write it`(text: String, words: String) {
    #expect(Value(form: text).words == words)
  }
}

@Suite struct `The form of a record` {
  private func form(_ path: String...) -> Result<Form, Form.UnknownStep> {
    Club.form.form(at: path[...])
  }

  /// The name of the scalar at a path; nil if there is another form.
  private func scalar(_ path: String...) throws -> String? {
    guard case .scalar(let form) = try Club.form.form(at: path[...]).get() else { return nil }
    return form.name
  }

  @Test func `leads to each of its keys`() throws {
    #expect(try scalar("name") == "text")
    #expect(try scalar("head", "starts") == "a time of day, as hours:minutes")
    #expect(try scalar("sessions", "*", "lasts") == "a number of minutes")
    #expect(try scalar("sessions", "monday", "lasts") == "a number of minutes")
    #expect(try scalar("tags", "*") == "a name of lower-case letters, digits, `_`, `-` or `.`")
    #expect(try scalar("contacts", "office") == "text")
    guard case .record(let record) = try Club.form.form(at: []).get() else {
      Issue.record("the form at no path is not the record's own")
      return
    }
    #expect(record.title == "a club")
    #expect(record.fields.map(\.name) == Club.fields.map(\.form.name))
    #expect(record.fields.filter(\.isRequired).map(\.name) == ["name"])
    #expect(record.field("fee")?.summary == "What it costs.")
    #expect(record.field("free") == nil)
  }

  @Test func `names the first step that leads nowhere`() {
    func unknown(_ result: Result<Form, Form.UnknownStep>) -> Form.UnknownStep? {
      if case .failure(let step) = result { step } else { nil }
    }
    #expect(unknown(form("fees"))?.step == "fees")
    #expect(unknown(form("fees"))?.known == Club.fields.map(\.form.name))
    #expect(unknown(form("head", "stars", "x"))?.step == "stars")
    #expect(unknown(form("head", "stars", "x"))?.known == ["id", "starts", "lasts"])
    #expect(unknown(form("name", "first"))?.step == "first")
    #expect(unknown(form("extra", "any"))?.step == "any")
    #expect(unknown(form("fee")) == nil)
  }

  @Test func `of a choice is looked for in each`() throws {
    let choice = Form.choice([.scalar(ScalarForm("a word")), Club.form])
    guard case .scalar(let form) = try choice.form(at: ["fee"]).get() else {
      Issue.record("no form for a key of the second choice")
      return
    }
    #expect(form.name == "a sum in pounds")
    #expect(throws: Form.UnknownStep.self) { try choice.form(at: ["fees"]).get() }
  }
}
