import CivilTime
import Clauses
import Diagnostics

/// The marks of a string that has two signs for every day of the calendar, also for Saturdays, Sundays
/// and holidays, which it fills with `##`.
///
/// A code of two signs moves every mark behind it, and nothing says how a file shows it: a string that
/// may hold one, or that puts a mark on a Saturday or a Sunday, is not used at all.
struct TransferMarks {
  /// Each session that has a mark, or that the school has.
  private(set) var entries: [(Session, MarkCode?)] = []
  /// Whether all the days lie before or after the calendar.
  let isElsewhere: Bool
  /// The days of the string.
  let days: ClosedRange<CivilDate>
  /// The first and last days on which it has a session and not the sign for none; nil for no such day.
  private(set) var marked: ClosedRange<CivilDate>?
  /// Whether every mark of the string is of a session of the calendar.
  private(set) var isWhole = true

  init(_ run: TransferPupil.Run, _ calendar: SchoolCalendar) throws(RowProblem) {
    guard !run.isCut else { throw RowProblem("its string of marks is too long to be one") }
    guard let first = DateFormat.iso.date(run.firstDay.utf8) else {
      throw RowProblem("\(quoted(run.firstDay)) is not a start date, as year-month-day")
    }
    let signs = try TransferMarks.signs(run.marks)
    guard signs.count.isMultiple(of: 2) else {
      throw RowProblem(
        "its string has \(Wording.count(signs.count, "sign")), which is not two for each day")
    }
    let last = first.adding(days: max(0, signs.count / 2 - 1))
    days = first...last
    isElsewhere =
      calendar.sessions.first.map { last < $0.date } ?? true
      || calendar.sessions.last.map { first > $0.date } ?? true
    guard !isElsewhere else { return }
    for (place, sign) in signs.enumerated() {
      let date = first.adding(days: place / 2)
      let session = Session(date, place.isMultiple(of: 2) ? .morning : .afternoon)
      guard sign == nil || sign == TransferMarks.closed || !date.weekday.isWeekend else {
        throw RowProblem(
          "its marks do not fit the calendar: \(date.written) is at a weekend and would have "
            + "`\(sign?.text ?? "")`, so a code of two signs or a day left out has moved them")
      }
      let isSession = calendar.index(of: session) != nil
      isWhole = isWhole && (isSession || sign == nil || sign == TransferMarks.closed)
      if isSession || (sign != nil && sign != TransferMarks.closed) {
        entries.append((session, sign))
        if sign != TransferMarks.closed { marked = (marked?.lowerBound ?? date)...date }
      }
    }
  }

  /// The code of a day without sessions.
  static let closed = MarkCode([UInt8(ascii: "#")])

  /// The marks of a string, one a sign; a space is none.
  private static func signs(_ text: String) throws(RowProblem) -> [MarkCode?] {
    // A string on several lines is indented; on one line a space stands for itself.
    var string = text
    if !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      let lines = text.split(whereSeparator: \.isNewline)
      string = lines.count > 1 ? lines.map { trimmed($0) }.joined() : String(lines.first ?? "")
    }
    do throws(RowProblem) {
      let marks = try MarkString(string.utf8, .signs)
      return marks.numbers.indices.map { marks[$0]?.code }
    } catch {
      throw RowProblem("its string \(error.reason)")
    }
  }
}
