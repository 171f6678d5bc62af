import CivilTime
import Clauses
import Diagnostics
import Parallel
import Synchronization
import TypedYAML

extension MarksCollector {
  /// Reads a file of one row a mark, in pieces on as many threads as there are cores.
  ///
  /// How the pieces are cut decides nothing but the time taken. `onward` is asked behind each piece whether to go on. False, with nothing read, where the file has to be held whole to be read: it is not
  /// UTF-8.
  mutating func readLong(
    _ data: LargeFile, _ layout: LongLayout, as file: TableFile, in pieces: Pieces = Pieces(),
    _ reading: inout Reading, _ notes: inout [String],
    onward: (inout MarksCollector) -> Bool = { _ in true }
  ) -> Bool {
    matrix.keepsLines = data.keepsLines
    var joiner = LongJoiner(self, layout, data, sharesNames: pieces.shareNames)
    let ranges = (layout.start..<max(layout.start, data.size)).pieces(of: pieces.size)
    let shared = joiner.shared
    ranges.forEachInOrder {
      (
        range: $0,
        piece: layout.read(data, $0, beginsRow: $0.lowerBound == layout.start, shared.value)
      )
    } take: {
      joiner.add($0.piece, of: $0.range) && !joiner.collector.lacksLines
        && onward(&joiner.collector)
    }
    guard !joiner.mustBeHeld else { return false }
    if joiner.collector.lacksLines {
      var data = data
      data.keepsLines = true
      return readLong(data, layout, as: file, in: pieces, &reading, &notes, onward: onward)
    }
    self = joiner.collector
    notes += layout.notes
    headerLine = layout.linesBefore
    if rejections.count > Limits.rejections {
      reading.report(Limits.tooManyRejections(rejections, of: file))
      return true
    }
    if joiner.hasSerialDates { notes.append(serialNote(data.name)) }
    if let problem = account.ambiguousSessions(file) { reading.report(problem) }
    return true
  }
}

/// How a file of marks is cut.
struct Pieces {
  /// About how many bytes each has.
  var size = 1 << 20
  /// Whether pieces are told the pupils of those before them: not where pupils are taken out in between.
  var shareNames = true
}

/// What is known of a file, for those who read its pieces.
private final class SharedKnowledge: Sendable {
  private let known = Mutex(LongKnowledge())

  var value: LongKnowledge { known.withLock { $0 } }

  func publish(_ newer: LongKnowledge) { known.withLock { $0 = newer } }
}

/// Joins the pieces of a long file in their order.
private struct LongJoiner {
  var collector: MarksCollector
  let shared = SharedKnowledge()
  /// Whether a piece is not UTF-8, or missing, although the file is not held.
  private(set) var mustBeHeld = false
  private(set) var hasSerialDates = false
  private let layout: LongLayout
  private let data: LargeFile
  private let sharesNames: Bool
  private var known = LongKnowledge()
  /// The pupils by the numbers of their names.
  private var pupils: [UInt32] = []
  /// How many names and dates pieces had to tell although some piece before them had.
  private var repeated = 0
  /// Where the next row begins, and how many lines there are before it.
  private var next, lines: Int

  init(
    _ collector: MarksCollector, _ layout: LongLayout, _ data: LargeFile, sharesNames: Bool
  ) {
    (self.collector, self.layout, self.data) = (collector, layout, data)
    self.sharesNames = sharesNames
    (next, lines) = (layout.start, layout.linesBefore)
  }

  /// Adds the piece that was read of a range; whether there is anything to add behind it.
  mutating func add(_ guess: LongPiece?, of range: Range<Int>) -> Bool {
    // A row that began before may end behind the range.
    guard next < range.upperBound else { return true }
    var piece = guess
    // A piece was begun as if a row began there; a quoted line break may prove that wrong.
    if let start = piece?.start, start != next { piece = read(range.upperBound) }
    var reach = LargeFile.reach
    while let found = piece {
      guard add(found) else { return false }
      guard found.isCut, next < range.upperBound else { return true }
      reach *= 16
      piece = read(range.upperBound, reach: reach)
    }
    mustBeHeld = true
    return false
  }

  private func read(_ end: Int, reach: Int = LargeFile.reach) -> LongPiece? {
    layout.read(data, next..<end, beginsRow: true, reach: reach, shared.value)
  }

  private mutating func add(_ piece: LongPiece) -> Bool {
    guard piece.isUTF8 || data.isText else {
      mustBeHeld = true
      return false
    }
    guard let new = learn(piece) else { return false }
    pupils.withUnsafeBufferPointer { known in
      new.withUnsafeBufferPointer { new in
        collector.add(
          piece, of: PupilNames(known: known, new: new), linesBefore: lines, file: data.name)
      }
    }
    (next, lines) = (piece.end, lines + piece.lines)
    hasSerialDates = hasSerialDates || piece.hasSerialDates
    return collector.rejections.count <= Limits.rejections
  }

  /// Takes up the names and dates of a piece; the pupils of its own names, or nil where they are too many.
  private mutating func learn(_ piece: LongPiece) -> [UInt32]? {
    for day in piece.days.all.indices.dropFirst(piece.known.days.all.count) {
      let isNew = known.days.add(piece.days.all[day], piece.days.texts.bytes(of: day))
      repeated += isNew ? 0 : 1
    }
    if !sharesNames { (known.names, pupils) = (ByteTable(), []) }
    var new: [UInt32] = []
    new.reserveCapacity(piece.names.count)
    for (number, line) in piece.firstLines.enumerated() {
      let text = piece.names.bytes(of: number)
      let name = known.names.enter(text)
      repeated += name < pupils.count ? 1 : 0
      if name == pupils.count {
        let row = Evidence(file: data.name, line: line + lines)
        guard let pupil = collector.pupil(String(decoding: text, as: UTF8.self), at: row) else {
          return nil
        }
        pupils.append(UInt32(clamping: pupil))
      }
      new.append(pupils[name])
    }
    // Where each piece has pupils of its own, to tell them to the others would cost more than it saves.
    if repeated > 64 {
      shared.publish(sharesNames ? known : LongKnowledge(days: known.days))
      repeated = 0
    }
    return new
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

  /// Finds the columns in the beginning of a file that is not held; nil where they are not there, or it is no such
  /// text.
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

  /// Reads the rows that begin in a range of a file; nil where the file has become shorter.
  func read(
    _ data: LargeFile, _ range: Range<Int>, beginsRow: Bool, reach: Int = LargeFile.reach,
    _ known: LongKnowledge
  ) -> LongPiece? {
    data.withRows(in: range, beginsRow: beginsRow, reach: reach) { rows in
      var reader = LongPieceReader(
        rows.bytes, from: rows.first, isToEnd: rows.isToEnd, separator: separator,
        columns: columns, format: format, calendar: calendar, known)
      var piece = reader.read(before: rows.limit)
      (piece.start, piece.end) = (rows.offset + rows.first, rows.offset + piece.end)
      piece.isUTF8 = data.isText || rows.isUTF8
      return piece
    }
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
