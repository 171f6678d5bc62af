import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers
import Statute
import TypedYAML

/// One pupil's sessions in order, with what each counts as.
///
/// A pupil's sessions are those on which the pupil is on roll and of compulsory school age, up to
/// the data's last date. Others do not exist for the pupil: they neither count nor break a run.
///
/// A class, because every duty and rule looks at it and a copy would count each of its references.
final class Timeline: Sendable {
  /// The pupil with all that the dataset holds of them.
  let record: PupilRecord
  /// The numbers of the pupil's sessions in the calendar.
  let sessions: [Int]
  /// The code that stands at the data's last date, by its number in the dataset.
  let codes: [UInt8]
  /// What the standing code counts as.
  let traits: [Traits]
  /// The places of sessions at whose day's end no reason stood, with the date that ended it.
  let unexplained: [(place: Int, endedOn: CivilDate?)]
  /// The codes at the end of the day where they are not those that stand, by place.
  let codesAtDayEnd: [Int: UInt8]
  /// Running totals: how many of the first N sessions are possible.
  let possible: [Int]
  /// Running totals: how many of the first N sessions break a run that does not count them.
  private let breaking: [Int]
  /// How many sessions have each code, by its number.
  private let codeCounts: [Int]
  /// The places of sessions absent, and late before the register closed.
  private let absent, late: [Int]

  init(_ record: PupilRecord, _ context: ReplayContext) {
    self.record = record
    let marks = record.marks.codes
    let amended = Timeline.amendments(record, context)
    let sessions = Array(context.sessionRange(of: record.pupil))
    // A pupil's sessions are those of the calendar without a gap.
    let run = marks[(sessions.first ?? 0)..<((sessions.last ?? -1) + 1)]
    var codes = Array(run)
    var traits = context.meanings.traits(of: run)
    var codesAtDayEnd: [Int: UInt8] = [:]
    var endedOn: [Int: CivilDate] = [:]
    let first = sessions.first ?? 0
    for (session, history) in amended where sessions.indices.contains(session - first) {
      let place = session - first
      codes[place] = history.standing
      traits[place] = context.meanings.traits(of: history.standing, in: session)
      if history.atDayEnd != history.standing { codesAtDayEnd[place] = history.atDayEnd }
      endedOn[place] = history.firstLaterChange
    }
    var unexplained: [(place: Int, endedOn: CivilDate?)] = []
    for place in traits.indices where traits[place].contains(.unexplained) {
      if codesAtDayEnd[place] == nil { unexplained.append((place, endedOn[place])) }
    }
    for (place, code) in codesAtDayEnd {
      let atDayEnd = context.meanings.traits(of: code, in: sessions[place])
      if atDayEnd.contains(.unexplained) { unexplained.append((place, endedOn[place])) }
    }
    unexplained.sort { $0.place < $1.place }
    self.sessions = sessions
    self.codes = codes
    self.traits = traits
    self.unexplained = unexplained
    self.codesAtDayEnd = codesAtDayEnd
    var (possible, breaking) = ([0], [0])
    var (absent, late): ([Int], [Int]) = ([], [])
    var counts = Array(repeating: 0, count: context.codes.count)
    possible.reserveCapacity(sessions.count + 1)
    breaking.reserveCapacity(sessions.count + 1)
    var (possibleSoFar, breakingSoFar) = (0, 0)
    for place in traits.indices {
      let what = traits[place]
      possibleSoFar += what.contains(.possible) ? 1 : 0
      breakingSoFar += what.contains(.notPossible) ? 0 : 1
      possible.append(possibleSoFar)
      breaking.append(breakingSoFar)
      if !what.isDisjoint(with: .absent) { absent.append(place) }
      if what.contains(.late) { late.append(place) }
      counts[Int(codes[place])] += 1
    }
    (self.possible, self.breaking, self.absent, self.late) = (possible, breaking, absent, late)
    codeCounts = counts
  }

  /// Whether a session between two places, both left out, breaks a run that does not count it.
  func breaks(between earlier: Int, and later: Int) -> Bool {
    breaking[later] > breaking[earlier + 1]
  }

  /// Whether no reason stands for one of the pupil's sessions at the data's end, by its number.
  func standsUnexplained(_ session: Int) -> Bool {
    guard let first = sessions.first, sessions.indices.contains(session - first) else {
      return false
    }
    return traits[session - first].contains(.unexplained)
  }

  /// The places that a measure counts; unexplained absence, whose past changes, has its own list.
  func places(of measure: Measure, _ context: ReplayContext) -> [Int] {
    switch measure {
    case .codes(let listed):
      let numbers = listed.compactMap { context.knownNumber(of: $0) }.filter {
        codeCounts[Int($0)] > 0
      }
      guard !numbers.isEmpty else { return [] }
      return codes.indices.filter { numbers.contains(codes[$0]) && !traits[$0].contains(.missing) }
    case .unexplainedAbsence: return unexplained.map(\.place)
    case .absence: return absent
    case .late: return late
    case .authorisedAbsence, .unauthorisedAbsence, .illness, .lateAfterClose:
      guard let mask = measure.traits else { return [] }
      return absent.filter { !traits[$0].isDisjoint(with: mask) }
    }
  }

  /// The places at whose day's end one of some codes stood.
  func places(atDayEnd listed: [MarkCode], _ context: ReplayContext) -> [Int] {
    let numbers = listed.compactMap { context.knownNumber(of: $0) }
    let isAny =
      numbers.contains { codeCounts[Int($0)] > 0 }
      || codesAtDayEnd.values.contains { numbers.contains($0) }
    guard isAny else { return [] }
    return codes.indices.filter { numbers.contains(codesAtDayEnd[$0] ?? codes[$0]) }
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
    return bySession.mapValues { history($0, context) }
  }

  /// Amendments come in the order of their dates.
  private static func history(_ amendments: [Amendment], _ context: ReplayContext) -> History {
    let date = amendments[0].session.date
    let original = context.number(of: amendments[0].original)
    let known = amendments.last { $0.amendedOn <= context.lastDate }
    let sameDay = amendments.last { $0.amendedOn <= date }
    return History(
      standing: known.map { context.number(of: $0.amended) } ?? original,
      atDayEnd: sameDay.map { context.number(of: $0.amended) } ?? original,
      firstLaterChange: amendments.first { $0.amendedOn > date }?.amendedOn)
  }
}

/// What a replay works with: the data, the law and the dates.
final class ReplayContext: Sendable {
  let dataset: Dataset
  let framework: Framework
  /// What the school's policy says; nil for the framework alone.
  let policy: Policy?
  /// The times of the morning and the afternoon register by the policy, where it gives them.
  let times: RegisterTimes.OfDay
  let meanings: MeaningTable
  /// The data's first and last dates.
  let firstDate, lastDate: CivilDate
  /// The shares of absence that count as persistent and as severe.
  let bands: [(percentage: Percentage, isSevere: Bool)]
  /// The dataset's codes by number, and after them those of the framework that it does not use.
  let codes: [MarkCode?]
  /// The number of the first session on or after the data's first date.
  let firstSession: Int
  /// The numbers of codes by their packed bytes, 0 for one that nothing has: codes are looked up for
  /// every pupil and clause.
  private let codeNumbers: [UInt8]
  private let age: CompulsorySchoolAge?

  init(_ dataset: Dataset, _ framework: Framework, _ policy: Policy?) {
    self.dataset = dataset
    self.framework = framework
    self.policy = policy
    times = RegisterTimes.OfDay(policy)
    let used = Set(dataset.codes)
    var unused: [MarkCode] = []
    for meaning in framework.codes.meanings
    where !used.contains(meaning.code) && !unused.contains(meaning.code) {
      unused.append(meaning.code)
    }
    codes = (dataset.codes + unused).prefix(Int(UInt8.max) + 1).map { $0 }
    meanings = MeaningTable(codes, dataset.calendar, framework)
    firstDate = dataset.dates.first
    lastDate = dataset.dates.last ?? dataset.dates.first
    var numbers = [UInt8](repeating: 0, count: Int(UInt16.max) + 1)
    for (index, code) in codes.enumerated() {
      if let code { numbers[Int(code.packed)] = UInt8(clamping: index) }
    }
    codeNumbers = numbers
    let date = dataset.dates.first
    firstSession = dataset.calendar.firstSession(from: date)
    age = CompulsorySchoolAge(framework, on: date)
    bands = [("persistent_absence.threshold", false), ("severe_absence.threshold", true)]
      .compactMap { name, isSevere in
        guard case .percentage(let share)? = framework.parameter(name, on: date)?.value.value else {
          return nil
        }
        return (share, isSevere)
      }
  }

  /// The number of a code in the dataset; a blank where there is none.
  func number(of code: MarkCode?) -> UInt8 { code.flatMap { knownNumber(of: $0) } ?? 1 }

  /// The number of a code; nil where neither the dataset nor the framework has it.
  func knownNumber(of code: MarkCode) -> UInt8? {
    let number = codeNumbers[Int(code.packed)]
    return number == 0 ? nil : number
  }

  /// The numbers of codes, but for those that nothing has.
  func numbers(of codes: [MarkCode]) -> Set<UInt8> { Set(codes.compactMap { knownNumber(of: $0) }) }

  /// The numbers of the sessions on which a pupil is on roll and of compulsory school age.
  func sessionRange(of pupil: Pupil) -> Range<Int> {
    let age = pupil.dateOfBirth.flatMap { self.age?.dates(bornOn: $0) }
    let first = [pupil.joined, age?.first].compactMap { $0 }.max()
    let last = [pupil.left, age?.last, lastDate].compactMap { $0 }.min() ?? lastDate
    let start = first.map { dataset.calendar.firstSession(from: $0) } ?? 0
    let end = dataset.calendar.firstSession(from: last.adding(days: 1))
    return start..<max(start, end)
  }

  /// The row of a pupil's mark in a session.
  func evidence(_ record: PupilRecord, _ session: Int) -> Evidence? {
    let line = record.marks.lines[session]
    return line == 0 ? nil : Evidence(file: dataset.marksFile, line: Int(line))
  }
}

extension SchoolCalendar {
  /// The number of the first session on or after a date; the count of all where there is none.
  func firstSession(from date: CivilDate) -> Int {
    var (low, high) = (0, sessions.count)
    while low < high {
      let middle = (low + high) / 2
      if sessions[middle].date >= date { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
