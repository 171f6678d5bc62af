public import CivilTime

/// What the register says of one pupil, a place a session.
///
/// A nation has many marks, so nothing but the code takes a place for each: rows mostly follow each other
/// in the order of the sessions, and few pupils come late.
public struct PupilMarks: Sendable {
  /// A pupil's coming after the register opened.
  public struct Arrival: Sendable, Hashable {
    /// The session's number.
    public let session: Int
    /// How long after the register opened.
    public let late: Minutes
  }

  /// The dataset's codes by number: 0 for no row, 1 for a blank, and from 2 on places in
  /// `Dataset.codes`.
  public internal(set) var codes: [UInt8]
  /// The times of coming that are recorded, in the order of the sessions.
  public private(set) var arrivals: [Arrival] = []
  /// Marks where the school has no session.
  public internal(set) var strays: [StrayMark] = []
  private var rows = Rows()

  /// Nothing at all, for so many sessions.
  init(sessions: Int) { codes = Array(repeating: 0, count: sessions) }

  /// Marks of consecutive lines in the order of their sessions.
  init(codes: [UInt8], run: Run, arrivals: [Arrival]) {
    (self.codes, self.arrivals) = (codes, arrivals)
    rows = Rows(
      first: run.firstLine, step: 1, count: run.count, lastSession: run.lastSession, each: [])
  }

  /// Marks that all stand on one line.
  init(codes: [UInt8], line: Int) {
    self.codes = codes
    rows = Rows(
      first: UInt32(clamping: line), step: 0, count: 1, lastSession: codes.count, each: [])
  }

  /// Consecutive lines of one pupil, in the order of their sessions.
  struct Run {
    var firstLine: UInt32 = 0
    var count: UInt32 = 0
    var lastSession = -1
  }

  /// The first and last sessions with a row; nil where there is none.
  var span: (first: Int, last: Int)? {
    guard let first = codes.firstIndex(where: { $0 > 0 }),
      let last = codes.lastIndex(where: { $0 > 0 })
    else { return nil }
    return (first, last)
  }

  /// The line of the marks' file that has the mark of a session; nil where none has.
  public func line(of session: Int) -> Int? {
    codes[session] > 0 ? Int(rows.line(of: session, codes)) : nil
  }

  /// How long after the register opened the pupil came; nil where that is not recorded.
  public func minutesLate(in session: Int) -> Minutes? {
    arrivals.first { $0.session == session }?.late
  }

  /// Enters a mark where there is none.
  mutating func enter(_ session: Int, code: UInt8, line: UInt32, late: Minutes?) {
    rows.note(line, session, codes)
    codes[session] = code
    if let late { note(late, in: session) }
  }

  /// Notes when a pupil came to a session.
  mutating func note(_ late: Minutes, in session: Int) {
    let place = arrivals.firstIndex { $0.session >= session } ?? arrivals.count
    if place < arrivals.count, arrivals[place].session == session { arrivals.remove(at: place) }
    arrivals.insert(Arrival(session: session, late: late), at: place)
  }

  /// These marks and others of the same pupil; nil where both hold one of the same session.
  ///
  /// Lines are those of the first, which is enough where rows are only counted.
  func joined(with other: PupilMarks) -> PupilMarks? {
    if rows.count == 0, strays.isEmpty { return other }
    var marks = self
    for session in codes.indices where other.codes[session] > 0 {
      guard marks.codes[session] == 0 else { return nil }
      marks.codes[session] = other.codes[session]
    }
    for arrival in other.arrivals { marks.note(arrival.late, in: arrival.session) }
    marks.strays += other.strays
    return marks
  }

  /// The marks of a run with the numbers that codes have elsewhere, and behind so many lines.
  func renumbered(_ numbers: [UInt8]?, linesBefore: Int) -> PupilMarks {
    var marks = self
    if let numbers {
      for session in codes.indices { marks.codes[session] = numbers[Int(codes[session])] }
    }
    marks.rows.first = UInt32(clamping: Int(rows.first) + linesBefore)
    return marks
  }
}

/// The lines that a pupil's marks stand on.
///
/// As long as they follow each other like the sessions, or are all the same, two numbers tell them all.
private struct Rows {
  var first: UInt32 = 0
  /// From one mark's line to the next: 0 or 1.
  var step: UInt32 = 0
  var count: UInt32 = 0
  var lastSession = -1
  /// The lines by session, where nothing simpler tells them.
  var each: [UInt32] = []

  func line(of session: Int, _ codes: [UInt8]) -> UInt32 {
    if !each.isEmpty { return each[session] }
    if step == 0 { return first }
    return first + UInt32(clamping: codes[..<session].count { $0 > 0 })
  }

  /// Notes the line of one more session, while `codes` still holds those before it.
  mutating func note(_ line: UInt32, _ session: Int, _ codes: [UInt8]) {
    if count == 1, line > first { step = 1 }
    let isNext = count == 0 || session > lastSession && line == first + count * step
    if each.isEmpty, !isNext {
      each = codes.indices.map { codes[$0] > 0 ? self.line(of: $0, codes) : 0 }
    }
    if !each.isEmpty { each[session] = line }
    if count == 0 { first = line }
    (count, lastSession) = (count + 1, session)
  }
}
