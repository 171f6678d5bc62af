import CivilTime
import TestSupport

/// A random school with random pupils and duties, written twice: as the files that the engine
/// reads,
/// and as the values that the reference takes.
struct RandomRegister {
  var school: ReferenceSchool
  var pupils: [(id: String, pupil: ReferencePupil, birth: CivilDate?)] = []
  var duties: [ReferenceDuty] = []
  private var random: SplitMix64

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    school = ReferenceSchool(terms: [], closed: [], morningOnly: [])
    school = makeSchool()
    let sessions = school.sessions()
    for number in 0..<8 { pupils.append(makePupil(number, sessions)) }
    duties = (0..<10).map { _ in makeDuty() }
  }

  // MARK: Calendar

  private mutating func makeSchool() -> ReferenceSchool {
    var terms: [ReferenceTerm] = []
    // Near a change of school year or of law, so that windows reach across them.
    let starts = ["2023-09-04", "2024-06-03", "2024-07-08", "2025-01-06"]
    var day = number(random.pick(starts))
    for _ in 0..<random.between(1, 3) {
      let length = random.between(14, 50)
      var term = ReferenceTerm(first: day, last: day + length, breakFirst: nil, breakLast: nil)
      if length > 25, random.chance(70) {
        term.breakFirst = day + length / 2
        term.breakLast = day + length / 2 + random.between(0, 8)
      }
      terms.append(term)
      day += length + random.between(2, 45)
    }
    let last = terms.last?.last ?? day
    var closed: Set<Int> = []
    var morningOnly: Set<Int> = []
    for day in (terms.first?.first ?? day)...last {
      if random.chance(4) { closed.insert(day) }
      if random.chance(4) { morningOnly.insert(day) }
    }
    return ReferenceSchool(terms: terms, closed: closed, morningOnly: morningOnly)
  }

  // MARK: Pupils

  /// Dates of birth with the dates of compulsory school age that follow, computed by hand.
  private static let births: [(birth: String, from: String, to: String)] = [
    ("2018-10-10", "2023-12-31", "2035-06-29"),
    ("2019-03-31", "2024-03-31", "2035-06-29"),
    ("2019-08-12", "2024-08-31", "2035-06-29"),
    ("2008-03-01", "2013-03-31", "2024-06-28"),
    ("2007-09-01", "2012-12-31", "2024-06-28"),
  ]

  private mutating func makePupil(
    _ number: Int, _ sessions: [ReferenceSlot]
  ) -> (id: String, pupil: ReferencePupil, birth: CivilDate?) {
    var pupil = ReferencePupil(marks: [:], amendments: [], actions: [])
    var birth: CivilDate?
    if random.chance(40) {
      let row = random.pick(RandomRegister.births)
      birth = CivilDate(row.birth)
      pupil.compulsoryFrom = self.number(row.from)
      pupil.compulsoryTo = self.number(row.to)
    }
    pupil.isBoarder = random.chance(20)
    pupil.isSubsidiary = random.chance(20)
    if random.chance(30) { pupil.joined = random.pick(sessions).day }
    if random.chance(30) { pupil.left = random.pick(sessions).day }
    if let joined = pupil.joined, let left = pupil.left, left < joined {
      (pupil.joined, pupil.left) = (left, joined)
    }
    // Some leave and come back.
    let later = sessions.filter { slot in pupil.left.map { slot.day > $0 } ?? false }
    if !later.isEmpty, random.chance(50) { pupil.returned = random.pick(later).day }
    let codes = random.pick([
      ["/", "\\", "O", "U", "L"], ["/", "N", "N", "I", "D"], ["/", "I", "I", "G", "Y1", "M"],
      ["/", "/", "/", "/", "N", "O", "C", "X", "H", "J", "Y", "#", "Q", "K"],
    ])
    var code = codes[0]
    for slot in sessions {
      // Spells, because windows differ by runs.
      if random.chance(35) { code = random.pick(codes) }
      if !random.chance(3) { pupil.marks[slot] = code }
    }
    for _ in 0..<random.between(0, 12) { pupil.amendments.append(makeAmendment(sessions, pupil)) }
    for _ in 0..<random.between(0, 8) {
      // Some on the day of the previous one, because then times decide.
      let day = random.chance(40) ? pupil.actions.last?.day : nil
      pupil.actions.append(
        ReferenceAction(
          day: day ?? random.pick(sessions).day + random.between(-1, 2),
          minute: random.chance(50) ? random.between(480, 900) : nil,
          kind: random.pick(["letter", "call"]),
          detail: random.chance(50) ? ["stage": String(random.between(1, 2))] : [:]))
    }
    return ("P\(number)", pupil, birth)
  }

  private mutating func makeAmendment(
    _ sessions: [ReferenceSlot], _ pupil: ReferencePupil
  ) -> ReferenceAmendment {
    if random.chance(30), let last = pupil.amendments.last {
      // One of the same session on the same day, mostly a further change.
      return ReferenceAmendment(
        slot: last.slot, original: random.chance(80) ? last.amended : "N",
        amended: random.pick(["O", "I", "N", "/", nil]), on: last.on)
    }
    let slot = random.pick(sessions)
    let original = random.chance(70) ? "N" : pupil.marks[slot]
    return ReferenceAmendment(
      slot: slot, original: original, amended: random.pick(["O", "I", "N", "/", "D"]),
      on: slot.day + random.between(0, 9))
  }

  // MARK: Duties

  private mutating func makeDuty() -> ReferenceDuty {
    let measure: ReferenceMeasure = random.pick([
      .absence, .authorised, .unauthorised, .illness, .unexplained, .unexplained, .late,
      .lateAfterClose, .codes(["G", "N", "O", "U"]),
    ])
    let window: ReferenceWindow = random.pick([
      .schoolWeeks(random.between(1, 10)), .schoolDays(random.between(1, 20)),
      .days(random.between(1, 84)), .halfTerm, .term, .schoolYear, .consecutive, .consecutive,
    ])
    var threshold = ReferenceThreshold.sessions(random.between(1, 8))
    if random.chance(25) {
      if case .consecutive = window {
      } else {
        threshold = .percentHundredths(random.pick([500, 1_000, 1_250, 5_000]))
      }
    }
    let trigger = ReferenceTrigger(
      measure: measure, threshold: threshold, isExclusive: random.chance(20), window: window,
      after: random.pick([1, 5, 20]), recount: random.chance(30))
    var duty = ReferenceDuty(
      trigger: trigger, action: random.pick(["letter", "call"]),
      detail: random.chance(30) ? ["stage": "1"] : [:],
      deadline: random.pick([
        nil, .sameDay, .schoolDays(random.between(1, 10)), .workingDays(random.between(1, 20)),
        .days(random.between(1, 30)),
      ]))
    if random.chance(30) { duty.byMinute = random.between(540, 840) }
    let first = school.terms.first?.first ?? 0
    if random.chance(20) { duty.from = first + random.between(0, 40) }
    if random.chance(20) { duty.to = (duty.from ?? first) + random.between(5, 60) }
    if random.chance(20) { duty.countingFrom = first + random.between(0, 40) }
    duty.isForCompulsoryAge = random.chance(50)
    duty.isForBoarders = random.pick([nil, nil, nil, true, false])
    duty.isForMainSchool = random.chance(30)
    return duty
  }

  private func number(_ date: String) -> Int { Int(CivilDate(date)?.day ?? 0) }

  /// The meaning of a code on a day, by the tables of the specification; nil if it has none.
  static func classOf(_ code: String, _ day: Int) -> ReferenceClass? {
    let isNew = day >= Int(CivilDate("2024-08-19")?.day ?? 0)
    switch code {
    case "/", "\\", "L": return .present
    case "K": return isNew ? .educationalActivity : nil
    case "J": return isNew ? nil : .educationalActivity
    case "I", "M", "C": return .authorised
    case "H": return isNew ? nil : .authorised
    case "G", "N", "O", "U": return .unauthorised
    case "D", "X": return .notPossible
    case "Q", "Y1": return isNew ? .notPossible : nil
    case "Y": return isNew ? nil : .notPossible
    case "#": return .notCollected
    default: return nil
    }
  }
}
