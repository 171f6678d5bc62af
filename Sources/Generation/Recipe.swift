import CivilTime
import Clauses
import Registers

/// A method that makes a pupil's record differ from one clause in exactly one known place.
struct Recipe {
  let clause: String
  let kind: String
  /// Changes a year, and returns the place of the difference; nil where the year is not suitable.
  let plant: (inout PupilYear, Grounds, inout SeededRandom) -> Place?

  /// The place of a difference.
  enum Place {
    case session(Int)
    /// A session that the calendar does not have.
    case noSession(Session)
    case date(CivilDate)
  }

  init(
    _ clause: String, _ kind: String,
    _ plant: @escaping (inout PupilYear, Grounds, inout SeededRandom) -> Place?
  ) {
    (self.clause, self.kind, self.plant) = (clause, kind, plant)
  }

  /// Every recipe, in a fixed order.
  static var all: [Recipe] { marks + codes + amendments + leave + notices }
}

/// The properties of a school that recipes use.
struct Grounds {
  let shape: YearShape
  let hours: RegisterBook
  let leave: LeaveTerms
  let sums: PenaltySums
  /// The keys that the record of a notice to improve must contain.
  let improvementRecords: [String]
  /// The rules that apply to compulsory school age alone.
  let ofCompulsoryAge: Set<String>
  /// The ages to which the recipe's rule applies.
  var ages: Ages = .all

  var calendar: SchoolCalendar { shape.calendar }

  /// Consecutive school days that no recipe has used, on which and next to which the pupil was
  /// present; marks them as used.
  func days(
    _ count: Int, in year: inout PupilYear, from first: Int = 1, _ random: inout SeededRandom
  ) -> Range<Int>? {
    guard ages == .all || year.isOfCompulsoryAge else { return nil }
    let last = shape.days.count - count - 1
    guard last > first else { return nil }
    for _ in 0..<30 {
      let start = random.between(first, last - 1)
      let around = start - 1...start + count
      let isFree = around.allSatisfy { day in
        !year.used.contains(day) && !isNamed(shape.days[day].date)
          && shape.days[day].sessions.allSatisfy { year.marks[$0].isPresent }
          && !year.leave.contains { covers($0.firstDay, $0.lastDay, day) }
          && !year.exclusions.contains { covers($0.firstDay, $0.lastDay, day) }
      }
      guard isFree else { continue }
      year.used.formUnion(around)
      return start..<start + count
    }
    return nil
  }

  /// The grounds restricted to the ages to which a rule applies.
  func asked(by rule: String) -> Grounds {
    var grounds = self
    grounds.ages = ofCompulsoryAge.contains(rule) ? .compulsory : .all
    return grounds
  }

  /// Whether the calendar names the date as a cause for a code.
  private func isNamed(_ date: CivilDate) -> Bool {
    calendar.disrupted?.contains(date) ?? false
      || calendar.religiousObservance?.contains(date) ?? false
  }

  private func covers(_ first: CivilDate, _ last: CivilDate, _ day: Int) -> Bool {
    (first...last).contains(shape.days[day].date)
  }

  /// The session of a half day, on a day from `days`.
  func session(_ half: SessionHalf, of day: Int) -> Int {
    half == .morning ? shape.days[day].sessions.lowerBound : shape.days[day].sessions.upperBound - 1
  }

  /// Marks every session of some days.
  func mark(_ year: inout PupilYear, _ days: Range<Int>, _ code: Mark) {
    for day in days {
      for session in shape.days[day].sessions { year.marks[session] = code }
    }
  }
}
