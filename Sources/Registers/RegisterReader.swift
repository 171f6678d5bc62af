import CivilTime
import Clauses
package import Diagnostics
import TypedYAML

/// Reads a register from its `register.yaml`: whole, or some pupils at a time where its marks are more than are held.
///
/// The road that the marks take is chosen here.
///
/// | marks | rows | road |
/// |---|---|---|
/// | as many as are held, or beside other tables | in any order | into memory, then one batch |
/// | more | in the order of the identifiers | into memory, batch by batch |
/// | more | in any other order | out of memory in parts, then a batch for each |
package struct RegisterReader: Sendable {
  private let manifest: SourceFile
  private let places: Int
  private let open: @Sendable (String) -> DataFile?
  private let openLarge: @Sendable (String) -> LargeFile?
  private let makeSpool: @Sendable () -> SpoolFile?

  /// The marks that are held at a time, a byte each.
  package static let places = 1 << 23

  /// A file of rows of one mark of which all may be held has so many bytes for each.
  private static let bytesPerMark = 24

  /// Creates a reader; `open` reads a file that the manifest names, or gives nil, and `openLarge` gives one that is
  /// too large to be held whole, if it is.
  ///
  /// `places` is how many pupils times sessions are held at a time, where `makeSpool` gives a file for what is more.
  package init(
    _ manifest: SourceFile, places: Int = RegisterReader.places,
    open: @escaping @Sendable (String) -> DataFile?,
    openLarge: @escaping @Sendable (String) -> LargeFile? = { _ in nil },
    makeSpool: @escaping @Sendable () -> SpoolFile? = { nil }
  ) {
    (self.manifest, self.places) = (manifest, places)
    (self.open, self.openLarge, self.makeSpool) = (open, openLarge, makeSpool)
  }

  /// The register as one dataset.
  ///
  /// What makes it unusable is a located error and gives no value. A row that cannot be used becomes a rejection; an
  /// optional file that is not there is listed as absent.
  package func dataset() -> Outcome<Dataset> {
    let parts = Manifest.parts(of: manifest)
    guard let (manifest, marks, calendar) = parts.value else {
      return Outcome(nil, parts.diagnostics)
    }
    var reading = Reading()
    let builder = DatasetBuilder.read(manifest, marks, calendar, open, openLarge, &reading)
    return builder.outcome(manifest, marks, reading)
  }

  /// A step of reading in batches.
  package enum Step {
    /// Some pupils with all that the register holds of them.
    case batch(Dataset)
    /// The register is read again, because pupils who were in a batch had further rows, or a row repeats a mark of
    /// which no line was kept; no batch so far counts.
    case again
  }

  /// Reads the register and gives `take` datasets of some pupils each.
  ///
  /// What comes back has the other pupils, and what is to be said of the whole register.
  package func batches(_ take: (Step) -> Void) -> Outcome<Dataset> {
    let parts = Manifest.parts(of: manifest)
    guard let (manifest, marks, calendar) = parts.value, manifest.namesMarksAlone,
      marks.layout?.value != .ctf
    else { return dataset() }
    let bytes = marks.layout?.value == .wide ? 1 : RegisterReader.bytesPerMark
    let isLong = (openLarge(marks.table.name)?.size ?? 0) / bytes > places
    for (inOrder, keepsLines) in [(isLong, false), (false, true)] {
      let pieces = Pieces(size: min(1 << 20, places), keepsLines: keepsLines)
      let found = batches(manifest, marks, calendar, inOrder: inOrder, pieces, take)
      if let found { return found }
      take(.again)
    }
    return dataset()
  }

  /// Nil where it has to be read again.
  private func batches(
    _ manifest: Manifest, _ marks: MarksFile, _ calendar: SchoolCalendar, inOrder: Bool,
    _ pieces: Pieces, _ take: (Step) -> Void
  ) -> Outcome<Dataset>? {
    var (builder, reading) = (DatasetBuilder.withoutTables(calendar), Reading())
    var order = BatchOrder()
    let (absent, name) = (builder.absent, marks.table.name)
    func give(_ pupils: [PupilRecord], _ codes: CodeTable, _ dates: DateRange) {
      guard !pupils.isEmpty else { return }
      take(
        .batch(
          Dataset(
            school: manifest.schoolName, calendar: calendar, pupils: pupils,
            codeTable: codes, registersTaken: [:], marksFile: name, dates: dates,
            absent: absent, rejections: [], remarks: [], assumptions: [], usage: [])))
    }
    builder.readMarks(marks, in: pieces, open, openLarge, &reading) { collector in
      guard !collector.lacksLines else { return false }
      guard collector.parts == nil, collector.matrix.size > places else {
        return collector.parts?.hasRoom ?? true
      }
      if inOrder, collector.isMostlyMarked, let dates = order.note(collector) {
        let pupils = collector.takeAllButLast()
        order.hasTaken(pupils)
        give(pupils, collector.codeTable, dates)
      } else if order.hasTaken {
        return false
      } else if let spool = makeSpool() {
        let pupils = places / max(1, calendar.sessions.count) / 8
        collector.part(into: spool, pupils: pupils)
      }
      return true
    }
    guard !builder.collector.lacksLines else { return nil }
    builder.assumptions += builder.assumptionsOnPupils
    if order.hasTaken, !reading.diagnostics.isEmpty || order.note(builder.collector) == nil {
      return nil
    }
    if reading.diagnostics.isEmpty, let dates = builder.collector.dates {
      let codes = builder.collector.codeTable
      let isRead = builder.collector.takeParts(file: name) { give($0, codes, dates) }
      guard !builder.collector.lacksLines else { return nil }
      if !isRead { reading.report(marks.noRoom) }
      let rejections = builder.collector.rejections
      if rejections.count > Limits.rejections {
        reading.report(Limits.tooManyRejections(rejections, of: marks.table))
      }
    }
    return builder.outcome(manifest, marks, reading)
  }
}

/// Whether pupils come in the order of their identifiers, so that those who were taken out are complete.
private struct BatchOrder {
  /// The dates and codes of all marks so far.
  private var dates: DateRange?
  private var codes = 0
  private var lastPupil: String?

  var hasTaken: Bool { lastPupil != nil }

  mutating func hasTaken(_ pupils: [PupilRecord]) { lastPupil = pupils.last?.pupil.id ?? lastPupil }

  /// The dates of all marks; nil where pupils who were taken out had further rows, or were given other dates or
  /// codes.
  mutating func note(_ collector: MarksCollector) -> DateRange? {
    let span = [dates, collector.dates].compactMap { $0 }
    guard let first = span.map(\.first).min(), let last = span.compactMap(\.last).max() else {
      return nil
    }
    let all = DateRange(from: first, to: last)
    guard dates == nil || dates == all && codes == collector.codes.count else { return nil }
    (dates, codes) = (all, collector.codes.count)
    let next = collector.pupilIDs.min()
    guard let lastPupil, let next, next <= lastPupil else { return all }
    return nil
  }
}

extension Manifest {
  /// Whether it names no other table than the marks.
  fileprivate var namesMarksAlone: Bool {
    pupils == nil && amendments == nil && actions == nil && leave == nil && exclusions == nil
      && registersTaken == nil
  }

  /// The school's name, or words in its place.
  var schoolName: String { school?.value.text ?? "The school" }
}

extension MarksFile {
  /// The error that marks outside memory could not be kept.
  fileprivate var noRoom: Diagnostic {
    Diagnostic(
      .noRoom,
      "`\(table.name)` has more marks than are held in memory, and there is no room for the others "
        + "in the folder for temporary files.", at: file?.span ?? span,
      help: "Make room there, or name another folder with `TMPDIR`.")
  }
}

extension Dataset {
  /// Reads a register whole.
  package static func read(
    _ manifest: SourceFile, open: @escaping @Sendable (String) -> DataFile?,
    openLarge: @escaping @Sendable (String) -> LargeFile? = { _ in nil }
  ) -> Outcome<Dataset> {
    RegisterReader(manifest, open: open, openLarge: openLarge).dataset()
  }
}
