import Diagnostics

/// A fault that Rollcall finds in a file before any law is asked, explained like a rule.
///
/// Its name is the one that reports give: `yaml.` for the text, `format.` for the keys and their
/// values, `register.` and `tests.` for registers and tests, `framework.` for the law's own files, `config.`
/// for configurations.
package struct ReaderFault: Sendable {
  /// The name that reports give.
  package let id: String
  /// What is wrong, in a sentence without its full stop.
  let title: String
  /// Why it is refused, in a sentence.
  let why: String
  /// What puts it right, in a sentence.
  let fix: String
  /// A few lines of a policy that have the fault, and the same without it.
  package let example: Example?

  /// Two texts of a small policy.
  package struct Example: Sendable {
    /// The text that has the fault.
    package let wrong: String
    /// The text without it.
    package let right: String
  }

  init(
    _ id: String, _ title: String, why: String, fix: String, wrong: String? = nil,
    right: String? = nil
  ) {
    (self.id, self.title, self.why, self.fix) = (id, title, why, fix)
    example = wrong.flatMap { wrong in right.map { Example(wrong: wrong, right: $0) } }
  }

  /// Every fault, by the kind of file and the order of reading.
  package static let all = ofText + ofForm + ofRegisters + ofTests + ofFrameworks + ofConfigurations

  /// The fault of a name; nil where there is none.
  package init?(named id: String) {
    guard let known = ReaderFault.all.first(where: { $0.id == id }) else { return nil }
    self = known
  }

  /// The explanation for people.
  package func text(_ style: TextStyle = TextStyle()) -> String {
    var output = style.bold(id) + "\n" + style.wrapped("\(title).", indent: "  ") + "\n"
    output += style.wrapped("Why: \(why)", indent: "  ", hanging: "  ")
    output += style.wrapped("Put right: \(fix)", indent: "  ", hanging: "  ")
    output += "  Found when a file is read, whatever law is in force.\n"
    guard let example else { return output }
    func block(_ text: String) -> String {
      text.split(separator: "\n").map { "    \($0)\n" }.joined()
    }
    return output + "\n  Has the fault:\n" + block(example.wrong) + "  Has not:\n"
      + block(example.right)
  }

  /// The explanation for programs.
  package var json: JSON {
    .object([
      ("version", .integer(1)), ("rule", .string(id)), ("kind", .string("reading")),
      ("title", .string(title)), ("because", .string(why)), ("fix", .string(fix)),
      ("breaks", .optional(example?.wrong)), ("holds", .optional(example?.right)),
    ])
  }
}
