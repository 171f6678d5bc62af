import Clauses
public import Compliance
public import Diagnostics
public import PositionedYAML
public import Simulation

/// What became of one example of a rule.
public struct ExampleTrial: Sendable {
  /// What an example stands for.
  public enum Kind: String, Sendable, CaseIterable {
    /// It breaks the rule.
    case breaks
    /// It keeps the rule.
    case holds
  }

  /// What the rule said of the example.
  public enum Answer: Sendable {
    /// What a requirement found.
    case findings([Finding])
    /// In what a replay differs from the rule; `kept` are the obligations that were opened and met, nil
    /// where the rule opens none.
    case divergences([Divergence], kept: (opened: Int, met: Int)?)
  }

  /// What the example stands for.
  public let kind: Kind
  /// The example.
  public let node: YAMLNode
  /// What is wrong with its form.
  public let problems: [Diagnostic]
  /// What the rule said of it; nil where it cannot be read.
  public let answer: Answer?

  /// Whether the rule finds itself broken in it; nil where it cannot be read.
  var isBroken: Bool? {
    switch answer {
    case .findings(let found): !found.isEmpty
    case .divergences(let found, _): !found.isEmpty
    case nil: nil
    }
  }

  /// In what it is not what it stands for, as a sentence about the example; nil where it is.
  public var fault: String? {
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

  /// Why an example without a divergence does not show how a duty is met.
  private static func unkept(opened: Int, met: Int) -> String? {
    if opened == 0 { return "It does not show the duty being met: nothing in it opens one." }
    if met == 0 { return "It does not show the duty being met: what opens in it stays pending." }
    return nil
  }
}
