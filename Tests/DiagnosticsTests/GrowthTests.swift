@testable import Diagnostics
import Testing

/// Work is counted, not timed: twice the input takes twice the work.
@Suite struct `The work of messages` {
  @Test(arguments: [1_000, 2_000, 4_000])
  func `of suggesting words stays in proportion to the file`(count: Int) {
    var names = NearWords((0..<count).map { "pupil-\($0)" })
    let suggested = (0..<count).compactMap { names.suggestion(for: "pupl-\($0)") }
    #expect(!suggested.isEmpty)
    #expect(names.comparisons <= 100 * count)
  }

  @Test func `of suggesting words helps every word of a file that has few`() {
    var names = NearWords(["opens", "closes"])
    #expect((0..<50).allSatisfy { _ in names.suggestion(for: "opnes") == "opens" })
    #expect(names.didYouMean("xyz") == "Write `opens` or `closes`.")
    #expect(names.holds("opens"))
    #expect(!names.holds("opnes"))
  }

  @Test(arguments: ["x", "é", "aé😀 "])
  func `of showing a place in a long line is that of a page`(unit: String) throws {
    let text = String(repeating: unit, count: 40_000)
    let file = SourceFile(path: "f", text: "a\n\(text)\nb")
    let lines = SourceLines(file)
    let scalars = Array(text.unicodeScalars)
    for column in [1, 2, 499, 500, 501, 4_096, 4_097, 20_000, scalars.count, scalars.count + 1] {
      let part = try #require(lines.part(of: 2, near: column))
      #expect(part.text.utf8.count <= 3 * 4_096 + 4)
      let shown = Array(part.text.unicodeScalars)
      #expect(Array(scalars[part.skipped..<part.skipped + shown.count]) == shown)
      // All that a page shows before and after the column.
      #expect(part.skipped <= max(0, column - 500))
      #expect(part.skipped + shown.count >= min(scalars.count, column + 500))
    }
    #expect(lines.part(of: 1, near: 1)?.text == "a")
    #expect(lines.part(of: 3, near: 9)?.text == "b")
    #expect(lines.part(of: 4, near: 1) == nil)
  }
}
