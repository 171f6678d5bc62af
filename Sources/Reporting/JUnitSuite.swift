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

  var tests: Int { cases.count }
  var failures: Int { count(.failure) }
  var errors: Int { count(.error) }

  /// The whole document.
  static func document(named name: String, _ suites: [JUnitSuite]) -> String {
    func total(_ count: KeyPath<JUnitSuite, Int>) -> String {
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
      ("name", name), ("tests", String(tests)), ("failures", String(failures)),
      ("errors", String(errors)), ("skipped", String(count(.skipped))),
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
