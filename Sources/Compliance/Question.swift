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

/// What a file says over a run of dates; what it inherits may change while it is in force.
struct Edition {
  let range: DateRange
  let values: Located<Value>

  /// What holds for a school over some dates, and on the date of the report.
  static func editions(of document: PolicyDocument, _ period: Period) -> [Edition] {
    let first = min(period.range.first, period.asOf)
    let last = period.range.last.map { max($0, period.asOf) }
    let changes = document.layers.compactMap(\.inForce?.range).flatMap { range in
      [range.first] + [range.last?.adding(days: 1)].compactMap { $0 }
    }
    return (DateRange(from: first, to: last) ?? period.range).split(at: changes).map { piece in
      Edition(range: piece, values: document.effective(on: piece.first).erased)
    }
  }
}
