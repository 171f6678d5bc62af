package import CivilTime
package import Clauses
import Compliance
package import Diagnostics
import Parallel
package import PolicyModel
package import PositionedYAML
import Simulation
package import Statute
import TypedYAML

/// Tries the examples of the rules of a framework, a layer or a policy: `breaks` must break its
/// rule, and `holds` must keep it.
package struct RuleExamples: Sendable {
  private let framework: Framework
  /// The layer of the rules; nil for those of the framework or a policy.
  private let layer: Layer?
  /// The policy of the clauses, with its layers; nil for other files.
  private let policy: PolicyDocument?
  /// The date of the evaluation of a rule without an end.
  private let today: CivilDate

  /// Creates the trials of a framework's rules, or of a layer's.
  package init(_ framework: Framework, of layer: Layer? = nil, today: CivilDate) {
    (self.framework, self.layer, policy, self.today) = (framework, layer, nil, today)
  }

  /// Creates the trials of a policy's own clauses.
  package init(_ framework: Framework, of policy: PolicyDocument, today: CivilDate) {
    (self.framework, layer, self.policy, self.today) = (framework, nil, policy, today)
  }

  /// A rule with its examples.
  private enum Rule: Sendable {
    case requirement(Requirement)
    case duty(Duty)
    /// A clause with the policy that contains it, or with the common values of a layer.
    case clause(String, Duty, of: Policy)
    case practice(PracticeRule)

    var id: String {
      switch self {
      case .requirement(let rule): rule.id.value.text
      case .duty(let duty): duty.id.value.text
      case .clause(let clause, _, _): clause
      case .practice(let rule): rule.id
      }
    }

    var examples: [(kind: ExampleTrial.Kind, node: YAMLNode)] {
      let (breaks, holds) =
        switch self {
        case .requirement(let rule): (rule.draft.breaks, rule.draft.holds)
        case .duty(let duty), .clause(_, let duty, _): (duty.draft.breaks, duty.draft.holds)
        case .practice(let rule): (rule.draft.breaks, rule.draft.holds)
        }
      return [(.breaks, breaks), (.holds, holds)].compactMap { kind, example in
        example.map { (kind, $0.node) }
      }
    }
  }

  private var rules: [Rule] {
    if let policy { return clauses(of: policy.own) }
    if let layer {
      return (layer.requirements ?? []).map { .requirement($0) }
        + (layer.duties ?? []).map { .duty($0) } + (layer.common.map { clauses(of: $0) } ?? [])
    }
    return (framework.requirements + framework.coming).map { .requirement($0) }
      + framework.duties.map { .duty($0) } + framework.practice.map { .practice($0) }
  }

  private func clauses(of policy: Policy) -> [Rule] {
    let lists = [("follow_up", policy.followUp), ("escalation", policy.escalation)]
    return lists.flatMap { list, duties in
      (duties ?? []).map { .clause("\(list).\($0.id.value.text)", $0, of: policy) }
    }
  }

  /// The problems of the examples, and the number that were tried in each file.
  package func results() -> (problems: [Diagnostic], tried: [String: Int]) {
    // Few policies have examples, and thousands may be checked.
    let rules = rules.filter { !$0.examples.isEmpty }
    guard !rules.isEmpty else { return ([], [:]) }
    let trials = rules.parallelMap { rule in
      (id: rule.id, trials: rule.examples.compactMap { trial(of: rule, $0.kind, $0.node) })
    }
    var tried: [String: Int] = [:]
    for trial in trials.flatMap(\.trials) { tried[trial.node.span.file, default: 0] += 1 }
    return (trials.flatMap { problems(of: $0.id, $0.trials) }, tried)
  }

  private func problems(of rule: String, _ trials: [ExampleTrial]) -> [Diagnostic] {
    let wrong = trials.filter { $0.fault != nil }
    let isSwapped =
      wrong.count == 2 && wrong.allSatisfy { $0.isBroken == ($0.kind == .holds) }
    return trials.flatMap(\.problems)
      + wrong.compactMap { trial in
        trial.fault.map { fault in
          let name = trial.kind.rawValue
          return Diagnostic(
            .wrongExample, "The example under `\(name)` does not do what it stands for. \(fault)",
            at: trial.node.span, path: "\(rule).\(name)",
            help: isSwapped
              ? "`breaks` and `holds` may have changed places; if not, `\(rule)` is wrong itself."
              : "Change the example so that it \(trial.kind == .breaks ? "breaks" : "keeps") "
                + "`\(rule)`, or correct the rule.")
        }
      }
  }

  // MARK: Trials

  /// Tries an example of a requirement; nil where the requirement itself is not valid.
  package func trial(
    of requirement: Requirement, _ kind: ExampleTrial.Kind, _ node: YAMLNode
  ) -> ExampleTrial? {
    let check = ExampleCheck(framework: framework, requirement: requirement, layer: layer)
    return check.answer(to: node, on: date(of: requirement)).map { problems, findings in
      let isReadable = !problems.contains { $0.severity == .error }
      return ExampleTrial(
        kind: kind, node: node, problems: problems,
        answer: isReadable ? .findings(findings) : nil)
    }
  }

  /// The date of evaluation of a requirement's examples: the last on which it binds, or today.
  package func date(of requirement: Requirement) -> CivilDate {
    let last = requirement.inForce.last ?? layer?.inForce?.range.last ?? today
    return max(last, requirement.inForce.first)
  }

  /// Tries an example of a duty.
  package func trial(
    of duty: Duty, _ kind: ExampleTrial.Kind, _ node: YAMLNode
  ) -> ExampleTrial {
    replay(of: duty.id.value.text, kind, node, opensObligations: duty.binding == .will)
  }

  /// Tries an example of a rule about practice.
  package func trial(
    of rule: PracticeRule, _ kind: ExampleTrial.Kind, _ node: YAMLNode
  ) -> ExampleTrial {
    replay(of: rule.id, kind, node, opensObligations: false)
  }

  private func trial(
    of rule: Rule, _ kind: ExampleTrial.Kind, _ node: YAMLNode
  ) -> ExampleTrial? {
    switch rule {
    case .requirement(let requirement): trial(of: requirement, kind, node)
    case .duty(let duty): trial(of: duty, kind, node)
    case .clause(let clause, let duty, let policy):
      replay(of: clause, kind, node, opensObligations: duty.binding == .will, own: policy)
    case .practice(let rule): trial(of: rule, kind, node)
    }
  }

  private func replay(
    of rule: String, _ kind: ExampleTrial.Kind, _ node: YAMLNode, opensObligations: Bool,
    own: Policy? = nil
  ) -> ExampleTrial {
    var reading = Reading()
    let layers = policy?.layers ?? layer.map { [$0] } ?? []
    let replay = Simulator.replay(
      example: node, framework, following: layers, own: own, &reading)
    let answer = replay.map { replay in
      let tally = replay.clauses.first { $0.clause.name == rule }?.tally
      return ExampleTrial.Answer.divergences(
        replay.divergences.filter { $0.clause == rule || $0.alsoAgainst.contains(rule) },
        kept: opensObligations ? (tally?.raised ?? 0, tally?.met ?? 0) : nil)
    }
    return ExampleTrial(kind: kind, node: node, problems: reading.diagnostics, answer: answer)
  }
}
