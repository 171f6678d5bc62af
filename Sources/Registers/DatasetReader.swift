import CivilTime
import Clauses
import Diagnostics
import Parallel
import TypedYAML

extension DatasetBuilder {
  /// The dataset of what was read, or why there is none.
  func outcome(_ manifest: Manifest, _ marks: MarksFile, _ reading: Reading) -> Outcome<Dataset> {
    guard reading.diagnostics.isEmpty else { return Outcome(nil, reading.diagnostics) }
    let dataset = dataset(
      school: manifest.schoolName, marksFile: marks.table.name, isExport: true)
    return dataset.map { Outcome($0) } ?? Outcome(nil, [collector.withoutMarks(marks)])
  }
}

extension MarksCollector {
  /// The error of a file without a mark in any session of the calendar.
  fileprivate func withoutMarks(_ marks: MarksFile) -> Diagnostic {
    let (name, span) = (marks.table.name, marks.file?.span ?? marks.span)
    if let outside = accountOfAll.outside, let days = calendar.days {
      let remark = accountOfAll.dates.sentence(calendar).map { " \($0)" } ?? ""
      return Diagnostic(
        .noMarks,
        "`\(name)` holds no mark within the calendar: its marks are of "
          + "\(CivilDate.written(from: outside.first, to: outside.last)), and the calendar runs "
          + "from \(days.lowerBound.written) to \(days.upperBound.written).", at: span,
        help: "Check the year and the dates of `terms`, and `date_format`.\(remark)")
    }
    if let onClosedDays = accountOfAll.onClosedDays {
      return Diagnostic(
        .noMarks, "`\(name)` holds no mark on a school day of the calendar.", at: span,
        help: onClosedDays)
    }
    // What is wrong with the headings is wrong with every row.
    let ofHeadings = rejections.first { $0.evidence.line <= headerLine }
    let groups = RejectionGroup.groups(of: rejections.filter { $0.evidence.line > headerLine })
    let most = groups.max { ($0.lines.count, -$0.lines[0]) < ($1.lines.count, -$1.lines[0]) }
    return Diagnostic(
      .noMarks, "`\(name)` holds no mark that can be used.", at: span,
      help: ofHeadings.map { "\(Wording.sentence($0.reason))." } ?? most?.sentence)
  }
}

/// Puts a dataset together from its tables.
struct DatasetBuilder {
  var collector: MarksCollector
  var pupils: [String: Pupil] = [:]
  private(set) var amendments: [String: [Amendment]] = [:]
  private(set) var actions: [String: [Action]] = [:]
  private(set) var leave: [String: [LeaveRequest]] = [:]
  private(set) var exclusions: [String: [Exclusion]] = [:]
  private(set) var registersTaken: [String: [RegisterTaken]] = [:]
  var mappedActions: [MappedAction] = []
  var absent: [Dataset.AbsentData] = []
  /// The tables that were read, with how many rows each has.
  var tables: [(file: String, rows: Int)] = []
  var assumptions: [String] = []

  init(_ calendar: SchoolCalendar) { collector = MarksCollector(calendar) }

  /// Reads all files of a dataset: the marks, and beside them the pupils and what was done.
  static func read(
    _ manifest: Manifest, _ marks: MarksFile, _ calendar: SchoolCalendar,
    _ open: @escaping @Sendable (String) -> DataFile?,
    _ openLarge: @escaping @Sendable (String) -> LargeFile?, _ reading: inout Reading
  ) -> DatasetBuilder {
    let parts = [true, false].parallelMap { isRegister -> (Self, [Diagnostic]) in
      var (builder, reading) = (DatasetBuilder(calendar), Reading())
      if isRegister {
        builder.readMarks(marks, open, openLarge, &reading)
      } else {
        builder.readPupils(manifest.pupils, open, &reading)
        builder.read(.amendments, manifest.amendments, open, &reading)
        builder.readActions(manifest.actions, open, &reading)
        builder.read(.leave, manifest.leave, open, &reading)
        builder.read(.exclusions, manifest.exclusions, open, &reading)
        builder.readRegistersTaken(manifest.registersTaken, open, &reading)
      }
      return (builder, reading.diagnostics)
    }
    parts.flatMap(\.1).forEach { reading.report($0) }
    var whole = parts[0].0
    whole.take(parts[1].0)
    whole.checkThatPupilsMatch(manifest.pupils?.table, marks.table.name, &reading)
    whole.assumptions += whole.assumptionsOnPupils
    return whole
  }

  /// Takes what was done from the builder that read it.
  private mutating func take(_ done: DatasetBuilder) {
    (pupils, amendments, actions) = (done.pupils, done.amendments, done.actions)
    leave = done.leave
    (exclusions, registersTaken) = (done.exclusions, done.registersTaken)
    mappedActions = done.mappedActions
    absent += done.absent
    tables += done.tables
    assumptions += done.assumptions
    collector.rejections += done.collector.rejections
    collector.remarks += done.collector.remarks
    for code in done.collector.codes.compactMap({ $0 }) { _ = collector.number(of: code) }
  }

  // MARK: Tables

  /// Reads the marks in the way that fits their file: in pieces where it can be, or else whole.
  ///
  /// `onward` is asked behind each piece whether to go on; in between, pupils may be taken out where not all are
  /// held.
  mutating func readMarks(
    _ file: MarksFile, in pieces: Pieces = Pieces(), _ open: (String) -> DataFile?,
    _ openLarge: (String) -> LargeFile?, _ reading: inout Reading,
    onward: (inout MarksCollector) -> Bool = { _ in true }
  ) {
    let table = file.table
    if let large = openLarge(table.name),
      readPieces(of: large, file, in: pieces, &reading, onward)
    {
      return checkRoom(file, &reading)
    }
    guard let data = open(table.name) else {
      reading.report(
        .missingFile, "The marks' file `\(table.name)` is not there.",
        at: file.file?.span ?? file.span, help: "Its name is relative to `register.yaml`.")
      return
    }
    let held =
      file.layout?.value != .ctf
      ? text(of: data, as: table, &reading).map { LargeFile($0) }
      : data.isReadable(named: table, &reading) ? LargeFile(data) : nil
    if let held { _ = readPieces(of: held, file, in: pieces, &reading, onward) }
    checkRoom(file, &reading)
  }

  /// Reads a file of marks in pieces; false, with nothing read, where it has to be looked at whole.
  mutating func readPieces(
    of data: LargeFile, _ file: MarksFile, in pieces: Pieces, _ reading: inout Reading,
    _ onward: (inout MarksCollector) -> Bool = { _ in true }
  ) -> Bool {
    switch file.layout?.value {
    case .long, nil:
      guard let layout = LongLayout(data, file.table, collector.calendar, &reading) else {
        return false
      }
      return collector.readLong(
        data, layout, as: file.table, in: pieces, &reading, &assumptions, onward: onward)
    case .wide:
      return collector.readWide(
        data, as: file, in: pieces, &reading, &assumptions, onward: onward)
    case .ctf:
      collector.readTransferFile(data, as: file, &reading, &assumptions)
      return true
    }
  }

  /// Reports that there were more pupils than there is room for.
  private func checkRoom(_ file: MarksFile, _ reading: inout Reading) {
    guard collector.isOverfull else { return }
    reading.report(
      .tooLarge,
      "`\(file.table.name)` has more than \(Wording.grouped(collector.parts?.pupils ?? collector.pupilIDs.count)) pupils, too many "
        + "for a calendar of \(Wording.count(collector.calendar.sessions.count, "session")).",
      at: file.file?.span ?? file.span,
      help: "Check which column holds the pupils, or replay the schools one by one.")
  }

  /// The text of a file, noting how it was read; nil, with an error, where it has none.
  mutating func text(
    of data: DataFile, as file: TableFile, _ reading: inout Reading
  ) -> DataText? {
    guard let text = DataText(data, named: file, &reading) else { return nil }
    if text.isWindows1252 {
      assumptions.append("\(text.name) is not UTF-8 and is read as Windows-1252.")
    }
    return text
  }

  // MARK: Rows entered directly

  /// Notes that the dataset says nothing of a kind of data.
  mutating func lacks(_ kind: Dataset.AbsentData.Kind) {
    absent.append(.init(kind: kind, reason: "the dataset names no such file"))
  }

  mutating func add(_ action: Action, for pupil: String) {
    actions[pupil, default: []].append(action)
  }

  mutating func add(_ amendment: Amendment, for pupil: String) {
    // The code before an amendment may stand nowhere else in the data.
    for code in [amendment.original, amendment.amended].compactMap({ $0 }) {
      _ = collector.number(of: code)
    }
    amendments[pupil, default: []].append(amendment)
  }

  mutating func add(_ request: LeaveRequest, for pupil: String) {
    leave[pupil, default: []].append(request)
  }

  mutating func add(_ exclusion: Exclusion, for pupil: String) {
    exclusions[pupil, default: []].append(exclusion)
  }

  mutating func add(_ taken: RegisterTaken, of group: String) {
    registersTaken[group, default: []].append(taken)
  }
}
