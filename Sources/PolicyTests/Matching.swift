import CivilTime
import Diagnostics
import Registers
import Simulation
import TypedYAML

extension Expectation {
  /// The name of the clause; empty for a measure.
  var subject: String { clause?.value.text ?? "" }

  /// The pupil in a sentence, with a space before it.
  var forWhom: String { " for \(pupil?.value.text ?? "any pupil")" }

  /// Whether it concerns a pupil; results without a pupil match only expectations without one.
  func concerns(_ id: String?) -> Bool { pupil.map { $0.value.text == id } ?? true }

  /// Whether it expects a divergence.
  func mentions(_ divergence: Divergence) -> Bool {
    guard case .differs(let difference) = claim else { return false }
    return divergence.isFrom(subject) && concerns(divergence.pupil)
      && difference.isMet(by: divergence)
  }

  /// Whether it expects a clause to open for a pupil.
  func expectsOpening(of clause: String, _ pupil: Pupil) -> Bool {
    guard case .opens = claim else { return false }
    return subject == clause && concerns(pupil.id)
  }

  /// Whether it expects an obligation of its clause.
  func mentions(_ obligation: Obligation) -> Bool {
    guard case .opens(let opening) = claim else { return false }
    return opening.isMet(by: obligation)
  }
}

extension Expectation.Opening {
  /// Whether an obligation has the expected properties.
  func isMet(by obligation: Obligation) -> Bool {
    (date == nil || date == obligation.opened.date) && (due == nil || due == obligation.due)
      && (outcome == nil || outcome == obligation.outcome)
  }

  /// The properties in a sentence, with a space before them.
  var words: String {
    (date.map { " on \($0.written)" } ?? "")
      + (due.map { ", due by \($0.writtenWithWeekend)" } ?? "")
      + (outcome.map { ", \($0.rawValue)" } ?? "")
  }

  /// The same properties of an obligation, always with its date.
  func words(of obligation: Obligation) -> String {
    var words = " on \(obligation.opened.date.written)"
    if due != nil {
      words +=
        obligation.due.map { ", due by \($0.writtenWithWeekend)" }
        ?? ", not due within the calendar"
    }
    if outcome != nil { words += ", \(obligation.outcome.rawValue)" }
    return words
  }
}

extension Expectation.Difference {
  /// Whether a divergence has the expected properties.
  func isMet(by divergence: Divergence) -> Bool {
    (kind == nil || kind == divergence.kind) && (date == nil || date == divergence.date)
      && (half == nil || half == divergence.half)
  }

  /// The date and the session in a sentence, with a space before them.
  var words: String {
    (date.map { " on \($0.written)" } ?? "") + (half.map { " \($0.abbreviation)" } ?? "")
  }
}

extension Divergence {
  /// Whether it is from a clause, alone or with others that require the same.
  func isFrom(_ name: String) -> Bool { clause == name || alsoAgainst.contains(name) }

  /// Whether another has the same kind, clause and pupil.
  func isAlike(_ other: Divergence) -> Bool {
    (clause, kind, pupil, group) == (other.clause, other.kind, other.pupil, other.group)
  }

  /// The pupil or group and the date, with a space before.
  var place: String {
    " for \(pupil ?? group ?? "the school") on \(date.written)"
      + (half.map { " \($0.abbreviation)" } ?? "")
  }

  /// The place and the kind of the divergence, with the sentence of a replay.
  var account: String { "differs\(place): \(kind.rawValue). \(message)" }
}
