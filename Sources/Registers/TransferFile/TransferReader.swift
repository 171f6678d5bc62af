import CivilTime
import Clauses
import Diagnostics
import TypedYAML

extension MarksCollector {
  /// Reads the attendance of a Common Transfer File, the XML that schools send each other.
  ///
  /// An error in `reading` says where it cannot be read.
  mutating func readTransferFile(
    _ data: DataFile, as marks: MarksFile, _ reading: inout Reading, _ notes: inout [String]
  ) {
    let follower = TransferFileFollower()
    do throws(XMLProblem) {
      try XMLReader.read(data.bytes, follower)
    } catch {
      let place = SourceSpan(file: data.name, start: error.position, end: error.position)
      return reading.report(
        .malformed, "This cannot be read as XML: \(error.message).", at: place,
        help: "Export the Common Transfer File again; for CSV write `layout: long` or `wide`.")
    }
    guard let root = follower.root, root.lowercased() == "ctfile" else {
      return reading.report(
        .malformed, "This is not a Common Transfer File: it begins with `\(follower.root ?? "")`.",
        at: .startOfFile(data.name), help: "Its outermost element is `CTfile`.")
    }
    let school = TransferSchool(follower, marks.establishment, file: data.name, &reading)
    guard reading.diagnostics.isEmpty else { return }
    var reader = TransferReader(file: data.name, school: school)
    for pupil in follower.pupils {
      reader.enter(pupil, &self)
      guard rejections.count <= Limits.rejections else {
        return reading.report(Limits.tooManyRejections(rejections, of: marks.table))
      }
    }
    remarks += reader.remarks
    if reader.elsewhere > 0 {
      notes.append(
        "\(data.name) has \(Wording.count(reader.elsewhere, "string")) of marks for days outside the "
          + "calendar; they are not read.")
    }
  }
}

/// The school whose register a Common Transfer File is read as.
struct TransferSchool {
  /// Its number; nil where no string of marks has one.
  let number: SchoolNumber?

  /// The school that the manifest names; without that, the one that wrote the file where it has strings of
  /// marks, or else the one that has most.
  init(
    _ follower: TransferFileFollower, _ given: Located<SchoolNumber>?, file: String,
    _ reading: inout Reading
  ) {
    var counts: [SchoolNumber: Int] = [:]
    for school in follower.pupils.flatMap(\.years).compactMap(\.school) {
      counts[school, default: 0] += 1
    }
    if let given, !counts.isEmpty, counts[given.value] == nil {
      let known = counts.keys.sorted().map { "`\($0.text)`" }
      reading.report(
        .otherSchool,
        "`\(file)` has no marks of the school `\(given.value.text)`; it has those of "
          + "\(Wording.list(known)).",
        at: given.span, help: "Write the school's number in the file, or leave the key out.")
    }
    if let given {
      number = given.value
    } else if let source = follower.source, counts[source] != nil {
      number = source
    } else {
      number = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
  }

  /// Whether something is about another school; what names none is about this one.
  func isOther(_ other: SchoolNumber?) -> Bool {
    number.map { own in other.map { $0 != own } ?? false } ?? false
  }
}

/// Enters the pupils of a Common Transfer File, and gathers what is odd about them.
private struct TransferReader {
  let file: String
  let school: TransferSchool
  /// How many strings lie outside the calendar.
  private(set) var elsewhere = 0
  /// The strings of other schools: their lines, pupils and schools.
  private var others: [(line: Int, pupil: String, school: SchoolNumber)] = []
  /// The lines of strings that begin in another year than the one beside them.
  private var misdated: [Int] = []
  /// The dates of entry and leaving that stand for none.
  private var placeholders = CountedWords()

  init(file: String, school: TransferSchool) { (self.file, self.school) = (file, school) }

  mutating func enter(_ pupil: TransferPupil, _ collector: inout MarksCollector) {
    let place = Evidence(file: file, line: pupil.line)
    guard !pupil.number.isEmpty else {
      return reject(place, "the pupil has no Unique Pupil Number", &collector.rejections)
    }
    var known = collector.transferred[pupil.number] ?? TransferredPupil(evidence: place)
    if !pupil.dateOfBirth.isEmpty {
      known.dateOfBirth = date(pupil.dateOfBirth, "the date of birth", place, &collector)
    }
    for attended in pupil.schools where !school.isOther(attended.school) {
      enter(attended, &known, &collector)
    }
    if pupil.years.allSatisfy(\.runs.isEmpty) {
      collector.remarks.append(
        Remark(evidence: place, sentence: "The pupil has no marks in the file and is left out."))
    }
    for year in pupil.years {
      if let other = year.school, school.isOther(other) {
        others += year.runs.map { ($0.line, pupil.number, other) }
        collector.account.rows += year.runs.count
        collector.account.otherSchools += year.runs.count
      } else {
        enter(year, of: pupil.number, &known, &collector)
      }
    }
    collector.transferred[pupil.number] = known
  }

  /// Enters the strings of a year, and its totals where the strings are read from end to end.
  private mutating func enter(
    _ year: TransferPupil.Year, of number: String, _ known: inout TransferredPupil,
    _ collector: inout MarksCollector
  ) {
    var days: [ClosedRange<CivilDate>]? = []
    for run in year.runs {
      let evidence = Evidence(file: file, line: run.line)
      collector.account.rows += 1
      do throws(RowProblem) {
        let marks = try TransferMarks(run, collector.calendar)
        if !TransferReader.isYear(year.texts["Year"], of: marks.days.lowerBound) {
          misdated.append(run.line)
        }
        if marks.isElsewhere {
          elsewhere += 1
          collector.account.rows -= 1
          days = nil
        } else {
          try collector.enter(marks.entries, of: number, evidence)
          collector.account.note(transferred: marks.entries, collector.calendar)
          known.note(marks, collector.calendar)
          if marks.isWhole { days?.append(marks.days) } else { days = nil }
        }
      } catch {
        reject(evidence, error.reason, &collector.rejections)
        known.isComplete = false
        days = nil
      }
    }
    if let days, !days.isEmpty, let totals = StatedTotals(year, days, file: file) {
      known.totals.append(totals)
    }
  }

  /// Enters a time at the school.
  private mutating func enter(
    _ attended: TransferPupil.Attended, _ known: inout TransferredPupil,
    _ collector: inout MarksCollector
  ) {
    let place = Evidence(file: file, line: attended.line)
    func date(_ element: String, _ name: String) -> CivilDate? {
      let text = attended.texts[element] ?? ""
      guard !text.isEmpty, let date = self.date(text, name, place, &collector) else { return nil }
      guard !date.isPlaceholder else {
        placeholders.note("\(date.written) as \(name)", place)
        return nil
      }
      guard let birth = known.dateOfBirth, date < birth else { return date }
      collector.rejections.append(
        Rejection(
          evidence: place,
          reason:
            "\(name) is \(date.written), before the date of birth, \(birth.written), so it is not used",
          isOfCell: true))
      return nil
    }
    let entry = date("EntryDate", "the date of entry")
    let leaving = date("LeavingDate", "the date of leaving")
    if let entry, let leaving, leaving < entry {
      return reject(
        place, "the pupil left on \(leaving.written), before entering on \(entry.written)",
        &collector.rejections)
    }
    guard entry != nil || leaving != nil else { return }
    known.spells.append(Pupil.Spell(joined: entry, left: leaving, evidence: place))
  }

  private func date(
    _ text: String, _ name: String, _ place: Evidence, _ collector: inout MarksCollector
  ) -> CivilDate? {
    let date = DateFormat.iso.date(text.utf8)
    if date == nil {
      collector.rejections.append(
        Rejection(
          evidence: place, reason: "\(name) is not a date, as year-month-day", isOfCell: true))
    }
    return date
  }

  /// Whether a school year that is known by one of its two calendar years may hold a date.
  private static func isYear(_ text: String?, of date: CivilDate) -> Bool {
    guard let text, let year = decimal(text.utf8), text.utf8.count == 4 else { return true }
    let start = date.schoolYearStart.parts.year
    return year == start || year == start + 1
  }

  // MARK: What is odd

  var remarks: [Remark] {
    [remarkOnOthers, remarkOnYears].compactMap { $0 } + placeholders.remarksOnPlaceholders
  }

  private var remarkOnOthers: Remark? {
    guard let line = others.map(\.line).min(), let own = school.number else { return nil }
    let schools = Set(others.map(\.school)).sorted().map { "`\($0.text)`" }
    let pupils = Set(others.map(\.pupil)).count
    return Remark(
      evidence: Evidence(file: file, line: line),
      sentence:
        "\(Wording.count(others.count, "string")) of marks of \(Wording.count(pupils, "pupil")) "
        + "\(others.count == 1 ? "is" : "are") of \(schools.count == 1 ? "another school" : "other schools"), "
        + "\(Wording.list(schools)), and not counted: this one is taken to be `\(own.text)`. If it is not, "
        + "write its number as `establishment` under `marks`.", weight: .loss)
  }

  private var remarkOnYears: Remark? {
    misdated.min().map { line in
      Remark(
        evidence: Evidence(file: file, line: line),
        sentence:
          "\(Wording.count(misdated.count, "string")) of marks \(misdated.count == 1 ? "begins" : "begin") "
          + "in another school year than the one under `Year`: check the start date.")
    }
  }
}
