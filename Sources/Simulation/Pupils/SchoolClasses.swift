import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers
import Statute
import TypedYAML

/// Which classes stand at the two ends of a school, and when its years turn, as far as that is known.
struct SchoolClasses: Sendable {
  /// The years of which one is the class at an end, from the youngest on; nil where nothing is known of them.
  private let years: [ClassPosition: [YearGroupNumber]]
  /// Whether the policy says which years the school teaches; else those of its phase stand for them.
  let isStated: Bool
  /// The classes whose pupils the authority asks about all the same.
  private let askedFor: Set<ClassPosition>
  private let terms: [Term]
  /// How far from the turn of the school year its first term begins and its last one ends, at most.
  private let edge: Int

  private struct Term: Sendable {
    let first: CivilDate
    var last: CivilDate
    let year: Int
  }

  /// Whether a pupil's class exempts from a duty; unknown where the class is.
  enum Answer: Sendable {
    case exempt, bound, unknown
  }

  init(_ framework: Framework, _ policy: Policy?, _ calendar: SchoolCalendar, on date: CivilDate) {
    let stated = policy?.school?.years?.value
    isStated = stated != nil
    if let stated {
      years = [
        .mostJunior: [stated.youngest], .mostSenior: [stated.oldest],
      ]
    } else if let phase = policy?.school?.phase?.value {
      years = ClassPosition.allCases.reduce(into: [:]) { years, position in
        years[position] = framework.years(at: position, of: phase, on: date)
      }
    } else {
      years = [:]
    }
    askedFor = Set((policy?.returns?.alsoFor ?? []).map(\.value))
    edge = framework.quantity("school_year.edge", on: date)?.count ?? 0
    var terms: [Term] = []
    for (number, session) in calendar.sessions.enumerated() {
      if number > 0, calendar.term[number] == calendar.term[number - 1] {
        terms[terms.count - 1].last = session.date
      } else {
        terms.append(
          Term(first: session.date, last: session.date, year: calendar.schoolYear[number]))
      }
    }
    self.terms = terms
  }

  /// Whether a pupil who joins or leaves on a date is of the class that a duty is not about, and does so with
  /// the school year.
  func exemption(_ position: ClassPosition, _ pupil: Pupil, on date: CivilDate) -> Answer {
    guard !askedFor.contains(position), isAtTurn(position, date) else { return .bound }
    return isOf(position, pupil).map { $0 ? .exempt : .bound } ?? .unknown
  }

  /// Whether the calendar's first term is the first of a school year.
  var beginsWithSchoolYear: Bool { !terms.isEmpty && beginsYear(0) }

  /// The year of the class at an end, where exactly one can be it.
  func year(at position: ClassPosition) -> YearGroupNumber? {
    years[position].flatMap { $0.count == 1 ? $0.first : nil }
  }

  /// Whether a pupil is of the class at an end; nil where that is not known.
  private func isOf(_ position: ClassPosition, _ pupil: Pupil) -> Bool? {
    if let own = pupil.classPosition { return own == position }
    guard let years = years[position], let youngest = years.first, let oldest = years.last,
      let year = pupil.yearGroup.flatMap({ YearGroupNumber(standard: $0) })
    else { return nil }
    if position == .mostJunior ? year <= youngest : year >= oldest { return true }
    // A year between two of them is at no end: the school teaches beyond it.
    return years.contains(year) ? nil : false
  }

  /// Whether a date is the first day of a school year, or lies at or after the end of its last term.
  private func isAtTurn(_ position: ClassPosition, _ date: CivilDate) -> Bool {
    switch position {
    case .mostJunior:
      guard let next = terms.firstIndex(where: { date <= $0.first }) else { return false }
      return beginsYear(next) && (next == 0 || terms[next - 1].last < date)
    case .mostSenior:
      guard let last = terms.lastIndex(where: { $0.last <= date }) else { return false }
      return endsYear(last) && (last == terms.count - 1 || date < terms[last + 1].first)
    }
  }

  /// Whether a term is the first of its year: none of the year comes before it, and it begins near the
  /// year's turn, because a calendar may leave out earlier ones.
  private func beginsYear(_ term: Int) -> Bool {
    let first = terms[term].first
    return (term == 0 || terms[term - 1].year != terms[term].year)
      && first.days(since: first.schoolYearStart) <= edge
  }

  private func endsYear(_ term: Int) -> Bool {
    let last = terms[term].last
    return (term == terms.count - 1 || terms[term + 1].year != terms[term].year)
      && last.schoolYearStart.adding(months: 12).days(since: last) <= edge
  }
}

extension Framework {
  /// The years of which one is the class at an end of a school of a phase; nil where the law data has none.
  fileprivate func years(
    at position: ClassPosition, of phase: Phase, on date: CivilDate
  ) -> [YearGroupNumber]? {
    let years = yearGroups("classes.\(phase.rawValue).\(position.rawValue)", on: date)
    return years.isEmpty ? nil : years.sorted()
  }

  /// The year groups that a parameter lists on a date.
  func yearGroups(_ parameter: String, on date: CivilDate) -> [YearGroupNumber] {
    (self.parameter(parameter, on: date)?.value.value.items ?? []).compactMap { item in
      switch item {
      case .word(let word), .text(let word): YearGroupNumber(written: word)
      default: nil
      }
    }
  }
}

/// Pupils whose class decided whether a duty is about them, or could not.
struct ClassCount: Sendable, Hashable {
  /// How many were judged by the class that their school's phase usually has.
  var presumed = 0
  /// How many could not be judged because the class at the end of the school is not known, and because their
  /// own is not.
  var withoutSchool = 0
  var withoutPupil = 0

  static func += (left: inout Self, right: Self) {
    left.presumed += right.presumed
    left.withoutSchool += right.withoutSchool
    left.withoutPupil += right.withoutPupil
  }

  mutating func note(
    _ answer: SchoolClasses.Answer, _ pupil: Pupil, _ position: ClassPosition,
    _ classes: SchoolClasses
  ) {
    switch answer {
    case .exempt where pupil.classPosition == nil && !classes.isStated: presumed += 1
    case .exempt, .bound: break
    case .unknown where classes.year(at: position) != nil: withoutPupil += 1
    case .unknown: withoutSchool += 1
    }
  }

  /// What was not checked, in sentences.
  func notChecked(_ clause: String, _ position: ClassPosition) -> [String] {
    let verb = position == .mostJunior ? "joined with" : "left at the end of"
    func sentence(_ count: Int, _ reason: String) -> [String] {
      guard count > 0 else { return [] }
      let isOne = count == 1
      return [
        "\(Wording.count(count, "pupil")) \(verb) the school year, and whether \(isOne ? "that was" : "they were") "
          + "in the \(position.words) is not known: \(reason). Not checked: \(clause) for "
          + "\(isOne ? "that pupil" : "them")."
      ]
    }
    return sentence(
      withoutSchool,
      "the policy does not say which years the school teaches, such as `years: Year 7 to Year 11` under "
        + "`school`, and the register has no `class_position`")
      + sentence(withoutPupil, "the register has neither `year_group` nor `class_position` there")
  }
}
