import CivilTime
import Clauses
import Diagnostics
import TypedYAML

// The tables beside the marks.
extension DatasetBuilder {
  mutating func readPupils(
    _ file: SideTable<PupilColumns>?, _ open: (String) -> DataFile?, _ reading: inout Reading
  ) {
    var placeholders = CountedWords()
    read(.pupils, file, open, &reading) { (builder, row) throws(RowProblem) in
      let id = try row.identifier()
      let groups = PupilGroup.allCases.filter { group in
        row.optional { row throws(RowProblem) in try row.truth(group) } ?? false
      }
      let year = row.optional { row throws(RowProblem) in try row.yearGroup() }
      let position = row.optional { row throws(RowProblem) in
        try row.word("class_position", as: ClassPosition.self)
      }
      let birth = builder.dateOfBirth(of: id, &row)
      let spell = builder.spell(&row, year: year, born: birth, &placeholders)
      let pupil = Pupil(
        id: id, yearGroup: year, classGroup: row["class"], classPosition: position,
        dateOfBirth: birth, groups: Set(groups),
        registration: row.optional { row throws(RowProblem) in try row.registration() } ?? .main,
        evidence: row.evidence, spells: [spell])
      try builder.add(pupil)
    }
    collector.remarks += placeholders.remarksOnPlaceholders
  }

  mutating func readAmendments(
    _ file: SideTable<AmendmentColumns>?, _ open: (String) -> DataFile?, _ reading: inout Reading
  ) {
    read(.amendments, file, open, &reading) { (builder, row) throws(RowProblem) in
      let session = Session(try row.requiredDate("date"), try row.half("session"))
      let amendment = Amendment(
        session: session, original: try code(row["original"], in: session.half),
        amended: try code(row["amended"], in: session.half),
        amendedOn: try row.requiredDate("amended_on"),
        missing: Amendment.Item.allCases.filter { row[$0.rawValue] == nil },
        evidence: row.evidence)
      builder.add(amendment, for: try row.identifier())
    }
  }

  mutating func readActions(
    _ file: ActionsFile?, _ open: (String) -> DataFile?, _ reading: inout Reading
  ) {
    var words = ActionMapping(file?.actions)
    read(.actions, file?.side, open, &reading) { (builder, row) throws(RowProblem) in
      let date = try row.requiredDate("date")
      let action = Action(
        date: date,
        time: row.optional { row throws(RowProblem) in try row.time("time", on: date) },
        kind: words.meaning(of: try row.required("action")),
        detail: row.optional { row throws(RowProblem) in try detail(row["detail"]) } ?? [:],
        parent: row["parent"],
        amount: row.optional { row throws(RowProblem) in try row.money("amount") },
        evidence: row.evidence)
      builder.add(action, for: try row.identifier())
    }
    mappedActions = words.used
    if has(.actions) { collector.remarks += words.unused(in: file?.side.table.name ?? "") }
  }

  mutating func readLeave(
    _ file: SideTable<LeaveColumns>?, _ open: (String) -> DataFile?, _ reading: inout Reading
  ) {
    read(.leave, file, open, &reading) { (builder, row) throws(RowProblem) in
      let firstDay = try row.requiredDate("first_day")
      let lastDay = try row.date("last_day") ?? firstDay
      guard lastDay >= firstDay else { throw RowProblem("the leave ends before it begins") }
      if let decision = row["decision"], LeaveRequest.outcomes[decision.lowercased()] == nil {
        throw RowProblem("\(quoted(decision)) under `decision` is neither granted nor refused")
      }
      let request = LeaveRequest(
        appliedOn: try row.requiredDate("applied_on"), appliedBy: row["applied_by"],
        firstDay: firstDay, lastDay: lastDay, reason: row["reason"], decision: row["decision"],
        decidedOn: try row.date("decided_on"), evidence: row.evidence)
      builder.add(request, for: try row.identifier())
    }
  }

  mutating func readExclusions(
    _ file: SideTable<ExclusionColumns>?, _ open: (String) -> DataFile?, _ reading: inout Reading
  ) {
    read(.exclusions, file, open, &reading) { (builder, row) throws(RowProblem) in
      let firstDay = try row.requiredDate("first_day")
      let kind = try row.word("kind", as: ExclusionKind.self) ?? .suspension
      let lastDay = try row.date("last_day") ?? (kind == .permanent ? nil : firstDay)
      guard lastDay.map({ $0 >= firstDay }) ?? true else {
        throw RowProblem("the exclusion ends before it begins")
      }
      let exclusion = Exclusion(
        kind: kind, firstDay: firstDay, lastDay: lastDay, evidence: row.evidence)
      builder.add(exclusion, for: try row.identifier())
    }
  }

  mutating func readRegistersTaken(
    _ file: SideTable<RegisterTakenColumns>?, _ open: (String) -> DataFile?,
    _ reading: inout Reading
  ) {
    var isShifted = false
    read(.registersTaken, file, open, &reading) { (builder, row) throws(RowProblem) in
      let session = Session(try row.requiredDate("date"), try row.half("session"))
      func time(_ column: String, _ row: inout TableRow) -> TimeOfDay? {
        let time = row.optional { row throws(RowProblem) in
          try row.time(column, on: session.date)
        }
        // No register is taken at night, so an afternoon's `1:00` is 13:00.
        guard session.half == .afternoon, let time, time.minute < 7 * 60 else { return time }
        isShifted = true
        return TimeOfDay(minute: time.minute + 12 * 60)
      }
      builder.add(
        RegisterTaken(
          classGroup: try row.required("class"), session: session, opened: time("opened", &row),
          closed: time("closed", &row), evidence: row.evidence))
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
  private mutating func read<Columns: TableColumns>(
    _ kind: Dataset.AbsentData.Kind, _ side: SideTable<Columns>?, _ open: (String) -> DataFile?,
    _ reading: inout Reading,
    row use: (inout DatasetBuilder, inout TableRow) throws(RowProblem) -> Void
  ) {
    guard let file = side?.table else { return lacks(kind) }
    guard let data = open(file.name) else {
      return absent.append(.init(kind: kind, reason: "the file `\(file.name)` is not there"))
    }
    guard let text = text(of: data, as: file, &reading) else { return }
    var builder = self
    var (rejections, rows): ([Rejection], Int) = ([], 0)
    let unused = readTable(text, as: file, Columns.columns, &reading, &rejections, &rows) {
      row throws(RowProblem) in try use(&builder, &row)
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
  row use: (inout TableRow) throws(RowProblem) -> Void
) -> [String] {
  data.bytes.withUnsafeBufferPointer { bytes in
    guard let (start, header) = Header.read(bytes, of: data, as: file, &reading),
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
          var row = try TableRow(cursor, evidence, map, format)
          try use(&row)
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

/// A code that may be blank.
private func code(_ text: String?, in half: SessionHalf) throws(RowProblem) -> MarkCode? {
  guard let text else { return nil }
  guard let mark = MarkSpelling.mark(text, in: half) else {
    throw RowProblem("\(quoted(text)) is not a register code")
  }
  return mark.code
}

/// The pairs `key=value`, separated by `;`.
private func detail(_ text: String?) throws(RowProblem) -> [String: String] {
  var pairs: [String: String] = [:]
  for pair in (text ?? "").split(separator: ";") {
    let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw RowProblem("\(quoted(pair)) under `detail` is not of the form key=value")
    }
    pairs[trimmed(String(parts[0]))] = trimmed(String(parts[1]))
  }
  return pairs
}

extension PupilGroup {
  /// The words of a column that says who is in the group, in lower case.
  var words: [String: Bool] {
    switch self {
    case .sen: PupilGroup.wordsOfNeeds
    case .boarder: PupilGroup.wordsOfBoarding
    case .fsm, .socialWorker, .youthOffendingTeam: PupilGroup.yesAndNo
    }
  }

  /// The codes of the school census that a column of the group may have besides, for a message.
  var codes: String {
    switch self {
    case .sen: ", nor one of the codes `K`, `E` and `N`"
    case .boarder: ", nor one of the codes `B`, `6`, `7` and `N`"
    case .fsm, .socialWorker, .youthOffendingTeam: ""
    }
  }

  private static let yesAndNo = [
    "yes": true, "y": true, "true": true, "t": true, "1": true,
    "no": false, "n": false, "false": false, "f": false, "0": false,
  ]

  /// Also the codes of the school census.
  private static let wordsOfNeeds = yesAndNo.merging(
    ["k": true, "sen support": true, "e": true, "ehcp": true, "ehc plan": true]
  ) { first, _ in first }

  /// Also the codes of the school census: a boarder, for six nights or fewer, for seven.
  private static let wordsOfBoarding = yesAndNo.merging(
    ["b": true, "boarder": true, "6": true, "7": true, "not a boarder": false, "day": false]
  ) { first, _ in first }
}
