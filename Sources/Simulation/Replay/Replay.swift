package import CivilTime
package import Clauses
package import Diagnostics
package import Registers

/// What a replay found.
package struct Replay: Sendable {
  /// The school's name in the dataset.
  package let school: String
  /// The data's first and last dates.
  package let dates: DateRange
  /// Attendance over all pupils.
  package let measures: Measures
  /// Each clause with what became of its obligations, in the order school, layers, nation.
  package let clauses: [ClauseResult]
  /// Each of the framework's rules about practice with how many cases it looked at.
  package let practice: [PracticeResult]
  /// How far practice keeps to the clauses: over all, by month and by pupil.
  package let conformance: Conformance
  /// How groups of pupils compare, clause by clause.
  package let consistency: Consistency
  /// What would have followed from a register without wrong marks.
  package let counterfactual: Counterfactual
  /// Where the record differs, ordered by date, session, pupil and clause; empty where it is only counted.
  package let divergences: [Divergence]
  /// Every obligation that opened, pupil by pupil and clause by clause; empty where they are not wanted.
  package let obligations: [Raised]
  /// How many divergences there are of each severity.
  package let severities: Severities
  /// Whether divergences and pupils are listed, or only counted.
  package let isListing: Bool
  /// What could not be checked, and why, in sentences.
  package let notChecked: [String]
  /// How many pupils have their main registration at another school.
  package let subsidiaryPupils: Int
  /// What the report takes for granted, in sentences.
  package let assumptions: [String]
  /// The rows that could not be used.
  package let rejections: [Rejection]
  /// What is worth checking in rows that were used, and in files as a whole.
  package let remarks: [Remark]
  /// How much of each file was used; empty where the dataset is no export.
  package let usage: [FileUsage]

  /// What of the dataset's files is not used.
  package var unused: UnusedData { UnusedData(usage, rejections, remarks) }

  /// An obligation, with the clause that raised it and the pupil whom it is about.
  package typealias Raised = (clause: Clause, pupil: Pupil, obligation: Obligation)

  /// Divergences by their severity.
  package struct Severities: Sendable, Hashable {
    private var counts: [Severity: Int] = [:]

    /// How many have a severity.
    package subscript(severity: Severity) -> Int { counts[severity] ?? 0 }

    /// How many there are.
    package var total: Int { counts.values.reduce(0, +) }

    mutating func note(_ severity: Severity, _ count: Int = 1) {
      counts[severity, default: 0] += count
    }

    static func += (left: inout Self, right: Self) {
      left.counts.merge(right.counts) { $0 + $1 }
    }
  }

  /// How many pupils are not of compulsory school age, and what that leaves out of the rates.
  package struct OutsideAge: Sendable, Hashable {
    /// Pupils of whom no session is of compulsory school age, and those of whom some are not.
    package internal(set) var throughout = 0
    package internal(set) var partly = 0
    /// Their sessions on roll that are in no rate.
    package internal(set) var sessions = 0
  }

  /// Attendance, counted in sessions (semantics, "Marks"): pupils and late and missing marks on roll, the
  /// rest in the sessions of compulsory school age.
  package struct Measures: Sendable, Hashable {
    package internal(set) var pupils = 0
    package internal(set) var possible = 0
    package internal(set) var attended = 0
    package internal(set) var authorised = 0
    package internal(set) var unauthorised = 0
    package internal(set) var late = 0
    package internal(set) var lateAfterClose = 0
    package internal(set) var missing = 0
    /// Pupils absent for a tenth or more of their possible sessions, and for half or more.
    package internal(set) var persistentlyAbsent = 0
    package internal(set) var severelyAbsent = 0
    /// What is outside compulsory school age, and so in no rate.
    package internal(set) var outsideAge = OutsideAge()
    /// The possible and the attended sessions whatever the pupils' ages.
    var possibleOnRoll = 0
    var attendedOnRoll = 0
  }

  /// What became of a clause's obligations.
  package struct ClauseResult: Sendable {
    /// The clause.
    package let clause: Clause
    /// Whether the data could show the clause's actions.
    package let isChecked: Bool
    /// The obligations, counted.
    package let tally: Tally
    /// How far from the due dates the actions were.
    package let timing: Timing
    /// How near pupils came for whom a counting clause never fired; nil where none came near.
    package let nearest: Nearest?

    /// Whether the clause was never activated: nothing happened that called for it.
    package var isDormant: Bool { tally.raised == 0 }
    /// Whether the clause says by when; without that nothing is ever late, missed or pending.
    package var hasDeadline: Bool { clause.duty.deadline != nil }
  }

  /// How far from their due dates obligations were discharged, where the due dates are known.
  package struct Timing: Sendable, Hashable {
    /// The unit of the clause's deadline, in which the distances are: school days, working days or days.
    package let unit: UnitOfCount
    /// How many were met by a known due date, their days to spare together, and the fewest.
    package internal(set) var met = 0
    package internal(set) var daysToSpare = 0
    package internal(set) var fewestDaysToSpare: Int?
    /// How many were late, by how many days together, and the most.
    package internal(set) var late = 0
    package internal(set) var daysLate = 0
    package internal(set) var mostDaysLate: Int?
  }

  /// How near pupils came to a count's threshold without reaching it.
  package struct Nearest: Sendable, Hashable {
    /// The fewest sessions at which the clause fires.
    package let threshold: Int
    /// Whether the clause counts them as days of two sessions.
    package let isInDays: Bool
    /// How many pupils for whom the clause never fired came to four fifths of the threshold.
    package internal(set) var pupils = 0
    /// The highest count of those.
    package internal(set) var highest = 0
  }

  /// What a rule about practice found.
  package struct PracticeResult: Sendable {
    /// The rule.
    package let rule: PracticeRule
    /// Whether the data could show what it judges.
    package let isChecked: Bool
    /// How many marks, requests, notices or registers it looked at.
    package internal(set) var cases: Int
    /// How many divergences it found.
    package internal(set) var divergences: Int
  }

  /// How many obligations opened, and what became of them.
  package struct Tally: Sendable, Hashable {
    package internal(set) var raised = 0
    package internal(set) var met = 0
    package internal(set) var late = 0
    package internal(set) var missed = 0
    package internal(set) var pending = 0
    /// Of a clause without a deadline, those done and those not done, which are none of the others.
    package internal(set) var done = 0
    package internal(set) var notDone = 0

    /// How many obligations were due or done.
    package var judged: Int { met + late + missed }
  }
}
