import Benchmark
import CivilTime
import Compliance
import Diagnostics
import PolicyModel
import PositionedYAML
import Registers
import Simulation
import Statute

/// The steps of a check and of a replay, each alone, on the project's own policies and example.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], warmupIterations: 3, maxDuration: .seconds(3),
    maxIterations: 2_000)
  let policyPath = "Policies/schools/st-james.yaml"
  let question = Question.whileInForce(today: date("2024-09-01"))

  let notices = Checkout.text("Policies/national/penalty-threshold.yaml")
  Benchmark("YAML to a tree: the law about penalty notices") { _ in
    blackHole(YAMLDocument.read(notices))
  }

  Benchmark("The law unpacked as far as a check needs it, and its rules made ready") { _ in
    blackHole(Framework.embedded(.rules).value.map { Checker.prepare($0) })
  }

  let files = Checkout.texts(under: "Policies")
  Benchmark("A policy and its layers decoded") { _ in
    blackHole(PolicyDocument.load(policyPath) { Outcome(files[$0]) })
  }

  let framework = require(Framework.embedded(.rules).value, "the embedded framework")
  let document = require(
    PolicyDocument.load(policyPath) { Outcome(files[$0]) }.value, "the policy")
  let checker = Checker.prepare(framework).checker
  let layers = PreparedLayers()
  Benchmark("A policy checked against every rule") { _ in
    blackHole(checker.findings(for: document, question, layers))
  }

  let folder = "Examples/hollybank-primary"
  let manifest = Checkout.text("\(folder)/register.yaml")
  let tables = Checkout.bytes(under: folder)
  Benchmark("CSV to a dataset: 210 pupils' year") { _ in
    blackHole(Dataset.read(manifest) { tables[$0] })
  }

  let dataset = require(Dataset.read(manifest) { tables[$0] }.value, "the example")
  let simulator = Simulator(
    require(Framework.embedded(.practice).value, "the embedded framework"), document)
  Benchmark("Windows: every clause over 210 pupils' year, in one thread") { _ in
    blackHole(simulator.obligations(in: dataset))
  }

  Benchmark("Replay: clauses and rules about practice, 210 pupils' year") { _ in
    blackHole(simulator.replay(dataset))
  }
}

/// A date written in the benchmark itself.
private func date(_ text: String) -> CivilDate { require(CivilDate(text), text) }

/// What the benchmark cannot do without.
func require<Value>(_ value: Value?, _ name: String) -> Value {
  guard let value else { fatalError("\(name) could not be read") }
  return value
}
