package import CivilTime

/// What a further column says of a mark: most say nothing, so notes are kept only of those that do.
package struct MarkNote: Sendable, Hashable, BitwiseCopyable {
  /// What is noted.
  package enum Kind: UInt8, Sendable, BitwiseCopyable {
    /// The minutes after the register opened at which the pupil came.
    case minutesLate
    /// The days from the session to the entry of its mark, where that was on a later day.
    case daysToEntry
  }

  /// What is noted.
  package let kind: Kind
  /// How many minutes, or days.
  package let value: Int32

  init(_ kind: Kind, _ value: Int) { (self.kind, self.value) = (kind, Int32(clamping: value)) }
}

/// A column of marks that says something of few of them.
///
/// Another needs a kind of note and its place in `all`, and whatever asks for its notes.
struct NoteColumn: Sendable {
  let kind: MarkNote.Kind
  let column: TableColumn
  /// What a cell that cannot be read is not, what is lost with it, and how it is written.
  let noun, loss, advice: String
  /// What a filled cell says of a mark of a date.
  let read: @Sendable (_ text: String, _ date: CivilDate, DateFormat) -> Cell

  /// What a cell says.
  enum Cell {
    case note(Int)
    case nothing
    case unreadable
  }

  /// All of them, in the order in which reports speak of them.
  static let all = [
    NoteColumn(
      kind: .minutesLate,
      column: TableColumn(
        "minutes_late",
        "In a row a mark: the minutes after the register opened at which the pupil came, such as `5`."
      ),
      noun: "a number of minutes", loss: "the minutes do not",
      advice: "Write whole minutes after the register opened, such as `5`"
    ) { text, _, _ in MinutesCell.minutes(in: text).map { .note($0) } ?? .unreadable },
    NoteColumn(
      kind: .daysToEntry,
      column: TableColumn(
        "recorded_at",
        "In a row a mark: the date, or the date and the time of day, at which the mark was entered."
      ),
      noun: "a date or a date and a time", loss: "the time of entry does not",
      advice: "Write the date as the dataset writes dates, with or without a time behind it"
    ) { text, date, format in
      guard let day = TimeCell.day(of: text, format) else { return .unreadable }
      return day > date ? .note(day.days(since: date)) : .nothing
    },
  ]
}

extension PupilMarks {
  /// What is noted of the mark of a session.
  package struct SessionNote: Sendable, Hashable {
    /// The session's number.
    package let session: Int
    /// What is noted.
    package let note: MarkNote
    /// The order of notes: of sessions, and in one of kinds.
    fileprivate var key: Int { session << 8 | Int(note.kind.rawValue) }
  }

  /// The value that is noted of a session; nil where none is.
  private func value(_ kind: MarkNote.Kind, in session: Int) -> Int? {
    notes.first { $0.session == session && $0.note.kind == kind }.map { Int($0.note.value) }
  }

  /// How long after the register opened the pupil came; nil where that is not recorded.
  package func minutesLate(in session: Int) -> Minutes? {
    value(.minutesLate, in: session).map { Minutes($0) }
  }

  /// How many days after the session its mark was entered; nil where that was on no later day, or is not recorded.
  package func daysToEntry(in session: Int) -> Int? { value(.daysToEntry, in: session) }
}

extension [PupilMarks.SessionNote] {
  /// Adds a note, in the place of an earlier one of its kind and session.
  mutating func add(_ note: MarkNote, in session: Int) {
    let new = PupilMarks.SessionNote(session: session, note: note)
    guard let last, last.key >= new.key else { return append(new) }
    let place = firstIndex { $0.key >= new.key } ?? count
    if self[place].key == new.key { self[place] = new } else { insert(new, at: place) }
  }
}
