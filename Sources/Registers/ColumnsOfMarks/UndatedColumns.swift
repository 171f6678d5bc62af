import CivilTime
import Clauses

/// The columns of a wide file whose names hold no date, with what their cells hold.
///
/// A column of marks under such a name is of a session that is not known.
struct UndatedColumns {
  private struct Column {
    let place: Int
    let title: String
    /// Whether the name is a day of the week, or one that a program gives to a column without a name.
    let isVague: Bool
    /// How many cells hold a register code.
    var marks = 0
    var holdsPresence = false
    /// Whether a cell holds something else.
    var holdsOther = false

    /// Whether its cells are marks, and not such letters as those of a class or a sex.
    var isOfMarks: Bool { !holdsOther && marks > 0 && (holdsPresence || isVague) }
  }

  private var columns: [Column]

  init(_ columns: [(place: Int, title: String)]) {
    self.columns = columns.map { place, title in
      let letters = title.lowercased().filter(\.isLetter)
      let isGiven = ["unnamed", "column"].contains(letters) && title.contains(where: \.isNumber)
      return Column(
        place: place, title: title,
        isVague: isGiven || SessionHeading.Parts(title).weekday != nil)
    }
  }

  /// Notes the cells of a pupil's row.
  mutating func note(_ row: TableRow) {
    for number in columns.indices where !columns[number].holdsOther {
      guard let text = row[place: columns[number].place] else { continue }
      switch MarkSpelling(text) {
      case .noMark: break
      case .code(let code):
        columns[number].marks += 1
        let isPresence = ["/", "\\"].contains(code.text)
        columns[number].holdsPresence = columns[number].holdsPresence || isPresence
      case .presentAllDay:
        columns[number].marks += 1
        columns[number].holdsPresence = true
      case nil: columns[number].holdsOther = true
      }
    }
  }

  /// The names of those that hold no marks; separators behind the last column make none.
  var unused: [String] {
    var titles = columns.filter { !$0.isOfMarks }.map(\.title)
    while titles.last?.isEmpty ?? false { titles.removeLast() }
    return titles
  }

  /// Those that hold marks: each in words, with how many.
  var ofMarks: [(name: String, marks: Int)] {
    columns.filter(\.isOfMarks).map { column in
      (
        column.title.isEmpty
          ? "column \(column.place + 1), which has no name,"
          : "the column \(quoted(column.title))", column.marks
      )
    }
  }
}
