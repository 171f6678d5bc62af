import CivilTime
import Clauses
import Diagnostics
import TypedYAML

extension MarksCollector {
  /// Reads the attendance of a Common Transfer File, the XML that schools send each other.
  ///
  /// An error in `reading` says where it cannot be read.
  mutating func readTransferFile(
    _ data: DataFile, as file: TableFile, _ reading: inout Reading, _ notes: inout [String]
  ) {
    let follower = TransferFileFollower()
    do throws(XMLProblem) {
      try XMLReader.read(data.bytes, follower)
    } catch {
      let place = SourceSpan(file: data.name, start: error.position, end: error.position)
      return reading.report(
        Diagnostic(
          "register.malformed", "This cannot be read as XML: \(error.message).", at: place,
          help: "Export the Common Transfer File again; for CSV write `layout: long` or `wide`."))
    }
    guard let root = follower.root, root.lowercased() == "ctfile" else {
      return reading.report(
        Diagnostic(
          "register.malformed",
          "This is not a Common Transfer File: it begins with `\(follower.root ?? "")`.",
          at: .startOfFile(data.name), help: "Its outermost element is `CTfile`."))
    }
    var elsewhere = 0
    for pupil in follower.pupils {
      enter(pupil, file: data.name, elsewhere: &elsewhere)
      guard rejections.count <= Limits.rejections else {
        return reading.report(Limits.tooManyRejections(rejections, of: file))
      }
    }
    if elsewhere > 0 {
      notes.append(
        "\(data.name) has \(Wording.count(elsewhere, "string")) of marks for days outside the calendar; "
          + "they are not read.")
    }
  }

  private mutating func enter(_ pupil: TransferPupil, file: String, elsewhere: inout Int) {
    let place = Evidence(file: file, line: pupil.line)
    guard !pupil.number.isEmpty else {
      return reject(place, "the pupil has no Unique Pupil Number", &rejections)
    }
    if !pupil.dateOfBirth.isEmpty {
      birthDates[pupil.number] = DateFormat.iso.date(pupil.dateOfBirth.utf8)
      if birthDates[pupil.number] == nil {
        reject(place, "the date of birth is not a date, as year-month-day", &rejections)
      }
    }
    if pupil.runs.isEmpty {
      remarks.append(
        Remark(evidence: place, sentence: "The pupil has no marks in the file and is left out."))
    }
    for run in pupil.runs {
      account.rows += 1
      let evidence = Evidence(file: file, line: run.line)
      do throws(RowProblem) {
        let marks = try TransferMarks(run, calendar)
        if marks.isElsewhere {
          elsewhere += 1
          account.rows -= 1
        } else {
          try enter(marks.entries, of: pupil.number, evidence)
          account.note(transferred: marks.entries, calendar)
        }
      } catch {
        reject(evidence, error.reason, &rejections)
      }
    }
  }
}

/// The marks of a string that has two signs for every day of the calendar, also for Saturdays, Sundays
/// and holidays, which it fills with `##`.
///
/// A code of two signs moves every mark behind it, and nothing says how a file shows it: a string that
/// may hold one, or that puts a mark on a Saturday or a Sunday, is not used at all.
struct TransferMarks {
  /// Each session that has a mark, or that the school has.
  private(set) var entries: [(Session, MarkCode?)] = []
  /// Whether all the days lie before or after the calendar.
  let isElsewhere: Bool

  init(_ run: TransferPupil.Run, _ calendar: SchoolCalendar) throws(RowProblem) {
    guard !run.isCut else { throw RowProblem("its string of marks is too long to be one") }
    guard let first = DateFormat.iso.date(run.firstDay.utf8) else {
      throw RowProblem("\(quoted(run.firstDay)) is not a start date, as year-month-day")
    }
    let signs = try TransferMarks.signs(run.marks)
    guard signs.count.isMultiple(of: 2) else {
      throw RowProblem(
        "its string has \(Wording.count(signs.count, "sign")), which is not two for each day")
    }
    let last = first.adding(days: max(0, signs.count / 2 - 1))
    isElsewhere =
      calendar.sessions.first.map { last < $0.date } ?? true
      || calendar.sessions.last.map { first > $0.date } ?? true
    guard !isElsewhere else { return }
    for (place, sign) in signs.enumerated() {
      let date = first.adding(days: place / 2)
      let session = Session(date, place.isMultiple(of: 2) ? .morning : .afternoon)
      guard sign == nil || sign == TransferMarks.closed || !date.weekday.isWeekend else {
        throw RowProblem(
          "its marks do not fit the calendar: \(date.written) is at a weekend and would have "
            + "`\(sign?.text ?? "")`, so a code of two signs or a day left out has moved them")
      }
      let isSession = calendar.index(of: session) != nil
      if isSession || (sign != nil && sign != TransferMarks.closed) {
        entries.append((session, sign))
      }
    }
  }

  /// The code of a day without sessions.
  static let closed = MarkCode([UInt8(ascii: "#")])

  /// The marks of a string, one a sign; a space is none.
  private static func signs(_ text: String) throws(RowProblem) -> [MarkCode?] {
    // A string on several lines is indented; on one line a space stands for itself.
    let lines = text.split(whereSeparator: \.isNewline)
    let scalars = (lines.count > 1 ? lines.map { trimmed($0) }.joined() : String(lines.first ?? ""))
      .unicodeScalars
    var signs: [MarkCode?] = []
    for scalar in scalars {
      guard !("0"..."9").contains(scalar) else {
        throw RowProblem(
          "its string has the digit \(scalar), so it may hold a code of two signs such as C1: nobody can "
            + "tell where its sessions are")
      }
      guard let mark = MarkSpelling.mark(String(scalar), in: .morning) else {
        throw RowProblem("its string has `\(scalar)`, which is not a register code")
      }
      signs.append(mark.code)
    }
    return signs
  }
}
