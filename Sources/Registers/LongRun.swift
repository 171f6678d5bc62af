import CivilTime

/// Gathers rows of a long file of marks as long as they are of one pupil, on consecutive lines, and in the
/// order of the sessions.
///
/// A long run is kept as a pupil's marks. The rows of a short one are kept as they are: in an export that
/// comes day by day, a pupil's year in each piece of the file would take far more room.
struct LongRun {
  /// What stands behind the code.
  struct FifthColumn {
    let separator: UInt8
    let isMinutes: Bool
  }

  /// The runs from which on they are kept as marks, in rows.
  private static let leastRows = 32

  /// The pupil's number in the piece; -1 before the first row.
  private(set) var pupil = -1
  /// The session of the last row.
  var lastSession: Int { run.lastSession }
  /// The line that continues the run.
  var nextLine: Int { Int(run.firstLine) + Int(run.count) }
  /// The piece's numbers of codes of one sign; 0 for one that it has not yet had.
  private(set) var numberOfSign = [UInt8](repeating: 0, count: 256)

  private var run = PupilMarks.Run()
  private var firstSession = 0
  private var codes: [UInt8] = []
  private var arrivals: [PupilMarks.Arrival] = []

  init(sessions: Int = 0, codes known: [UInt16] = []) {
    codes = Array(repeating: 0, count: sessions)
    for (number, packed) in known.enumerated() where (1...0xFF).contains(packed) {
      numberOfSign[Int(packed)] = UInt8(clamping: number)
    }
  }

  /// Continues the run with rows that begin with the run's pupil and go on with the text that stands
  /// `between` pupil and code for the next session; how many they are, with `place` behind them.
  ///
  /// A fifth column is blank, or holds minutes. Nearly every row of an export is read here, so it works on
  /// the bytes alone.
  mutating func extend(
    along bytes: UnsafeBufferPointer<UInt8>, from place: inout Int, before limit: Int,
    pupil: Range<Int>, between: [Range<Int>], fifth: FifthColumn?
  ) -> Int {
    var (row, session) = (place, run.lastSession + 1)
    var comings: [PupilMarks.Arrival] = []
    let first = session
    codes.withUnsafeMutableBufferPointer { codes in
      while row < limit, session < between.count {
        let text = between[session]
        let code = row &+ pupil.count &+ text.count
        var end = code &+ (fifth == nil ? 1 : 2)
        // A row may end with three digits and two signs for its line break.
        guard end &+ 5 < bytes.count, text.count > 0,
          bytes.areEqual(row..<row &+ pupil.count, pupil),
          bytes.areEqual(row &+ pupil.count..<code, text)
        else { break }
        let number = numberOfSign[Int(bytes[code])]
        guard number > 0 else { break }
        if let fifth {
          guard bytes[code &+ 1] == fifth.separator else { break }
          var minutes = -1
          while fifth.isMinutes, end < code &+ 5, bytes[end] &- UInt8(ascii: "0") < 10 {
            minutes = max(0, minutes) * 10 + Int(bytes[end] &- UInt8(ascii: "0"))
            end += 1
          }
          if bytes[end] == carriage { end &+= 1 }
          guard bytes[end] == newline else { break }
          if minutes >= 0 { comings.append(.init(session: session, late: Minutes(minutes))) }
        } else {
          if bytes[end] == carriage { end &+= 1 }
          guard bytes[end] == newline else { break }
        }
        codes[session] = number
        (row, session) = (end &+ 1, session &+ 1)
      }
    }
    let rows = session - first
    arrivals += comings
    run.lastSession += rows
    run.count += UInt32(truncatingIfNeeded: rows)
    place = row
    return rows
  }

  /// Adds a row's mark to the run, or ends that and begins another.
  mutating func add(_ entry: LongPiece.Entry, _ piece: inout LongPiece) {
    guard let number = number(of: entry.code, &piece) else {
      end(&piece)
      piece.append([entry])
      return
    }
    let session = Int(entry.session)
    if Int(entry.pupil) != pupil || session <= run.lastSession || Int(entry.line) != nextLine {
      end(&piece)
      pupil = Int(entry.pupil)
      firstSession = session
      run = PupilMarks.Run(firstLine: entry.line, count: 0, lastSession: -1)
    }
    codes[session] = number
    run.count += 1
    run.lastSession = session
    if entry.minutesLate >= 0 {
      arrivals.append(.init(session: session, late: Minutes(Int(entry.minutesLate))))
    }
  }

  /// Ends the run: what it holds goes to the piece.
  mutating func end(_ piece: inout LongPiece) {
    guard run.count > 0 else { return }
    if run.count >= LongRun.leastRows {
      piece.parts.append(.run(pupil: pupil, PupilMarks(codes: codes, run: run, arrivals: arrivals)))
    } else {
      piece.append(entries(piece.codes))
    }
    for session in firstSession...run.lastSession { codes[session] = 0 }
    arrivals = []
    run = PupilMarks.Run()
    pupil = -1
  }

  private func entries(_ packed: [UInt16]) -> [LongPiece.Entry] {
    var entries: [LongPiece.Entry] = []
    for session in firstSession...run.lastSession where codes[session] > 0 {
      let late = arrivals.first { $0.session == session }?.late
      entries.append(
        LongPiece.Entry(
          pupil: Int32(truncatingIfNeeded: pupil), session: Int32(truncatingIfNeeded: session),
          line: run.firstLine + UInt32(truncatingIfNeeded: entries.count),
          minutesLate: late.map { Int16(clamping: $0.count) } ?? -1,
          code: packed[Int(codes[session])]))
    }
    return entries
  }

  /// The piece's number of a code; nil where it has more than it can number.
  private mutating func number(of packed: UInt16, _ piece: inout LongPiece) -> UInt8? {
    if packed == 0 { return 1 }
    if packed <= 0xFF, case let number = numberOfSign[Int(packed)], number > 0 { return number }
    if packed > 0xFF, let number = piece.codes.firstIndex(of: packed) { return UInt8(number) }
    guard piece.codes.count <= Int(UInt8.max) else { return nil }
    piece.codes.append(packed)
    let number = UInt8(piece.codes.count - 1)
    if packed <= 0xFF { numberOfSign[Int(packed)] = number }
    return number
  }
}

private let newline = UInt8(ascii: "\n")
private let carriage = UInt8(ascii: "\r")

extension LongPiece {
  /// Adds rows that belong to no run.
  fileprivate mutating func append(_ rows: [Entry]) {
    let start = entries.count
    entries += rows
    if case .entries(let range)? = parts.last, range.upperBound == start {
      parts[parts.count - 1] = .entries(range.lowerBound..<entries.count)
    } else {
      parts.append(.entries(start..<entries.count))
    }
  }
}
