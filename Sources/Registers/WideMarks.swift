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
      guard let (start, header) = Header.read(bytes, of: data, as: table, &reading),
        let columns = ColumnMap(
          header: header, file: table, known: ["pupil", "marks", "first_day", "last_day"],
          required: ["pupil"], &reading),
        let found = WideColumns(header, line: start.line, columns, file, data.name, &reading)
      else { return }
      headerLine = start.line
      rejections += found.rejections
      var reader = WideReader(file: file, header, columns, found)
      var cursor = start
      while rejections.count <= Limits.rejections {
        let row = cursor.next()
        let evidence = Evidence(file: data.name, line: cursor.line)
        do throws(RowProblem) {
          switch row {
          case .end: return end(reader, data.name, &notes)
          case .malformed(let problem):
            account.rows += 1
            throw RowProblem(problem)
          case .fields where cursor.isBlank(): continue
          case .fields:
            account.rows += 1
            try reader.read(TableRow(cursor, evidence, columns, reader.format), &self)
          }
        } catch {
          reject(evidence, error.reason + cursor.extent, &rejections)
          account.harmlessRows += error.isHarmless ? 1 : 0
        }
      }
      reading.report(Limits.tooManyRejections(rejections, of: table))
    }
  }

  /// Says what is known when the last row was read.
  private mutating func end(_ reader: WideReader, _ file: String, _ notes: inout [String]) {
    notes += unusedColumnsNote(reader.found.unused, of: file)
    if reader.found.hasSerialDates { notes.append(serialNote(file)) }
    account.dates.join(reader.found.dates)
    guard reader.nameless > 0 else { return }
    reject(
      Evidence(file: file, line: headerLine),
      "\(Wording.count(reader.nameless, "mark")) under columns without a name \(reader.nameless == 1 ? "is" : "are") "
        + "not read; where a date stands over two columns, write it over each, as "
        + "`\(reader.format.example) AM` and `\(reader.format.example) PM`", &rejections)
  }
}

/// The columns of a wide file that are about sessions, and those that are not.
struct WideColumns {
  /// A column that is about a session, or about a day where it names no half.
  struct Column {
    let place: Int
    let title: String
    let date: CivilDate
    let half: SessionHalf?
  }

  private(set) var sessions: [Column] = []
  /// Columns whose names hold a date or a half that cannot be read.
  private(set) var unreadable: [Int] = []
  /// Columns without a name that follow one about a session.
  private(set) var nameless: [Int] = []
  /// The names of other columns.
  private(set) var unused: [String] = []
  private(set) var rejections: [Rejection] = []
  private(set) var dates = DateReadings()
  private(set) var hasSerialDates = false
  /// Whether two columns are about the same session.
  private var repeated: (first: Int, second: Int)?

  /// Finds the columns; nil, with an error, where there are none for sessions, or two for one.
  init?(
    _ header: [String], line: Int, _ columns: ColumnMap, _ file: MarksFile, _ name: String,
    _ reading: inout Reading
  ) {
    guard columns["marks"] == nil else {
      unused = columns.unused
      return
    }
    let format = file.dateFormat?.value ?? .iso
    find(header, columns, format, Evidence(file: name, line: line))
    let span = file.file?.span ?? file.span
    for (key, date) in [("from", file.from), ("to", file.to)] {
      guard let date else { continue }
      reading.report(
        Diagnostic(
          "register.unused-key",
          "`\(key)` is not read: it is about strings of marks, and here each session has a column.",
          at: date.span, path: "marks.\(key)", help: "Leave it out."))
    }
    if let repeated {
      reading.report(
        Diagnostic(
          "register.ambiguous-column",
          "`\(name)` has two columns for the same session: `\(header[repeated.first])` and "
            + "`\(header[repeated.second])`.",
          at: span, help: "Rename or remove the one that is not meant."))
    } else if sessions.isEmpty {
      let first = rejections.first.map { " \(Wording.sentence($0.reason))." } ?? ""
      reading.report(
        Diagnostic(
          "register.missing-column",
          "`\(name)` has no column whose name is a date, and none for `marks`.", at: span,
          help: "Name columns like `\(format.example) AM`, or say which holds a string of marks: "
            + "`columns: { marks: … }`.\(first)"))
    }
    guard reading.diagnostics.isEmpty else { return nil }
  }

  private mutating func find(
    _ header: [String], _ columns: ColumnMap, _ format: DateFormat, _ row: Evidence
  ) {
    let titles = header.map { trimmed($0) }
    let parts = titles.map { SessionHeading.Parts($0) }
    let hasM = parts.contains { $0.letter == "M" && SessionHeading($0, format) != .other }
    for (place, title) in titles.enumerated() where place != columns["pupil"] {
      if title.isEmpty {
        let isBehind =
          place > 0 && (sessions.last?.place == place - 1 || nameless.last == place - 1)
        if isBehind { nameless.append(place) } else { unused.append(title) }
        continue
      }
      switch SessionHeading(parts[place], format) {
      case .other: unused.append(title)
      case .unreadable(let problem): leaveOut(place, title, problem, row)
      case .session where hasM && parts[place].letter == "A":
        leaveOut(place, title, "ends in `A`, which beside `M` may mean the afternoon", row)
      case .session(let date, let half, let isSerial):
        hasSerialDates = hasSerialDates || isSerial
        dates.note(date, parts[place].day, format)
        add(Column(place: place, title: title, date: date, half: half))
      }
    }
    // Spreadsheets write separators behind the last column.
    while unused.last?.isEmpty ?? false { unused.removeLast() }
  }

  private mutating func leaveOut(
    _ place: Int, _ title: String, _ problem: String, _ row: Evidence
  ) {
    unreadable.append(place)
    reject(row, "the column \(quoted(title)) is not read, because its name \(problem)", &rejections)
  }

  private mutating func add(_ column: Column) {
    let other = sessions.first {
      $0.date == column.date && ($0.half == nil || column.half == nil || $0.half == column.half)
    }
    if let other, repeated == nil { repeated = (other.place, column.place) }
    sessions.append(column)
  }
}

/// Reads the rows of a wide file.
private struct WideReader {
  let format: DateFormat
  let found: WideColumns
  /// How many cells under columns without a name hold something.
  private(set) var nameless = 0
  private let columns: ColumnMap
  /// The heading of the identifiers, which stands in a row that repeats the headings.
  private let heading: String
  /// The first and last days of strings of marks, where the manifest says so.
  private let from, to: CivilDate?

  init(file: MarksFile, _ header: [String], _ columns: ColumnMap, _ found: WideColumns) {
    (self.columns, self.found) = (columns, found)
    format = file.dateFormat?.value ?? .iso
    heading = columns["pupil"].map { trimmed(header[$0]) } ?? ""
    (from, to) = (file.from?.value, file.to?.value)
  }

  mutating func read(_ row: TableRow, _ collector: inout MarksCollector) throws(RowProblem) {
    if let problem = problemOfHeading(row) { throw problem }
    let id = try row.required("pupil")
    guard columns["marks"] == nil else {
      let marks = try stringMarks(row, collector.calendar, &collector)
      return try collector.enter(marks, of: id, row.evidence)
    }
    var cells = collector.account.cells ?? MarksAccount.Cells()
    let filled = found.sessions.count { row[place: $0.place] != nil }
    let unread = found.unreadable.count { row[place: $0] != nil }
    let behind = found.nameless.count { row[place: $0] != nil }
    nameless += behind
    cells.filled += filled + unread + behind
    cells.unused += filled + unread + behind
    collector.account.cells = cells
    let marks = sessionMarks(row, collector.calendar)
    guard marks.entries.contains(where: { $0.code != nil }) else {
      throw marks.withoutAny
    }
    do throws(RowProblem) {
      try collector.enter(marks.entries.map { ($0.session, $0.code) }, of: id, row.evidence)
    } catch {
      collector.account.cells?.unused -= error.isHarmless ? filled : 0
      throw error
    }
    collector.account.cells?.unused -= filled - marks.problems.count - marks.outside
    for problem in marks.problems { reject(row.evidence, problem.reason, &collector.rejections) }
    collector.account.rowsInPart += marks.problems.isEmpty ? 0 : 1
  }

  /// What the cells of a row hold.
  private struct Marks {
    var entries: [(session: Session, code: MarkCode?)] = []
    /// Why cells are not used.
    var problems: [RowProblem] = []
    /// How many cells hold marks outside the calendar.
    var outside = 0

    /// Why a row without any mark is no pupil's.
    var withoutAny: RowProblem {
      problems.first.map { RowProblem("it has no mark in any column: \($0.reason)") }
        ?? .withoutMarks
    }
  }

  /// Why a row is one of headings or totals; nil for a pupil's.
  private func problemOfHeading(_ row: TableRow) -> RowProblem? {
    if row["pupil"] == heading { return .repeatedHeadings }
    // A digit is a code that no list knows; a row of nothing else is one of totals.
    let cells = found.sessions.compactMap { row[place: $0.place] }
    guard !cells.isEmpty, cells.allSatisfy({ WideReader.isFigure($0) }) else { return nil }
    return RowProblem(
      "its cells are figures and not marks, as in a row of totals", isHarmless: true)
  }

  /// Whether a cell is a number or a percentage.
  private static func isFigure(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) || Array("%., ".utf8).contains($0) }
      && text.utf8.contains { (0x30...0x39).contains($0) }
  }

  /// The marks in the columns for sessions; a cell that holds none is a problem by itself.
  private func sessionMarks(_ row: TableRow, _ calendar: SchoolCalendar) -> Marks {
    var result = Marks()
    for column in found.sessions {
      let text = row[place: column.place] ?? ""
      do throws(RowProblem) {
        let entries = try marks(in: text, column, calendar)
        result.entries += entries.map { ($0.0, $0.1) }
        let isOutside = !(calendar.days?.contains(column.date) ?? false)
        let isMark = entries.contains { $0.1 != nil && $0.1 != TransferMarks.closed }
        result.outside += isOutside && isMark ? 1 : 0
      } catch {
        result.problems.append(
          RowProblem("\(quoted(text)) under `\(column.title)` \(error.reason)"))
      }
    }
    return result
  }

  private func marks(
    in text: String, _ column: WideColumns.Column, _ calendar: SchoolCalendar
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
    guard let text = row["marks"] else { throw .withoutMarks }
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
  /// That a row is not a pupil's.
  static var repeatedHeadings: RowProblem {
    RowProblem("it repeats the headings", isHarmless: true)
  }
  static var withoutMarks: RowProblem {
    RowProblem(
      "it has no mark in any column: a heading, a total, or a pupil without marks", isHarmless: true
    )
  }

  /// That a string does not have a mark for each session of its days.
  init(marks: Int, for sessions: Int, from first: CivilDate, to last: CivilDate) {
    self.init(
      "its string has \(Wording.count(marks, "mark")) for the "
        + "\(Wording.count(sessions, "session")) from \(first.written) to \(last.written); "
        + "give its own days as `from` and `to`, or in columns `first_day` and `last_day`")
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
      throw repetition(of: marks, pupil: pupil)
        ?? RowProblem(
          "the pupil has a mark for \(session.date.written) \(session.half.abbreviation) already, on "
            + "line \(line)")
    }
    for (session, code) in marks {
      enter(pupil: pupil, session, code, minutesLate: nil, evidence: evidence)
    }
  }

  /// How the marks of a second row of a pupil compare with those that stand; nil where they have other
  /// sessions as well.
  private func repetition(of marks: [(Session, MarkCode?)], pupil: Int) -> RowProblem? {
    var firstLine: Int?
    var isSame = true
    for (session, code) in marks {
      guard let index = calendar.index(of: session) else { continue }
      guard let line = line(of: index, pupil: pupil) else {
        isSame = false
        continue
      }
      firstLine = firstLine ?? line
      let known = self.code(of: index, pupil: pupil)
      guard known != code else { continue }
      return RowProblem(
        "the pupil has a mark for \(session.date.written) \(session.half.abbreviation) already, on line "
          + "\(line): \(MarksCollector.shown(known)) and now \(MarksCollector.shown(code))")
    }
    return isSame
      ? firstLine.map {
        RowProblem("the pupil has the same marks already, on line \($0)", isHarmless: true)
      } : nil
  }
}
