package import CivilTime
import Clauses
import Diagnostics
import Parallel
package import PolicyModel
package import Registers
import Simulation
package import Statute
import TypedYAML

/// The difference that another policy would have made in a past year: the same pupils and arrivals,
/// with the marks that each policy prescribes.
package struct PracticeDifference: Sendable {
  /// A clause that would have been called for on other occasions.
  package struct ClauseChange: Sendable, Hashable {
    /// The clause, by its name in the new policy.
    package let clause: String
    /// The kind of work that its action makes, as in `Work`.
    package let kind: String
    /// The number of occasions in each policy.
    package let old, new: Int
    /// The number of occasions in the old policy only, and in the new one only.
    package let gone, added: Int
    /// The pupils, by identifier and in order, with occasions in the new policy only, and in the
    /// old one only.
    package let newPupils, formerPupils: [String]
  }

  /// The office work of one kind that the clauses make.
  package struct Work: Sendable, Hashable {
    /// The kind, in the plural, such as `letters`.
    package let kind: String
    /// The number over the year, and in the busiest week.
    package let old, new, oldBusiest, newBusiest: Int
  }

  /// The school's name in the register, and the register's dates.
  package let school: String
  package let dates: DateRange
  /// The number of school weeks in the register.
  package let weeks: Int
  /// The clauses that would have been called for on other occasions, the school's own first.
  package let clauses: [ClauseChange]
  /// The number of marks that would differ, and of their pupils.
  package let marks, markedPupils: Int
  /// The kinds of office work that occur.
  package let work: [Work]

  /// Replays a register under two policies, all else being equal.
  ///
  /// `renamed` maps the old names of renamed clauses to the new ones.
  package init(
    _ dataset: Dataset, from old: PolicyDocument, to new: PolicyDocument, _ framework: Framework,
    renamed: [String: String] = [:]
  ) {
    let years = [(old, renamed), (new, [:])].parallelMap { policy, renamed in
      Year(dataset, Simulator(framework, policy), framework, renamed)
    }
    self.init(dataset, years[0], years[1], framework)
  }

  private init(_ dataset: Dataset, _ old: Year, _ new: Year, _ framework: Framework) {
    school = dataset.school
    dates = dataset.dates
    let weeks = Set(dataset.calendar.schoolDays.filter { dataset.dates.contains($0) }.map(\.monday))
    self.weeks = weeks.count
    let known = Set(old.clauses)
    let names = old.clauses + new.clauses.filter { !known.contains($0) }
    clauses = names.compactMap { name in
      ClauseChange(
        name, new.kinds[name] ?? old.kinds[name] ?? Year.otherWork, old.openings[name] ?? [],
        new.openings[name] ?? [])
    }
    let changed = Set(old.marks.keys).union(new.marks.keys).filter {
      old.marks[$0] != new.marks[$0]
    }
    marks = changed.count
    markedPupils = Set(changed.map(\.pupil)).count
    let kinds = framework.office.compactMap { $0.kind?.value.text } + [Year.otherWork]
    work = kinds.compactMap { kind in
      let (before, after) = (old.work[kind] ?? [:], new.work[kind] ?? [:])
      guard !before.isEmpty || !after.isEmpty else { return nil }
      return Work(
        kind: kind, old: before.values.reduce(0, +), new: after.values.reduce(0, +),
        oldBusiest: before.values.max() ?? 0, newBusiest: after.values.max() ?? 0)
    }
  }
}

/// One occasion on which a clause is called for.
private struct Opening: Hashable {
  let pupil: String
  let date: CivilDate
}

extension PracticeDifference.ClauseChange {
  /// Creates a change; nil where both policies have the same occasions.
  fileprivate init?(_ clause: String, _ kind: String, _ old: Set<Opening>, _ new: Set<Opening>) {
    guard old != new else { return nil }
    let (before, after) = (Set(old.map(\.pupil)), Set(new.map(\.pupil)))
    self.init(
      clause: clause, kind: kind, old: old.count, new: new.count, gone: old.subtracting(new).count,
      added: new.subtracting(old).count, newPupils: after.subtracting(before).sorted(),
      formerPupils: before.subtracting(after).sorted())
  }
}

/// A register's year under one policy.
private struct Year: Sendable {
  static let otherWork = "other work"

  /// The place of a mark that would differ from the recorded one.
  struct MarkPlace: Hashable {
    let pupil: String
    let date: CivilDate
    let half: SessionHalf?
  }

  /// The clauses that bind, in the order of reports.
  private(set) var clauses: [String] = []
  private(set) var openings: [String: Set<Opening>] = [:]
  /// The kind of work that each clause makes.
  private(set) var kinds: [String: String] = [:]
  /// The marks that would differ, with their values under the policy.
  let marks: [MarkPlace: String]
  /// The actions called for, by kind of work and by the Monday of their week.
  private(set) var work: [String: [CivilDate: Int]] = [:]

  init(
    _ dataset: Dataset, _ simulator: Simulator, _ framework: Framework, _ renamed: [String: String]
  ) {
    let replay = simulator.replay(dataset, listsObligations: true)
    marks = Dictionary(
      replay.divergences.filter { $0.kind == .misrecorded }.compactMap { divergence in
        divergence.pupil.map { pupil in
          (
            MarkPlace(pupil: pupil, date: divergence.date, half: divergence.half),
            divergence.expected ?? ""
          )
        }
      }, uniquingKeysWith: { first, _ in first })
    func name(_ clause: String) -> String { renamed[clause] ?? clause }
    let binding = simulator.clauses(during: dataset.dates).filter { $0.duty.binding == .will }
    clauses = binding.map { name($0.name) }
    let names = Set(clauses)
    for entry in replay.obligations where names.contains(name(entry.clause.name)) {
      openings[name(entry.clause.name), default: []].insert(
        Opening(pupil: entry.pupil.id, date: entry.obligation.opened.date))
    }
    // Marks under the policy shift the occasions counted from them.
    for shift in replay.counterfactual.shifts where names.contains(name(shift.clause)) {
      if let date = shift.recorded {
        openings[name(shift.clause)]?.remove(Opening(pupil: shift.pupil, date: date))
      }
      if let date = shift.corrected {
        openings[name(shift.clause), default: []].insert(Opening(pupil: shift.pupil, date: date))
      }
    }
    countWork(binding, framework, name)
  }

  /// Counts the actions; those that several clauses call for on one date count once.
  private mutating func countWork(
    _ clauses: [Clause], _ framework: Framework, _ name: (String) -> String
  ) {
    let kindOfAction = Dictionary(
      framework.office.flatMap { work in
        (work.actions ?? []).map { ($0.value.text, work.kind?.value.text ?? Year.otherWork) }
      }, uniquingKeysWith: { first, _ in first })
    let byAction = Dictionary(grouping: clauses) { clause in
      let detail = clause.duty.detail.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return ([clause.duty.action.text] + detail).joined(separator: ";")
    }
    for clauses in byAction.values {
      guard let action = clauses.first?.duty.action.text else { continue }
      let kind = kindOfAction[action] ?? Year.otherWork
      for clause in clauses { kinds[name(clause.name)] = kind }
      for opening in Set(clauses.flatMap { openings[name($0.name)] ?? [] }) {
        work[kind, default: [:]][opening.date.monday, default: 0] += 1
      }
    }
  }
}
