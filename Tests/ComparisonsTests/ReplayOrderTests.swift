import CivilTime
import Clauses
import Diagnostics
import SharedLaw
import Statute
import TestSupport
import Testing

@testable import Comparisons
@testable import RandomRegisters

/// The comparison of two duties agrees with the reference simulator's replays of both on random
/// registers.
@Suite struct `The order of two duties` {
  private static let codes = EmbeddedLaw.everything?.codes

  @Test func `is what random registers bear out`() throws {
    let codes = try #require(Self.codes)
    var met: [Comparison: Int] = [:]
    for seed in UInt64(1)...24 {
      var register = RandomRegister(seed: seed)
      var changes = RandomChanges(random: SplitMix64(seed: seed &* 7_919))
      let pairs = register.duties.map { duty in (duty, changes.changed(duty)) }
      register.duties = pairs.flatMap { [$0.0, $0.1] }
      let duties = try #require(read(register.dutiesYAML, &changes))
      #expect(duties.count == register.duties.count)
      for (place, pair) in pairs.enumerated() {
        let standing = DutyOrder(duties[2 * place], duties[2 * place + 1], codes).respects.standing
        met[standing, default: 0] += 1
        let reference = register.reference
        for (_, pupil, _) in register.pupils.prefix(5) {
          let (left, right) = (
            reading(reference, pair.0, pupil), reading(reference, pair.1, pupil)
          )
          let fault =
            switch standing {
            case .same: left.obligations() == right.obligations() ? nil : "tells them apart"
            case .stricter: left.misses(right)
            case .looser: right.misses(left)
            case .incomparable: nil as String?
            }
          #expect(fault == nil, "seed \(seed), \(standing): \(pair.0) and \(pair.1)")
        }
      }
    }
    for standing in Comparison.allCases {
      #expect(met[standing, default: 0] > 8, "too few pairs are \(standing): \(met)")
    }
  }

  /// Sliding windows, in the reference's terms and in the product's.
  private static let windows: [(ReferenceWindow, Window)] =
    (1...4).map { (.schoolWeeks($0), .schoolWeeks($0)) }
    + (1...21).map { (.schoolDays($0), .schoolDays($0)) }
    + (1...22).map { (.days($0), .days($0)) }

  @Test func `takes one window to hold another only where it does at every session`() {
    var (holding, notHolding) = (0, 0)
    // The start of each window, at each session of some schools.
    let firsts = Self.windows.map { Self.firstDays(of: $0.0) }
    for (wide, (_, wider)) in Self.windows.enumerated() {
      for (narrow, (_, window)) in Self.windows.enumerated() where wide != narrow {
        let isHeld = zip(firsts[wide], firsts[narrow]).allSatisfy { $0 <= $1 }
        if wider.holds(window) {
          holding += 1
          #expect(isHeld, "\(wider) does not hold \(window)")
        } else if !isHeld {
          notHolding += 1
        }
      }
    }
    #expect(holding > 700)
    #expect(notHolding > 800)
  }

  /// The first day of a window at the last session of each school day of random schools.
  private static func firstDays(of window: ReferenceWindow) -> [Int] {
    (UInt64(1)...6).flatMap { seed -> [Int] in
      let school = RandomRegister(seed: seed).school
      let trigger = ReferenceTrigger(
        measure: .absence, threshold: .sessions(1), isExclusive: false, window: window, after: 0,
        recount: false)
      let reading = ReferenceReading(
        school: school, lastDate: .max,
        duty: ReferenceDuty(trigger: trigger, action: "", detail: [:]),
        register: ReferenceRegister(
          sessions: school.sessions(),
          pupil: ReferencePupil(marks: [:], amendments: [], actions: []),
          standing: [:], amendments: [:]), bankHolidays: [])
      return school.schoolDays().prefix(60).map { day in
        reading.window(at: ReferenceSlot(day: day, half: 1), after: nil).first?.day ?? day
      }
    }
  }

  private func reading(
    _ reference: ReferenceSimulator, _ duty: ReferenceDuty, _ pupil: ReferencePupil
  ) -> ReferenceReading {
    ReferenceReading(
      school: reference.school, lastDate: reference.lastDate, duty: duty,
      register: reference.register(of: pupil, ofCompulsoryAge: duty.isForCompulsoryAge),
      bankHolidays: reference.bankHolidays)
  }

  /// The duties in YAML, every other one in equivalent words.
  private func read(_ yaml: String, _ changes: inout RandomChanges) -> [Duty]? {
    var isOther = true
    let lines = yaml.split(separator: "\n").map { line -> String in
      if line.hasPrefix("  - id:") { isOther.toggle() }
      return isOther ? changes.reworded(String(line)) : String(line)
    }
    let text = lines.joined(separator: "\n")
    return Framework.decode([SourceFile(path: "duties.yaml", text: text)]).value?.duties
  }
}

extension RandomRegister {
  fileprivate var reference: ReferenceSimulator {
    let days = school.schoolDays()
    return ReferenceSimulator(
      school: school, classOf: RandomRegister.classOf, firstDate: days.first ?? 0,
      lastDate: days.last ?? 0, bankHolidays: [])
  }
}

extension ReferenceReading {
  /// An occasion of a duty compared as looser that this one misses; nil if there is none.
  fileprivate func misses(_ looser: ReferenceReading) -> String? {
    let (own, others) = (obligations(), looser.obligations())
    for other in others {
      let before = own.filter { $0.fired <= other.fired }
      guard let last = before.last else { return "it never came to \(other.fired)" }
      if periods[last.fired.day] != periods[other.fired.day] {
        return "it did not come again in the period of \(other.fired)"
      }
      if !duty.trigger.recount, !isReached(at: other.fired, after: nil) {
        return "it does not stand at \(other.fired)"
      }
      if last.fired == other.fired, (last.due ?? .max) > (other.due ?? .max) {
        return "it is due later than that of \(other.fired)"
      }
    }
    return nil
  }
}

/// Changes of duties, many of which preserve an order.
private struct RandomChanges {
  var random: SplitMix64

  mutating func changed(_ duty: ReferenceDuty) -> ReferenceDuty {
    var duty = duty
    for _ in 0..<random.between(0, 2) { change(&duty) }
    return duty
  }

  private mutating func change(_ duty: inout ReferenceDuty) {
    switch random.between(0, 11) {
    case 0:
      duty.trigger.measure = random.pick([
        .absence, .authorised, .unauthorised, .illness, .unexplained, .late, .lateAfterClose,
        .codes(["I"]), .codes(["G", "O"]), .codes(["U"]),
      ])
    case 1, 2:
      if case .sessions(let count) = duty.trigger.threshold {
        duty.trigger.threshold = .sessions(max(1, count + random.between(-2, 3)))
      } else {
        duty.trigger.threshold = .percentHundredths(random.pick([500, 800, 1_000, 2_000]))
      }
    case 3:
      // More than n − 1 is the same as n.
      if case .sessions(let count) = duty.trigger.threshold, count > 1 {
        duty.trigger.threshold = .sessions(duty.trigger.isExclusive ? count + 1 : count - 1)
      }
      duty.trigger.isExclusive.toggle()
    case 4, 5:
      if case .consecutive = duty.trigger.window { return }
      duty.trigger.window = random.pick([
        .schoolWeeks(random.between(1, 10)), .schoolDays(random.between(1, 20)),
        .schoolDays(5), .schoolWeeks(1), .days(random.between(1, 60)), .days(1), .schoolDays(1),
        .halfTerm, .term, .schoolYear,
      ])
    case 6: duty.trigger.after = random.pick([0, 1, 5, 20])
    case 7:
      duty.deadline = random.pick([
        nil, .sameDay, .schoolDays(random.between(0, 10)), .days(random.between(0, 30)),
      ])
    case 8:
      duty.from = random.chance(50) ? nil : duty.from.map { $0 + random.between(-10, 10) }
      duty.to = random.chance(50) ? nil : duty.to
    case 9: duty.isForCompulsoryAge.toggle()
    case 10: duty.isForMainSchool.toggle()
    default:
      duty.countingFrom =
        random.chance(50) ? nil : duty.countingFrom.map { $0 + random.between(-9, 9) }
    }
  }

  /// A line of a duty in equivalent words: sessions as days, days as weeks, a default left out.
  mutating func reworded(_ line: String) -> String {
    var line = line
    for count in 1...12 {
      line = line.replacing(" \(count * 2) sessions, in:", with: " \(count) days, in:")
      line = line.replacing("in: \(count * 7) days,", with: "in: \(count) weeks,")
      line = line.replacing("within: \(count * 7) days", with: "within: \(count) weeks")
    }
    return line.replacing("in: consecutive, ", with: "").replacing(", recount: false", with: "")
      .replacing("within: 0 school_days", with: "within: same_day")
  }
}
