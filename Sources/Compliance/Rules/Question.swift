public import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import TypedYAML

/// The dates about which a check asks.
public enum Question: Sendable {
  /// Every date on which the file is in force; `today` decides what is overdue.
  case whileInForce(today: CivilDate)
  /// One date only.
  case on(CivilDate)

  /// The date of the report.
  public var asOf: CivilDate {
    switch self {
    case .whileInForce(let today): today
    case .on(let date): date
    }
  }

  /// The one date that is asked about; nil where all are.
  var only: CivilDate? {
    if case .on(let date) = self { return date }
    return nil
  }
}

/// The dates that a check of one file looks at.
struct Period {
  /// The dates that are looked at; more than the one asked about, to show since when.
  let range: DateRange
  /// The dates on which the file is in force; nil where it does not say.
  let inForce: DateRange?
  /// The one date asked about; nil where all are.
  let only: CivilDate?
  /// The date of the report.
  let asOf: CivilDate

  init(_ inForce: DateRange?, _ question: Question) {
    self.inForce = inForce
    asOf = question.asOf
    only = question.only
    if let date = question.only {
      let start = min(inForce?.first ?? date, date)
      let end = inForce.map { max($0.last ?? date, date) } ?? date
      range = DateRange(from: start, to: end) ?? DateRange(on: date)
    } else {
      range = inForce ?? DateRange(on: question.asOf)
    }
  }
}
