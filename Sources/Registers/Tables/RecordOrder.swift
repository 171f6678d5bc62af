import CivilTime
import Clauses

/// The order in which a pupil's records are taken: by their dates and times, and then by what they say.
///
/// The order of rows in a file means nothing, so that a file says the same however it is sorted. Of rows that
/// say the same, the one that stands first comes first, which changes no more than the line that evidence names.
protocol RecordInTime {
  /// Whether it comes before another.
  static func precedes(_ left: Self, _ right: Self) -> Bool
}

extension Array where Element: RecordInTime {
  /// The records in the order in which they are taken.
  var inTime: [Element] { sorted(by: Element.precedes) }
}

extension Action: RecordInTime {
  /// One without a time comes before those with one, because it cannot be shown to be late on its day.
  static func precedes(_ left: Action, _ right: Action) -> Bool {
    if left.date != right.date { return left.date < right.date }
    if left.time != right.time { return (left.time?.minute ?? -1) < (right.time?.minute ?? -1) }
    if left.kind != right.kind { return left.kind < right.kind }
    if left.detail != right.detail { return left.detail.inWords < right.detail.inWords }
    if left.parent != right.parent { return (left.parent ?? "") < (right.parent ?? "") }
    if left.amount != right.amount {
      return (left.amount?.pence ?? -1) < (right.amount?.pence ?? -1)
    }
    return left.evidence < right.evidence
  }
}

extension Amendment: RecordInTime {
  /// Amendments of one session on one day are put in order by `AmendedMark`.
  static func precedes(_ left: Amendment, _ right: Amendment) -> Bool {
    if left.amendedOn != right.amendedOn { return left.amendedOn < right.amendedOn }
    if left.session != right.session { return left.session < right.session }
    if left.original != right.original {
      return (left.original?.packed ?? 0) < (right.original?.packed ?? 0)
    }
    if left.amended != right.amended {
      return (left.amended?.packed ?? 0) < (right.amended?.packed ?? 0)
    }
    return (left.missing.map(\.rawValue).joined(), left.evidence)
      < (right.missing.map(\.rawValue).joined(), right.evidence)
  }
}

extension LeaveRequest: RecordInTime {
  static func precedes(_ left: LeaveRequest, _ right: LeaveRequest) -> Bool {
    if left.appliedOn != right.appliedOn { return left.appliedOn < right.appliedOn }
    if left.firstDay != right.firstDay { return left.firstDay < right.firstDay }
    if left.lastDay != right.lastDay { return left.lastDay < right.lastDay }
    return (
      left.decidedOn?.description ?? "", left.decision ?? "", left.reason ?? "",
      left.appliedBy ?? "", left.evidence
    )
      < (
        right.decidedOn?.description ?? "", right.decision ?? "", right.reason ?? "",
        right.appliedBy ?? "", right.evidence
      )
  }

  /// Whether its leave begins before that of another, or was asked for before where both begin on one day.
  package static func beginsBefore(_ left: LeaveRequest, _ right: LeaveRequest) -> Bool {
    left.firstDay == right.firstDay ? precedes(left, right) : left.firstDay < right.firstDay
  }
}

extension Exclusion: RecordInTime {
  static func precedes(_ left: Exclusion, _ right: Exclusion) -> Bool {
    if left.firstDay != right.firstDay { return left.firstDay < right.firstDay }
    if left.lastDay != right.lastDay {
      // One without an end lasts longest.
      return right.lastDay.map { right in left.lastDay.map { $0 < right } ?? false } ?? true
    }
    return (left.kind.rawValue, left.evidence) < (right.kind.rawValue, right.evidence)
  }
}

extension [String: String] {
  /// The pairs in the order of their keys, as one text.
  fileprivate var inWords: String {
    sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
  }
}
