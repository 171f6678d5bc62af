import CivilTime
import Clauses
import Diagnostics
import Parallel
import TypedYAML

/// A register of any number of pupils that is read piece by piece, so that no more of it than a few pieces
/// is ever held.
///
/// It is a file of marks in the order of the pupils' identifiers, a row a pupil or a row a mark, and nothing
/// beside it: what cannot be put together from a piece and the next has to be read whole.
public struct MarkStream: Sendable {
  /// All of the dataset but its pupils.
  public let dataset: Dataset
  /// How many lines there are before the rows.
  public var linesBefore: Int { rows.linesBefore }
  private let file: LargeFile
  private let rows: any StreamedRows
  private let ranges: [Range<Int>]
  /// The first piece, which is read to open the stream.
  private let first: Piece?

  /// How many pieces there are.
  public var count: Int { ranges.count }

  /// What a piece holds.
  public struct Piece: Sendable {
    /// The pupils in their order; the first may be the last of the piece before, and the last the first of
    /// the next.
    public internal(set) var pupils: [StreamedPupil] = []
    /// The rows that could not be used, by their lines within the piece.
    public internal(set) var rejections: [(line: Int, reason: String)] = []
    /// What is said once of the file.
    public internal(set) var account = MarksAccount()
    /// How many lines the piece has.
    public internal(set) var lines = 0
    /// The first and last sessions with a mark; nil where there is none.
    var span: (first: Int, last: Int)? {
      let spans = pupils.compactMap(\.record.marks.span)
      guard let first = spans.map(\.first).min(), let last = spans.map(\.last).max() else {
        return nil
      }
      return (first, last)
    }

    /// Whether each pupil comes after the one before.
    fileprivate var isInOrder: Bool {
      zip(pupils, pupils.dropFirst()).allSatisfy { $0.record.pupil.id < $1.record.pupil.id }
    }
  }

  /// Opens the marks that a manifest names; nil where they are no such file.
  init?(_ manifest: Manifest, _ marks: MarksFile, _ calendar: SchoolCalendar, _ file: LargeFile) {
    let rows: (any StreamedRows)? =
      switch marks.layout?.value {
      case .wide: StringRows(file, marks, calendar)
      case .long, nil: MarkRows(file, marks, calendar)
      case .ctf: nil
      }
    guard let rows, manifest.namesMarksAlone else { return nil }
    (self.file, self.rows) = (file, rows)
    // Small enough for every thread to have some; nothing depends on it but the time taken.
    let size = min(1 << 20, max(LargeFile.reach, file.size / 16))
    ranges = (rows.start..<max(rows.start, file.size)).pieces(of: size)
    // Nearly always the first pupil has marks on the first day and on the last.
    var span: (first: Int, last: Int)?
    var lastPupil = ""
    var first: Piece?
    for range in ranges {
      guard let piece = rows.read(file, range), piece.isInOrder else { return nil }
      first = first ?? piece
      guard piece.pupils.first.map({ lastPupil <= $0.record.pupil.id }) ?? true else { return nil }
      lastPupil = piece.pupils.last?.record.pupil.id ?? lastPupil
      if let found = piece.span {
        let known = span ?? found
        span = (min(known.first, found.first), max(known.last, found.last))
      }
      if let span, span == (0, calendar.sessions.count - 1) { break }
    }
    guard let span,
      let dates = DateRange(
        from: calendar.sessions[span.first].date, to: calendar.sessions[span.last].date)
    else { return nil }
    self.first = first
    var builder = DatasetBuilder.withoutTables(calendar)
    builder.assumptions = rows.notes + builder.assumptions
    dataset = builder.dataset(
      school: manifest.school?.value.text ?? "The school", marksFile: file.name, dates: dates,
      codes: rows.codes.codes)
  }

  /// Reads a piece; nil where it is not as the others, or not in order.
  public func piece(_ number: Int) -> Piece? {
    if number == 0 { return first }
    return rows.read(file, ranges[number]).flatMap { $0.isInOrder ? $0 : nil }
  }
}

/// A pupil of a stream, or what a piece of it holds of one.
public struct StreamedPupil: Sendable {
  /// The pupil with the marks; the lines of their rows are not those of the file.
  public let record: PupilRecord
  /// The first row, by its line within the piece.
  public let line: Int
  /// What is odd about the identifier, in a sentence; nil for nothing.
  public let remark: String?

  init(_ identifier: String, _ marks: PupilMarks, line: Int) {
    let id = PupilIdentifier.standard(identifier)
    record = PupilRecord(pupil: Pupil(id: id), marks: marks)
    (self.line, remark) = (line, UniquePupilNumber.remark(on: id))
  }
}

/// What it takes to read the rows of any piece of a file.
protocol StreamedRows: Sendable {
  /// Where the rows begin, and how many lines there are before them.
  var start: Int { get }
  var linesBefore: Int { get }
  /// What the report takes for granted of the columns.
  var notes: [String] { get }
  /// The numbers that codes have in every piece.
  var codes: StreamedCodes { get }

  /// Reads the rows that begin in a range, from the first line break in it on; nil where that takes more
  /// than the piece.
  func read(_ file: LargeFile, _ range: Range<Int>) -> MarkStream.Piece?
}

extension Manifest {
  /// Whether it names no other table than the marks.
  fileprivate var namesMarksAlone: Bool {
    pupils == nil && amendments == nil && actions == nil && leave == nil && exclusions == nil
      && registersTaken == nil
  }
}
