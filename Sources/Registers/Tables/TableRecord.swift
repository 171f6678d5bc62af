import CivilTime
import Diagnostics
package import TypedYAML

/// A kind of record beside the marks: a row of a table of the dataset, or a group of a small register.
package protocol TableRecord: Record, TableColumns {
  /// What it consists of, in the usual order.
  static var declared: [Column<Self>] { get }
}

extension TableRecord {
  package static var fields: [Field<Self>] { declared.compactMap(\.field) }
  package static var columns: [TableColumn] { declared.compactMap(\.inTables) }
}

/// A column of a table, which is a key of a small register too.
///
/// Each is declared once: reading of both, did-you-mean, the JSON Schemas and the pages of `docs/format` come from
/// that declaration.
package struct Column<Row: Record>: Sendable {
  /// The key; nil where a small register has another for it.
  let field: Field<Row>?
  /// The column; nil where a table has others for it.
  let inTables: TableColumn?
  /// Enters what a row has in the column into a record.
  let read: @Sendable (TableRow, inout Row) throws(RowProblem) -> Void

  /// Declares a column by the property that stores it, and how a cell is read that is not blank.
  ///
  /// `columnRequired` is for one that may be blank; `inCells` is what a table's summary says further.
  init<Stored: Readable>(
    _ name: String,
    _ property: @escaping @Sendable (inout Row, (inout Stored?) -> Void) -> Void,
    required: Bool = false, columnRequired: Bool = false, _ summary: String,
    inCells note: String? = nil,
    cell read: @escaping @Sendable (Cell, SourceSpan) throws(RowProblem) -> Stored?
  ) {
    field = Field(name, property, required: required, summary)
    inTables = TableColumn(
      name, required: required || columnRequired, note.map { summary.dropLast() + $0 } ?? summary)
    self.read = { row, record throws(RowProblem) in
      guard let text = required ? try row.required(name) : row[name] else { return }
      let stored = try read(Cell(text: text, column: name, row: row), record.span)
      property(&record) { $0 = stored }
    }
  }

  /// Declares a column of one value.
  init<Value: CellValue>(
    _ name: String,
    _ property: @escaping @Sendable (inout Row, (inout Located<Value>?) -> Void) -> Void,
    required: Bool = false, columnRequired: Bool = false, _ summary: String,
    inCells note: String? = nil
  ) {
    self.init(
      name, property, required: required, columnRequired: columnRequired, summary, inCells: note
    ) { cell, span throws(RowProblem) in try Value.read(cell).map { Located($0, at: span) } }
  }

  /// Declares a key of small registers alone.
  init(key: Field<Row>) { (field, inTables, read) = (key, nil, { _, _ in }) }

  /// Declares a column of tables alone, of which a blank cell says something too.
  init(
    column name: String, _ summary: String,
    read: @escaping @Sendable (Cell?, inout Row) throws(RowProblem) -> Void
  ) {
    (field, inTables) = (nil, TableColumn(name, summary))
    self.read = { row, record throws(RowProblem) in
      try read(row[name].map { Cell(text: $0, column: name, row: row) }, &record)
    }
  }
}

/// A record that a dataset holds.
protocol DatasetRecord: TableRecord {
  /// Whether a row is used without a cell that cannot be read and need not be there.
  static var isUsedInPart: Bool { get }
  /// Values that do not go together.
  var contradictions: [Contradiction?] { get }
  /// Enters it into a dataset.
  func enter(_ builder: inout DatasetBuilder) throws(RowProblem)
}

extension DatasetRecord {
  static var isUsedInPart: Bool { false }
  var contradictions: [Contradiction?] { [] }

  /// Reads a row, noting the cells that it is used without.
  init(_ row: TableRow) throws(RowProblem) {
    let start = SourcePosition(line: row.evidence.line, column: 1)
    self.init(at: SourceSpan(file: row.evidence.file, start: start, end: start))
    for column in Self.declared {
      do throws(RowProblem) {
        try column.read(row, &self)
      } catch {
        guard Self.isUsedInPart, column.inTables?.isRequired != true else { throw error }
        row.note(error.reason)
      }
    }
  }
}

/// Values of a record that do not go together: the reason against a row, and the error in a small register.
struct Contradiction {
  let reason: String
  let diagnostic: Diagnostic
}

extension Contradiction {
  /// What ends before it begins; nil where it does not.
  init?(_ what: String, _ first: Located<CivilDate>?, _ last: Located<CivilDate>?) {
    guard let first, let last, last.value < first.value else { return nil }
    reason = "the \(what) ends before it begins"
    diagnostic = Diagnostic(
      .endsBeforeItBegins,
      "The \(what) ends on \(last.value.written), before it begins on \(first.value.written).",
      at: last.span, help: "Put the earlier date first.")
  }
}
