import CivilTime
import Clauses
import Diagnostics
import Parallel
import TypedYAML

extension MarksCollector {
  /// Reads a file of one row a mark, in pieces on as many threads as there are cores.
  ///
  /// An error in `reading` says where it cannot be read. A piece has about `pieceSize` bytes;
  /// nothing depends on it but the time taken.
  mutating func readLong(
    _ data: DataText, as file: TableFile, pieceSize: Int = 1 << 20, _ reading: inout Reading,
    _ notes: inout [String]
  ) {
    let layout = data.bytes.withUnsafeBufferPointer {
      LongLayout($0, data, file, calendar, &reading)
    }
    guard let layout else { return }
    notes += layout.notes
    headerLine = layout.linesBefore
    let cuts = layout.cuts(data.bytes, pieceSize: pieceSize)
    let ranges = zip(cuts, cuts.dropFirst()).map { $0..<$1 }
    let pieces = ranges.parallelMap { layout.read(data.bytes, $0) }
    var (next, lines, hasSerials) = (layout.start, layout.linesBefore, false)
    for (range, guess) in zip(ranges, pieces) {
      // A piece was begun as if a row began there; a quoted line break may prove that wrong.
      let piece =
        range.lowerBound == next
        ? guess : layout.read(data.bytes, next..<max(next, range.upperBound))
      add(piece, linesBefore: lines, file: data.name)
      (next, lines) = (piece.end, lines + piece.lines)
      hasSerials = hasSerials || piece.hasSerialDates
      guard rejections.count <= Limits.rejections else {
        return reading.report(Limits.tooManyRejections(rejections, of: file))
      }
    }
    if hasSerials { notes.append(serialNote(data.name)) }
    if let problem = account.ambiguousSessions(file) { reading.report(problem) }
  }
}

extension MarksCollector {
  /// Reads a large file of one row a mark, in pieces; false, with nothing read, where it is like no other
  /// and has to be looked at whole.
  ///
  /// So is a file that is not plain ASCII, one with line breaks or quotation marks inside a piece's ends,
  /// and one whose header is at fault.
  mutating func readLong(
    _ data: LargeFile, as file: TableFile, pieceSize: Int = 1 << 20, _ notes: inout [String]
  ) -> Bool {
    guard let layout = LongLayout(data, file, calendar) else { return false }
    let ranges = (layout.start..<max(layout.start, data.size)).pieces(of: pieceSize)
    let pieces = ranges.parallelMap { layout.read(data, $0) }
    var next = layout.start
    for piece in pieces {
      guard let piece, piece.start == next else { return false }
      next = piece.end
    }
    // On a copy, so that nothing is entered twice where the file has to be read whole after all.
    var collector = self
    var lines = layout.linesBefore
    for piece in pieces.compactMap({ $0 }) {
      collector.add(piece, linesBefore: lines, file: data.name)
      lines += piece.lines
    }
    guard collector.rejections.count <= Limits.rejections,
      !collector.account.hasAmbiguousSessions
    else { return false }
    self = collector
    notes += layout.notes
    headerLine = layout.linesBefore
    if pieces.contains(where: { $0?.hasSerialDates ?? false }) {
      notes.append(serialNote(data.name))
    }
    return true
  }
}

/// What it takes to read any piece of a long file.
struct LongLayout: Sendable {
  private let columns: LongColumns
  private let separator: UInt8
  private let format: DateFormat
  private let calendar: SchoolCalendar
  /// Where the rows begin, and how many lines there are before them.
  let start, linesBefore: Int
  /// What the report takes for granted of the columns.
  let notes: [String]
  /// How many sessions the calendar has.
  var sessions: Int { calendar.sessions.count }

  /// Finds the columns in a file's beginning; nil, with an error, where they are not there.
  init?(
    _ bytes: UnsafeBufferPointer<UInt8>, _ data: DataText, _ file: TableFile,
    _ calendar: SchoolCalendar, _ reading: inout Reading
  ) {
    guard let (cursor, header) = Header.read(bytes, of: data, as: file, &reading),
      let map = ColumnMap(
        header: header, file: file, known: ["pupil", "date", "session", "code", "minutes_late"],
        required: ["pupil", "date", "session", "code"], &reading),
      let columns = LongColumns(map)
    else { return nil }
    (self.columns, separator, self.calendar) = (columns, cursor.separator, calendar)
    notes = unusedColumnsNote(map.unused, of: data.name)
    format = file.dateFormat?.value ?? .iso
    (start, linesBefore) = (cursor.position, cursor.nextLine - 1)
  }

  /// Places after line breaks, about `pieceSize` bytes apart, from the first row to the end.
  func cuts(_ bytes: [UInt8], pieceSize: Int) -> [Int] {
    var cuts = [start]
    while let last = cuts.last, bytes.count - last > pieceSize,
      let lineBreak = bytes[(last + pieceSize)...].firstIndex(of: UInt8(ascii: "\n"))
    {
      cuts.append(lineBreak + 1)
    }
    if cuts.last != bytes.count || cuts.count == 1 { cuts.append(bytes.count) }
    return cuts
  }

  func read(_ bytes: [UInt8], _ range: Range<Int>) -> LongPiece {
    bytes.withUnsafeBufferPointer { read($0, from: range.lowerBound, before: range.upperBound) }
  }

  /// Reads the rows that begin between two places.
  func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, before limit: Int,
    codes: [UInt16] = LongPiece.noCodes
  ) -> LongPiece {
    var reader = LongPieceReader(
      bytes, from: start, separator: separator, columns: columns, format: format,
      calendar: calendar, codes: codes)
    return reader.read(before: limit)
  }
}

extension LongLayout {
  /// Reads the rows that begin in a range of a large file; nil where that takes more than the piece.
  ///
  /// Codes have the numbers that are given, and those that are not among them the next.
  func read(
    _ data: LargeFile, _ range: Range<Int>, codes: [UInt16] = LongPiece.noCodes
  ) -> LongPiece? {
    data.withRows(in: range, start: start) { rows -> LongPiece? in
      guard rows.bytes.isPlainASCII else { return nil }
      var piece = read(rows.bytes, from: rows.first, before: rows.limit, codes: codes)
      guard rows.isWhole(endingAt: piece.end), !piece.hasQuotes else { return nil }
      (piece.start, piece.end) = (rows.offset + rows.first, rows.offset + piece.end)
      return piece
    }
  }

  /// Finds the columns in a large file's beginning; nil where they are not there, or it is no such text.
  init?(_ data: LargeFile, _ file: TableFile, _ calendar: SchoolCalendar) {
    var reading = Reading()
    let found = data.withBytes(0..<LargeFile.reach) { bytes -> LongLayout? in
      guard
        let text = DataText(DataFile(name: data.name, bytes: Array(bytes)), named: file, &reading),
        !text.isWindows1252
      else { return nil }
      return LongLayout(bytes, text, file, calendar, &reading)
    }
    guard let found else { return nil }
    self = found
  }
}

/// What a report says where dates were numbers.
func serialNote(_ file: String) -> String {
  "Dates that are numbers in \(file) are taken as Excel counts days: 45537 is 2 September 2024."
}

/// What a report says of columns that nothing is read from.
func unusedColumnsNote(_ columns: [String], of file: String) -> [String] {
  guard !columns.isEmpty else { return [] }
  // A lesson's column for each day of a year would fill a page.
  let shown = columns.count > 24 ? Array(columns.prefix(20)) : columns
  let names = shown.map { $0.isEmpty ? "one without a name" : quoted($0) }
  let others = columns.count - shown.count
  return [
    "Columns of \(file) that are not used: "
      + Wording.list(names + (others > 0 ? ["\(others) others"] : [])) + "."
  ]
}

extension MarksAccount {
  /// The error that `A` may mean the afternoon; nil where it cannot.
  func ambiguousSessions(_ file: TableFile) -> Diagnostic? {
    guard let morning = besideA, let afternoon = letterA.first else { return nil }
    return Diagnostic(
      "register.ambiguous-session",
      "`\(file.name)` writes its sessions \(quoted(morning.text)) and `A`, on lines \(morning.line) and \(afternoon.line) for the "
        + "first time: `A` beside \(quoted(morning.text)) may mean the afternoon, and alone it means AM.",
      at: file.file?.span ?? file.span, help: "Write `AM` and `PM` in the column of sessions.")
  }
}
