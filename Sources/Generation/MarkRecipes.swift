import CivilTime
import Registers

/// Marks that are missing, without a meaning, on impossible dates, or in conflict with the time of
/// arrival.
extension Recipe {
  static var marks: [Recipe] {
    [
      Recipe("register.mark-missing", "missing") { year, grounds, random in
        let code: Mark = random.happens(0.5) ? .none : .blank
        return one(code, in: &year, grounds, &random)
      },
      mark("register.code-unknown", "A"),
      mark("register.code-retired", "H"),
      mark("register.closure-code-on-school-day", "#"),
      Recipe("register.mark-on-closed-day", "misrecorded", markClosedDay),
      Recipe("register.mark-off-roll", "misrecorded", markOffRoll),
      arrival("register.late-after-close", "L") { $0.open + 5 },
      arrival("register.late-before-close", "U") { $0.open > $0.inTime ? $0.open : nil },
      arrival("register.present-when-late", nil) { $0.open > $0.inTime ? $0.inTime + 1 : nil },
      arrival("register.late-when-present", "L") { $0.inTime > 0 ? $0.inTime : nil },
    ]
  }

  /// One mark that is wrong in any context.
  private static func mark(_ clause: String, _ code: Mark) -> Recipe {
    Recipe(clause, "misrecorded") { year, grounds, random in
      one(code, in: &year, grounds, &random)
    }
  }

  static func one(
    _ code: Mark, in year: inout PupilYear, _ grounds: Grounds, _ random: inout SeededRandom
  ) -> Place? {
    guard let days = grounds.days(1, in: &year, &random) else { return nil }
    let half: SessionHalf = random.happens(0.5) ? .morning : .afternoon
    let session = grounds.session(half, of: days.lowerBound)
    year.marks[session] = code
    return .session(session)
  }

  private static func markClosedDay(
    _ year: inout PupilYear, _ grounds: Grounds, _ random: inout SeededRandom
  ) -> Place? {
    guard year.joined == nil, year.left == nil,
      let date = random.pick(
        ["2024-11-04", "2025-05-05", "2025-06-02"].compactMap { CivilDate($0) })
    else { return nil }
    let session = Session(date, .morning)
    year.strays.append((session, .morning))
    return .noSession(session)
  }

  private static func markOffRoll(
    _ year: inout PupilYear, _ grounds: Grounds, _ random: inout SeededRandom
  ) -> Place? {
    let sessions = grounds.calendar.sessions
    let place =
      year.left.flatMap { left in sessions.firstIndex { $0.date > left } }
      ?? year.joined.flatMap { joined in sessions.lastIndex { $0.date < joined } }
    guard let place else { return nil }
    year.marks[place] = sessions[place].half == .morning ? .morning : .afternoon
    return .session(place)
  }

  /// A mark in conflict with the minutes; nil where the policy's times leave no room for it.
  private static func arrival(
    _ clause: String, _ code: Mark?, _ minutes: @escaping (RegisterHours) -> Int?
  ) -> Recipe {
    Recipe(clause, "misrecorded") { year, grounds, random in
      guard let (half, hours) = grounds.hours.stated(year), let late = minutes(hours),
        let days = grounds.days(1, in: &year, &random)
      else { return nil }
      let session = grounds.session(half, of: days.lowerBound)
      year.marks[session] = code ?? year.marks[session]
      year.minutesLate[session] = late
      return .session(session)
    }
  }
}

/// Codes without their conditions, and amendments.
///
/// Too little attendance of a mobile child is left out, because it takes more than a year of data.
extension Recipe {
  static var codes: [Recipe] {
    [
      mark("register.disruption-on-ordinary-day", "Y3"),
      mark("register.religious-observance-on-ordinary-day", "R"),
      mark("register.not-required-of-compulsory-age", "X"),
      Recipe(
        "register.part-time-timetable-outside-compulsory-age", "misrecorded", partTimeTooYoung),
      Recipe("register.study-leave-outside-exam-years", "misrecorded") { year, grounds, random in
        year.yearGroup < 11 ? one("S", in: &year, grounds, &random) : nil
      },
      Recipe("register.part-time-timetable-without-end", "missing") { year, grounds, random in
        guard year.partTime.isEmpty, let days = grounds.days(1, in: &year, &random) else {
          return nil
        }
        let session = grounds.session(.afternoon, of: days.lowerBound)
        year.marks[session] = "C2"
        return .session(session)
      },
      Recipe("register.part-time-timetable-without-end", "exceeded", overrun),
      day("register.suspension-not-recorded", "E"),
      day("leave.without-application", "C"),
      Recipe("register.attended-while-suspended", "misrecorded") { year, grounds, random in
        guard let days = grounds.days(1, in: &year, &random) else { return nil }
        let date = grounds.shape.days[days.lowerBound].date
        let session = grounds.session(.morning, of: days.lowerBound)
        grounds.mark(&year, days, "E")
        year.marks[session] = .morning
        year.exclusions.append(.init(firstDay: date, lastDay: date))
        return .session(session)
      },
    ]
  }

  /// A day with a code that requires a record, without the record.
  private static func day(_ clause: String, _ code: Mark) -> Recipe {
    Recipe(clause, "missing") { year, grounds, random in
      guard let days = grounds.days(1, in: &year, &random) else { return nil }
      grounds.mark(&year, days, code)
      return .session(grounds.session(.morning, of: days.lowerBound))
    }
  }

  /// A part-time timetable that continued after its end.
  private static func overrun(
    _ year: inout PupilYear, _ grounds: Grounds, _ random: inout SeededRandom
  ) -> Place? {
    guard year.isOfCompulsoryAge, year.partTime.count == 1,
      let end = grounds.calendar.schoolDay(15, after: year.partTime[0].from),
      let after = year.marks.indices.first(where: {
        year.marks[$0] == "C2" && grounds.calendar.sessions[$0].date > end
      })
    else { return nil }
    year.partTime[0].until = end
    return .session(after)
  }

  /// A part-time afternoon in the first term, when no pupil in Reception is of compulsory school age.
  private static func partTimeTooYoung(
    _ year: inout PupilYear, _ grounds: Grounds, _ random: inout SeededRandom
  ) -> Place? {
    let term = grounds.shape.days.indices.filter { grounds.shape.days[$0].term == 0 }
    guard year.yearGroup == 0, year.partTime.isEmpty,
      let day = random.pick(Array(term.dropFirst(10)))
    else { return nil }
    let session = grounds.session(.afternoon, of: day)
    guard year.marks[session] == .afternoon else { return nil }
    let date = grounds.shape.days[day].date
    year.marks[session] = "C2"
    year.partTime.append(.init(from: date, until: date))
    return .session(session)
  }

  static var amendments: [Recipe] {
    [
      amendment("register.amended-otherwise", "misrecorded", standing: "M") { _ in },
      amendment("register.amendment-incomplete", "missing", standing: "I") { $0.position = "" },
      amendment("register.unexplained-overwritten", "missing", standing: "I") { $0.reason = "" },
    ]
  }

  /// A morning whose mark was changed from N to I on the same day.
  private static func amendment(
    _ clause: String, _ kind: String, standing: Mark,
    _ change: @escaping (inout PupilYear.Amendment) -> Void
  ) -> Recipe {
    Recipe(clause, kind) { year, grounds, random in
      guard let days = grounds.days(1, in: &year, &random) else { return nil }
      let session = grounds.session(.morning, of: days.lowerBound)
      var amendment = PupilYear.Amendment(
        session: session, original: "N", amended: "I",
        amendedOn: grounds.shape.days[days.lowerBound].date)
      change(&amendment)
      year.marks[session] = standing
      year.amendments.append(amendment)
      return .session(session)
    }
  }
}
