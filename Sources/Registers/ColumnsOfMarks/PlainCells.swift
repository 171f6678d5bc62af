import Clauses

/// Reads the rows of a wide file that are written as nearly all are: a sign for a session, or two for a day.
struct PlainCells {
  private let columns: [Column]
  private let sessions: Int
  private let codes = CodeTable.common

  /// A column with the numbers of its sessions, nil for those that the school does not have.
  private struct Column {
    let place: Int
    let sessions: [Int?]
  }

  /// The marks of a row.
  struct Row {
    /// The numbers of the codes by session, 0 where the row has no column for it.
    var numbers: [UInt8]
    /// How many cells hold something.
    var filled = 0
  }

  /// Creates a reader of the columns that are about sessions; nil where others have to be looked at in every row.
  init?(_ found: WideColumns, _ calendar: SchoolCalendar) {
    guard found.unreadable.isEmpty, found.nameless.isEmpty else { return nil }
    sessions = calendar.sessions.count
    columns = found.sessions.map { column in
      let halves = column.half.map { [$0] } ?? SessionHalf.allCases
      return Column(
        place: column.place,
        sessions: halves.map { calendar.index(of: Session(column.date, $0)) })
    }
  }

  /// The marks of a row; nil where a cell has to be looked at with care, a mark is of no session of the school, or
  /// the pupil is never present, as in rows of headings or totals.
  func read(_ cursor: CSVCursor) -> Row? {
    var row = Row(numbers: Array(repeating: 0, count: sessions))
    var isPresent = false
    for column in columns {
      let cell = cursor.bytes(of: column.place)
      guard !cell.isEmpty else {
        // A blank cell is a row without a mark for its sessions.
        for case let session? in column.sessions { row.numbers[session] = 1 }
        continue
      }
      row.filled += 1
      if cell.count == 2, column.sessions.count == 1, let session = column.sessions[0] {
        let number = codes.number(ofPair: cell[cell.startIndex], cell[cell.startIndex + 1])
        guard number > 0 else { return nil }
        row.numbers[session] = number
        continue
      }
      guard cell.count == column.sessions.count else { return nil }
      for (sign, session) in zip(cell, column.sessions) {
        let number = codes.numbersOfSigns[Int(sign)]
        guard number > 0, let session, column.sessions.count == 1 || !isDigit(sign) else {
          return nil
        }
        row.numbers[session] = number
        isPresent = isPresent || sign == UInt8(ascii: "/") || sign == UInt8(ascii: "\\")
      }
    }
    return isPresent ? row : nil
  }
}
