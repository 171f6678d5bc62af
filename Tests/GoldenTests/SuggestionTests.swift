import Clauses
import Compliance
import Diagnostics
import PolicyModel
import PolicyTests
import PositionedYAML
import Registers
import Testing

@testable import TypedYAML

/// Every suggestion for a key of a policy or a register is a valid key.
@Suite struct `A suggestion for a key` {
  private static let texts = [
    "1pm", "10am", "immediately", "24 hours", "a fortnight", "four school days", "2 years", "five",
    "more than 10 per cent", "over ten days", "3 weeks or more", "10 school days", "a half term",
    "the school year", "12 months", "in a row", "rolling 10 school weeks", "1 year", "code O",
    "O - absent",
    "DD/MM/YYYY", "dd/mm/yyyy", "%d/%m/%Y", "d/m/y", "dd/mm/yy", "17 September 2025", "no",
    "10 sessions",
    "-1", "Missed", "never", "x", "", "0", "0 days", "1001 days", "999999999 weeks", "99999999999",
  ]

  private func unread<Kind: Scalar>(_ kind: Kind.Type, _ texts: [String] = texts) -> [String] {
    texts.flatMap { text in
      kind.suggestions(for: text).map(\.text).filter { (try? kind.init(scalar: $0)) == nil }.map {
        "\(text) → \($0)"
      }
    }
  }

  @Test func `is read by the type that makes it`() {
    #expect(unread(Threshold.self) == [])
    #expect(unread(Window.self) == [])
    #expect(unread(Deadline.self) == [])
    #expect(unread(YearRange.self) == [])
    #expect(unread(MarkCode.self) == [])
    #expect(unread(DateFormat.self) == [])
    #expect(unread(FiringDate.self) == [])
    #expect(unread(ExpectedDivergence.self) == [])
    #expect(unread(SessionCount.self) == [])
  }

  @Test(arguments: [
    ("Reception - Year 6", ["Reception to Year 6"]), ("R-6", ["Reception to Year 6"]),
    ("Y7 to Y11", ["Year 7 to Year 11"]), ("years 7 to 13", ["Year 7 to Year 13"]),
    ("ages 4 to 11", ["Reception to Year 6"]), ("11-16 year olds", ["Year 7 to Year 11"]),
    ("11-18", ["Year 7 to Year 13"]), ("7-11", ["Year 7 to Year 11", "Year 3 to Year 6"]),
    ("KS3 and KS4", []), ("Year 6 to Reception", []), ("primary", []),
  ])
  func `turns the years or the ages of a school into its years`(text: String, years: [String]) {
    #expect(YearRange.suggestions(for: text).map(\.text) == years)
  }

  @Test(arguments: [
    ("3 days unexplained absence", "{ unexplained_absence: 3 days }"),
    ("unexplained absence", "{ unexplained_absence: 1 session }"),
    ("5 lates in a half term", "{ late: 5 sessions, in: half_term }"),
    ("attendance below 95%", "{ absence: more than 5 %, in: school_year }"),
    ("attendance falls to 90 % in a term", "{ absence: 10 %, in: term }"),
    (
      "10 unauthorised sessions in 10 school weeks",
      "{ unauthorised_absence: 10 sessions, in: 10 school_weeks }"
    ),
    ("more than ten days of illness in a year", "{ illness: more than 10 days, in: school_year }"),
    ("4 consecutive days absence", "{ absence: 4 days, in: consecutive }"),
    ("10% absence", "{ absence: 10 %, in: school_year }"),
  ])
  func `turns an occasion in prose into its keys`(phrase: String, keys: String) {
    #expect(Occasion.spelled(phrase) == keys)
    let root = YAMLDocument.read(SourceFile(path: "f", text: keys)).value
    var reading = Reading()
    #expect(root.flatMap { Occasion.read($0, &reading) } != nil)
    #expect(reading.diagnostics == [])
  }

  @Test(arguments: [
    "", "soon", "10 days", "attendance", "two or three absences", "absence from school 1 2 3",
  ])
  func `is not made of an occasion that cannot be told`(phrase: String) {
    #expect(Occasion.spelled(phrase) == nil)
  }

  /// Every alias must be found by lookup, and name words of its own vocabulary.
  private func faults<Word: Vocabulary>(_ vocabulary: Word.Type) -> [String] {
    let names = vocabulary.otherNames.flatMap(\.names)
    let twice = Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    let odd = names.filter { name in
      Suggestion.key(name) != name || (try? vocabulary.init(scalar: name)) != nil
        || vocabulary.suggestions(for: name).isEmpty
    }
    return twice + odd + unread(vocabulary, names)
  }

  @Test func `for a word of a vocabulary is a word of it`() {
    #expect(faults(SchoolType.self) == [])
    #expect(faults(Phase.self) == [])
    #expect(faults(PupilGroup.self) == [])
    #expect(faults(Binding.self) == [])
    #expect(faults(Severity.self) == [])
    #expect(faults(Applicant.self) == [])
    #expect(faults(Consideration.self) == [])
    #expect(faults(HolidayRule.self) == [])
    #expect(faults(RetrospectiveRule.self) == [])
    #expect(faults(ReportingDays.self) == [])
    #expect(faults(PenaltyRecipient.self) == [])
    #expect(faults(Interval.self) == [])
    #expect(faults(RegisterMedium.self) == [])
    #expect(faults(EvidenceRule.self) == [])
    #expect(faults(InlineRegister.Half.self) == [])
    #expect(faults(MarksFile.Layout.self) == [])
  }
}
