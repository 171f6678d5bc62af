import CivilTime
import Clauses
import Diagnostics
import TypedYAML

/// Where the columns that Rollcall knows stand in a file's header.
struct ColumnMap {
  /// The number of columns that the header names.
  let count: Int
  /// The names of the columns that are not read, in their order; blank for one without a name.
  let unused: [String]
  /// A list, because a few short names are found sooner by comparing than by hashing.
  private let places: [(column: String, place: Int)]

  /// Finds the columns; one that the file lacks or has twice is an error, at its mapping if it has one.
  init?(
    header: [String], file: TableFile, _ columns: [TableColumn], _ reading: inout Reading
  ) {
    let known = columns.map(\.name)
    let names = header.map { trimmed($0).lowercased() }
    var places: [String: Int] = [:]
    var isComplete = true
    func fail(_ fault: Fault, _ message: String, at span: SourceSpan, help: String?) {
      reading.report(Diagnostic(fault, message, at: span, help: help))
      isComplete = false
    }
    func place(of name: String, at span: SourceSpan) -> Int? {
      let found = names.indices.filter { names[$0] == name }
      if found.count > 1 {
        fail(
          .ambiguousColumn,
          "`\(file.name)` has \(found.count) columns called `\(header[found[0]])`.",
          at: span, help: "Rename or remove those that are not meant.")
      }
      return found.first
    }
    for entry in file.columns?.entries ?? [] {
      let (column, name) = (entry.key.value, entry.value.value.text)
      guard known.contains(column) else {
        reading.report(.unknownColumn(column, among: known, at: entry.key.span))
        isComplete = false
        continue
      }
      places[column] = place(of: trimmed(name).lowercased(), at: entry.value.span)
      if places[column] == nil {
        fail(
          .missingColumn, "`\(file.name)` has no column called `\(name)`.",
          at: entry.value.span,
          help: ColumnMap.isOfDataset(file) ? Wording.didYouMean(name, among: header) : nil)
      }
    }
    let span = file.file?.span ?? file.span
    for column in columns where file.columns?[column.name] == nil {
      let (column, isRequired) = (column.name, column.isRequired)
      places[column] =
        place(of: column, at: span)
        ?? (column.contains("_") ? place(of: Wording.plain(column), at: span) : nil)
      guard places[column] == nil, isRequired else { continue }
      fail(
        .missingColumn, "`\(file.name)` has no column for `\(column)`.", at: span,
        help: ColumnMap.shown(header, of: file)
          + "Say which is meant: `columns: { \(column): … }`.")
    }
    guard isComplete else { return nil }
    count = header.count
    self.places = known.compactMap { column in places[column].map { (column, $0) } }
    let used = Set(self.places.map(\.place))
    let named = names.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    unused = (0..<named).filter { !used.contains($0) }.map { trimmed(header[$0]) }
  }

  /// The headings of a file, each shortened; those of a file elsewhere, which may be anything, are counted.
  private static func shown(_ header: [String], of file: TableFile) -> String {
    guard isOfDataset(file) else {
      return "It has \(Wording.count(header.count, "column")). "
    }
    return "Its columns are \(Wording.list(header.map { quoted($0) })). "
  }

  /// Whether a file lies in the dataset's folder.
  private static func isOfDataset(_ file: TableFile) -> Bool {
    !file.name.hasPrefix("/") && !file.name.split(separator: "/").contains("..")
  }

  subscript(column: String) -> Int? { places.first { $0.column == column }?.place }
}

/// One row of a small table: its cells by Rollcall's names, with the row as evidence.
///
/// It lasts as long as the bytes that it was read from; a cell becomes a text when it is asked for. A class, because
/// every cell looks at it and a copy would count each of its references.
final class TableRow {
  let evidence: Evidence
  /// What is wrong with cells that the row is used without.
  private(set) var faults: [String] = []
  private let cursor: CSVCursor
  private let columns: ColumnMap
  let dateFormat: DateFormat

  /// The row that a cursor stands at, if it is text and has a column for every cell.
  init(
    _ cursor: CSVCursor, _ evidence: Evidence, _ columns: ColumnMap, _ dateFormat: DateFormat
  ) throws(RowProblem) {
    guard cursor.isText else { throw RowProblem("it is not UTF-8 text") }
    guard cursor.count <= columns.count || cursor.isBlank(from: columns.count) else {
      throw RowProblem(surplus(cells: cursor.count, columns: columns.count))
    }
    (self.cursor, self.evidence) = (cursor, evidence)
    (self.columns, self.dateFormat) = (columns, dateFormat)
  }

  /// The text of a cell; nil where the column is missing or the cell is blank.
  subscript(column: String) -> String? {
    columns[column].flatMap { self[place: $0] }
  }

  /// The text of a cell by its place; nil where the row ends before it or it is blank.
  subscript(place place: Int) -> String? {
    guard let text = cursor.text(of: place).map({ trimmed($0) }) else { return nil }
    return text.isEmpty ? nil : text
  }

  /// What a cell holds; nil where it is blank.
  func value<Value: CellValue>(_ column: String) throws(RowProblem) -> Value? {
    guard let text = self[column] else { return nil }
    return try Value.read(Cell(text: text, column: column, row: self))
  }

  /// A text that must be there.
  func required(_ column: String) throws(RowProblem) -> String {
    guard let text = self[column] else { throw RowProblem("`\(column)` is blank") }
    return text
  }

  /// Notes a cell that the row is used without.
  func note(_ fault: String) { faults.append(fault) }
}

/// Why a row cannot be used.
struct RowProblem: Error {
  let reason: String
  /// Whether nothing is lost with the row: it is a heading, or repeats what stands.
  let isHarmless: Bool

  init(_ reason: String, isHarmless: Bool = false) {
    (self.reason, self.isHarmless) = (reason, isHarmless)
  }
}

/// The reason against a row of more cells than there are columns.
func surplus(cells: Int, columns: Int) -> String {
  "it has \(cells) cells for \(columns) columns; a cell with a separator in it needs quotation marks"
}

/// What bounds the memory that a dataset takes, however large or odd its files are.
package enum Limits {
  /// Rows of one file that are listed as unusable.
  package static let rejections = 100_000
  /// Pupils times sessions.
  package static let places = 1_000_000_000
  /// Pupils of a register that is kept outside memory: nearly twice those of England.
  package static let pupilsInParts = 1 << 24

  /// The error where hardly a row of a file can be used.
  static func tooManyRejections(_ rejections: [Rejection], of file: TableFile) -> Diagnostic {
    let first = rejections.first.map {
      "; the first, line \($0.evidence.line), because \($0.reason)"
    }
    return Diagnostic(
      .unusableRows,
      "More than \(Wording.grouped(Limits.rejections)) rows of `\(file.name)` cannot be used\(first ?? "").",
      at: file.file?.span ?? file.span, help: "Check `columns` and `date_format`.")
  }
}

/// The first line of a table.
enum Header {
  /// A cursor behind the header, and the header's cells; nil, with an error at the manifest, where
  /// there is none.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, of name: String, as file: TableFile,
    _ reading: inout Reading
  ) -> (cursor: CSVCursor, cells: [String])? {
    func fail(_ fault: Fault, _ message: String, _ help: String) {
      reading.report(
        Diagnostic(
          fault, message, at: file.file?.span ?? file.span, help: help))
    }
    if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") {
      fail(
        .malformed, "`\(name)` is XML, not CSV.",
        "For the marks in a Common Transfer File write `layout: ctf`.")
      return nil
    }
    var cursor = CSVCursor(bytes, separator: separator(bytes))
    var row = cursor.next()
    // Excel writes `sep=;` above the header for itself.
    if case .fields = row, cursor.text(of: 0)?.lowercased().hasPrefix("sep=") ?? false {
      row = cursor.next()
    }
    switch row {
    case .fields:
      if let cells = cursor.texts() { return (cursor, cells) }
      fail(
        .notText, "The first line of `\(name)` is not UTF-8 text.",
        "Export it as CSV in UTF-8.")
    case .malformed(let problem):
      fail(
        .malformed, "The first line of `\(name)` cannot be read: \(problem).",
        "Export it again as CSV.")
    case .end:
      fail(
        .emptyFile, "`\(name)` holds nothing.", "It needs a line of column names.")
    }
    return nil
  }

  /// What separates the columns: the one of comma, semicolon and tab that the first line has most of.
  static func separator(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes.drop(while: { $0 == 0x0A || $0 == 0x0D }) {
      if byte == 0x0A || byte == 0x0D, !isQuoted { break }
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    let most = candidates.map { counts[$0] ?? 0 }.max() ?? 0
    return candidates.first { (counts[$0] ?? 0) == most } ?? candidates[0]
  }
}

func reject(_ evidence: Evidence, _ reason: String, _ rejections: inout [Rejection]) {
  rejections.append(Rejection(evidence: evidence, reason: reason))
}

extension SessionHalf {
  /// Reads `AM` or `PM`, in any letter case, or the words.
  init?(_ bytes: some Collection<UInt8>) {
    switch bytes.count {
    case 1, 2:
      guard bytes.dropFirst().allSatisfy({ $0 | 0x20 == UInt8(ascii: "m") }) else { return nil }
      switch bytes.first.map({ $0 | 0x20 }) {
      case UInt8(ascii: "a"): self = .morning
      case UInt8(ascii: "p"): self = .afternoon
      default: return nil
      }
    default:
      switch String(decoding: bytes, as: UTF8.self).lowercased() {
      case "morning": self = .morning
      case "afternoon": self = .afternoon
      default: return nil
      }
    }
  }
}

/// A text without spaces at its ends, of whatever width.
func trimmed(_ text: some StringProtocol) -> String {
  func isSpace(_ character: Character) -> Bool {
    character == " " || character == "\t" || character == "\u{A0}"
  }
  // Nearly every cell has none, and characters cost more than bytes.
  func isPlain(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { (0x21..<0x80).contains($0.value) } ?? true
  }
  if isPlain(text.unicodeScalars.first), isPlain(text.unicodeScalars.last) { return String(text) }
  let start = text.drop { isSpace($0) }
  guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
  return String(start[...last])
}

extension Diagnostic {
  /// That `columns` maps a name that no reader of the table looks for.
  static func unknownColumn(
    _ column: String, among known: [String], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .unknownColumn, "`\(column)` is not a column that Rollcall reads.", at: span,
      help: Wording.suggestion(for: column, among: known).map { "Did you mean `\($0)`?" }
        ?? "It reads \(Wording.list(known.map { "`\($0)`" })). Leave `\(column)` out of `columns`; the "
        + "file may keep the column.")
  }
}
