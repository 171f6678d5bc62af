import Diagnostics
import Testing

@Suite struct `The wording of messages` {
  private static let keys = [
    "opens", "closes", "starts", "ends", "absence_reporting", "local_authority", "review_by",
  ]

  @Test(arguments: [
    ("close", "closes"), ("opnes", "opens"), ("open", "opens"), ("Opens", "opens"),
    ("abscence_reporting", "absence_reporting"), ("absence-reporting", "absence_reporting"),
    ("local_autority", "local_authority"), ("reveiw_by", "review_by"), ("end", "ends"),
    ("strats", "starts"),
  ])
  func `suggests the key that was meant`(word: String, meant: String) {
    #expect(Wording.suggestion(for: word, among: Self.keys) == meant)
  }

  @Test(arguments: ["", "x", "holiday", "closing_time", "registers", "op", "authority"])
  func `suggests nothing for a word that is too far away`(word: String) {
    #expect(Wording.suggestion(for: word, among: Self.keys) == nil)
  }

  @Test func `suggests the first in the alphabet of two that are as near`() {
    #expect(Wording.suggestion(for: "cat", among: ["hat", "bat"]) == "bat")
    #expect(Wording.suggestion(for: "cat", among: ["bat", "hat"]) == "bat")
    #expect(Wording.suggestion(for: "cat", among: []) == nil)
  }

  @Test func `does not take long over a word of any length`() {
    let word = String(repeating: "a", count: 100_000)
    #expect(Wording.suggestion(for: word, among: [word + "b"]) == nil)
  }

  @Test func `names the words when none is near and they are few`() {
    #expect(Wording.didYouMean("close", among: Self.keys) == "Did you mean `closes`?")
    #expect(Wording.didYouMean("xyz", among: ["true", "false"]) == "Write `true` or `false`.")
    let many = (10..<23).map { "word\($0)" }
    #expect(Wording.didYouMean("xyz", among: many) == nil)
    #expect(Wording.didYouMean("xyz", among: Array(many.dropLast())) != nil)
    #expect(Wording.didYouMean("xyz", among: []) == nil)
  }

  @Test(arguments: [
    (0, "0 days"), (1, "1 day"), (2, "2 days"), (1_000, "1,000 days"), (-1, "-1 days"),
  ])
  func `counts in the right number`(count: Int, text: String) {
    #expect(Wording.count(count, "day") == text)
  }

  @Test func `counts nouns with a plural of their own`() {
    #expect(Wording.count(1, "policy", "policies") == "1 policy")
    #expect(Wording.count(3, "policy", "policies") == "3 policies")
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (12_345, "12,345"), (123_456, "123,456"),
    (1_234_567, "1,234,567"), (-1_234, "-1,234"), (-123, "-123"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `groups thousands`(number: Int, text: String) {
    #expect(Wording.grouped(number) == text)
  }

  @Test func `lists as a sentence does`() {
    #expect(Wording.list([]).isEmpty)
    #expect(Wording.list(["a"]) == "a")
    #expect(Wording.list(["a", "b"]) == "a and b")
    #expect(Wording.list(["a", "b", "c"]) == "a, b and c")
    #expect(Wording.list(["a", "b", "c"], "or") == "a, b or c")
  }

  @Test func `begins sentences and writes keys as words`() {
    #expect(Wording.sentence("a group of keys") == "A group of keys")
    #expect(Wording.sentence("élan") == "Élan")
    #expect(Wording.sentence("").isEmpty)
    #expect(Wording.plain("stage_letter") == "stage letter")
    #expect(Wording.plain("first-day_contact") == "first day contact")
  }
}

@Suite struct `A severity` {
  @Test func `weighs more the worse it is`() {
    #expect(Severity.allCases.sorted() == [.note, .warning, .error])
    #expect(Severity.allCases.shuffled().max() == .error)
  }
}
