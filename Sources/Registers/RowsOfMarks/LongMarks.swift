import CivilTime
import Clauses
import Diagnostics
import Parallel
import Synchronization
import TypedYAML

extension MarksCollector {
  /// Reads a file of one row a mark, in pieces on as many threads as there are cores.
  ///
  /// How the pieces are cut decides nothing but the time taken. `onward` says behind each piece whether to go on, and
  /// may take pupils out. False, with nothing read, where the file has to be held whole: it is not UTF-8.
  mutating func readLong(
    _ data: LargeFile, _ layout: LongLayout, as file: TableFile, in pieces: Pieces,
    _ reading: inout Reading, _ notes: inout [String],
    onward: (inout MarksCollector) -> Bool = { _ in true }
  ) -> Bool {
    matrix.keepsLines = pieces.keepsLines
    var joiner = LongJoiner(self, data.name)
    let shared = joiner.shared
    let isRead = data.forEachPiece(
      of: pieces.size, from: layout.header.start, linesBefore: layout.header.linesBefore
    ) {
      layout.read($0, shared.value)
    } take: {
      joiner.add($0, linesBefore: $1) && onward(&joiner.collector)
    }
    guard isRead else { return false }
    self = joiner.collector
    notes += layout.notes
    headerLine = layout.header.linesBefore
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
  /// Whether lines are kept that take room: those of marks without an order, four bytes each.
  var keepsLines = true
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
  private(set) var hasSerialDates = false
  private let file: String
  private var known = LongKnowledge()
  /// The pupils by the numbers of their names.
  private var pupils: [UInt32] = []
  /// How many names and dates pieces found anew although some piece before them had.
  private var repeated = 0

  init(_ collector: MarksCollector, _ file: String) {
    (self.collector, self.file) = (collector, file)
  }

  /// Adds a piece behind so many lines; whether there is anything to add behind it.
  mutating func add(_ piece: LongPiece, linesBefore lines: Int) -> Bool {
    guard let new = learn(piece, linesBefore: lines),
      let known = piece.known.batch == known.batch ? pupils : pupilsOfEarlierBatch(in: piece)
    else { return false }
    known.withUnsafeBufferPointer { known in
      new.withUnsafeBufferPointer { new in
        collector.add(
          piece, of: PupilNames(known: known, new: new), linesBefore: lines, file: file)
      }
    }
    hasSerialDates = hasSerialDates || piece.hasSerialDates
    return collector.rejections.count <= Limits.rejections
  }

  /// Takes up the names and dates of a piece; the pupils of its own names, or nil where they are too many.
  private mutating func learn(_ piece: LongPiece, linesBefore lines: Int) -> [UInt32]? {
    for day in piece.days.all.indices.dropFirst(piece.known.days.all.count) {
      let isNew = known.days.add(piece.days.all[day], piece.days.texts.bytes(of: day))
      repeated += isNew ? 0 : 1
    }
    // Those who were not taken out have other numbers now.
    if known.batch != collector.batches {
      (known.names, pupils, known.batch) = (ByteTable(), [], collector.batches)
    }
    var new: [UInt32] = []
    new.reserveCapacity(piece.names.count)
    for (number, line) in piece.firstLines.enumerated() {
      guard let pupil = pupil(piece.names.bytes(of: number), line: line + lines) else { return nil }
      new.append(pupil)
    }
    // Where each piece has pupils of its own, to share them with the others would cost more than it saves.
    if repeated > 64 {
      shared.publish(known)
      repeated = 0
    }
    return new
  }

  /// The number of a pupil by the name in the file; nil where there are too many.
  private mutating func pupil(_ text: ArraySlice<UInt8>, line: Int) -> UInt32? {
    let name = known.names.enter(text)
    guard name == pupils.count else {
      repeated += 1
      return pupils[name]
    }
    let row = Evidence(file: file, line: line)
    let pupil = collector.pupil(String(decoding: text, as: UTF8.self), at: row)
    pupils += pupil.map { [UInt32(clamping: $0)] } ?? []
    return pupils.last
  }

  /// The pupils of the names that a piece was read with before others were taken out; 0 for names without a row.
  private mutating func pupilsOfEarlierBatch(in piece: LongPiece) -> [UInt32]? {
    var numbers = [UInt32](repeating: 0, count: piece.known.names.count)
    let used = Set(piece.entries.map(\.name) + piece.strays.map(\.name))
    for name in used where name < LongPiece.firstNew {
      guard let pupil = pupil(piece.known.names.bytes(of: Int(name)), line: 0) else { return nil }
      numbers[Int(name)] = pupil
    }
    return numbers
  }
}

/// What it takes to read any piece of a long file.
struct LongLayout: Sendable {
  let header: MarksHeader
  private let columns: LongColumns
  private let calendar: SchoolCalendar
  /// What the report takes for granted of the columns.
  let notes: [String]

  /// Finds the columns; nil where they are not there, with an error where the file is held.
  init?(
    _ data: LargeFile, _ file: TableFile, _ calendar: SchoolCalendar, _ reading: inout Reading
  ) {
    guard let header = MarksHeader(data, as: file, MarkColumns.long, &reading),
      let columns = LongColumns(header.columns)
    else { return nil }
    (self.header, self.columns, self.calendar) = (header, columns, calendar)
    notes = unusedColumnsNote(header.columns.unused, of: data.name)
  }

  /// Reads some rows of a file.
  func read(_ rows: LargeFile.RowBytes, _ known: LongKnowledge) -> LongPiece {
    var reader = LongPieceReader(
      rows.bytes, from: rows.first, isToEnd: rows.isToEnd, separator: header.separator,
      columns: columns, format: header.format, calendar: calendar, known)
    return reader.read(before: rows.limit)
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
      .ambiguousSession,
      "`\(file.name)` writes its sessions \(quoted(morning.text)) and `A`, on lines \(morning.line) and \(afternoon.line) for the "
        + "first time: `A` beside \(quoted(morning.text)) may mean the afternoon, and alone it means AM.",
      at: file.file?.span ?? file.span, help: "Write `AM` and `PM` in the column of sessions.")
  }
}
