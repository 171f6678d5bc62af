import CivilTime
import Clauses

/// What the rows of a piece of a file of marks say; lines count from 1 where the piece begins.
///
/// Whatever depends on the rows before is left to those who join the pieces, so that it does not matter
/// where a file is cut, nor on how many threads its pieces are read.
struct LongPiece: RowPiece {
  /// A mark of a session that the school has, in eight bytes.
  struct Entry: Sendable {
    private let bits: UInt64

    @inline(__always)
    init(name: UInt32, session: Int, code: UInt8) {
      bits = UInt64(name) << 32 | UInt64(truncatingIfNeeded: session) << 8 | UInt64(code)
    }

    /// The number of the name: one that is known, or from `LongPiece.firstNew` on one of the piece's own.
    @inline(__always) var name: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) }
    @inline(__always) var session: Int { Int(truncatingIfNeeded: bits >> 8 & 0xFF_FFFF) }
    /// The number of the code in every register; 0 for one that `otherCodes` holds.
    @inline(__always) var code: UInt8 { UInt8(truncatingIfNeeded: bits) }
  }

  /// A mark where the school has no session.
  struct Stray: Sendable {
    let name: UInt32
    let session: Session
    let code: MarkCode
    let line: Int
  }

  /// The first number of a name that was not known.
  static let firstNew = UInt32(1) << 31

  /// What was known of the file when the piece was read.
  let known: LongKnowledge
  /// The names of pupils that were not known, in the order in which they come, each with its first line.
  var names = ByteTable()
  var firstLines: [Int] = []
  /// The texts of all dates, with those that were not known behind the others.
  var days: LongDays
  var entries: [Entry] = []
  /// The entries from which on lines count from another number: each has that line, and those behind it the next.
  var lineStarts: [(entry: Int, line: Int)] = []
  /// What further columns say, and codes that not every register has, by the entry.
  var notes: [(entry: Int, note: MarkNote)] = []
  var otherCodes: [(entry: Int, code: MarkCode)] = []
  var strays: [Stray] = []
  var rejections: [(line: Int, reason: String)] = []
  /// Whether a date was a number, as Excel keeps them.
  var hasSerialDates = false
  /// What is said once of the file.
  var account = MarksAccount()
  /// Where in the file the rows begin, where the first row after them begins, and how many lines there are
  /// before that.
  var start = 0
  var end = 0
  var lines = 0
  /// Whether the bytes that were read are UTF-8.
  var isUTF8 = true
  /// Whether the bytes that were read end within a row.
  var isCut = false

  init(_ known: LongKnowledge) { (self.known, days) = (known, known.days) }

  /// Whether so many rows were rejected that the rest was not read.
  var isHopeless: Bool { rejections.count > Limits.rejections }
}

/// The names and dates that the pieces of a file have shown up to one of them.
///
/// Those that are read later need not tell them anew.
struct LongKnowledge: Sendable {
  var names = ByteTable()
  var days = LongDays()
  /// How many batches of pupils had been taken out.
  var batch = 0
}

/// The dates of a file, by their texts.
struct LongDays: Sendable {
  /// A date with the numbers of its sessions, or -1.
  struct Day: Sendable {
    let date: CivilDate
    let morning, afternoon: Int32
  }

  private(set) var texts = ByteTable()
  private(set) var all: [Day] = []

  /// Adds a day with its text, unless it is known; whether it was not.
  @discardableResult
  mutating func add(_ day: Day, _ text: some Sequence<UInt8>) -> Bool {
    guard texts.enter(text) == all.count else { return false }
    all.append(day)
    return true
  }
}

/// The pupils whom the names in a piece are of.
struct PupilNames {
  /// By the number of a known name, and of one of the piece's own.
  let known, new: UnsafeBufferPointer<UInt32>

  @inline(__always)
  func pupil(of name: UInt32) -> Int {
    name < LongPiece.firstNew
      ? Int(known[Int(name)]) : Int(new[Int(name &- LongPiece.firstNew)])
  }
}

/// Where a long file's columns are.
struct LongColumns: Sendable {
  let pupil, date, session, code: Int
  /// Those that say something of few marks, with their places.
  let notes: [(column: NoteColumn, place: Int)]
  let minutesLate: Int?
  /// Those of them beside the minutes.
  let others: [(kind: MarkNote.Kind, place: Int)]
  /// The number of columns that the header names.
  let count: Int

  init?(_ columns: ColumnMap) {
    guard let pupil = columns["pupil"], let date = columns["date"],
      let session = columns["session"], let code = columns["code"]
    else { return nil }
    (self.pupil, self.date, self.session, self.code) = (pupil, date, session, code)
    notes = NoteColumn.all.compactMap { note in
      columns[note.column.name].map { (note, $0) }
    }
    minutesLate = notes.first { $0.column.kind == .minutesLate }?.place
    others = notes.filter { $0.column.kind != .minutesLate }.map { ($0.column.kind, $0.place) }
    count = columns.count
    behindPupil = [date, session, code].filter { $0 > pupil }.min() ?? pupil
    endWithCode =
      pupil < code && others.isEmpty
      && (code == count - 1 || code == count - 2 && minutesLate == count - 1)
  }

  /// Whether nothing but minutes is behind the code, the pupil before it, and no other notes anywhere.
  let endWithCode: Bool

  /// The first of the other columns that is behind the pupil; the pupil's own where none is.
  let behindPupil: Int

  /// The last of the columns that every row must have.
  var last: Int { max(pupil, date, session, code) }
}

extension MarkCode {
  /// The code of packed bytes; nil for 0, which stands for no mark.
  init?(packed: UInt16) {
    self.init(packed > 0xFF ? [UInt8(packed >> 8), UInt8(packed & 0xFF)] : [UInt8(packed)])
  }
}

/// A cell in a message, on one line and cut short: a row in disorder may hold anything.
func quoted(_ text: some StringProtocol) -> String {
  let plain = String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  return plain.count > 20 ? "`\(plain.prefix(20))…`" : "`\(plain)`"
}
