import CivilTime
import Clauses
import Parallel

extension DatasetBuilder {
  /// The builder of a dataset without tables.
  static func withoutTables(_ calendar: SchoolCalendar) -> DatasetBuilder {
    var builder = DatasetBuilder(calendar)
    for kind in Dataset.AbsentData.Kind.allCases { builder.lacks(kind) }
    return builder
  }

  /// The dataset; nil where it has no mark at all.
  ///
  /// `isExport` says whether it was read from files, of which the report tells how much was used.
  func dataset(school: String, marksFile: String, isExport: Bool = false) -> Dataset? {
    guard let dates = collector.dates else { return nil }
    // A row that the pupils' table does not know may be a heading.
    let headings = collector.rowsWithoutMarks.filter {
      pupils[PupilIdentifier.standard($0.id)] == nil
    }
    var rejections = collector.rejections
    for row in headings { reject(row.evidence, RowProblem.withoutMarks.reason, &rejections) }
    let known = Set(pupils.keys).union(collector.pupilIDs)
    // A row about a pupil whom the dataset does not know is a fault in the export.
    let unknown = rows(aboutOthersThan: known)
    for (_, evidence) in unknown {
      reject(evidence, "no pupil has this identifier", &rejections)
    }
    let numbers = Swift.Dictionary(
      collector.pupilIDs.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let days = daysOfStrings
    let records = known.sorted().parallelMap { id in
      PupilRecord(
        pupil: pupils[id] ?? collector.transferred[id]?.pupil(id, days) ?? Pupil(id: id),
        marks: numbers[id].map { collector.marks(of: $0) }
          ?? PupilMarks(sessions: collector.calendar.sessions.count),
        amendments: (amendments[id] ?? []).inTime, actions: (actions[id] ?? []).inTime,
        leave: (leave[id] ?? []).inTime, exclusions: (exclusions[id] ?? []).inTime,
        statedTotals: collector.transferred[id]?.totals ?? [])
    }
    var account = collector.accountOfAll
    account.harmlessRows += headings.count
    account.leaveOut(headingsOfWords)
    let outside = rowsOutside
    let remarks =
      account.remarks(on: marksFile, collector.calendar) + collector.remarks
      + remarksOnPupils(known) + remarksOnUnknownPupils(unknown, known: known)
      + [remarkOnUnmatchedPupils].compactMap { $0 } + remarksOnClasses
      + outside.compactMap { $0.rows.remark($0.what) } + remarksOnBackwardDates
    return Dataset(
      school: school, calendar: collector.calendar, pupils: records, codeTable: collector.codeTable,
      registersTaken: registersTaken, marksFile: marksFile, dates: dates, absent: absent,
      rejections: rejections.sorted { ($0.evidence, $0.reason) < ($1.evidence, $1.reason) },
      remarks: remarks.sorted { ($0.evidence, $0.sentence) < ($1.evidence, $1.sentence) },
      assumptions: assumptions + assumptionsOnStrings,
      usage: isExport ? usage(marksFile, account, rejections, outside.map(\.rows.evidence)) : [],
      mappedActions: mappedActions)
  }

  /// How much of the marks' file and of each table was used.
  private func usage(
    _ marksFile: String, _ account: MarksAccount, _ rejections: [Rejection],
    _ outside: [[Evidence]]
  ) -> [FileUsage] {
    let lines = Swift.Dictionary(
      grouping: rejections.filter { !$0.isOfCell }, by: \.evidence.file
    )
    .mapValues { Set($0.map(\.evidence.line)) }
    let rows = (lines[marksFile] ?? []).filter { $0 > collector.headerLine }
    return [account.usage(of: marksFile, rejectedLines: Set(rows))]
      + tables.map { table in
        let lost = outside.joined().count { $0.file == table.file }
        return FileUsage(
          file: table.file, rows: table.rows,
          unusedRows: min(table.rows, (lines[table.file]?.count ?? 0) + lost))
      }
  }

  /// What is odd about the pupils' identifiers, each where it first stands.
  private func remarksOnPupils(_ known: Set<String>) -> [Remark] {
    known.compactMap { id in
      guard let sentence = UniquePupilNumber.remark(on: id),
        let evidence = pupils[id]?.evidence ?? collector.firstRow(of: id)
      else { return nil }
      return Remark(evidence: evidence, sentence: sentence)
    }
  }

  /// The rows of the tables besides the marks that are about others than some pupils, with whom they are about.
  private func rows(aboutOthersThan known: Set<String>) -> [(id: String, evidence: Evidence)] {
    func rows<Row>(_ table: [String: [Row]], _ row: (Row) -> Evidence) -> [(String, Evidence)] {
      table.filter { !known.contains($0.key) }.flatMap { id, list in list.map { (id, row($0)) } }
    }
    return rows(actions, \.evidence) + rows(amendments, \.evidence) + rows(leave, \.evidence)
      + rows(exclusions, \.evidence)
  }
}
