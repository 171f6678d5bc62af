import CivilTime
import Diagnostics
import Parallel
import TypedYAML

/// A register of so many marks that only some of its pupils are held at a time.
///
/// It is a file of marks in the order of the pupils' identifiers and nothing beside it, so that those whom no
/// row follows can be replayed and forgotten.
public struct MarkStream: Sendable {
  private let manifest: Manifest
  private let marks: MarksFile
  private let calendar: SchoolCalendar
  private let file: LargeFile
  /// Pupils times sessions that are held at a time.
  private let places: Int

  /// The marks that are held at a time, a byte each.
  public static let places = 1 << 24

  /// A file of rows of one mark of which all may be held has so many bytes for each.
  private static let bytesPerMark = 24

  /// Opens the marks that a manifest names; nil where there is more beside them, or all of them can be held.
  init?(
    _ manifest: Manifest, _ marks: MarksFile, _ calendar: SchoolCalendar, _ file: LargeFile,
    places: Int
  ) {
    let bytes = marks.layout?.value == .wide ? 1 : MarkStream.bytesPerMark
    guard manifest.namesMarksAlone, marks.layout?.value != .ctf, file.size / bytes > places else {
      return nil
    }
    (self.manifest, self.marks, self.calendar, self.file) = (manifest, marks, calendar, file)
    self.places = places
  }

  /// Reads the register, and gives `take` datasets of some pupils whom no row follows, each behind those before.
  ///
  /// What comes back has the last pupils, and what is to be said of the whole file. Nil where the rows are not in the
  /// order of the pupils, or it cannot be said whether they are: such a register has to be held.
  public func read(_ take: (Dataset) -> Void) -> Dataset? {
    var builder = DatasetBuilder.withoutTables(calendar)
    var reading = Reading()
    var batches = Batches(places: places)
    let school = manifest.school?.value.text ?? "The school"
    let (absent, assumptions) = (builder.absent, builder.assumptions)
    let pieces = Pieces(size: min(1 << 20, places), shareNames: false)
    let isRead = builder.readPieces(of: file, marks, in: pieces, &reading) { collector in
      guard let records = batches.next(&collector, file.name) else { return batches.isInOrder }
      guard let dates = batches.dates else { return false }
      take(
        Dataset(
          school: school, calendar: calendar, pupils: records, codeTable: collector.codeTable,
          registersTaken: [], marksFile: file.name, dates: dates, absent: absent,
          rejections: [], remarks: [], assumptions: assumptions, usage: []))
      return true
    }
    guard isRead, reading.diagnostics.isEmpty, batches.isWhole(with: builder.collector),
      let rest = builder.dataset(school: school, marksFile: file.name, isExport: true)
    else { return nil }
    return rest
  }
}

/// The pupils of a stream that were taken out, and whether they can be told as if they had all been held.
private struct Batches {
  let places: Int
  private(set) var isInOrder = true
  /// The dates and codes of all marks so far.
  private(set) var dates: DateRange?
  private var codes = 0
  private var lastPupil: String?

  init(places: Int) { self.places = places }

  /// Takes out all pupils but the last where there are too many to go on; nil where there are not, or they are
  /// not in order.
  mutating func next(_ collector: inout MarksCollector, _ file: String) -> [PupilRecord]? {
    guard collector.matrix.places > places else { return nil }
    // Rows that come day by day soon have all pupils, and hardly a mark of each.
    guard collector.matrix.marks * 2 > collector.matrix.places, note(collector) else {
      isInOrder = false
      return nil
    }
    let records = collector.takeAllButLast()
    lastPupil = records.last?.pupil.id ?? lastPupil
    return records
  }

  /// Whether the last pupils fit in with those who were taken out.
  func isWhole(with collector: MarksCollector) -> Bool {
    var batches = self
    return isInOrder && (dates == nil || batches.note(collector))
  }

  private mutating func note(_ collector: MarksCollector) -> Bool {
    let span = [dates, collector.dates].compactMap { $0 }
    guard let first = span.map(\.first).min(), let last = span.compactMap(\.last).max() else {
      return false
    }
    let all = DateRange(from: first, to: last)
    // What the first pupils are replayed under must hold for the last.
    guard dates == nil || dates == all && codes == collector.codes.count else { return false }
    (dates, codes) = (all, collector.codes.count)
    let next = collector.pupilIDs.min()
    return lastPupil.map { last in next.map { last < $0 } ?? true } ?? true
  }
}

extension Manifest {
  /// Whether it names no other table than the marks.
  fileprivate var namesMarksAlone: Bool {
    pupils == nil && amendments == nil && actions == nil && leave == nil && exclusions == nil
      && registersTaken == nil
  }
}
