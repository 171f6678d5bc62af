import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers
import Statute
import TypedYAML

/// One pupil's sessions in order, with what each counts as.
///
/// A pupil's sessions are those on which the pupil is on roll, or those of them on which the pupil is of
/// compulsory school age, up to the data's last date. Others do not exist for the pupil: they neither count
/// nor break a run.
///
/// Nearly every session is plainly attended, so only the others are kept: what is asked of a year is asked
/// of some twenty places. A class, because every duty and rule looks at it and a copy would count each of
/// its references.
final class Timeline: Sendable {
  /// The pupil with all that the dataset holds of them.
  let record: PupilRecord
  /// The pupil's sessions by place, a run of the calendar's without a gap.
  let sessions: SessionRun
  /// The dates outside which nothing opens an obligation; nil for every date.
  let dates: DateRange?
  /// The places between two times on roll: sessions that the pupil does not have.
  let gaps: [Range<Int>]
  /// The places of sessions at whose day's end no reason stood, with the date that ended it.
  let unexplained: [(place: Int, endedOn: CivilDate?)]
  /// The codes at the end of the day where they are not those that stand, by place.
  let codesAtDayEnd: [Int: UInt8]
  /// The places of sessions that are not plainly attended, and what each counts as.
  let notable: [(place: Int, traits: Traits)]
  /// The codes at those places.
  private let notableCodes: CodeNumbers
  /// The places that each of the plan's measures counts, in order.
  private let counted: [[Int]]
  /// The codes that stand at the data's last date, by the calendar's sessions.
  private let codes: [UInt8]
  private let meanings: MeaningTable
  /// The places of sessions not counted as possible, and not possible by their code.
  private let uncounted, impossible: [Int]

  /// Lays out some of a pupil's sessions, within the dates to which they belong.
  init(
    _ record: PupilRecord, _ range: Range<Int>, within dates: DateRange?, _ plan: ReplayPlan
  ) {
    let context = plan.context
    (self.record, self.dates, meanings) = (record, dates, context.meanings)
    let sessions = SessionRun(range)
    var codes = record.marks.codes
    var codesAtDayEnd: [Int: UInt8] = [:]
    var endedOn: [Int: CivilDate] = [:]
    let gaps = context.gaps(of: record.pupil).map { $0.clamped(to: range) }
    for gap in gaps { for session in gap { codes[session] = context.offRoll } }
    for (session, history) in Timeline.amendments(record, context)
    where range.contains(session) && !gaps.contains(where: { $0.contains(session) }) {
      let place = session - sessions.first
      codes[session] = history.standing
      if history.atDayEnd != history.standing { codesAtDayEnd[place] = history.atDayEnd }
      endedOn[place] = history.firstLaterChange
    }
    let notable = meanings.notable(codes, range)
    var unexplained: [(place: Int, endedOn: CivilDate?)] = []
    for (place, traits) in notable
    where traits.contains(.unexplained) && codesAtDayEnd[place] == nil {
      unexplained.append((place, endedOn[place]))
    }
    for (place, code) in codesAtDayEnd
    where meanings.traits(of: code, in: sessions[place]).contains(.unexplained) {
      unexplained.append((place, endedOn[place]))
    }
    if !codesAtDayEnd.isEmpty { unexplained.sort { $0.place < $1.place } }
    (self.sessions, self.codes, self.notable) = (sessions, codes, notable)
    self.gaps = gaps.filter { !$0.isEmpty }.map {
      $0.lowerBound - sessions.first..<$0.upperBound - sessions.first
    }
    (self.unexplained, self.codesAtDayEnd) = (unexplained, codesAtDayEnd)
    notableCodes = CodeNumbers(notable.lazy.map { codes[sessions[$0.place]] })
    uncounted = notable.places { !$1.contains(.possible) }
    impossible = uncounted.isEmpty ? [] : notable.places { $1.contains(.notPossible) }
    counted = plan.measures.map { [meanings] in
      notable.places(of: $0, codes[range], meanings) ?? unexplained.map(\.place)
    }
  }

  /// The place of the first session on or after the data's first date; the count of all where there is
  /// none.
  func firstPlace(in context: ReplayContext) -> Int {
    min(max(0, context.firstSession - sessions.first), sessions.count)
  }

  /// Whether the pupil has the session at a place.
  func has(_ place: Int) -> Bool { !gaps.contains { $0.contains(place) } }

  /// The place of the pupil's session before another; one before the first where there is none.
  func place(before place: Int) -> Int {
    gaps.first { $0.contains(place - 1) }.map { $0.lowerBound - 1 } ?? place - 1
  }

  /// The code that stands at a place, by its number in the dataset.
  func code(at place: Int) -> UInt8 { codes[sessions[place]] }

  /// Whether no mark stands at a place: codes of marks are numbers from 2 on.
  func isBlank(_ place: Int) -> Bool { code(at: place) < 2 }

  /// How many sessions the pupil has from the data's first date on.
  func count(in context: ReplayContext) -> Int {
    let first = firstPlace(in: context)
    return sessions.count - first
      - gaps.reduce(0) { $0 + $1.clamped(to: first..<sessions.count).count }
  }

  /// What the standing code at a place counts as.
  func traits(at place: Int) -> Traits { meanings.traits(of: code(at: place), in: sessions[place]) }

  /// How many of the first sessions, up to a place left out, are possible.
  func possible(before place: Int) -> Int { place - uncounted.count(below: place) }

  /// Whether a session between two places, both left out, breaks a run that does not count it.
  func breaks(between earlier: Int, and later: Int) -> Bool {
    let between = later - earlier - 1
    return between > impossible.count(below: later) - impossible.count(below: earlier + 1)
  }

  /// Whether no reason stands for one of the pupil's sessions at the data's end, by its number.
  func standsUnexplained(_ session: Int) -> Bool {
    let place = session - sessions.first
    return sessions.indices.contains(place) && traits(at: place).contains(.unexplained)
  }

  /// The places that one of the plan's measures counts, by its number.
  func places(of measure: Int) -> [Int] { counted[measure] }

  /// Whether a trigger finds the same sessions here as in another timeline of the pupil's.
  func counts(_ trigger: TriggerPlan, as other: Timeline) -> Bool {
    counted[trigger.measure] == other.counted[trigger.measure]
      && (!trigger.isShare || uncounted == other.uncounted)
      && (trigger.window != nil || impossible == other.impossible)
      && (!trigger.endsWithReasons || unexplained.elementsEqual(other.unexplained, by: ==))
  }

  /// The places with one of some codes.
  func places(withCodes numbers: CodeNumbers) -> [Int] {
    guard mayHave(numbers) else { return [] }
    guard !numbers.meets(meanings.plain) else {
      return sessions.indices.filter { numbers.contains(code(at: $0)) }
    }
    var places: [Int] = []
    for index in notable.indices where numbers.contains(code(at: notable[index].place)) {
      places.append(notable[index].place)
    }
    return places
  }

  /// Whether one of some codes may stand somewhere; one that is plain attendance always may.
  func mayHave(_ numbers: CodeNumbers) -> Bool {
    numbers.meets(meanings.plain) || numbers.meets(notableCodes)
  }

  /// The places at whose day's end one of some codes stood.
  func places(atDayEnd listed: [MarkCode], _ context: ReplayContext) -> [Int] {
    let numbers = context.numbers(of: listed)
    let standing = places(withCodes: numbers)
    guard !codesAtDayEnd.isEmpty else { return standing }
    let were = codesAtDayEnd.filter { numbers.contains($0.value) }.keys
    return (standing.filter { codesAtDayEnd[$0] == nil } + were).sorted()
  }

  /// What became of an amended session.
  private struct History {
    let standing: UInt8
    let atDayEnd: UInt8
    /// The date of the first amendment after the session's day.
    let firstLaterChange: CivilDate?
  }

  /// The history of each amended session, by its number in the calendar.
  private static func amendments(
    _ record: PupilRecord, _ context: ReplayContext
  ) -> [Int: History] {
    guard !record.amendments.isEmpty else { return [:] }
    var bySession: [Int: [Amendment]] = [:]
    for amendment in record.amendments {
      guard let session = context.dataset.calendar.index(of: amendment.session) else { continue }
      bySession[session, default: []].append(amendment)
    }
    return bySession.reduce(into: [:]) { histories, entry in
      let entered = context.codes[Int(record.marks.code(of: entry.key))]
      histories[entry.key] = history(
        AmendedMark(entry.value, entered: entered), of: entry.value[0].session.date, context)
    }
  }

  private static func history(
    _ mark: AmendedMark, of date: CivilDate, _ context: ReplayContext
  ) -> History {
    History(
      standing: context.number(of: mark.standing(on: context.lastDate) ?? mark.original),
      atDayEnd: context.number(of: mark.standing(on: date) ?? mark.original),
      firstLaterChange: mark.days.first { $0.date > date }?.date)
  }
}

/// A run of the calendar's sessions, by place from 0.
struct SessionRun: Sendable {
  /// The number of the first session.
  let first: Int
  /// How many there are.
  let count: Int

  init(_ range: Range<Int>) { (first, count) = (range.lowerBound, range.count) }

  /// The places.
  var indices: Range<Int> { 0..<count }
  var isEmpty: Bool { count == 0 }

  /// The number of the session at a place.
  subscript(place: Int) -> Int { first + place }
}

extension [(place: Int, traits: Traits)] {
  /// The places of which a condition holds.
  fileprivate func places(where holds: (Int, Traits) -> Bool) -> [Int] {
    var places: [Int] = []
    for (place, traits) in self where holds(place, traits) {
      if places.isEmpty { places.reserveCapacity(count) }
      places.append(place)
    }
    return places
  }

  /// The places that a measure counts; nil for unexplained absence, which has its own list.
  ///
  /// Codes of plain attendance, where it lists one, are between these places.
  fileprivate func places(
    of measure: CountedSessions, _ codes: ArraySlice<UInt8>, _ meanings: MeaningTable
  ) -> [Int]? {
    guard measure != .unexplained else { return nil }
    let first = codes.startIndex
    guard case .codes(let numbers) = measure, numbers.meets(meanings.plain) else {
      return places { measure.counts(codes[first + $0], $1) }
    }
    return codes.indices.filter {
      measure.counts(codes[$0], meanings.traits(of: codes[$0], in: $0))
    }.map { $0 - first }
  }
}

extension [Int] {
  /// How many numbers of an ordered list are below another.
  fileprivate func count(below limit: Int) -> Int {
    guard let last, last >= limit else { return count }
    return Simulation.firstIndex(in: indices) { self[$0] >= limit }
  }
}
