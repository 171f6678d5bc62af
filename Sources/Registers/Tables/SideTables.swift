import CivilTime
import Clauses
import Diagnostics
import TypedYAML

// The tables beside the marks.
extension DatasetBuilder {
  mutating func readPupils(
    _ file: SideTable<PupilEntry>?, _ open: (String) -> DataFile?, _ reading: inout Reading
  ) {
    var placeholders = CountedWords()
    read(.pupils, file, open, &reading) { builder, pupil, row in
      builder.checkDates(of: &pupil, row, &placeholders)
    }
    collector.remarks += placeholders.remarksOnPlaceholders
  }

  mutating func readActions(
    _ file: ActionsFile?, _ open: (String) -> DataFile?, _ reading: inout Reading
  ) {
    var words = ActionMapping(file?.actions)
    read(.actions, file?.side, open, &reading) { _, action, _ in
      action.action = action.action?.map { Prose(text: words.meaning(of: $0.text)) }
    }
    mappedActions = words.used
    if has(.actions) { collector.remarks += words.unused(in: file?.side.table.name ?? "") }
  }

  mutating func readRegistersTaken(
    _ file: SideTable<RegisterTakenEntry>?, _ open: (String) -> DataFile?,
    _ reading: inout Reading
  ) {
    var isShifted = false
    func shift(_ time: inout Located<TimeOfDay>?) {
      // No register is taken at night, so an afternoon's `1:00` is 13:00.
      guard let early = time, early.value.minute < 7 * 60,
        let meant = TimeOfDay(minute: early.value.minute + 12 * 60)
      else { return }
      isShifted = true
      time = Located(meant, at: early.span)
    }
    read(.registersTaken, file, open, &reading) { _, taken, _ in
      guard taken.session?.value == .afternoon else { return }
      shift(&taken.opened)
      shift(&taken.closed)
    }
    if isShifted, let file {
      assumptions.append(
        "\(file.table.name) has afternoon times before 07:00; `1:00` is taken to mean 13:00.")
    }
  }

  private func has(_ kind: Dataset.AbsentData.Kind) -> Bool {
    !absent.contains { $0.kind == kind }
  }

  /// Reads an optional table; rows that cannot be used are rejected with their reason.
  ///
  /// `adapt` puts into a record what is particular to tables.
  mutating func read<Row: DatasetRecord>(
    _ kind: Dataset.AbsentData.Kind, _ side: SideTable<Row>?, _ open: (String) -> DataFile?,
    _ reading: inout Reading,
    adapt: (inout DatasetBuilder, inout Row, TableRow) -> Void = { _, _, _ in }
  ) {
    guard let file = side?.table else { return lacks(kind) }
    guard let data = open(file.name) else {
      return absent.append(.init(kind: kind, reason: "the file `\(file.name)` is not there"))
    }
    guard let text = text(of: data, as: file, &reading) else { return }
    var builder = self
    var (rejections, rows): ([Rejection], Int) = ([], 0)
    let unused = readTable(text, as: file, Row.columns, &reading, &rejections, &rows) {
      row throws(RowProblem) in
      var record = try Row(row)
      adapt(&builder, &record, row)
      if let problem = record.contradictions.lazy.compactMap({ $0 }).first {
        throw RowProblem(problem.reason)
      }
      try record.enter(&builder)
    }
    self = builder
    tables.append((text.name, rows))
    collector.rejections += rejections
    if !unused.isEmpty {
      assumptions.append(
        "\(file.name): \(unused.count == 1 ? "column" : "columns") not used: "
          + "\(Wording.list(unused)).")
    }
  }
}

/// Reads a small table row by row; gives the names of the columns that are not used.
///
/// A file whose header cannot be read, or with hardly a row that can, is an error in `reading`.
private func readTable(
  _ data: DataText, as file: TableFile, _ columns: [TableColumn], _ reading: inout Reading,
  _ rejections: inout [Rejection], _ rows: inout Int,
  row use: (TableRow) throws(RowProblem) -> Void
) -> [String] {
  data.bytes.withUnsafeBufferPointer { bytes in
    guard let (start, header) = Header.read(bytes, of: data.name, as: file, &reading),
      let map = ColumnMap(
        header: header, file: file, columns, &reading)
    else { return [] }
    let unused = map.unused.filter { !$0.isEmpty }.map { quoted($0) }
    var cursor = start
    let format = file.dateFormat?.value ?? .iso
    while rejections.count <= Limits.rejections {
      let row = cursor.next()
      let evidence = Evidence(file: data.name, line: cursor.line)
      do throws(RowProblem) {
        switch row {
        case .end: return unused
        case .malformed(let problem):
          rows += 1
          throw RowProblem(problem)
        case .fields where cursor.isBlank(): continue
        case .fields:
          rows += 1
          let row = try TableRow(cursor, evidence, map, format)
          try use(row)
          for fault in row.faults {
            rejections.append(
              Rejection(
                evidence: evidence, reason: "\(fault); the rest of the row is used", isOfCell: true)
            )
          }
        }
      } catch {
        reject(evidence, error.reason + cursor.extent, &rejections)
      }
    }
    reading.report(Limits.tooManyRejections(rejections, of: file))
    return unused
  }
}
