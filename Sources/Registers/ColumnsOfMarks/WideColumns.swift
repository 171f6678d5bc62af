import CivilTime
import Diagnostics
import TypedYAML

/// The columns of a wide file that are about sessions, and those that are not.
struct WideColumns: Sendable {
  /// A column that is about a session, or about a day where it names no half.
  struct Column: Sendable {
    let place: Int
    let title: String
    let date: CivilDate
    let half: SessionHalf?
  }

  private(set) var sessions: [Column] = []
  /// Columns whose names hold a date or a half that cannot be read.
  private(set) var unreadable: [Int] = []
  /// Columns without a name that follow one about a session.
  private(set) var nameless: [Int] = []
  /// The columns that are about no session.
  private(set) var others: [(place: Int, title: String)] = []
  private(set) var rejections: [Rejection] = []
  private(set) var dates = DateReadings()
  private(set) var hasSerialDates = false
  /// Whether two columns are about the same session.
  private var repeated: (first: Int, second: Int)?

  /// Finds the columns; nil, with an error, where there are none for sessions, or two for one.
  init?(
    _ header: MarksHeader, _ file: MarksFile, _ name: String, _ reading: inout Reading
  ) {
    find(header, Evidence(file: name, line: header.line))
    let span = file.file?.span ?? file.span
    for (key, date) in [("from", file.from), ("to", file.to)] {
      guard let date else { continue }
      reading.report(
        .unusedKey,
        "`\(key)` is not read: it is about strings of marks, and here each session has a column.",
        at: date.span, path: "marks.\(key)", help: "Leave it out.")
    }
    if let repeated {
      reading.report(
        .ambiguousColumn,
        "`\(name)` has two columns for the same session: `\(header.cells[repeated.first])` and "
          + "`\(header.cells[repeated.second])`.",
        at: span, help: "Rename or remove the one that is not meant.")
    } else if sessions.isEmpty {
      let first = rejections.first.map { " \(Wording.sentence($0.reason))." } ?? ""
      reading.report(
        .missingColumn,
        "`\(name)` has no column whose name is a date, and none for `marks`.", at: span,
        help:
          "Name columns like `\(header.format.example) AM`, or say which holds a string of marks: "
          + "`columns: { marks: … }`.\(first)")
    }
    guard reading.diagnostics.isEmpty else { return nil }
  }

  private mutating func find(_ header: MarksHeader, _ row: Evidence) {
    let format = header.format
    let titles = header.cells.map { trimmed($0) }
    let parts = titles.map { SessionHeading.Parts($0) }
    let hasM = parts.contains { $0.letter == "M" && SessionHeading($0, format) != .other }
    for (place, title) in titles.enumerated() where place != header.columns["pupil"] {
      if title.isEmpty {
        let isBehind =
          place > 0 && (sessions.last?.place == place - 1 || nameless.last == place - 1)
        if isBehind { nameless.append(place) } else { others.append((place, title)) }
        continue
      }
      switch SessionHeading(parts[place], format) {
      case .other: others.append((place, title))
      case .unreadable(let problem): leaveOut(place, title, problem, row)
      case .session where hasM && parts[place].letter == "A":
        leaveOut(place, title, "ends in `A`, which beside `M` may mean the afternoon", row)
      case .session(let date, let half, let isSerial):
        hasSerialDates = hasSerialDates || isSerial
        dates.note(date, parts[place].day, format)
        add(Column(place: place, title: title, date: date, half: half))
      }
    }
  }

  private mutating func leaveOut(
    _ place: Int, _ title: String, _ problem: String, _ row: Evidence
  ) {
    unreadable.append(place)
    reject(row, "the column \(quoted(title)) is not read, because its name \(problem)", &rejections)
  }

  private mutating func add(_ column: Column) {
    let other = sessions.first {
      $0.date == column.date && ($0.half == nil || column.half == nil || $0.half == column.half)
    }
    if let other, repeated == nil { repeated = (other.place, column.place) }
    sessions.append(column)
  }
}
