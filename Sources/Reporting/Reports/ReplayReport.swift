import CivilTime
import Clauses
package import Diagnostics
import Registers
package import Simulation

/// What a replay found, ready to be rendered.
package struct ReplayReport: Sendable {
  /// The policy's file; nil for the framework alone.
  package let policy: String?
  /// The dataset's folder.
  package let register: String
  /// What was found.
  package let replay: Replay
  /// Whether comparisons of groups show counts from 1 to 4, which could point to a child.
  package let showsSmallNumbers: Bool
  /// Whether the Markdown, which is passed on, names pupils by the register's identifiers.
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

  /// What is said above figures of a part of the register; nil where they are of all of it.
  ///
  /// A register of which too much is not used is reported only where that is asked for.
  package var banner: String? {
    guard replay.unused.isTooMuch else { return nil }
    return "PARTIAL: much of the register is not used. No figure here is of the whole of it."
  }

  /// The clauses that do not say by when; one that only speaks of its action's conditions is never called for.
  var undated: [Replay.ClauseResult] { replay.clauses.filter { !$0.hasDeadline } }

  /// Why nothing that was promised without a deadline is late or pending.
  static let noteOnUndated =
    "No date is given by which these are to be done, so none is ever late or missed, and they are in no "
    + "figure of conformance. Add `within` to say by when."

  /// How many divergences have a severity.
  package func count(_ severity: Severity) -> Int {
    replay.severities[severity]
  }

  /// Whether any divergence is at or above a severity.
  package func reaches(_ severity: Severity) -> Bool {
    Severity.allCases.contains { $0 >= severity && replay.severities[$0] > 0 }
  }
}
