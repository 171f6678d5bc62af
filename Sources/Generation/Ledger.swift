import CivilTime
import Clauses
import Registers
import Simulation
import TypedYAML

/// The obligations of a pupil's record, computed from its occasions alone: the action that
/// discharges each, and the departure where none does.
///
/// An implementation of the semantics (“Duties”) independent of the simulator's, so that planted
/// lapses are known without it.
struct Ledger {
  let calendar: SchoolCalendar
  /// The due dates of actions.
  let dueDates: DueDates
  /// The first and last dates with a mark.
  let dates: DateRange
  /// Every clause that binds the school, in the order of reports.
  let clauses: [Clause]

  /// An occasion on which a clause calls for an action.
  struct Occasion {
    let clause: Int
    let opened: Session
    let due: CivilDate?
  }

  /// A departure of the record from a clause.
  struct Departure: Hashable {
    let planted: Planted
    /// The action and the occasion; nil for an action that is itself wrong.
    let task: Task?
  }

  /// An action to perform; several clauses that call for it at once are one task.
  struct Task: Hashable {
    let opened: Session
    let action: String
    let detail: [String: String]
  }

  /// An occasion with the action that discharged it.
  private struct Entry {
    let occasion: Occasion
    var discharge: ActionRow?
  }

  func task(_ occasion: Occasion) -> Task {
    let duty = clauses[occasion.clause].duty
    return Task(opened: occasion.opened, action: duty.action.text, detail: duty.detail)
  }

  /// The clauses that an action matches.
  func clauses(of row: ActionRow) -> [Clause] {
    clauses.filter { row.matches($0.duty.action.text, $0.duty.detail) }
  }

  // MARK: Discharging

  /// The occasions that no action has discharged in time.
  func open(_ occasions: [Occasion], _ year: PupilYear, _ rows: [ActionRow]) -> [Occasion] {
    entries(occasions, year, rows).filter { $0.discharge == nil || kind($0) == "late" }
      .map(\.occasion)
  }

  private func entries(
    _ occasions: [Occasion], _ year: PupilYear, _ rows: [ActionRow]
  ) -> [Entry] {
    Swift.Dictionary(grouping: occasions, by: \.clause).sorted { $0.key < $1.key }.flatMap {
      clause, occasions in
      discharge(occasions, clauses[clause].duty, year, rows)
    }
  }

  /// Each action discharges the oldest open obligation of each duty that it matches.
  private func discharge(
    _ occasions: [Occasion], _ duty: Duty, _ year: PupilYear, _ rows: [ActionRow]
  ) -> [Entry] {
    var entries = occasions.map { Entry(occasion: $0, discharge: nil) }
    if let own = ownRecord(duty, year) {
      for place in entries.indices {
        entries[place].discharge = own.first { $0.opened == entries[place].occasion.opened }?.row
      }
      return entries
    }
    let isForeseen = duty.occasion == .event(.pupilLeaves)
    for row in rows where row.matches(duty.action.text, duty.detail) {
      let reach = duty.mayPrecede.flatMap { dueDates.date($0, after: row.date) } ?? row.date
      let place = entries.firstIndex { entry in
        entry.discharge == nil && (isForeseen || entry.occasion.opened.date <= reach)
      }
      if let place { entries[place].discharge = row }
    }
    return entries
  }

  /// The amendments or decisions about leave that discharge a duty, with their occasions.
  private func ownRecord(
    _ duty: Duty, _ year: PupilYear
  ) -> [(opened: Session, row: ActionRow)]? {
    switch (duty.occasion, duty.action.text) {
    case (.event(.mark(let codes)), "amend_mark"):
      let codes = codes.map(\.text)
      return year.amendments.filter { !codes.contains($0.amended.text) }.map { amendment in
        (
          calendar.sessions[amendment.session],
          ActionRow(date: amendment.amendedOn, pupil: year.id, action: duty.action.text)
        )
      }
    case (.event(.leaveApplication), "leave_decision"):
      return year.leave.compactMap { request in
        request.decidedOn.map { decided in
          (
            Session(request.appliedOn, .morning),
            ActionRow(date: decided, pupil: year.id, action: duty.action.text)
          )
        }
      }
    default: return nil
    }
  }

  // MARK: Departures

  /// The departures of a pupil's record from the clauses, one for each action called for.
  func departures(
    _ occasions: [Occasion], _ year: PupilYear, _ rows: [ActionRow]
  ) -> [Departure] {
    var found: [Departure] = []
    var seen: Set<[String]> = []
    for entry in entries(occasions, year, rows) {
      guard let kind = kind(entry) else { continue }
      let (task, clause) = (task(entry.occasion), clauses[entry.occasion.clause])
      let detail = task.detail.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      let key = ["\(task.opened)", task.action, kind] + detail
      guard seen.insert(key).inserted else { continue }
      let isMark = if case .event(.mark) = clause.duty.occasion { true } else { false }
      found.append(
        Departure(
          planted: Planted(
            clause: clause.name, kind: kind, pupil: year.id, date: task.opened.date,
            session: isMark ? task.opened.half.abbreviation : nil), task: task))
    }
    return found + wrongActions(occasions, year, rows)
  }

  private func kind(_ entry: Entry) -> String? {
    let duty = clauses[entry.occasion.clause].duty
    guard let due = entry.occasion.due else { return nil }
    guard let row = entry.discharge else {
      return due <= (dates.last ?? due) ? "missed" : nil
    }
    let isAfterTime =
      row.date == due
      && duty.by.map { by in TimeOfDay(row.time).map { $0 > by } ?? false } ?? false
    return row.date > due || isAfterTime ? "late" : nil
  }

  /// Actions that are themselves wrong: too early, without a precondition, with an incomplete
  /// record, or without an occasion.
  private func wrongActions(
    _ occasions: [Occasion], _ year: PupilYear, _ rows: [ActionRow]
  ) -> [Departure] {
    var found: [Departure] = []
    for (number, clause) in clauses.enumerated() where concerns(clause.duty, year) {
      let own = rows.filter { row in
        row.matches(clause.duty.action.text, clause.duty.detail) && dates.contains(row.date)
          && clause.inForce?.contains(row.date) ?? true
      }
      func note(_ kind: String, _ row: ActionRow) {
        let planted = Planted(clause: clause.name, kind: kind, pupil: year.id, date: row.date)
        found.append(Departure(planted: planted, task: nil))
      }
      for row in own {
        for _ in lacking(clause.duty, row, rows) { note("premature", row) }
        if !clause.duty.records.allSatisfy({ row.detail[$0] != nil }) { note("missing", row) }
      }
      guard clause.duty.binding == .will else { continue }
      let entries = discharge(occasions.filter { $0.clause == number }, clause.duty, year, rows)
      for entry in entries {
        guard let wait = clause.duty.notBefore, let row = entry.discharge,
          let earliest = dueDates.date(wait, after: entry.occasion.opened.date),
          row.date < earliest
        else { continue }
        note("premature", row)
      }
      if clause.duty.onlyWhen {
        let used = Set(entries.compactMap(\.discharge))
        for row in own where !used.contains(row) { note("unwarranted", row) }
      }
    }
    return found
  }

  private func concerns(_ duty: Duty, _ year: PupilYear) -> Bool {
    duty.concerned.holds(groups: year.groups, isMainHere: true)
  }

  /// The preconditions of a duty that an action lacks.
  func lacking(_ duty: Duty, _ row: ActionRow, _ rows: [ActionRow]) -> [Precondition] {
    duty.preconditions.filter { precondition in
      !rows.contains { other in
        other.date <= row.date
          && precondition.anyOf.contains { other.matches($0, precondition.detail) }
          && precondition.atLeast.map { wait in
            dueDates.date(wait, after: other.date).map { $0 <= row.date } ?? false
          } ?? true
      }
    }
  }
}
