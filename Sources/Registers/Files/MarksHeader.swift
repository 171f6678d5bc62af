import Diagnostics
import TypedYAML

/// The header of a file of marks.
struct MarksHeader: Sendable {
  /// Where the rows begin, and how many lines there are before them.
  let start, linesBefore: Int
  /// The line on which the header begins.
  let line: Int
  let separator: UInt8
  let cells: [String]
  let columns: ColumnMap
  let format: DateFormat
  /// The heading of the identifiers, which a row that repeats the headings has as well.
  let heading: String

  /// Finds the columns; nil where they are not there, with an error where the file is held.
  init?(
    _ data: LargeFile, as file: TableFile, _ known: [TableColumn], _ reading: inout Reading
  ) {
    var problems = Reading()
    let found = data.withBytes(0..<(data.isText ? data.size : LargeFile.reach)) {
      bytes -> (CSVCursor, [String], ColumnMap)? in
      // The places in a text that was made UTF-8 are not those in the file.
      guard data.isText || TextEncoding(of: Array(bytes)) == .utf8,
        let (cursor, cells) = Header.read(bytes, of: data.name, as: file, &problems),
        let columns = ColumnMap(header: cells, file: file, known, &problems)
      else { return nil }
      return (cursor, cells, columns)
    }
    // Where a file is not held, its beginning may not show all that is wrong.
    if data.isText { problems.diagnostics.forEach { reading.report($0) } }
    guard let (cursor, cells, columns) = found,
      data.isText || cursor.position < LargeFile.reach
    else { return nil }
    (start, linesBefore) = (cursor.position, cursor.nextLine - 1)
    (line, separator) = (cursor.line, cursor.separator)
    (self.cells, self.columns, format) = (cells, columns, file.dateFormat?.value ?? .iso)
    heading = columns["pupil"].map { trimmed(cells[$0]) } ?? ""
  }
}
