import CivilTime
import Clauses
import TypedYAML

/// Reads rows of one mark each, pupil by pupil.
struct MarkRows: StreamedRows {
  let codes = StreamedCodes()
  private let packedCodes: [UInt16]
  private let layout: LongLayout

  var start: Int { layout.start }
  var linesBefore: Int { layout.linesBefore }
  var notes: [String] { layout.notes }

  init?(_ file: LargeFile, _ marks: MarksFile, _ calendar: SchoolCalendar) {
    guard let layout = LongLayout(file, marks.table, calendar) else { return nil }
    self.layout = layout
    packedCodes = codes.codes.map { $0?.packed ?? 0 }
  }

  func read(_ file: LargeFile, _ range: Range<Int>) -> MarkStream.Piece? {
    // What is said once of a whole file, and of marks on two lines, cannot be told from a piece.
    guard let rows = layout.read(file, range, codes: packedCodes), !rows.isHopeless,
      !rows.hasSerialDates, rows.codes.count == packedCodes.count,
      let marks = marks(in: rows, file.name)
    else { return nil }
    var piece = MarkStream.Piece()
    piece.pupils = zip(rows.pupils, marks).map { StreamedPupil($0.id, $1, line: $0.line) }
    (piece.rejections, piece.lines, piece.account) = (rows.rejections, rows.lines, rows.account)
    return piece
  }

  /// The marks of each pupil; nil where two are of the same session.
  private func marks(in rows: LongPiece, _ file: String) -> [PupilMarks]? {
    let none = PupilMarks(sessions: layout.sessions)
    var marks = Array(repeating: none, count: rows.pupils.count)
    for part in rows.parts {
      switch part {
      case .run(let pupil, let run):
        guard let joined = marks[pupil].joined(with: run) else { return nil }
        marks[pupil] = joined
      case .entries(let range):
        for entry in rows.entries[range] {
          let (pupil, session) = (Int(entry.pupil), Int(entry.session))
          guard marks[pupil].codes[session] == 0, let number = number(of: entry.code) else {
            return nil
          }
          marks[pupil].enter(
            session, code: number, line: entry.line,
            late: entry.minutesLate < 0 ? nil : Minutes(Int(entry.minutesLate)))
        }
      }
    }
    for stray in rows.strays {
      let evidence = Evidence(file: file, line: stray.line)
      marks[stray.pupil].strays.append(
        StrayMark(session: stray.session, code: stray.code, evidence: evidence))
    }
    return marks
  }

  /// The number of a packed code; nil where it has none.
  private func number(of packed: UInt16) -> UInt8? {
    if packed == 0 { return 1 }
    return packedCodes.firstIndex(of: packed).map { UInt8(clamping: $0) }
  }
}
