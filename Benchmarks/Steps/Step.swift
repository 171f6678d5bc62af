import CivilTime
import Compliance
import Diagnostics
import PolicyModel
import PositionedYAML
import Registers
import Simulation
import Statute

/// A step of a check or of a replay, to be timed alone on the project's own policies and example.
public struct Step: Sendable {
  /// The step and its input.
  public let name: String
  /// Runs the step once; returns its value, so that the compiler does not remove the work.
  public let run: @Sendable () -> Any

  private init(_ name: String, _ run: @escaping @Sendable () -> Any) {
    self.name = name
    self.run = run
  }

  /// Every step, in the order in which a command takes them.
  ///
  /// Ends the process where the checkout lacks a file.
  public static var all: [Step] { check + replay }

  private static let policy = require(
    PolicyDocument.load("Policies/schools/st-james.yaml") { [files] in Outcome(files[$0]) }.value,
    "the policy")
  private static let files = Checkout.texts(under: "Policies")

  private static var check: [Step] {
    let notices = Checkout.text("Policies/national/penalty-threshold.yaml")
    let framework = require(Framework.embedded(.rules).value, "the embedded framework")
    let checker = Checker.prepare(framework).checker
    let question = Question.whileInForce(today: require(CivilDate("2024-09-01"), "the date"))
    let layers = PreparedLayers()
    return [
      Step("YAML to a tree: the law about penalty notices") { YAMLDocument.read(notices) },
      Step("The law unpacked as far as a check needs it, and its rules made ready") {
        Framework.embedded(.rules).value.map { Checker.prepare($0) } as Any
      },
      Step("A policy and its layers decoded") {
        PolicyDocument.load(policy.path) { Outcome(files[$0]) }
      },
      Step("A policy checked against every rule") {
        checker.findings(for: policy, question, layers)
      },
    ]
  }

  private static var replay: [Step] {
    let folder = "Examples/hollybank-primary"
    let manifest = Checkout.text("\(folder)/register.yaml")
    let tables = Checkout.bytes(under: folder)
    let dataset = require(Dataset.read(manifest) { tables[$0] }.value, "the example")
    let simulator = Simulator(
      require(Framework.embedded(.practice).value, "the embedded framework"), policy)
    return [
      Step("CSV to a dataset: 210 pupils' year") { Dataset.read(manifest) { tables[$0] } },
      Step("Windows: every clause over 210 pupils' year, in one thread") {
        simulator.obligations(in: dataset)
      },
      Step("Replay: clauses and rules about practice, 210 pupils' year") {
        simulator.replay(dataset)
      },
    ]
  }
}

/// A value that is required for timing; the process ends if it is nil.
func require<Value>(_ value: Value?, _ name: String) -> Value {
  guard let value else { fatalError("\(name) could not be read") }
  return value
}
