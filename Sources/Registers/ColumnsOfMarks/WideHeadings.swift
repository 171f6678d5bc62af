import CivilTime

extension WideColumns {
  /// Whether the cells of a row name their own columns, as in a second row of headings: by the day of the
  /// week, or by the half of the day.
  ///
  /// Single letters are register codes as well, so there have to be several that fit.
  func areHeadings(_ texts: [String]) -> Bool {
    let cells = zip(sessions, texts).filter { !$0.1.isEmpty }
      .map { (column: $0.0, text: $0.1.lowercased().filter { $0 != "." }) }
    guard !cells.isEmpty, cells.allSatisfy({ !$0.text.isEmpty }) else { return false }
    let namesDays = cells.allSatisfy { "\($0.column.date.weekday)".hasPrefix($0.text) }
    let isOfLetters = cells.contains { $0.text.count == 1 }
    if namesDays { return !isOfLetters || Set(cells.map(\.text)).count > 2 }
    let (mornings, afternoons) = (
      Set(cells.filter { $0.column.half == .morning }.map(\.text)),
      Set(cells.filter { $0.column.half == .afternoon }.map(\.text))
    )
    guard cells.allSatisfy({ $0.column.half != nil }), mornings.count == 1, afternoons.count == 1,
      let morning = mornings.first, let afternoon = afternoons.first
    else { return false }
    if isOfLetters { return cells.count > 3 && ["ap", "ma"].contains(morning + afternoon) }
    return SessionHalf(Array(morning.utf8)) == .morning
      && SessionHalf(Array(afternoon.utf8)) == .afternoon
  }

  /// Whether an identifier is a word for what stands in a row of headings or totals.
  static func isHeading(_ identifier: String) -> Bool {
    headingWords.contains(identifier.lowercased().filter { $0.isLetter })
  }

  private static let headingWords: Set = [
    "weekday", "weekdays", "day", "days", "date", "dates", "week", "period", "periods", "session",
    "sessions", "lesson", "room", "teacher", "staff", "total", "totals", "upn", "pupil", "name",
  ]

  /// Whether a cell is a sum, a share, or what a spreadsheet shows for one that it cannot work out.
  static func isFigure(_ text: String) -> Bool {
    if text.count > 2, text.hasPrefix("#") {
      return text == "#N/A" || text.hasSuffix("!") || text.hasSuffix("?")
    }
    return text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || Array("%., ()/+-".utf8).contains($0)
    }
      && text.utf8.contains { (0x30...0x39).contains($0) }
  }

  /// Whether the cells of a row are figures, beside signs for nought, as in a row of totals.
  ///
  /// A digit is a code that no list knows.
  static func areTotals(_ texts: [String]) -> Bool {
    texts.contains { isFigure($0) }
      && texts.allSatisfy { $0.isEmpty || isFigure($0) || MarkSpelling($0) == .noMark }
  }
}

/// A row without a mark whose cells hold something else.
struct RowOfWords {
  /// The identifier in its standard form.
  let id: String
  /// How many cells of it are counted as marks that are not used.
  let cells: Int
}

extension DatasetBuilder {
  /// The rows of words that are no pupil's: no other row has the identifier, and it is unlike those of the
  /// pupils with marks, or missing from a table that lists all of these.
  var headingsOfWords: [RowOfWords] {
    let rows = collector.rowsOfWords
    let marked = collector.pupilIDs
    let areListed = !pupils.isEmpty && marked.allSatisfy { pupils[$0] != nil }
    let haveDigits = marked.allSatisfy { $0.contains(where: \.isNumber) }
    let counts = Swift.Dictionary(grouping: rows, by: \.id).mapValues(\.count)
    return rows.filter { row in
      pupils[row.id] == nil && collector.firstRow(of: row.id) == nil && counts[row.id] == 1
        && (areListed || haveDigits && !row.id.contains(where: \.isNumber))
    }
  }
}

extension MarksAccount {
  /// Takes rows that are no pupil's out of the marks that are not used.
  mutating func leaveOut(_ headings: [RowOfWords]) {
    harmlessRows += headings.count
    for row in headings {
      cells?.filled -= row.cells
      cells?.unused -= row.cells
    }
  }
}
