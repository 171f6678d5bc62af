import CivilTime
import Diagnostics
import PolicyModel
import Registers
import TypedYAML

/// Draws the occasional events with a code and a record of their own: leave, suspensions, part-time
/// timetables, visits, study leave, work experience.
struct OccasionModel {
  let shape: YearShape
  let figures: PublishedFigures
  let leave: LeaveTerms

  private var sessions: Double { Double(shape.calendar.sessions.count) }

  /// Adds occasions to a year in which the pupil is present throughout.
  func fill(_ year: inout PupilYear, _ random: inout SeededRandom) {
    beginPartTime(&year)
    addSuspensions(&year, &random)
    addPartTimetable(&year, &random)
    addObservance(&year, &random)
    addDisruption(&year, &random)
    addLeave(&year, &random)
    addTravel(&year, &random)
    addExaminationYears(&year, &random)
    addEducationElsewhere(&year, &random)
  }

  // MARK: Dates that the calendar names

  /// Two days in 2024/25 that many families observe: Eid al-Fitr and Eid al-Adha.
  static let observance = ["2025-03-31", "2025-06-06"].compactMap { CivilDate($0) }
  /// A day of snow.
  static let disrupted = ["2024-11-19"].compactMap { CivilDate($0) }

  private func addObservance(_ year: inout PupilYear, _ random: inout SeededRandom) {
    let days = shape.days.indices.filter { OccasionModel.observance.contains(shape.days[$0].date) }
    let part = figures.share("R") * sessions / Double(max(1, 2 * days.count))
    guard random.happens(part) else { return }
    for day in days { mark(&year, day, "R") }
  }

  private func addDisruption(_ year: inout PupilYear, _ random: inout SeededRandom) {
    guard random.happens(Double(figures.disrupted) / 10_000) else { return }
    for day in shape.days.indices where OccasionModel.disrupted.contains(shape.days[day].date) {
      mark(&year, day, "Y2")
    }
  }

  /// The youngest pupils, below compulsory school age, attend only mornings for a fortnight.
  private func beginPartTime(_ year: inout PupilYear) {
    guard let summer = CivilDate(year: 2020, month: 4, day: 1), year.dateOfBirth >= summer else {
      return
    }
    for day in shape.days.indices.prefix(10) {
      for session in shape.days[day].sessions.dropFirst() { mark(&year, session: session, "X") }
    }
  }

  // MARK: Leave

  /// Adds granted leave, with its request.
  private func addLeave(_ year: inout PupilYear, _ random: inout SeededRandom) {
    var granted = 0
    for (code, reason, meanDays) in [
      ("C", "family event", 1.3), ("C1", "performance", 1), ("J1", "interview", 1),
    ] as [(Mark, String, Double)] {
      for _ in 0..<random.times(mean: figures.share(code) * sessions / 2 / meanDays * 1.08) {
        let length = code == "C" && random.happens(0.3) ? 2 : 1
        let first = random.below(shape.days.count - length)
        let days = first..<first + length
        let isFree = days.allSatisfy { day in
          shape.days[day].sessions.allSatisfy { year.marks[$0].isPresent }
        }
        guard isFree, granted + 2 * length <= leave.limit,
          let request = leave.request(
            days.map { shape.days[$0].date }, reason: reason, shape.calendar)
        else { continue }
        guard !year.leave.contains(where: { $0.appliedOn == request.appliedOn }) else { continue }
        granted += 2 * length
        for day in days { mark(&year, day, code) }
        year.leave.append(request)
      }
    }
  }

  // MARK: Suspensions and part-time timetables

  private func addSuspensions(_ year: inout PupilYear, _ random: inout SeededRandom) {
    let tendency = min(6, year.propensity / figures.overall)
    for _ in 0..<random.times(mean: figures.share("E") * sessions / 5 * tendency) {
      let first = random.below(shape.days.count)
      let last = min(shape.days.count - 1, first + random.between(0, 4))
      let isFree = (max(0, first - 1)...min(shape.days.count - 1, last + 1)).allSatisfy { day in
        shape.days[day].sessions.allSatisfy { year.marks[$0].isPresent }
      }
      guard isFree else { continue }
      for day in first...last { mark(&year, day, "E") }
      year.exclusions.append(
        .init(firstDay: shape.days[first].date, lastDay: shape.days[last].date))
    }
  }

  /// Six weeks of mornings only, with an agreed end.
  private func addPartTimetable(_ year: inout PupilYear, _ random: inout SeededRandom) {
    let tendency = min(6, year.propensity / figures.overall)
    let length = 30
    guard random.happens(figures.share("C2") * sessions / Double(length) * tendency * 1.14) else {
      return
    }
    let first = random.below(shape.days.count - length)
    let last = first + length - 1
    // Most of the youngest are below compulsory school age, and have no such timetable.
    guard year.yearGroup > 0 else { return }
    for day in first...last {
      for session in shape.days[day].sessions.dropFirst() { mark(&year, session: session, "C2") }
    }
    year.partTime.append(.init(from: shape.days[first].date, until: shape.days[last].date))
  }

  // MARK: Travel, examinations and work

  private func addTravel(_ year: inout PupilYear, _ random: inout SeededRandom) {
    guard random.happens(figures.share("T") * sessions / 20) else { return }
    let first = random.below(shape.days.count - 10)
    for day in first..<first + 10 { mark(&year, day, "T") }
  }

  /// A week of work experience in year 10, and study leave in year 11, both in the summer.
  private func addExaminationYears(_ year: inout PupilYear, _ random: inout SeededRandom) {
    let summer = shape.days.indices.filter { shape.days[$0].term == 2 }
    let (code, years): (Mark, Double) =
      switch year.yearGroup {
      case 10: ("W", 5)
      case 11: ("S", 5)
      default: ("", 0)
      }
    guard years > 0, let first = summer.dropFirst(20).first,
      random.happens(figures.share(code) * sessions * years / 10)
    else { return }
    for day in first..<first + 5 { mark(&year, day, code) }
  }

  // MARK: Education elsewhere

  private func addEducationElsewhere(_ year: inout PupilYear, _ random: inout SeededRandom) {
    for code in ["B", "K"] as [Mark] where random.happens(figures.share(code) * 10) {
      let weekday = random.below(5)
      for day in shape.days where day.date.weekday.rawValue == weekday {
        mark(&year, session: day.sessions.upperBound - 1, code)
      }
      return
    }
    for _ in 0..<random.times(mean: figures.share("P") * sessions) {
      mark(&year, session: random.below(shape.calendar.sessions.count), "P")
    }
  }

  /// Marks the days of a class's visits for the pupils who are present.
  func addVisits(_ year: inout PupilYear, _ visits: [Int]) {
    for day in visits { mark(&year, day, "V") }
  }

  /// Draws the days of a class's visits in a year, most of them in the summer.
  func visits(_ random: inout SeededRandom) -> [Int] {
    // Absent pupils do not take part in a visit.
    let mean = figures.share("V") * sessions / 2 * 1.07
    let summer = shape.days.indices.filter { shape.days[$0].term == 2 }
    return (0..<random.times(mean: mean)).compactMap { _ in
      random.happens(0.55) ? random.pick(summer) : random.below(shape.days.count)
    }
  }

  private func mark(_ year: inout PupilYear, _ day: Int, _ code: Mark) {
    for session in shape.days[day].sessions { mark(&year, session: session, code) }
  }

  private func mark(_ year: inout PupilYear, session: Int, _ code: Mark) {
    if year.marks[session].isPresent { year.marks[session] = code }
  }
}

/// The terms of a policy for requests for leave, with which a school can comply.
struct LeaveTerms {
  /// The applicant.
  var applicant = "resident_parent"
  /// Whether the policy states a period of notice, and the period in school days.
  private(set) var isNoticeStated = false
  var notice = 10
  /// The most sessions granted in a school year.
  var limit = Int.max

  init(_ policy: Policy?) {
    guard let rules = policy?.leave else { return }
    applicant = rules.appliedBy?.value.rawValue ?? applicant
    if let asked = rules.notice?.value {
      isNoticeStated = true
      notice = asked.unit == .schoolDays || asked.unit == .days ? asked.count : asked.count * 5
    }
    // One session fewer than the limit keeps to `less than` as well as to `at most`.
    if let most = rules.limit?.value.quantity {
      limit = (most.unit == .sessions ? most.count : most.count * 2) - 1
    }
  }

  /// A request in time; nil where it would precede the year.
  func request(
    _ dates: [CivilDate], reason: String, isGranted: Bool = true,
    _ calendar: SchoolCalendar
  ) -> PupilYear.Leave? {
    guard let first = dates.first, let last = dates.last,
      let place = calendar.schoolDays.firstIndex(of: first)
    else { return nil }
    let applied = place - notice - 5
    guard applied >= 0 else { return nil }
    return PupilYear.Leave(
      appliedOn: calendar.schoolDays[applied], appliedBy: applicant, firstDay: first,
      lastDay: last, reason: reason, decision: isGranted ? "granted" : "refused",
      decidedOn: calendar.schoolDays[applied + 2])
  }
}
