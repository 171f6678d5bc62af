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
    guard let values = values(node, &reading) else { return (reading.diagnostics, []) }
    let inquiry = Inquiry(
      law: law, name: "the school",
      editions: [Edition(range: DateRange(on: date), values: AskedValues(values))],
      period: Period(nil, .on(date)))
    return (reading.diagnostics, inquiry.findings(of: rule))
  }

  private var bibliography: Bibliography {
    layer.map { framework.bibliography.adding($0) } ?? framework.bibliography
  }

  /// The example's values, its words resolved as those of a file are.
  private func values(_ node: YAMLNode, _ reading: inout Reading) -> Located<Value>? {
    switch requirement.addressee {
    case .policy:
      Policy.read(node, &reading).map { policy in
        Lexicon(framework, policy, [layer].compactMap { $0 })
          .resolved(policy.erased, as: Policy.form).values
      }
    case .authority, .cluster, .layer:
      Layer.read(fragment: node, &reading).map { layer in
        Lexicon(framework, layer).resolved(layer.erased, as: Layer.form).values
      }
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
