/// The rows that are what the one before lets one expect.
extension LongPieceReader {
  /// Reads rows as long as each has, but for pupil, code and minutes, the bytes that the last row of its session
  /// had, and is of the pupil and session that the one before lets one expect.
  mutating func passExpectedRows(
    before limit: Int, _ base: UnsafePointer<UInt8>, _ known: ByteTable, _ rows: inout PassedRows
  ) {
    guard expected.session >= 0, lastName.key.count <= 16, !known.endsCells, !piece.names.endsCells
    else { return }
    expected.misses += 1
    while rows.place < limit {
      let (next, name) = (expected.session &+ 1, lastName.number &+ 1)
      if !expected.isNextPupil, readExpected(lastName.key, lastName.number, next, base, &rows) {
        (expected.session, expected.misses) = (next, 0)
        continue
      }
      if let key = key(of: name, known), readExpected(key, name, expected.first, base, &rows) {
        (lastName, expected.session) = ((key, name), expected.first)
        (expected.isNextPupil, expected.misses) = (true, 0)
        continue
      }
      guard expected.isNextPupil else { return }
      expected.isNextPupil = false
    }
  }

  /// The key of a name; nil where there is no such name, or it is longer than its key.
  @inline(__always)
  private func key(of number: UInt32, _ known: ByteTable) -> ByteTable.Key? {
    number < LongPiece.firstNew
      ? known.key(of: Int(number)) : piece.names.key(of: Int(number &- LongPiece.firstNew))
  }

  /// Reads a row of a pupil and a session if it is that.
  @inline(__always)
  private mutating func readExpected(
    _ key: ByteTable.Key, _ name: UInt32, _ session: Int, _ base: UnsafePointer<UInt8>,
    _ rows: inout PassedRows
  ) -> Bool {
    guard session < expected.rows.count, case let row = expected.rows[session], row.head >= 0 else {
      return false
    }
    let pupil = rows.place &+ row.head
    let behind = pupil &+ key.count
    let code = behind &+ row.middleCount
    // Behind the code stand at most three digits, a separator, quotation marks and a line break.
    guard code &+ 10 < bytes.count, ByteTable.Key(base, pupil, behind) == key,
      base.areEqual(behind, row.middle, row.middleCount),
      base.areEqual(rows.place, row.start, row.head),
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
  /// Whether the last row was of the next pupil.
  var isNextPupil = false
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

  /// Whether as many bytes are the same at two places.
  @inline(__always)
  fileprivate func areEqual(_ first: Int, _ second: Int, _ count: Int) -> Bool {
    let raw = UnsafeRawPointer(self)
    func word(_ place: Int) -> UInt64 {
      raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }
    guard count >= 8 else {
      for offset in 0..<count where self[first &+ offset] != self[second &+ offset] { return false }
      return true
    }
    var offset = 0
    while offset &+ 8 < count {
      if word(first &+ offset) != word(second &+ offset) { return false }
      offset &+= 8
    }
    return word(first &+ count &- 8) == word(second &+ count &- 8)
  }
}
