import CivilTime
import Clauses
import Diagnostics
import TypedYAML

/// A layout of one row a pupil.
protocol PupilLayout: Sendable {
  associatedtype Row: PupilRow

  var header: MarksHeader { get }

  /// Reads the row at a cursor.
  func read(_ row: TableRow, _ cursor: CSVCursor) throws(RowProblem) -> Row
}

/// What a row of one pupil says.
protocol PupilRow: Sendable {
  /// Enters it; `extent` is what a rejection adds about a row of several lines.
  func enter(
    into collector: inout MarksCollector, _ row: Evidence, _ extent: String
  ) throws(RowProblem)
}

/// A pupil's marks from one row.
struct RowMarks: Sendable {
  /// The numbers that the codes have in every register, from a session on; 0 for none.
  private(set) var numbers: [UInt8]
  private(set) var first = 0
  /// Marks of codes without a number, and those of no session of the calendar.
  private(set) var others: [(session: Session, code: MarkCode)] = []

  /// Marks by session.
  init(_ numbers: [UInt8], _ others: [(session: Session, code: MarkCode)] = []) {
    (self.numbers, self.others) = (numbers, others)
  }

  /// The marks of a string that are of some sessions.
  init(_ string: MarkString, _ sessions: Range<Int>, _ calendar: SchoolCalendar) {
    (numbers, first) = (string.numbers, sessions.lowerBound)
    others = string.otherCodes.sorted { $0.key < $1.key }.map { place, code in
      (calendar.sessions[sessions.lowerBound + place], code)
    }
  }

  /// Marks one by one; a blank one has no code.
  init(_ entries: [(Session, MarkCode?)], _ calendar: SchoolCalendar) {
    numbers = Array(repeating: 0, count: calendar.sessions.count)
    for (session, code) in entries {
      if let index = calendar.index(of: session), let number = CodeTable.common.number(of: code) {
        numbers[index] = number
      } else if let code {
        others.append((session, code))
      }
    }
  }

  /// The marks one by one.
  func entries(_ calendar: SchoolCalendar) -> [(Session, MarkCode?)] {
    let codes = CodeTable.common.codes
    return numbers.enumerated().filter { $0.element > 0 }.map { place, number in
      (calendar.sessions[first + place], codes[Int(number)])
    } + others.map { ($0.session, $0.code) }
  }
}

/// What some rows of one pupil each say.
struct PupilPiece<Row: PupilRow>: RowPiece {
  /// Lines count from 1 where the piece begins; `extent` is what a rejection adds about a row of several lines.
  var rows: [(line: Int, extent: String, content: Result<Row, RowProblem>)] = []
  var start = 0
  var end = 0
  var lines = 0
  var isUTF8 = true
  var isCut = false
}

extension PupilLayout {
  /// Reads some rows of a file.
  fileprivate func read(_ rows: LargeFile.RowBytes, of file: String) -> PupilPiece<Row> {
    var cursor = CSVCursor(rows.bytes, from: rows.first, separator: header.separator)
    var piece = PupilPiece<Row>()
    while true {
      (piece.end, piece.lines) = (cursor.position, cursor.nextLine - 1)
      let row = cursor.next(before: rows.limit)
      guard row != .end else { break }
      piece.isCut = !rows.isToEnd && cursor.mayGoOn(row)
      if piece.isCut { return piece }
      if row == .fields, cursor.isBlank() { continue }
      let content = Result { () throws(RowProblem) in
        if case .malformed(let problem) = row { throw RowProblem(problem) }
        let evidence = Evidence(file: file, line: cursor.line)
        return try read(TableRow(cursor, evidence, header.columns, header.format), cursor)
      }
      piece.rows.append((cursor.line, cursor.extent, content))
    }
    (piece.end, piece.lines) = (cursor.position, cursor.nextLine - 1)
    return piece
  }
}

extension MarksCollector {
  /// Reads a file of one row a pupil, in pieces on as many threads as there are cores.
  ///
  /// `onward` is asked behind each piece whether to go on. False, with nothing read, where the file has to be held
  /// whole to be read.
  mutating func readRows<Layout: PupilLayout>(
    _ data: LargeFile, _ layout: Layout, as file: TableFile, in pieces: Pieces,
    _ reading: inout Reading, onward: (inout MarksCollector) -> Bool = { _ in true }
  ) -> Bool {
    // On a copy, so that nothing is entered twice where the file has to be held after all.
    var collector = self
    let header = layout.header
    let isRead = data.forEachPiece(
      of: max(1, pieces.size / 4), from: header.start, linesBefore: header.linesBefore
    ) {
      layout.read($0, of: data.name)
    } take: { piece, linesBefore in
      collector.add(piece, linesBefore: linesBefore, file: data.name)
      return collector.rejections.count <= Limits.rejections && !collector.isOverfull
        && onward(&collector)
    }
    guard isRead else { return false }
    self = collector
    headerLine = header.line
    if rejections.count > Limits.rejections {
      reading.report(Limits.tooManyRejections(rejections, of: file))
    }
    return true
  }

  /// Adds what rows say that begin behind so many lines.
  private mutating func add(
    _ piece: PupilPiece<some PupilRow>, linesBefore: Int, file: String
  ) {
    account.rows += piece.rows.count
    for (line, extent, content) in piece.rows {
      let row = Evidence(file: file, line: line + linesBefore)
      do throws(RowProblem) {
        try content.get().enter(into: &self, row, extent)
      } catch {
        refuse(error, of: row, extent)
      }
    }
  }

  mutating func refuse(_ problem: RowProblem, of row: Evidence, _ extent: String) {
    reject(row, problem.reason + extent, &rejections)
    account.harmlessRows += problem.isHarmless ? 1 : 0
  }

  /// Enters a pupil's marks from one row; the row is refused whole where a session has its mark already.
  mutating func enter(_ marks: RowMarks, of pupil: Int, _ row: Evidence) throws(RowProblem) {
    if marks.others.isEmpty, matrix.isEmpty(pupil), marks.numbers.contains(where: { $0 > 0 }) {
      return matrix.enter(marks.numbers, from: marks.first, pupil: pupil, line: row.line)
    }
    let entries = marks.entries(calendar)
    for (session, _) in entries {
      guard let index = calendar.index(of: session), let line = line(of: index, pupil: pupil) else {
        continue
      }
      throw repetition(of: entries, pupil: pupil)
        ?? RowProblem(
          "the pupil has a mark for \(session.date.written) \(session.half.abbreviation) already, on "
            + "line \(line)")
    }
    for (session, code) in entries {
      enter(pupil: pupil, session, code, evidence: row)
    }
  }

  /// The comparison of the marks of a second row of a pupil with the first; nil where they have other
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
