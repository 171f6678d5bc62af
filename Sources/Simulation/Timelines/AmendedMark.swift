import CivilTime
import Clauses
import Registers

/// What the amendments of one session made of its mark, day by day.
///
/// An amendment has a date and no time, so those of one day are put in order by what they say: each changes
/// what the one before left. The day begins with the entry that is changed more often than it is left, and
/// ends with the one that is left more often than it is changed.
struct AmendedMark {
  /// The entry before the first change.
  let original: MarkCode?
  /// What stood at the end of each day with a change, in the order of the days.
  let days: [(date: CivilDate, amended: MarkCode?)]

  /// Puts amendments of one session, in the order of their dates, together; `entered` is the mark that the
  /// register holds.
  init(_ amendments: [Amendment], entered: MarkCode?) {
    var original: MarkCode?
    var days: [(date: CivilDate, amended: MarkCode?)] = []
    var rest = amendments[...]
    while let date = rest.first?.amendedOn {
      let day = rest.prefix { $0.amendedOn == date }
      rest = rest.dropFirst(day.count)
      let before = days.last.map(\.amended) ?? entered
      let change = AmendedMark.change(day, from: before, entered: entered)
      if days.isEmpty { original = change.original }
      days.append((date, change.amended))
    }
    (self.original, self.days) = (original, days)
  }

  /// What stood at the end of a date; nil where nothing had been changed by then.
  func standing(on date: CivilDate) -> MarkCode?? {
    days.last { $0.date <= date }.map(\.amended)
  }

  /// What a day's amendments changed, and to what.
  private static func change(
    _ day: ArraySlice<Amendment>, from before: MarkCode?, entered: MarkCode?
  ) -> (original: MarkCode?, amended: MarkCode?) {
    if day.count == 1, let only = day.first { return (only.original, only.amended) }
    // By how much more often each entry is changed than left.
    var balance: [MarkCode?: Int] = [:]
    for amendment in day {
      balance[amendment.original, default: 0] += 1
      balance[amendment.amended, default: 0] -= 1
    }
    let entries = balance.keys.sorted { ($0?.text ?? "") < ($1?.text ?? "") }
    let firsts = entries.filter { balance[$0, default: 0] > 0 }
    let lasts = entries.filter { balance[$0, default: 0] < 0 }
    guard !firsts.isEmpty else {
      // The day ends with what it began with.
      let same = entries.contains(before) ? before : entries.first ?? nil
      return (same, same)
    }
    return (
      firsts.contains(before) ? before : firsts[0], lasts.contains(entered) ? entered : lasts[0]
    )
  }
}
