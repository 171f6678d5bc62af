import Diagnostics
import Testing

@testable import Reporting

/// Work is counted, not timed: twice the input takes twice the work.
@Suite struct `The work of a report` {
  @Test(arguments: [100, 200, 400])
  func `goes through a line once, however many findings stand in it`(count: Int) {
    var lines = LineWords()
    var asked = 0
    for _ in 0..<count {
      let words = lines.words(of: "f", line: 1) {
        asked += 1
        return "a  b\tc"
      }
      #expect(words == "a b c")
    }
    #expect(asked == 1)
    #expect(lines.linesRead == 1)
  }

  @Test func `tells a long line by its hash, and two of them apart`() {
    var lines = LineWords()
    let long = String(repeating: "a ", count: 10_000)
    let first = lines.words(of: "f", line: 1) { Substring(long) }
    let second = lines.words(of: "f", line: 2) { Substring(long + "b") }
    let again = lines.words(of: "g", line: 1) { Substring(long) }
    #expect(first.utf8.count == 16)
    #expect(first != second)
    #expect(first == again)
  }
}
