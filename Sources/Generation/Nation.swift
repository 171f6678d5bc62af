import CivilTime
import Clauses
import Parallel
import Registers

/// The figures of generated schools together, for comparison with published ones.
package struct NationFigures: Sendable {
  /// One figure of the generated schools with the published one, in percent.
  package struct Row: Sendable {
    /// The subject of the figure.
    package let name: String
    /// The generated and the published figure, in percent.
    package let generated, published: Double
    /// The greatest difference allowed, in percentage points.
    package let tolerance: Double

    /// Whether the difference is within the tolerance.
    package var isClose: Bool { abs(generated - published) <= tolerance }
  }

  /// The kind of school.
  package let kind: SchoolKind
  /// The number of pupils of compulsory school age.
  package let pupils: Int
  /// The figures.
  package let rows: [Row]

  /// Generates schools of one kind in parallel and counts them; the result does not depend on the
  /// number of threads.
  package static func count(
    _ kind: SchoolKind, schools: Int, pupils: Int, seed: UInt64
  ) -> NationFigures? {
    guard let calendar = ExampleCalendar().calendar else { return nil }
    let model = SchoolModel(kind, calendar, nil, RegisterBook(nil, [:]))
    let tallies = (0..<UInt64(schools)).map { seed &* 1_000_003 &+ $0 }.parallelMap { seed in
      var tally = Tally(days: model.shape.days.count)
      for year in model.years(seed: seed, pupils: pupils) where year.isOfCompulsoryAge {
        tally.add(year, model.shape)
      }
      return tally
    }
    let total = tallies.reduce(into: Tally(days: model.shape.days.count)) { $0.add($1) }
    return NationFigures(
      kind: kind, pupils: total.pupils, rows: total.rows(PublishedFigures.of(kind), model.shape))
  }
}

/// The counts of pupils' years.
private struct Tally: Sendable {
  var pupils = 0
  var possible = 0
  var persistent = 0
  var severe = 0
  /// The sums of pupils' shares of absence and of their squares.
  var shares = 0.0
  var squares = 0.0
  var withoutAbsence = 0
  var inAutumn = 0
  /// Possible sessions and absences of pupils on free school meals.
  var possibleOnMeals = 0
  var absentOnMeals = 0
  var sessions: [Mark: Int] = [:]
  /// The sums of the squares of pupils' shares of sessions with a code.
  var squaresOfCodes: [Mark: Double] = [:]
  /// Possible sessions, absences and holidays by school day.
  var possibleByDay, absentByDay, holidaysByDay: [Int]

  private static let absence = Set(PublishedFigures.absence)
  private static let notPossible: Set<Mark> = ["X", "Y2"]

  init(days: Int) {
    possibleByDay = Array(repeating: 0, count: days)
    (absentByDay, holidaysByDay) = (possibleByDay, possibleByDay)
  }

  mutating func add(_ year: PupilYear, _ shape: YearShape) {
    var (possible, absent, autumn, absentInAutumn) = (0, 0, 0, 0)
    var own: [Mark: Int] = [:]
    for (place, day) in shape.days.enumerated() {
      for session in day.sessions {
        let mark = year.marks[session]
        if mark == .none || Tally.notPossible.contains(mark) { continue }
        possible += 1
        possibleByDay[place] += 1
        autumn += day.term == 0 ? 1 : 0
        if mark.isPresent { continue }
        own[mark, default: 0] += 1
        guard Tally.absence.contains(mark) else { continue }
        absent += 1
        absentByDay[place] += 1
        holidaysByDay[place] += mark == "G" ? 1 : 0
        absentInAutumn += day.term == 0 ? 1 : 0
      }
    }
    guard possible > 0 else { return }
    pupils += 1
    self.possible += possible
    if year.groups.contains(.fsm) {
      possibleOnMeals += possible
      absentOnMeals += absent
    }
    persistent += absent * 10 >= possible ? 1 : 0
    for (code, count) in own {
      sessions[code, default: 0] += count
      let share = Double(count) / Double(possible)
      squaresOfCodes[code, default: 0] += share * share
    }
    let share = Double(absent) / Double(possible)
    shares += share
    squares += share * share
    severe += absent * 2 >= possible ? 1 : 0
    if autumn > 0 {
      inAutumn += 1
      withoutAbsence += absentInAutumn == 0 ? 1 : 0
    }
  }

  mutating func add(_ other: Tally) {
    pupils += other.pupils
    possible += other.possible
    possibleOnMeals += other.possibleOnMeals
    absentOnMeals += other.absentOnMeals
    persistent += other.persistent
    severe += other.severe
    shares += other.shares
    squares += other.squares
    withoutAbsence += other.withoutAbsence
    inAutumn += other.inAutumn
    sessions.merge(other.sessions, uniquingKeysWith: +)
    squaresOfCodes.merge(other.squaresOfCodes, uniquingKeysWith: +)
    for day in possibleByDay.indices {
      possibleByDay[day] += other.possibleByDay[day]
      absentByDay[day] += other.absentByDay[day]
      holidaysByDay[day] += other.holidaysByDay[day]
    }
  }

  // MARK: Figures

  func rows(_ figures: PublishedFigures, _ shape: YearShape) -> [NationFigures.Row] {
    let absent = PublishedFigures.absence.reduce(0) { $0 + sessions[$1, default: 0] }
    var rows = [
      row(
        "absence", percent(absent, possible), figures.overall * 100, 0.4 + chance(shares, squares)),
      row(
        "persistent absence", percent(persistent, pupils), Double(figures.persistent) / 100,
        1.5 + sampling(figures.persistent)),
      row(
        "severe absence", percent(severe, pupils), Double(figures.severe) / 100,
        0.6 + sampling(figures.severe)),
    ]
    if let published = figures.withoutAbsence {
      rows.append(
        row(
          "pupils without absence in the autumn", percent(withoutAbsence, inAutumn),
          Double(published) / 100, 2.5 + sampling(published)))
    }
    // A code rarer than one session in a thousand varies too much in a sample.
    for (code, millionths) in figures.shares where millionths >= 1_000 {
      let published = Double(millionths) / 10_000
      rows.append(
        row(
          "code \(code.text)", percent(sessions[code, default: 0], possible), published,
          max(0.06, published * 0.15)
            + chance(published / 100 * Double(pupils), squaresOfCodes[code, default: 0])))
    }
    if let published = figures.onMeals {
      let others = percent(absent - absentOnMeals, possible - possibleOnMeals)
      rows.append(
        row(
          "absence on free school meals, of that of others",
          others > 0 ? percent(absentOnMeals, possibleOnMeals) / others * 100 : 0,
          Double(published), 30))
    }
    return rows + weekdays(figures, shape) + holidays(figures, shape)
  }

  private func row(
    _ name: String, _ generated: Double, _ published: Double, _ tolerance: Double
  ) -> NationFigures.Row {
    .init(name: name, generated: generated, published: published, tolerance: tolerance)
  }

  /// The expected sampling error of a mean over pupils: twice the standard error, in percentage
  /// points, from the sums of pupils' shares and of their squares.
  private func chance(_ sum: Double, _ squares: Double) -> Double {
    let count = Double(max(1, pupils))
    let mean = sum / count
    return 200 * (max(0, squares / count - mean * mean) / count).squareRoot()
  }

  /// The expected sampling error of a share of pupils, in ten thousandths: twice its standard
  /// deviation, in percentage points.
  private func sampling(_ tenThousandths: Int) -> Double {
    let share = Double(tenThousandths) / 10_000
    return 200 * (share * (1 - share) / Double(max(1, pupils))).squareRoot()
  }

  private func percent(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) * 100 / Double(whole)
  }

  private func share(_ counts: [Int], _ days: [Int]) -> Double {
    percent(days.reduce(0) { $0 + counts[$1] }, days.reduce(0) { $0 + possibleByDay[$1] })
  }

  /// Absence on Wednesdays and Fridays against all days.
  private func weekdays(_ figures: PublishedFigures, _ shape: YearShape) -> [NationFigures.Row] {
    guard let published = figures.weekdays else { return [] }
    let all = share(absentByDay, Array(shape.days.indices))
    return [(2, "Wednesdays"), (4, "Fridays")].map { weekday, name in
      let days = shape.days.indices.filter { shape.days[$0].date.weekday.rawValue == weekday }
      return row(
        "absence on \(name), of that on all days",
        all > 0 ? share(absentByDay, days) / all * 100 : 0, Double(published[weekday]), 6)
    }
  }

  /// Holidays in the week before the autumn's break, and in the middle of the next half term.
  private func holidays(_ figures: PublishedFigures, _ shape: YearShape) -> [NationFigures.Row] {
    guard let published = figures.holidayWeeks else { return [] }
    let weeks = [("2024-10-21", "2024-10-25"), ("2024-11-11", "2024-11-29")]
    return zip(weeks, zip(["the week before half-term", "the middle of a half term"], published))
      .compactMap { dates, expected in
        guard let from = CivilDate(dates.0), let to = CivilDate(dates.1) else { return nil }
        let days = shape.days.indices.filter { (from...to).contains(shape.days[$0].date) }
        let value = Double(expected.1) / 10_000
        return row(
          "code G in \(expected.0)", share(holidaysByDay, days), value,
          // A holiday is several sessions of one pupil.
          max(0.2, value * 0.25 + sampling(expected.1 / 100)))
      }
  }
}
