import Clauses

/// Bytes kept outside memory, read back in any order.
package struct SpoolFile: Sendable {
  private let append: @Sendable ([UInt8]) -> Int?
  private let read: @Sendable (Int, UnsafeMutableRawBufferPointer) -> Bool

  /// Creates a file; `append` keeps bytes behind all others and gives their offset, or nil where there is no room;
  /// `read` copies those from an offset on, and says whether all are there.
  package init(
    append: @escaping @Sendable ([UInt8]) -> Int?,
    read: @escaping @Sendable (Int, UnsafeMutableRawBufferPointer) -> Bool
  ) {
    (self.append, self.read) = (append, read)
  }

  /// Where bytes are kept.
  struct Place: Sendable {
    let offset, count: Int
  }

  func keep(_ bytes: [UInt8]) -> Place? {
    append(bytes).map { Place(offset: $0, count: bytes.count) }
  }

  func bytes(at place: Place) -> [UInt8]? {
    var isRead = false
    let bytes = [UInt8](unsafeUninitializedCapacity: place.count) { buffer, count in
      isRead = read(place.offset, UnsafeMutableRawBufferPointer(buffer))
      count = isRead ? place.count : 0
    }
    return isRead ? bytes : nil
  }
}

/// The marks of a register that are more than are held, kept outside memory in parts of a few pupils each.
///
/// A part has its rows in the order of the file, so it is collected as the whole would be. The identifiers are held.
struct MarkParts: Sendable {
  private let spool: SpoolFile
  /// The pupils of a part are as many as this power of two.
  private let shift: Int
  private var identifiers = ByteTable()
  private var firstLines: [Int] = []
  private var parts: [Part] = []
  /// What a rejection adds about rows of several lines, by their lines.
  private var extents: [Int: String] = [:]
  /// The first and last sessions with a mark.
  private(set) var span: (first: Int, last: Int)?
  /// The marks of one part that are held: of all parts together a million, or some for each.
  private var most: Int { max(256, (1 << 20) / parts.count) }
  /// Whether all could be kept so far.
  private(set) var hasRoom = true

  /// The rows of one part.
  private struct Part: Sendable {
    /// What is not yet kept; its names are places of pupils in the part.
    var piece = LongPiece(LongKnowledge())
    var strings = Strings()
    /// The line that the next mark is on where nothing lies between it and the last.
    var nextLine = -1
    var kept: [SpoolFile.Place] = []
  }

  /// Rows of a string each, one after another.
  private struct Strings: Sendable {
    /// Where the pupil is in the part, the line, and the sessions of the marks.
    var rows: [(place: UInt32, line: Int, first: Int, count: Int)] = []
    /// The numbers of the marks, and the codes without one by their places among them.
    var numbers: [UInt8] = []
    var otherCodes: [(place: Int, code: MarkCode)] = []
  }

  /// Creates parts of so many pupils, or somewhat fewer.
  init(_ spool: SpoolFile, pupils: Int) {
    self.spool = spool
    shift = Int.bitWidth - 1 - max(1, pupils).leadingZeroBitCount
  }

  /// How many parts there are, and how many pupils.
  var count: Int { parts.count }
  var pupils: Int { firstLines.count }

  /// The number of a pupil by the standard identifier, a new one with the line of the first row; nil where there
  /// are too many.
  mutating func pupil(_ identifier: String, line: Int) -> Int? {
    let number = identifiers.enter(identifier.utf8)
    if number == firstLines.count {
      guard number < Limits.pupilsInParts else { return nil }
      firstLines.append(line)
      if number >> shift == parts.count { parts.append(Part()) }
    }
    return number
  }

  /// Keeps what a piece of a file says, which begins behind so many lines.
  mutating func add(_ piece: LongPiece, of names: PupilNames, linesBefore: Int) {
    var (notes, codes) = (piece.notes[...], piece.otherCodes[...])
    let ends = piece.lineStarts.dropFirst().map(\.entry) + [piece.entries.count]
    for (start, end) in zip(piece.lineStarts, ends) {
      var line = start.line + linesBefore
      for place in start.entry..<end {
        let entry = piece.entries[place]
        let pupil = names.pupil(of: entry.name)
        add(pupil, entry.session, entry.code, line: line)
        if codes.first?.entry == place, let code = codes.popFirst()?.code { note(code, pupil) }
        while notes.first?.entry == place, let next = notes.popFirst()?.note { note(next, pupil) }
        line += 1
      }
    }
    for stray in piece.strays {
      add(
        stray: StrayMark(
          session: stray.session, code: stray.code,
          evidence: Evidence(file: "", line: stray.line + linesBefore)),
        names.pupil(of: stray.name))
    }
  }

  /// Keeps a mark by the number that its code has in every register, or 0 where `note(_:_:)` says which it is.
  mutating func add(_ pupil: Int, _ session: Int, _ code: UInt8, line: Int) {
    let part = pupil >> shift
    if parts[part].piece.entries.count >= most { keep(part) }
    if line != parts[part].nextLine {
      parts[part].piece.lineStarts.append((parts[part].piece.entries.count, line))
    }
    parts[part].nextLine = line + 1
    parts[part].piece.entries.append(
      LongPiece.Entry(name: place(of: pupil), session: session, code: code))
    note(session: session)
  }

  /// Notes the code of the mark that was just added for a pupil.
  mutating func note(_ code: MarkCode, _ pupil: Int) {
    let part = pupil >> shift
    parts[part].piece.otherCodes.append((parts[part].piece.entries.count - 1, code))
  }

  /// Notes something of the mark that was just added for a pupil.
  mutating func note(_ note: MarkNote, _ pupil: Int) {
    let part = pupil >> shift
    parts[part].piece.notes.append((parts[part].piece.entries.count - 1, note))
  }

  /// Keeps a mark where the school has no session.
  mutating func add(stray: StrayMark, _ pupil: Int) {
    let part = pupil >> shift
    if parts[part].piece.strays.count >= 1_024 { keep(part) }
    parts[part].piece.strays.append(
      LongPiece.Stray(
        name: place(of: pupil), session: stray.session, code: stray.code,
        line: stray.evidence.line))
  }

  /// Keeps a pupil's string of marks, with what a rejection adds about a row of several lines.
  mutating func add(_ row: PupilString, of pupil: Int, line: Int, _ extent: String) {
    let (part, marks, sessions) = (pupil >> shift, row.marks, row.sessions)
    if parts[part].strings.numbers.count >= most { keep(part) }
    if !extent.isEmpty { extents[line] = extent }
    let start = parts[part].strings.numbers.count
    parts[part].strings.rows.append(
      (place(of: pupil), line, sessions.lowerBound, sessions.count))
    parts[part].strings.numbers += marks.numbers
    parts[part].strings.otherCodes += marks.otherCodes.map { (start + $0.key, $0.value) }
    for place in sessions.indices where marks[place - sessions.lowerBound] != nil {
      note(session: place)
      break
    }
    if let last = sessions.last(where: { marks[$0 - sessions.lowerBound] != nil }) {
      note(session: last)
    }
  }

  private mutating func note(session: Int) {
    span = (min(span?.first ?? session, session), max(span?.last ?? session, session))
  }

  private func place(of pupil: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: pupil & (1 << shift - 1))
  }

  /// Moves what is held of all parts out of memory.
  mutating func keepAll() {
    for part in parts.indices { keep(part) }
  }

  private mutating func keep(_ part: Int) {
    var bytes: [UInt8] = []
    let piece = parts[part].piece
    bytes.put(piece.entries)
    bytes.put(piece.lineStarts)
    bytes.put(piece.notes)
    bytes.put(piece.otherCodes)
    bytes.put(piece.strays)
    let strings = parts[part].strings
    bytes.put(strings.rows)
    bytes.put(strings.numbers)
    bytes.put(strings.otherCodes)
    let kept = spool.keep(bytes).map { parts[part].kept + [$0] }
    hasRoom = hasRoom && kept != nil
    parts[part] = Part(kept: kept ?? [])
  }

  /// Collects a part with a collector that has nothing but the numbers of codes; nil where not all can be read.
  func collect(_ part: Int, file: String, with empty: MarksCollector) -> MarksCollector? {
    var collector = empty
    let numbers = part << shift..<min((part + 1) << shift, pupils)
    for number in numbers {
      let identifier = String(decoding: identifiers.bytes(of: number), as: UTF8.self)
      _ = collector.pupil(identifier, at: Evidence(file: file, line: firstLines[number]))
    }
    let own = (0..<UInt32(clamping: numbers.count)).map { $0 }
    for place in parts[part].kept {
      guard let bytes = spool.bytes(at: place) else { return nil }
      var rest = bytes[...]
      var piece = LongPiece(LongKnowledge())
      piece.entries = rest.take()
      piece.lineStarts = rest.take()
      piece.notes = rest.take()
      piece.otherCodes = rest.take()
      piece.strays = rest.take()
      let strings = Strings(rows: rest.take(), numbers: rest.take(), otherCodes: rest.take())
      own.withUnsafeBufferPointer {
        collector.add(piece, of: PupilNames(known: $0, new: $0), linesBefore: 0, file: file)
      }
      collect(strings, file: file, &collector)
    }
    return collector
  }

  private func collect(_ strings: Strings, file: String, _ collector: inout MarksCollector) {
    let otherCodes = Swift.Dictionary(strings.otherCodes.map { ($0.place, $0.code) }) { first, _ in
      first
    }
    var start = 0
    for row in strings.rows {
      let marks = MarkString(
        numbers: Array(strings.numbers[start..<start + row.count]),
        otherCodes: otherCodes.isEmpty
          ? [:]
          : Swift.Dictionary(
            (0..<row.count).compactMap { place in
              otherCodes[start + place].map { (place, $0) }
            }
          ) { first, _ in first })
      let pupil = Int(row.place)
      let string = PupilString(
        id: collector.pupilIDs[pupil], marks: marks, sessions: row.first..<row.first + row.count)
      let evidence = Evidence(file: file, line: row.line)
      do throws(RowProblem) {
        try collector.enter(string, of: pupil, evidence)
      } catch {
        collector.refuse(error, of: evidence, extents[row.line] ?? "")
      }
      start += row.count
    }
  }
}

extension [UInt8] {
  /// Appends values as they are in memory, behind how many they are.
  fileprivate mutating func put<Value: BitwiseCopyable>(_ values: [Value]) {
    Swift.withUnsafeBytes(of: values.count) { append(contentsOf: $0) }
    values.withUnsafeBytes { append(contentsOf: $0) }
  }
}

extension ArraySlice<UInt8> {
  /// Takes the values that `put` appended.
  fileprivate mutating func take<Value: BitwiseCopyable>() -> [Value] {
    let counts: [Int] = load(1)
    return load(counts.first ?? 0)
  }

  private mutating func load<Value: BitwiseCopyable>(_ count: Int) -> [Value] {
    let size = count * MemoryLayout<Value>.stride
    let bytes = prefix(size)
    self = dropFirst(size)
    return [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      UnsafeMutableRawBufferPointer(buffer).copyBytes(from: bytes)
      filled = bytes.count / MemoryLayout<Value>.stride
    }
  }
}
