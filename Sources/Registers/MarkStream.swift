import CivilTime
import Clauses
import Diagnostics
import Parallel
import TypedYAML

/// A register of any number of pupils that is read piece by piece, so that no more of it than a few pieces
/// is ever held.
///
/// It is a wide file of strings of marks, a row a pupil in the order of their identifiers, and nothing
/// beside it: what cannot be put together from a piece alone has to be read whole.
public struct MarkStream: Sendable {
  /// All of the dataset but its pupils.
  public let dataset: Dataset
  /// How many lines there are before the rows.
  public var linesBefore: Int { rows.linesBefore }
  private let file: LargeFile
  private let rows: StringRows
  private let ranges: [Range<Int>]

  /// About how many bytes a piece has; nothing depends on it but the time taken.
  private static let pieceSize = 1 << 20

  /// How many pieces there are.
  public var count: Int { ranges.count }

  /// What a piece holds.
  public struct Piece: Sendable {
    /// The pupils with their marks.
    public internal(set) var records: [PupilRecord] = []
    /// The rows that could not be used, by their lines within the piece.
    public internal(set) var rejections: [(line: Int, reason: String)] = []
    /// What is odd about rows that are used, by their lines within the piece.
    public internal(set) var remarks: [(line: Int, sentence: String)] = []
    /// How many lines the piece has.
    public internal(set) var lines = 0
    /// The first and last sessions with a mark; nil where there is none.
    var span: (first: Int, last: Int)?
  }

  /// Opens the marks that a manifest names; nil where they are no such file.
  init?(_ manifest: Manifest, _ marks: MarksFile, _ calendar: SchoolCalendar, _ file: LargeFile) {
    guard marks.layout?.value == .wide, manifest.namesMarksAlone,
      let rows = StringRows(file, marks, calendar)
    else { return nil }
    (self.file, self.rows) = (file, rows)
    ranges = (rows.start..<max(rows.start, file.size)).pieces(of: MarkStream.pieceSize)
    // Nearly always the first pupil has marks on the first day and on the last.
    var span: (first: Int, last: Int)?
    for range in ranges {
      guard let piece = rows.read(file, range) else { return nil }
      if let found = piece.span {
        let known = span ?? found
        span = (min(known.first, found.first), max(known.last, found.last))
      }
      if let span, span == (0, calendar.sessions.count - 1) { break }
    }
    guard let span,
      let dates = DateRange(
        from: calendar.sessions[span.first].date, to: calendar.sessions[span.last].date)
    else { return nil }
    let builder = DatasetBuilder.withoutTables(calendar)
    dataset = builder.dataset(
      school: manifest.school?.value.text ?? "The school", marksFile: file.name, dates: dates,
      codes: rows.codes)
  }

  /// Reads a piece; nil where it is not as the others, or not in order.
  public func piece(_ number: Int) -> Piece? {
    guard let piece = rows.read(file, ranges[number]),
      zip(piece.records, piece.records.dropFirst()).allSatisfy({ $0.pupil.id < $1.pupil.id })
    else { return nil }
    return piece
  }
}

extension Manifest {
  /// Whether it names no other table than the marks.
  fileprivate var namesMarksAlone: Bool {
    [pupils, amendments, actions, leave, exclusions, registersTaken].allSatisfy { $0 == nil }
  }
}

/// Reads rows of an identifier and a string of marks.
private struct StringRows: Sendable {
  /// Where the rows begin, and how many lines there are before them.
  let start, linesBefore: Int
  /// The codes by number: none, blank, those of one sign, and those of a letter and a digit up to 7, as
  /// many as there are numbers for.
  let codes: [MarkCode?]
  private let calendar: SchoolCalendar
  private let columns: (id: Int, marks: Int, count: Int)
  private let separator: UInt8
  /// The sessions of a string.
  private let sessions: Range<Int>
  private let dates: (first: CivilDate, last: CivilDate)
  /// The number of a sign, 0 for one that is no mark, and those of letters with digits.
  private let numbers, numbersOfPairs: [UInt8]

  /// How far behind its end a piece is read, for the row that begins in it and ends behind it.
  private static let reach = 1 << 16

  init?(_ file: LargeFile, _ marks: MarksFile, _ calendar: SchoolCalendar) {
    var reading = Reading()
    let table = marks.table
    let found = file.withBytes(0..<StringRows.reach) { bytes -> (CSVCursor, ColumnMap)? in
      guard
        let text = DataText(
          DataFile(name: file.name, bytes: Array(bytes)), named: table, &reading),
        let (cursor, header) = Header.read(bytes, of: text, as: table, &reading),
        let columns = ColumnMap(
          header: header, file: table, known: ["pupil", "marks", "first_day", "last_day"],
          required: ["pupil", "marks"], &reading)
      else { return nil }
      return (cursor, columns)
    }
    guard let (cursor, columns) = found, columns["first_day"] == nil, columns["last_day"] == nil,
      let id = columns["pupil"], let string = columns["marks"],
      let first = marks.from?.value ?? calendar.sessions.first?.date,
      let last = marks.to?.value ?? calendar.sessions.last?.date
    else { return nil }
    self.calendar = calendar
    dates = (first, last)
    self.columns = (id, string, columns.count)
    (separator, start, linesBefore) = (cursor.separator, cursor.position, cursor.nextLine - 1)
    let firstSession = calendar.sessions.firstIndex { $0.date >= first } ?? 0
    let count = calendar.sessions(from: first, to: last).count
    sessions = firstSession..<firstSession + count
    (codes, numbers) = StringRows.numbering
    var pairs = [UInt8](repeating: 0, count: 1 << 12)
    for (number, code) in codes.enumerated() {
      guard let packed = code?.packed, packed > 0xFF else { continue }
      pairs[pair(UInt8(packed >> 8), UInt8(packed & 0xFF))] = UInt8(clamping: number)
    }
    numbersOfPairs = pairs
  }

  /// Every code of one sign, and of a letter and a digit, with the number of each sign.
  private static var numbering: (codes: [MarkCode?], numbers: [UInt8]) {
    var codes: [MarkCode?] = [nil, nil]
    var numbers = [UInt8](repeating: 0, count: 256)
    for sign in UInt8(0x21)..<0x7F {
      switch MarkSpelling(String(Unicode.Scalar(sign))) {
      case .code(let code):
        if let known = codes.firstIndex(of: code) {
          numbers[Int(sign)] = UInt8(known)
        } else {
          numbers[Int(sign)] = UInt8(codes.count)
          codes.append(code)
        }
      case .noMark: numbers[Int(sign)] = 1
      case .presentAllDay, nil: break
      }
    }
    for letter in UInt8(ascii: "A")...UInt8(ascii: "Z") {
      codes += (UInt8(ascii: "1")...UInt8(ascii: "7")).compactMap { MarkCode([letter, $0]) }
    }
    return (Array(codes.prefix(Int(UInt8.max) + 1)), numbers)
  }

  /// Reads the rows that begin in a range, from the first line break in it on; nil where that takes more
  /// than the piece.
  func read(_ file: LargeFile, _ range: Range<Int>) -> MarkStream.Piece? {
    let isFirst = range.lowerBound == start
    let from = isFirst ? range.lowerBound : range.lowerBound - 1
    let until = min(range.upperBound + StringRows.reach, file.size)
    return file.withBytes(from..<until) { bytes -> MarkStream.Piece? in
      let lineBreak = isFirst ? -1 : bytes.firstIndex(of: UInt8(ascii: "\n"))
      // Within quotation marks a line break begins no row, and a piece may begin there.
      guard bytes.count == until - from, let lineBreak, !bytes.contains(UInt8(ascii: "\""))
      else { return nil }
      var cursor = CSVCursor(bytes, from: lineBreak + 1, separator: separator)
      var piece = MarkStream.Piece()
      while true {
        switch cursor.next(before: range.upperBound - from) {
        case .end:
          piece.lines = cursor.nextLine - 1
          return cursor.position < bytes.count || until == file.size ? piece : nil
        case .malformed: return nil
        case .fields:
          if cursor.isBlank() { continue }
          do throws(RowProblem) {
            guard try add(cursor, &piece) else { return nil }
          } catch {
            piece.rejections.append((cursor.line, error.reason))
          }
        }
      }
    }
  }

  /// Adds a row; false where it is one that has to be looked at with care.
  private func add(
    _ cursor: CSVCursor, _ piece: inout MarkStream.Piece
  ) throws(RowProblem) -> Bool {
    guard cursor.count <= columns.count || cursor.isBlank(from: columns.count) else {
      throw RowProblem(surplus(cells: cursor.count, columns: columns.count))
    }
    guard let id = cursor.text(of: columns.id).map({ trimmed($0) }) else { return false }
    guard !id.isEmpty else { throw RowProblem("`pupil` is blank") }
    let string = cursor.bytes(of: columns.marks)
    var marks = [UInt8](repeating: 0, count: calendar.sessions.count)
    let isPlain = marks.withUnsafeMutableBufferPointer { marks in
      guard string.count == sessions.count else { return false }
      var lowest = UInt8.max
      for (session, sign) in zip(sessions, string) {
        let number = numbers[Int(sign)]
        marks[session] = number
        lowest = min(lowest, number)
      }
      return lowest > 0
    }
    if !isPlain, !readSpaced(string, &marks) {
      guard let text = cursor.text(of: columns.marks), let other = try read(text) else {
        return false
      }
      marks = other
    }
    let record = PupilRecord(
      pupil: Pupil(id: id), marks: PupilMarks(codes: marks, line: cursor.line))
    piece.records.append(record)
    if let sentence = UniquePupilNumber.remark(on: id) {
      piece.remarks.append((cursor.line, sentence))
    }
    if let span = record.marks.span {
      let known = piece.span ?? span
      piece.span = (min(known.first, span.first), max(known.last, span.last))
    }
    return true
  }

  /// Reads codes of one sign or two with one space between them; false where the string is another.
  private func readSpaced(
    _ string: Slice<UnsafeBufferPointer<UInt8>>, _ marks: inout [UInt8]
  ) -> Bool {
    let bytes = UnsafeBufferPointer(rebasing: string)
    var place = 0
    for session in sessions {
      guard place < bytes.count else { return false }
      let hasPair = place + 1 < bytes.count && bytes[place + 1] != UInt8(ascii: " ")
      let number =
        hasPair ? numbersOfPairs[pair(bytes[place], bytes[place + 1])] : numbers[Int(bytes[place])]
      place += hasPair ? 2 : 1
      guard number > 0, place == bytes.count || bytes[place] == UInt8(ascii: " ") else {
        return false
      }
      marks[session] = number
      place += 1
    }
    return place == bytes.count + 1
  }

  /// The numbers of a string's codes, however it is written; nil where one of its marks has none.
  private func read(_ text: String) throws(RowProblem) -> [UInt8]? {
    guard !trimmed(text).isEmpty else { throw RowProblem("`marks` is blank") }
    let entries: [MarkSpelling.Entry?]
    do throws(RowProblem) {
      entries = try MarkString(trimmed(text)).entries
    } catch {
      throw RowProblem("its string \(error.reason)")
    }
    guard entries.count == sessions.count else {
      throw RowProblem(
        marks: entries.count, for: sessions.count, from: dates.first, to: dates.last)
    }
    var marks = [UInt8](repeating: 0, count: calendar.sessions.count)
    for (session, entry) in zip(sessions, entries) {
      guard let entry else { return nil }
      guard let code = entry.code else {
        marks[session] = 1
        continue
      }
      guard let number = codes.firstIndex(of: code) else { return nil }
      marks[session] = UInt8(clamping: number)
    }
    return marks
  }
}

/// A place for a code of two signs, the same for no other letter and digit.
private func pair(_ letter: UInt8, _ digit: UInt8) -> Int {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter)
    && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
    ? Int(letter & 0x1F) << 4 | Int(digit & 0xF) : 0
}
