import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation
import Statute
import TypedYAML

/// The practice of a school: all actions that its clauses call for, in time, except for lapses that
/// are drawn and known.
struct PracticeModel {
  let ledger: Ledger
  let details: ActionDetails
  /// The probability of a lapse, from 0 to 1.
  let lapse: Double

  /// A failure to act as required.
  enum Lapse: Hashable, CaseIterable {
    case missed, late
    /// Before the time, or before a precondition.
    case premature
    /// With an incomplete record.
    case incomplete
  }

  /// One pupil's practice in progress.
  struct Work {
    let year: PupilYear
    /// The actions on record in any case.
    let given: [ActionRow]
    var rows: [ActionRow]
    var random: SeededRandom
    var occasions: [Ledger.Occasion] = []
    /// The lapse drawn for each task.
    var drawn: [Ledger.Task: Lapse?] = [:]
    /// The wrong actions that were planted.
    var intended: Set<Planted>
    /// The actions without an occasion, among those on record in any case.
    let unasked: Set<Planted>
    var rounds = 0
    /// The tasks that cannot be performed properly within the data.
    var abandoned: Set<Ledger.Task> = []
    /// The number of restarts; from the first on, fewer lapses are attempted.
    var attempt = 0

    init(
      _ year: PupilYear, given: [ActionRow], unasked: Set<Planted>, _ random: SeededRandom
    ) {
      (self.year, self.given, self.random) = (year, given, random)
      rows = given.sorted()
      (self.unasked, intended) = (unasked, unasked)
    }
  }

  /// A pupil's practice at the start: the actions on record in any case, and occasionally one
  /// without an occasion where a clause forbids that.
  func begin(_ year: PupilYear, given: [ActionRow], _ random: SeededRandom) -> Work {
    var (random, given) = (random, given)
    var unasked: Set<Planted> = []
    for clause in ledger.clauses where clause.duty.onlyWhen && random.happens(lapse) {
      guard let date = random.pick(ledger.calendar.schoolDays) else { continue }
      let row = ActionRow(
        date: date, pupil: year.id, action: clause.duty.action.text, detail: clause.duty.detail)
      given.append(row)
      for clause in ledger.clauses(of: row) {
        unasked.insert(
          Planted(clause: clause.name, kind: "unwarranted", pupil: year.id, date: date))
      }
    }
    return Work(year, given: given, unasked: unasked, random)
  }

  // MARK: A round

  /// Performs the open tasks of the occasions so far, and returns whether any action was added.
  func proceed(_ work: inout Work) -> Bool {
    guard work.rounds < 40 else { return false }
    work.rounds += 1
    var isChanged = false
    while let (task, together) = next(work) {
      // A task that was performed and is open again discharged an older one: it is repeated.
      let lapse = work.drawn[task] == nil ? draw(task, together, &work) : nil
      work.drawn[task] = .some(lapse)
      guard lapse != .missed, let row = row(task, together, lapse, &work) else { continue }
      isChanged = true
      add(row, isPremature: lapse == .premature, to: &work, depth: 0)
    }
    return isChanged
  }

  /// The first open task without a decision, with the occasions that call for it.
  private func next(_ work: Work) -> (Ledger.Task, [Ledger.Occasion])? {
    let open = ledger.open(work.occasions, work.year, work.rows).filter { occasion in
      let task = ledger.task(occasion)
      // Amendments and decisions about leave are records of their own.
      return (work.drawn[task] ?? nil) == nil && !work.abandoned.contains(task)
        && !["amend_mark", "leave_decision"].contains(task.action)
    }
    guard let first = open.min(by: { ($0.opened, $0.clause) < ($1.opened, $1.clause) }) else {
      return nil
    }
    let task = ledger.task(first)
    return (task, open.filter { ledger.task($0) == task })
  }

  /// Draws the lapse of a task; nil for none.
  private func draw(
    _ task: Ledger.Task, _ together: [Ledger.Occasion], _ work: inout Work
  ) -> Lapse? {
    guard work.random.happens(lapse), work.attempt < 3 else { return nil }
    let duties = together.map { ledger.clauses[$0.clause].duty }
    var ways: [Lapse] = [.late]
    if work.attempt == 0 { ways += [.missed, .missed] }
    if duties.contains(where: { $0.notBefore != nil || !$0.preconditions.isEmpty }) {
      ways.append(.premature)
    }
    if duties.contains(where: { !$0.records.isEmpty }) { ways.append(.incomplete) }
    return work.random.pick(ways)
  }

  // MARK: Rows

  /// The action for a task; nil where it cannot be performed within the data with this lapse.
  private func row(
    _ task: Ledger.Task, _ together: [Ledger.Occasion], _ lapse: Lapse?, _ work: inout Work
  ) -> ActionRow? {
    let calendar = ledger.calendar
    let duties = together.map { ledger.clauses[$0.clause].duty }
    let opened = task.opened.date
    let due = together.compactMap(\.due).min()
    let next = calendar.schoolDay(1, after: opened) ?? opened
    let earliest = duties.compactMap { duty in
      duty.notBefore.flatMap { ledger.dueDates.date($0, after: opened) }
    }.max()
    var date = due.map { min($0, max(next, earliest ?? next)) } ?? max(next, earliest ?? next)
    switch lapse {
    case .late:
      guard let due else { break }
      date = calendar.schoolDay(work.random.between(1, 3), after: due) ?? due.adding(days: 2)
    case .premature where earliest.map { $0 > next } ?? false: date = next
    default: break
    }
    let taken = Set(work.rows.filter { $0.matches(task.action, task.detail) }.map(\.date))
    while lapse == nil, taken.contains(date), let later = calendar.schoolDay(1, after: date),
      due.map({ later <= $0 }) ?? true
    {
      date = later
    }
    guard let last = ledger.dates.last, date <= last, lapse != nil || !taken.contains(date) else {
      work.abandoned.insert(task)
      return nil
    }
    var row = ActionRow(date: date, pupil: work.year.id, action: task.action, detail: task.detail)
    if let by = duties.compactMap(\.by).min() { row.time = by.description }
    details.complete(&row, work.rows, for: work.year, &work.random)
    let records = ledger.clauses(of: row).flatMap { $0.duty.records }
    for record in records where row.detail[record] == nil { row.detail[record] = "yes" }
    if lapse == .incomplete, let left = work.random.pick(duties.flatMap(\.records)) {
      row.detail[left] = nil
    }
    return row
  }

  /// Adds an action, preceded by its preconditions.
  private func add(_ row: ActionRow, isPremature: Bool, to work: inout Work, depth: Int) {
    if !isPremature, depth < 4 {
      for clause in ledger.clauses(of: row) {
        for precondition in ledger.lacking(clause.duty, row, work.rows) {
          guard let first = preceding(row, precondition, &work) else { continue }
          add(first, isPremature: false, to: &work, depth: depth + 1)
        }
      }
    }
    for clause in ledger.clauses(of: row) {
      let isIncomplete = !clause.duty.records.allSatisfy { row.detail[$0] != nil }
      let isEarly =
        isPremature && (clause.duty.notBefore != nil || !clause.duty.preconditions.isEmpty)
      for (kind, isMeant) in [("missing", isIncomplete), ("premature", isEarly)] where isMeant {
        work.intended.insert(
          Planted(clause: clause.name, kind: kind, pupil: work.year.id, date: row.date))
      }
    }
    if !work.rows.contains(row) { work.rows = (work.rows + [row]).sorted() }
  }

  /// The action that satisfies a precondition of another.
  private func preceding(
    _ row: ActionRow, _ precondition: Precondition, _ work: inout Work
  ) -> ActionRow? {
    guard let kind = precondition.anyOf.first else { return nil }
    var date = row.date
    if let wait = precondition.atLeast {
      while ledger.dueDates.date(wait, after: date).map({ $0 > row.date }) ?? true {
        guard date > ledger.dates.first else { return nil }
        date = date.adding(days: -1)
      }
    }
    var first = ActionRow(
      date: date, time: row.time, pupil: row.pupil, action: kind, detail: precondition.detail)
    details.complete(&first, work.rows, for: work.year, &work.random)
    for record in ledger.clauses(of: first).flatMap({ $0.duty.records })
    where first.detail[record] == nil { first.detail[record] = "yes" }
    return first
  }

  // MARK: Truth

  /// The departures of the record; nil where a lapse had unintended consequences, so that the pupil
  /// must be restarted with fewer.
  func truth(_ work: Work) -> [Planted]? {
    let found = ledger.departures(work.occasions, work.year, work.rows)
    guard work.attempt < 3 else { return found.map(\.planted) }
    let meant = Set(work.drawn.filter { $0.value == .missed || $0.value == .late }.map(\.key))
    let asMeant = found.allSatisfy { departure in
      guard let task = departure.task else { return work.intended.contains(departure.planted) }
      return meant.contains(task) || ["amend_mark", "leave_decision"].contains(task.action)
    }
    return asMeant ? found.map(\.planted) : nil
  }

  /// The same pupil, restarted.
  func again(_ work: Work) -> Work {
    var next = Work(work.year, given: work.given, unasked: work.unasked, work.random)
    next.attempt = work.attempt + 1
    return next
  }
}

/// The details of actions, beyond those that a duty requires.
struct ActionDetails {
  let sums: PenaltySums
  let calendar: SchoolCalendar

  /// The outcomes in records, the most frequent first.
  private static let outcomes: [String: (key: String, usual: String, other: [String])] = [
    "consider_penalty_notice": ("decision", "no_notice", ["issue", "notice_to_improve"]),
    "targeted_support_review": ("outcome", "improved", ["not_improved"]),
    "notice_to_improve_review": ("outcome", "improved", ["not_improved"]),
    "attendance_review": ("outcome", "improved", ["some_improvement"]),
  ]

  /// Completes the detail of an action.
  func complete(
    _ row: inout ActionRow, _ earlier: [ActionRow], for year: PupilYear,
    _ random: inout SeededRandom
  ) {
    if let outcome = ActionDetails.outcomes[row.action], row.detail[outcome.key] == nil {
      row.detail[outcome.key] =
        random.happens(0.6) ? outcome.usual : random.pick(outcome.other) ?? outcome.usual
    }
    let issued = earlier.count {
      $0.matches("consider_penalty_notice", ["decision": "issue"])
    }
    if row.action == "consider_penalty_notice", row.detail["decision"] == "issue", issued > 0 {
      if issued > 1 {
        row.detail["decision"] = "two_notices_in_three_years"
      } else if unauthorised(year, until: row.date) <= issued * sums.sessions {
        // The absence so far has led to a notice already.
        row.detail["decision"] = "no_notice"
      }
    }
    if row.action == "notice_to_improve" { row.detail["period"] = "4 weeks" }
    if row.action == "penalty_notice" {
      row.parent = "\(year.id)a"
      let notices = earlier.filter { $0.action == row.action && $0.parent == row.parent }
      row.amount = notices.isEmpty ? sums.first : sums.second
      // After a holiday two notices would rest on the same school day, but no absence leads to two.
      let used = notices.compactMap { $0.detail["absent_on"] }
      let usual = calendar.absence(before: row.date)
      let absence = calendar.schoolDays.first { $0 >= usual && !used.contains($0.description) }
      row.detail["absent_on"] = (absence ?? usual).description
    }
  }

  /// The number of sessions of a pupil's unauthorised absence up to a date.
  private func unauthorised(_ year: PupilYear, until date: CivilDate) -> Int {
    zip(calendar.sessions, year.marks).count { session, mark in
      session.date <= date && (["G", "N", "O", "U"] as [Mark]).contains(mark)
    }
  }
}

extension SchoolCalendar {
  /// The school day of the absence for a notice on a date: two weeks before, or the last school day
  /// before that.
  func absence(before date: CivilDate) -> CivilDate {
    let latest = date.adding(days: -14)
    return schoolDays.last { $0 <= latest } ?? schoolDays.first ?? latest
  }
}

/// The sums of penalty notices in the year, from the framework.
struct PenaltySums {
  /// The full sums of a first and a second notice, and the reduced one.
  let first, second, reduced: String
  /// The full sum of a first notice before the last change.
  let former: String
  /// The sessions of unauthorised absence at which a notice is considered.
  let sessions: Int

  init(_ framework: Framework, on date: CivilDate) {
    func sum(_ name: String, _ date: CivilDate) -> String {
      guard case .money(let money)? = framework.parameter(name, on: date)?.value.value else {
        return ""
      }
      return money.description
    }
    first = sum("penalty.first.full", date)
    second = sum("penalty.second.full", date)
    reduced = sum("penalty.first.reduced", date)
    former = sum("penalty.first.full", date.adding(months: -12))
    if case .quantity(let count)? = framework.parameter("penalty.threshold.sessions", on: date)?
      .value.value
    {
      sessions = count.count
    } else {
      sessions = 0
    }
  }
}
