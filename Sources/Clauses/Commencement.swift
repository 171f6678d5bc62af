package import CivilTime
package import Diagnostics
package import TypedYAML

/// The dates of a rule or a value: its own, or those of a source, which may be unknown.
package enum Commencement: Sendable, Hashable {
  /// Between these dates.
  case dated(DateRange)
  /// The dates on which the source of this name is in force.
  case with(Located<Name>)

  /// The dates, given those of the sources; nil where the source has not come into force.
  package func range(_ sources: [String: DateRange]) -> DateRange? {
    switch self {
    case .dated(let range): range
    case .with(let source): sources[source.value.text]
    }
  }

  /// The source with which it comes into force; nil where it has dates of its own.
  package var source: Located<Name>? {
    if case .with(let source) = self { return source }
    return nil
  }

  /// The placeholder for unknown dates: the last day of the calendar, which no question reaches.
  package static let notYet = DateRange(
    on: CivilDate(year: 9999, month: 12, day: 31) ?? CivilDate(day: 0))

  /// The problem of a rule or a value with both kinds of commencement, or neither.
  package static func problem(_ dates: String, at span: SourceSpan, path: String) -> Diagnostic {
    Diagnostic(
      .commencement,
      "Give either `\(dates)`, or under `comes_with` the source with which it comes into force.",
      at: span, path: path, help: "Keep one of the two.")
  }
}
