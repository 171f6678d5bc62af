/// The rows that are what the one before lets one expect.
extension LongPieceReader {
  /// Reads rows as long as each has, but for pupil, code and minutes, the bytes that the last row of its session
  /// had, and is of the pupil and session that the one before lets one expect.
  mutating func passExpectedRows(
    before limit: Int, _ base: UnsafePointer<UInt8>, _ known: ByteTable, _ rows: inout PassedRows
  ) {
    guard expected.session >= 0, !known.endsCells, !piece.names.endsCells,
      var (text, name) = lastName
    else { return }
    if let pupil = expected.pupil { (text, name) = pupil }
    let reader = ExpectedRowReader(
      base: base, size: bytes.count, rows: expected.rows, signs: codes.numbersOfSigns,
      separator: columns.minutesLate == nil ? nil : cursor.separator)
    var (passed, session) = (rows, expected.session)
    expected.misses += 1
    while passed.place < limit {
      let next = reader.pupil(text.count, in: session &+ 1, passed.place)
      if let next, next == text {
        session &+= 1
      } else {
        let length = length(of: name &+ 1, known)
        guard length >= 0, expected.pupil == nil,
          let other = reader.pupil(length, in: expected.first, passed.place),
          isName(name &+ 1, other, known)
        else { break }
        (text, name, session) = (other, name &+ 1, expected.first)
      }
      guard let row = reader.row(of: text.count, in: session, passed.place) else { break }
      add(name, session, row.code, row.minutes, line: passed.line)
      passed.note(isMorning: reader.rows[session].isMorning)
      passed.place = row.end
      if expected.pupil == nil { lastName = (text, name) }
      (expected.session, expected.misses) = (session, 0)
    }
    rows = passed
  }
}

/// Compares rows with the last ones of their sessions.
private struct ExpectedRowReader {
  let base: UnsafePointer<UInt8>
  let size: Int
  let rows: [ExpectedRow.Row]
  /// The numbers of codes of one sign.
  let signs: [UInt8]
  /// What stands before the minutes; nil where there is no column for them.
  let separator: UInt8?

  /// What stands in the place of a pupil, in a row like the last of a session; nil where there was none, or there
  /// are hardly any bytes behind it.
  @inline(__always)
  func pupil(_ length: Int, in session: Int, _ place: Int) -> ByteText? {
    guard session < rows.count, case let row = rows[session], row.head >= 0,
      // Behind the code stand at most three digits, a separator, quotation marks and a line break.
      place &+ row.head &+ length &+ row.middleCount &+ 10 < size
    else { return nil }
    return ByteText(base + (place &+ row.head), length)
  }

  /// What a row says if it is like the last of a session, and where it ends; nil where it is not.
  @inline(__always)
  func row(
    of length: Int, in session: Int, _ place: Int
  ) -> (code: UInt8, minutes: Int, end: Int)? {
    let row = rows[session]
    let behind = place &+ row.head &+ length
    let code = behind &+ row.middleCount
    guard
      ByteText(base + behind, row.middleCount) == ByteText(base + row.middle, row.middleCount),
      row.head == 0 || ByteText(base + place, row.head) == ByteText(base + row.start, row.head),
      case let number = signs[Int(base[code])], number > 0
    else { return nil }
    var end = code &+ 1
    guard !row.isQuoted || base.pass(UInt8(ascii: "\""), &end), let minutes = minutes(at: &end)
    else { return nil }
    _ = base.pass(UInt8(ascii: "\r"), &end)
    return base.pass(UInt8(ascii: "\n"), &end) ? (number, minutes, end) : nil
  }

  /// Minutes of up to three digits behind a separator, or -1 for a blank; nil for anything else.
  @inline(__always)
  private func minutes(at place: inout Int) -> Int? {
    guard let separator else { return -1 }
    guard base.pass(separator, &place) else { return nil }
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
  /// The pupil of the last row with what is behind it, such as a class, up to the columns of the session; nil where
  /// nothing is there.
  private(set) var pupil: (text: ByteText, name: UInt32)?

  /// Whether to expect anything: in rows without order only now and then.
  func isLikely(_ row: Int) -> Bool { misses < 16 || row & 63 == 0 }

  /// Where a row begins, how much is before the pupil, and where the rest up to the code is.
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
    _ session: Int, of name: UInt32, _ fields: UnsafeMutablePointer<CSVCursor.Field>,
    row start: Int,
    _ columns: LongColumns, _ base: UnsafePointer<UInt8>
  ) {
    guard columns.endWithCode else { return }
    let (pupil, code) = (fields[columns.pupil], fields[columns.code])
    var middle = pupil.end
    if columns.behindPupil > columns.pupil + 1 {
      middle = fields[columns.behindPupil].start
      self.pupil = (ByteText(base + pupil.start, middle - pupil.start), name)
    }
    rows[session] = Row(
      start: start, head: pupil.start - start, middle: middle,
      middleCount: code.start - middle, isQuoted: base[code.start - 1] == UInt8(ascii: "\""),
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
