/// A byte for each pupil and session, the number of its code, and the lines that the marks stand on.
struct MarkMatrix: Sendable {
  private let sessions: Int
  /// The codes, pupil by pupil and 64 pupils each, because one array of all would be copied as it grows; 0 for no row.
  private var blocks: [[UInt8]] = []
  private var rows: [Row] = []
  /// By session, the line from which the ranks of pupils count, where there is one.
  private var firstLines: [Int32]
  private var hasRanks = false
  /// By pupil, the lines of each session where nothing simpler tells them, and how many pupils have these.
  private var lines: [[UInt32]] = []
  private var pupilsWithLines = 0
  /// Whether lines are kept that take room, or are 0.
  var keepsLines = true

  /// The lines of one pupil.
  private struct Row: Sendable {
    enum Order: Sendable { case same, following, ranked, each }

    var order = Order.same
    var lastSession: Int32 = -1
    var count: Int32 = 0
    /// The first line, or in the order of pupils the rank.
    var first: Int32 = 0

    /// Whether a mark may stand on a line without anything else to be noted.
    @inline(__always)
    func expects(_ line: Int32, in session: Int, _ firstLine: Int32) -> Bool {
      switch order {
      case .following: lastSession < session && line == first &+ count
      case .ranked: firstLine != MarkMatrix.none && line == firstLine &+ first
      case .each: true
      case .same: false
      }
    }
  }

  /// Stands for no line.
  fileprivate static let none = Int32.min

  init(sessions: Int) {
    self.sessions = sessions
    firstLines = Array(repeating: MarkMatrix.none, count: sessions)
  }

  /// How many bytes marks and their lines take.
  var size: Int { places + pupilsWithLines * sessions * MemoryLayout<UInt32>.size }
  /// Pupils times sessions, and how many of them have a mark.
  var places: Int { rows.count * sessions }
  var marks: Int { rows.reduce(0) { $0 + Int($1.count) } }

  /// The marks of one pupil alone.
  func only(_ pupil: Int) -> MarkMatrix {
    var matrix = self
    matrix.blocks = [Array(codes(of: pupil)) + repeatElement(0, count: 63 * sessions)]
    (matrix.rows, matrix.lines) = ([rows[pupil]], [lines[pupil]])
    matrix.pupilsWithLines = lines[pupil].isEmpty ? 0 : 1
    return matrix
  }

  /// Makes places for one pupil more.
  mutating func addPupil() {
    if rows.count & 63 == 0 { blocks.append(Array(repeating: 0, count: 64 * sessions)) }
    rows.append(Row())
    lines.append([])
  }

  /// The code that a pupil has in a session, by its number; 0 for no row.
  func code(of session: Int, pupil: Int) -> UInt8 { blocks[pupil >> 6][place(session, pupil)] }

  /// The codes of a pupil.
  func codes(of pupil: Int) -> ArraySlice<UInt8> { blocks[pupil >> 6][places(of: pupil)] }

  /// The places of a pupil's codes in the block.
  private func places(of pupil: Int) -> Range<Int> { place(0, pupil)..<place(sessions, pupil) }

  private func place(_ session: Int, _ pupil: Int) -> Int { (pupil & 63) * sessions + session }

  /// Whether a pupil has no mark.
  func isEmpty(_ pupil: Int) -> Bool { rows[pupil].count == 0 }

  /// The first and last sessions with a mark; nil where there is none.
  var span: (first: Int, last: Int)? {
    var (first, last) = (sessions, -1)
    for pupil in rows.indices {
      let marks = codes(of: pupil)
      // Nearly always the first pupil has marks from the first session to the last.
      first = marks.prefix(first).firstIndex { $0 > 0 }.map { $0 - marks.startIndex } ?? first
      last =
        marks.dropFirst(last + 1).lastIndex { $0 > 0 }.map { $0 - marks.startIndex } ?? last
    }
    return last < 0 ? nil : (first, last)
  }

  /// The line of the mark that a pupil has in a session; nil for none.
  func line(of session: Int, pupil: Int) -> Int? {
    guard code(of: session, pupil: pupil) > 0 else { return nil }
    return lines(of: pupil).line(of: session) {
      codes(of: pupil).prefix(session).count { $0 > 0 }
    }
  }

  /// The lines of a pupil's marks.
  func lines(of pupil: Int) -> MarkLines {
    let row = rows[pupil]
    return switch row.order {
    case .same: .same(Int(row.first))
    case .following: .following(Int(row.first))
    case .ranked: .ranked(Int(row.first), firstLines: firstLines)
    case .each: keepsLines ? .each(lines[pupil]) : .same(0)
    }
  }

  /// Enters a mark where there is none; false, with nothing entered, where there is one.
  mutating func enter(_ code: UInt8, pupil: Int, session: Int, line: Int) -> Bool {
    guard self.code(of: session, pupil: pupil) == 0 else { return false }
    note(Int32(truncatingIfNeeded: line), pupil, session)
    rows[pupil].count += 1
    rows[pupil].lastSession = Int32(truncatingIfNeeded: session)
    blocks[pupil >> 6][place(session, pupil)] = code
    return true
  }

  /// Enters marks of rows that follow each other, the first on a line, as long as each stands where the pupil's
  /// others let one expect; how many those are.
  ///
  /// Nearly every mark is entered here, one after the other, so it works on the memory alone.
  mutating func enter(
    expected entries: Slice<UnsafeBufferPointer<LongPiece.Entry>>, of names: PupilNames, line: Int
  ) -> Int {
    let (sessions, firstLines, keepsLines) = (sessions, firstLines, keepsLines)
    var line = Int32(truncatingIfNeeded: line)
    var count = 0
    // Taken out, because what is in place can be changed only one at a time.
    var (blocks, rows, lines) = (self.blocks, self.rows, self.lines)
    (self.blocks, self.rows, self.lines) = ([], [], [])
    blocks.withUnsafeMutableBufferPointer { blocks in
      rows.withUnsafeMutableBufferPointer { rows in
        for entry in entries {
          let (pupil, session) = (names.pupil(of: entry.name), entry.session)
          let place = (pupil & 63) &* sessions &+ session
          guard entry.code > 0, blocks[pupil >> 6][place] == 0,
            rows[pupil].expects(line, in: session, firstLines[session])
          else { break }
          if keepsLines, rows[pupil].order == .each {
            lines[pupil][session] = UInt32(bitPattern: line)
          }
          blocks[pupil >> 6][place] = entry.code
          rows[pupil].count &+= 1
          rows[pupil].lastSession = Int32(truncatingIfNeeded: session)
          (line, count) = (line &+ 1, count &+ 1)
        }
      }
    }
    (self.blocks, self.rows, self.lines) = (blocks, rows, lines)
    return count
  }

  /// Enters all marks of a pupil who has none, from a session on, which are on one line.
  mutating func enter(_ marks: [UInt8], from session: Int, pupil: Int, line: Int) {
    let first = place(session, pupil)
    blocks[pupil >> 6].replaceSubrange(first..<first + marks.count, with: marks)
    rows[pupil] = Row(
      order: .same, lastSession: Int32(sessions), count: Int32(clamping: sessions),
      first: Int32(clamping: line))
  }

  /// Notes a line that is not the next of the pupil's, while `blocks` holds those before it.
  private mutating func note(_ line: Int32, _ pupil: Int, _ session: Int) {
    let row = rows[pupil]
    if firstLines[session] == MarkMatrix.none {
      if row.order == .ranked {
        firstLines[session] = line &- row.first
        return
      }
      // A pupil of whom there is nothing yet does not tell where the others begin.
      if !hasRanks { firstLines[session] = line }
    }
    switch row.order {
    case .same where row.count == 0: rows[pupil].first = line
    case .same where row.first == line: break
    case .following where row.expects(line, in: session, firstLines[session]): break
    case .ranked where row.expects(line, in: session, firstLines[session]): break
    case .same where row.count == 1 && line == row.first &+ 1 && row.lastSession < session:
      rows[pupil].order = .following
    case .each: if keepsLines { lines[pupil][session] = UInt32(bitPattern: line) }
    case .same, .following, .ranked:
      if !rank(line, pupil, session) { keepEach(line, pupil, session) }
    }
  }

  /// Tells the pupil's lines by a rank; false where they cannot be told so.
  private mutating func rank(_ line: Int32, _ pupil: Int, _ session: Int) -> Bool {
    let row = rows[pupil]
    guard row.order == .following || row.order == .same && row.count == 1 else { return false }
    let codes = codes(of: pupil)
    let marked = codes.indices.filter { codes[$0] > 0 }.map { $0 - codes.startIndex }
    guard let first = marked.first, firstLines[first] != MarkMatrix.none else { return false }
    let rank = row.first &- firstLines[first]
    for (number, other) in marked.enumerated()
    where firstLines[other] != row.first &+ Int32(clamping: number) &- rank { return false }
    if firstLines[session] == MarkMatrix.none { firstLines[session] = line &- rank }
    guard firstLines[session] == line &- rank else { return false }
    (rows[pupil].order, rows[pupil].first, hasRanks) = (.ranked, rank, true)
    return true
  }

  private mutating func keepEach(_ line: Int32, _ pupil: Int, _ session: Int) {
    let known = lines(of: pupil)
    rows[pupil].order = .each
    guard keepsLines else { return }
    var (each, count) = (Array(repeating: UInt32(0), count: sessions), 0)
    for (session, code) in codes(of: pupil).enumerated() where code > 0 {
      each[session] = UInt32(clamping: known.line(of: session) { count })
      count += 1
    }
    each[session] = UInt32(bitPattern: line)
    lines[pupil] = each
    pupilsWithLines += 1
  }
}
