package import CivilTime
package import Clauses
import Diagnostics
package import TypedYAML

/// A row of a data file: the evidence that a report leads back to.
package struct Evidence: Sendable, Hashable, Comparable {
  /// The file as the dataset names it.
  package let file: String
  /// The line, from 1.
  package let line: Int

  /// Creates evidence from a file and a line.
  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  /// The line on which a stretch of a file begins.
  init(_ span: SourceSpan) { self.init(file: span.file, line: span.start.line) }

  package static func < (left: Evidence, right: Evidence) -> Bool {
    (left.file, left.line) < (right.file, right.line)
  }
}

/// A pupil as the dataset names it: a pseudonym and what rules need, never a name.
///
/// A class, because it is looked at in every clause and a copy would count each of its references.
package final class Pupil: Sendable {
  /// The dataset's identifier.
  package let id: String
  /// The year group and the class, as the school writes them.
  package let yearGroup, classGroup: String?
  /// The place of the pupil's class in the school, where the data gives it.
  package let classPosition: ClassPosition?
  /// The date of birth, from which compulsory school age follows.
  package let dateOfBirth: CivilDate?
  /// The times on roll in their order; at least one.
  package let spells: [Spell]
  /// The groups that the pupil belongs to.
  package let groups: Set<PupilGroup>
  /// Whether this school or another is the pupil's main one.
  package let registration: Registration
  /// The row of the pupils' file; nil where there is none.
  package let evidence: Evidence?

  /// How a pupil is registered who may be on the roll of two schools.
  package enum Registration: String, Vocabulary {
    case main, subsidiary
    package static let noun = "a kind of registration"
    package static var otherNames: [OtherNames<Registration>] {
      [
        OtherNames(.main, called: "m", "c", "single", "sole", "current", "only"),
        OtherNames(.subsidiary, called: "s", "secondary", "other"),
      ]
    }
  }

  /// A time on roll: its first and last dates, nil for before and after the register.
  package struct Spell: Sendable, Hashable {
    package let joined, left: CivilDate?
    /// The year group, the class and the site that its row gives.
    package let yearGroup, classGroup, site: String?
    /// The row that gives it; nil where none does.
    package let evidence: Evidence?

    /// Creates a time on roll; without dates, throughout.
    package init(
      joined: CivilDate? = nil, left: CivilDate? = nil, yearGroup: String? = nil,
      classGroup: String? = nil, site: String? = nil, evidence: Evidence? = nil
    ) {
      (self.joined, self.left, self.evidence) = (joined, left, evidence)
      (self.yearGroup, self.classGroup, self.site) = (yearGroup, classGroup, site)
    }

    /// Whether it holds a date.
    package func contains(_ date: CivilDate) -> Bool {
      joined.map { $0 <= date } ?? true && left.map { date <= $0 } ?? true
    }
  }

  /// Creates a pupil; without times on roll, one who is there throughout.
  package init(
    id: String, yearGroup: String? = nil, classGroup: String? = nil,
    classPosition: ClassPosition? = nil, dateOfBirth: CivilDate? = nil,
    groups: Set<PupilGroup> = [], registration: Registration = .main, evidence: Evidence? = nil,
    spells: [Spell] = []
  ) {
    self.id = id
    (self.yearGroup, self.classGroup) = (yearGroup, classGroup)
    (self.classPosition, self.dateOfBirth) = (classPosition, dateOfBirth)
    (self.groups, self.registration) = (groups, registration)
    self.evidence = evidence
    self.spells = spells.isEmpty ? [Spell(evidence: evidence)] : spells
  }

  /// The first and last dates on roll; nil for before and after the register.
  package var joined: CivilDate? { spells.first?.joined }
  package var left: CivilDate? { spells.last?.left }

  /// Whether the pupil is on roll on a date.
  package func isOnRoll(_ date: CivilDate) -> Bool { spells.contains { $0.contains(date) } }
}

/// A change to an entry of the register, as the law requires it to be recorded.
package struct Amendment: Sendable {
  package let session: Session
  package let original: MarkCode?
  package let amended: MarkCode?
  package let amendedOn: CivilDate
  /// Which of reason, name and position the record leaves out.
  package let missing: [Item]
  package let evidence: Evidence

  /// What has to be recorded beside the entries and the date.
  package enum Item: String, Vocabulary {
    case reason, name, position
    package static let noun = "a part of an amendment's record"
  }
}

/// Something that the school did for a pupil.
///
/// A class, because many clauses look at each and a copy would count its references.
package final class Action: Sendable {
  package let date: CivilDate
  package let time: TimeOfDay?
  package let kind: String
  package let detail: [String: String]
  /// The parent concerned, by the dataset's identifier, and the sum, where there is one.
  package let parent: String?
  package let amount: Money?
  package let evidence: Evidence

  /// Creates an action.
  package init(
    date: CivilDate, time: TimeOfDay? = nil, kind: String, detail: [String: String] = [:],
    parent: String? = nil, amount: Money? = nil, evidence: Evidence
  ) {
    self.date = date
    self.time = time
    self.kind = kind
    self.detail = detail
    (self.parent, self.amount) = (parent, amount)
    self.evidence = evidence
  }
}

/// A request for leave and what became of it.
package struct LeaveRequest: Sendable {
  package let appliedOn: CivilDate
  package let appliedBy: String?
  package let firstDay, lastDay: CivilDate
  package let reason: String?
  package let decision: String?
  package let decidedOn: CivilDate?
  package let evidence: Evidence

  /// What a decision may be.
  package enum Outcome: Sendable, Hashable {
    case granted, refused
  }

  /// What was decided; nil where nothing was, or the word is not one of a decision.
  package var outcome: Outcome? { decision.flatMap { LeaveRequest.outcomes[$0.lowercased()] } }

  /// The words of decisions, as management systems write them.
  static let outcomes: [String: Outcome] = [
    "granted": .granted, "approved": .granted, "authorised": .granted, "agreed": .granted,
    "refused": .refused, "declined": .refused, "unauthorised": .refused, "not granted": .refused,
    "not authorised": .refused, "rejected": .refused,
  ]
}

/// A suspension or a permanent exclusion.
package struct Exclusion: Sendable {
  package let kind: ExclusionKind
  package let firstDay: CivilDate
  /// The last day of a suspension; nil for a permanent exclusion without an end.
  package let lastDay: CivilDate?
  package let evidence: Evidence

  /// Whether the pupil is excluded on a date.
  package func covers(_ date: CivilDate) -> Bool {
    firstDay <= date && lastDay.map { date <= $0 } ?? true
  }
}

/// The taking of a class's register in a session.
package struct RegisterTaken: Sendable {
  package let session: Session
  /// When it was opened and closed; nil where that is not recorded.
  package let opened, closed: TimeOfDay?
  package let evidence: Evidence
}

/// A mark where the school has no session.
package struct StrayMark: Sendable {
  package let session: Session
  package let code: MarkCode
  package let evidence: Evidence
}

/// One pupil with everything that the dataset holds of them.
///
/// A class, because it is looked at in every clause and a copy would count each of its references.
package final class PupilRecord: Sendable {
  package let pupil: Pupil
  package let marks: PupilMarks
  package let amendments: [Amendment]
  package let actions: [Action]
  package let leave: [LeaveRequest]
  package let exclusions: [Exclusion]
  /// What a Common Transfer File says that the marks add up to.
  package let statedTotals: [StatedTotals]

  init(
    pupil: Pupil, marks: PupilMarks, amendments: [Amendment] = [], actions: [Action] = [],
    leave: [LeaveRequest] = [], exclusions: [Exclusion] = [], statedTotals: [StatedTotals] = []
  ) {
    (self.pupil, self.marks, self.amendments) = (pupil, marks, amendments)
    (self.actions, self.leave, self.exclusions) = (actions, leave, exclusions)
    self.statedTotals = statedTotals
  }

  /// The record with other actions.
  package func with(actions: [Action]) -> PupilRecord {
    PupilRecord(
      pupil: pupil, marks: marks, amendments: amendments, actions: actions, leave: leave,
      exclusions: exclusions, statedTotals: statedTotals)
  }

  /// The record with other codes in some sessions, by their numbers, and with other amendments.
  package func with(marks changed: [Int: UInt8], amendments: [Amendment]) -> PupilRecord {
    PupilRecord(
      pupil: pupil, marks: marks.with(changed), amendments: amendments, actions: actions,
      leave: leave,
      exclusions: exclusions, statedTotals: statedTotals)
  }
}

/// A row that could not be used, and why.
package struct Rejection: Sendable, Hashable {
  /// The row.
  package let evidence: Evidence
  /// Why it could not be used, in a sentence.
  package let reason: String
  /// Whether it is one cell that could not be used, and the rest of the row is.
  package let isOfCell: Bool

  /// The most that are listed for one file.
  package static let most = Limits.rejections

  /// Creates a rejection.
  package init(evidence: Evidence, reason: String, isOfCell: Bool = false) {
    (self.evidence, self.reason, self.isOfCell) = (evidence, reason, isOfCell)
  }
}

/// Something worth checking in the data: about a row that is used all the same, or about a whole file.
package struct Remark: Sendable, Hashable {
  /// The row; line 0 for the file as a whole.
  package let evidence: Evidence
  /// What is odd and what to do, in a sentence or two.
  package let sentence: String
  /// What follows from it.
  package let weight: Weight

  /// What follows from a remark.
  package enum Weight: Sendable, Hashable {
    /// All is used; it may be wrong.
    case doubt
    /// Something that was given is not used.
    case loss
    /// What was read is not what was meant, so that no figure can be right.
    case misreading
  }

  /// Creates a remark on a row.
  package init(evidence: Evidence, sentence: String, weight: Weight = .doubt) {
    (self.evidence, self.sentence, self.weight) = (evidence, sentence, weight)
  }

  /// Creates a remark on a file as a whole.
  package init(onFile file: String, _ sentence: String, weight: Weight = .doubt) {
    self.init(evidence: Evidence(file: file, line: 0), sentence: sentence, weight: weight)
  }

  /// The line of the row; nil for the file as a whole.
  package var line: Int? { evidence.line > 0 ? evidence.line : nil }
}

/// A school's register with what goes with it, ready to be replayed.
package struct Dataset: Sendable {
  /// The school's name.
  package let school: String
  /// The sessions.
  package let calendar: SchoolCalendar
  /// The pupils in order of their identifiers.
  package private(set) var pupils: [PupilRecord]
  /// The codes by number, whether the marks use them or not.
  package let codeTable: CodeTable
  /// The registers that were taken, by class as the pupils' file names it, each class's in the order of the file.
  package let registersTaken: [String: [RegisterTaken]]
  /// The file of the marks, for evidence.
  package let marksFile: String
  /// The first and last dates with a mark.
  package let dates: DateRange
  /// The kinds of data that the dataset does not hold, with why, for the report.
  package let absent: [AbsentData]
  /// The rows that could not be used.
  package let rejections: [Rejection]
  /// What is worth checking in rows that are used.
  package private(set) var remarks: [Remark]
  /// What the report takes for granted, in sentences.
  package let assumptions: [String]
  /// How much of each file was used; empty where the dataset is no export.
  package private(set) var usage: [FileUsage]

  /// The words for actions that its manifest maps.
  package private(set) var mappedActions: [MappedAction] = []

  /// What of its files is not used.
  package var unused: UnusedData { UnusedData(usage, rejections, remarks) }

  /// Data that a dataset does not hold.
  package struct AbsentData: Sendable, Hashable {
    /// The kinds of data besides the marks.
    package enum Kind: String, Sendable, CaseIterable {
      case pupils, amendments, actions, leave, exclusions
      case registersTaken = "registers_taken"
    }

    /// What is missing.
    package let kind: Kind
    /// Why, in a sentence.
    package let reason: String
  }

  /// The dataset with what else is worth checking; so many of all its marks turned out to count in nothing.
  package func with(remarks added: [Remark], losing marks: Int, of all: Int) -> Dataset {
    var dataset = with(pupils: pupils, remarks: added)
    if marks > 0, let usage = usage.first {
      dataset.usage[0] = usage.losing(marks: marks, of: all)
    }
    return dataset
  }

  /// The dataset with other records of its pupils, and with what else is worth checking; of some tables so many
  /// rows more turned out to show nothing.
  package func with(
    pupils: [PupilRecord], remarks added: [Remark], losing rows: [String: Int] = [:]
  ) -> Dataset {
    var dataset = self
    dataset.pupils = pupils
    dataset.usage = usage.map { usage in rows[usage.file].map { usage.losing($0) } ?? usage }
    dataset.remarks = (remarks + added).sorted {
      ($0.evidence, $0.sentence) < ($1.evidence, $1.sentence)
    }
    return dataset
  }

  /// The takings of registers one by one, with their classes and in the order of these.
  package var takings: some Sequence<(group: String, taken: RegisterTaken)> {
    registersTaken.sorted { $0.key < $1.key }.lazy.flatMap { group, rows in
      rows.lazy.map { (group, $0) }
    }
  }

  /// Whether the dataset holds a kind of data.
  package func has(_ kind: AbsentData.Kind) -> Bool { !absent.contains { $0.kind == kind } }
}
