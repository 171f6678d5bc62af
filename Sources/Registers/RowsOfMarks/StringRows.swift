import CivilTime
import Diagnostics
import TypedYAML

extension MarksCollector {
  /// Reads a file of one string of marks a row, in pieces; false, with nothing read, where the file has to be held
  /// whole to be read.
  ///
  /// `onward` is asked behind each piece whether to go on.
  mutating func readStrings(
    _ data: LargeFile, _ layout: StringLayout, as file: TableFile, in pieces: Pieces,
    _ reading: inout Reading, _ notes: inout [String],
    onward: (inout MarksCollector) -> Bool
  ) -> Bool {
    // On a copy, so that nothing is entered twice where the file has to be held after all.
    var collector = self
    let isRead = data.forEachPiece(
      of: max(1, pieces.size / 4), from: layout.start, linesBefore: layout.linesBefore
    ) {
      layout.read($0, of: data.name)
    } take: { piece, linesBefore in
      collector.add(piece, linesBefore: linesBefore, file: data.name)
      return collector.rejections.count <= Limits.rejections && onward(&collector)
    }
    guard isRead else { return false }
    self = collector
    notes += layout.notes
    headerLine = layout.linesBefore
    if parts == nil { leaveOutUsedCells() }
    if rejections.count > Limits.rejections {
      reading.report(Limits.tooManyRejections(rejections, of: file))
    }
    return true
  }
}

/// What some rows of a pupil and a string of marks say.
struct StringPiece: RowPiece {
  /// A row; lines count from 1 where the piece begins.
  struct Row {
    let line: Int
    /// What a rejection adds about a row of several lines.
    let extent: String
    let marks: Result<PupilString, RowProblem>
  }

  var rows: [Row] = []
  var start = 0
  var end = 0
  var lines = 0
  var isUTF8 = true
  var isCut = false
}

/// A pupil's string of marks.
struct PupilString {
  let id: String
  let marks: MarkString
  /// The numbers of the sessions that the marks are of.
  let sessions: Range<Int>
}

/// What it takes to read any piece of a file of strings.
struct StringLayout: Sendable {
  /// Where the rows begin, and how many lines there are before them.
  let start, linesBefore: Int
  /// What the report takes for granted of the columns.
  let notes: [String]
  private let columns: ColumnMap
  /// The place of the strings.
  private let string: Int
  private let heading: String
  private let separator: UInt8
  private let format: DateFormat
  private let calendar: SchoolCalendar
  /// The days of a string whose row does not say them.
  private let first, last: CivilDate
  /// The sessions of those days.
  private let sessions: Range<Int>
  /// Whether anything gives the days of a string.
  private let areDaysGiven: Bool

  /// The layout under a header; nil where it has no column of strings.
  init?(_ header: WideHeader, _ marks: MarksFile, _ calendar: SchoolCalendar, file: String) {
    let columns = header.columns
    guard let string = columns["marks"], let first = calendar.sessions.first?.date,
      let last = calendar.sessions.last?.date
    else { return nil }
    (self.columns, self.string, self.calendar) = (columns, string, calendar)
    (heading, separator) = (header.heading, header.cursor.separator)
    (start, linesBefore) = (header.cursor.position, header.cursor.nextLine - 1)
    notes = unusedColumnsNote(columns.unused, of: file)
    format = marks.dateFormat?.value ?? .iso
    (self.first, self.last) = (marks.from?.value ?? first, marks.to?.value ?? last)
    sessions = calendar.indices(from: self.first, to: self.last)
    areDaysGiven =
      marks.from != nil || marks.to != nil || columns["first_day"] != nil
      || columns["last_day"] != nil
  }

  /// The layout of a file that is not held; nil where its beginning has no column of strings.
  init?(_ data: LargeFile, _ marks: MarksFile, _ calendar: SchoolCalendar) {
    let found = data.findInBeginning(named: marks.table) { bytes, text, reading in
      WideHeader(bytes, of: text, as: marks.table, &reading)
        .flatMap { StringLayout($0, marks, calendar, file: data.name) }
    }
    guard let found else { return nil }
    self = found
  }

  /// Reads some rows of a file.
  func read(_ rows: LargeFile.RowBytes, of file: String) -> StringPiece {
    var cursor = CSVCursor(rows.bytes, from: rows.first, separator: separator)
    var piece = StringPiece()
    while true {
      (piece.end, piece.lines) = (cursor.position, cursor.nextLine - 1)
      let row = cursor.next(before: rows.limit)
      guard row != .end else { break }
      piece.isCut = !rows.isToEnd && cursor.mayGoOn(row)
      if piece.isCut { return piece }
      if row == .fields, cursor.isBlank() { continue }
      let marks = Result { () throws(RowProblem) in
        if case .malformed(let problem) = row { throw RowProblem(problem) }
        let evidence = Evidence(file: file, line: cursor.line)
        let cells = try TableRow(cursor, evidence, columns, format)
        return try read(cells, cursor)
      }
      piece.rows.append(.init(line: cursor.line, extent: cursor.extent, marks: marks))
    }
    (piece.end, piece.lines) = (cursor.position, cursor.nextLine - 1)
    return piece
  }

  private func read(_ row: TableRow, _ cursor: CSVCursor) throws(RowProblem) -> PupilString {
    let id = try row.required("pupil")
    guard id != heading else { throw .repeatedHeadings }
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
