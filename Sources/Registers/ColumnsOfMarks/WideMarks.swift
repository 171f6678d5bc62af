import CivilTime
import Clauses
import Diagnostics
import TypedYAML

extension MarksCollector {
  /// Reads a file of one row a pupil, in pieces; false, with nothing read, where the file has to be held whole.
  ///
  /// `onward` is asked behind each piece of strings whether to go on.
  mutating func readWide(
    _ data: LargeFile, as marks: MarksFile, in pieces: Pieces, _ reading: inout Reading,
    _ notes: inout [String], onward: (inout MarksCollector) -> Bool
  ) -> Bool {
    let table = marks.table
    guard let header = MarksHeader(data, as: table, MarkColumns.wide, &reading) else {
      return false
    }
    if let layout = StringLayout(header, marks, calendar, file: data.name) {
      guard readRows(data, layout, as: table, in: pieces, &reading, onward: onward) else {
        return false
      }
      notes += layout.notes
      if parts == nil { leaveOutUsedCells() }
    } else if let layout = ColumnsLayout(header, marks, calendar, file: data.name, &reading) {
      undated = layout.undated
      guard readRows(data, layout, as: table, in: pieces, &reading) else { return false }
      end(layout, data.name, &notes)
    }
    return true
  }

  /// Says what is known when the last row of columns was read.
  private mutating func end(_ layout: ColumnsLayout, _ file: String, _ notes: inout [String]) {
    rejections += layout.found.rejections
    notes += unusedColumnsNote(undated.unused, of: file)
    if layout.found.hasSerialDates { notes.append(serialNote(file)) }
    account.dates.join(layout.found.dates)
    let header = Evidence(file: file, line: headerLine)
    let example = layout.header.format.example
    for (name, marks) in undated.ofMarks {
      account.addCells(filled: marks, unused: marks)
      reject(
        header,
        "\(name) is not read, because its name has no date, but its cells are marks; write the session over "
          + "it, as `\(example) AM`", &rejections)
    }
    guard undated.nameless > 0 else { return }
    reject(
      header,
      "\(Wording.count(undated.nameless, "mark")) under columns without a name \(undated.nameless == 1 ? "is" : "are") "
        + "not read; where a date stands over two columns, write it over each, as "
        + "`\(example) AM` and `\(example) PM`", &rejections)
  }
}

/// What a row of a pupil and a column for each session or day says.
struct ColumnsRow: PupilRow {
  let id: String
  let marks: RowMarks
  /// How many cells hold something: under the columns for sessions, under those that cannot be read, and under those
  /// without a name.
  var filled, unread, nameless: Int
  /// Whether a cell holds a code.
  var holdsMarks = true
  /// Why cells are not used.
  var problems: [RowProblem] = []
  /// How many cells hold marks that are of no session of the calendar.
  var outside = 0
  /// What the other cells hold.
  let others: [UndatedColumns.Content]

  func enter(
    into collector: inout MarksCollector, _ row: Evidence, _ extent: String
  ) throws(RowProblem) {
    let lost = filled + unread + nameless
    collector.account.addCells(filled: lost, unused: lost)
    collector.undated.nameless += nameless
    if let problem = problems.first, !holdsMarks {
      collector.rowsOfWords.append(RowOfWords(id: PupilIdentifier.standard(id), cells: lost))
      throw RowProblem("it has no mark in any column: \(problem.reason)")
    }
    guard holdsMarks else {
      // The pupils' table may know it.
      collector.rowsWithoutMarks.append((id, row))
      return collector.account.addCells(filled: 0, unused: -filled)
    }
    guard let pupil = collector.pupil(id, at: row) else { return }
    do throws(RowProblem) {
      try collector.enter(marks, of: pupil, row)
    } catch {
      collector.account.addCells(filled: 0, unused: error.isHarmless ? -filled : 0)
      throw error
    }
    collector.undated.note(others)
    collector.account.addCells(filled: 0, unused: problems.count + outside - filled)
    for problem in problems { reject(row, problem.reason, &collector.rejections) }
    collector.account.rowsInPart += problems.isEmpty ? 0 : 1
  }
}

/// What it takes to read any piece of a file of a column for each session or day.
struct ColumnsLayout: PupilLayout {
  let header: MarksHeader
  fileprivate let found: WideColumns
  /// The columns that are about no session.
  fileprivate let undated: UndatedColumns
  private let calendar: SchoolCalendar
  private let plain: PlainCells?

  /// The layout under a header; nil, with an error, where no column is for a session.
  init?(
    _ header: MarksHeader, _ marks: MarksFile, _ calendar: SchoolCalendar, file: String,
    _ reading: inout Reading
  ) {
    guard let found = WideColumns(header, marks, file, &reading) else { return nil }
    (self.header, self.found, self.calendar) = (header, found, calendar)
    plain = PlainCells(found, calendar)
    undated = UndatedColumns(found.others)
  }

  func read(_ row: TableRow, _ cursor: CSVCursor) throws(RowProblem) -> ColumnsRow {
    let id = row["pupil"]
    guard id != header.heading else { throw .repeatedHeadings }
    if let id, let (numbers, filled) = plain?.read(cursor) {
      return ColumnsRow(
        id: id, marks: RowMarks(numbers), filled: filled, unread: 0, nameless: 0,
        others: undated.contents(of: row))
    }
    let texts = found.sessions.map { row[place: $0.place] ?? "" }
    guard !WideColumns.areTotals(texts) else { throw .totals }
    let marks = marks(in: texts)
    let holdsMarks = marks.entries.contains { $0.1 != nil }
    guard let id else { throw RowProblem("`pupil` is blank", isHarmless: !holdsMarks) }
    guard !found.areHeadings(texts) else { throw .headings }
    let isPresent = marks.entries.contains { ["/", "\\"].contains($0.1?.text) }
    guard isPresent || !holdsMarks || !WideColumns.isHeading(id) else { throw .headings }
    return ColumnsRow(
      id: id, marks: RowMarks(marks.entries, calendar), filled: texts.count { !$0.isEmpty },
      unread: found.unreadable.count { row[place: $0] != nil },
      nameless: found.nameless.count { row[place: $0] != nil }, holdsMarks: holdsMarks,
      problems: marks.problems, outside: marks.outside, others: undated.contents(of: row))
  }

  /// What the cells of a row hold.
  private struct Marks {
    var entries: [(Session, MarkCode?)] = []
    /// Why cells are not used.
    var problems: [RowProblem] = []
    /// How many cells hold marks that are of no session of the calendar.
    var outside = 0
  }

  /// The marks in the columns for sessions; a cell that holds none is a problem by itself.
  private func marks(in texts: [String]) -> Marks {
    var result = Marks()
    for (column, text) in zip(found.sessions, texts) {
      do throws(RowProblem) {
        let entries = try marks(in: text, column)
        result.entries += entries
        let marks = entries.filter { $0.1 != nil && $0.1 != TransferMarks.closed }
        let isOutside = marks.allSatisfy { calendar.index(of: $0.0) == nil }
        result.outside += isOutside && !marks.isEmpty ? 1 : 0
      } catch {
        result.problems.append(
          RowProblem("\(quoted(text)) under `\(column.title)` \(error.reason)"))
      }
    }
    return result
  }

  private func marks(
    in text: String, _ column: WideColumns.Column
  ) throws(RowProblem) -> [(Session, MarkCode?)] {
    let halves = SessionHalf.allCases
    if let half = column.half {
      guard let mark = MarkSpelling.mark(text, in: half) else {
        throw RowProblem("is not a register code")
      }
      return [(Session(column.date, half), mark.code)]
    }
    if text.isEmpty { return halves.map { (Session(column.date, $0), nil) } }
    // A column for a day holds both its marks, or the one where there is one session.
    let sessions = calendar.sessions(on: column.date)
    if sessions.count == 1, let mark = MarkSpelling.mark(text, in: sessions[0].half) {
      return [(sessions[0], mark.code)]
    }
    let entries = try MarkString(text.utf8, .spaced)
    guard entries.numbers.count == 2, let morning = entries[0], let afternoon = entries[1] else {
      throw RowProblem("is not a day's two marks")
    }
    return [
      (Session(column.date, .morning), morning.code),
      (Session(column.date, .afternoon), afternoon.code),
    ]
  }
}

extension RowProblem {
  /// That a row is not a pupil's.
  static var repeatedHeadings: RowProblem {
    RowProblem("it repeats the headings", isHarmless: true)
  }
  static var totals: RowProblem {
    RowProblem("its cells are figures and not marks, as in a row of totals", isHarmless: true)
  }
  static var headings: RowProblem {
    RowProblem("its cells are headings of the columns and not marks", isHarmless: true)
  }
  static var withoutMarks: RowProblem {
    RowProblem(
      "it has no mark in any column: a heading, a total, or a pupil without marks", isHarmless: true
    )
  }
}
