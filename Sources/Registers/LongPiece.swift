import CivilTime
import Clauses

/// What a run of rows of a file of marks says; lines count from 1 where the run begins.
///
/// Whatever depends on the rows before is left to those who join the runs, so that it does not matter
/// where a file is cut, nor on how many threads its pieces are read.
struct LongPiece: Sendable {
  /// A mark of a session that the school has.
  struct Entry: Sendable {
    let pupil: Int32
    let session: Int32
    let line: UInt32
    /// Minutes after the register opened, or -1.
    let minutesLate: Int16
    /// `MarkCode.packed`, or 0 for no mark.
    let code: UInt16
  }

  /// A mark where the school has no session.
  struct Stray: Sendable {
    let pupil: Int
    let session: Session
    let code: MarkCode
    let line: Int
  }

  /// The pupils in the order in which they come, each with the first line.
  var pupils: [(id: String, line: Int)] = []
  var entries: [Entry] = []
  var strays: [Stray] = []
  var rejections: [(line: Int, reason: String)] = []
  /// Whether a date was a number, as Excel keeps them.
  var hasSerialDates = false
  /// Where the first row after the run begins, and how many lines there are before it.
  var end = 0
  var lines = 0

  /// Whether so many rows were rejected that the rest was not read.
  var isHopeless: Bool { rejections.count > Limits.rejections }
}

/// Where a long file's columns are.
struct LongColumns: Sendable {
  let pupil, date, session, code: Int
  let minutesLate: Int?
  /// The number of columns that the header names.
  let count: Int

  init?(_ columns: ColumnMap) {
    guard let pupil = columns["pupil"], let date = columns["date"],
      let session = columns["session"], let code = columns["code"]
    else { return nil }
    (self.pupil, self.date, self.session, self.code) = (pupil, date, session, code)
    minutesLate = columns["minutes_late"]
    count = columns.count
  }

  /// The last of the columns that every row must have.
  var last: Int { max(pupil, date, session, code) }
}

/// Reads the rows of a file of marks that begin within a range of its bytes.
struct LongPieceReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let columns: LongColumns
  private let format: DateFormat
  private let calendar: SchoolCalendar
  private var cursor: CSVCursor
  private var piece = LongPiece()

  private var pupils: ByteMemo
  private var pupilNumbers: [String: Int] = [:]
  /// Exports come pupil by pupil or day by day; the last row's are worth remembering.
  private var lastPupil = (text: 0..<0, number: -1)
  private var days: [Day] = []
  private var dayNumbers: ByteMemo
  private var lastDay = (text: 0..<0, number: -1)
  /// The packed codes of marks of one sign; 0 where the sign needs a closer look.
  private let signs: [UInt16]

  /// A date with the numbers of its sessions, or -1.
  private struct Day {
    let date: CivilDate
    let sessions: (morning: Int32, afternoon: Int32)
  }

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, separator: UInt8, columns: LongColumns,
    format: DateFormat, calendar: SchoolCalendar
  ) {
    self.bytes = bytes
    (self.columns, self.format, self.calendar) = (columns, format, calendar)
    cursor = CSVCursor(bytes, from: start, separator: separator)
    pupils = ByteMemo(bytes, bits: 13)
    dayNumbers = ByteMemo(bytes, bits: 10)
    signs = (0...UInt8.max).map { sign in
      guard sign < 0x80, case .code(let code) = MarkSpelling(String(Unicode.Scalar(sign))) else {
        return 0
      }
      return code.packed
    }
  }

  /// The rows that begin before `limit`.
  mutating func read(before limit: Int) -> LongPiece {
    piece.entries.reserveCapacity((limit - cursor.position) / 20)
    reading: while !piece.isHopeless {
      switch cursor.next(before: limit) {
      case .end: break reading
      case .malformed(let problem): reject(problem)
      case .fields: readRow()
      }
    }
    piece.end = cursor.position
    piece.lines = cursor.nextLine - 1
    return piece
  }

  private mutating func reject(_ reason: String) {
    piece.rejections.append((cursor.line, reason + cursor.extent))
  }

  private mutating func readRow() {
    guard cursor.count > columns.last else {
      if !cursor.isBlank() { reject("the row ends before its last column") }
      return
    }
    if cursor.count > columns.count, !cursor.isBlank(from: columns.count) {
      return reject(surplus(cells: cursor.count, columns: columns.count))
    }
    let id = trimmed(cursor.field(columns.pupil))
    guard !id.isEmpty else {
      if !cursor.isBlank() { reject("`pupil` is blank") }
      return
    }
    guard let day = day(trimmed(cursor.field(columns.date))),
      let half = half(trimmed(cursor.field(columns.session))),
      let code = code(cursor.field(columns.code), half),
      let minutesLate = minutesLate(), let pupil = pupil(id)
    else { return }
    let session = half == .morning ? days[day].sessions.morning : days[day].sessions.afternoon
    guard session >= 0 else {
      if let code = MarkCode(packed: code) {
        piece.strays.append(
          LongPiece.Stray(
            pupil: pupil, session: Session(days[day].date, half), code: code, line: cursor.line))
      }
      return
    }
    piece.entries.append(
      LongPiece.Entry(
        pupil: Int32(truncatingIfNeeded: pupil), session: session,
        line: UInt32(truncatingIfNeeded: cursor.line), minutesLate: minutesLate, code: code))
  }

  // MARK: Cells

  private mutating func pupil(_ id: Range<Int>) -> Int? {
    // The bytes between doubled quotes are those of another text without them.
    let isPlain = !cursor.field(columns.pupil).hasEscapes
    if isPlain, pupils.areEqual(id, lastPupil.text) { return lastPupil.number }
    if isPlain, let number = pupils.number(of: id) {
      lastPupil = (id, number)
      return number
    }
    guard let text = cursor.text(of: columns.pupil).map({ Registers.trimmed($0) }) else {
      reject("`pupil` is not UTF-8 text")
      return nil
    }
    let number = pupilNumbers[text] ?? piece.pupils.count
    if number == piece.pupils.count {
      piece.pupils.append((text, cursor.line))
      pupilNumbers[text] = number
    }
    if isPlain {
      pupils.remember(number, for: id)
      lastPupil = (id, number)
    }
    return number
  }

  private mutating func day(_ cell: Range<Int>) -> Int? {
    let isPlain = !cursor.field(columns.date).hasEscapes
    if isPlain, dayNumbers.areEqual(cell, lastDay.text) { return lastDay.number }
    if isPlain, let number = dayNumbers.number(of: cell) {
      lastDay = (cell, number)
      return number
    }
    guard let number = newDay(text(columns.date)) else { return nil }
    if isPlain {
      dayNumbers.remember(number, for: cell)
      lastDay = (cell, number)
    }
    return number
  }

  private mutating func newDay(_ text: String) -> Int? {
    guard !text.isEmpty else {
      reject("`date` is blank")
      return nil
    }
    let date: CivilDate
    switch DateCell(text, format) {
    case .date(let value): date = value
    case .serial(let value):
      date = value
      piece.hasSerialDates = true
    case .problem(let problem):
      reject("\(quoted(text)) \(problem)")
      return nil
    }
    func number(_ half: SessionHalf) -> Int32 {
      calendar.index(of: Session(date, half)).map { Int32(truncatingIfNeeded: $0) } ?? -1
    }
    days.append(Day(date: date, sessions: (number(.morning), number(.afternoon))))
    return days.count - 1
  }

  private mutating func half(_ cell: Range<Int>) -> SessionHalf? {
    if cell.count == 2, bytes[cell.lowerBound + 1] | 0x20 == UInt8(ascii: "m") {
      if bytes[cell.lowerBound] | 0x20 == UInt8(ascii: "a") { return .morning }
      if bytes[cell.lowerBound] | 0x20 == UInt8(ascii: "p") { return .afternoon }
    }
    if let half = SessionHalf(bytes[cell]) { return half }
    let text = text(columns.session)
    reject(text.isEmpty ? "`session` is blank" : "\(quoted(text)) is neither AM nor PM")
    return nil
  }

  /// The packed code, 0 for no mark; nil where the cell holds none.
  private mutating func code(_ field: CSVCursor.Field, _ half: SessionHalf) -> UInt16? {
    if field.end - field.start == 1, case let code = signs[Int(bytes[field.start])], code > 0 {
      return code
    }
    let text = text(columns.code)
    if let mark = MarkSpelling.mark(text, in: half) { return mark.code?.packed ?? 0 }
    reject("\(quoted(text)) is not a register code")
    return nil
  }

  /// Minutes after the register opened, or -1; nil where the cell is neither blank nor minutes.
  private mutating func minutesLate() -> Int16? {
    guard let place = columns.minutesLate, place < cursor.count else { return -1 }
    let cell = trimmed(cursor.field(place))
    if cell.isEmpty { return -1 }
    if let minutes = decimal(bytes[cell]), minutes < 1_440 { return Int16(minutes) }
    reject("\(quoted(text(place))) is not a number of minutes")
    return nil
  }

  /// The text of a cell; bytes that are not UTF-8 show as such.
  private func text(_ column: Int) -> String {
    let text = String(decoding: cursor.bytes(of: column), as: UTF8.self)
    return Registers.trimmed(cursor.field(column).hasEscapes ? undoubled(text) : text)
  }

  /// A field without spaces at its ends.
  private func trimmed(_ field: CSVCursor.Field) -> Range<Int> {
    var (start, end) = (field.start, field.end)
    while start < end {
      if bytes[start] == 0x20 || bytes[start] == 0x09 {
        start += 1
      } else if bytes[start] == 0xC2, start + 1 < end, bytes[start + 1] == 0xA0 {
        start += 2
      } else {
        break
      }
    }
    while start < end {
      if bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 {
        end -= 1
      } else if bytes[end - 1] == 0xA0, start + 1 < end, bytes[end - 2] == 0xC2 {
        end -= 2
      } else {
        break
      }
    }
    return start..<end
  }
}

extension MarkCode {
  /// The code of packed bytes; nil for 0, which stands for no mark.
  init?(packed: UInt16) {
    self.init(packed > 0xFF ? [UInt8(packed >> 8), UInt8(packed & 0xFF)] : [UInt8(packed)])
  }
}

/// A cell in a message, on one line and cut short: a row in disorder may hold anything.
func quoted(_ text: some StringProtocol) -> String {
  let plain = String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  return plain.count > 20 ? "`\(plain.prefix(20))…`" : "`\(plain)`"
}
