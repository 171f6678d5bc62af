import CivilTime
import Clauses
import Diagnostics
import TypedYAML

extension MarksCollector {
  /// Reads a file of one row a pupil that is held: a column for each session or day, or one string of marks.
  ///
  /// An error in `reading` says where it cannot be read.
  mutating func readWide(
    _ data: DataText, as file: MarksFile, in pieces: Pieces, _ reading: inout Reading,
    _ notes: inout [String], onward: (inout MarksCollector) -> Bool
  ) {
    let table = file.table
    data.bytes.withUnsafeBufferPointer { bytes in
      guard let header = WideHeader(bytes, of: data, as: table, &reading) else { return }
      if let strings = StringLayout(header, file, calendar, file: data.name) {
        _ = readStrings(
          LargeFile(data), strings, as: table, in: pieces, &reading, &notes, onward: onward)
        return
      }
      let (start, columns) = (header.cursor, header.columns)
      guard let found = WideColumns(header, file, data.name, &reading) else { return }
      headerLine = start.line
      rejections += found.rejections
      var reader = WideReader(file: file, header, found, calendar)
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
            let row = try TableRow(cursor, evidence, columns, reader.format)
            if reader.readPlain(row, cursor, &self) { continue }
            try reader.read(row, &self)
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
    notes += unusedColumnsNote(reader.undated.unused, of: file)
    if reader.found.hasSerialDates { notes.append(serialNote(file)) }
    account.dates.join(reader.found.dates)
    let header = Evidence(file: file, line: headerLine)
    for (name, marks) in reader.undated.ofMarks {
      account.cells?.filled += marks
      account.cells?.unused += marks
      reject(
        header,
        "\(name) is not read, because its name has no date, but its cells are marks; write the session over "
          + "it, as `\(reader.format.example) AM`", &rejections)
    }
    guard reader.nameless > 0 else { return }
    reject(
      header,
      "\(Wording.count(reader.nameless, "mark")) under columns without a name \(reader.nameless == 1 ? "is" : "are") "
        + "not read; where a date stands over two columns, write it over each, as "
        + "`\(reader.format.example) AM` and `\(reader.format.example) PM`", &rejections)
  }
}

/// Reads the rows of a file of a column for each session or day.
private struct WideReader {
  let format: DateFormat
  let found: WideColumns
  /// How many cells under columns without a name hold something.
  private(set) var nameless = 0
  /// The columns that are about no session.
  private(set) var undated: UndatedColumns
  private let heading: String
  private let plain: PlainCells?

  init(
    file: MarksFile, _ header: WideHeader, _ found: WideColumns, _ calendar: SchoolCalendar
  ) {
    (self.found, heading) = (found, header.heading)
    plain = PlainCells(found, calendar)
    undated = UndatedColumns(found.others)
    format = file.dateFormat?.value ?? .iso
  }

  /// Fast path: reads a row of plain marks of a pupil who has none; false, with nothing read, for any other.
  mutating func readPlain(
    _ row: TableRow, _ cursor: CSVCursor, _ collector: inout MarksCollector
  ) -> Bool {
    guard let id = row["pupil"], id != heading, let marks = plain?.read(cursor),
      let pupil = collector.pupil(id, at: row.evidence),
      collector.enter(row: marks.numbers, of: pupil, row.evidence)
    else { return false }
    undated.note(row)
    collector.account.cells = collector.account.cells ?? MarksAccount.Cells()
    collector.account.cells?.filled += marks.filled
    return true
  }

  mutating func read(_ row: TableRow, _ collector: inout MarksCollector) throws(RowProblem) {
    guard row["pupil"] != heading else { throw .repeatedHeadings }
    let texts = found.sessions.map { row[place: $0.place] ?? "" }
    let filled = texts.count { !$0.isEmpty }
    guard !WideColumns.areTotals(texts) else { throw .totals }
    let marks = marks(in: texts, collector.calendar)
    let holdsMarks = marks.entries.contains { $0.code != nil }
    guard let id = row["pupil"] else {
      throw RowProblem("`pupil` is blank", isHarmless: !holdsMarks)
    }
    guard !found.areHeadings(texts) else { throw .headings }
    let isPresent = marks.entries.contains { ["/", "\\"].contains($0.code?.text) }
    guard isPresent || !holdsMarks || !WideColumns.isHeading(id) else { throw .headings }
    var cells = collector.account.cells ?? MarksAccount.Cells()
    let unread = found.unreadable.count { row[place: $0] != nil }
    let behind = found.nameless.count { row[place: $0] != nil }
    nameless += behind
    cells.filled += filled + unread + behind
    cells.unused += filled + unread + behind
    collector.account.cells = cells
    if let problem = marks.problems.first, !holdsMarks {
      collector.rowsOfWords.append(
        RowOfWords(id: PupilIdentifier.standard(id), cells: filled + unread + behind))
      throw RowProblem("it has no mark in any column: \(problem.reason)")
    }
    guard holdsMarks else {
      // The pupils' table may know it.
      collector.rowsWithoutMarks.append((id, row.evidence))
      collector.account.cells?.unused -= filled
      return
    }
    do throws(RowProblem) {
      try collector.enter(marks.entries.map { ($0.session, $0.code) }, of: id, row.evidence)
    } catch {
      collector.account.cells?.unused -= error.isHarmless ? filled : 0
      throw error
    }
    undated.note(row)
    collector.account.cells?.unused -= filled - marks.problems.count - marks.outside
    for problem in marks.problems { reject(row.evidence, problem.reason, &collector.rejections) }
    collector.account.rowsInPart += marks.problems.isEmpty ? 0 : 1
  }

  /// What the cells of a row hold.
  private struct Marks {
    var entries: [(session: Session, code: MarkCode?)] = []
    /// Why cells are not used.
    var problems: [RowProblem] = []
    /// How many cells hold marks that are of no session of the calendar.
    var outside = 0
  }

  /// The marks in the columns for sessions; a cell that holds none is a problem by itself.
  private func marks(in texts: [String], _ calendar: SchoolCalendar) -> Marks {
    var result = Marks()
    for (column, text) in zip(found.sessions, texts) {
      do throws(RowProblem) {
        let entries = try marks(in: text, column, calendar)
        result.entries += entries.map { ($0.0, $0.1) }
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

extension MarksCollector {
  /// Enters a pupil's marks from one row; the row is refused whole where one of them stands already.
  mutating func enter(
    _ marks: [(Session, MarkCode?)], of id: String, _ evidence: Evidence
  ) throws(RowProblem) {
    guard let pupil = pupil(id, at: evidence) else {
      throw RowProblem("there are too many pupils to hold")
    }
    if matrix.isEmpty(pupil), let numbers = numbers(of: marks) {
      return matrix.enter(numbers, from: 0, pupil: pupil, line: evidence.line)
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
      enter(pupil: pupil, session, code, evidence: evidence)
    }
  }

  /// The numbers of marks by session, 0 for none; nil where one is of no session, repeated, or of a code without a
  /// number.
  private func numbers(of marks: [(Session, MarkCode?)]) -> [UInt8]? {
    var numbers = [UInt8](repeating: 0, count: calendar.sessions.count)
    for (session, code) in marks {
      guard let index = calendar.index(of: session) else {
        if code == nil { continue }
        return nil
      }
      guard numbers[index] == 0, let number = codeTable.number(of: code) else { return nil }
      numbers[index] = number
    }
    return numbers.contains { $0 > 0 } ? numbers : nil
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
