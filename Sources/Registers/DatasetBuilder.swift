import CivilTime
import Clauses
import Parallel

extension DatasetBuilder {
  /// What a dataset without tables lacks, and takes for granted.
  static func withoutTables(_ calendar: SchoolCalendar) -> DatasetBuilder {
    var builder = DatasetBuilder(calendar)
    for kind in Dataset.AbsentData.Kind.allCases { builder.lacks(kind) }
    builder.assumptions += builder.assumptionsOnPupils
    return builder
  }

  /// The dataset without its pupils.
  func dataset(
    school: String, marksFile: String, dates: DateRange, codes: [MarkCode?]
  ) -> Dataset {
    Dataset(
      school: school, calendar: collector.calendar, pupils: [], codes: codes, registersTaken: [],
      marksFile: marksFile, dates: dates, absent: absent, rejections: [], remarks: [],
      assumptions: assumptions)
  }

  /// The dataset; nil where it has no mark at all.
  func dataset(school: String, marksFile: String) -> Dataset? {
    guard let dates = collector.dates else { return nil }
    var rejections = collector.rejections
    let known = Set(pupils.keys).union(collector.pupilIDs)
    // A row about somebody the dataset does not know is a fault in the export; say so.
    for (id, evidence) in rowsAboutPupils where !known.contains(id) {
      reject(evidence, "no pupil has this identifier", &rejections)
    }
    let numbers = Swift.Dictionary(
      collector.pupilIDs.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let records = known.sorted().parallelMap { id in
      PupilRecord(
        pupil: pupils[id] ?? Pupil(id: id, dateOfBirth: collector.birthDates[id]),
        marks: numbers[id].map { collector.marks(of: $0) }
          ?? PupilMarks(sessions: collector.calendar.sessions.count),
        amendments: (amendments[id] ?? []).inTime, actions: (actions[id] ?? []).inTime,
        leave: (leave[id] ?? []).inTime, exclusions: (exclusions[id] ?? []).inTime)
    }
    return Dataset(
      school: school, calendar: collector.calendar, pupils: records, codes: collector.codes,
      registersTaken: registersTaken, marksFile: marksFile, dates: dates, absent: absent,
      rejections: rejections.sorted { ($0.evidence, $0.reason) < ($1.evidence, $1.reason) },
      remarks: (collector.remarks + remarksOnPupils(known)).sorted {
        ($0.evidence, $0.sentence) < ($1.evidence, $1.sentence)
      },
      assumptions: assumptions)
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

  /// The rows of the tables besides the marks, with the pupils they are about.
  private var rowsAboutPupils: [(id: String, evidence: Evidence)] {
    var rows: [(id: String, evidence: Evidence)] = []
    for (id, list) in actions { rows += list.map { (id, $0.evidence) } }
    for (id, list) in amendments { rows += list.map { (id, $0.evidence) } }
    for (id, list) in leave { rows += list.map { (id, $0.evidence) } }
    for (id, list) in exclusions { rows += list.map { (id, $0.evidence) } }
    return rows
  }
}
