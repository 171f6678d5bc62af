public import CivilTime

/// What the register says of one pupil, a place a session.
///
/// A nation has many marks, so nothing but the code takes a place for each: rows mostly follow each other
/// in the order of the sessions or of the pupils, and few pupils come late.
public struct PupilMarks: Sendable {
  /// A pupil's coming after the register opened.
  public struct Arrival: Sendable, Hashable {
    /// The session's number.
    public let session: Int
    /// How long after the register opened.
    public let late: Minutes
  }

  /// The times of coming that are recorded, in the order of the sessions.
  public let arrivals: [Arrival]
  /// Marks where the school has no session.
  public let strays: [StrayMark]
  private let lines: MarkLines
  /// The codes, held once with those of other pupils.
  private let shared: ArraySlice<UInt8>

  /// The dataset's codes by number: 0 for no row, 1 for a blank, and from 2 on places in
  /// `Dataset.codeTable`.
  public var codes: [UInt8] { Array(shared) }

  /// The number of the code of one session.
  public func code(of session: Int) -> UInt8 { shared[shared.startIndex + session] }

  /// Nothing at all, for so many sessions.
  init(sessions: Int) {
    self.init(
      codes: ArraySlice(repeating: 0, count: sessions), lines: .same(0), arrivals: [], strays: [])
  }

  init(
    codes: ArraySlice<UInt8>, lines: MarkLines, arrivals: [Arrival], strays: [StrayMark]
  ) {
    (shared, self.lines, self.arrivals, self.strays) = (codes, lines, arrivals, strays)
  }

  /// The marks with other codes in some sessions, by their numbers.
  func with(_ changed: [Int: UInt8]) -> PupilMarks {
    var codes = codes
    for (session, code) in changed { codes[session] = code }
    return PupilMarks(codes: codes[...], lines: lines, arrivals: arrivals, strays: strays)
  }

  /// The line of the marks' file that has the mark of a session; nil where none has.
  public func line(of session: Int) -> Int? {
    guard code(of: session) > 0 else { return nil }
    return lines.line(of: session) { shared.prefix(session).count { $0 > 0 } }
  }

  /// How long after the register opened the pupil came; nil where that is not recorded.
  public func minutesLate(in session: Int) -> Minutes? {
    arrivals.first { $0.session == session }?.late
  }
}

extension [PupilMarks.Arrival] {
  /// Notes when a pupil came to a session.
  mutating func note(_ late: Minutes, in session: Int) {
    let arrival = PupilMarks.Arrival(session: session, late: late)
    guard let last, last.session >= session else { return append(arrival) }
    let place = firstIndex { $0.session >= session } ?? count
    if self[place].session == session { remove(at: place) }
    insert(arrival, at: place)
  }
}

/// The lines that a pupil's marks stand on.
enum MarkLines: Sendable {
  /// All on one line.
  case same(Int)
  /// On lines that follow each other like the sessions, from one on.
  case following(Int)
  /// As far behind the first line of each session as in every other session: rows came session by session, the
  /// pupils always in the same order.
  case ranked(Int, firstLines: [Int32])
  /// By session, where nothing simpler tells them.
  case each([UInt32])

  /// The line of a session that has one; `marksBefore` counts those of earlier sessions.
  func line(of session: Int, marksBefore: () -> Int) -> Int {
    switch self {
    case .same(let line): line
    case .following(let first): first + marksBefore()
    case .ranked(let rank, let firstLines): rank + Int(firstLines[session])
    case .each(let lines): Int(lines[session])
    }
  }
}
