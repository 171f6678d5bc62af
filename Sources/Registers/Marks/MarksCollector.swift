import CivilTime
import Clauses
import Diagnostics
import Parallel
import TypedYAML

/// Gathers marks pupil by pupil, whatever the order in which they come.
struct MarksCollector {
  let calendar: SchoolCalendar
  private(set) var pupilIDs: [String] = []
  private(set) var codeTable = CodeTable.common
  /// Whether pupils and sessions became too many to hold.
  private(set) var isOverfull = false
  var rejections: [Rejection] = []

  var remarks: [Remark] = []
  /// What is said once of the file.
  var account = MarksAccount()
  /// Rows of a pupil in which no session has a mark.
  var rowsWithoutMarks: [(id: String, evidence: Evidence)] = []
  /// Rows without a mark whose cells hold something else.
  var rowsOfWords: [RowOfWords] = []
  /// The line of the header, behind which the rows stand.
  var headerLine = 0
  /// What the columns without a date hold in a file of a column a session.
  var undated = UndatedColumns([])
  /// What a Common Transfer File says of pupils besides their marks.
  var transferred: [String: TransferredPupil] = [:]

  private var firstRows: [Evidence] = []
  private var pupilNumbers: [String: Int] = [:]
  /// What was gathered of each pupil.
  var matrix: MarkMatrix
  /// How often pupils were taken out.
  private(set) var batches = 0
  /// Where marks go that are more than are held; nil where all are.
  private(set) var parts: MarkParts?
  /// Whether a row repeats a mark of which no line is kept.
  private(set) var lacksLines = false
  private var notes: [[PupilMarks.SessionNote]] = []
  private var strays: [Int: [StrayMark]] = [:]

  init(_ calendar: SchoolCalendar) {
    self.calendar = calendar
    matrix = MarkMatrix(sessions: calendar.sessions.count)
  }

  /// The codes by number: none, blank, the common ones, and others in use.
  var codes: [MarkCode?] { codeTable.codes }

  /// The first and last dates with a mark; nil where there is none.
  var dates: DateRange? {
    (parts?.span ?? matrix.span).flatMap {
      DateRange(from: calendar.sessions[$0.first].date, to: calendar.sessions[$0.last].date)
    }
  }

  /// Whether pupils have marks in most sessions, as where rows come pupil by pupil.
  var isMostlyMarked: Bool { matrix.marks * 2 > matrix.places }

  /// What was gathered of a pupil.
  func marks(of pupil: Int) -> PupilMarks {
    PupilMarks(
      codes: matrix.codes(of: pupil), lines: matrix.lines(of: pupil), notes: notes[pupil],
      strays: strays[pupil] ?? [])
  }

  /// The account of the file with the marks outside the calendar.
  var accountOfAll: MarksAccount {
    var account = account
    for strays in strays.values { account.note(strays, calendar) }
    return account
  }

  /// The first row about a pupil; nil for one that the marks do not know.
  func firstRow(of id: String) -> Evidence? { pupilNumbers[id].map { firstRows[$0] } }

  /// The number of a pupil, new where the identifier is, with the row; nil where there are too many.
  mutating func pupil(_ id: String, at row: Evidence) -> Int? {
    if let number = pupilNumbers[id] { return number }
    let standard = PupilIdentifier.standard(id)
    guard standard == id else {
      let number = pupil(standard, at: row)
      if parts == nil { pupilNumbers[id] = number }
      return number
    }
    guard parts == nil else {
      let number = parts?.pupil(id, line: row.line)
      isOverfull = isOverfull || number == nil
      return number
    }
    let (number, sessions) = (pupilIDs.count, calendar.sessions.count)
    guard (number + 1) * sessions <= Limits.places else {
      isOverfull = true
      return nil
    }
    pupilNumbers[id] = number
    pupilIDs.append(id)
    firstRows.append(row)
    matrix.addPupil()
    notes.append([])
    return number
  }

  /// The number of a code; nil where a register uses more codes than there can be.
  mutating func number(of code: MarkCode) -> UInt8? { codeTable.enter(code) }

  /// Enters a mark; a blank one has no code.
  mutating func enter(pupil: Int, _ session: Session, _ code: MarkCode?, evidence: Evidence) {
    if let index = calendar.index(of: session) {
      _ = enter(pupil: pupil, index, code, evidence)
    } else if let code {
      strays[pupil, default: []].append(
        StrayMark(session: session, code: code, evidence: evidence))
    }
  }

  /// Enters the mark of a row; false where it is refused.
  private mutating func enter(
    pupil: Int, _ session: Int, _ code: MarkCode?, _ row: Evidence
  ) -> Bool {
    if let earlier = line(of: session, pupil: pupil) {
      let known = self.code(of: session, pupil: pupil)
      lacksLines = lacksLines || earlier == 0
      account.harmlessRows += known == code ? 1 : 0
      reject(row, MarksCollector.repetition(of: known, on: earlier, as: code), &rejections)
      return false
    }
    guard let number = codeTable.enter(code) else {
      reject(row, "the register uses more codes than exist", &rejections)
      return false
    }
    return matrix.enter(number, pupil: pupil, session: session, line: row.line)
  }

  /// Why a second mark of a session is not used.
  static func repetition(of known: MarkCode?, on line: Int, as code: MarkCode?) -> String {
    known == code
      ? "the session already has the same mark, on line \(line)"
      : "the session already has a mark, on line \(line): \(shown(known)) and now \(shown(code)); the "
        + "first counts"
  }

  /// A mark in a message.
  static func shown(_ code: MarkCode?) -> String {
    code.map { "`\($0.text)`" } ?? "none"
  }

  /// The code that a pupil has in a session, which must have a row.
  func code(of session: Int, pupil: Int) -> MarkCode? {
    codes[Int(matrix.code(of: session, pupil: pupil))]
  }

  /// The line of the mark that a pupil has in a session; nil for none.
  func line(of session: Int, pupil: Int) -> Int? { matrix.line(of: session, pupil: pupil) }

  /// Notes something of a pupil's mark.
  mutating func note(_ note: MarkNote, pupil: Int, _ session: Session) {
    guard let index = calendar.index(of: session) else { return }
    notes[pupil].add(note, in: index)
  }

  /// Adds what a piece of a file says, which begins behind so many lines.
  mutating func add(_ piece: LongPiece, of names: PupilNames, linesBefore: Int, file: String) {
    for (line, reason) in piece.rejections {
      reject(Evidence(file: file, line: line + linesBefore), reason, &rejections)
    }
    account.join(piece.account, linesBefore: linesBefore)
    guard parts == nil else {
      for (_, code) in piece.otherCodes { _ = codeTable.enter(code) }
      parts?.add(piece, of: names, linesBefore: linesBefore)
      return
    }
    let refused = enter(piece, of: names, linesBefore: linesBefore, file: file)
    for (entry, note) in piece.notes where !refused.contains(entry) {
      let mark = piece.entries[entry]
      notes[names.pupil(of: mark.name)].add(note, in: mark.session)
    }
    for stray in piece.strays {
      let evidence = Evidence(file: file, line: stray.line + linesBefore)
      strays[names.pupil(of: stray.name), default: []].append(
        StrayMark(session: stray.session, code: stray.code, evidence: evidence))
    }
  }

  /// Enters the marks of a piece; the numbers of those that were refused.
  private mutating func enter(
    _ piece: LongPiece, of names: PupilNames, linesBefore: Int, file: String
  ) -> Set<Int> {
    var refused: Set<Int> = []
    var otherCodes = piece.otherCodes[...]
    let ends = piece.lineStarts.dropFirst().map(\.entry) + [piece.entries.count]
    for (start, end) in zip(piece.lineStarts, ends) {
      let lines = start.line - start.entry + linesBefore
      var place = start.entry
      while place < end {
        place += piece.entries.withUnsafeBufferPointer {
          matrix.enter(expected: $0[place..<end], of: names, line: lines + place)
        }
        guard place < end else { break }
        let entry = piece.entries[place]
        let code = entry.code > 0 ? codes[Int(entry.code)] : otherCodes.popFirst()?.code
        let row = Evidence(file: file, line: lines + place)
        if !enter(pupil: names.pupil(of: entry.name), entry.session, code, row) {
          refused.insert(place)
        }
        place += 1
      }
    }
    return refused
  }

  /// Enters a row of a pupil and a string, or moves it out of memory with all others.
  mutating func enter(
    _ string: PupilString, _ row: Evidence, _ extent: String
  ) throws(RowProblem) {
    guard let pupil = pupil(string.id, at: row) else { return }
    guard parts != nil else { return try enter(string, of: pupil, row) }
    for code in string.marks.otherCodes.values { _ = codeTable.enter(code) }
    parts?.add(string, of: pupil, line: row.line, extent)
  }

  /// Enters a pupil's string of marks; the row is refused whole where one of them stands already.
  mutating func enter(
    _ string: PupilString, of pupil: Int, _ row: Evidence
  ) throws(RowProblem) {
    let marks = string.marks
    try enter(RowMarks(marks, string.sessions, calendar), of: pupil, row)
    for place in marks.unread {
      let session = calendar.sessions[string.sessions.lowerBound + place]
      reject(
        row,
        "the mark of \(session.date.written) \(session.half.abbreviation) is not a register code",
        &rejections)
    }
    account.rowsInPart += marks.unread.isEmpty ? 0 : 1
    account.addCells(filled: marks.numbers.count, unused: marks.unread.count)
  }
}

extension MarksCollector {
  /// Takes out the pupils, in the order of their identifiers, but for the last, whose marks may go on; what is to be
  /// said of their rows stays.
  mutating func takeAllButLast() -> [PupilRecord] {
    let sorted = pupilIDs.indices.sorted { pupilIDs[$0] < pupilIDs[$1] }
    guard let last = sorted.last else { return [] }
    let records = sorted.dropLast().map { take($0) }
    let straysOfLast = strays[last]
    pupilNumbers = [pupilIDs[last]: 0]
    (pupilIDs, firstRows, notes) = ([pupilIDs[last]], [firstRows[last]], [notes[last]])
    strays = straysOfLast.map { [0: $0] } ?? [:]
    matrix = matrix.only(last)
    batches += 1
    return records
  }

  /// The record of a pupil; notes what is to be said of the rows.
  private mutating func take(_ number: Int) -> PupilRecord {
    let id = pupilIDs[number]
    if let sentence = UniquePupilNumber.remark(on: id) {
      remarks.append(Remark(evidence: firstRows[number], sentence: sentence))
    }
    account.note(strays[number] ?? [], calendar)
    return PupilRecord(pupil: Pupil(id: id), marks: marks(of: number))
  }

  /// Leaves the cells out of the account where all are used: then nothing but rows is counted of strings.
  mutating func leaveOutUsedCells() {
    if account.cells?.unused == 0 { account.cells = nil }
  }

  // MARK: Parts

  /// Moves all marks, and those to come, out of memory in parts of so many pupils.
  mutating func part(into spool: SpoolFile, pupils: Int) {
    var parts = MarkParts(spool, pupils: pupils)
    for (number, id) in pupilIDs.enumerated() {
      _ = parts.pupil(id, line: firstRows[number].line)
      add(number, to: &parts)
    }
    var empty = MarksCollector(calendar)
    (empty.codeTable, empty.account, empty.headerLine) = (codeTable, account, headerLine)
    (empty.rejections, empty.remarks, empty.parts) = (rejections, remarks, parts)
    self = empty
  }

  private func add(_ pupil: Int, to parts: inout MarkParts) {
    for stray in strays[pupil] ?? [] { parts.add(stray: stray, pupil) }
    let (codes, lines) = (matrix.codes(of: pupil), matrix.lines(of: pupil))
    var count = 0
    for (session, code) in codes.enumerated() where code > 0 {
      let isCommon = Int(code) < CodeTable.common.codes.count
      parts.add(
        pupil, session, isCommon ? code : 0, line: lines.line(of: session) { count })
      if !isCommon, let other = self.codes[Int(code)] { parts.note(other, pupil) }
      for note in notes[pupil] where note.session == session { parts.note(note.note, pupil) }
      count += 1
    }
  }

  /// Collects the parts one after another and gives the pupils of each; what is to be said of their rows stays.
  ///
  /// False where not all that was moved out of memory could be read again.
  mutating func takeParts(file: String, _ take: ([PupilRecord]) -> Void) -> Bool {
    parts?.keepAll()
    guard let parts, parts.hasRoom else { return self.parts == nil }
    var empty = MarksCollector(calendar)
    empty.codeTable = codeTable
    let (blank, all) = (empty, Array(0..<parts.count))
    var isRead = true
    all.forEachInOrder {
      parts.collect($0, file: file, with: blank)
    } take: { collected in
      guard var part = collected else {
        isRead = false
        return false
      }
      let sorted = part.pupilIDs.indices.sorted { part.pupilIDs[$0] < part.pupilIDs[$1] }
      take(sorted.map { part.take($0) })
      account.join(part.account, linesBefore: 0)
      lacksLines = lacksLines || part.lacksLines
      rejections += part.rejections
      remarks += part.remarks
      return rejections.count <= Limits.rejections && !lacksLines
    }
    leaveOutUsedCells()
    return isRead
  }
}
