import CivilTime
import Clauses

/// The columns of a wide file whose names hold no date, with what their cells hold.
///
/// A column of marks under such a name is of a session that is not known.
struct UndatedColumns: Sendable {
  /// What a cell holds.
  enum Content { case nothing, presence, mark, other }

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
  /// How many cells under columns without a name hold something.
  var nameless = 0

  init(_ columns: [(place: Int, title: String)]) {
    self.columns = columns.map { place, title in
      let letters = title.lowercased().filter(\.isLetter)
      let isGiven = ["unnamed", "column"].contains(letters) && title.contains(where: \.isNumber)
      return Column(
        place: place, title: title,
        isVague: isGiven || SessionHeading.Parts(title).weekday != nil)
    }
  }

  /// What the cells of a row hold.
  func contents(of row: TableRow) -> [Content] {
    columns.map { column in
      guard let text = row[place: column.place] else { return .nothing }
      return switch MarkSpelling(text) {
      case .noMark: .nothing
      case .code(let code): ["/", "\\"].contains(code.text) ? .presence : .mark
      case .presentAllDay: .presence
      case nil: .other
      }
    }
  }

  /// Notes what the cells of a pupil's row hold.
  mutating func note(_ contents: [Content]) {
    for (number, content) in contents.enumerated() where !columns[number].holdsOther {
      let isMark = content == .presence || content == .mark
      columns[number].marks += isMark ? 1 : 0
      columns[number].holdsPresence = columns[number].holdsPresence || content == .presence
      columns[number].holdsOther = content == .other
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
