import CivilTime
import Clauses
import Registers
import Simulation
import TypedYAML

/// Plants divergences: in the marks before the year is replayed, and in what the school did after.
struct Planter {
  let model: RegisterModel
  private(set) var planted: [ExampleSchool.Planted] = []
  /// Pupils whose marks were planted; each is used once, so that no fault hides another.
  private var used: Set<Int> = []

  init(model: RegisterModel) { self.model = model }

  private var calendar: SchoolCalendar { model.calendar }

  // MARK: Marks

  /// Gives some pupils the years that the clauses need, and plants the faults in marks.
  mutating func plantMarks(_ years: inout [PupilYear]) {
    makeIll(&years, days: 20..<36)
    makeIll(&years, days: 60..<76)
    for start in [70, 118, 140] { takeHoliday(&years, days: start..<start + 6) }
    for start in [30, 90, 150] { disappear(&years, days: start..<start + 3) }
    leave(&years, day: 100, markedAfterwards: true)
    leave(&years, day: 130, markedAfterwards: false)
    join(&years, day: 40)
    mark(&years, day: 25, .init(code: "L", minutesLate: 35), "register.late-after-close")
    mark(&years, day: 47, .init(code: "U", minutesLate: 10), "register.late-before-close")
    mark(&years, day: 83, .init(code: "/", minutesLate: 12), "register.present-when-late")
    mark(&years, day: 55, .init(code: "H"), "register.code-retired")
    mark(&years, day: 61, .init(code: "A"), "register.code-unknown")
    mark(&years, day: 110, .init(code: ""), "register.mark-missing", kind: "missing")
    mark(&years, day: 125, .init(code: "N"), "national.reason-established", kind: "missed")
  }

  /// The next pupil who is seldom absent and has not been used.
  private mutating func freshPupil(_ years: [PupilYear]) -> Int {
    let fresh = years.indices.first { index in
      !used.contains(index)
        && years[index].marks.count { $0.map { !"/\\L".contains($0.code) } ?? false } < 6
    }
    let index = fresh ?? years.indices.first { !used.contains($0) } ?? 0
    used.insert(index)
    return index
  }

  private mutating func makeIll(_ years: inout [PupilYear], days: Range<Int>) {
    let pupil = freshPupil(years)
    set(&years[pupil], days, .init(code: "I"))
  }

  private mutating func takeHoliday(_ years: inout [PupilYear], days: Range<Int>) {
    let pupil = freshPupil(years)
    set(&years[pupil], days, .init(code: "G"))
  }

  /// Three days without a reason, established on the next.
  private mutating func disappear(_ years: inout [PupilYear], days: Range<Int>) {
    let pupil = freshPupil(years)
    let known = calendar.schoolDays[days.upperBound]
    set(&years[pupil], days, .init(code: "O", amendedFrom: "N", amendedOn: known))
  }

  private mutating func leave(_ years: inout [PupilYear], day: Int, markedAfterwards: Bool) {
    let pupil = freshPupil(years)
    let date = calendar.schoolDays[day]
    years[pupil].left = date
    for session in calendar.sessions.indices where calendar.sessions[session].date > date {
      years[pupil].marks[session] = nil
    }
    guard markedAfterwards, let session = model.sessions(on: day + 1).first else { return }
    years[pupil].marks[session] = .init(code: "/")
    note("register.mark-off-roll", "misrecorded", years[pupil], session: session)
  }

  private mutating func join(_ years: inout [PupilYear], day: Int) {
    let pupil = freshPupil(years)
    let date = calendar.schoolDays[day]
    years[pupil].joined = date
    for session in calendar.sessions.indices where calendar.sessions[session].date < date {
      years[pupil].marks[session] = nil
    }
  }

  /// Plants one mark in a morning.
  private mutating func mark(
    _ years: inout [PupilYear], day: Int, _ mark: PupilYear.Mark, _ clause: String,
    kind: String = "misrecorded"
  ) {
    let pupil = freshPupil(years)
    guard let session = model.sessions(on: day).first else { return }
    years[pupil].marks[session] = mark
    note(clause, kind, years[pupil], session: session)
  }

  private func set(_ year: inout PupilYear, _ days: Range<Int>, _ mark: PupilYear.Mark) {
    for day in days {
      for session in model.sessions(on: day) { year.marks[session] = mark }
    }
  }

  private mutating func note(
    _ clause: String, _ kind: String, _ year: PupilYear, session: Int
  ) {
    let place = calendar.sessions[session]
    planted.append(
      .init(
        clause: clause, kind: kind, pupil: year.id, date: place.date,
        session: place.half.abbreviation))
  }

  // MARK: Actions

  /// What is planted in the school's actions: which obligation of a clause goes wrong, and how.
  private static let faults: [(clause: String, which: Int, kind: String)] = [
    ("national.first-day-contact", 3, "missed"),
    ("national.first-day-contact", 8, "late"),
    ("follow_up.home-visit", 1, "missed"),
    ("national.sickness-return", 0, "missed"),
    ("national.penalty-notice-considered", 0, "missed"),
    ("national.penalty-notice-considered", 2, "late"),
    ("national.deletion-return", 1, "missed"),
    ("national.new-pupil-return", 0, "late"),
  ]

  /// The actions that discharge every open obligation in time, but for the planted faults, which are
  /// planted in the first round.
  mutating func actions(
    for opened: [(clause: Clause, pupil: Pupil, obligation: Obligation)], calendar: SchoolCalendar,
    isFirst: Bool
  ) -> [ActionRow] {
    var seen: [String: Int] = [:]
    var rows: Set<ActionRow> = []
    for entry in opened where entry.obligation.discharge == nil {
      let isPlanted = planted.contains {
        $0.clause == entry.clause.name && $0.pupil == entry.pupil.id
          && $0.date == entry.obligation.opened.date
      }
      guard isFirst || !isPlanted else { continue }
      // Amendments and decisions on leave are records of their own.
      guard entry.clause.duty.action.text != "amend_mark" else { continue }
      let which = seen[entry.clause.name, default: 0]
      seen[entry.clause.name] = which + 1
      let fault = Planter.faults.first {
        isFirst && $0.clause == entry.clause.name && $0.which == which
      }
      if let fault {
        planted.append(
          .init(
            clause: fault.clause, kind: fault.kind, pupil: entry.pupil.id,
            date: entry.obligation.opened.date, session: nil))
      }
      guard fault?.kind != "missed" else { continue }
      rows.insert(row(entry.clause, entry.pupil, entry.obligation, isLate: fault != nil, calendar))
    }
    planted.sort { ($0.date, $0.clause, $0.pupil) < ($1.date, $1.clause, $1.pupil) }
    return rows.sorted()
  }

  private func row(
    _ clause: Clause, _ pupil: Pupil, _ obligation: Obligation, isLate: Bool,
    _ calendar: SchoolCalendar
  ) -> ActionRow {
    let opened = obligation.opened.date
    let next = calendar.schoolDay(1, after: opened) ?? opened
    let earliest = clause.duty.notBefore.flatMap { calendar.date($0, after: opened) } ?? next
    let inTime = obligation.due.map { min($0, max(next, earliest)) } ?? max(next, earliest)
    let late = obligation.due.map { calendar.schoolDay(2, after: $0) ?? $0.adding(days: 2) }
    let detail =
      clause.duty.detail.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      + clause.duty.records.map { "\($0)=yes" }
    return ActionRow(
      date: isLate ? late ?? next : inTime, time: clause.duty.by?.description ?? "09:25",
      pupil: pupil.id, action: clause.duty.action.text, detail: detail.joined(separator: ";"))
  }

  /// The planted divergences as a table.
  var table: String {
    "clause,kind,pupil,date,session\n"
      + planted.map { plant in
        "\(plant.clause),\(plant.kind),\(plant.pupil),\(plant.date),\(plant.session ?? "")\n"
      }.joined()
  }
}

/// A row of the action log.
struct ActionRow: Hashable, Comparable {
  let date: CivilDate
  let time: String
  let pupil: String
  let action: String
  let detail: String

  static func < (left: ActionRow, right: ActionRow) -> Bool {
    (left.date, left.time, left.pupil, left.action, left.detail)
      < (right.date, right.time, right.pupil, right.action, right.detail)
  }
}
