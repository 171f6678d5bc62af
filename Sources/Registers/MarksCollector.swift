import CivilTime
import Clauses
import Diagnostics
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
  /// What a Common Transfer File says of pupils besides their marks.
  var transferred: [String: TransferredPupil] = [:]

  private var firstRows: [Evidence] = []
  private var pupilNumbers: [String: Int] = [:]
  /// What was gathered of each pupil.
  var matrix: MarkMatrix
  /// Whether a row repeats a mark of which no line is kept.
  private(set) var lacksLines = false
  private var arrivals: [[PupilMarks.Arrival]] = []
  private var strays: [Int: [StrayMark]] = [:]

  init(_ calendar: SchoolCalendar) {
    self.calendar = calendar
    matrix = MarkMatrix(sessions: calendar.sessions.count)
  }

  /// The codes by number: none, blank, the common ones, and others in use.
  var codes: [MarkCode?] { codeTable.codes }

  /// The first and last dates with a mark; nil where there is none.
  var dates: DateRange? {
    matrix.span.flatMap {
      DateRange(from: calendar.sessions[$0.first].date, to: calendar.sessions[$0.last].date)
    }
  }

  /// What was gathered of a pupil.
  func marks(of pupil: Int) -> PupilMarks {
    PupilMarks(
      codes: matrix.codes(of: pupil), lines: matrix.lines(of: pupil), arrivals: arrivals[pupil],
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
      pupilNumbers[id] = pupil(standard, at: row)
      return pupilNumbers[id]
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
    arrivals.append([])
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

  /// Notes how long after the register opened a pupil came.
  mutating func note(lateness: Minutes, pupil: Int, _ session: Session) {
    guard let index = calendar.index(of: session) else { return }
    arrivals[pupil].note(lateness, in: index)
  }

  /// Adds what a piece of a file says, which begins behind so many lines.
  mutating func add(_ piece: LongPiece, of names: PupilNames, linesBefore: Int, file: String) {
    let refused = enter(piece, of: names, linesBefore: linesBefore, file: file)
    for (entry, minutes) in piece.minutesLate where !refused.contains(entry) {
      let mark = piece.entries[entry]
      arrivals[names.pupil(of: mark.name)].note(Minutes(minutes), in: mark.session)
    }
    for stray in piece.strays {
      let evidence = Evidence(file: file, line: stray.line + linesBefore)
      strays[names.pupil(of: stray.name), default: []].append(
        StrayMark(session: stray.session, code: stray.code, evidence: evidence))
    }
    add(piece.rejections, piece.account, linesBefore: linesBefore, file: file)
  }

  /// Adds what is said of rows that begin behind so many lines of a file.
  private mutating func add(
    _ rejected: [(line: Int, reason: String)], _ next: MarksAccount, linesBefore: Int, file: String
  ) {
    for (line, reason) in rejected {
      reject(Evidence(file: file, line: line + linesBefore), reason, &rejections)
    }
    account.join(next, linesBefore: linesBefore)
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

  /// Adds what rows of one pupil each say, which begin behind so many lines of a file.
  mutating func add(_ piece: StringPiece, linesBefore: Int, file: String) {
    for (number, row) in piece.rows.enumerated() {
      let evidence = Evidence(file: file, line: row.line + linesBefore)
      guard let pupil = pupil(row.id, at: evidence) else { return }
      let marks = piece.marks(of: number)
      if matrix.isEmpty(pupil) {
        matrix.enter(marks, pupil: pupil, line: evidence.line)
        continue
      }
      do throws(RowProblem) {
        let sessions = zip(calendar.sessions, marks).filter { $1 > 0 }
        try enter(sessions.map { ($0, codes[Int($1)]) }, of: row.id, evidence)
      } catch {
        reject(evidence, error.reason, &rejections)
        account.harmlessRows += error.isHarmless ? 1 : 0
      }
    }
    add(piece.rejections, piece.account, linesBefore: linesBefore, file: file)
  }
}

extension MarksCollector {
  /// Takes out the pupils, in the order of their identifiers, but for the last, whose marks may go on; what is to be
  /// said of their rows stays.
  mutating func takeAllButLast() -> [PupilRecord] {
    let sorted = pupilIDs.indices.sorted { pupilIDs[$0] < pupilIDs[$1] }
    guard let last = sorted.last else { return [] }
    let records = sorted.dropLast().map { number in
      let id = pupilIDs[number]
      if let sentence = UniquePupilNumber.remark(on: id) {
        remarks.append(Remark(evidence: firstRows[number], sentence: sentence))
      }
      account.note(strays[number] ?? [], calendar)
      return PupilRecord(pupil: Pupil(id: id), marks: marks(of: number))
    }
    let straysOfLast = strays[last]
    pupilNumbers = [pupilIDs[last]: 0]
    (pupilIDs, firstRows, arrivals) = ([pupilIDs[last]], [firstRows[last]], [arrivals[last]])
    strays = straysOfLast.map { [0: $0] } ?? [:]
    matrix = matrix.only(last)
    return records
  }
}
