import CivilTime
import Clauses
package import Diagnostics
import Registers
package import Simulation

/// The results of a replay, ready to be rendered.
package struct ReplayReport: Sendable {
  /// The policy's file; nil for the framework alone.
  package let policy: String?
  /// The dataset's folder.
  package let register: String
  /// The replay.
  package let replay: Replay
  /// Whether comparisons of groups show counts from 1 to 4, which could point to a child.
  package let showsSmallNumbers: Bool
  /// Whether the Markdown, which is meant to be passed on, names pupils by their identifiers.
  package let namesPupils: Bool

  /// Creates a report.
  package init(
    policy: String?, register: String, replay: Replay, showsSmallNumbers: Bool = false,
    namesPupils: Bool = false
  ) {
    self.policy = policy
    self.register = register
    self.replay = replay
    self.showsSmallNumbers = showsSmallNumbers
    self.namesPupils = namesPupils
  }

  /// A warning above figures of part of a register; nil if all of it is used.
  ///
  /// A register with much unused data is reported only on request.
  package var banner: String? {
    guard replay.unused.isTooMuch else { return nil }
    return "PARTIAL: much of the register is not used. No figure here is of the whole of it."
  }

  /// The clauses without a deadline.
  var undated: [Replay.ClauseResult] { replay.clauses.filter { !$0.hasDeadline } }

  /// The reason why clauses without a deadline are never late or pending.
  static let noteOnUndated =
    "No date is given by which these are to be done, so none is ever late or missed, and they are in no "
    + "figure of conformance. Add `within` to say by when."

  /// The number of divergences of a severity.
  package func count(_ severity: Severity) -> Int {
    replay.severities[severity]
  }

  /// Whether any divergence is at or above a severity.
  package func reaches(_ severity: Severity) -> Bool {
    Severity.allCases.contains { $0 >= severity && replay.severities[$0] > 0 }
  }
}
