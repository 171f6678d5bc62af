import Diagnostics
import Registers
import Simulation
import Testing
import TypedYAML

/// Duties that follow an action, and preconditions of actions.
@Suite struct `A stage of an intervention` {
  private static let duties = """
    rollcall: framework/v1
    duties:
      - id: review
        when: { action: meeting, detail: { stage: 2 } }
        do: review
        not_before: 4 weeks
        within: 6 weeks
        cite: [{ source: rollcall, where: a test }]
      - id: referral
        when: { absence: 16 days, in: school_year }
        do: referral
        binding: may
        preconditions:
          - { any_of: [meeting, contract] }
          - { any_of: [letter], detail: { stage: 2 }, at_least: 10 school_days }
        records: [attendance_record, letters]
        cite: [{ source: rollcall, where: a test }]
    """

  private func divergences(_ actions: String) throws -> [Divergence] {
    var reading = Reading.empty
    let dataset = inlineDataset(
      """
      calendar: { terms: [{ name: Autumn, from: 2024-09-02, to: 2024-12-20 }] }
      marks: { P1: "2024-09-02: \(String(repeating: "/\\\\ ", count: 75))" }
      actions:
      \(actions)
      """, &reading)
    #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics.map(\.message))")
    return Simulator(try testFramework(with: Self.duties), nil)
      .replay(try #require(dataset)).divergences
  }

  private static let reviews: [(date: String, kinds: [Divergence.Kind])] = [
    ("2024-10-07", []), ("2024-10-21", []), ("2024-10-06", [.premature]), ("2024-10-22", [.late]),
  ]

  @Test(arguments: reviews)
  func `is reviewed in its weeks`(date: String, kinds: [Divergence.Kind]) throws {
    let found = try divergences(
      """
        - { pupil: P1, date: 2024-09-09, action: meeting, detail: { stage: "2" } }
        - { pupil: P1, date: \(date), action: review }
      """)
    #expect(found.map(\.kind) == kinds, "\(found.map(\.message))")
    #expect(found.allSatisfy { $0.clause == "review" })
  }

  @Test func `is missed where nothing follows`() throws {
    let found = try divergences(
      "  - { pupil: P1, date: 2024-09-09, action: meeting, detail: { stage: \"2\" } }")
    #expect(found.map(\.kind) == [.missed])
  }

  @Test func `of another detail is not followed up`() throws {
    let found = try divergences(
      "  - { pupil: P1, date: 2024-09-09, action: meeting, detail: { stage: \"1\" } }")
    #expect(found.isEmpty)
  }

  private static let whole = "detail: { attendance_record: yes, letters: two }"

  private static let referrals: [(letter: String, meeting: String, kinds: [Divergence.Kind])] = [
    ("2024-10-01", "contract", []),
    // Ten school days after 1 October is 15 October, the date of the referral.
    ("2024-10-02", "contract", [.premature]),
    ("2024-10-01", "telephone_call", [.premature]),
    ("2024-10-02", "telephone_call", [.premature, .premature]),
  ]

  @Test(arguments: referrals)
  func `comes after what must precede it`(
    letter: String, meeting: String, kinds: [Divergence.Kind]
  ) throws {
    let found = try divergences(
      """
        - { pupil: P1, date: \(letter), action: letter, detail: { stage: "2" } }
        - { pupil: P1, date: 2024-10-15, action: \(meeting) }
        - { pupil: P1, date: 2024-10-15, action: referral, \(Self.whole) }
      """)
    #expect(found.map(\.kind) == kinds, "\(found.map(\.message))")
  }

  @Test func `says what its record leaves out`() throws {
    let found = try divergences(
      """
        - { pupil: P1, date: 2024-09-05, action: letter, detail: { stage: "2" } }
        - { pupil: P1, date: 2024-09-06, action: contract }
        - { pupil: P1, date: 2024-10-15, action: referral, detail: { attendance_record: yes } }
      """)
    #expect(found.map(\.kind) == [.missing])
    #expect(found.first?.expected == "letters")
    #expect(found.first?.evidence.count == 1)
  }
}
