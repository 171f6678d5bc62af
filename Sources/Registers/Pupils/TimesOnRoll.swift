import CivilTime
import Clauses
import Diagnostics

// When pupils are on roll, and how old they are.
extension DatasetBuilder {
  /// Leaves out of a row the dates that cannot be, and names them.
  func checkDates(
    of pupil: inout PupilEntry, _ row: TableRow, _ placeholders: inout CountedWords
  ) {
    let birth = pupil.dateOfBirth.flatMap {
      dateOfBirth($0, of: pupil.pupil.identifier, row)
    }
    pupil.dateOfBirth = birth
    pupil.joined = pupil.joined.flatMap {
      date($0, under: "joined", row, born: birth?.value, &placeholders)
    }
    pupil.left = pupil.left.flatMap {
      date($0, under: "left", row, born: birth?.value, &placeholders)
    }
    guard let joined = pupil.joined?.value, let left = pupil.left?.value, left < joined else {
      return
    }
    row.note(
      "`left` is \(left.written), before `joined`, \(joined.written), so neither date is used")
    (pupil.joined, pupil.left) = (nil, nil)
  }

  private func date(
    _ given: Located<CivilDate>, under column: String, _ row: TableRow,
    born birth: CivilDate?, _ placeholders: inout CountedWords
  ) -> Located<CivilDate>? {
    let date = given.value
    guard !date.isPlaceholder else {
      placeholders.note("\(date.written) under `\(column)`", row.evidence)
      return nil
    }
    if let birth, date < birth {
      row.note(
        "`\(column)` is \(date.written), before the date of birth, \(birth.written), so it is not used"
      )
      return nil
    }
    if let oldest = collector.calendar.days?.lowerBound.earliestBirth, date < oldest {
      row.note(
        "`\(column)` is \(date.written), before any pupil of the register was born, so it is not used"
      )
      return nil
    }
    return given
  }

  /// The date of birth that a row gives; one that no pupil has is left out and named.
  private func dateOfBirth(
    _ given: Located<CivilDate>, of id: String, _ row: TableRow
  ) -> Located<CivilDate>? {
    let date = given.value
    if let days = collector.calendar.days {
      let (first, last) = (days.lowerBound, days.upperBound)
      let oldest = first.earliestBirth
      let youngest = last.adding(months: -12 * 2)
      guard (oldest...youngest).contains(date) else {
        let years = first.years(since: date)
        row.note(
          "\(date.written) under `date_of_birth` "
            + (date > last
              ? "is after the register"
              : "would make the pupil \(Wording.count(years, "year")) old")
            + ", so the pupil is taken to be of compulsory school age")
        return nil
      }
    }
    if let known = pupils[id]?.dateOfBirth, known != date, let line = pupils[id]?.evidence?.line {
      row.note(
        "the date of birth is \(date.written) here and \(known.written) on line \(line), which counts"
      )
      return Located(known, at: given.span)
    }
    return given
  }

  /// Adds a pupil, or another time on roll of a pupil who is there; throws where that is no other time.
  mutating func add(_ pupil: Pupil) throws(RowProblem) {
    guard let known = pupils[pupil.id] else {
      pupils[pupil.id] = pupil
      return
    }
    var spells = known.spells
    for spell in pupil.spells {
      if let other = spells.first(where: { spell.overlaps($0) }) {
        throw RowProblem(
          spell.isAnother(than: other) ? spell.overlap(with: other) : "the pupil is listed twice")
      }
      spells.append(spell)
    }
    spells.sort { ($0.first, $0.last) < ($1.first, $1.last) }
    // What changes with the years is told by the latest row.
    let isLatest = spells.last?.evidence == pupil.evidence
    let (later, earlier) = isLatest ? (pupil, known) : (known, pupil)
    pupils[pupil.id] = Pupil(
      id: pupil.id, yearGroup: later.yearGroup ?? earlier.yearGroup,
      classGroup: later.classGroup ?? earlier.classGroup,
      classPosition: later.classPosition ?? earlier.classPosition,
      dateOfBirth: known.dateOfBirth ?? pupil.dateOfBirth,
      groups: known.groups.union(pupil.groups), registration: later.registration,
      evidence: known.evidence, spells: spells)
  }
}

extension Pupil.Spell {
  /// The first and last days by number, with the ends of time for what is not given.
  fileprivate var first: Int32 { joined?.day ?? .min }
  fileprivate var last: Int32 { left?.day ?? .max }

  /// Whether two have more than a day in common: some registers have a pupil leave and join on the same.
  fileprivate func overlaps(_ other: Self) -> Bool {
    self == other || max(first, other.first) < min(last, other.last)
  }

  /// Whether it has dates, and others than those of another.
  fileprivate func isAnother(than other: Self) -> Bool {
    (joined != nil || left != nil) && (joined, left) != (other.joined, other.left)
  }

  fileprivate func overlap(with other: Self) -> String {
    let line = other.evidence.map { " on line \($0.line)" } ?? ""
    let help =
      other.left == nil && other.first < first
      ? "; give that one the date on which the pupil left" : ""
    return "the time on roll \(words) overlaps the one\(line), \(other.words)\(help)"
  }

  private var words: String {
    switch (joined, left) {
    case (let joined?, let left?): "from \(joined.written) to \(left.written)"
    case (let joined?, nil): "from \(joined.written) without an end"
    case (nil, let left?): "up to \(left.written)"
    case (nil, nil): "without dates"
    }
  }
}

extension CivilDate {
  /// Whole years from another date to this one; none where that is later.
  fileprivate func years(since other: CivilDate) -> Int {
    let (now, then) = (parts, other.parts)
    let isBefore = (now.month, now.day) < (then.month, then.day)
    return max(0, now.year - then.year - (isBefore ? 1 : 0))
  }
}

extension CivilDate {
  /// Whether programs write it for no date: the days from which they count, and the last that they can.
  var isPlaceholder: Bool {
    parts.year <= 1900 || parts.year == 9999
      || parts == (1904, 1, 1) || parts == (1970, 1, 1)
  }

  /// The earliest date of birth of a pupil on roll on this date.
  fileprivate var earliestBirth: CivilDate { adding(months: -12 * 20) }
}

extension CountedWords {
  /// The dates that stand for none.
  var remarksOnPlaceholders: [Remark] {
    remarks { date, rows in
      "\(date) (\(rows)) is what programs write for no date, and is read as blank"
    }
  }
}
