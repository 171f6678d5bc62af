import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers
import Statute

/// Marks of pupils who came in, held against the time of their arrival (semantics, "Registers and
/// lateness").
extension PracticeCase {
  static let arrivalJudges: [Judge] = [
    Judge(.arrivalAfterClose, needs: nil, .looksAt(.arrivals) { $0.arrivals($1, .lateAfterClose) }),
    Judge(.arrivalBeforeClose, needs: nil, .looksAt(.arrivals) { $0.arrivals($1, .late) }),
    Judge(.arrivalAfterStart, needs: nil, .looksAt(.arrivals) { $0.arrivals($1, .late) }),
    Judge(.arrivalBeforeStart, needs: nil, .looksAt(.arrivals) { $0.arrivals($1, .presentOnTime) }),
  ]

  /// Arrivals after which the mark should count as given.
  func arrivals(_ rule: PracticeRule, _ shouldBe: Traits) -> PracticeRules.Result {
    var result = PracticeRules.Result()
    for place in marks.arrivals {
      guard let arrival = arrival(at: place), rule.inForce.contains(arrival.session.date) else {
        continue
      }
      result.cases += arrival.shouldBe == shouldBe ? 1 : 0
      guard arrival.judgement == rule.judgement, mark(place) != nil,
        let code = code(for: arrival.shouldBe, arrival.session)
      else { continue }
      result.divergences.append(
        divergence(
          rule, .misrecorded, at: place,
          corrections: [.init(session: timeline.sessions[place], code: code)]
        ) {
          $0.words(
            expected: code.text,
            "The pupil came at \(arrival.time); the \(arrival.session.half.name) register "
              + "\(arrival.beginning) and closes at \(arrival.times.closes), so the mark is "
              + "`\(code.text)`, not `\($0.text)`.",
            clause: arrival.times.clause,
            besides: [$0.context.beginnings[$0.record.pupil, $0.session]?.evidence])
        })
    }
    return result
  }

  private struct Arrival {
    let session: Session
    let time: TimeOfDay
    let times: RegisterTimes
    /// When the taking of the pupil's register began, where that is recorded.
    let opened: TimeOfDay?
    /// Up to when a pupil is in time.
    let begins: TimeOfDay
    /// What the mark should count as, and the rule that a mark breaks which does not.
    let shouldBe: Traits
    let judgement: Judgement?

    /// From when on a pupil is late, in words.
    var beginning: String {
      guard shouldBe != .lateAfterClose else { return "opens at \(times.opens)" }
      guard let opened else {
        return "is taken as begun at \(begins), by the times of the policy,"
      }
      return opened == begins
        ? "began to be taken at \(opened)" : "has nobody late up to \(begins), by the policy,"
    }
  }

  /// An arrival that can be judged: the pupil came in, the policy gives the register's times, and minutes of
  /// 0 do not stand beside a late mark, where they mean that none were recorded.
  ///
  /// A pupil is late who is not there when the register begins to be taken (regulation 10, Table 1). Where it
  /// is recorded when that was, it takes the place of the time at which the policy has it open.
  private func arrival(at place: Int) -> Arrival? {
    let (session, traits) = (session(place), timeline.traits(at: place))
    guard !traits.isDisjoint(with: [.presentOnTime, .late, .lateAfterClose]),
      let late = record.marks.minutesLate(in: timeline.sessions[place]),
      late.count > 0 || traits.isDisjoint(with: [.late, .lateAfterClose]),
      case .times(let times) = context.times(of: record.pupil, in: session),
      let time = times.opens.adding(late)
    else { return nil }
    let opened = context.beginnings[record.pupil, timeline.sessions[place]]?.opened
    // One that began after it should have closed has a rule of its own, and shows of nobody who was late.
    if let opened, opened > times.closes { return nil }
    // One that began before its time has nobody late who came by the time.
    let begins = opened.map { max($0, times.starts) } ?? times.starts
    // Who came first within one minute is not recorded.
    let isBefore =
      time < begins
      || time == begins && (opened != begins || !traits.contains(.late))
    let shouldBe: Traits =
      isBefore ? .presentOnTime : time <= times.closes ? .late : .lateAfterClose
    let judgement: Judgement? =
      switch (shouldBe, traits) {
      case (_, let traits) where traits.contains(shouldBe): nil
      case (.lateAfterClose, _): .arrivalAfterClose
      case (.presentOnTime, _): .arrivalBeforeStart
      case (_, let traits) where traits.contains(.lateAfterClose): .arrivalBeforeClose
      default: .arrivalAfterStart
      }
    return Arrival(
      session: session, time: time, times: times, opened: opened, begins: begins,
      shouldBe: shouldBe,
      judgement: judgement)
  }

  /// The code that the table on a date has for a role.
  private func code(for traits: Traits, _ session: Session) -> MarkCode? {
    let role: CodeRole =
      switch traits {
      case .late: .late
      case .lateAfterClose: .lateAfterClose
      default: session.half == .morning ? .presentMorning : .presentAfternoon
      }
    return context.codesByRole.code(role, on: session.date)
  }
}

extension Timeline {
  /// How many late marks have minutes of 0 beside them, from the data's first date on.
  func lateMarksWithoutMinutes(in context: ReplayContext) -> Int {
    let first = firstPlace(in: context)
    return record.marks.notes.count { arrival in
      let place = arrival.session - sessions.first
      return arrival.note.kind == .minutesLate && arrival.note.value == 0 && place >= first
        && place < sessions.count
        && !traits(at: place).isDisjoint(with: [.late, .lateAfterClose])
    }
  }
}

extension Timeline {
  /// How many arrivals cannot be judged, because it is not known whose times are the pupil's.
  func arrivalsWithoutTimes(in context: ReplayContext) -> Int {
    guard context.hasTimesByGroup, !record.marks.notes.isEmpty else { return 0 }
    let first = firstPlace(in: context)
    return record.marks.notes.count { arrival in
      let place = arrival.session - sessions.first
      guard arrival.note.kind == .minutesLate, place >= first, place < sessions.count,
        !traits(at: place).isDisjoint(with: [.presentOnTime, .late, .lateAfterClose])
      else { return false }
      let session = context.dataset.calendar.sessions[sessions[place]]
      guard context.times.areByGroup(session.half) else { return false }
      if case .times = context.times(of: record.pupil, in: session) { return false }
      return context.times.areStated(session.half)
    }
  }
}

/// When the registers of classes began to be taken, where that is recorded.
struct RegisterBeginnings: Sendable {
  /// The rows by class, and by class and session the place of the row, or -1.
  private let taken: [String: (rows: [RegisterTaken], places: [Int32])]

  init(_ dataset: Dataset) {
    taken = dataset.registersTaken.mapValues { rows in
      var places = [Int32](repeating: -1, count: dataset.calendar.sessions.count)
      for (number, row) in rows.enumerated() {
        guard let opened = row.opened, let session = dataset.calendar.index(of: row.session) else {
          continue
        }
        // Of several rows the first time counts: then the taking began.
        let known = places[session] < 0 ? nil : rows[Int(places[session])].opened
        if known.map({ $0 <= opened }) != true {
          places[session] = Int32(truncatingIfNeeded: number)
        }
      }
      return (rows, places)
    }
  }

  /// The taking of a pupil's register in a session, by its number.
  subscript(pupil: Pupil, session: Int) -> RegisterTaken? {
    guard !taken.isEmpty, let taken = pupil.classGroup.flatMap({ taken[$0] }),
      taken.places[session] >= 0
    else { return nil }
    return taken.rows[Int(taken.places[session])]
  }
}

extension SessionHalf {
  /// `morning` or `afternoon`.
  var name: String { self == .morning ? "morning" : "afternoon" }
}
