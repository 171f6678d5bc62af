import Clauses
package import CivilTime
import Diagnostics

/// What the reading of a file of marks meets beside the marks, counted so that it is said once for the
/// file.
///
/// Each piece of a file has its own account; they are joined in the order of the file.
package struct MarksAccount: Sendable {
  /// The rows that are not blank.
  var rows = 0
  /// The rows of which single cells are rejected and the others used.
  var rowsInPart = 0
  /// The rejected rows with which no mark is lost: headings, totals, and what repeats what stands.
  var harmlessRows = 0
  /// The strings of marks of another school.
  var otherSchools = 0
  /// The cells for marks in a file of one row a pupil; nil where a row is one mark or one string.
  var cells: Cells?
  /// The cells of further columns that cannot be read.
  var unreadNotes: [MarkNote.Kind: Occurrences] = [:]
  /// Rows whose session is the letter `M` or `A`, those where it is `AM` or the word, and those of an
  /// afternoon in any spelling but `A`.
  var letterM = Occurrences()
  var letterA = Occurrences()
  var mornings = Occurrences()
  var afternoons = Occurrences()
  /// The dates of the rows.
  var dates = DateReadings()
  /// The marks outside the calendar, and those within it where it has no session.
  private var before = OutsideMarks()
  private var after = OutsideMarks()
  private var between = OutsideMarks()
  private var closedDays = ClosedDays()

  /// An account of nothing.
  package init() {}

  /// Cells for marks.
  struct Cells: Sendable {
    /// Those that are not blank.
    var filled = 0
    /// Those of them that are not used.
    var unused = 0
  }

  /// Like cells, counted, with the first as an example.
  struct Occurrences: Sendable {
    private(set) var count = 0
    private(set) var first: (line: Int, text: String)?

    mutating func note(_ line: Int, _ text: String) {
      if count == 0 { first = (line, text) }
      count += 1
    }

    /// Notes as many as that, the first on a line.
    mutating func note(_ more: Int, from line: Int, _ text: String) {
      if count == 0, more > 0 { first = (line, text) }
      count += more
    }

    mutating func join(_ next: Occurrences, linesBefore: Int) {
      if first == nil { first = next.first.map { ($0.line + linesBefore, $0.text) } }
      count += next.count
    }

    /// How many there are beside the first, in words that follow it.
    var others: String {
      count > 1 ? " and \(Wording.count(count - 1, "other row"))" : ""
    }
  }

  /// Marks before the first day of the calendar, after its last, or on days between without a session.
  struct OutsideMarks: Sendable {
    var marks = 0
    var pupils = 0
    var dates: (first: CivilDate, last: CivilDate)?

    mutating func note(_ date: CivilDate) {
      marks += 1
      let known = dates ?? (date, date)
      dates = (min(known.first, date), max(known.last, date))
    }

    /// The marks as those of one pupil, or of none.
    var ofOnePupil: OutsideMarks {
      var marks = self
      marks.pupils = marks.marks > 0 ? 1 : 0
      return marks
    }

    static func += (left: inout OutsideMarks, right: OutsideMarks) {
      left.marks += right.marks
      left.pupils += right.pupils
      guard let dates = right.dates else { return }
      let known = left.dates ?? dates
      left.dates = (min(known.first, dates.first), max(known.last, dates.last))
    }
  }

  /// Joins the account of the rows that come after so many lines.
  package mutating func join(_ next: MarksAccount, linesBefore: Int) {
    rows += next.rows
    rowsInPart += next.rowsInPart
    harmlessRows += next.harmlessRows
    otherSchools += next.otherSchools
    if let more = next.cells { addCells(filled: more.filled, unused: more.unused) }
    for (kind, unread) in next.unreadNotes {
      unreadNotes[kind, default: Occurrences()].join(unread, linesBefore: linesBefore)
    }
    letterM.join(next.letterM, linesBefore: linesBefore)
    letterA.join(next.letterA, linesBefore: linesBefore)
    mornings.join(next.mornings, linesBefore: linesBefore)
    afternoons.join(next.afternoons, linesBefore: linesBefore)
    dates.join(next.dates)
    before += next.before
    after += next.after
    between += next.between
    closedDays += next.closedDays
  }

  /// Adds cells for marks.
  mutating func addCells(filled: Int, unused: Int) {
    var sum = cells ?? Cells()
    sum.filled += filled
    sum.unused += unused
    cells = sum
  }

  /// Notes which marks of a pupil are of no session of the calendar.
  mutating func note(_ strays: [StrayMark], _ calendar: SchoolCalendar) {
    guard let days = calendar.days else { return }
    var (earlier, later, within) = (OutsideMarks(), OutsideMarks(), OutsideMarks())
    for stray in strays where stray.code != TransferMarks.closed {
      let date = stray.session.date
      if date < days.lowerBound {
        earlier.note(date)
      } else if date > days.upperBound {
        later.note(date)
      } else {
        within.note(date)
        closedDays.note(stray.session, calendar)
      }
    }
    before += earlier.ofOnePupil
    after += later.ofOnePupil
    between += within.ofOnePupil
  }

  /// Whether `A` as a session may mean the afternoon.
  package var hasAmbiguousSessions: Bool { letterA.count > 0 && besideA != nil }

  /// The first row of a morning beside which `A` may mean the afternoon: `M`, or `AM` where there is no
  /// other afternoon.
  var besideA: (line: Int, text: String)? {
    letterM.first ?? (afternoons.count == 0 ? mornings.first : nil)
  }

  /// The marks outside the calendar, and their first and last dates; nil where there are none.
  var outside: (marks: Int, first: CivilDate, last: CivilDate)? {
    var all = before
    all += after
    return all.dates.map { (all.marks, $0.first, $0.last) }
  }

  /// What is said of marks on days without a session, where there are such; nil where there are none.
  var onClosedDays: String? {
    guard let dates = between.dates else { return nil }
    let isOne = between.marks == 1
    return "\(Wording.count(between.marks, "mark")) of \(Wording.count(between.pupils, "pupil")), "
      + "\(CivilDate.written(from: dates.first, to: dates.last)), \(isOne ? "is" : "are") "
      + "\(closedDays.place(marks: between.marks)) and \(isOne ? "is" : "are") not counted: "
      + "\(closedDays.advice)."
  }

  /// How much of the file was used; `rejectedLines` are those of its rows that were rejected.
  package func usage(of file: String, rejectedLines: Set<Int>) -> FileUsage {
    // A row a mark: one that is of no session of the calendar is lost as a whole.
    let outsideRows = cells == nil ? before.marks + after.marks + between.marks : 0
    return FileUsage(
      file: file, rows: rows,
      unusedRows: min(
        rows, max(0, rejectedLines.count - rowsInPart) + outsideRows + otherSchools),
      cells: cells?.filled, unusedCells: cells.map { min($0.filled, $0.unused) },
      harmlessRows: harmlessRows + otherSchools)
  }

  /// What is worth saying once of a file.
  package func remarks(on file: String, _ calendar: SchoolCalendar) -> [Remark] {
    var sentences: [(text: String, weight: Remark.Weight)] = []
    let ofDates = dates.sentence(calendar)
    if let days = calendar.days {
      if before.marks > 0 {
        sentences.append(
          (
            sentence(before, "before the calendar's first day", days, isExplained: ofDates != nil),
            .loss
          ))
      }
      if after.marks > 0 {
        sentences.append(
          (
            sentence(after, "after the calendar's last day", days, isExplained: ofDates != nil),
            .loss
          ))
      }
    }
    if let onClosedDays { sentences.append((onClosedDays, .loss)) }
    for column in NoteColumn.all {
      guard let unread = unreadNotes[column.kind], let first = unread.first else { continue }
      let isOne = unread.count == 1
      sentences.append(
        (
          "\(quoted(first.text)) on line \(first.line)\(unread.others) "
            + "\(isOne ? "is" : "are") not \(column.noun); the \(isOne ? "mark counts" : "marks count"), "
            + "\(column.loss). \(column.advice).",
          .loss
        ))
    }
    if let ofDates {
      sentences.append((ofDates, dates.areChangedOver(calendar) ? .misreading : .doubt))
    }
    return sentences.map { Remark(onFile: file, $0.text, weight: $0.weight) }
  }

  /// What is said of marks outside the calendar, with the likely cause unless the dates show another.
  private func sentence(
    _ outside: OutsideMarks, _ place: String, _ days: ClosedRange<CivilDate>, isExplained: Bool
  ) -> String {
    guard let dates = outside.dates else { return "" }
    let isOne = outside.marks == 1
    let isOtherYear =
      dates.first.schoolYearStart != days.lowerBound.schoolYearStart
      && dates.first.schoolYearStart != days.upperBound.schoolYearStart
    return "\(Wording.count(outside.marks, "mark")) of \(Wording.count(outside.pupils, "pupil")), "
      + "\(CivilDate.written(from: dates.first, to: dates.last)), \(isOne ? "is" : "are") \(place) and "
      + "\(isOne ? "is" : "are") not counted. The calendar runs from \(days.lowerBound.written) to "
      + "\(days.upperBound.written)"
      + (isExplained
        ? "."
        : isOtherYear
          ? ": check the year in these dates, and in `terms`."
          : ": check the dates of `terms` in `register.yaml`.")
  }
}

/// How much of a file of a dataset was used.
package struct FileUsage: Sendable, Hashable {
  /// The file as the dataset names it.
  package let file: String
  /// The rows that are not blank, without the header, and those that are not used.
  package let rows, unusedRows: Int
  /// The filled cells for marks, where a row has several, and those that are not used.
  package let cells, unusedCells: Int?

  /// The unused rows of the marks' file with which no mark is lost; nil for another file.
  private let harmlessRows: Int?

  /// Whether it is the marks' file, and more than a quarter of its rows or cells with marks is not used.
  package var isMostlyUnused: Bool {
    guard let harmlessRows else { return false }
    return (unusedRows - harmlessRows) * 4 > rows - harmlessRows
      || (unusedCells ?? 0) * 4 > (cells ?? 0)
  }

  /// The usage of a table beside the marks.
  init(file: String, rows: Int, unusedRows: Int) {
    (self.file, self.rows, self.unusedRows) = (file, rows, unusedRows)
    (cells, unusedCells, harmlessRows) = (nil, nil, nil)
  }

  /// The usage of the marks' file; with `harmlessRows` of the unused rows no mark is lost.
  init(
    file: String, rows: Int, unusedRows: Int, cells: Int?, unusedCells: Int?, harmlessRows: Int
  ) {
    (self.file, self.rows, self.unusedRows) = (file, rows, unusedRows)
    (self.cells, self.unusedCells, self.harmlessRows) = (cells, unusedCells, harmlessRows)
  }

  /// The usage of a table of which more rows turned out to show nothing.
  func losing(_ more: Int) -> FileUsage {
    FileUsage(file: file, rows: rows, unusedRows: min(rows, unusedRows + more))
  }

  /// The usage of the marks' file of which more marks turned out to count in nothing, of so many that were read.
  func losing(marks: Int, of all: Int) -> FileUsage {
    // Where there are more marks than rows, a row has several.
    let cells = cells ?? (all > rows ? all : nil)
    return FileUsage(
      file: file, rows: rows,
      unusedRows: cells == nil ? min(rows, unusedRows + marks) : unusedRows,
      cells: cells, unusedCells: cells.map { min($0, (unusedCells ?? 0) + marks) },
      harmlessRows: harmlessRows ?? 0)
  }

  /// Whether all of it was used.
  package var isComplete: Bool { unusedRows == 0 && (unusedCells ?? 0) == 0 }
}

extension SchoolCalendar {
  /// The first and last days with a session; nil where there is none.
  package var days: ClosedRange<CivilDate>? {
    guard let first = schoolDays.first, let last = schoolDays.last else { return nil }
    return first...last
  }
}

extension CivilDate {
  /// Two dates as people write them: `9 to 13 September 2024`.
  package static func written(from first: CivilDate, to last: CivilDate) -> String {
    guard first != last else { return first.written }
    let (start, end) = (first.parts, last.parts)
    guard start.year == end.year else { return "\(first.written) to \(last.written)" }
    guard start.month == end.month else {
      return "\(first.written.dropLast(5)) to \(last.written)"
    }
    return "\(start.day) to \(last.written)"
  }
}
