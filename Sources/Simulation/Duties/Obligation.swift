package import CivilTime
package import Clauses
import Diagnostics
package import Registers
import TypedYAML

/// A duty with the name that reports use, and who imposes it.
///
/// A class, because it is handed to the replay of every pupil and never changes.
package final class Clause: Sendable {
  /// Who imposes a duty; a school's own comes before what binds it from above.
  package enum Authority: Sendable, Hashable {
    case school
    case layer
    case nation
  }

  /// The clause's name, such as `escalation.stage-1` or `national.sickness-return`.
  package let name: String
  /// Who imposes it.
  package let authority: Authority
  /// The duty.
  package let duty: Duty
  /// The duty's citations with their sources.
  package let citations: [CitedSource]
  /// The dates on which the clause binds; nil for every date.
  package let inForce: DateRange?
  /// Which of a pupil's sessions it looks at.
  package let ages: Ages
  /// What calls for the action, as a sentence begins, and the action with what its record has to hold.
  let occasionWords, actionWords: String

  init(
    name: String, authority: Authority, duty: Duty, citations: [CitedSource], inForce: DateRange?,
    ages: Ages
  ) {
    (self.name, self.authority, self.duty) = (name, authority, duty)
    (self.citations, self.inForce, self.ages) = (citations, inForce, ages)
    occasionWords = Wording.sentence(duty.occasion.words)
    actionWords = Wording.plain(duty.action.text) + Duty.words(of: duty.detail)
  }

  /// Whether the clause only allows something: nothing follows from its not being done.
  var isPermission: Bool { duty.binding == .may }
}

/// An obligation that opened for a pupil, and what became of it.
package struct Obligation: Sendable {
  /// What became of an obligation.
  package enum Outcome: String, Vocabulary {
    /// Done on or before the due date.
    case met
    /// Done after it.
    case late
    /// Never done, and the due date is on or before the data's last date.
    case missed
    /// Not done, and not yet due.
    case pending

    package static let noun = "what became of an obligation"
  }

  /// The session or date at which it opened.
  package let opened: Session
  /// The last date on which it is in time; nil where there is none, or none in the calendar.
  package let due: CivilDate?
  /// The action that discharged it.
  package let discharge: Action?
  /// What became of it.
  package let outcome: Outcome
  /// The first date on which the action would not have come too early; nil where it did not.
  package let earliest: CivilDate?
  let rows: @Sendable () -> [Evidence]

  /// The rows of the data on which it rests, looked up anew each time.
  package var evidence: [Evidence] { rows() }
}
