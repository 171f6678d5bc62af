import CivilTime
import Registers

/// Plants lapses in marks, requests and registers, before the school's actions are derived.
struct RecipeBook {
  let grounds: Grounds
  /// The probability of a lapse, from 0 to 1.
  let lapse: Double
  let seed: UInt64

  /// Makes reasons and decisions come late, or never.
  ///
  /// The ledger decides later whether that was too late, because the occasions are not known yet.
  func delay(_ years: inout [PupilYear]) {
    for index in years.indices {
      var random = SeededRandom(seed: seed, stream: UInt64(index) | 2 << 32)
      delayReasons(&years[index], &random)
      delayDecisions(&years[index], &random)
    }
  }

  private func delayReasons(_ year: inout PupilYear, _ random: inout SeededRandom) {
    year.amendments = year.amendments.compactMap { amendment in
      guard amendment.original == "N", random.happens(lapse) else { return amendment }
      let date = grounds.calendar.sessions[amendment.session].date
      let known = grounds.calendar.schoolDay(random.between(6, 9), after: date)
      guard random.happens(0.5), let known else {
        year.marks[amendment.session] = "N"
        return nil
      }
      return .init(
        session: amendment.session, original: amendment.original, amended: amendment.amended,
        amendedOn: known)
    }
  }

  private func delayDecisions(_ year: inout PupilYear, _ random: inout SeededRandom) {
    for index in year.leave.indices where random.happens(lapse) {
      let applied = year.leave[index].appliedOn
      if random.happens(0.5), let late = grounds.calendar.schoolDay(25, after: applied) {
        year.leave[index].decidedOn = late
      } else {
        year.leave[index].decidedOn = nil
        year.leave[index].decision = ""
      }
    }
  }

  /// The assumed number of occasions for each recipe in a pupil's year: few pupils ask for leave or
  /// are fined, and a register rarely has several faults.
  private static let occasions = 1.0 / 6

  /// Applies recipes to some pupils.
  func plant(_ years: inout [PupilYear]) -> [Planted] {
    var planted: [Planted] = []
    let recipes = Recipe.all
    for index in years.indices {
      var random = SeededRandom(seed: seed, stream: UInt64(index) | 3 << 32)
      for recipe in recipes where random.happens(lapse * RecipeBook.occasions) {
        guard let place = recipe.plant(&years[index], grounds.asked(by: recipe.clause), &random)
        else { continue }
        planted.append(self.planted(recipe, years[index].id, place))
      }
    }
    return planted + decideDifferently(&years)
  }

  private func planted(_ recipe: Recipe, _ pupil: String, _ place: Recipe.Place) -> Planted {
    let (date, session): (CivilDate, Session?) =
      switch place {
      case .session(let number):
        (grounds.calendar.sessions[number].date, grounds.calendar.sessions[number])
      case .noSession(let session): (session.date, session)
      case .date(let date): (date, nil)
      }
    return Planted(
      clause: recipe.clause, kind: recipe.kind, pupil: pupil, date: date,
      session: session?.half.abbreviation)
  }

  // MARK: Like requests

  private static let reasons = ["wedding", "house move", "festival", "sports event"]

  /// Adds two requests for the same reason, of which one is granted.
  private func decideDifferently(_ years: inout [PupilYear]) -> [Planted] {
    var random = SeededRandom(seed: seed, stream: 4 << 32)
    var planted: [Planted] = []
    for reason in RecipeBook.reasons
    where random.happens(min(0.9, lapse * Double(years.count) / 8)) {
      guard let granted = ask(&years, reason, isGranted: true, &random) else { continue }
      let decided = years[granted.pupil].leave[0].decidedOn
      guard let refused = ask(&years, reason, isGranted: false, after: decided, &random) else {
        // A single request differs from no other.
        continue
      }
      planted.append(
        Planted(
          clause: "leave.decided-differently", kind: "inconsistent",
          pupil: years[refused.pupil].id, date: refused.day))
    }
    return planted
  }

  private func ask(
    _ years: inout [PupilYear], _ reason: String, isGranted: Bool, after: CivilDate? = nil,
    _ random: inout SeededRandom
  ) -> (pupil: Int, day: CivilDate)? {
    for _ in 0..<30 {
      let pupil = random.below(years.count)
      guard years[pupil].leave.isEmpty,
        let days = grounds.days(
          1, in: &years[pupil], from: grounds.leave.notice + 6, &random),
        let request = grounds.leave.request(
          [grounds.shape.days[days.lowerBound].date], reason: reason, isGranted: isGranted,
          grounds.calendar),
        after.map({ request.decidedOn ?? $0 > $0 }) ?? true
      else { continue }
      years[pupil].leave.append(request)
      // The pupil whose request was refused attends.
      if isGranted { grounds.mark(&years[pupil], days, "C") }
      return (pupil, request.firstDay)
    }
    return nil
  }
}

/// The taking of every class's register.
struct RegistersTaken {
  /// A row: the class, the session and the times.
  struct Row {
    let classGroup: String
    let session: Session
    var opened, closed: TimeOfDay
  }

  private(set) var rows: [Row] = []
  private(set) var planted: [Planted] = []

  private enum Fault: CaseIterable {
    case notTaken, takenLate, closedLate
  }

  init(_ years: [PupilYear], _ grounds: Grounds, lapse: Double, seed: UInt64) {
    let classes = Swift.Dictionary(grouping: years, by: \.classGroup)
    for (number, (_, pupils)) in classes.sorted(by: { $0.key < $1.key }).enumerated() {
      var random = SeededRandom(seed: seed, stream: UInt64(number) | 5 << 32)
      var faults: [Int: Fault] = [:]
      // A register that begins before a late pupil arrives leaves the mark valid.
      var earliest: [Int: Int] = [:]
      for (session, minutes) in pupils.flatMap(\.minutesLate) {
        earliest[session] = min(minutes, earliest[session] ?? minutes)
      }
      // For each kind one chance in each half term.
      for fault in Fault.allCases {
        for _ in 0..<6 where random.happens(lapse) {
          faults[random.below(grounds.calendar.sessions.count)] = fault
        }
      }
      for session in grounds.calendar.sessions.indices
      where pupils.contains(where: { $0.marks[session] != .none }) {
        // One that is taken too late begins after every late pupil came.
        let isLate = faults[session] == .takenLate && earliest[session] != nil
        add(
          pupils[0], session, isLate ? nil : faults[session], before: earliest[session], grounds,
          &random)
      }
    }
  }

  private mutating func add(
    _ pupil: PupilYear, _ number: Int, _ fault: Fault?, before late: Int?, _ grounds: Grounds,
    _ random: inout SeededRandom
  ) {
    let session = grounds.calendar.sessions[number]
    // The pupils of a class are of one year, so they have the same times.
    let (name, hours) = (pupil.classGroup, grounds.hours.hours(pupil, session))
    let open = hours.open
    var row = Row(
      classGroup: name, session: session,
      opened: later(hours.opens, min(open, random.below(4), max(0, (late ?? open) - 1))),
      closed: later(hours.opens, max(0, open - random.below(3))))
    switch fault {
    case .notTaken:
      note("register.not-taken", "missing", name, session)
      return
    case .takenLate where hours.isStated:
      row.opened = later(hours.closes, 5)
      row.closed = later(hours.closes, 15)
      note("register.taken-late", "late", name, session)
    case .closedLate where hours.isStated:
      row.closed = later(hours.closes, 10)
      note("register.closed-late", "exceeded", name, session)
    default: break
    }
    rows.append(row)
  }

  private mutating func note(_ clause: String, _ kind: String, _ name: String, _ session: Session) {
    planted.append(
      Planted(
        clause: clause, kind: kind, pupil: name, date: session.date,
        session: session.half.abbreviation))
  }

  private func later(_ time: TimeOfDay, _ minutes: Int) -> TimeOfDay {
    time.adding(Minutes(minutes)) ?? time
  }
}
