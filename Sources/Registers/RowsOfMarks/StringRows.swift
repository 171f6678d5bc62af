import CivilTime
import Diagnostics

/// A pupil's string of marks.
struct PupilString: PupilRow {
  let id: String
  let marks: MarkString
  /// The numbers of the sessions that the marks are of.
  let sessions: Range<Int>

  func enter(
    into collector: inout MarksCollector, _ row: Evidence, _ extent: String
  ) throws(RowProblem) {
    try collector.enter(self, row, extent)
  }
}

/// What it takes to read any piece of a file of strings.
struct StringLayout: PupilLayout {
  let header: MarksHeader
  /// What the report takes for granted of the columns.
  let notes: [String]
  /// The place of the strings.
  private let string: Int
  private let calendar: SchoolCalendar
  /// The days of a string whose row does not say them.
  private let first, last: CivilDate
  /// The sessions of those days.
  private let sessions: Range<Int>
  /// Whether anything gives the days of a string.
  private let areDaysGiven: Bool

  /// The layout under a header; nil where it has no column of strings.
  init?(_ header: MarksHeader, _ marks: MarksFile, _ calendar: SchoolCalendar, file: String) {
    let columns = header.columns
    guard let string = columns["marks"], let first = calendar.sessions.first?.date,
      let last = calendar.sessions.last?.date
    else { return nil }
    (self.header, self.string, self.calendar) = (header, string, calendar)
    notes = unusedColumnsNote(columns.unused, of: file)
    (self.first, self.last) = (marks.from?.value ?? first, marks.to?.value ?? last)
    sessions = calendar.indices(from: self.first, to: self.last)
    areDaysGiven =
      marks.from != nil || marks.to != nil || columns["first_day"] != nil
      || columns["last_day"] != nil
  }

  func read(_ row: TableRow, _ cursor: CSVCursor) throws(RowProblem) -> PupilString {
    let id = try row.required("pupil")
    guard id != header.heading else { throw .repeatedHeadings }
    let marks: MarkString
    do throws(RowProblem) {
      marks =
        cursor.hasEscapes(string)
        ? try MarkString((row[place: string] ?? "").utf8, .spaced)
        : try MarkString(cursor.bytes(of: string), .spaced)
    } catch {
      throw RowProblem("its string \(error.reason)")
    }
    guard !marks.numbers.isEmpty else { throw .withoutMarks }
    let from: CivilDate? = try row.value("first_day")
    let to: CivilDate? = try row.value("last_day")
    let (first, last) = (from ?? first, to ?? last)
    // Nearly every file has strings of the same days.
    let sessions =
      from == nil && to == nil ? sessions : calendar.indices(from: first, to: last)
    guard marks.numbers.count == sessions.count else {
      throw RowProblem(
        marks: marks.numbers.count, for: sessions.count, from: first, to: last,
        isGiven: areDaysGiven, calendar)
    }
    return PupilString(id: id, marks: marks, sessions: sessions)
  }
}

extension RowProblem {
  /// That a string does not have a mark for each session of its days, which are given or the calendar's.
  fileprivate init(
    marks: Int, for sessions: Int, from first: CivilDate, to last: CivilDate, isGiven: Bool,
    _ calendar: SchoolCalendar
  ) {
    let advice: String
    if let days = calendar.days, first < days.lowerBound || last > days.upperBound {
      let end =
        last > days.upperBound
        ? "the calendar ends before that, on \(days.upperBound.written)"
        : "the calendar begins after that, on \(days.lowerBound.written)"
      advice = "\(end): check the dates of `terms`, and of the string"
    } else if isGiven {
      advice = "check these dates, and the days that the calendar has as closed"
    } else {
      advice = "give its own days as `from` and `to`, or in columns `first_day` and `last_day`"
    }
    self.init(
      "its string has \(Wording.count(marks, "mark")) for the "
        + "\(Wording.count(sessions, "session")) from \(first.written) to \(last.written); \(advice)"
    )
  }
}
