public import CivilTime
public import Diagnostics
public import TypedYAML

/// When a rule or a value begins to hold: on a date of its own, or on the day on which a source comes into
/// force, which may not be known yet.
public enum Commencement: Sendable, Hashable {
  /// Between these dates.
  case dated(DateRange)
  /// As long as the source of this name is in force.
  case with(Located<Name>)

  /// The dates, where the dates of the sources are known; nil for what has not come into force.
  public func range(_ sources: [String: DateRange]) -> DateRange? {
    switch self {
    case .dated(let range): range
    case .with(let source): sources[source.value.text]
    }
  }

  /// The source with which it comes into force; nil where it has dates of its own.
  public var source: Located<Name>? {
    if case .with(let source) = self { return source }
    return nil
  }

  /// The dates of what has not come into force: the last day of the calendar, which no question reaches.
  public static let notYet = DateRange(
    on: CivilDate(year: 9999, month: 12, day: 31) ?? CivilDate(day: 0))

  /// What is wrong with a rule or a value that says when it begins in two ways, or in none.
  public static func problem(_ dates: String, at span: SourceSpan, path: String) -> Diagnostic {
    Diagnostic(
      "format.commencement",
      "Give either `\(dates)`, or under `comes_with` the source with which it comes into force.",
      at: span, path: path, help: "Keep one of the two.")
  }
}
