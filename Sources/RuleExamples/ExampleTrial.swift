import Clauses
package import Compliance
package import Diagnostics
package import PositionedYAML
package import Simulation

/// The result of trying one example of a rule.
package struct ExampleTrial: Sendable {
  /// The claim of an example.
  package enum Kind: String, Sendable, CaseIterable {
    /// It breaks the rule.
    case breaks
    /// It keeps the rule.
    case holds
  }

  /// The evaluation of the rule for the example.
  package enum Answer: Sendable {
    /// The findings of a requirement.
    case findings([Finding])
    /// The divergences of a replay from the rule; `kept` counts the obligations that were opened
    /// and met, nil where the rule opens none.
    case divergences([Divergence], kept: (opened: Int, met: Int)?)
  }

  /// The claim of the example.
  package let kind: Kind
  /// The example.
  package let node: YAMLNode
  /// The problems of its form.
  package let problems: [Diagnostic]
  /// The evaluation of the rule; nil where the example cannot be read.
  package let answer: Answer?

  /// Whether the rule is broken in it; nil where it cannot be read.
  var isBroken: Bool? {
    switch answer {
    case .findings(let found): !found.isEmpty
    case .divergences(let found, _): !found.isEmpty
    case nil: nil
    }
  }

  /// The discrepancy between the claim and the evaluation, as a sentence; nil where they agree.
  package var fault: String? {
    guard let answer else { return nil }
    switch (kind, answer) {
    case (.breaks, .findings(let found)):
      return found.isEmpty ? "It keeps the rule: nothing is found in it." : nil
    case (.holds, .findings(let found)):
      return found.first.map { first in
        "It breaks the rule: “\(first.diagnostic.message)”" + more(found.count - 1)
      }
    case (.breaks, .divergences(let found, _)):
      return found.isEmpty ? "It keeps the rule: a replay of it finds no divergence." : nil
    case (.holds, .divergences(let found, let kept)):
      return found.first.map { first in
        "It breaks the rule: “\(first.message)”" + more(found.count - 1)
      } ?? kept.flatMap { ExampleTrial.unkept(opened: $0.opened, met: $0.met) }
    }
  }

  private func more(_ count: Int) -> String {
    count > 0 ? " and \(Wording.count(count, "more finding"))." : ""
  }

  /// The reason why an example without a divergence does not show that a duty is met.
  private static func unkept(opened: Int, met: Int) -> String? {
    if opened == 0 { return "It does not show the duty being met: nothing in it opens one." }
    if met == 0 { return "It does not show the duty being met: what opens in it stays pending." }
    return nil
  }
}
