/// The numbers of test cases by outcome.
package struct JUnitCounts: Sendable {
  let tests, failures, errors: Int

  /// Creates the counts of no suite.
  package init() { self.init(tests: 0, failures: 0, errors: 0) }

  init(tests: Int, failures: Int, errors: Int) {
    (self.tests, self.failures, self.errors) = (tests, failures, errors)
  }

  /// Adds two sets of counts.
  package static func + (left: JUnitCounts, right: JUnitCounts) -> JUnitCounts {
    JUnitCounts(
      tests: left.tests + right.tests, failures: left.failures + right.failures,
      errors: left.errors + right.errors)
  }
}

/// One file's suite as text in JUnit's XML, with its counts.
package struct WrittenSuite: Sendable {
  /// The suite's element.
  package let text: String
  /// The numbers of its cases.
  package let counts: JUnitCounts
}

/// The test cases of one file, in JUnit's XML.
struct JUnitSuite {
  enum Outcome: String {
    case passes, failure, error, skipped
  }

  struct Case {
    let name, group: String
    let outcome: Outcome
    var kind = "", message = "", details = ""
  }

  let name: String
  var cases: [Case] = []

  /// The suite as text, with its counts.
  var written: WrittenSuite { WrittenSuite(text: text, counts: counts) }

  var counts: JUnitCounts {
    JUnitCounts(tests: cases.count, failures: count(.failure), errors: count(.error))
  }

  /// The whole document.
  static func document(named name: String, _ suites: [JUnitSuite]) -> String {
    let frame = frame(named: name, suites.reduce(JUnitCounts()) { $0 + $1.counts })
    return frame.head + suites.map(\.text).joined() + frame.tail
  }

  /// The text around the suites, with the totals.
  static func frame(named name: String, _ counts: JUnitCounts) -> ReportFrame {
    let totals = XMLText.attributes([
      ("name", name), ("tests", String(counts.tests)), ("failures", String(counts.failures)),
      ("errors", String(counts.errors)),
    ])
    return ReportFrame(
      head: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites\(totals)>\n",
      tail: "</testsuites>\n")
  }

  private func count(_ outcome: Outcome) -> Int { cases.count { $0.outcome == outcome } }

  private var text: String {
    let attributes = XMLText.attributes([
      ("name", name), ("tests", String(cases.count)), ("failures", String(count(.failure))),
      ("errors", String(count(.error))), ("skipped", String(count(.skipped))),
    ])
    return "  <testsuite\(attributes)>\n" + cases.map(\.text).joined() + "  </testsuite>\n"
  }
}

extension JUnitSuite.Case {
  fileprivate var text: String {
    let start = "    <testcase" + XMLText.attributes([("name", name), ("classname", group)])
    guard !message.isEmpty else { return start + "/>\n" }
    let content: String
    if outcome == .passes {
      // A finding that does not fail the run is output, so that it can be read.
      content = "<system-out>\(XMLText.escaped("\(kind): \(message)\n\(details)"))</system-out>"
    } else {
      let attributes = XMLText.attributes([("type", kind), ("message", message)])
      let element = outcome.rawValue
      content = "<\(element)\(attributes)>\(XMLText.escaped(details))</\(element)>"
    }
    return "\(start)>\n      \(content)\n    </testcase>\n"
  }
}
