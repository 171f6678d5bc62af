package import Diagnostics
package import PositionedYAML
package import TypedYAML

/// A column of a table.
package struct TableColumn: Sendable {
  /// Rollcall's name of the column.
  package let name: String
  /// Whether the table is of no use without it.
  package let isRequired: Bool
  /// What it holds, in a sentence.
  package let summary: String

  init(_ name: String, required: Bool = false, _ summary: String) {
    (self.name, isRequired, self.summary) = (name, required, summary)
  }
}

/// The columns of a kind of table.
package protocol TableColumns: Sendable {
  /// The columns in their usual order.
  static var columns: [TableColumn] { get }
}

/// Rollcall's names of a table's columns, with the file's own.
package struct ColumnNames<Columns: TableColumns>: Readable {
  /// The names that are given.
  let values: NamedValues<Located<Prose>>

  package static var form: Form {
    let fields = Columns.columns.map { column in
      FieldForm(
        name: column.name,
        summary: column.summary + (column.isRequired ? " The file must have it." : ""),
        isRequired: false, form: { Located<Prose>.form })
    }
    return .record(
      RecordForm(title: "Rollcall's names of columns, with the file's own", fields: fields))
  }

  package static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    guard let values = NamedValues<Located<Prose>>.read(node, &reading) else { return nil }
    let known = Columns.columns.map(\.name)
    for entry in values.entries where !known.contains(entry.key.value) {
      reading.report(.unknownColumn(entry.key.value, among: known, at: entry.key.span))
    }
    return Self(values: values)
  }

  package var erased: Located<Value> { values.erased }
}

/// The columns of the marks.
package enum MarkColumns: TableColumns {
  private static let pupil = TableColumn("pupil", required: true, "The pupil's identifier.")
  /// Those of a row a mark.
  static let long =
    [
      pupil,
      TableColumn("date", required: true, "In a row a mark: the date of the session."),
      TableColumn("session", required: true, "In a row a mark: `AM` or `PM`."),
      TableColumn("code", required: true, "In a row a mark: the register code; blank for no mark."),
    ] + NoteColumn.all.map(\.column)
  /// Those of a row a pupil, beside a column for each session or day.
  static let wide = [
    pupil,
    TableColumn("marks", "In a row a pupil: the string of marks."),
    TableColumn("first_day", "In a row a pupil: the first day of the string of marks."),
    TableColumn("last_day", "In a row a pupil: the last day of the string of marks."),
  ]

  package static let columns = long + wide.dropFirst()
}
