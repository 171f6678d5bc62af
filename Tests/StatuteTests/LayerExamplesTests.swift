import CivilTime
import Clauses
import Compliance
import Diagnostics
import PolicyModel
import PositionedYAML
import Registers
import Simulation
import Statute
import TestSupport
import Testing
import TypedYAML

/// The clusters and authorities of the checkout, with their requirements and duties.
enum LocalLayers {
  static let all: [(path: String, layer: Layer)] = ["authorities", "clusters"].flatMap { folder in
    ProjectFiles.yamlFiles(in: "Policies/\(folder)").compactMap { path in
      var reading = Reading()
      let file = ProjectFiles.text(path).map { SourceFile(path: path, text: $0) }
      let node = file.flatMap { YAMLDocument.read($0).value }
      return node.flatMap { Layer.read($0, &reading) }.map { (path, $0) }
    }
  }

  static let requirements = all.flatMap { _, layer in
    (layer.requirements ?? []).map { Local(element: $0, layer: layer, name: $0.id.value.text) }
  }

  static let duties = all.flatMap { _, layer in
    (layer.duties ?? []).map { Local(element: $0, layer: layer, name: $0.id.value.text) }
  }
}

/// A requirement or a duty with its layer.
struct Local<Element: Sendable>: Sendable, CustomTestStringConvertible {
  let element: Element
  let layer: Layer
  let name: String
  var testDescription: String { name }
}

@Suite struct `A cluster's or an authority's own rules` {
  @Test func `are read from every file`() {
    #expect(LocalLayers.all.count >= 5)
    #expect(LocalLayers.requirements.count >= 15)
    #expect(LocalLayers.duties.count >= 10)
  }

  @Test(arguments: LocalLayers.requirements)
  func `find the fault in the example that breaks them, and only there`(
    rule: Local<Requirement>
  ) throws {
    let requirement = rule.element
    let check = ExampleCheck(
      framework: try National.framework, requirement: requirement, layer: rule.layer)
    let date = requirement.inForce.last ?? rule.layer.inForce?.range.last ?? National.today
    let wrong = try #require(requirement.draft.breaks).node
    let right = try #require(requirement.draft.holds).node
    let breaks = try #require(check.answer(to: wrong, on: date))
    let holds = try #require(check.answer(to: right, on: date))
    #expect((breaks.problems + holds.problems).map(\.message) == [])
    #expect(!breaks.findings.isEmpty)
    #expect(breaks.findings.allSatisfy { $0.diagnostic.rule == rule.name && !$0.citations.isEmpty })
    #expect(holds.findings.map(\.diagnostic.message) == [])
  }

  @Test(arguments: LocalLayers.duties)
  func `are missed in the example that breaks them, and kept in the other`(
    duty: Local<Duty>
  ) throws {
    let broken = try replay(duty, duty.element.draft.breaks)
    #expect(divergences(broken, duty).count == 1, "\(divergences(broken, duty).map(\.message))")
    let kept = try replay(duty, duty.element.draft.holds)
    #expect(divergences(kept, duty).map(\.message) == [])
    guard duty.element.binding == .will else { return }
    let clause = try #require(kept.clauses.first { $0.clause.name == duty.name })
    #expect(clause.tally.raised == 1)
    #expect(clause.tally.met == 1)
  }

  /// The divergences from a duty, under its own name or that of the nation's equal duty.
  private func divergences(_ replay: Replay, _ duty: Local<Duty>) -> [Divergence] {
    replay.divergences.filter { $0.clause == duty.name || $0.alsoAgainst.contains(duty.name) }
  }

  private func replay(_ duty: Local<Duty>, _ example: Verbatim?) throws -> Replay {
    var reading = Reading()
    let node = try #require(example).node
    let register = try #require(InlineRegister.read(node, &reading))
    let dataset = Dataset(register, &reading)
    #expect(reading.diagnostics.map(\.message) == [])
    let span = SourceSpan.startOfFile("example.yaml")
    let document = PolicyDocument(
      path: "example.yaml", own: Policy(at: span), layers: [duty.layer])
    return Simulator(try National.framework, document).replay(try #require(dataset))
  }
}
