/// What the register says of one pupil, a place a session.
///
/// A nation has many marks, so nothing but the code takes a place for each: rows mostly follow each other
/// in the order of the sessions or of the pupils, and further columns say something of few marks.
package struct PupilMarks: Sendable {
  /// What further columns say of marks, in the order of the sessions.
  package let notes: [SessionNote]
  /// Marks where the school has no session.
  package let strays: [StrayMark]
  private let lines: MarkLines
  /// The codes, held once with those of other pupils.
  private let shared: ArraySlice<UInt8>

  /// The dataset's codes by number: 0 for no row, 1 for a blank, and from 2 on places in
  /// `Dataset.codeTable`.
  package var codes: [UInt8] { Array(shared) }

  /// The number of the code of one session.
  package func code(of session: Int) -> UInt8 { shared[shared.startIndex + session] }

  /// Nothing at all, for so many sessions.
  init(sessions: Int) {
    self.init(
      codes: ArraySlice(repeating: 0, count: sessions), lines: .same(0), notes: [], strays: [])
  }

  init(
    codes: ArraySlice<UInt8>, lines: MarkLines, notes: [SessionNote], strays: [StrayMark]
  ) {
    (shared, self.lines, self.notes, self.strays) = (codes, lines, notes, strays)
  }

  /// The marks with other codes in some sessions, by their numbers.
  func with(_ changed: [Int: UInt8]) -> PupilMarks {
    var codes = codes
    for (session, code) in changed { codes[session] = code }
    return PupilMarks(codes: codes[...], lines: lines, notes: notes, strays: strays)
  }

  /// The line of the marks' file that has the mark of a session; nil where none has.
  package func line(of session: Int) -> Int? { lines(of: CollectionOfOne(session)).first }

  /// The lines of the marks' file that have the marks of sessions, which come in their order.
  package func lines(of sessions: some Collection<Int>) -> [Int] {
    var (rest, marksBefore) = (shared, 0)
    return sessions.compactMap { session in
      guard code(of: session) > 0 else { return nil }
      return lines.line(of: session) {
        let next = shared.startIndex + session
        marksBefore += rest[..<next].count { $0 > 0 }
        rest = rest[next...]
        return marksBefore
      }
    }
  }
}

/// The lines of a pupil's marks.
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
