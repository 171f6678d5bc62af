import CivilTime
import Clauses
import Diagnostics
import TypedYAML

/// Gathers marks pupil by pupil, whatever the order in which they come.
struct MarksCollector {
  let calendar: SchoolCalendar
  private(set) var pupilIDs: [String] = []
  private(set) var marks: [PupilMarks] = []
  private(set) var codes: [MarkCode?] = [nil, nil]
  private(set) var dates: DateRange?
  var rejections: [Rejection] = []
  private var pupilNumbers: [String: Int] = [:]
  private var codeNumbers: [MarkCode: UInt8] = [:]

  init(_ calendar: SchoolCalendar) { self.calendar = calendar }

  /// The number of a pupil, new where the identifier is.
  mutating func pupil(_ id: String) -> Int {
    if let number = pupilNumbers[id] { return number }
    let number = pupilIDs.count
    pupilNumbers[id] = number
    pupilIDs.append(id)
    marks.append(PupilMarks(sessions: calendar.sessions.count))
    return number
  }

  /// The number of a code; nil where a register uses more codes than there can be.
  mutating func number(of code: MarkCode) -> UInt8? {
    if let number = codeNumbers[code] { return number }
    guard codes.count <= Int(UInt8.max) else { return nil }
    let number = UInt8(codes.count)
    codeNumbers[code] = number
    codes.append(code)
    return number
  }

  /// Enters a mark; a blank one has no code.
  mutating func enter(
    pupil: Int, _ session: Session, _ code: MarkCode?, minutesLate: Int?, evidence: Evidence
  ) {
    guard let index = calendar.index(of: session) else {
      if let code {
        marks[pupil].strays.append(StrayMark(session: session, code: code, evidence: evidence))
      }
      return
    }
    guard marks[pupil].lines[index] == 0 else {
      return reject(
        evidence,
        "the session already has a mark, on line \(marks[pupil].lines[index])", &rejections)
    }
    guard let number = code.map({ self.number(of: $0) }) ?? .some(1) else {
      return reject(evidence, "the register uses more codes than exist", &rejections)
    }
    marks[pupil].codes[index] = number
    marks[pupil].lines[index] = UInt32(clamping: evidence.line)
    marks[pupil].minutesLate[index] = minutesLate.map { Int16(clamping: $0) } ?? -1
    note(session.date)
  }

  /// Notes how long after the register opened a pupil came.
  mutating func note(lateness: Minutes, pupil: Int, _ session: Session) {
    guard let index = calendar.index(of: session) else { return }
    marks[pupil].minutesLate[index] = Int16(clamping: lateness.count)
  }

  private mutating func note(_ date: CivilDate) {
    guard let known = dates else {
      dates = DateRange(on: date)
      return
    }
    guard !known.contains(date) else { return }
    dates = DateRange(from: min(known.first, date), to: max(known.last ?? date, date))
  }
}

extension MarksCollector {
  static let columns = ["pupil", "date", "session", "code", "minutes_late", "recorded_at"]

  /// Reads a file of one row a mark.
  ///
  /// False, with an error in `reading`, where it cannot be read.
  mutating func readLong(_ data: DataFile, as file: TableFile, _ reading: inout Reading) -> Bool {
    data.bytes.withUnsafeBufferPointer { bytes in
      var cursor = CSVCursor(bytes)
      let required = ["pupil", "date", "session", "code"]
      guard let header = readHeader(&cursor, file, &reading),
        let columns = ColumnMap(
          header: header, file: file, known: MarksCollector.columns, required: required, &reading),
        let places = Places(columns)
      else { return false }
      let format = file.dateFormat?.value ?? .iso
      var lastID: [UInt8] = []
      var lastPupil = -1
      while true {
        let row = cursor.next()
        let evidence = Evidence(file: data.name, line: cursor.line)
        switch row {
        case .end: return true
        case .malformed(let problem): reject(evidence, problem, &rejections)
        case .fields:
          let id = trimmed(cursor.bytes(of: places.pupil))
          // Exports come pupil by pupil or day by day; the first is worth remembering.
          if lastPupil < 0 || !lastID.elementsEqual(id) {
            guard let text = cursor.text(of: places.pupil).map({ trimmed($0) }), !text.isEmpty
            else {
              reject(evidence, "`pupil` is blank or not UTF-8 text", &rejections)
              continue
            }
            lastID = Array(id)
            lastPupil = pupil(text)
          }
          readRow(cursor, places, format, pupil: lastPupil, evidence)
        }
      }
    }
  }

  private struct Places {
    let pupil, date, session, code: Int
    let minutesLate: Int?

    init?(_ columns: ColumnMap) {
      guard let pupil = columns["pupil"], let date = columns["date"],
        let session = columns["session"], let code = columns["code"]
      else { return nil }
      (self.pupil, self.date, self.session, self.code) = (pupil, date, session, code)
      minutesLate = columns["minutes_late"]
    }
  }

  private mutating func readRow(
    _ cursor: CSVCursor, _ places: Places, _ format: DateFormat, pupil: Int, _ evidence: Evidence
  ) {
    guard cursor.fields.count > max(places.pupil, places.date, places.session, places.code) else {
      return reject(evidence, "the row ends before its last column", &rejections)
    }
    let dateBytes = trimmed(cursor.bytes(of: places.date))
    guard let date = format.date(dateBytes) else {
      let text = String(decoding: dateBytes, as: UTF8.self)
      return reject(
        evidence, "`\(text)` is not a date as the dataset writes them", &rejections)
    }
    let halfBytes = trimmed(cursor.bytes(of: places.session))
    guard let half = SessionHalf(halfBytes) else {
      let text = String(decoding: halfBytes, as: UTF8.self)
      return reject(evidence, "`\(text)` is neither AM nor PM", &rejections)
    }
    let codeBytes = trimmed(cursor.bytes(of: places.code))
    // Management systems write codes in either letter case.
    let code = MarkCode(codeBytes.lazy.map { (97...122).contains($0) ? $0 - 32 : $0 })
    let isBlank = codeBytes.isEmpty || (codeBytes.count == 1 && codeBytes.first == dash)
    guard code != nil || isBlank else {
      let text = String(decoding: codeBytes.prefix(20), as: UTF8.self)
      return reject(evidence, "`\(text)` is not a register code", &rejections)
    }
    var minutesLate: Int?
    if let place = places.minutesLate {
      let bytes = trimmed(cursor.bytes(of: place))
      if !bytes.isEmpty {
        guard let minutes = decimal(bytes), minutes < 1_440 else {
          let text = String(decoding: bytes.prefix(20), as: UTF8.self)
          return reject(evidence, "`\(text)` is not a number of minutes", &rejections)
        }
        minutesLate = minutes
      }
    }
    enter(
      pupil: pupil, Session(date, half), isBlank ? nil : code, minutesLate: minutesLate,
      evidence: evidence)
  }
}

private let dash = UInt8(ascii: "-")

/// Bytes without spaces at their ends.
private func trimmed(
  _ bytes: Slice<UnsafeBufferPointer<UInt8>>
) -> Slice<UnsafeBufferPointer<UInt8>> {
  var (start, end) = (bytes.startIndex, bytes.endIndex)
  while start < end, bytes[start] == UInt8(ascii: " ") { start += 1 }
  while start < end, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
  return bytes[start..<end]
}
