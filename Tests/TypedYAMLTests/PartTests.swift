import Diagnostics
import PositionedYAML
import Testing
import TypedYAML

/// A record that includes the keys of another.
private struct Season: Record {
  var year: Located<Name>?
  var club: Club
  let span: SourceSpan

  static let title = "a season"
  static let fields: [Field<Season>] =
    [Field("year", { $1(&$0.year) }, required: true, "The year.")]
    + Club.fields.map { Field($0, in: { $1(&$0.club) }) }

  init(at span: SourceSpan) {
    self.span = span
    club = Club(at: span)
  }
}

@Suite struct `A record within a record` {
  private func read(_ text: String) throws -> (season: Season, problems: [Diagnostic]) {
    let file = SourceFile(path: "season.yaml", text: text)
    var reading = Reading()
    let root = try #require(YAMLDocument.read(file).value)
    return (try #require(Season.read(root, &reading)), reading.diagnostics)
  }

  @Test func `is read from the same group`() throws {
    let (season, problems) = try read("year: y2024\nname: Chess\nkind: homework\n")
    #expect(problems.map(\.message) == [])
    #expect(season.year?.value.text == "y2024")
    #expect(season.club.name?.value.text == "Chess")
    #expect(season.club.kind?.value == .homework)
  }

  @Test func `keeps what its keys require, and what they may be`() throws {
    let problems = try read("year: y2024\nkind: chess\nnam: Chess\n").problems
    #expect(problems.map(\.rule) == ["format.value", "format.unknown-key", "format.missing-key"])
    #expect(problems.map(\.path) == ["kind", "nam", ""])
  }

  @Test func `is inherited and listed with the other's keys`() throws {
    var lower = try read("year: y2024\nname: Chess\n").season
    lower.inherit(try read("year: y2023\nname: Draughts\nkind: sport\n").season)
    #expect(lower.club.name?.value.text == "Chess")
    #expect(lower.club.kind?.value == .sport)
    guard case .record(let group) = lower.erased.value else {
      Issue.record("A record is erased to a group.")
      return
    }
    #expect(group.entries.map(\.key) == ["year", "name", "kind"])
  }
}
