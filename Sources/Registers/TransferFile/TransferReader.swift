import CivilTime
import Clauses
import Diagnostics
import TypedYAML

extension MarksCollector {
  /// Reads the attendance of a Common Transfer File, the XML that schools send each other.
  ///
  /// An error in `reading` says where it cannot be read.
  mutating func readTransferFile(
    _ data: LargeFile, as marks: MarksFile, _ reading: inout Reading, _ notes: inout [String]
  ) {
    let follower = TransferFileFollower()
    var reader = TransferReader(file: data.name, given: marks.establishment?.value)
    do throws(XMLProblem) {
      try XMLReader.read(data, follower) {
        reader.enter(follower.takePupils(), of: follower.header.school, &self)
      }
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
    if let given = marks.establishment, let known = reader.schoolsWithout(given.value) {
      return reading.report(
        .otherSchool,
        "`\(data.name)` has no marks of the school `\(given.value.text)`; it has those of "
          + "\(Wording.list(known.map { "`\($0.text)`" })).",
        at: given.span, help: "Write the school's number in the file, or leave the key out.")
    }
    reader.end(&self)
    guard rejections.count <= Limits.rejections else {
      return reading.report(Limits.tooManyRejections(rejections, of: marks.table))
    }
    remarks += reader.remarks
    if reader.elsewhere > 0 {
      notes.append(
        "\(data.name) has \(Wording.count(reader.elsewhere, "string")) of marks for days outside the "
          + "calendar; they are not read.")
    }
  }
}

/// Enters the pupils of a Common Transfer File, and gathers what is odd about them.
private struct TransferReader {
  private let file: String
  /// The school that the file is read as the register of; nil while that is open, or where none has a number.
  private var school: SchoolNumber?
  /// How many years with marks each school has.
  private var counts: [SchoolNumber: Int] = [:]
  /// The pupils of a file that has not yet shown its school.
  private var waiting: [TransferPupil] = []
  /// How many strings lie outside the calendar.
  private(set) var elsewhere = 0
  /// The strings of other schools: their lines, pupils and schools.
  private var others: [(line: Int, pupil: String, school: SchoolNumber)] = []
  /// The lines of strings that begin in another year than the one beside them.
  private var misdated: [Int] = []
  /// The dates of entry and leaving that stand for none.
  private var placeholders = CountedWords()

  init(file: String, given: SchoolNumber?) { (self.file, school) = (file, given) }

  /// The schools of the file, where it has no marks of a certain one; nil otherwise.
  func schoolsWithout(_ given: SchoolNumber) -> [SchoolNumber]? {
    counts.isEmpty || counts[given] != nil ? nil : counts.keys.sorted()
  }

  /// Enters pupils as soon as the school is known: the one that the manifest names; without that, the `source` that
  /// wrote the file where it has strings of marks, or else, at the end, the one that has most.
  mutating func enter(
    _ pupils: [TransferPupil], of source: SchoolNumber?, _ collector: inout MarksCollector
  ) {
    for school in pupils.lazy.flatMap(\.years).compactMap(\.texts.school) {
      counts[school, default: 0] += 1
    }
    waiting += pupils
    school = school ?? source.flatMap { counts[$0] == nil ? nil : $0 }
    if school != nil { enterWaiting(&collector) }
  }

  /// Enters the pupils of a file that did not show its school before its end.
  mutating func end(_ collector: inout MarksCollector) {
    school = school ?? counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    enterWaiting(&collector)
  }

  private mutating func enterWaiting(_ collector: inout MarksCollector) {
    for pupil in waiting where collector.rejections.count <= Limits.rejections {
      enter(pupil, &collector)
    }
    waiting = []
  }

  /// Whether something is about another school; what names none is about this one.
  private func isOther(_ other: SchoolNumber?) -> Bool {
    other != nil && school != nil && other != school
  }

  private mutating func enter(_ pupil: TransferPupil, _ collector: inout MarksCollector) {
    let place = Evidence(file: file, line: pupil.line)
    guard !pupil.number.isEmpty else {
      return reject(place, "the pupil has no Unique Pupil Number", &collector.rejections)
    }
    var known = collector.transferred[pupil.number] ?? TransferredPupil(evidence: place)
    if !pupil.dateOfBirth.isEmpty {
      known.dateOfBirth = date(pupil.dateOfBirth, "the date of birth", place, &collector)
    }
    for attended in pupil.schools where !isOther(attended.texts.school) {
      enter(attended, &known, &collector)
    }
    if pupil.years.allSatisfy(\.runs.isEmpty) {
      collector.remarks.append(
        Remark(evidence: place, sentence: "The pupil has no marks in the file and is left out."))
    }
    for year in pupil.years {
      if let other = year.texts.school, isOther(other) {
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
        if !TransferReader.isYear(year.texts[.year], of: marks.days.lowerBound) {
          misdated.append(run.line)
        }
        if marks.isElsewhere {
          elsewhere += 1
          collector.account.rows -= 1
          days = nil
        } else {
          guard let pupil = collector.pupil(number, at: evidence) else { return }
          try collector.enter(marks.marks, of: pupil, evidence)
          collector.account.addCells(filled: marks.filled, unused: marks.outside)
          known.note(marks, collector.calendar)
          if marks.outside == 0 { days?.append(marks.days) } else { days = nil }
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
    func date(_ element: TransferElement, _ name: String) -> CivilDate? {
      let text = attended.texts[element]
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
    let entry = date(.entry, "the date of entry")
    let leaving = date(.leaving, "the date of leaving")
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
  private static func isYear(_ text: String, of date: CivilDate) -> Bool {
    guard let year = decimal(text.utf8), text.utf8.count == 4 else { return true }
    let start = date.schoolYearStart.parts.year
    return year == start || year == start + 1
  }

  // MARK: What is odd

  var remarks: [Remark] {
    [remarkOnOthers, remarkOnYears].compactMap { $0 } + placeholders.remarksOnPlaceholders
  }

  private var remarkOnOthers: Remark? {
    guard let line = others.map(\.line).min(), let own = school else { return nil }
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
