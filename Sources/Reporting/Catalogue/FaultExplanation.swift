import Clauses
import Compliance
package import Diagnostics
import PolicyModel
import PolicyTests
import PositionedYAML
import Registers
import RuleExamples
import Statute
import TypedYAML

extension Fault {
  /// Every fault, by kind of file and order of reading.
  package static let all =
    ofFiles + ofYAML + ofForms + ofPolicies + ofClauses + ofDatasets + ofTests + ofFrameworks
    + ofChecks + ofExamples

  /// The fault with a current or former name; nil if there is none.
  package init?(named name: String) {
    guard let known = Fault.all.first(where: { $0.names.contains(name) }) else { return nil }
    self = known
  }

  /// The explanation as plain text.
  package func text(_ style: TextStyle = TextStyle()) -> String {
    var output = style.bold(id) + "\n" + style.wrapped("\(title).", indent: "  ") + "\n"
    output += style.wrapped("Why: \(why)", indent: "  ", hanging: "  ")
    output += style.wrapped("Put right: \(fix)", indent: "  ", hanging: "  ")
    if let formerly { output += style.wrapped("Formerly: \(formerly)", indent: "  ") }
    output += "  Found when a file is read, whatever law is in force.\n"
    guard let example else { return output }
    func block(_ text: String) -> String {
      text.split(separator: "\n").map { "    \($0)\n" }.joined()
    }
    return output + "\n  Has the fault:\n" + block(example.wrong) + "  Has not:\n"
      + block(example.right)
  }

  /// The explanation as JSON.
  package var json: JSON {
    .object([
      ("version", .integer(1)), ("rule", .string(id)), ("kind", .string("reading")),
      ("title", .string(title)), ("because", .string(why)), ("fix", .string(fix)),
      ("breaks", .optional(example?.wrong)), ("holds", .optional(example?.right)),
    ])
  }
}
