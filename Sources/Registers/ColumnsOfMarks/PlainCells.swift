import Clauses

/// Reads the rows of a wide file that are written as nearly all are: a sign for a session, or two for a day.
struct PlainCells: Sendable {
  private let columns: [Column]
  private let sessions: Int
  private let codes = CodeTable.common

  /// A column with the numbers of its sessions, -1 for one that the school does not have.
  private struct Column: Sendable {
    let place: Int
    let isOfDay: Bool
    let session, afternoon: Int
  }

  /// Creates a reader of the columns that are about sessions; nil where others have to be looked at in every row.
  init?(_ found: WideColumns, _ calendar: SchoolCalendar) {
    guard found.unreadable.isEmpty, found.nameless.isEmpty else { return nil }
    sessions = calendar.sessions.count
    columns = found.sessions.map { column in
      func number(_ half: SessionHalf) -> Int {
        calendar.index(of: Session(column.date, half)) ?? -1
      }
      return Column(
        place: column.place, isOfDay: column.half == nil, session: number(column.half ?? .morning),
        afternoon: column.half == nil ? number(.afternoon) : -1)
    }
  }

  /// The numbers of the marks by session, 0 where the row has no column for it, with how many cells hold something.
  ///
  /// Nil where a cell has to be looked at with care, a mark is of no session of the school, or the pupil is never
  /// present, as in rows of headings or totals.
  func read(_ cursor: CSVCursor) -> (numbers: [UInt8], filled: Int)? {
    var (numbers, filled, isPresent) = ([UInt8](repeating: 0, count: sessions), 0, false)
    let isPlain = numbers.withUnsafeMutableBufferPointer { numbers in
      cursor.withFields { bytes, fields in
        for column in columns {
          let field = column.place < fields.count ? fields[column.place] : CSVCursor.Field()
          guard field.start < field.end else {
            // A blank cell is a row without a mark for its sessions.
            if column.session >= 0 { numbers[column.session] = 1 }
            if column.afternoon >= 0 { numbers[column.afternoon] = 1 }
            continue
          }
          let (first, length) = (bytes[field.start], field.end &- field.start)
          guard column.session >= 0, length == 1 && !column.isOfDay || length == 2 else {
            return false
          }
          filled &+= 1
          var number = codes.numbersOfSigns[Int(first)]
          if length == 2 {
            let second = bytes[field.start &+ 1]
            if column.isOfDay {
              let afternoon = codes.numbersOfSigns[Int(second)]
              guard column.afternoon >= 0, afternoon > 0, !isDigit(first), !isDigit(second) else {
                return false
              }
              numbers[column.afternoon] = afternoon
              isPresent = isPresent || second == UInt8(ascii: "/") || second == UInt8(ascii: "\\")
            } else {
              number = codes.number(ofPair: first, second)
            }
          }
          guard number > 0 else { return false }
          numbers[column.session] = number
          isPresent = isPresent || first == UInt8(ascii: "/") || first == UInt8(ascii: "\\")
        }
        return isPresent
      }
    }
    return isPlain ? (numbers, filled) : nil
  }
}
