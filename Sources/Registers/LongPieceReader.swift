import CivilTime
import Clauses

/// Reads the rows of a file of marks that begin within a range of its bytes.
struct LongPieceReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let columns: LongColumns
  private let separator: UInt8
  private let format: DateFormat
  private let calendar: SchoolCalendar
  private var cursor: CSVCursor
  private var piece = LongPiece()
  /// The row's cells; in place, because copying them for each row is felt.
  private var cells = Cells()

  private var pupils: ByteMemo
  private var pupilNumbers: [String: Int] = [:]
  /// Exports come pupil by pupil or day by day; the last row's are worth remembering.
  private var lastPupil = (text: 0..<0, number: -1)
  private var days: [Day] = []
  private var dayNumbers: ByteMemo
  private var lastDay: (text: Range<Int>, day: Day?) = (0..<0, nil)
  /// The packed codes of marks of one sign; 0 where the sign needs a closer look.
  private let signs = LongPieceReader.signs

  private static let signs = (0...UInt8.max).map { sign -> UInt16 in
    guard sign < 0x80, case .code(let code) = MarkSpelling(String(Unicode.Scalar(sign))) else {
      return 0
    }
    return code.packed
  }

  /// The rows that follow each other like the sessions, until one does not.
  private var run = LongRun()
  /// By session, the text that last stood between a pupil and a code, in a row like any other; empty
  /// where there was none.
  private var between: [Range<Int>]

  /// A date with the numbers of its sessions, or -1.
  private struct Day {
    let date: CivilDate
    let morning, afternoon: Int32
  }

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, separator: UInt8, columns: LongColumns,
    format: DateFormat, calendar: SchoolCalendar, codes: [UInt16]
  ) {
    self.bytes = bytes
    (self.columns, self.format, self.calendar) = (columns, format, calendar)
    self.separator = separator
    cursor = CSVCursor(bytes, from: start, separator: separator)
    pupils = ByteMemo(bytes, bits: 13)
    dayNumbers = ByteMemo(bytes, bits: 10)
    between = Array(repeating: 0..<0, count: calendar.sessions.count)
    piece.codes = codes
    run = LongRun(sessions: calendar.sessions.count, codes: codes)
  }

  /// The rows that begin before `limit`.
  mutating func read(before limit: Int) -> LongPiece {
    reading: while !piece.isHopeless {
      if columns.areInOrder { passExpectedRows(before: limit) }
      if findPlainRow(before: limit) {
        piece.account.rows += 1
        if let session = readCells(), columns.areInOrder {
          between[session] = bytes.trimmed(cells.pupil).upperBound..<cells.code.start
        }
        continue
      }
      let start = cursor.position
      let row = cursor.next(before: limit)
      piece.hasQuotes = piece.hasQuotes || bytes[start..<cursor.position].contains(quote)
      switch row {
      case .end: break reading
      case .malformed(let problem):
        piece.account.rows += 1
        reject(problem)
      case .fields:
        piece.account.rows += cursor.isBlank() ? 0 : 1
        readRow()
      }
    }
    run.end(&piece)
    piece.end = cursor.position
    piece.lines = cursor.nextLine - 1
    return piece
  }

  private mutating func reject(_ reason: String) {
    piece.rejections.append((cursor.line, reason + cursor.extent))
  }

  /// The cells of a row that are read.
  private struct Cells {
    var pupil = CSVCursor.Field()
    var date = CSVCursor.Field()
    var session = CSVCursor.Field()
    var code = CSVCursor.Field()
    var minutesLate = CSVCursor.Field()
  }

  /// Finds the cells of the next row where it is like nearly every other; any other is the cursor's.
  ///
  /// No quotation mark begins a field, none is missing and none too many. This loop and what it calls
  /// are most of the time that a replay takes to read its data.
  private mutating func findPlainRow(before limit: Int) -> Bool {
    let (bytes, separator, columns) = (bytes, separator, columns)
    let highest = max(separator, carriage)
    var place = cursor.position
    guard place < min(limit, bytes.count) else { return false }
    var column = 0
    while true {
      let start = place
      if place < bytes.count, bytes[place] == quote { return false }
      while place < bytes.count {
        let byte = bytes[place]
        if byte <= highest, byte == separator || byte == newline || byte == carriage { break }
        place &+= 1
      }
      let field = CSVCursor.Field(start: start, end: place)
      if column == columns.pupil { cells.pupil = field }
      if column == columns.date { cells.date = field }
      if column == columns.session { cells.session = field }
      if column == columns.code { cells.code = field }
      if column == columns.minutesLate { cells.minutesLate = field }
      column &+= 1
      guard place < bytes.count, bytes[place] == separator else { break }
      place &+= 1
    }
    let isUsual = column == columns.count && cells.pupil.start < cells.pupil.end
    guard isUsual, (0x21..<0x80).contains(bytes[cells.pupil.start]) else { return false }
    cursor.pass(rowEndingAt: place)
    return true
  }

  /// Reads the row that the cursor stands at.
  private mutating func readRow() {
    guard cursor.count > columns.last else {
      if !cursor.isBlank() { reject("the row ends before its last column") }
      return
    }
    if cursor.count > columns.count, !cursor.isBlank(from: columns.count) {
      return reject(surplus(cells: cursor.count, columns: columns.count))
    }
    cells = Cells(
      pupil: cursor.field(columns.pupil), date: cursor.field(columns.date),
      session: cursor.field(columns.session), code: cursor.field(columns.code))
    if let place = columns.minutesLate, place < cursor.count {
      cells.minutesLate = cursor.field(place)
      // A quotation mark too many has swallowed the rows that follow.
      if bytes[cells.minutesLate.start..<cells.minutesLate.end].contains(newline) {
        return reject("\(quoted(text(of: cells.minutesLate))) is not a number of minutes")
      }
    }
    guard !bytes.trimmed(cells.pupil).isEmpty else {
      if !cursor.isBlank() { reject("`pupil` is blank") }
      return
    }
    _ = readCells()
  }

  /// Reads rows as long as each is what the one before lets one expect: of the same pupil, and with the
  /// text before its code that was read for the next session the last time.
  ///
  /// In an export that comes pupil by pupil, nearly every row is.
  private mutating func passExpectedRows(before limit: Int) {
    guard run.pupil >= 0, run.pupil == lastPupil.number, cursor.nextLine == run.nextLine else {
      return
    }
    var place = cursor.position
    let fifth = LongRun.FifthColumn(separator: separator, isMinutes: columns.minutesLate == 4)
    let rows = run.extend(
      along: bytes, from: &place, before: limit, pupil: lastPupil.text, between: between,
      fifth: columns.count < 5 ? nil : fifth)
    piece.account.rows += rows
    if rows > 0 { cursor.pass(rows: rows, to: place) }
  }

  /// Reads the row of the cells that were found; the number of its session where it has a mark of one.
  private mutating func readCells() -> Int? {
    guard let day = day(cells.date), let half = half(cells.session),
      let code = code(cells.code, half), let pupil = pupil(cells.pupil)
    else { return nil }
    let minutesLate = minutesLate(cells.minutesLate)
    let session = half == .morning ? day.morning : day.afternoon
    guard session >= 0 else {
      if let code = MarkCode(packed: code) {
        piece.strays.append(
          LongPiece.Stray(
            pupil: pupil, session: Session(day.date, half), code: code, line: cursor.line))
      }
      return nil
    }
    run.add(
      LongPiece.Entry(
        pupil: Int32(truncatingIfNeeded: pupil), session: session,
        line: UInt32(truncatingIfNeeded: cursor.line), minutesLate: minutesLate, code: code),
      &piece)
    return Int(session)
  }

  // MARK: Cells

  private mutating func pupil(_ field: CSVCursor.Field) -> Int? {
    let id = bytes.trimmed(field)
    // The bytes between doubled quotes are those of another text without them.
    let isPlain = !field.hasEscapes
    if isPlain, bytes.areEqual(id, lastPupil.text) { return lastPupil.number }
    if isPlain, let number = pupils.number(of: id) {
      lastPupil = (id, number)
      return number
    }
    guard let text = cursor.text(of: field).map({ Registers.trimmed($0) }) else {
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

  private mutating func day(_ field: CSVCursor.Field) -> Day? {
    let cell = bytes.trimmed(field)
    let isPlain = !field.hasEscapes
    if isPlain, let day = lastDay.day, bytes.areEqual(cell, lastDay.text) { return day }
    if isPlain, let number = dayNumbers.number(of: cell) {
      lastDay = (cell, days[number])
      return days[number]
    }
    guard let day = newDay(text(of: field)) else { return nil }
    if isPlain {
      dayNumbers.remember(days.count, for: cell)
      days.append(day)
      lastDay = (cell, day)
    }
    return day
  }

  private mutating func newDay(_ text: String) -> Day? {
    guard !text.isEmpty else {
      // Without a code either it is a heading among the rows.
      piece.account.harmlessRows += bytes.trimmed(cells.code).isEmpty ? 1 : 0
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
      let isChangedOver = piece.account.dates.note(unreadable: text, format)
      reject("\(quoted(text)) \(isChangedOver ? DateCell.changedOver(format) : problem)")
      return nil
    }
    piece.account.dates.note(date, text, format)
    func number(_ half: SessionHalf) -> Int32 {
      calendar.index(of: Session(date, half)).map { Int32(truncatingIfNeeded: $0) } ?? -1
    }
    return Day(date: date, morning: number(.morning), afternoon: number(.afternoon))
  }

  private mutating func half(_ field: CSVCursor.Field) -> SessionHalf? {
    let cell = bytes.trimmed(field)
    if cell.count == 2, bytes[cell.lowerBound + 1] | 0x20 == UInt8(ascii: "m") {
      if bytes[cell.lowerBound] | 0x20 == UInt8(ascii: "a") {
        piece.account.mornings.note(cursor.line, "AM")
        return .morning
      }
      if bytes[cell.lowerBound] | 0x20 == UInt8(ascii: "p") {
        piece.account.afternoons.note(cursor.line, "PM")
        return .afternoon
      }
    }
    if cell.count == 1 {
      let letter = bytes[cell.lowerBound] & 0xDF
      if letter == UInt8(ascii: "A") { piece.account.letterA.note(cursor.line, "A") }
      if letter == UInt8(ascii: "M") { piece.account.letterM.note(cursor.line, "M") }
    }
    if let half = SessionHalf(bytes[cell]) {
      if half == .afternoon { piece.account.afternoons.note(cursor.line, "PM") }
      if half == .morning, cell.count > 2 { piece.account.mornings.note(cursor.line, "Morning") }
      return half
    }
    let text = text(of: field)
    reject(text.isEmpty ? "`session` is blank" : "\(quoted(text)) is neither AM nor PM")
    return nil
  }

  /// The packed code, 0 for no mark; nil where the cell holds none.
  private mutating func code(_ field: CSVCursor.Field, _ half: SessionHalf) -> UInt16? {
    if field.end - field.start == 1, case let code = signs[Int(bytes[field.start])], code > 0 {
      return code
    }
    let text = text(of: field)
    if let mark = MarkSpelling.mark(text, in: half) { return mark.code?.packed ?? 0 }
    reject("\(quoted(text)) is not a register code")
    return nil
  }

  /// Minutes after the register opened, or -1 where the cell holds none; the mark counts all the same.
  private mutating func minutesLate(_ field: CSVCursor.Field) -> Int16 {
    guard field.start < field.end, case let cell = bytes.trimmed(field), !cell.isEmpty else {
      return -1
    }
    if let minutes = decimal(bytes[cell]), minutes < 1_440 { return Int16(minutes) }
    let text = text(of: field)
    if let minutes = MinutesCell.minutes(in: text) { return Int16(clamping: minutes) }
    piece.account.unreadMinutes.note(cursor.line, text)
    return -1
  }

  /// The text of a cell; bytes that are not UTF-8 show as such.
  private func text(of field: CSVCursor.Field) -> String {
    let text = String(decoding: bytes[field.start..<field.end], as: UTF8.self)
    return Registers.trimmed(field.hasEscapes ? undoubled(text) : text)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// A field without spaces at its ends.
  ///
  /// Of the bytes and not of the reader, which would be copied to ask it.
  fileprivate func trimmed(_ field: CSVCursor.Field) -> Range<Int> {
    var (start, end) = (field.start, field.end)
    if start < end, (0x21..<0x80).contains(self[start]), (0x21..<0x80).contains(self[end - 1]) {
      return start..<end
    }
    while start < end {
      if self[start] == 0x20 || self[start] == 0x09 {
        start += 1
      } else if self[start] == 0xC2, start + 1 < end, self[start + 1] == 0xA0 {
        start += 2
      } else {
        break
      }
    }
    while start < end {
      if self[end - 1] == 0x20 || self[end - 1] == 0x09 {
        end -= 1
      } else if self[end - 1] == 0xA0, start + 1 < end, self[end - 2] == 0xC2 {
        end -= 2
      } else {
        break
      }
    }
    return start..<end
  }
}

private let quote = UInt8(ascii: "\"")
private let newline = UInt8(ascii: "\n")
private let carriage = UInt8(ascii: "\r")
