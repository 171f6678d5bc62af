public import CivilTime
public import Clauses
public import Diagnostics
public import Registers

/// What a replay found.
public struct Replay: Sendable {
  /// The school's name in the dataset.
  public let school: String
  /// The data's first and last dates.
  public let dates: DateRange
  /// Attendance over all pupils.
  public let measures: Measures
  /// Each clause with what became of its obligations, in the order school, layers, nation.
  public let clauses: [ClauseResult]
  /// Each of the framework's rules about practice with how many cases it looked at.
  public let practice: [PracticeResult]
  /// How far practice keeps to the clauses: over all, by month and by pupil.
  public let conformance: Conformance
  /// How groups of pupils compare, clause by clause.
  public let consistency: Consistency
  /// What would have followed from a register without wrong marks.
  public let counterfactual: Counterfactual
  /// Where the record differs, ordered by date, session, pupil and clause; empty where it is only counted.
  public let divergences: [Divergence]
  /// Every obligation that opened, pupil by pupil and clause by clause; empty where they are not wanted.
  public let obligations: [Raised]
  /// How many divergences there are of each severity.
  public let severities: Severities
  /// Whether divergences and pupils are listed, or only counted.
  public let isListing: Bool
  /// What could not be checked, and why, in sentences.
  public let notChecked: [String]
  /// How many pupils have their main registration at another school.
  public let subsidiaryPupils: Int
  /// What the report takes for granted, in sentences.
  public let assumptions: [String]
  /// The rows that could not be used.
  public let rejections: [Rejection]
  /// What is worth checking in rows that were used, and in files as a whole.
  public let remarks: [Remark]
  /// How much of each file was used; empty where the dataset is no export.
  public let usage: [FileUsage]

  /// What of the dataset's files is not used.
  public var unused: UnusedData { UnusedData(usage, rejections, remarks) }

  /// An obligation, with the clause that raised it and the pupil whom it is about.
  public typealias Raised = (clause: Clause, pupil: Pupil, obligation: Obligation)

  /// Divergences by their severity.
  public struct Severities: Sendable, Hashable {
    private var counts: [Severity: Int] = [:]

    /// How many have a severity.
    public subscript(severity: Severity) -> Int { counts[severity] ?? 0 }

    /// How many there are.
    public var total: Int { counts.values.reduce(0, +) }

    mutating func note(_ severity: Severity, _ count: Int = 1) {
      counts[severity, default: 0] += count
    }

    static func += (left: inout Self, right: Self) {
      left.counts.merge(right.counts) { $0 + $1 }
    }
  }

  /// How many pupils are not of compulsory school age, and what that leaves out of the rates.
  public struct OutsideAge: Sendable, Hashable {
    /// Pupils of whom no session is of compulsory school age, and those of whom some are not.
    public internal(set) var throughout = 0
    public internal(set) var partly = 0
    /// Their sessions on roll that are in no rate.
    public internal(set) var sessions = 0
  }

  /// Attendance, counted in sessions (semantics, "Marks"): pupils and late and missing marks on roll, the
  /// rest in the sessions of compulsory school age.
  public struct Measures: Sendable, Hashable {
    public internal(set) var pupils = 0
    public internal(set) var possible = 0
    public internal(set) var attended = 0
    public internal(set) var authorised = 0
    public internal(set) var unauthorised = 0
    public internal(set) var late = 0
    public internal(set) var lateAfterClose = 0
    public internal(set) var missing = 0
    /// Pupils absent for a tenth or more of their possible sessions, and for half or more.
    public internal(set) var persistentlyAbsent = 0
    public internal(set) var severelyAbsent = 0
    /// What is outside compulsory school age, and so in no rate.
    public internal(set) var outsideAge = OutsideAge()
    /// The possible and the attended sessions whatever the pupils' ages.
    var possibleOnRoll = 0
    var attendedOnRoll = 0
  }

  /// What became of a clause's obligations.
  public struct ClauseResult: Sendable {
    /// The clause.
    public let clause: Clause
    /// Whether the data could show the clause's actions.
    public let isChecked: Bool
    /// The obligations, counted.
    public let tally: Tally
    /// How far from the due dates the actions were.
    public let timing: Timing
    /// How near pupils came for whom a counting clause never fired; nil where none came near.
    public let nearest: Nearest?

    /// Whether the clause was never activated: nothing happened that called for it.
    public var isDormant: Bool { tally.raised == 0 }
    /// Whether the clause says by when; without that nothing is ever late, missed or pending.
    public var hasDeadline: Bool { clause.duty.deadline != nil }
  }

  /// How far from their due dates obligations were discharged, where the due dates are known.
  public struct Timing: Sendable, Hashable {
    /// The unit of the clause's deadline, in which the distances are: school days, working days or days.
    public let unit: UnitOfCount
    /// How many were met by a known due date, their days to spare together, and the fewest.
    public internal(set) var met = 0
    public internal(set) var daysToSpare = 0
    public internal(set) var fewestDaysToSpare: Int?
    /// How many were late, by how many days together, and the most.
    public internal(set) var late = 0
    public internal(set) var daysLate = 0
    public internal(set) var mostDaysLate: Int?
  }

  /// How near pupils came to a count's threshold without reaching it.
  public struct Nearest: Sendable, Hashable {
    /// The fewest sessions at which the clause fires.
    public let threshold: Int
    /// Whether the clause counts them as days of two sessions.
    public let isInDays: Bool
    /// How many pupils for whom the clause never fired came to four fifths of the threshold.
    public internal(set) var pupils = 0
    /// The highest count of those.
    public internal(set) var highest = 0
  }

  /// What a rule about practice found.
  public struct PracticeResult: Sendable {
    /// The rule.
    public let rule: PracticeRule
    /// Whether the data could show what it judges.
    public let isChecked: Bool
    /// How many marks, requests, notices or registers it looked at.
    public internal(set) var cases: Int
    /// How many divergences it found.
    public internal(set) var divergences: Int
  }

  /// How many obligations opened, and what became of them.
  public struct Tally: Sendable, Hashable {
    public internal(set) var raised = 0
    public internal(set) var met = 0
    public internal(set) var late = 0
    public internal(set) var missed = 0
    public internal(set) var pending = 0
    /// Of a clause without a deadline, those done and those not done, which are none of the others.
    public internal(set) var done = 0
    public internal(set) var notDone = 0

    /// How many obligations were due or done.
    public var judged: Int { met + late + missed }
  }
}
