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
  /// The dates of birth that stand with the marks.
  var birthDates: [String: CivilDate] = [:]

  private var firstRows: [Evidence] = []
  private var pupilNumbers: [String: Int] = [:]
  /// The number of each code by its two bytes; 0 for those not in use.
  private var codeNumbers: [UInt8] = Array(repeating: 0, count: 1 << 16)
  /// The pupils' places, one pupil's sessions after another's: see `PupilMarks`.
  private var codePlaces: [UInt8] = []
  private var minutePlaces: [Int16] = []
  private var linePlaces: [UInt32] = []
  private var strays: [Int: [StrayMark]] = [:]
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
    let places = pupil * calendar.sessions.count..<(pupil + 1) * calendar.sessions.count
    return PupilMarks(
      codes: Array(codePlaces[places]), minutesLate: Array(minutePlaces[places]),
      lines: Array(linePlaces[places]), strays: strays[pupil] ?? [])
  }

  /// The first row about a pupil; nil for one that the marks do not know.
  func firstRow(of id: String) -> Evidence? { pupilNumbers[id].map { firstRows[$0] } }

  /// The number of a pupil, new where the identifier is, with the row; nil where there are too many.
  mutating func pupil(_ id: String, at row: Evidence) -> Int? {
    if let number = pupilNumbers[id] { return number }
    let (number, sessions) = (pupilIDs.count, calendar.sessions.count)
    guard (number + 1) * sessions <= Limits.places else {
      isOverfull = true
      return nil
    }
    pupilNumbers[id] = number
    pupilIDs.append(id)
    firstRows.append(row)
    codePlaces.append(contentsOf: repeatElement(0, count: sessions))
    minutePlaces.append(contentsOf: repeatElement(-1, count: sessions))
    linePlaces.append(contentsOf: repeatElement(0, count: sessions))
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
        strays[pupil, default: []].append(
          StrayMark(session: session, code: code, evidence: evidence))
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
    let place = pupil * calendar.sessions.count + session
    let line = Int(entry.line) + linesBefore
    func refuse(_ reason: String) {
      reject(Evidence(file: file, line: line), reason, &rejections)
    }
    guard linePlaces[place] == 0 else {
      return refuse("the session already has a mark, on line \(linePlaces[place])")
    }
    guard let number = number(of: entry.code) else {
      return refuse("the register uses more codes than exist")
    }
    codePlaces[place] = number
    linePlaces[place] = UInt32(clamping: line)
    minutePlaces[place] = entry.minutesLate
    let known = span ?? (session, session)
    span = (min(known.first, session), max(known.last, session))
  }

  /// The line of the mark that a pupil has in a session; 0 for none.
  func line(of session: Int, pupil: Int) -> Int {
    Int(linePlaces[pupil * calendar.sessions.count + session])
  }

  /// Notes how long after the register opened a pupil came.
  mutating func note(lateness: Minutes, pupil: Int, _ session: Session) {
    guard let index = calendar.index(of: session) else { return }
    minutePlaces[pupil * calendar.sessions.count + index] = Int16(clamping: lateness.count)
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
    for entry in piece.entries {
      enter(entry, pupil: numbers[Int(entry.pupil)], linesBefore: linesBefore, file: file)
    }
    for stray in piece.strays {
      let evidence = Evidence(file: file, line: stray.line + linesBefore)
      strays[numbers[stray.pupil], default: []].append(
        StrayMark(session: stray.session, code: stray.code, evidence: evidence))
    }
    for (line, reason) in piece.rejections {
      reject(Evidence(file: file, line: line + linesBefore), reason, &rejections)
    }
  }
}
