/// The rows that are what the one before lets one expect.
extension LongPieceReader {
  /// Reads rows as long as each has, but for pupil, code and minutes, the bytes that the last row of its session
  /// had, and is of the pupil and session that the one before lets one expect.
  mutating func passExpectedRows(
    before limit: Int, _ base: UnsafePointer<UInt8>, _ known: ByteTable, _ rows: inout PassedRows
  ) {
    guard expected.session >= 0, !known.endsCells, !piece.names.endsCells else { return }
    expected.misses += 1
    while rows.place < limit, let (session, pupil) = expectedPupil(base, known, rows.place),
      readExpected(pupil.number, pupil.text, in: session, base, &rows)
    {
      (lastName, expected.session, expected.misses) = (pupil, session, 0)
    }
  }

  /// The pupil whose name stands where it is expected, and the session that the row should be of; nil for neither the
  /// last pupil nor the next.
  @inline(__always)
  private func expectedPupil(
    _ base: UnsafePointer<UInt8>, _ known: ByteTable, _ place: Int
  ) -> (session: Int, pupil: (text: ByteText, number: UInt32))? {
    guard let (last, number) = lastName else { return nil }
    let (session, name) = (expected.session &+ 1, number &+ 1)
    if let text = pupil(last.count, in: session, base, place), text == last {
      return (session, (text, number))
    }
    let length = length(of: name, known)
    guard length >= 0, let text = pupil(length, in: expected.first, base, place),
      isName(name, text, known)
    else { return nil }
    return (expected.first, (text, name))
  }

  /// What stands in the place of a pupil, in a row like the last of a session; nil where there was none, or there are
  /// hardly any bytes behind it.
  @inline(__always)
  private func pupil(
    _ length: Int, in session: Int, _ base: UnsafePointer<UInt8>, _ place: Int
  ) -> ByteText? {
    guard session < expected.rows.count, case let row = expected.rows[session], row.head >= 0,
      // Behind the code stand at most three digits, a separator, quotation marks and a line break.
      place &+ row.head &+ length &+ row.middleCount &+ 10 < bytes.count
    else { return nil }
    return ByteText(base + (place &+ row.head), length)
  }

  /// Reads a row of a pupil if it is like the last of a session.
  @inline(__always)
  private mutating func readExpected(
    _ name: UInt32, _ text: ByteText, in session: Int, _ base: UnsafePointer<UInt8>,
    _ rows: inout PassedRows
  ) -> Bool {
    let row = expected.rows[session]
    let behind = rows.place &+ row.head &+ text.count
    let code = behind &+ row.middleCount
    guard
      ByteText(base + behind, row.middleCount) == ByteText(base + row.middle, row.middleCount),
      ByteText(base + rows.place, row.head) == ByteText(base + row.start, row.head),
      case let number = codes.numbersOfSigns[Int(base[code])], number > 0
    else { return false }
    var end = code &+ 1
    guard !row.isQuoted || base.pass(UInt8(ascii: "\""), &end),
      let minutes = columns.minutesLate == nil ? -1 : minutes(at: &end, base)
    else { return false }
    _ = base.pass(UInt8(ascii: "\r"), &end)
    guard base.pass(UInt8(ascii: "\n"), &end) else { return false }
    add(name, session, number, minutes, line: rows.line)
    rows.note(isMorning: row.isMorning)
    rows.place = end
    return true
  }

  /// Minutes of up to three digits behind a separator, or -1 for a blank; nil for anything else.
  @inline(__always)
  private func minutes(at place: inout Int, _ base: UnsafePointer<UInt8>) -> Int? {
    guard base.pass(cursor.separator, &place) else { return nil }
    let isQuoted = base.pass(UInt8(ascii: "\""), &place)
    var minutes = -1
    let most = place &+ 3
    while place < most, case let digit = base[place] &- UInt8(ascii: "0"), digit < 10 {
      minutes = max(0, minutes) &* 10 &+ Int(digit)
      place &+= 1
    }
    return !isQuoted || base.pass(UInt8(ascii: "\""), &place) ? minutes : nil
  }
}

/// What the next row is likely to be: of the same pupil and the next session, or of the next pupil and the
/// session in which the last pupil's rows began.
struct ExpectedRow {
  /// By session, the last row that had nothing but minutes behind its code, and the pupil before it.
  private(set) var rows: [Row]
  /// The session of the last row, and the one in which the rows of its pupil began.
  var session = -1
  private(set) var first = 0
  /// How often in succession no row was as expected.
  var misses = 0

  /// Whether to expect anything: in rows without order only now and then.
  func isLikely(_ row: Int) -> Bool { misses < 16 || row & 63 == 0 }

  /// Where a row begins, how much stands before the pupil, and where what stands between pupil and code is.
  struct Row {
    var start = 0
    var head = -1
    var middle = 0
    var middleCount = 0
    /// Whether the code is quoted.
    var isQuoted = false
    var isMorning = false
  }

  init(sessions: Int) { rows = Array(repeating: Row(), count: sessions) }

  /// Notes a row that was cut into fields.
  mutating func note(
    _ session: Int, _ fields: UnsafeMutablePointer<CSVCursor.Field>, row start: Int,
    _ columns: LongColumns, _ base: UnsafePointer<UInt8>
  ) {
    guard columns.endWithCode else { return }
    let (pupil, code) = (fields[columns.pupil], fields[columns.code])
    rows[session] = Row(
      start: start, head: pupil.start - start, middle: pupil.end,
      middleCount: code.start - pupil.end, isQuoted: base[code.start - 1] == UInt8(ascii: "\""),
      isMorning: base[fields[columns.session].start] | 0x20 == UInt8(ascii: "a"))
    if session != self.session + 1 { first = session }
    self.session = session
  }
}

extension UnsafePointer<UInt8> {
  /// Passes a byte if it stands at a place.
  @inline(__always)
  fileprivate func pass(_ byte: UInt8, _ place: inout Int) -> Bool {
    guard self[place] == byte else { return false }
    place &+= 1
    return true
  }
}
