package import CivilTime
package import Clauses
package import Diagnostics
package import PolicyModel
package import PositionedYAML
package import Statute
import TypedYAML

/// The check of one requirement with a small example: a part of a policy, or of a layer's file.
package struct ExampleCheck: Sendable {
  let framework: Framework
  let requirement: Requirement
  let layer: Layer?

  /// Creates the check of a requirement of the framework, or of one of a layer.
  package init(framework: Framework, requirement: Requirement, layer: Layer? = nil) {
    (self.framework, self.requirement, self.layer) = (framework, requirement, layer)
  }

  /// The findings for an example on a date, and the problems of the example's form.
  ///
  /// Nil where the requirement itself is not valid.
  package func answer(
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

  /// The example's values, with words resolved as in a file.
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
  /// Reads a part of a layer's file, in which the kind and the name may be missing.
  fileprivate static func read(fragment node: YAMLNode, _ reading: inout Reading) -> Layer? {
    var own = Reading()
    let layer = Layer.read(node, &own)
    for diagnostic in own.diagnostics
    where diagnostic.fault != .missingKey || !diagnostic.path.isEmpty {
      reading.report(diagnostic)
    }
    return layer
  }
}
