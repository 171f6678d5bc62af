import CivilTime

/// The rows that can be cut at their separators and line breaks.
extension LongPieceReader {
  /// Reads rows as long as each can be cut at its separators; the cursor stands before the first that cannot.
  ///
  /// Nearly every row of an export is read here, so it works on the bytes alone.
  mutating func passPlainRows(before limit: Int) {
    guard let base = bytes.baseAddress else { return }
    withUnsafeTemporaryAllocation(of: CSVCursor.Field.self, capacity: columns.count) { fields in
      guard let fields = fields.baseAddress else { return }
      let (known, cutter) = (piece.known.names, RowCutter(bytes, columns, cursor.separator))
      var rows = PassedRows(cursor)
      let limit = min(limit, bytes.count)
      while rows.place < limit, !piece.isHopeless {
        if expected.isLikely(rows.count) { passExpectedRows(before: limit, base, known, &rows) }
        let start = rows.place
        guard start < limit else { break }
        let end = cutter.cut(start, base, fields)
        guard end >= 0 else { break }
        if let session = readKnown(fields, base, known, &rows) {
          expected.note(
            session, of: lastName?.number ?? 0, fields, row: start, columns, base)
          rows.place = cutter.nextRow(behind: end, base)
          continue
        }
        let pupil = fields[columns.pupil]
        guard pupil.start < pupil.end, (0x21..<0x80).contains(base[pupil.start]) else { break }
        pass(&rows)
        cursor.pass(rowEndingAt: end)
        piece.account.rows += 1
        cells = Cells(
          pupil: fields[columns.pupil], date: fields[columns.date],
          session: fields[columns.session], code: fields[columns.code])
        for number in noteCells.indices { noteCells[number] = fields[columns.notes[number].place] }
        readCells()
        rows = PassedRows(cursor)
      }
      pass(&rows)
    }
  }

  /// Moves the cursor behind rows that were read.
  private mutating func pass(_ rows: inout PassedRows) {
    guard rows.count > 0 else { return }
    piece.account.rows += rows.count
    piece.account.mornings.note(rows.mornings, from: rows.firstMorning, "AM")
    piece.account.afternoons.note(rows.afternoons, from: rows.firstAfternoon, "PM")
    cursor.pass(rows: rows.count, to: rows.place)
  }

  /// Reads a row whose pupil, date and code are known, and whose session is `AM` or `PM`; the number of its
  /// session, or nil, with nothing read, where one of them is not so.
  private mutating func readKnown(
    _ fields: UnsafeMutablePointer<CSVCursor.Field>, _ base: UnsafePointer<UInt8>,
    _ known: ByteTable, _ rows: inout PassedRows
  ) -> Int? {
    guard let day = knownDay(ByteText(base, fields[columns.date])),
      case let half = fields[columns.session], half.end &- half.start == 2,
      case let code = number(ofCode: fields[columns.code], base), code > 0,
      let minutes = columns.minutesLate.map({ LongPieceReader.minutes(fields[$0], base) }) ?? -1,
      columns.others.isEmpty || isWithoutNotes(fields, base),
      let name = knownName(ByteText(base, fields[columns.pupil]), known)
    else { return nil }
    let letters = UInt16(base[half.start]) << 8 | UInt16(base[half.start &+ 1]) | 0x2020
    let isMorning = letters == 0x616D
    guard isMorning || letters == 0x706D else { return nil }
    let session = Int(isMorning ? day.morning : day.afternoon)
    guard session >= 0 else { return nil }
    add(name, session, code, minutes, line: rows.line)
    rows.note(isMorning: isMorning)
    return session
  }

  /// Whether the columns beside the minutes say nothing: their cells are blank, or hold a time on the row's own day.
  private func isWithoutNotes(
    _ fields: UnsafeMutablePointer<CSVCursor.Field>, _ base: UnsafePointer<UInt8>
  ) -> Bool {
    columns.others.allSatisfy { kind, place in
      let cell = fields[place]
      return cell.start == cell.end
        || kind == .daysToEntry && isTime(cell, on: fields[columns.date], base)
    }
  }

  /// Whether a cell holds the same date as another, alone or with a time behind it.
  private func isTime(
    _ cell: CSVCursor.Field, on date: CSVCursor.Field, _ base: UnsafePointer<UInt8>
  ) -> Bool {
    let length = date.end &- date.start
    let behind = cell.start &+ length
    guard behind <= cell.end, ByteText(base, date) == ByteText(base + cell.start, length) else {
      return false
    }
    return behind == cell.end
      || (base[behind] == UInt8(ascii: " ") || base[behind] == UInt8(ascii: "T"))
        && TimeCell.isClock(UnsafeBufferPointer(rebasing: bytes[behind &+ 1..<cell.end]))
  }

  @inline(__always)
  private mutating func knownDay(_ text: ByteText) -> LongDays.Day? {
    if let lastDay, lastDay.text == text { return piece.days.all[lastDay.number] }
    let next = lastDay.map { $0.number &+ 1 } ?? 0
    let isNext = next < piece.days.all.count && piece.days.texts.isText(next, text)
    guard let number = isNext ? next : piece.days.texts.number(of: text) else { return nil }
    lastDay = (text, number)
    return piece.days.all[number]
  }

  @inline(__always)
  private mutating func knownName(_ text: ByteText, _ known: ByteTable) -> UInt32? {
    if let lastName, lastName.text == text { return lastName.number }
    // Rows that come day by day have the pupils in the order of the first day.
    let next = lastName.map { $0.number &+ 1 } ?? 0
    let number =
      length(of: next, known) == text.count && isName(next, text, known)
      ? next
      : known.number(of: text).map { UInt32(truncatingIfNeeded: $0) }
        ?? piece.names.number(of: text).map { LongPiece.firstNew &+ UInt32(truncatingIfNeeded: $0) }
    if let number { lastName = (text, number) }
    return number
  }

  /// How many bytes a name has; -1 where there is no such name.
  @inline(__always)
  func length(of name: UInt32, _ known: ByteTable) -> Int {
    let own = Int(name &- LongPiece.firstNew)
    if name < LongPiece.firstNew {
      return Int(name) < known.count ? known.length(of: Int(name)) : -1
    }
    return own < piece.names.count ? piece.names.length(of: own) : -1
  }

  /// Whether a text is a name.
  @inline(__always)
  func isName(_ name: UInt32, _ text: ByteText, _ known: ByteTable) -> Bool {
    name < LongPiece.firstNew
      ? known.isText(Int(name), text)
      : piece.names.isText(Int(name &- LongPiece.firstNew), text)
  }

  /// The number of a code as it is nearly always written; 0 for any other.
  @inline(__always)
  private func number(ofCode field: CSVCursor.Field, _ base: UnsafePointer<UInt8>) -> UInt8 {
    switch field.end &- field.start {
    case 0: 1
    case 1: codes.numbersOfSigns[Int(base[field.start])]
    case 2: codes.number(ofPair: base[field.start], base[field.start &+ 1])
    default: 0
    }
  }

  /// Minutes of up to three digits, or -1 for a blank; nil for anything else.
  @inline(__always)
  private static func minutes(_ field: CSVCursor.Field, _ base: UnsafePointer<UInt8>) -> Int? {
    guard field.start < field.end else { return -1 }
    guard field.end &- field.start <= 3 else { return nil }
    var minutes = 0
    for place in field.start..<field.end {
      let digit = base[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      minutes = minutes &* 10 &+ Int(digit)
    }
    return minutes
  }
}

/// Rows that were read and that the cursor still has to pass.
struct PassedRows {
  /// Where the next row begins, and its line.
  var place: Int
  private(set) var line: Int
  private(set) var count = 0
  private(set) var mornings = 0
  private(set) var afternoons = 0
  private(set) var firstMorning = 0
  private(set) var firstAfternoon = 0

  init(_ cursor: CSVCursor) { (place, line) = (cursor.position, cursor.nextLine) }

  @inline(__always)
  mutating func note(isMorning: Bool) {
    if isMorning {
      if mornings == 0 { firstMorning = line }
      mornings &+= 1
    } else {
      if afternoons == 0 { firstAfternoon = line }
      afternoons &+= 1
    }
    count &+= 1
    line &+= 1
  }
}

/// Cuts rows at their separators, eight bytes at a time.
private struct RowCutter {
  private let size, columns: Int
  private let separator: UInt8
  private let separators: UInt64

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ columns: LongColumns, _ separator: UInt8) {
    (size, self.columns, self.separator) = (bytes.count, columns.count, separator)
    separators = RowCutter.eight(separator)
  }

  /// Finds the fields of the row at a place, and where the last ends; -1 for a row that has to be looked at with
  /// care: one of another number of fields, with a quotation mark within a field, or that ends with the bytes.
  @inline(__always)
  func cut(
    _ place: Int, _ base: UnsafePointer<UInt8>, _ fields: UnsafeMutablePointer<CSVCursor.Field>
  ) -> Int {
    var (column, start, at) = (0, place, place)
    while at < size {
      let word = ByteText(base, 0).word(at)
      // Line breaks are below all letters.
      var ends = RowCutter.zeros(word ^ separators) | RowCutter.zeros(word & RowCutter.eight(0xE0))
      while ends != 0 {
        let end = at &+ ends.trailingZeroBitCount &>> 3
        ends &= ends &- 1
        let byte = base[end]
        guard byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
          continue
        }
        guard end < size, column < columns else { return -1 }
        fields[column] = CSVCursor.Field(start: start, end: end)
        if base[start] == UInt8(ascii: "\"") {
          guard RowCutter.isQuoted(start, end, base) else { return -1 }
          fields[column] = CSVCursor.Field(start: start &+ 1, end: end &- 1)
        }
        column &+= 1
        if byte != separator { return column == columns ? end : -1 }
        start = end &+ 1
      }
      at &+= 8
    }
    return -1
  }

  /// Where the row behind a line break begins.
  @inline(__always)
  func nextRow(behind end: Int, _ base: UnsafePointer<UInt8>) -> Int {
    let isPair =
      base[end] == UInt8(ascii: "\r") && end &+ 1 < size && base[end &+ 1] == UInt8(ascii: "\n")
    return end &+ (isPair ? 2 : 1)
  }

  /// Whether a field that begins with a quotation mark ends with one, and has none between.
  private static func isQuoted(_ start: Int, _ end: Int, _ base: UnsafePointer<UInt8>) -> Bool {
    var at = start &+ 1
    while at < end {
      let quotes = zeros(ByteText(base, 0).word(at) ^ eight(UInt8(ascii: "\"")))
      if quotes != 0 { return at &+ quotes.trailingZeroBitCount &>> 3 == end &- 1 }
      at &+= 8
    }
    return false
  }

  /// A byte eight times.
  @inline(__always)
  private static func eight(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The highest bit of each byte that is nought.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~((word & low &+ low) | word | low)
  }
}
