import CivilTime
import Clauses

/// Reads the rows of a file of marks that begin within a range of its bytes.
///
/// Nearly every row is of a pupil and a date that some row had before, and is read by comparing bytes; whatever
/// is new or odd in a row that can be cut at its separators is read cell by cell, and any other row is left to
/// the cursor.
struct LongPieceReader {
  let bytes: UnsafeBufferPointer<UInt8>
  let columns: LongColumns
  private let separator: UInt8
  private let format: DateFormat
  private let calendar: SchoolCalendar
  /// Whether the bytes are the file's last.
  private let isToEnd: Bool
  var cursor: CSVCursor
  var piece: LongPiece
  /// The row's cells; in place, because copying them for each row is felt.
  var cells = Cells()
  /// Those of further columns, in the order of `LongColumns.notes`.
  var noteCells: [CSVCursor.Field]
  let codes = CodeTable.common

  /// The last row's pupil and day, of whom the next row often is as well.
  var lastName: (text: ByteText, number: UInt32)?
  var lastDay: (text: ByteText, number: Int)?
  var expected: ExpectedRow
  /// The line that the next entry is on where nothing stands between it and the last.
  private var nextLine = 0

  /// The cells of a row that are read.
  struct Cells {
    var pupil = CSVCursor.Field()
    var date = CSVCursor.Field()
    var session = CSVCursor.Field()
    var code = CSVCursor.Field()
  }

  /// The bytes need as many more behind them as `ByteText.slack`.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isToEnd: Bool, separator: UInt8,
    columns: LongColumns, format: DateFormat, calendar: SchoolCalendar, _ known: LongKnowledge
  ) {
    (self.bytes, self.isToEnd) = (bytes, isToEnd)
    (self.columns, self.format, self.calendar) = (columns, format, calendar)
    self.separator = separator
    noteCells = columns.notes.map { _ in CSVCursor.Field() }
    cursor = CSVCursor(bytes, from: start, separator: separator)
    piece = LongPiece(known)
    expected = ExpectedRow(sessions: calendar.sessions.count)
  }

  /// The rows that begin before `limit`.
  mutating func read(before limit: Int) -> LongPiece {
    piece.entries.reserveCapacity((limit - cursor.position) / 24)
    reading: while !piece.isHopeless {
      passPlainRows(before: limit)
      let (start, line) = (cursor.position, cursor.nextLine)
      let row = cursor.next(before: limit)
      if row != .end, !isToEnd, cursor.mayGoOn(row) {
        (piece.end, piece.lines, piece.isCut) = (start, line - 1, true)
        return piece
      }
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
    piece.end = cursor.position
    piece.lines = cursor.nextLine - 1
    return piece
  }

  mutating func reject(_ reason: String) {
    piece.rejections.append((cursor.line, reason + cursor.extent))
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
    for (number, (column, place)) in columns.notes.enumerated() {
      let cell = place < cursor.count ? cursor.field(place) : CSVCursor.Field()
      // A quotation mark too many has swallowed the rows that follow.
      if bytes[cell.start..<cell.end].contains(newline) {
        return reject("\(quoted(text(of: cell))) is not \(column.noun)")
      }
      noteCells[number] = cell
    }
    guard !bytes.trimmed(cells.pupil).isEmpty else {
      if !cursor.isBlank() { reject("`pupil` is blank") }
      return
    }
    readCells()
  }

  /// Reads the row of the cells that were found.
  mutating func readCells() {
    guard let day = day(cells.date), let half = half(cells.session),
      let entry = code(cells.code, half), let name = name(cells.pupil)
    else { return }
    let notes = notes(of: day.date)
    let session = half == .morning ? day.morning : day.afternoon
    guard session >= 0 else {
      if let code = entry.code {
        piece.strays.append(
          LongPiece.Stray(
            name: name, session: Session(day.date, half), code: code, line: cursor.line))
      }
      return
    }
    for note in notes { piece.notes.append((piece.entries.count, note)) }
    let number = codes.number(of: entry.code)
    if number == nil, let code = entry.code {
      piece.otherCodes.append((piece.entries.count, code))
    }
    add(name, Int(session), number ?? 0, -1, line: cursor.line)
  }

  /// Adds a mark.
  @inline(__always)
  mutating func add(
    _ name: UInt32, _ session: Int, _ code: UInt8, _ minutesLate: Int, line: Int
  ) {
    if line != nextLine { piece.lineStarts.append((piece.entries.count, line)) }
    nextLine = line &+ 1
    if minutesLate >= 0 { note(minutesLate: minutesLate) }
    piece.entries.append(LongPiece.Entry(name: name, session: session, code: code))
  }

  /// Notes the minutes of the next mark; a function of its own, because few marks have any.
  @inline(never)
  private mutating func note(minutesLate: Int) {
    piece.notes.append((piece.entries.count, MarkNote(.minutesLate, minutesLate)))
  }

  // MARK: Cells

  private mutating func name(_ field: CSVCursor.Field) -> UInt32? {
    guard let text = cursor.text(of: field).map({ Registers.trimmed($0) }) else {
      reject("`pupil` is not UTF-8 text")
      return nil
    }
    let known = piece.known.names.number(of: text)
    return known.map { UInt32(truncatingIfNeeded: $0) } ?? newName(text)
  }

  /// The number of a name that no piece before had.
  private mutating func newName(_ text: String) -> UInt32 {
    let number = piece.names.enter(text.utf8)
    if number == piece.firstLines.count { piece.firstLines.append(cursor.line) }
    return LongPiece.firstNew + UInt32(truncatingIfNeeded: number)
  }

  private mutating func day(_ field: CSVCursor.Field) -> LongDays.Day? {
    let text = text(of: field)
    if let number = piece.days.texts.number(of: text) { return piece.days.all[number] }
    guard let day = newDay(text) else { return nil }
    piece.days.add(day, text.utf8)
    return day
  }

  private mutating func newDay(_ text: String) -> LongDays.Day? {
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
    return LongDays.Day(
      date: date, morning: number(.morning), afternoon: number(.afternoon))
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

  /// The mark; nil where the cell holds none.
  private mutating func code(_ field: CSVCursor.Field, _ half: SessionHalf) -> MarkSpelling.Entry? {
    let text = text(of: field)
    let mark = MarkSpelling.mark(text, in: half)
    if mark == nil { reject("\(quoted(text)) is not a register code") }
    return mark
  }

  /// What further columns say of a mark of a date; it counts all the same where they cannot be read.
  private mutating func notes(of date: CivilDate) -> [MarkNote] {
    var notes: [MarkNote] = []
    for (number, (column, _)) in columns.notes.enumerated() {
      let text = text(of: noteCells[number])
      guard !text.isEmpty else { continue }
      switch column.read(text, date, format) {
      case .note(let value): notes.append(MarkNote(column.kind, value))
      case .nothing: break
      case .unreadable:
        piece.account.unreadNotes[column.kind, default: .init()].note(cursor.line, text)
      }
    }
    return notes
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

private let newline = UInt8(ascii: "\n")
