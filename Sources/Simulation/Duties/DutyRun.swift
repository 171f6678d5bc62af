import CivilTime
import Clauses
import Registers
import TypedYAML

/// Runs one duty over one pupil's year: obligations open, and actions discharge them.
struct DutyRun {
  let asked: ReplayPlan.Asked
  let timeline: Timeline
  let context: ReplayContext

  /// An obligation that has opened, until the data's end decides its outcome.
  private struct Open {
    let opened: Session
    let due: CivilDate?
    /// Whether an action before the occasion discharges it however early, because it is known beforehand.
    var isForeseen = false
    let rows: @Sendable () -> [Evidence]
    /// What an event's own discharge must be about: a session's number, or a line of a file.
    let subject: Int?
    var discharge: Action?
  }

  /// An action with what it is about, where it discharges only that.
  private struct Candidate {
    let action: Action
    let subject: Int?
    /// The last occasion that it can discharge, as far as that is after it.
    var reach: CivilDate

    init(_ action: Action, subject: Int? = nil) {
      (self.action, self.subject, reach) = (action, subject, action.date)
    }
  }

  private var duty: Duty { asked.clause.duty }
  /// The dates on which obligations open; nil for every date.
  private var inForce: DateRange? { asked.clause.inForce }
  /// Whether the rows that opened each obligation are wanted; what is only counted needs none.
  private var findsEvidence: Bool { asked.isChecked }
  private var record: PupilRecord { timeline.record }
  private var calendar: SchoolCalendar { context.dataset.calendar }

  /// What a duty did over one pupil's year.
  struct Result {
    /// The obligations in the order in which they opened.
    var obligations: [Obligation] = []
    /// The actions without one.
    var unwarranted: [Action] = []
    /// The highest count of sessions in the window where no obligation opened; nil for an event or a share,
    /// or where it stayed far from the threshold.
    var highest: Int?
    /// How many openings turned on the class of the pupil.
    var classes = ClassCount()
  }

  func run() -> Result {
    if case .counts(let trigger) = asked.prospect.opening { return runCount(trigger) }
    guard case .event(let event) = duty.occasion else { return Result() }
    return runEvent(event)
  }

  // MARK: Counts

  private func runCount(_ trigger: TriggerPlan) -> Result {
    guard trigger.mayComeNear(timeline) else { return discharged([]) }
    let counter = WindowCounter(
      trigger, timeline, from: firstPlace, countsPossible: trigger.isShare)
    var result = counter.mayReach ? runCount(trigger, counter) : discharged([])
    // What a duty is not about comes near nothing.
    if result.obligations.isEmpty, !trigger.isShare, !duty.afterLeave, !hasOtherExclusion(on: nil) {
      result.highest = counter.highest(at: placesInForce)
    }
    return result
  }

  /// Counts session by session.
  private func runCount(_ trigger: TriggerPlan, _ counter: WindowCounter) -> Result {
    var counter = counter
    var open: [Open] = []
    var discharger = Discharger(candidates)
    var isArmed = true
    var limit = firstPlace
    var lastDate: CivilDate?
    for place in placesToAsk(trigger, counter) {
      let session = calendar.sessions[timeline.sessions[place]]
      if trigger.recounts, session.date != lastDate {
        // A day's actions come after all that opened on it.
        if let last = discharger.discharge(&open, before: session.date) {
          isArmed = true
          limit = max(limit, firstPlace(after: last))
          counter.raiseFloor(to: limit)
        }
        lastDate = session.date
      }
      if counter.beginsPeriod(place) { isArmed = true }
      let count = counter.count(at: place)
      if !trigger.isReached(by: count.counted, outOf: count.possible) {
        isArmed = true
      } else if isArmed, inForce?.contains(session.date) ?? true {
        isArmed = false
        let places = findsEvidence || duty.afterLeave ? counter.places(at: place) : []
        guard isAbout(places, session.date) else { continue }
        open.append(opening(at: session, rows: rows(places)))
      }
    }
    _ = discharger.discharge(&open, before: nil)
    return Result(obligations: open.map { closed($0) }, unwarranted: discharger.unused)
  }

  /// Whether sessions that reach the threshold are of the kind that the duty is about: of its kind of exclusion,
  /// or at once after granted leave.
  private func isAbout(_ places: ArraySlice<Int>, _ date: CivilDate) -> Bool {
    guard !hasOtherExclusion(on: date) else { return false }
    guard duty.afterLeave else { return true }
    guard let first = places.first else { return false }
    let begun = calendar.sessions[timeline.sessions[first]].date
    return record.leave.contains { request in
      request.outcome == .granted
        && calendar.schoolDays(after: request.lastDay, through: begun) == 1
    }
  }

  /// Whether the pupil was excluded, on a date or at all, in another way than the duty is about.
  private func hasOtherExclusion(on date: CivilDate?) -> Bool {
    guard let kind = duty.exclusion else { return false }
    return record.exclusions.contains { exclusion in
      exclusion.kind != kind && date.map { exclusion.covers($0) } ?? true
    }
  }

  /// What becomes of obligations as actions come.
  private func discharged(_ open: [Open]) -> Result {
    // Nothing happened for most pupils.
    if open.isEmpty, record.actions.isEmpty, record.amendments.isEmpty, record.leave.isEmpty {
      return Result()
    }
    var open = open
    var discharger = Discharger(candidates)
    _ = discharger.discharge(&open, before: nil)
    return Result(obligations: open.map { closed($0) }, unwarranted: discharger.unused)
  }

  /// The places at which a count can reach its threshold or fall below it, in order.
  ///
  /// A count grows at counted sessions alone, so only they are asked, and the session before each,
  /// where it is lowest. Besides them, a share may be reached when enough sessions are possible, and
  /// any threshold on the first day in force. Where actions discharge counted sessions, or a share's
  /// window slides, every place is asked.
  private func placesToAsk(_ trigger: TriggerPlan, _ counter: WindowCounter) -> [Int] {
    let isShare = trigger.isShare
    let isDischarged = trigger.recounts && !candidates.isEmpty
    guard !isDischarged, !isShare || trigger.window?.isPeriod ?? false else {
      return timeline.sessions.indices.filter { timeline.has($0) }
    }
    var places: [Int] = []
    places.reserveCapacity(counter.counted.count * 2 + 2)
    for place in counter.counted {
      if place > 0, places.last != place - 1 { places.append(place - 1) }
      places.append(place)
    }
    var others: [Int] = []
    if isShare { others += counter.placesWithEnough(trigger.after) }
    if let first = inForce?.first, first > context.firstDate {
      let place = firstPlace(after: first.adding(days: -1))
      if place < timeline.sessions.count { others.append(place) }
    }
    for other in others {
      let next = places.firstIndex { $0 >= other } ?? places.count
      if next == places.count || places[next] != other { places.insert(other, at: next) }
    }
    return timeline.gaps.isEmpty ? places : besideGaps(places)
  }

  /// The places, and for each between two times on roll those before and after: a session that the pupil does
  /// not have is never asked.
  private func besideGaps(_ places: [Int]) -> [Int] {
    let beside = places.flatMap { place in
      timeline.gaps.first { $0.contains(place) }.map { [$0.lowerBound - 1, $0.upperBound] } ?? [
        place
      ]
    }
    return Set(beside).filter { timeline.sessions.indices.contains($0) }.sorted()
  }

  /// The place of the first session that the duty counts.
  private var firstPlace: Int {
    duty.countingFrom.map { firstPlace(after: $0.adding(days: -1)) } ?? 0
  }

  /// The places of the sessions on which obligations may open.
  private var placesInForce: Range<Int> {
    guard let inForce else { return 0..<timeline.sessions.count }
    let first = firstPlace(after: inForce.first.adding(days: -1))
    let end = inForce.last.map { firstPlace(after: $0) } ?? timeline.sessions.count
    return first..<max(first, end)
  }

  private func firstPlace(after date: CivilDate) -> Int {
    let session = calendar.firstSession(from: date.adding(days: 1))
    return min(max(0, session - timeline.sessions.first), timeline.sessions.count)
  }

  /// The rows of the marks at some places, which are looked up when a report asks; the timeline is not kept for it.
  private func rows(_ places: ArraySlice<Int>) -> @Sendable () -> [Evidence] {
    guard findsEvidence else { return { [] } }
    return { [record, context, sessions = timeline.sessions] in
      context.evidence(record, places.lazy.map { sessions[$0] })
    }
  }

  // MARK: Events

  private func runEvent(_ event: Event) -> Result {
    let openings = openings(event).filter { opening in
      inForce?.contains(opening.opened.date) ?? true
        && timeline.dates?.contains(opening.opened.date) ?? true
    }
    guard let position = duty.exempts else { return discharged(openings) }
    var classes = ClassCount()
    let bound = openings.filter { opening in
      let answer = context.classes.exemption(position, record.pupil, on: opening.opened.date)
      classes.note(answer, record.pupil, position, context.classes)
      return answer == .bound
    }
    var result = discharged(bound)
    result.classes = classes
    return result
  }

  private func openings(_ event: Event) -> [Open] {
    switch event {
    case .mark(let codes):
      return timeline.places(atDayEnd: codes, context).map { place in
        opening(
          at: calendar.sessions[timeline.sessions[place]],
          subject: isDischargedByItsRecord ? timeline.sessions[place] : nil, rows: rows([place]))
      }
    case .leaveApplication:
      return record.leave.map { request in
        opening(
          at: Session(request.appliedOn, .morning),
          subject: isDischargedByItsRecord ? request.evidence.line : nil
        ) { [request.evidence] }
      }
    case .action(let kind, let detail):
      return record.actions.filter { $0.matches(kind, detail) }.map { action in
        opening(at: Session(action.date, .morning)) { [action.evidence] }
      }
    case .pupilJoins:
      return context.timesOnRoll(of: record.pupil).flatMap { opening(on: $0.joined, $0) }
    case .pupilLeaves:
      return context.timesOnRoll(of: record.pupil).flatMap { opening(on: $0.left, $0) }.map {
        opening in
        var opening = opening
        opening.isForeseen = true
        return opening
      }
    }
  }

  /// Joining and leaving open an obligation only inside the data's dates, which reach back to the turn of the
  /// school year where the marks begin with the calendar.
  private func opening(on date: CivilDate?, _ spell: Pupil.Spell) -> [Open] {
    guard let date, date >= context.firstDateOfEvents, date <= context.lastDate else { return [] }
    return [opening(at: Session(date, .morning)) { [spell.evidence].compactMap { $0 } }]
  }

  /// Whether the data's own record of the event discharges the duty, and only for that event: an
  /// amendment of the mark, the decision of the request.
  private var isDischargedByItsRecord: Bool {
    switch duty.occasion {
    case .event(.mark): duty.action.text == "amend_mark"
    case .event(.leaveApplication): duty.action.text == "leave_decision"
    default: false
    }
  }

  /// What may discharge the duty, with how far beforehand.
  private var candidates: [Candidate] {
    guard let early = duty.mayPrecede else { return recorded }
    return recorded.map { candidate in
      var candidate = candidate
      candidate.reach = context.dueDates.date(early, after: candidate.reach) ?? candidate.reach
      return candidate
    }
  }

  /// What may discharge the duty: recorded actions, and for some events the data's own record.
  private var recorded: [Candidate] {
    let actions = record.actions.filter { $0.matches(duty.action.text, duty.detail) }
      .map { Candidate($0) }
    guard case .event(let event) = duty.occasion else { return actions }
    switch event {
    case .mark(let codes) where isDischargedByItsRecord:
      return record.amendments.filter { amendment in
        amendment.amended.map { !codes.contains($0) } ?? false
      }.map { amendment in
        Candidate(
          Action(date: amendment.amendedOn, kind: duty.action.text, evidence: amendment.evidence),
          subject: calendar.index(of: amendment.session))
      }
    case .leaveApplication where isDischargedByItsRecord:
      return record.leave.compactMap { request in
        request.decidedOn.map { date in
          Candidate(
            Action(date: date, kind: duty.action.text, evidence: request.evidence),
            subject: request.evidence.line)
        }
      }.sorted { $0.action.date < $1.action.date }
    default: return actions
    }
  }

  /// Discharges obligations as actions come, in the order of their dates.
  private struct Discharger {
    private let candidates: [Candidate]
    private var next = 0
    private(set) var unused: [Action] = []

    init(_ candidates: [Candidate]) { self.candidates = candidates }

    /// Takes the actions before a date, or all; gives the date of the last that discharged.
    mutating func discharge(_ open: inout [Open], before date: CivilDate?) -> CivilDate? {
      var last: CivilDate?
      while next < candidates.count, date.map({ candidates[next].action.date < $0 }) ?? true {
        let candidate = candidates[next]
        next += 1
        let match = open.firstIndex { obligation in
          obligation.discharge == nil
            && (obligation.isForeseen || obligation.opened.date <= candidate.reach)
            && obligation.subject == candidate.subject
        }
        if let match {
          open[match].discharge = candidate.action
          last = candidate.action.date
        } else {
          unused.append(candidate.action)
        }
      }
      return last
    }
  }

  // MARK: Deadlines and outcomes

  private func opening(
    at session: Session, subject: Int? = nil, rows: @escaping @Sendable () -> [Evidence]
  ) -> Open {
    Open(opened: session, due: due(after: session.date), rows: rows, subject: subject)
  }

  private func due(after date: CivilDate) -> CivilDate? {
    duty.deadline.flatMap { context.dueDates.date($0, after: date) }
  }

  private func closed(_ open: Open) -> Obligation {
    let earliest = duty.notBefore.flatMap { context.dueDates.date($0, after: open.opened.date) }
    let isEarly = earliest.map { first in open.discharge.map { $0.date < first } ?? false }
    return Obligation(
      opened: open.opened, due: open.due, discharge: open.discharge, outcome: outcome(open),
      earliest: isEarly == true ? earliest : nil, rows: open.rows)
  }

  private func outcome(_ open: Open) -> Obligation.Outcome {
    guard let action = open.discharge else {
      return open.due.map { $0 <= context.lastDate } ?? false ? .missed : .pending
    }
    guard let due = open.due else { return .met }
    if action.date > due { return .late }
    // An action without a time cannot be shown to be late on its day.
    if action.date == due, let by = duty.by, let time = action.time, time > by { return .late }
    return .met
  }
}

extension Action {
  /// Whether it is of a kind, and its detail says what is asked.
  func matches(_ kind: String, _ detail: [String: String]) -> Bool {
    self.kind == kind && detail.allSatisfy { self.detail[$0.key] == $0.value }
  }
}
