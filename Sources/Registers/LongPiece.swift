import CivilTime
import Clauses

/// What a run of rows of a file of marks says; lines count from 1 where the run begins.
///
/// Whatever depends on the rows before is left to those who join the runs, so that it does not matter
/// where a file is cut, nor on how many threads its pieces are read.
struct LongPiece: Sendable {
  /// A mark of a session that the school has.
  struct Entry: Sendable {
    let pupil: Int32
    let session: Int32
    let line: UInt32
    /// Minutes after the register opened, or -1.
    let minutesLate: Int16
    /// `MarkCode.packed`, or 0 for no mark.
    let code: UInt16
  }

  /// A mark where the school has no session.
  struct Stray: Sendable {
    let pupil: Int
    let session: Session
    let code: MarkCode
    let line: Int
  }

  /// Some of the rows.
  enum Part: Sendable {
    /// A range of the entries.
    case entries(Range<Int>)
    /// Many lines of one pupil that follow each other like the sessions; codes have the piece's numbers.
    case run(pupil: Int, PupilMarks)
  }

  /// The pupils in the order in which they come, each with the first line.
  var pupils: [(id: String, line: Int)] = []
  /// What the rows say, in their order.
  var parts: [Part] = []
  /// The marks that `parts` does not hold as runs.
  var entries: [Entry] = []
  /// The codes of runs by number, packed as in an entry; the first two places stand for none and blank.
  var codes = LongPiece.noCodes
  var strays: [Stray] = []
  var rejections: [(line: Int, reason: String)] = []
  /// Whether a date was a number, as Excel keeps them.
  var hasSerialDates = false
  /// What is said once of the file.
  var account = MarksAccount()
  /// Whether a field was quoted, or a quotation mark stood where it cannot.
  var hasQuotes = false
  /// Where the rows begin, where the first row after them begins, and how many lines there are before it.
  var start = 0
  var end = 0
  var lines = 0

  /// No codes but none and blank.
  static let noCodes: [UInt16] = [0, 0]

  /// Whether so many rows were rejected that the rest was not read.
  var isHopeless: Bool { rejections.count > Limits.rejections }
}

/// Where a long file's columns are.
struct LongColumns: Sendable {
  let pupil, date, session, code: Int
  let minutesLate: Int?
  /// The number of columns that the header names.
  let count: Int

  init?(_ columns: ColumnMap) {
    guard let pupil = columns["pupil"], let date = columns["date"],
      let session = columns["session"], let code = columns["code"]
    else { return nil }
    (self.pupil, self.date, self.session, self.code) = (pupil, date, session, code)
    minutesLate = columns["minutes_late"]
    count = columns.count
    areInOrder = pupil == 0 && code == 3 && count <= 5
  }

  /// Whether rows begin with a pupil, go on with date and session, and then a code, with at most one more
  /// column.
  let areInOrder: Bool

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
