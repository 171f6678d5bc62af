public import CivilTime
import Clauses
import Diagnostics
import Parallel
public import PolicyModel
public import Registers
import Simulation
public import Statute
import TypedYAML

/// What a year that has been would have looked like under another policy: the same pupils and the same
/// arrivals, with the marks that each policy asks for.
public struct PracticeDifference: Sendable {
  /// A clause that would have been called for on other occasions.
  public struct ClauseChange: Sendable, Hashable {
    /// The clause, by its name in the new policy.
    public let clause: String
    /// The kind of work that its action makes, as `Work` has it.
    public let kind: String
    /// How often each policy calls for it.
    public let old, new: Int
    /// How many of those occasions only the one, or only the other, has.
    public let gone, added: Int
    /// The pupils, by the register's identifiers, for whom only the new policy calls for it, and those
    /// for whom only the old one did; in order.
    public let newPupils, formerPupils: [String]
  }

  /// How much work of a kind the clauses make for the office.
  public struct Work: Sendable, Hashable {
    /// What it is, in the plural, such as `letters`.
    public let kind: String
    /// How many over the year, and how many in the busiest week.
    public let old, new, oldBusiest, newBusiest: Int
  }

  /// The school's name in the register, and the register's dates.
  public let school: String
  public let dates: DateRange
  /// How many school weeks the register has.
  public let weeks: Int
  /// The clauses that would have been called for on other occasions, the school's own first.
  public let clauses: [ClauseChange]
  /// How many marks would have been others, and of how many pupils.
  public let marks, markedPupils: Int
  /// The work of the office, kind by kind, for the kinds of which there is any.
  public let work: [Work]

  /// Replays a register under two policies, with everything else as it was.
  ///
  /// `renamed` holds the new names of clauses that are the same under another name, by their old ones.
  public init(
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
  /// Nil where both policies call for the clause on the same occasions.
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

  /// A mark that the policy would have otherwise than it was recorded.
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
  /// The marks that would have been others, with what they would have been.
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
    // The policy's own marks move what is counted from them.
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

  /// Counts the actions; one that several clauses call for on a date is one.
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
