package import Diagnostics

/// What is wrong with a register dataset, or with a small register.
extension Fault {
  package static let ofDatasets = [
    missingFile, emptyFile, unreadableFile, notText, malformed, unusableRows, tooLarge, noRoom,
    ambiguousColumn, missingColumn, unknownColumn, unusedKey, ambiguousSession, identifiersDiffer,
    otherSchool, noMarks, mostlyUnused, termDates, termsOverlap, noSessions, inlineMarks,
    arrivalWithoutSession, entryWithoutSession, endsBeforeItBegins, overlappingSpells, decision,
  ]

  static let missingFile = Fault(
    "dataset.missing-file", "The file of the marks is not there", formerly: "register.missing-file",
    why: "Without marks there is nothing to replay.",
    fix: "Its name under `marks` is relative to `register.yaml`.")
  static let emptyFile = Fault(
    "dataset.empty-file", "A file of the dataset holds nothing", formerly: "register.empty-file",
    why: "Its first row should give the names of the columns.",
    fix: "Export it again, or leave it out of `register.yaml`.")
  static let unreadableFile = Fault(
    "dataset.unreadable-file", "A file of the dataset is there and cannot be read",
    formerly: "register.unreadable-file",
    why: "What it holds is not known, and it is not to be taken for a file that is missing.",
    fix: "Look at its permissions and its size; at most \(DataFile.limit >> 30) GiB is read.")
  static let notText = Fault(
    "dataset.not-text", "A file of the dataset is no text that can be read",
    formerly: "register.not-text",
    why: "UTF-8 and Windows-1252 are read; a workbook or UTF-16 holds the same letters as other "
      + "bytes.", fix: "Export or save it as CSV in UTF-8.")
  static let malformed = Fault(
    "dataset.malformed", "A file of the dataset is not what `register.yaml` says it is",
    formerly: "register.malformed",
    why: "The first row of a CSV file cannot be read, or the XML of a Common Transfer File is "
      + "broken or has a document type declaration.",
    fix: "Look at the place that the message names.")
  static let unusableRows = Fault(
    "dataset.unusable-rows",
    "More than \(Wording.grouped(Limits.rejections)) rows of a file cannot be used",
    formerly: "register.unusable-rows",
    why: "So many faults are one: a column is taken for another, or dates are written otherwise.",
    fix: "Look at why the first row is unusable, then at `columns` and `date_format`.")
  static let tooLarge = Fault(
    "dataset.too-large", "The marks are of more pupils than can be held",
    formerly: "register.too-large",
    why: "Every pupil takes a place for each session, and \(Wording.grouped(Limits.places)) places "
      + "are held.",
    fix: "Look at which column is taken for the pupil, or replay one school at a time.")
  static let noRoom = Fault(
    "dataset.no-room", "There is no room for marks that are more than are held in memory",
    formerly: "register.no-room",
    why: "`replay --summary` keeps them in a file without a name in the folder for temporary "
      + "files, \(RegisterReader.places >> 20) million at a time being held.",
    fix: "Make room there, or name another folder with `TMPDIR`.")
  static let ambiguousColumn = Fault(
    "dataset.ambiguous-column", "Two columns have the same name, or are about the same session",
    formerly: "register.ambiguous-column",
    why: "Nothing says which of them is meant.", fix: "Rename or remove the other.")
  static let missingColumn = Fault(
    "dataset.missing-column", "A column is not there", formerly: "register.missing-column",
    why: "The dataset cannot be read without it, or `register.yaml` names it.",
    fix: "Say under `columns` what the file calls it.")
  static let unknownColumn = Fault(
    "dataset.unknown-column", "`columns` maps a name that Rollcall does not read",
    formerly: "register.unknown-column", why: "The column would be read by nobody.",
    fix: "Write the name that the message suggests, or leave the line out.")
  static let unusedKey = Fault(
    "dataset.unused-key", "A key is given that the layout of the marks does not read",
    formerly: "register.unused-key",
    why: "The marks would be read otherwise than `register.yaml` says.",
    fix: "Leave the key out, or name the layout that reads it.")
  static let ambiguousSession = Fault(
    "dataset.ambiguous-session", "Sessions are written `M` and `A`",
    formerly: "register.ambiguous-session",
    why: "`A` alone means AM, and beside `M` it may mean the afternoon.",
    fix: "Write `AM` and `PM` in the column of sessions.")
  static let identifiersDiffer = Fault(
    "dataset.identifiers-differ", "No pupil of the pupils' table has a mark",
    formerly: "register.identifiers-differ",
    why:
      "The two files write identifiers in different ways, so every pupil would be counted twice.",
    fix: "Name the columns that hold the same identifier, and export both as text.")
  static let otherSchool = Fault(
    "dataset.other-school", "A Common Transfer File has no marks of the school that is named",
    formerly: "register.other-school", why: "The marks of another school are not this one's.",
    fix: "Write the number under which the file has the school's marks.")
  static let noMarks = Fault(
    "dataset.no-marks", "The file of the marks holds none that can be used",
    formerly: "register.no-marks",
    why: "Every row was refused, most often because dates are written otherwise than "
      + "`date_format` says, or every mark lies outside the calendar.",
    fix: "Do what the message says of most rows, or correct `terms`.")
  package static let mostlyUnused = Fault(
    "dataset.mostly-unused", "More than a quarter of the marks is not used",
    formerly: "register.mostly-unused",
    why: "Figures of a part of a register look like those of the whole.",
    fix:
      "Mend the export or `register.yaml`; `rollcall replay --partial` shows figures all the same.")
  static let termDates = Fault(
    "dataset.term-dates", "A term does not end within a year of its first day",
    formerly: "register.term-dates", why: "Two dates were exchanged, or a year mistyped.",
    fix: "Put the earlier date under `from`.")
  static let termsOverlap = Fault(
    "dataset.terms-overlap", "A term begins before the last one ends",
    formerly: "register.terms-overlap",
    why: "A day would belong to two terms.", fix: "List the terms in order, without an overlap.")
  static let noSessions = Fault(
    "dataset.no-sessions", "The calendar has no session at all", formerly: "register.no-sessions",
    why: "There is nothing to be marked.", fix: "Check the terms' dates and the closed days.")
  static let inlineMarks = Fault(
    "dataset.inline-marks", "The marks of a small register cannot be read",
    formerly: "register.inline-marks",
    why: "They are a date and, for each school day from it on, a morning and an afternoon mark.",
    fix: "Write them as \"2024-09-02: U/ // NN\"; `.` stands for a missing mark.")
  static let arrivalWithoutSession = Fault(
    "dataset.arrival-without-session", "A pupil arrives where the calendar has no session",
    formerly: "register.arrival-without-session", why: "The arrival could be held against no mark.",
    fix: "Check its date, and the calendar's terms and closed days.")
  static let entryWithoutSession = Fault(
    "dataset.entry-without-session", "A mark is entered where the calendar has no session",
    formerly: "register.entry-without-session",
    why: "The time of entry could be held against no mark.",
    fix: "Check its date, and the calendar's terms and closed days.")
  static let endsBeforeItBegins = Fault(
    "dataset.ends-before-it-begins", "Something ends before it begins",
    formerly: "register.ends-before-it-begins",
    why: "Two dates were exchanged, or a year mistyped.", fix: "Put the earlier date first.")
  static let overlappingSpells = Fault(
    "dataset.overlapping-spells", "Two times on roll of one pupil overlap, or are the same",
    formerly: "register.overlapping-spells",
    why: "Several entries of a pupil say when the pupil left and came back.",
    fix: "Give the earlier one the date on which the pupil left, or remove the repetition.")
  static let decision = Fault(
    "dataset.decision", "The decision on a request for leave is neither granted nor refused",
    formerly: "register.decision",
    why: "What follows from it depends on which.", fix: "Write `granted` or `refused`.")
}
