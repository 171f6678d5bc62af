import CivilTime
import Clauses
import Diagnostics
import Parallel
import TypedYAML

extension MarksCollector {
  /// Reads a file of one string of marks a row, in pieces; false, with nothing read, where a row has to be
  /// looked at with care.
  ///
  /// `onward` is asked behind each piece whether to go on.
  mutating func readStrings(
    _ data: LargeFile, _ rows: StringRows, in pieces: Pieces, _ notes: inout [String],
    onward: (inout MarksCollector) -> Bool = { _ in true }
  ) -> Bool {
    let ranges = (rows.start..<max(rows.start, data.size)).pieces(of: max(1, pieces.size / 4))
    // On a copy, so that nothing is entered twice where the file has to be read whole after all.
    var collector = self
    collector.headerLine = rows.linesBefore
    var (lines, isCareful) = (rows.linesBefore, false)
    ranges.forEachInOrder {
      rows.read(data, $0)
    } take: { piece in
      guard let piece else {
        isCareful = true
        return false
      }
      collector.add(piece, linesBefore: lines, file: data.name)
      lines += piece.lines
      return collector.rejections.count <= Limits.rejections && onward(&collector)
    }
    guard !isCareful, collector.rejections.count <= Limits.rejections else { return false }
    self = collector
    notes += rows.notes
    return true
  }
}

/// What some rows of a pupil and a string of marks say; lines count from 1 where they begin.
struct StringPiece: Sendable {
  /// The pupils, each with the line.
  var rows: [(id: String, line: Int)] = []
  /// The numbers of their codes, row by row, each with a place for every session of the calendar.
  var codes: [UInt8] = []
  var rejections: [(line: Int, reason: String)] = []
  /// What is said once of the file.
  var account = MarksAccount()
  /// How many lines the piece has.
  var lines = 0

  /// The marks of a row.
  func marks(of row: Int) -> ArraySlice<UInt8> {
    let sessions = codes.count / rows.count
    return codes[row * sessions..<(row + 1) * sessions]
  }
}

/// Reads rows of an identifier and a string of marks.
struct StringRows: Sendable {
  /// Where the rows begin, and how many lines there are before them.
  let start, linesBefore: Int
  /// What the report takes for granted of the columns.
  let notes: [String]
  private let codes = CodeTable.common
  private let calendar: SchoolCalendar
  private let columns: (id: Int, marks: Int, count: Int)
  /// The heading of the identifiers, which stands in a row that repeats the headings.
  private let heading: String
  private let separator: UInt8
  /// The sessions of a string.
  private let sessions: Range<Int>
  private let dates: (first: CivilDate, last: CivilDate)
  /// Whether the manifest gives one of the dates.
  private let areDatesGiven: Bool

  init?(_ file: LargeFile, _ marks: MarksFile, _ calendar: SchoolCalendar) {
    var reading = Reading()
    let table = marks.table
    let found = file.withBytes(0..<LargeFile.reach) { bytes -> (CSVCursor, ColumnMap, [String])? in
      guard
        let text = DataText(
          DataFile(name: file.name, bytes: Array(bytes)), named: table, &reading),
        // The places in a text that was made UTF-8 are not those in the file.
        !text.isWindows1252,
        let (cursor, header) = Header.read(bytes, of: text, as: table, &reading),
        let columns = ColumnMap(
          header: header, file: table, MarkColumns.wide, &reading)
      else { return nil }
      return (cursor, columns, header)
    }
    guard let (cursor, columns, header) = found, columns["first_day"] == nil,
      columns["last_day"] == nil,
      let id = columns["pupil"], let string = columns["marks"],
      let first = marks.from?.value ?? calendar.sessions.first?.date,
      let last = marks.to?.value ?? calendar.sessions.last?.date
    else { return nil }
    self.calendar = calendar
    dates = (first, last)
    areDatesGiven = marks.from != nil || marks.to != nil
    heading = trimmed(header[id])
    notes = unusedColumnsNote(columns.unused, of: file.name)
    self.columns = (id, string, columns.count)
    (separator, start, linesBefore) = (cursor.separator, cursor.position, cursor.nextLine - 1)
    let firstSession = calendar.sessions.firstIndex { $0.date >= first } ?? 0
    let count = calendar.sessions(from: first, to: last).count
    sessions = firstSession..<firstSession + count
  }

  func read(_ file: LargeFile, _ range: Range<Int>) -> StringPiece? {
    let read = file.withRows(in: range, beginsRow: range.lowerBound == start) {
      rows -> StringPiece? in
      // Within quotation marks a line break begins no row, and a piece may begin there.
      guard !rows.bytes.contains(UInt8(ascii: "\"")), rows.isUTF8 else { return nil }
      var cursor = CSVCursor(rows.bytes, from: rows.first, separator: separator)
      var piece = StringPiece()
      while true {
        switch cursor.next(before: rows.limit) {
        case .end:
          piece.lines = cursor.nextLine - 1
          return rows.isWhole(endingAt: cursor.position) ? piece : nil
        case .malformed: return nil
        case .fields:
          if cursor.isBlank() { continue }
          piece.account.rows += 1
          do throws(RowProblem) {
            guard try add(cursor, &piece) else { return nil }
          } catch {
            piece.rejections.append((cursor.line, error.reason))
            piece.account.harmlessRows += error.isHarmless ? 1 : 0
          }
        }
      }
    }
    return read ?? nil
  }

  /// Adds a row; false where it is one that has to be looked at with care.
  private func add(
    _ cursor: CSVCursor, _ piece: inout StringPiece
  ) throws(RowProblem) -> Bool {
    guard cursor.count <= columns.count || cursor.isBlank(from: columns.count) else {
      throw RowProblem(surplus(cells: cursor.count, columns: columns.count))
    }
    guard let id = cursor.text(of: columns.id).map({ trimmed($0) }) else { return false }
    guard !id.isEmpty else { throw RowProblem("`pupil` is blank") }
    guard id != heading else { throw .repeatedHeadings }
    let string = cursor.bytes(of: columns.marks)
    var marks = [UInt8](repeating: 0, count: calendar.sessions.count)
    let isPlain = marks.withUnsafeMutableBufferPointer { marks in
      guard string.count == sessions.count else { return false }
      var lowest = UInt8.max
      for (session, sign) in zip(sessions, string) {
        let number = codes.numbersOfSigns[Int(sign)]
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
    piece.rows.append((id, cursor.line))
    piece.codes += marks
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
        hasPair
        ? codes.number(ofPair: bytes[place], bytes[place + 1])
        : codes.numbersOfSigns[Int(bytes[place])]
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
    guard !trimmed(text).isEmpty else { throw .withoutMarks }
    let entries: [MarkSpelling.Entry?]
    do throws(RowProblem) {
      entries = try MarkString(trimmed(text)).entries
    } catch {
      throw RowProblem("its string \(error.reason)")
    }
    guard entries.count == sessions.count else {
      throw RowProblem(
        marks: entries.count, for: sessions.count, from: dates.first, to: dates.last,
        isGiven: areDatesGiven, calendar)
    }
    var marks = [UInt8](repeating: 0, count: calendar.sessions.count)
    for (session, entry) in zip(sessions, entries) {
      guard let entry else { return nil }
      guard let number = codes.number(of: entry.code) else { return nil }
      marks[session] = number
    }
    return marks
  }
}
