import CivilTime
import Clauses
import Diagnostics
import TypedYAML

/// Gathers marks pupil by pupil, whatever the order in which they come.
struct MarksCollector {
  let calendar: SchoolCalendar
  private(set) var pupilIDs: [String] = []
  /// The codes by number: none, blank, and those in use.
  private(set) var codes: [MarkCode?] = [nil, nil]
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
  /// The number of each code by its two bytes; 0 for those not in use.
  private var codeNumbers: [UInt8] = Array(repeating: 0, count: 1 << 16)
  /// What was gathered of each pupil.
  private var marks: [PupilMarks] = []
  /// The first and last sessions with a mark.
  private var span: (first: Int, last: Int)?

  init(_ calendar: SchoolCalendar) {
    self.calendar = calendar
    codeNumbers[0] = 1
  }

  /// The first and last dates with a mark; nil where there is none.
  var dates: DateRange? {
    span.flatMap {
      DateRange(from: calendar.sessions[$0.first].date, to: calendar.sessions[$0.last].date)
    }
  }

  /// What was gathered of a pupil.
  func marks(of pupil: Int) -> PupilMarks {
    guard marks[pupil].codes.isEmpty else { return marks[pupil] }
    var none = PupilMarks(sessions: calendar.sessions.count)
    none.strays = marks[pupil].strays
    return none
  }

  /// The account of the file with the marks outside the calendar.
  var accountOfAll: MarksAccount {
    var account = account
    for pupil in marks { account.note(pupil, calendar) }
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
    marks.append(PupilMarks(sessions: 0))
    return number
  }

  /// The number of a code; nil where a register uses more codes than there can be.
  mutating func number(of code: MarkCode) -> UInt8? { number(of: code.packed) }

  private mutating func number(of packed: UInt16) -> UInt8? {
    let known = codeNumbers[Int(packed)]
    if known > 0 { return known }
    guard codes.count <= Int(UInt8.max), let code = MarkCode(packed: packed) else { return nil }
    let number = UInt8(codes.count)
    codeNumbers[Int(packed)] = number
    codes.append(code)
    return number
  }

  /// Enters a mark; a blank one has no code.
  mutating func enter(
    pupil: Int, _ session: Session, _ code: MarkCode?, minutesLate: Int?, evidence: Evidence
  ) {
    guard let index = calendar.index(of: session) else {
      if let code {
        marks[pupil].strays.append(StrayMark(session: session, code: code, evidence: evidence))
      }
      return
    }
    enter(
      LongPiece.Entry(
        pupil: Int32(pupil), session: Int32(index), line: UInt32(clamping: evidence.line),
        minutesLate: minutesLate.map { Int16(clamping: $0) } ?? -1, code: code?.packed ?? 0),
      pupil: pupil, linesBefore: 0, file: evidence.file)
  }

  /// Enters the mark of a row, which counts its lines from behind `linesBefore`.
  private mutating func enter(
    _ entry: LongPiece.Entry, pupil: Int, linesBefore: Int, file: String
  ) {
    let session = Int(entry.session)
    let line = Int(entry.line) + linesBefore
    func refuse(_ reason: String) {
      reject(Evidence(file: file, line: line), reason, &rejections)
    }
    makeRoom(for: pupil)
    if let earlier = marks[pupil].line(of: session) {
      let known = code(of: session, pupil: pupil)
      let now = entry.code > 0 ? MarkCode(packed: entry.code) : nil
      account.harmlessRows += known == now ? 1 : 0
      return refuse(MarksCollector.repetition(of: known, on: earlier, as: now))
    }
    guard let number = number(of: entry.code) else {
      return refuse("the register uses more codes than exist")
    }
    marks[pupil].enter(
      session, code: number, line: UInt32(clamping: line),
      late: entry.minutesLate < 0 ? nil : Minutes(Int(entry.minutesLate)))
    extendSpan(session, session)
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
    codes[Int(marks[pupil].codes[session])]
  }

  /// Makes places for a pupil's sessions, of whom only the name was known.
  private mutating func makeRoom(for pupil: Int) {
    if marks[pupil].codes.isEmpty { marks[pupil] = marks(of: pupil) }
  }

  private mutating func extendSpan(_ first: Int, _ last: Int) {
    let known = span ?? (first, last)
    span = (min(known.first, first), max(known.last, last))
  }

  /// The line of the mark that a pupil has in a session; nil for none.
  func line(of session: Int, pupil: Int) -> Int? {
    marks[pupil].codes.isEmpty ? nil : marks[pupil].line(of: session)
  }

  /// Notes how long after the register opened a pupil came.
  mutating func note(lateness: Minutes, pupil: Int, _ session: Session) {
    guard let index = calendar.index(of: session) else { return }
    makeRoom(for: pupil)
    marks[pupil].note(lateness, in: index)
  }

  /// Adds what a run of rows says, which begins behind so many lines of a file.
  mutating func add(_ piece: LongPiece, linesBefore: Int, file: String) {
    var numbers: [Int] = []
    numbers.reserveCapacity(piece.pupils.count)
    for (id, line) in piece.pupils {
      let row = Evidence(file: file, line: line + linesBefore)
      guard let number = pupil(id, at: row) else { return }
      numbers.append(number)
    }
    let codes = renumbering(of: piece)
    for part in piece.parts {
      switch part {
      case .entries(let range):
        for entry in piece.entries[range] {
          enter(entry, pupil: numbers[Int(entry.pupil)], linesBefore: linesBefore, file: file)
        }
      case .run(let pupil, let run):
        add(run, piece, codes, pupil: numbers[pupil], linesBefore, file)
      }
    }
    for stray in piece.strays {
      let evidence = Evidence(file: file, line: stray.line + linesBefore)
      marks[numbers[stray.pupil]].strays.append(
        StrayMark(session: stray.session, code: stray.code, evidence: evidence))
    }
    for (line, reason) in piece.rejections {
      reject(Evidence(file: file, line: line + linesBefore), reason, &rejections)
    }
    account.join(piece.account, linesBefore: linesBefore)
  }

  /// Adds what rows of one pupil each say, which begin behind so many lines of a file; false where a pupil
  /// is there already, or there are too many of pupils or codes.
  mutating func add(
    _ piece: MarkStream.Piece, _ codes: StreamedCodes, linesBefore: Int, file: String
  ) -> Bool {
    var isUsed = Array(repeating: false, count: codes.codes.count)
    for pupil in piece.pupils {
      for code in pupil.record.marks.codes { isUsed[Int(code)] = true }
    }
    var numbers: [UInt8] = [0, 1]
    for (code, isUsed) in zip(codes.codes, isUsed).dropFirst(2) {
      guard let number = isUsed ? code.flatMap({ number(of: $0) }) : 0 else { return false }
      numbers.append(number)
    }
    for pupil in piece.pupils {
      let row = Evidence(file: file, line: pupil.line + linesBefore)
      guard let number = self.pupil(pupil.record.pupil.id, at: row), marks[number].codes.isEmpty,
        let span = pupil.record.marks.span
      else { return false }
      marks[number] = pupil.record.marks.renumbered(numbers, linesBefore: linesBefore)
      extendSpan(span.first, span.last)
    }
    for (line, reason) in piece.rejections {
      reject(Evidence(file: file, line: line + linesBefore), reason, &rejections)
    }
    account.join(piece.account, linesBefore: linesBefore)
    return true
  }

  /// The numbers that a piece's codes have here; nil where they are the same, and where there are too many
  /// to be numbered.
  private mutating func renumbering(of piece: LongPiece) -> (numbers: [UInt8]?, isFull: Bool) {
    var numbers: [UInt8] = [0]
    for packed in piece.codes.dropFirst() {
      guard let number = number(of: packed) else { return (nil, true) }
      numbers.append(number)
    }
    let isSame = numbers.indices.allSatisfy { Int(numbers[$0]) == $0 }
    return (isSame ? nil : numbers, false)
  }

  /// Adds a run of rows of one pupil: whole where it is the first, else mark by mark.
  private mutating func add(
    _ run: PupilMarks, _ piece: LongPiece, _ codes: (numbers: [UInt8]?, isFull: Bool), pupil: Int,
    _ linesBefore: Int, _ file: String
  ) {
    if marks[pupil].codes.isEmpty, !codes.isFull, let span = run.span {
      let strays = marks[pupil].strays
      marks[pupil] = run.renumbered(codes.numbers, linesBefore: linesBefore)
      marks[pupil].strays = strays
      return extendSpan(span.first, span.last)
    }
    for session in run.codes.indices where run.codes[session] > 0 {
      enter(
        LongPiece.Entry(
          pupil: 0, session: Int32(session), line: UInt32(clamping: run.line(of: session) ?? 0),
          minutesLate: run.minutesLate(in: session).map { Int16(clamping: $0.count) } ?? -1,
          code: piece.codes[Int(run.codes[session])]),
        pupil: pupil, linesBefore: linesBefore, file: file)
    }
  }
}
