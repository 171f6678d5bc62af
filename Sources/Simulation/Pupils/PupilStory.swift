package import CivilTime
package import Clauses
import PolicyModel
package import Registers

/// One pupil's year as it happened: the marks week by week, and in the order of their dates what
/// was changed, asked for, called for, done, and found to differ.
package struct PupilStory: Sendable {
  /// The pupil.
  package let pupil: Pupil
  /// The pupil's attendance.
  package let measures: Replay.Measures
  /// The marks, a school week at a time.
  package let weeks: [Week]
  /// What happened, in order.
  package let events: [Event]
  /// Where each count stands at the data's end.
  package let counts: [Count]

  /// A week's marks, day by day.
  package struct Week: Sendable {
    /// The week's Monday.
    package let monday: CivilDate
    /// Monday to Friday: the morning's and the afternoon's code; nil for no mark or no session.
    package let days: [[String?]]
  }

  /// Something that happened on a date.
  package struct Event: Sendable {
    /// The kinds of events, in the order in which those of one date are told.
    package enum Kind: Int, Sendable {
      case roll, exclusion, leave, amendment, obligation, action, divergence
    }

    package let date: CivilDate
    package let kind: Kind
    /// What happened, in a sentence.
    package let text: String
    /// The rows of the data.
    package let evidence: [Evidence]
  }

  /// Where a clause's count stands on the pupil's last session.
  package struct Count: Sendable {
    package let clause: String
    /// The sessions counted in the window, and the possible ones in it.
    package let counted, possible: Int
    package let trigger: Trigger
  }
}

extension Simulator {
  /// One pupil's year; nil where the dataset has no such pupil.
  package func story(of id: String, in dataset: Dataset) -> PupilStory? {
    let dataset = prepared(dataset)
    guard let record = dataset.pupils.first(where: { $0.pupil.id == id }) else { return nil }
    let plan = ReplayPlan(self, dataset)
    let context = plan.context
    let timelines = Timelines(record, plan)
    var tally = ReplayTally(plan)
    tally.add(record, plan)
    let found =
      tally.divergences
      + plan.practice.resultsOfSchool().flatMap(\.divergences).filter { $0.pupil == id }
    let obligations = plan.asked.flatMap { asked in
      plan.run(asked, timelines).obligations.map { (asked.clause, $0) }
    }
    let events =
      PupilStory.recorded(record, dataset.dates)
      + obligations.map { PupilStory.Event($0.0, $0.1, context.dueDates) }
      + found.ordered.map(PupilStory.Event.init)
    return PupilStory(
      pupil: record.pupil, measures: tally.measures,
      weeks: PupilStory.weeks(record, timelines.onRoll, context),
      events: events.enumerated().sorted { left, right in
        (left.element.date, left.element.kind.rawValue, left.offset)
          < (right.element.date, right.element.kind.rawValue, right.offset)
      }.map(\.element),
      counts: plan.asked.filter { $0.concerns(record.pupil) && !$0.clause.isPermission }.compactMap
      {
        PupilStory.count($0, timelines[$0.clause.ages], context)
      })
  }
}

extension PupilStory {
  fileprivate static func weeks(
    _ record: PupilRecord, _ timeline: Timeline, _ context: ReplayContext
  ) -> [Week] {
    var marks: [CivilDate: [[String?]]] = [:]
    for place in timeline.firstPlace(in: context)..<timeline.sessions.count {
      let session = context.dataset.calendar.sessions[timeline.sessions[place]]
      let day = session.date.days(since: session.date.monday)
      let empty = Array(repeating: [String?](repeating: nil, count: 2), count: 5)
      guard day < 5 else { continue }
      guard timeline.has(place) else { continue }
      let text = context.codes[Int(timeline.code(at: place))]?.text ?? "?"
      marks[session.date.monday, default: empty][day][Int(session.half.rawValue)] = text
    }
    return marks.sorted { $0.key < $1.key }.map { Week(monday: $0.key, days: $0.value) }
  }

  /// Where a count stands at the pupil's last session; nil for an event.
  fileprivate static func count(
    _ asked: ReplayPlan.Asked, _ timeline: Timeline, _ context: ReplayContext
  ) -> Count? {
    guard case .counts(let plan) = asked.prospect.opening, case let duty = asked.clause.duty,
      case .count(let trigger) = duty.occasion, !timeline.sessions.isEmpty
    else { return nil }
    let first = duty.countingFrom.map { context.dataset.calendar.firstSession(from: $0) }
    let floor = (first ?? 0) - timeline.sessions.first
    guard floor < timeline.sessions.count else { return nil }
    var counter = WindowCounter(plan, timeline, from: max(0, floor), countsPossible: true)
    var last = (counted: 0, possible: 0)
    for place in timeline.sessions.indices { last = counter.count(at: place) }
    return Count(
      clause: asked.clause.name, counted: last.counted, possible: last.possible, trigger: trigger)
  }

  /// What the data itself records of a pupil, besides the marks.
  fileprivate static func recorded(_ record: PupilRecord, _ dates: DateRange) -> [Event] {
    let roll = record.pupil.spells.flatMap { spell in
      [(spell.joined, "Joined the school."), (spell.left, "Last day on roll.")]
        .compactMap { date, text -> Event? in
          guard let date, dates.contains(date) else { return nil }
          let rows = [spell.evidence].compactMap { $0 }
          return Event(date: date, kind: .roll, text: text, evidence: rows)
        }
    }
    return roll + record.exclusions.map(Event.init) + record.leave.flatMap(Event.events)
      + record.amendments.map(Event.init) + record.actions.map(Event.init)
  }
}
