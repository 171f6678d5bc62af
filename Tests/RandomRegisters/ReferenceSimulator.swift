// A slow, literal implementation of the semantics of duties, to compare the engine with. Days are
// counted from 1970-01-01. A quoted comment is the sentence of the specification that the code
// below implements; any other comment is a rule that the specification leaves open.

// MARK: - The calendar

struct ReferenceTerm {
  var first: Int
  var last: Int
  var breakFirst: Int?
  var breakLast: Int?

  /// The first and last days of the term's pieces.
  var halfTerms: [(first: Int, last: Int)] {
    // "A half-term break cuts a term into two half terms".
    guard let breakFirst, let breakLast else { return [(first, last)] }
    return [(first, breakFirst - 1), (breakLast + 1, last)]
  }

  /// Which half term a day is in: nil outside the term and in its break.
  func halfTerm(of day: Int) -> Int? {
    halfTerms.firstIndex { $0.first <= day && day <= $0.last }
  }

  /// The calendar year in which the term's school year begins.
  var schoolYear: Int {
    // "The run of terms whose first days fall between 1 August and the following 31 July".
    let date = referenceYearAndMonth(of: first)
    return date.month >= 8 ? date.year : date.year - 1
  }
}

struct ReferenceSlot: Hashable, Comparable {
  var day: Int
  var half: Int

  static func < (left: ReferenceSlot, right: ReferenceSlot) -> Bool {
    (left.day, left.half) < (right.day, right.half)
  }
}

/// The period of the calendar in which a trigger counts afresh.
enum ReferencePeriod: Equatable {
  case halfTerm(term: Int, half: Int)
  case term(Int)
  case schoolYear(Int)
}

struct ReferenceSchool {
  var terms: [ReferenceTerm]
  var closed: Set<Int>
  var morningOnly: Set<Int>

  init(terms: [ReferenceTerm], closed: Set<Int>, morningOnly: Set<Int>) {
    self.terms = terms
    self.closed = closed
    self.morningOnly = morningOnly
  }

  /// "School day: a date on which the calendar has at least one session".
  func schoolDays() -> [Int] {
    var days: Set<Int> = []
    for term in terms {
      for day in stride(from: term.first, through: term.last, by: 1)
      where day - referenceMonday(of: day) < 5 && !closed.contains(day) {
        if term.halfTerm(of: day) != nil { days.insert(day) }
      }
    }
    return days.sorted()
  }

  /// "Session: a morning (AM) or an afternoon (PM) of a school day".
  func sessions() -> [ReferenceSlot] {
    schoolDays().flatMap { day in
      let halves = morningOnly.contains(day) ? [0] : [0, 1]
      return halves.map { ReferenceSlot(day: day, half: $0) }
    }
  }

  /// The period of a school day for a window, nil where the window is not a period.
  func period(of day: Int, for window: ReferenceWindow) -> ReferencePeriod? {
    // "Term, half term: as the calendar lists them".
    for (index, term) in terms.enumerated() {
      guard let half = term.halfTerm(of: day) else { continue }
      switch window {
      case .halfTerm: return .halfTerm(term: index, half: half)
      case .term: return .term(index)
      case .schoolYear: return .schoolYear(term.schoolYear)
      case .schoolWeeks, .schoolDays, .days, .consecutive: return nil
      }
    }
    return nil
  }
}

/// The Monday on or before a day; 1970-01-01 was a Thursday, three days after one.
func referenceMonday(of day: Int) -> Int {
  let remainder = (day + 3) % 7
  return day - (remainder < 0 ? remainder + 7 : remainder)
}

func referenceIsLeap(_ year: Int) -> Bool {
  year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// "Date: a proleptic Gregorian civil date": whole years are counted off, then whole months.
func referenceYearAndMonth(of day: Int) -> (year: Int, month: Int) {
  var year = 1970
  var rest = day
  while rest < 0 {
    year -= 1
    rest += referenceIsLeap(year) ? 366 : 365
  }
  while rest >= (referenceIsLeap(year) ? 366 : 365) {
    rest -= referenceIsLeap(year) ? 366 : 365
    year += 1
  }
  var month = 1
  for length in [31, referenceIsLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
    guard rest >= length else { break }
    rest -= length
    month += 1
  }
  return (year, month)
}

// MARK: - What happened

enum ReferenceClass {
  case present
  case educationalActivity
  case authorised
  case unauthorised
  case notPossible
  case notCollected
}

/// A change of a mark, made on a day; a nil code is a blank.
struct ReferenceAmendment {
  var slot: ReferenceSlot
  var original: String?
  var amended: String?
  var on: Int
}

struct ReferenceAction {
  var day: Int
  var minute: Int?
  var kind: String
  var detail: [String: String]
}

struct ReferencePupil {
  var marks: [ReferenceSlot: String]
  var amendments: [ReferenceAmendment]
  var actions: [ReferenceAction]
  var joined: Int?
  var left: Int?
  /// The first day of a second time on roll.
  var returned: Int?
  var compulsoryFrom: Int?
  var compulsoryTo: Int?
  var isBoarder = false
  var isSubsidiary = false

  /// "A pupil's sessions are the school's sessions on which the pupil is on roll".
  func isOnRoll(on day: Int) -> Bool {
    referenceIsDay(day, from: joined, to: left) || returned.map { $0 <= day } ?? false
  }

  /// "Of compulsory school age where dates of birth are given".
  func isOfCompulsoryAge(on day: Int) -> Bool {
    referenceIsDay(day, from: compulsoryFrom, to: compulsoryTo)
  }

  /// The net amendments of one slot on each day that has any, in order of the days.
  func amendments(of slot: ReferenceSlot) -> [ReferenceAmendment] {
    let own = amendments.filter { $0.slot == slot }
    var days: [ReferenceAmendment] = []
    for day in Set(own.map(\.on)).sorted() {
      let before = days.last.map(\.amended) ?? marks[slot]
      days.append(net(own.filter { $0.on == day }, after: before))
    }
    return days
  }

  /// "The amendments of one day follow each other by their codes": what the day began and ended with.
  private func net(_ day: [ReferenceAmendment], after before: String?) -> ReferenceAmendment {
    let codes = (day.map(\.original) + day.map(\.amended)).sorted { ($0 ?? "") < ($1 ?? "") }
    func changed(_ code: String?) -> Int { day.filter { $0.original == code }.count }
    func left(_ code: String?) -> Int { day.filter { $0.amended == code }.count }
    var net = day[0]
    let starts = codes.filter { changed($0) > left($0) }
    let ends = codes.filter { left($0) > changed($0) }
    // Changes in a circle end where they began.
    let circle = codes.contains(before) ? before : codes[0]
    net.original = starts.isEmpty ? circle : starts.contains(before) ? before : starts[0]
    let entered = marks[net.slot]
    net.amended = ends.isEmpty ? circle : ends.contains(entered) ? entered : ends[0]
    return net
  }

  /// "Actions of one day are taken by their times"; one without a time comes first.
  func actionsInOrder() -> [ReferenceAction] {
    actions.sorted { ($0.day, $0.minute ?? -1) < ($1.day, $1.minute ?? -1) }
  }
}

/// Whether a day lies in a range of days; both ends are in it, and nil leaves an end open.
func referenceIsDay(_ day: Int, from first: Int?, to last: Int?) -> Bool {
  if let first, day < first { return false }
  if let last, day > last { return false }
  return true
}

// MARK: - Duties

enum ReferenceMeasure {
  case absence
  case authorised
  case unauthorised
  case illness
  case unexplained
  case late
  case lateAfterClose
  case codes(Set<String>)
}

enum ReferenceWindow {
  case schoolWeeks(Int)
  case schoolDays(Int)
  case days(Int)
  case halfTerm
  case term
  case schoolYear
  case consecutive
}

/// A number of sessions, or a share of the possible ones in hundredths of a per cent.
enum ReferenceThreshold {
  case sessions(Int)
  case percentHundredths(Int)
}

/// An exclusive trigger asks for more than its threshold.
struct ReferenceTrigger {
  var measure: ReferenceMeasure
  var threshold: ReferenceThreshold
  var isExclusive: Bool
  var window: ReferenceWindow
  var after: Int
  var recount: Bool
}

enum ReferenceDeadline {
  case sameDay
  case schoolDays(Int)
  case workingDays(Int)
  case days(Int)
}

/// Bank holidays of England and Wales on Mondays to Fridays, as GOV.UK lists them.
let referenceBankHolidays: Set<String> = [
  "2023-08-28", "2023-12-25", "2023-12-26", "2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06",
  "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26", "2025-01-01", "2025-04-18", "2025-04-21",
  "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26",
]

/// In force from `from` to `to`, both inclusive; sessions before `countingFrom` do not count.
struct ReferenceDuty {
  var trigger: ReferenceTrigger
  var action: String
  var detail: [String: String]
  var deadline: ReferenceDeadline?
  var byMinute: Int?
  var from: Int?
  var to: Int?
  var countingFrom: Int?
  /// "`for: [compulsory_school_age]`: only the sessions of that age exist".
  var isForCompulsoryAge = false
  /// "`for: [boarder]`" and "`for: [day_pupil]`"; neither for every pupil.
  var isForBoarders: Bool?
  /// "`for: [main_registration]`: not asked of a pupil whose main school is another".
  var isForMainSchool = false

  /// Whether it is for a pupil at all.
  func concerns(_ pupil: ReferencePupil) -> Bool {
    if let isForBoarders, isForBoarders != pupil.isBoarder { return false }
    return !(isForMainSchool && pupil.isSubsidiary)
  }

  /// "An action matches when its kind, its pupil and every key of the duty's `detail` agree".
  func matches(_ done: ReferenceAction) -> Bool {
    done.kind == action && detail.allSatisfy { key, value in done.detail[key] == value }
  }
}

// MARK: - What follows

enum ReferenceOutcome: Equatable {
  case met
  case late
  case missed
  case pending
}

struct ReferenceObligation: Equatable {
  var fired: ReferenceSlot
  var due: Int?
  var dischargedOn: Int?
  var outcome: ReferenceOutcome
}

struct ReferenceMeasures: Equatable {
  var possible: Int
  var attended: Int
  var authorised: Int
  var unauthorised: Int
  var late: Int
  var lateAfterClose: Int
  var missing: Int
  var isPersistent: Bool
  var isSevere: Bool
  var outside: Int
}

// MARK: - The register of one pupil

/// The code of a session after amendments, and its class on that day.
struct ReferenceStanding {
  var code: String
  var codeClass: ReferenceClass

  /// "Possible sessions: every class but `not_possible`".
  var isPossible: Bool { codeClass != .notPossible }

  /// "Attended: `present` + `educational_activity`".
  var isAttended: Bool { codeClass == .present || codeClass == .educationalActivity }

  /// "Absent: `authorised` + `unauthorised`".
  var isAbsent: Bool { codeClass == .authorised || codeClass == .unauthorised }
}

struct ReferenceRegister {
  var sessions: [ReferenceSlot]
  var pupil: ReferencePupil
  /// The codes at the data's last date, without missing marks.
  var standing: [ReferenceSlot: ReferenceStanding]
  /// The amendments of each session that has any, in order.
  var amendments: [ReferenceSlot: [ReferenceAmendment]]

  /// "Code N standing at the end of the session's day (...; a later amendment ends it ...)".
  func isUnexplained(_ slot: ReferenceSlot, on day: Int) -> Bool {
    let isEnded = amendments[slot, default: []].contains { slot.day < $0.on && $0.on <= day }
    return codeAtEndOfDay(slot) == "N" && !isEnded
  }

  /// The code as first recorded, with the amendments made up to the session's own day.
  func codeAtEndOfDay(_ slot: ReferenceSlot) -> String? {
    let changes = amendments[slot, default: []]
    if let change = changes.last(where: { $0.on <= slot.day }) { return change.amended }
    if let change = changes.first { return change.original }
    return pupil.marks[slot]
  }
}

// MARK: - One duty, one pupil

struct ReferenceReading {
  var school: ReferenceSchool
  var schoolDays: [Int]
  var lastDate: Int
  var duty: ReferenceDuty
  var register: ReferenceRegister
  var bankHolidays: Set<Int>
  /// The period of each school day, where the window is a period.
  var periods: [Int: ReferencePeriod]

  init(
    school: ReferenceSchool, lastDate: Int, duty: ReferenceDuty, register: ReferenceRegister,
    bankHolidays: Set<Int>
  ) {
    self.school = school
    self.lastDate = lastDate
    self.duty = duty
    self.register = register
    self.bankHolidays = bankHolidays
    schoolDays = school.schoolDays()
    periods = [:]
    for day in schoolDays { periods[day] = school.period(of: day, for: duty.trigger.window) }
  }

  // MARK: Counting

  /// Whether a slot is counted at a session on a day.
  func counts(_ slot: ReferenceSlot, on day: Int) -> Bool {
    // "A trigger counts sessions of one measure for one pupil".
    if case .unexplained = duty.trigger.measure { return register.isUnexplained(slot, on: day) }
    guard let standing = register.standing[slot] else { return false }
    switch duty.trigger.measure {
    case .absence: return standing.isAbsent
    case .authorised: return standing.codeClass == .authorised
    case .unauthorised: return standing.codeClass == .unauthorised
    case .illness: return standing.code == "I"
    case .unexplained: return false
    case .late: return standing.code == "L"
    case .lateAfterClose: return standing.code == "U"
    case .codes(let codes): return codes.contains(standing.code)
    }
  }

  /// "Then only sessions after the action's date count", and none before the duty's counting date.
  func isWithinLimits(_ slot: ReferenceSlot, after limit: Int?) -> Bool {
    if let first = duty.countingFrom, slot.day < first { return false }
    if let limit, slot.day <= limit { return false }
    return true
  }

  /// The pupil's sessions in the window at session s, up to s and within the limits.
  func window(at s: ReferenceSlot, after limit: Int?) -> [ReferenceSlot] {
    let sessions = register.sessions.filter { $0 <= s }
    let inWindow: [ReferenceSlot]
    switch duty.trigger.window {
    case .schoolWeeks(let number):
      let weeks = schoolWeeks(number, endingWith: s.day)
      inWindow = sessions.filter { weeks.contains(referenceMonday(of: $0.day)) }
    case .schoolDays(let number):
      let days = Set(schoolDays.filter { $0 <= s.day }.suffix(number))
      inWindow = sessions.filter { days.contains($0.day) }
    case .days(let number):
      inWindow = sessions.filter { s.day - number < $0.day }
    case .halfTerm, .term, .schoolYear:
      let period = periods[s.day]
      inWindow = sessions.filter { periods[$0.day] == period }
    case .consecutive:
      inWindow = run(endingWith: s, after: limit)
    }
    return inWindow.filter { isWithinLimits($0, after: limit) }
  }

  /// The Mondays of the weeks in the window.
  func schoolWeeks(_ number: Int, endingWith day: Int) -> Set<Int> {
    // "s's school week and the N-1 school weeks before it, across terms and school years".
    let mondays = Set(schoolDays.filter { $0 <= day }.map { referenceMonday(of: $0) })
    return Set(mondays.sorted().suffix(number))
  }

  /// "The unbroken run of counted sessions ending at s".
  func run(endingWith s: ReferenceSlot, after limit: Int?) -> [ReferenceSlot] {
    var run: [ReferenceSlot] = []
    for slot in register.sessions.filter({ $0 <= s }).reversed() {
      guard isWithinLimits(slot, after: limit) else { break }
      if isInRun(slot, on: s.day) {
        run.append(slot)
      } else if register.standing[slot]?.codeClass != .notPossible {
        break
      }
    }
    return run
  }

  /// "`not_possible` sessions neither break a run nor count in it".
  func isInRun(_ slot: ReferenceSlot, on day: Int) -> Bool {
    // An unexplained session counts by the register of that time, not by its final code.
    if case .unexplained = duty.trigger.measure { return counts(slot, on: day) }
    return counts(slot, on: day) && register.standing[slot]?.codeClass != .notPossible
  }

  /// "Compares the count with a threshold".
  func isReached(at s: ReferenceSlot, after limit: Int?) -> Bool {
    let sessions = window(at: s, after: limit)
    let count = sessions.filter { counts($0, on: s.day) }.count
    switch duty.trigger.threshold {
    case .sessions(let number):
      return duty.trigger.isExclusive ? count > number : count >= number
    case .percentHundredths(let share):
      let possible = sessions.filter { register.standing[$0]?.isPossible ?? false }.count
      return isShareReached(share, count: count, possible: possible)
    }
  }

  /// "Keeps a percentage from firing before that many possible sessions".
  func isShareReached(_ share: Int, count: Int, possible: Int) -> Bool {
    guard possible > 0, possible >= duty.trigger.after else { return false }
    let counted = count * 10_000
    let needed = share * possible
    return duty.trigger.isExclusive ? counted > needed : counted >= needed
  }

  // MARK: Firing

  /// "Fires at the first session at which the count reaches the threshold, and is then spent".
  func firings() -> [ReferenceSlot] {
    var fired: [ReferenceSlot] = []
    var isArmed = true
    var limit: Int?
    var previous: ReferenceSlot?
    for s in register.sessions {
      // "Its window is a period and a new period begins".
      if let previous, periods[previous.day] != periods[s.day] { isArmed = true }
      // "An action that discharges it is recorded and the trigger says `recount: true`".
      if let day = lastRecount(of: fired, before: s.day), day != limit {
        isArmed = true
        limit = day
      }
      if !isReached(at: s, after: limit) {
        // "The count has fallen below the threshold again".
        isArmed = true
      } else if isArmed && referenceIsDay(s.day, from: duty.from, to: duty.to) {
        fired.append(s)
        isArmed = false
      }
      previous = s
    }
    return fired
  }

  /// The last day before a day on which an action discharged an obligation and restarted the count.
  func lastRecount(of fired: [ReferenceSlot], before day: Int) -> Int? {
    guard duty.trigger.recount else { return nil }
    let actions = register.pupil.actionsInOrder().filter { $0.day < day }
    return discharges(of: fired, by: actions).compactMap { $0?.day }.max()
  }

  // MARK: Discharging

  /// The action that discharges each of the firings, nil where none does.
  func discharges(
    of fired: [ReferenceSlot], by actions: [ReferenceAction]
  ) -> [ReferenceAction?] {
    var discharges = [ReferenceAction?](repeating: nil, count: fired.count)
    // "Dated from the firing date on, discharges the oldest open obligation it matches".
    for action in actions where duty.matches(action) {
      let oldest = fired.indices.first { discharges[$0] == nil && fired[$0].day <= action.day }
      if let oldest { discharges[oldest] = action }
    }
    return discharges
  }

  /// "Due by the end of the Nth school day after the firing date"; on the same day where N = 0.
  func due(firedOn day: Int) -> Int? {
    switch duty.deadline {
    case nil: return nil
    case .sameDay: return day
    case .days(let number): return day + number
    case .workingDays(let number):
      // "Mondays to Fridays that are no bank holiday of England and Wales".
      var (date, left) = (day, number)
      while left > 0 {
        date += 1
        let isWeekend = date - referenceMonday(of: date) > 4
        if !isWeekend, !bankHolidays.contains(date) { left -= 1 }
      }
      return date
    case .schoolDays(let number):
      if number <= 0 { return day }
      return schoolDays.filter { $0 > day }.dropFirst(number - 1).first
    }
  }

  /// The outcome of an obligation: met, late, missed or still pending.
  func outcome(due: Int?, discharge: ReferenceAction?) -> ReferenceOutcome {
    guard let due else { return discharge == nil ? .pending : .met }
    // "`missed` (never, and the due date is on or before the data's last date)".
    guard let discharge else { return due <= lastDate ? .missed : .pending }
    // "`met` (on or before the due date), `late` (after it)".
    if discharge.day != due { return discharge.day < due ? .met : .late }
    // "`by: HH:MM` narrows the due day to that time".
    if let limit = duty.byMinute, let minute = discharge.minute, minute > limit { return .late }
    return .met
  }

  /// "When the trigger fires an obligation opens for that pupil".
  func obligations() -> [ReferenceObligation] {
    guard duty.concerns(register.pupil) else { return [] }
    let fired = firings()
    let discharges = discharges(of: fired, by: register.pupil.actionsInOrder())
    return zip(fired, discharges).map { slot, discharge in
      let due = due(firedOn: slot.day)
      return ReferenceObligation(
        fired: slot, due: due, dischargedOn: discharge?.day,
        outcome: outcome(due: due, discharge: discharge))
    }
  }
}

// MARK: - The simulator

struct ReferenceSimulator {
  var school: ReferenceSchool
  var classOf: (String, Int) -> ReferenceClass?
  var firstDate: Int
  var lastDate: Int
  var bankHolidays: Set<Int>

  /// The obligations of a duty for one pupil, in the order in which they were opened.
  func obligations(of duty: ReferenceDuty, for pupil: ReferencePupil) -> [ReferenceObligation] {
    ReferenceReading(
      school: school, lastDate: lastDate, duty: duty,
      register: register(of: pupil, ofCompulsoryAge: duty.isForCompulsoryAge),
      bankHolidays: bankHolidays
    ).obligations()
  }

  /// The measures of one pupil over the sessions from the data's first date to its last.
  func measures(of pupil: ReferencePupil) -> ReferenceMeasures {
    // "Rates are of compulsory school age; late and missing marks are of every pupil on roll".
    let onRoll = register(of: pupil, ofCompulsoryAge: false)
    let sessions = onRoll.sessions.filter { $0.day >= firstDate }
    let marked = sessions.compactMap { onRoll.standing[$0] }
    let compulsory = register(of: pupil, ofCompulsoryAge: true)
    let inRates = compulsory.sessions.filter { $0.day >= firstDate }
    let standing = inRates.compactMap { compulsory.standing[$0] }
    let possible = standing.filter { $0.isPossible }.count
    let absent = standing.filter { $0.isAbsent }.count
    return ReferenceMeasures(
      possible: possible,
      attended: standing.filter { $0.isAttended }.count,
      authorised: standing.filter { $0.codeClass == .authorised }.count,
      unauthorised: standing.filter { $0.codeClass == .unauthorised }.count,
      late: marked.filter { $0.code == "L" }.count,
      lateAfterClose: marked.filter { $0.code == "U" }.count,
      // "A blank mark is missing: ... counts as no class, and is never guessed".
      missing: sessions.count - marked.count - (pupil.isBoarder ? blanks(sessions, pupil) : 0),
      // "Persistent absence: absence rate >= 10 %".
      isPersistent: possible > 0 && absent * 10 >= possible,
      // "Severe absence: absence rate >= 50 %".
      isSevere: possible > 0 && absent * 2 >= possible,
      // "Sessions on roll that are in no rate".
      outside: sessions.count - inRates.count)
  }

  /// "A boarder's blank is no missing mark".
  private func blanks(_ sessions: [ReferenceSlot], _ pupil: ReferencePupil) -> Int {
    sessions.filter { standingCode(of: $0, for: pupil) == nil }.count
  }

  /// The pupil's sessions: the school's, up to the last date, on the days the pupil is on roll.
  func register(of pupil: ReferencePupil, ofCompulsoryAge: Bool) -> ReferenceRegister {
    let sessions = school.sessions().filter { slot in
      slot.day <= lastDate && pupil.isOnRoll(on: slot.day)
        && (!ofCompulsoryAge || pupil.isOfCompulsoryAge(on: slot.day))
    }
    var register = ReferenceRegister(
      sessions: sessions, pupil: pupil, standing: [:], amendments: [:])
    for slot in sessions {
      register.standing[slot] = standing(of: slot, for: pupil)
      register.amendments[slot] = pupil.amendments(of: slot)
    }
    return register
  }

  /// The code of a slot after amendments; nil if the mark is missing: blank, of no class or not
  /// collected.
  func standing(of slot: ReferenceSlot, for pupil: ReferencePupil) -> ReferenceStanding? {
    // "Every code belongs to exactly one class at a date".
    guard let code = standingCode(of: slot, for: pupil) else { return nil }
    guard let codeClass = classOf(code, slot.day), codeClass != .notCollected else { return nil }
    return ReferenceStanding(code: code, codeClass: codeClass)
  }

  /// "Every measure counts the code that stands at the data's last date (after amendments)".
  func standingCode(of slot: ReferenceSlot, for pupil: ReferencePupil) -> String? {
    let amendments = pupil.amendments(of: slot)
    if let latest = amendments.last(where: { $0.on <= lastDate }) { return latest.amended }
    if let earliest = amendments.first { return earliest.original }
    return pupil.marks[slot]
  }
}
