import CivilTime
import Clauses
import Diagnostics

/// The marks of a string that has two signs for every day of the calendar, also for Saturdays, Sundays
/// and holidays, which it fills with `##`.
///
/// A code of two signs moves every mark behind it, and nothing says how a file shows it: a string that
/// may hold one, or that puts a mark on a Saturday or a Sunday, is not used at all.
struct TransferMarks {
  private(set) var marks = RowMarks([])
  /// Whether all the days lie before or after the calendar.
  let isElsewhere: Bool
  /// The days of the string.
  let days: ClosedRange<CivilDate>
  /// The first and last days on which it has a session and not the sign for none; nil for no such day.
  private(set) var marked: ClosedRange<CivilDate>?
  /// How many marks there are, and how many of them are of no session of the calendar.
  private(set) var filled = 0, outside = 0

  init(_ run: TransferPupil.Run, _ calendar: SchoolCalendar) throws(RowProblem) {
    guard !run.isCut else { throw RowProblem("its string of marks is too long to be one") }
    guard let first = DateFormat.iso.date(run.firstDay.utf8) else {
      throw RowProblem("\(quoted(run.firstDay)) is not a start date, as year-month-day")
    }
    var signs = try TransferMarks.signs(run.marks)
    guard signs.count.isMultiple(of: 2) else {
      throw RowProblem(
        "its string has \(Wording.count(signs.count, "sign")), which is not two for each day")
    }
    days = first...first.adding(days: max(0, signs.count / 2 - 1))
    isElsewhere = calendar.days.map { [days] in !days.overlaps($0) } ?? true
    guard !isElsewhere else { return }
    let codes = CodeTable.common
    let closed = codes.number(of: TransferMarks.closed) ?? 0
    var numbers = [UInt8](repeating: 0, count: calendar.sessions.count)
    var places: (first: Int, last: Int)?
    for index in calendar.indices(from: first, to: days.upperBound) {
      let session = calendar.sessions[index]
      let place = session.date.days(since: first) * 2 + (session.half == .morning ? 0 : 1)
      guard place < signs.count, case let number = signs[place] else { break }
      (numbers[index], signs[place]) = (number, closed)
      filled += number > 1 && number != closed ? 1 : 0
      if number != closed { places = (places?.first ?? place, place) }
    }
    // What is left is of no session of the school.
    var others: [(session: Session, code: MarkCode)] = []
    for (place, number) in signs.enumerated() where number > 1 && number != closed {
      guard let code = codes.codes[Int(number)] else { continue }
      let date = first.adding(days: place / 2)
      guard !date.weekday.isWeekend else {
        throw RowProblem(
          "its marks do not fit the calendar: \(date.written) is at a weekend and would have "
            + "`\(code.text)`, so a code of two signs or a day left out has moved them")
      }
      others.append((Session(date, place.isMultiple(of: 2) ? .morning : .afternoon), code))
      places = (min(places?.first ?? place, place), max(places?.last ?? place, place))
    }
    marked = places.map {
      first.adding(days: $0.first / 2)...first.adding(days: $0.last / 2)
    }
    (outside, filled) = (others.count, filled + others.count)
    marks = RowMarks(numbers, others)
  }

  /// The code of a day without sessions.
  static let closed = MarkCode([UInt8(ascii: "#")])

  /// The numbers of the codes of a string, one a sign; a space is none.
  private static func signs(_ text: [UInt8]) throws(RowProblem) -> [UInt8] {
    do throws(RowProblem) {
      if text.allSatisfy({ (0x20..<0x7F).contains($0) }) {
        return try MarkString(text, .signs).numbers
      }
      // A string on several lines is indented; on one line a space is a mark that is missing.
      let lines = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline)
      let string = lines.count > 1 ? lines.map { trimmed($0) }.joined() : String(lines.first ?? "")
      return try MarkString(string.utf8, .signs).numbers
    } catch {
      throw RowProblem("its string \(error.reason)")
    }
  }
}
