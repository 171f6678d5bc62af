import CivilTime
import Diagnostics

/// The dates of a file of marks, with what each would be if day and month had changed places.
///
/// Dates up to the twelfth of a month can be read in both ways, so an export from a program set to another
/// country is found out by its dates together and not by one of them.
struct DateReadings: Sendable {
  private var format: DateFormat?
  /// The other reading of each date that was read; nil for one that has none.
  private var read: [CivilDate: CivilDate?] = [:]
  /// What dates would be that can only be read with day and month changed over.
  private var changed: Set<CivilDate> = []

  /// Notes a date, and the text that it was read from.
  mutating func note(_ date: CivilDate, _ text: some StringProtocol, _ format: DateFormat) {
    self.format = format
    read[date] = .some(format.swapped?.date(text.utf8))
  }

  /// Notes a text that is no date; whether it would be one with day and month changed over.
  mutating func note(unreadable text: some StringProtocol, _ format: DateFormat) -> Bool {
    guard let date = format.swapped?.date(text.utf8) else { return false }
    self.format = format
    changed.insert(date)
    return true
  }

  mutating func join(_ next: DateReadings) {
    format = format ?? next.format
    read.merge(next.read) { first, _ in first }
    changed.formUnion(next.changed)
  }

  /// Whether the dates leave no doubt that day and month are changed over: all can be read in that way and
  /// are school days then, and some cannot be read, or are none, as they are written.
  ///
  /// Three dates or fewer may do that by chance.
  func areChangedOver(_ calendar: SchoolCalendar) -> Bool {
    let others = Set(read.values.compactMap { $0 }).union(changed)
    let isWrong =
      !changed.isEmpty || read.count > 3 && !read.keys.allSatisfy { calendar.isSchoolDay($0) }
    return isWrong && read.values.allSatisfy { $0 != nil }
      && others.allSatisfy { calendar.isSchoolDay($0) }
  }

  /// What a spreadsheet has done that changes day and month over where it can, and leaves the dates after
  /// the twelfth; nil where most of the dates that are no school days would be none then either.
  private func partlyChanged(_ calendar: SchoolCalendar, _ format: DateFormat) -> String? {
    let odd = read.filter { !calendar.isSchoolDay($0.key) }
    let right = odd.compactMap { date, other in
      other.flatMap { calendar.isSchoolDay($0) ? (date: date, meant: $0) : nil }
    }
    guard right.count > 1, right.count * 2 > odd.count,
      let example = right.min(by: { $0.meant < $1.meant })
    else { return nil }
    return
      "Day and month look changed over in a part of the dates: \(right.count) of "
      + "\(Wording.count(odd.count, "date")) that \(odd.count == 1 ? "is" : "are") no school day would be one "
      + "with day and month changed over, such as \(example.date.written), which would be "
      + "\(example.meant.written). A spreadsheet does that to days up to the twelfth, so other dates in the "
      + "file may be wrong too: export it again with dates as \(format.written)."
  }

  /// What the dates show together, in a sentence; nil for nothing.
  func sentence(_ calendar: SchoolCalendar) -> String? {
    guard let format, let swapped = format.swapped else { return nil }
    let others = read.values.compactMap { $0 }
    let (asWritten, changedOver) = (
      read.keys.count { calendar.isSchoolDay($0) },
      Set(others).union(changed).count { calendar.isSchoolDay($0) }
    )
    let count = read.count + changed.count
    if others.count == read.count, count > 1, changedOver > asWritten {
      return "Day and month look changed over: read as \(swapped.written), \(changedOver) of "
        + "\(Wording.count(count, "date")) are school days, read as \(format.written) "
        + "\(asWritten == 0 ? "none is" : asWritten == 1 ? "1 is" : "\(asWritten) are"). "
        + "If so, write `date_format:` \(swapped.written)."
    }
    if let sentence = partlyChanged(calendar, format) { return sentence }
    guard !changed.isEmpty else { return nil }
    return
      "\(Wording.count(changed.count, "date")) can only be read with day and month changed over. If a "
      + "spreadsheet did that, other dates in the file are wrong too: export it again with dates as "
      + "\(format.written)."
  }
}
