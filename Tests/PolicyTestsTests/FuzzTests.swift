import Diagnostics
import PolicyTests
import SharedLaw
import Statute
import TestSupport
import Testing

/// Any file of tests is run or refused with a place, and twice with the same result.
@Suite struct `A damaged file of tests` {
  private static let file = "Policies/tests/st-james.yaml"

  private static let dates = [
    "0001-01-01", "1900-02-28", "2024-08-31", "2024-09-01", "2024-09-20", "2024-10-30",
    "2024-12-20", "2025-09-01", "9999-12-31",
  ]
  private static let words = [
    "{", "]", "\"", ":", ",", "-", "#", " ", "\n", "never", "none", "AM", "P1", "/\\", "U", ".",
    "999999999", "0 minutes", "sessions", "true",
  ]

  /// The text with another date in place of one of its own, or a word in place of a letter.
  private func damaged(_ text: String, _ random: inout SplitMix64) -> String {
    var characters = Array(text)
    if random.chance(80) {
      let starts = characters.indices.filter { start in
        start + 10 <= characters.count && characters[start] == "2" && characters[start + 4] == "-"
          && characters[start + 7] == "-"
      }
      if !starts.isEmpty {
        let start = random.pick(starts)
        characters.replaceSubrange(start..<start + 10, with: random.pick(Self.dates))
      }
    } else {
      let place = random.below(characters.count)
      characters.replaceSubrange(place...place, with: random.pick(Self.words))
    }
    return String(characters)
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `is run or refused`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let framework = try #require(EmbeddedLaw.rules)
    let parts = try #require(ProjectFiles.text(Self.file)).components(of: "\n  - name:")
    var refused = 0
    for _ in 0..<60 {
      // One test of the file, because a fault in any refuses them all.
      var text = parts[0] + "\n  - name:" + random.pick(Array(parts.dropFirst()))
      for _ in 0..<random.between(1, 3) { text = damaged(text, &random) }
      let outcome = PolicyTestSuite.load(Self.file, framework) { path in
        let found = path == Self.file ? text : ProjectFiles.text(path)
        return Outcome(found.map { SourceFile(path: path, text: $0) })
      }
      #expect((outcome.value == nil) == !outcome.diagnostics.isEmpty, "seed \(seed): \(text)")
      #expect(outcome.diagnostics.allSatisfy { !$0.message.isEmpty && $0.span.start.line >= 1 })
      guard let suite = outcome.value else {
        refused += 1
        continue
      }
      let (once, again) = (suite.run(), suite.run())
      #expect(once.results.map(\.failures.count) == again.results.map(\.failures.count))
      #expect(
        once.results.flatMap(\.failures).map(\.found)
          == again.results.flatMap(\.failures).map(\.found))
    }
    #expect((1..<60).contains(refused))
  }
}

extension String {
  /// The text between the occurrences of another.
  fileprivate func components(of separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
