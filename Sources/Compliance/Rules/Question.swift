package import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import TypedYAML

/// The dates of a check.
package enum Question: Sendable {
  /// Every date on which the file is in force; `today` decides what is overdue.
  case whileInForce(today: CivilDate)
  /// One date only.
  case on(CivilDate)

  /// The date of the report.
  package var asOf: CivilDate {
    switch self {
    case .whileInForce(let today): today
    case .on(let date): date
    }
  }

  /// The single date in question; nil for all dates.
  var only: CivilDate? {
    if case .on(let date) = self { return date }
    return nil
  }
}

/// The dates of a check of one file.
struct Period {
  /// The range to evaluate; wider than a single date in question, to find the start of violations.
  let range: DateRange
  /// The dates on which the file is in force; nil where it gives none.
  let inForce: DateRange?
  /// The single date in question; nil for all dates.
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
