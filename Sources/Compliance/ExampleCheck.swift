public import CivilTime
public import Clauses
public import Diagnostics
public import PolicyModel
public import PositionedYAML
public import Statute
import TypedYAML

/// Asks one requirement of a small example: a part of a policy, or of a layer's file.
public struct ExampleCheck: Sendable {
  let framework: Framework
  let requirement: Requirement
  let layer: Layer?

  /// Prepares the check of a requirement of the framework, or of one of a layer.
  public init(framework: Framework, requirement: Requirement, layer: Layer? = nil) {
    (self.framework, self.requirement, self.layer) = (framework, requirement, layer)
  }

  /// What the requirement finds in an example on a date, and what is wrong with the example's form.
  ///
  /// Nil where the requirement itself cannot be asked.
  public func answer(
    to node: YAMLNode, on date: CivilDate
  ) -> (problems: [Diagnostic], findings: [Finding])? {
    let law = Law(framework)
    var (binding, reading) = (Reading(), Reading())
    guard let rule = Rule(requirement, of: law, bibliography, &binding) else { return nil }
    guard let values = ExampleCheck.values(node, requirement.addressee, &reading) else {
      return (reading.diagnostics, [])
    }
    let inquiry = Inquiry(
      law: law, name: "the school",
      editions: [Edition(range: DateRange(on: date), values: AskedValues(values))],
      period: Period(nil, .on(date)))
    return (reading.diagnostics, inquiry.findings(of: rule))
  }

  private var bibliography: Bibliography {
    layer.map { framework.bibliography.adding($0) } ?? framework.bibliography
  }

  private static func values(
    _ node: YAMLNode, _ addressee: Addressee, _ reading: inout Reading
  ) -> Located<Value>? {
    switch addressee {
    case .policy: Policy.read(node, &reading)?.erased
    case .authority, .cluster, .layer: Layer.read(fragment: node, &reading)?.erased
    }
  }
}

extension Layer {
  /// Reads a part of a layer's file, which need not say of what kind it is and whose.
  fileprivate static func read(fragment node: YAMLNode, _ reading: inout Reading) -> Layer? {
    var own = Reading()
    let layer = Layer.read(node, &own)
    for diagnostic in own.diagnostics
    where diagnostic.rule != "format.missing-key" || !diagnostic.path.isEmpty {
      reading.report(diagnostic)
    }
    return layer
  }
}
