import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers

/// The times of one pupil's register by a policy.
///
/// A class, because every arrival is held against them.
final class RegisterTimes: Sendable {
  let opens, starts, closes: TimeOfDay
  /// The time after which the policy counts a pupil as late, where it gives one besides the opening.
  let late: TimeOfDay?
  /// Where the policy says when it closes.
  let clause: SourceSpan

  /// Nil where the policy does not say when the register opens and closes.
  init?(_ register: PolicyModel.RegisterTimes, dayStarts: Located<TimeOfDay>?) {
    guard let opens = register.opens else { return nil }
    // Where a policy gives several starts or ends, the latest counts, in the pupil's favour.
    let ends = [register.closing, register.absentFrom].compactMap { $0 }
    guard let closes = ends.max(by: { $0.value < $1.value }) else { return nil }
    late = [dayStarts, register.lateAfter].compactMap { $0?.value }.max()
    (self.opens, starts) = (opens.value, max(opens.value, late ?? opens.value))
    (self.closes, clause) = (closes.value, closes.span)
  }

  /// What a policy says of one pupil's register.
  enum Answer {
    case times(RegisterTimes)
    /// It does not say when the register opens and closes.
    case unstated
    /// Whose times are the pupil's cannot be told.
    case untold
  }

  /// Those of every register.
  struct Book {
    private let times: PupilTimes
    /// The times of registers that are the same for everybody.
    private let morning, afternoon: Answer?

    init(_ policy: Policy?, _ stages: Narrowing.YearsOfKeyStages) {
      let times = PupilTimes(policy, stages)
      func ofAll(_ isMorning: Bool) -> Answer? {
        times.areByGroup(inTheMorning: isMorning)
          ? nil : Answer(times.answer(inTheMorning: isMorning, PupilPlace()))
      }
      self.times = times
      (morning, afternoon) = (ofAll(true), ofAll(false))
    }

    /// Whether the times of a register differ by groups of pupils or by weekdays.
    func areByGroup(_ half: SessionHalf) -> Bool { (half == .morning ? morning : afternoon) == nil }

    /// The times of a register; `place` says what is known of a pupil, where that matters.
    func answer(_ half: SessionHalf, _ place: () -> PupilPlace) -> Answer {
      (half == .morning ? morning : afternoon)
        ?? Answer(times.answer(inTheMorning: half == .morning, place()))
    }

    /// Whether the policy gives the times of a register, at least to some pupils.
    func areStated(_ half: SessionHalf) -> Bool {
      times.entries(inTheMorning: half == .morning).contains {
        RegisterTimes($0, dayStarts: nil) != nil
      }
    }
  }
}

extension RegisterTimes.Answer {
  init(_ answer: PupilTimes.Answer) {
    switch answer {
    case .times(let register, let dayStarts):
      self = RegisterTimes(register, dayStarts: dayStarts).map { .times($0) } ?? .unstated
    case .unstated: self = .unstated
    case .untold: self = .untold
    }
  }
}

extension ReplayContext {
  /// Whether any register's times differ by groups of pupils or by weekdays.
  var hasTimesByGroup: Bool { times.areByGroup(.morning) || times.areByGroup(.afternoon) }

  /// The times of a pupil's register in a session, by the pupil's own group on that date.
  func times(of pupil: Pupil, in session: Session) -> RegisterTimes.Answer {
    times.answer(session.half) { pupil.place(on: session.date, within: dataset.dates) }
  }

  /// The times of a class's register in a session, where its pupils have the same.
  func times(ofClass name: String, _ pupils: [PupilRecord], in session: Session)
    -> RegisterTimes.Answer
  {
    times.answer(session.half) {
      let places = pupils.lazy.map(\.pupil).filter { $0.isOnRoll(session.date) }
        .map { $0.place(on: session.date, within: self.dataset.dates) }
      func common(_ part: (PupilPlace) -> String?) -> String? {
        let parts = Set(places.map(part))
        return parts.count == 1 ? parts.first ?? nil : nil
      }
      return PupilPlace(
        year: common(\.year), site: common(\.site), classGroup: name,
        weekday: SchoolWeekday.word(of: session.date.weekday))
    }
  }
}

extension Pupil {
  /// What is known of the pupil on a date, where the register is about some dates.
  ///
  /// A year group is that of one school year. Where a row of the pupils' table stands for several, it is moved
  /// by the pupil's age, and where the age does not fit it, it is not known in which of them it was right.
  fileprivate func place(on date: CivilDate, within dates: DateRange) -> PupilPlace {
    let spell = spells.first { $0.contains(date) }
    let isOnly = spells.count == 1
    let (year, group) = (
      spell?.yearGroup ?? (isOnly ? yearGroup : nil),
      spell?.classGroup ?? (isOnly ? classGroup : nil)
    )
    let first = [dates.first, spell?.joined].compactMap { $0 }.max() ?? date
    let last = [dates.last, spell?.left].compactMap { $0 }.min() ?? date
    let isOneYear = first.schoolYearStart == last.schoolYearStart
    return PupilPlace(
      year: isOneYear ? year : year.flatMap { moved($0, to: date, from: first, to: last) },
      site: spell?.site, classGroup: isOneYear ? group : nil,
      weekday: SchoolWeekday.word(of: date.weekday))
  }

  /// The year group on a date, told by the age, where the given one is that of a school year in between.
  private func moved(
    _ year: String, to date: CivilDate, from first: CivilDate, to last: CivilDate
  ) -> String? {
    guard let dateOfBirth else { return nil }
    var start = first.schoolYearStart
    while start <= last {
      if YearGroup.usual(bornOn: dateOfBirth, on: start) == year {
        return YearGroup.usual(bornOn: dateOfBirth, on: date)
      }
      start = start.adding(months: 12)
    }
    return nil
  }
}
