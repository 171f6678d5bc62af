import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers
import Statute
import TypedYAML

/// What a replay works with: the data, the law and the dates.
final class ReplayContext: Sendable {
  let dataset: Dataset
  let framework: Framework
  /// What the school's policy says; nil for the framework alone.
  let policy: Policy?
  /// The times of the morning and the afternoon register by the policy, where it gives them.
  let times: RegisterTimes.Book
  /// When what is to be done is due.
  let dueDates: DueDates
  let meanings: MeaningTable
  /// The data's first and last dates.
  let firstDate, lastDate: CivilDate
  /// The shares of absence that count as persistent and as severe.
  let bands: [(percentage: Percentage, isSevere: Bool)]
  /// The codes by number, with the place of `offRoll` behind them.
  let codes: [MarkCode?]
  /// The number that stands for a session between two times on roll.
  let offRoll: UInt8
  /// The date from which on joining and leaving are within the data.
  let firstDateOfEvents: CivilDate
  /// The number of the first session on or after the data's first date.
  let firstSession: Int
  /// The dataset's numbering, and after it the framework's codes that the dataset does not use.
  private let codeTable: Registers.CodeTable
  private let age: CompulsorySchoolAge?
  /// The classes at the two ends of the school.
  let classes: SchoolClasses
  /// When the registers of classes began to be taken, where that is recorded.
  let beginnings: RegisterBeginnings
  let codesByRole: CodesByRole
  let authorities: Authorities

  init(_ dataset: Dataset, _ framework: Framework, _ policy: Policy?) {
    self.dataset = dataset
    self.framework = framework
    self.policy = policy
    times = RegisterTimes.Book(policy, framework.yearsOfKeyStages(on: dataset.dates.first))
    dueDates = DueDates(dataset.calendar, framework.bankHolidays)
    var codeTable = dataset.codeTable
    for meaning in framework.codes.meanings { codeTable.enter(meaning.code) }
    self.codeTable = codeTable
    codes = codeTable.codes + [nil]
    offRoll = UInt8(clamping: codes.count - 1)
    meanings = MeaningTable(codes, dataset.calendar, framework, offRoll: offRoll)
    firstDate = dataset.dates.first
    lastDate = dataset.dates.last ?? dataset.dates.first
    let date = dataset.dates.first
    firstSession = dataset.calendar.firstSession(from: date)
    age = CompulsorySchoolAge(framework, on: date)
    classes = SchoolClasses(framework, policy, dataset.calendar, on: date)
    firstDateOfEvents =
      firstSession == 0 && classes.beginsWithSchoolYear ? date.schoolYearStart : date
    beginnings = RegisterBeginnings(dataset)
    codesByRole = CodesByRole(framework)
    authorities = Authorities(framework.bibliography)
    bands = [("persistent_absence.threshold", false), ("severe_absence.threshold", true)]
      .compactMap { name, isSevere in
        guard case .percentage(let share)? = framework.parameter(name, on: date)?.value.value else {
          return nil
        }
        return (share, isSevere)
      }
  }

  /// The number of a code in the dataset; a blank where there is none.
  func number(of code: MarkCode?) -> UInt8 { codeTable.number(of: code) ?? 1 }

  /// The number of a code; nil where neither the dataset nor the framework has it.
  func knownNumber(of code: MarkCode) -> UInt8? { codeTable.number(of: code) }

  /// The numbers of codes, but for those that nothing has.
  func numbers(of codes: [MarkCode]) -> CodeNumbers {
    CodeNumbers(codes.lazy.compactMap { self.knownNumber(of: $0) })
  }

  /// What is known of a pupil's age.
  func knownAge(of pupil: Pupil) -> CompulsorySchoolAge.Knowledge {
    age?.knowledge(of: pupil) ?? .nothing
  }

  /// The dates on which a pupil is of compulsory school age; nil where nothing says that it is not on all.
  func compulsoryDates(of pupil: Pupil) -> DateRange? {
    switch knownAge(of: pupil) {
    case .dates(let dates): dates
    case .outside: ReplayContext.never
    case .within, .nothing: nil
    }
  }

  /// Dates that no register has.
  private static let never = DateRange(from: CivilDate(day: 0), to: CivilDate(day: 0))

  /// The numbers of the sessions on which a pupil is on roll, or of those of compulsory school age.
  func sessionRange(of pupil: Pupil, _ ages: Ages) -> Range<Int> {
    let age = ages == .all ? nil : compulsoryDates(of: pupil)
    let first = [pupil.joined, age?.first].compactMap { $0 }.max()
    let last = [pupil.left, age?.last, lastDate].compactMap { $0 }.min() ?? lastDate
    let start = first.map { dataset.calendar.firstSession(from: $0) } ?? 0
    let end = dataset.calendar.firstSession(from: last.adding(days: 1))
    return start..<max(start, end)
  }

  /// The numbers of the sessions within the data on which a pupil is on roll and known not to be of compulsory
  /// school age.
  func sessionsOutsideCompulsoryAge(of pupil: Pupil) -> [Int] {
    guard let ages = compulsoryDates(of: pupil) else { return [] }
    let sessions = dataset.calendar.sessions
    let end = dataset.calendar.firstSession(from: lastDate.adding(days: 1))
    return (min(firstSession, end)..<end).filter { number in
      let date = sessions[number].date
      return !ages.contains(date) && pupil.isOnRoll(date)
    }
  }

  /// A pupil's times on roll: rows without a session between them are of one, in which the year or the class
  /// changed.
  func timesOnRoll(of pupil: Pupil) -> [Pupil.Spell] {
    pupil.spells.reduce(into: []) { times, next in
      if let earlier = times.last, sessions(between: earlier, and: next)?.isEmpty == true {
        times[times.count - 1] = Pupil.Spell(
          joined: earlier.joined, left: next.left, evidence: next.evidence)
      } else {
        times.append(next)
      }
    }
  }

  /// The sessions between a pupil's times on roll, by their numbers.
  func gaps(of pupil: Pupil) -> [Range<Int>] {
    zip(pupil.spells, pupil.spells.dropFirst()).compactMap { earlier, later in
      sessions(between: earlier, and: later).flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  /// The sessions after one time on roll and before the next, by their numbers; nil where either has no date
  /// there.
  private func sessions(
    between earlier: Pupil.Spell, and later: Pupil.Spell
  ) -> Range<Int>? {
    guard let left = earlier.left, let joined = later.joined else { return nil }
    let start = dataset.calendar.firstSession(from: left.adding(days: 1))
    return start..<max(start, dataset.calendar.firstSession(from: joined))
  }

  /// The row of a pupil's mark in a session.
  func evidence(_ record: PupilRecord, _ session: Int) -> Evidence? {
    evidence(record, CollectionOfOne(session)).first
  }

  /// The rows of a pupil's marks in sessions, which come in their order.
  func evidence(_ record: PupilRecord, _ sessions: some Collection<Int>) -> [Evidence] {
    record.marks.lines(of: sessions).map { Evidence(file: dataset.marksFile, line: $0) }
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
