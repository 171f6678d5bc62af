/// The test cases of one file as they are written in JUnit's XML, and how many there are.
public struct WrittenSuite: Sendable {
  let text: String
  let tests, failures, errors: Int
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

  /// The suite as it is written.
  var written: WrittenSuite {
    WrittenSuite(
      text: text, tests: cases.count, failures: count(.failure), errors: count(.error))
  }

  /// The whole document.
  static func document(named name: String, _ suites: [WrittenSuite]) -> String {
    func total(_ count: KeyPath<WrittenSuite, Int>) -> String {
      String(suites.reduce(0) { $0 + $1[keyPath: count] })
    }
    let totals = XMLText.attributes([
      ("name", name), ("tests", total(\.tests)), ("failures", total(\.failures)),
      ("errors", total(\.errors)),
    ])
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites\(totals)>\n"
      + suites.map(\.text).joined() + "</testsuites>\n"
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
      // What was found without failing the run is still there to be read.
      content = "<system-out>\(XMLText.escaped("\(kind): \(message)\n\(details)"))</system-out>"
    } else {
      let attributes = XMLText.attributes([("type", kind), ("message", message)])
      let element = outcome.rawValue
      content = "<\(element)\(attributes)>\(XMLText.escaped(details))</\(element)>"
    }
    return "\(start)>\n      \(content)\n    </testcase>\n"
  }
}
