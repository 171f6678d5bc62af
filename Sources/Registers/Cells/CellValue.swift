import CivilTime
import Clauses
import Diagnostics
import TypedYAML

/// A cell of a table that is not blank.
struct Cell {
  let text, column: String
  let row: TableRow

  /// The reason against it, in words that follow it.
  func problem(_ words: String) -> RowProblem {
    RowProblem("\(quoted(text)) under `\(column)` \(words)")
  }
}

/// A value that a cell holds.
protocol CellValue: Scalar {
  /// Reads a cell; nil where it says that there is no value.
  static func read(_ cell: Cell) throws(RowProblem) -> Self?
}

extension CellValue where Self: Vocabulary {
  /// One of a few words, in any letter case.
  static func read(_ cell: Cell) throws(RowProblem) -> Self? {
    if let word = Self(rawValue: cell.text.lowercased()) { return word }
    throw cell.problem("is not \(Wording.list(allCases.map { "`\($0.rawValue)`" }, "or"))")
  }
}

extension ClassPosition: CellValue {}
extension ExclusionKind: CellValue {}

extension Prose: CellValue {
  static func read(_ cell: Cell) -> Prose? { Prose(text: cell.text) }
}

extension CivilDate: CellValue {
  static func read(_ cell: Cell) throws(RowProblem) -> CivilDate? {
    switch DateCell(cell.text, cell.row.dateFormat) {
    case .date(let date), .serial(let date): return date
    case .problem(let problem): throw cell.problem(problem)
    }
  }
}

extension TimeOfDay: CellValue {
  /// A time of the row's date.
  static func read(_ cell: Cell) throws(RowProblem) -> TimeOfDay? {
    // Nearly every time is written so, whatever the date.
    if let time = TimeOfDay(cell.text) { return time }
    guard let date: CivilDate = try cell.row.value("date") else { return nil }
    switch TimeCell(cell.text, on: date, cell.row.dateFormat) {
    case .time(let time): return time
    case .problem(let problem): throw cell.problem(problem)
    }
  }
}

extension Money: CellValue {
  /// A sum with or without its `£`.
  static func read(_ cell: Cell) throws(RowProblem) -> Money? {
    if let money = Money(cell.text.hasPrefix("£") ? cell.text : "£" + cell.text) { return money }
    throw cell.problem("is not a sum of money")
  }
}

extension InlineRegister.Half: CellValue {
  static func read(_ cell: Cell) throws(RowProblem) -> Self? {
    if let half = SessionHalf(cell.text.utf8) { return half == .morning ? .morning : .afternoon }
    throw cell.problem("is neither AM nor PM")
  }
}

extension MarkCode: CellValue {
  /// A mark of the row's session.
  static func read(_ cell: Cell) throws(RowProblem) -> MarkCode? {
    let half: InlineRegister.Half? = try cell.row.value("session")
    if let half, let mark = MarkSpelling.mark(cell.text, in: half.half) { return mark.code }
    throw RowProblem("\(quoted(cell.text)) is not a register code")
  }
}

extension Pupil.Registration: CellValue {
  /// A word or a code of the school census.
  static func read(_ cell: Cell) throws(RowProblem) -> Self? {
    switch cell.text.lowercased() {
    case "main", "m", "c", "single": return .main
    case "subsidiary", "s": return .subsidiary
    default:
      throw cell.problem(
        "is neither `main` nor `subsidiary`, nor one of the codes `C`, `M` and `S`")
    }
  }
}
