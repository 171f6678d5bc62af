import CivilTime
import Diagnostics
import PositionedYAML
import Testing
import TypedYAML

/// Every suggested value is valid, so that no fix needs another.
@Suite struct `A suggestion` {
  /// Texts by people who do not know the format, and texts made from their pieces.
  private static let texts: [String] = {
    let given = [
      "1pm", "8.40am", "0850", "half past eight", "9 o'clock", "noon", "17 September 2025",
      "17/09/2025", "03/04/2025", "2025-9-1", "September 2026", "31 June 2025", "1/1/01",
      "four weeks",
      "4 wks", "a fortnight", "half a day", "10sessions", "24 hours", "one year", "99999999 weeks",
      "999999999 years", "160 pounds", "£1,60", "GBP 2,500.50", "10 percent", "0.1", "100 %",
      "110 %",
      "over 10", "at least ten per cent", "up to 2 days", "5 or more", "10+", "yes", "Each day",
      "Breakfast", "SPORT", "A b c", "'", "`", "a: b", "#", "é", "a, b", "[x", "", " ", "-", "%",
      "£",
    ]
    let pieces = [
      "ten", "4", "wks", "am", ":", ".", "/", "2025", "may", "%", "£", "and", "or", "more",
    ]
    let made = pieces.flatMap { first in
      pieces.flatMap { second in pieces.map { "\(first) \(second)\($0)" } }
    }
    return given + made
  }()

  private func unread<Kind: Scalar>(_ kind: Kind.Type) -> [String] {
    Self.texts.flatMap { text in
      kind.suggestions(for: text).map(\.text).filter { (try? kind.init(scalar: $0)) == nil }.map {
        "\(text) → \($0)"
      }
    }
  }

  @Test func `is read by the type that makes it`() {
    #expect(unread(TimeOfDay.self) == [])
    #expect(unread(CivilDate.self) == [])
    #expect(unread(Quantity.self) == [])
    #expect(unread(Minutes.self) == [])
    #expect(unread(Sessions.self) == [])
    #expect(unread(Days.self) == [])
    #expect(unread(Weeks.self) == [])
    #expect(unread(Years.self) == [])
    #expect(unread(Percentage.self) == [])
    #expect(unread(Money.self) == [])
    #expect(unread(PercentageBound.self) == [])
    #expect(unread(QuantityBound.self) == [])
    #expect(unread(Name.self) == [])
    #expect(unread(Club.Kind.self) == [])
  }

  /// The value that a fix suggests.
  private func fixed(_ key: String, _ text: String) throws -> String? {
    let quoted = "'" + text.replacing("'", with: "''") + "'"
    let diagnostics = Club.read("name: x\n\(key): \(quoted)").diagnostics
    guard let help = diagnostics.first?.help else { return nil }
    let parts = help.split(separator: "`", omittingEmptySubsequences: false)
    return help.contains("rite `") || help.contains("brackets: `")
      ? String(parts[parts.count - 2]) : nil
  }

  @Test(arguments: ["head", "sessions", "tags"])
  func `for a list or a group is read in its place`(key: String) throws {
    var fixes = 0
    for text in Self.texts {
      guard let fix = try fixed(key, text) else { continue }
      fixes += 1
      #expect(Club.read("name: x\n\(key): \(fix)").diagnostics == [], "\(text) → \(fix)")
    }
    #expect(fixes > 100)
  }
}
