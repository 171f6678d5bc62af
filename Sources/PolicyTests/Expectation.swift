package import CivilTime
import Clauses
package import Diagnostics
package import PositionedYAML
package import Registers
package import Simulation
package import TypedYAML

/// One expectation of a test about a replay.
package struct Expectation: RefinedRecord {
  /// The kind of expectation.
  package enum Claim: Sendable {
    /// An obligation of a clause opens, with these properties.
    case opens(Opening)
    /// No obligation of a clause opens.
    case neverOpens
    /// The record differs from a clause.
    case differs(Difference)
    /// The record does not differ from a clause, on these dates and sessions.
    case agrees(Difference)
    /// A measure of attendance over all pupils is a number.
    case measures(MeasureName, count: Int)
  }

  /// The expected properties of an obligation; nil matches any value.
  package struct Opening: Sendable {
    /// The date on which it opens.
    package let date: CivilDate?
    /// The last date on which it is in time.
    package let due: CivilDate?
    /// The outcome.
    package let outcome: Obligation.Outcome?
  }

  /// The expected properties of a divergence; nil matches any value.
  package struct Difference: Sendable {
    /// The kind of divergence.
    package let kind: Divergence.Kind?
    /// The date on which it arises.
    package let date: CivilDate?
    /// The session that it concerns.
    package let half: SessionHalf?
  }

  /// The keys of an expectation.
  package struct Draft: Record {
    package var clause, pupil: Located<Prose>?
    package var fires: Located<FiringDate>?
    package var due, on: Located<CivilDate>?
    package var outcome: Located<Obligation.Outcome>?
    package var diverges: Located<ExpectedDivergence>?
    package var session: Located<InlineRegister.Half>?
    package var measure: Located<MeasureName>?
    package var count: Located<SessionCount>?
    package let span: SourceSpan

    package static let title = "an expectation"
    package static let fields: [Field<Draft>] = [
      Field(
        "clause", { $1(&$0.clause) },
        "The clause it is about: a duty such as `follow_up.home-visit` or "
          + "`national.sickness-return`, or a rule about practice such as `register.late-after-close`."
      ),
      Field("pupil", { $1(&$0.pupil) }, "The pupil it is about; left out, any pupil."),
      Field(
        "fires", { $1(&$0.fires) },
        "The date on which an obligation opens, or `never`; an entry for each of several dates."),
      Field("due", { $1(&$0.due) }, "The last date on which what has to be done is in time."),
      Field(
        "outcome", { $1(&$0.outcome) },
        "What becomes of the obligation by the date of the last mark."),
      Field(
        "diverges", { $1(&$0.diverges) },
        "How the record differs from the clause, or `none`."),
      Field("on", { $1(&$0.on) }, "With `diverges`: the date of the difference; left out, any."),
      Field(
        "session", { $1(&$0.session) },
        "With `diverges`: `AM` or `PM`; left out, either."),
      Field("measure", { $1(&$0.measure) }, "A measure of attendance over all pupils."),
      Field("is", { $1(&$0.count) }, "With `measure`: what it comes to."),
    ]
    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The kind of expectation.
  package let claim: Claim

  /// The clause it is about; nil for a measure.
  package var clause: Located<Prose>? { draft.clause }
  /// The pupil it is about; nil for any pupil.
  package var pupil: Located<Prose>? { draft.pupil }
  /// The place of the expectation.
  package var span: SourceSpan { draft.span }

  /// Reads an expectation; keys that could not be read suppress checks of the whole.
  package static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    let before = reading.diagnostics.count
    guard let draft = Draft.read(node, &reading), reading.diagnostics.count == before else {
      return nil
    }
    return Self(draft, &reading)
  }

  package init?(_ draft: Draft, _ reading: inout Reading) {
    guard let claim = draft.claim(&reading) else { return nil }
    self.draft = draft
    self.claim = claim
  }
}

extension Expectation.Draft {
  /// The claim of the keys; nil, with a diagnostic, where they make none or several.
  fileprivate func claim(_ reading: inout Reading) -> Expectation.Claim? {
    let isFiring = fires != nil || due != nil || outcome != nil
    let isDiverging = diverges != nil || on != nil || session != nil
    let isMeasuring = measure != nil || count != nil
    switch (isFiring, isDiverging, isMeasuring) {
    case (true, false, false): return firing(&reading)
    case (false, true, false): return diverging(&reading)
    case (false, false, true): return measuring(&reading)
    case (false, false, false):
      refuse(
        "This expectation says nothing that could be right or wrong.", &reading,
        help: "Say when the clause opens an obligation, as in `fires: 2024-09-13`; how the record "
          + "differs, as in `diverges: missed`; or what a `measure` `is`.")
    default:
      refuse(
        "This expectation speaks of several things at once.", &reading,
        help: "`fires`, `due` and `outcome` are one expectation; `diverges`, `on` and `session` "
          + "another; `measure` and `is` a third. Write one entry for each.")
    }
    return nil
  }

  private func firing(_ reading: inout Reading) -> Expectation.Claim? {
    guard hasClause(&reading) else { return nil }
    guard case .never = fires?.value else {
      return .opens(
        Expectation.Opening(
          date: fires?.value.date, due: due?.value, outcome: outcome?.value))
    }
    guard let other = due?.span ?? outcome?.span else { return .neverOpens }
    refuse(
      "What never opens is not due and comes to nothing.", at: other, &reading,
      help: "Leave out `due` and `outcome`, or give `fires` a date.")
    return nil
  }

  private func diverging(_ reading: inout Reading) -> Expectation.Claim? {
    guard hasClause(&reading) else { return nil }
    guard let diverges else {
      refuse(
        "This expectation does not say how the record differs.", &reading,
        help: "Add `diverges`, as in `diverges: missed` or `diverges: none`.")
      return nil
    }
    let difference = Expectation.Difference(
      kind: diverges.value.kind, date: on?.value, half: session?.value.half)
    return difference.kind == nil ? .agrees(difference) : .differs(difference)
  }

  private func measuring(_ reading: inout Reading) -> Expectation.Claim? {
    guard let measure, let count else {
      refuse(
        "A measure needs both `measure` and `is`.", &reading,
        help: "Write it as `{ measure: unauthorised, is: 10 }`.")
      return nil
    }
    guard let stray = clause?.span ?? pupil?.span else {
      return .measures(measure.value, count: count.value.number)
    }
    refuse(
      "A measure is of all pupils, whatever clauses there are.", at: stray, &reading,
      help: "Leave out `clause` and `pupil`.")
    return nil
  }

  private func hasClause(_ reading: inout Reading) -> Bool {
    guard clause == nil else { return true }
    refuse(
      "This expectation does not say which clause it is about.", &reading,
      help: "Add `clause`, as in `clause: national.penalty-notice-considered`.")
    return false
  }

  private func refuse(
    _ message: String, at place: SourceSpan? = nil, _ reading: inout Reading, help: String
  ) {
    reading.report(.expectation, message, at: place ?? span, path: reading.path, help: help)
  }
}
