import CivilTime
import Clauses
import Diagnostics
import TypedYAML

extension MarksCollector {
  /// Reads a file of one row a pupil: a column for each session or day, or one string of marks.
  ///
  /// An error in `reading` says where it cannot be read.
  mutating func readWide(
    _ data: DataText, as file: MarksFile, _ reading: inout Reading, _ notes: inout [String]
  ) {
    let table = file.table
    data.bytes.withUnsafeBufferPointer { bytes in
      guard let (start, header) = Header.read(bytes, of: data, as: table, &reading) else { return }
      var cursor = start
      let known = ["pupil", "marks", "first_day", "last_day"]
      guard
        let columns = ColumnMap(
          header: header, file: table, known: known, required: ["pupil"], &reading)
      else { return }
      var reader = WideReader(
        file: data.name, columns: columns, format: file.dateFormat?.value ?? .iso)
      if columns["marks"] == nil {
        reader.findSessions(header, line: start.line, &self)
        guard reader.areSessionsFound(file, header, &reading) else { return }
      } else {
        (reader.from, reader.to) = (file.from?.value, file.to?.value)
      }
      while rejections.count <= Limits.rejections {
        let row = cursor.next()
        let evidence = Evidence(file: data.name, line: cursor.line)
        do throws(RowProblem) {
          switch row {
          case .end:
            if reader.hasSerialDates { notes.append(serialNote(data.name)) }
            return
          case .malformed(let problem): throw RowProblem(problem)
          case .fields where cursor.isBlank(): continue
          case .fields:
            try reader.read(TableRow(cursor, evidence, columns, reader.format), &self)
          }
        } catch {
          reject(evidence, error.reason + cursor.extent, &rejections)
        }
      }
      reading.report(Limits.tooManyRejections(rejections, of: table))
    }
  }
}

/// Reads the rows of a wide file.
private struct WideReader {
  let file: String
  let columns: ColumnMap
  let format: DateFormat
  /// The first and last days of strings of marks, where the manifest says so.
  var from, to: CivilDate?
  private(set) var hasSerialDates = false
  private var sessionColumns: [SessionColumn] = []
  /// Whether two columns are about the same session.
  private var repeated: (first: Int, second: Int)?

  /// A column that is about a session, or about a day where it names no half.
  private struct SessionColumn {
    let place: Int
    let title: String
    let date: CivilDate
    let half: SessionHalf?
  }

  init(file: String, columns: ColumnMap, format: DateFormat) {
    (self.file, self.columns, self.format) = (file, columns, format)
  }

  // MARK: Columns for sessions

  /// Finds the columns whose names are dates; one that begins like a date and is none is rejected, and
  /// others are about something else.
  mutating func findSessions(_ header: [String], line: Int, _ collector: inout MarksCollector) {
    for (place, cell) in header.enumerated() {
      let title = trimmed(cell)
      guard title.utf8.first.map({ decimal([$0]) != nil }) ?? false else { continue }
      let (day, half) = parts(of: title)
      switch DateCell(day, format) {
      case .date(let date):
        add(SessionColumn(place: place, title: title, date: date, half: half))
      case .serial(let date):
        hasSerialDates = true
        add(SessionColumn(place: place, title: title, date: date, half: half))
      case .problem(let problem):
        reject(
          Evidence(file: file, line: line),
          "the column \(quoted(title)) is not read, because its name \(problem)",
          &collector.rejections)
      }
    }
  }

  /// A column's name as a date and `AM` or `PM`, if that follows.
  private func parts(of title: String) -> (day: String, half: SessionHalf?) {
    guard let end = title.lastIndex(where: { $0 == " " || $0 == "-" || $0 == "_" }),
      case let word = title[title.index(after: end)...], let half = SessionHalf(word.utf8)
    else { return (title, nil) }
    return (trimmed(title[..<end].trimmingSeparators), half)
  }

  private mutating func add(_ column: SessionColumn) {
    let other = sessionColumns.first {
      $0.date == column.date && ($0.half == nil || column.half == nil || $0.half == column.half)
    }
    if let other, repeated == nil { repeated = (other.place, column.place) }
    sessionColumns.append(column)
  }

  /// Whether there are columns for sessions, and no two for one; an error says where not.
  func areSessionsFound(_ file: MarksFile, _ header: [String], _ reading: inout Reading) -> Bool {
    let span = file.file?.span ?? file.span
    if let repeated {
      reading.report(
        Diagnostic(
          "register.ambiguous-column",
          "`\(self.file)` has two columns for the same session: `\(header[repeated.first])` and "
            + "`\(header[repeated.second])`.",
          at: span, help: "Rename or remove the one that is not meant."))
      return false
    }
    guard sessionColumns.isEmpty else { return true }
    reading.report(
      Diagnostic(
        "register.missing-column",
        "`\(self.file)` has no column whose name is a date, and none for `marks`.", at: span,
        help: "Name columns like `\(format.example) AM`, or say which holds a string of marks: "
          + "`columns: { marks: … }`."))
    return false
  }

  // MARK: Rows

  func read(_ row: TableRow, _ collector: inout MarksCollector) throws(RowProblem) {
    let id = try row.required("pupil")
    let marks =
      columns["marks"] == nil
      ? sessionMarks(row, &collector) : try stringMarks(row, collector.calendar, &collector)
    try collector.enter(marks, of: id, row.evidence)
  }

  /// The marks in the columns for sessions; a cell that holds none is rejected by itself.
  private func sessionMarks(
    _ row: TableRow, _ collector: inout MarksCollector
  ) -> [(Session, MarkCode?)] {
    sessionColumns.flatMap { column -> [(Session, MarkCode?)] in
      let text = row[place: column.place] ?? ""
      do throws(RowProblem) {
        return try marks(in: text, column, collector.calendar)
      } catch {
        reject(
          row.evidence, "\(quoted(text)) under `\(column.title)` \(error.reason)",
          &collector.rejections)
        return []
      }
    }
  }

  private func marks(
    in text: String, _ column: SessionColumn, _ calendar: SchoolCalendar
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
    let entries = try MarkString(text).entries
    guard entries.count == 2, let morning = entries[0], let afternoon = entries[1] else {
      throw RowProblem("is not a day's two marks")
    }
    return [
      (Session(column.date, .morning), morning.code),
      (Session(column.date, .afternoon), afternoon.code),
    ]
  }

  /// The marks of a string, of one sign or code for each session of its days.
  private func stringMarks(
    _ row: TableRow, _ calendar: SchoolCalendar, _ collector: inout MarksCollector
  ) throws(RowProblem) -> [(Session, MarkCode?)] {
    let text = try row.required("marks")
    let entries: [MarkSpelling.Entry?]
    do throws(RowProblem) {
      entries = try MarkString(text).entries
    } catch {
      throw RowProblem("its string \(error.reason)")
    }
    guard let first = try row.date("first_day") ?? from ?? calendar.sessions.first?.date,
      let last = try row.date("last_day") ?? to ?? calendar.sessions.last?.date
    else { return [] }
    let sessions = calendar.sessions(from: first, to: last)
    guard entries.count == sessions.count else {
      throw RowProblem(marks: entries.count, for: sessions.count, from: first, to: last)
    }
    return zip(sessions, entries).compactMap { session, entry in
      if let entry { return (session, entry.code) }
      reject(
        row.evidence,
        "the mark of \(session.date.written) \(session.half.abbreviation) is not a register code",
        &collector.rejections)
      return nil
    }
  }
}

extension RowProblem {
  /// That a string does not have a mark for each session of its days.
  init(marks: Int, for sessions: Int, from first: CivilDate, to last: CivilDate) {
    self.init(
      "its string has \(Wording.count(marks, "mark")) for the "
        + "\(Wording.count(sessions, "session")) from \(first.written) to \(last.written); "
        + "give its own days as `from` and `to`, or in columns `first_day` and `last_day`")
  }
}

extension Substring {
  /// Without a sign at its end that parts a date from what follows.
  fileprivate var trimmingSeparators: Substring {
    var rest = self
    while let last = rest.last, last == "-" || last == "_" || last == " " { rest.removeLast() }
    return rest
  }
}

extension MarksCollector {
  /// Enters a pupil's marks from one row; the row is refused whole where one of them stands already.
  mutating func enter(
    _ marks: [(Session, MarkCode?)], of id: String, _ evidence: Evidence
  ) throws(RowProblem) {
    guard let pupil = pupil(id, at: evidence) else {
      throw RowProblem("there are too many pupils to hold")
    }
    for (session, _) in marks {
      guard let index = calendar.index(of: session), let line = line(of: index, pupil: pupil) else {
        continue
      }
      throw RowProblem(
        "the pupil has a mark for \(session.date.written) \(session.half.abbreviation) already, on "
          + "line \(line)")
    }
    for (session, code) in marks {
      enter(pupil: pupil, session, code, minutesLate: nil, evidence: evidence)
    }
  }
}
