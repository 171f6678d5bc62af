import CivilTime
import Clauses
import Diagnostics
import TypedYAML

/// The bytes of a file with the name that reports use.
public struct DataFile: Sendable {
  /// The file as the dataset names it.
  public let name: String
  /// Its content.
  public let bytes: [UInt8]

  /// Creates a data file.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Where the columns that Rollcall knows stand in a file's header.
struct ColumnMap {
  private let places: [String: Int]

  /// Finds the columns; a mapped column that the file lacks is an error at the mapping.
  init?(
    header: [String], file: TableFile, known: [String], required: [String],
    _ reading: inout Reading
  ) {
    let names = header.map { trimmed($0).lowercased() }
    var places: [String: Int] = [:]
    var isComplete = true
    for entry in file.columns?.entries ?? [] {
      guard known.contains(entry.key.value) else {
        reading.report(
          Diagnostic(
            "register.unknown-column", "`\(entry.key.value)` is not a column that Rollcall reads.",
            at: entry.key.span, help: Wording.didYouMean(entry.key.value, among: known)))
        isComplete = false
        continue
      }
      guard let place = names.firstIndex(of: trimmed(entry.value.value.text).lowercased()) else {
        reading.report(
          Diagnostic(
            "register.missing-column",
            "`\(file.name)` has no column called `\(entry.value.value.text)`.",
            at: entry.value.span,
            help: Wording.didYouMean(entry.value.value.text, among: header)))
        isComplete = false
        continue
      }
      places[entry.key.value] = place
    }
    for column in known where places[column] == nil && file.columns?[column] == nil {
      places[column] = names.firstIndex(of: column) ?? names.firstIndex(of: Wording.plain(column))
    }
    for column in required where places[column] == nil && file.columns?[column] == nil {
      reading.report(
        Diagnostic(
          "register.missing-column", "`\(file.name)` has no column for `\(column)`.",
          at: file.file?.span ?? file.span,
          help: "Its columns are \(Wording.list(header.map { "`\($0)`" })). "
            + "Say which is meant: `columns: { \(column): … }`."))
      isComplete = false
    }
    guard isComplete else { return nil }
    self.places = places
  }

  subscript(column: String) -> Int? { places[column] }
}

extension TableFile {
  /// The file's name as the dataset gives it.
  var name: String { file?.value.text ?? "" }
}

/// One row of a small table: its cells by Rollcall's names, with the row as evidence.
struct TableRow {
  let evidence: Evidence
  private let cells: [String]
  private let columns: ColumnMap
  private let dateFormat: DateFormat

  init(evidence: Evidence, cells: [String], columns: ColumnMap, dateFormat: DateFormat) {
    self.evidence = evidence
    self.cells = cells
    self.columns = columns
    self.dateFormat = dateFormat
  }

  /// The text of a cell; nil where the column is missing or the cell is blank.
  subscript(column: String) -> String? {
    guard let place = columns[column], place < cells.count else { return nil }
    let text = trimmed(cells[place])
    return text.isEmpty ? nil : text
  }

  /// A date that may be blank.
  func date(_ column: String) throws(RowProblem) -> CivilDate? {
    guard let text = self[column] else { return nil }
    guard let date = dateFormat.date(text.utf8) ?? CivilDate(text) else {
      throw RowProblem("`\(text)` under `\(column)` is not a date as the dataset writes them")
    }
    return date
  }

  /// A date that must be there.
  func requiredDate(_ column: String) throws(RowProblem) -> CivilDate {
    guard let date = try date(column) else { throw RowProblem("`\(column)` is blank") }
    return date
  }

  /// A text that must be there.
  func required(_ column: String) throws(RowProblem) -> String {
    guard let text = self[column] else { throw RowProblem("`\(column)` is blank") }
    return text
  }

  /// A time of day that may be blank.
  func time(_ column: String) throws(RowProblem) -> TimeOfDay? {
    guard let text = self[column] else { return nil }
    guard let time = TimeOfDay(text) else {
      throw RowProblem("`\(text)` under `\(column)` is not a time of day")
    }
    return time
  }

  /// A sum that may be blank, with or without its `£`.
  func money(_ column: String) throws(RowProblem) -> Money? {
    guard let text = self[column] else { return nil }
    guard let money = Money(text.hasPrefix("£") ? text : "£" + text) else {
      throw RowProblem("`\(text)` under `\(column)` is not a sum of money")
    }
    return money
  }

  /// One of a few words, in any letter case, that may be blank.
  func word<Word: RawRepresentable<String> & CaseIterable>(
    _ column: String, as type: Word.Type
  ) throws(RowProblem) -> Word? {
    guard let text = self[column] else { return nil }
    guard let word = Word(rawValue: text.lowercased()) else {
      let words = Wording.list(Word.allCases.map { "`\($0.rawValue)`" }, "or")
      throw RowProblem("`\(text)` under `\(column)` is not \(words)")
    }
    return word
  }

  /// Whether the row belongs to a group; a blank is no.
  func truth(_ column: String) throws(RowProblem) -> Bool {
    switch self[column]?.lowercased() {
    case nil, "no", "n", "false", "0": return false
    case "yes", "y", "true", "1": return true
    case let text?: throw RowProblem("`\(text)` under `\(column)` is neither yes nor no")
    }
  }

  /// A session's half that must be there.
  func half(_ column: String) throws(RowProblem) -> SessionHalf {
    let text = try required(column)
    guard let half = SessionHalf(text.utf8) else {
      throw RowProblem("`\(text)` under `\(column)` is neither AM nor PM")
    }
    return half
  }
}

/// Why a row cannot be used.
struct RowProblem: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}

/// Reads a small table row by row; rows that cannot be used are rejected with their reason.
///
/// A file whose header cannot be read is an error in `reading` and gives nil.
func readTable(
  _ data: DataFile, as file: TableFile, known: [String], required: [String],
  _ reading: inout Reading, _ rejections: inout [Rejection],
  row use: (TableRow) throws(RowProblem) -> Void
) -> Bool {
  data.bytes.withUnsafeBufferPointer { bytes in
    var cursor = CSVCursor(bytes)
    guard let header = readHeader(&cursor, file, &reading),
      let columns = ColumnMap(
        header: header, file: file, known: known, required: required, &reading)
    else { return false }
    let format = file.dateFormat?.value ?? .iso
    while true {
      let evidence: Evidence
      switch cursor.next() {
      case .end: return true
      case .malformed(let problem):
        reject(Evidence(file: data.name, line: cursor.line), problem, &rejections)
        continue
      case .fields: evidence = Evidence(file: data.name, line: cursor.line)
      }
      let cells = cursor.fields.indices.map { cursor.text(of: $0) }
      guard !cells.contains(nil) else {
        reject(evidence, "it is not UTF-8 text", &rejections)
        continue
      }
      let row = TableRow(
        evidence: evidence, cells: cells.compactMap { $0 }, columns: columns, dateFormat: format)
      do throws(RowProblem) {
        try use(row)
      } catch {
        reject(evidence, error.reason, &rejections)
      }
    }
  }
}

/// The header's cells; nil, with an error at the manifest, where there is none.
func readHeader(
  _ cursor: inout CSVCursor, _ file: TableFile, _ reading: inout Reading
) -> [String]? {
  let place = file.file?.span ?? file.span
  switch cursor.next() {
  case .fields:
    let cells = cursor.fields.indices.map { cursor.text(of: $0) }
    if !cells.contains(nil) { return cells.compactMap { $0 } }
    reading.report(
      Diagnostic(
        "register.not-text", "The first line of `\(file.name)` is not UTF-8 text.", at: place,
        help: "Export it as CSV in UTF-8."))
  case .malformed(let problem):
    reading.report(
      Diagnostic(
        "register.malformed", "The first line of `\(file.name)` cannot be read: \(problem).",
        at: place, help: "Export it again as CSV."))
  case .end:
    reading.report(
      Diagnostic(
        "register.empty-file", "`\(file.name)` holds nothing.", at: place,
        help: "It needs a line of column names."))
  }
  return nil
}

func reject(_ evidence: Evidence, _ reason: String, _ rejections: inout [Rejection]) {
  rejections.append(Rejection(evidence: evidence, reason: reason))
}

extension SessionHalf {
  /// Reads `AM` or `PM`, in any letter case, or the words.
  init?(_ bytes: some Collection<UInt8>) {
    switch bytes.count {
    case 1, 2:
      let letters = bytes.map { $0 | 0x20 }
      guard letters.count == 1 || letters[1] == UInt8(ascii: "m") else { return nil }
      switch letters[0] {
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

/// A text without spaces at its ends.
func trimmed(_ text: String) -> String {
  let start = text.drop { $0 == " " || $0 == "\t" }
  guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
  return String(start[...last])
}
