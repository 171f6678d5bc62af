import CivilTime
package import Clauses
package import Diagnostics
import TypedYAML

/// The basis of an error: on each date, a cited source in force whose words were read, in this
/// edition or in one that it replaces.
package struct ErrorBasis: Sendable {
  let name: String
  let span: SourceSpan
  let dates: DateRange?
  let places: [CitedPlace]

  /// Creates the basis of a rule; nil where the rule is not an error.
  private init?(
    _ name: String, _ severity: Severity, at span: SourceSpan?, _ dates: DateRange?,
    _ places: [CitedPlace]
  ) {
    guard severity == .error, let span else { return nil }
    (self.name, self.span, self.dates, self.places) = (name, span, dates, places)
  }

  /// Creates the basis of a requirement, including the citations of its parameters.
  package init?(
    _ requirement: Requirement, _ bibliography: Bibliography,
    _ parameters: [String: [ParameterVersion]]
  ) {
    let conditions = requirement.that + requirement.given + requirement.unless
    let values = conditions.flatMap(\.parameters).flatMap { parameters[$0] ?? [] }
    self.init(
      requirement.id.value.text, requirement.severity,
      at: requirement.draft.severity?.span ?? requirement.id.span, requirement.inForce,
      bibliography.places(of: requirement.citations)
        + values.flatMap { value in
          bibliography.places(of: value.citations).compactMap { $0.within(value.range) }
        })
  }

  /// Creates the basis of a duty.
  package init?(_ duty: Duty, _ bibliography: Bibliography) {
    self.init(
      duty.id.value.text, duty.severity, at: duty.draft.severity?.span, duty.inForce,
      bibliography.places(of: duty.citations))
  }

  init?(_ rule: PracticeRule, _ bibliography: Bibliography) {
    self.init(
      rule.id, rule.severity, at: rule.draft.severity?.span, rule.inForce,
      bibliography.places(of: rule.citations))
  }

  init?(_ rule: StandingRule, _ bibliography: Bibliography) {
    self.init(
      rule.id, rule.severity, at: rule.draft.severity?.span, rule.inForce,
      bibliography.places(of: rule.citations))
  }

  /// The problem on the first date without a basis; nil for none, or for an unknown source.
  package var problem: Diagnostic? {
    guard !places.isEmpty, places.allSatisfy({ $0.cited.kind != nil }) else { return nil }
    let starts = places.compactMap(\.inForce?.first)
    let ends = places.compactMap { $0.inForce?.last?.adding(days: 1) }
    guard let range = dates ?? DateRange(from: starts.max() ?? CivilDate(day: 0), to: nil),
      let piece = range.split(at: starts + ends).first(where: { !isFounded(on: $0.first) })
    else { return nil }
    let days =
      "from \(piece.first.written)" + (piece.last.map { " to \($0.written)" } ?? "")
    let doubtful = places.first { $0.isInForce(on: piece.first) && $0.cited.isOthers }?.cited
    return Diagnostic(
      .unverifiedError,
      "`\(name)` is an error, and \(days) it rests on nothing in force whose words somebody has read"
        + (doubtful.map { " (\($0.title), \($0.place))" } ?? "") + ".", at: span,
      help: "Make it a warning or a note; or give a place that is confirmed and in force then, or "
        + "the edition before under `replaces` where the words were read in that one.")
  }

  private func isFounded(on date: CivilDate) -> Bool {
    places.contains { $0.isInForce(on: date) && $0.cited.isOthers && $0.cited.isFounded }
  }
}

extension Framework {
  /// The errors without a source whose words were read.
  var unfoundedErrors: [Diagnostic] {
    let bases =
      (requirements + coming).compactMap { ErrorBasis($0, bibliography, parameters) }
      + duties.compactMap { ErrorBasis($0, bibliography) }
      + practice.compactMap { ErrorBasis($0, bibliography) }
      + structure.compactMap { ErrorBasis($0, bibliography) }
    return bases.compactMap(\.problem)
  }
}
