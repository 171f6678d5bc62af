import CivilTime
import Clauses
import Diagnostics
import Registers
import Statute
import TypedYAML

/// The dates of compulsory school age, by the framework (Education Act 1996, section 8).
struct CompulsorySchoolAge {
  private let beginsAtYears: Int
  private let endsAtYears: Int
  private let prescribedDays: [(month: Int, day: Int)]
  /// The year groups whose pupils are of that age, and those whose pupils are not, where no date of birth is
  /// known.
  private let yearsWithin, yearsOutside: Set<YearGroupNumber>

  /// What is known of a pupil's age.
  enum Knowledge {
    /// The dates on which the pupil is of compulsory school age.
    case dates(DateRange)
    /// The year group says that the pupil is, or is not.
    case within, outside
    case nothing
  }

  /// Reads the ages and prescribed days that hold on a date; nil where the framework has none.
  init?(_ framework: Framework, on date: CivilDate) {
    func years(_ name: String) -> Int? {
      guard let quantity = framework.quantity(name, on: date), quantity.unit == .years else {
        return nil
      }
      return quantity.count
    }
    guard let begins = years("compulsory_age.begins"), let ends = years("compulsory_age.ends"),
      case .list(let days)? = framework.parameter("compulsory_age.prescribed_days", on: date)?
        .value.value
    else { return nil }
    beginsAtYears = begins
    endsAtYears = ends
    prescribedDays = days.compactMap { item in
      let parts = item.value.words.split(separator: " ").compactMap { Int($0) }
      return parts.count == 2 ? (month: parts[0], day: parts[1]) : nil
    }
    yearsWithin = Set(framework.yearGroups("compulsory_age.years_within", on: date))
    yearsOutside = Set(framework.yearGroups("compulsory_age.years_outside", on: date))
  }

  /// What is known of a pupil's age, by the date of birth or else by the year group.
  func knowledge(of pupil: Pupil) -> Knowledge {
    if let birth = pupil.dateOfBirth { return dates(bornOn: birth).map { .dates($0) } ?? .nothing }
    guard let year = pupil.yearGroup.flatMap({ YearGroupNumber(standard: $0) }) else {
      return .nothing
    }
    return yearsWithin.contains(year) ? .within : yearsOutside.contains(year) ? .outside : .nothing
  }

  /// The dates on which somebody born on a date is of compulsory school age.
  func dates(bornOn birth: CivilDate) -> DateRange? {
    let fifth = birth.adding(months: beginsAtYears * 12)
    let candidates = prescribedDays.flatMap { prescribed in
      [fifth.parts.year, fifth.parts.year + 1].compactMap {
        CivilDate(year: $0, month: prescribed.month, day: prescribed.day)
      }
    }
    guard let begins = candidates.filter({ $0 >= fifth }).min() else { return nil }
    return DateRange(from: begins, to: leavingDate(birth.adding(months: endsAtYears * 12)))
  }

  /// The last Friday in June of the school year, September to August, that holds a date.
  private func leavingDate(_ birthday: CivilDate) -> CivilDate? {
    let (year, month, _) = birthday.parts
    guard let lastOfJune = CivilDate(year: month >= 9 ? year + 1 : year, month: 6, day: 30) else {
      return nil
    }
    let sinceFriday = (lastOfJune.weekday.rawValue - Weekday.friday.rawValue + 7) % 7
    return lastOfJune.adding(days: -sinceFriday)
  }
}
