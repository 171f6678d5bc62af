public import CivilTime
import Clauses
import Diagnostics
import Parallel
public import PolicyModel
public import Registers
public import Statute
import TypedYAML

/// Replays registers under a policy and the framework.
public struct Simulator: Sendable {
  /// The law.
  public let framework: Framework
  /// The policy; nil to replay under the framework alone.
  public let policy: PolicyDocument?

  /// Creates a simulator.
  public init(_ framework: Framework, _ policy: PolicyDocument?) {
    self.framework = framework
    self.policy = policy
  }

  /// The duties that bind the school: its own, its layers' and the nation's.
  public func clauses(during dates: DateRange) -> [Clause] {
    let bibliography = (policy?.layers ?? []).reduce(framework.bibliography) { joined, layer in
      joined.adding(layer)
    }
    let local = (policy?.duties ?? []).map { entry in
      clause(
        entry.clause, entry.layer == nil ? .school : .layer, entry.duty, bibliography, dates,
        applies: entry.layer?.inForce?.range)
    }
    let national = framework.duties.map { duty in
      clause(duty.id.value.text, .nation, duty, bibliography, dates, applies: nil)
    }
    let school = policy?.effective.school
    return (local + national).filter { clause in
      clause.duty.scope.binds(school?.type?.value, school?.phase?.value)
    }
  }

  private func clause(
    _ name: String, _ authority: Clause.Authority, _ duty: Duty, _ bibliography: Bibliography,
    _ dates: DateRange, applies: DateRange?
  ) -> Clause {
    // A duty without dates of its own binds as long as the document it stands in.
    let inForce = duty.inForce.flatMap { own in applies.map { own.intersection($0) } ?? own }
    return Clause(
      name: name, authority: authority, duty: duty,
      citations: bibliography.cited(duty.citations, during: dates), inForce: inForce ?? applies)
  }

  /// Replays a dataset; pupils are replayed side by side, and joined in their order.
  public func replay(_ dataset: Dataset) -> Replay {
    let context = ReplayContext(dataset, framework, policy?.effective)
    let practice = PracticeRules(context)
    let coverage = DataCoverage(dataset)
    let asked = asked(coverage)
    // The school's own questions are one more piece of the work.
    let pieces = ([nil] + dataset.pupils).parallelMap { record -> Piece in
      record.map { .pupil(PupilReplay($0, asked, practice, context)) }
        ?? .school(practice.resultsOfSchool())
    }
    let joiner = ReplayJoiner(
      asked: asked, practice: practice, pupils: pieces.compactMap(\.pupil),
      school: pieces.lazy.compactMap(\.school).first ?? [])
    return joiner.replay(
      notChecked: coverage.notChecked(asked.map(\.clause), practice.rules, policy))
  }

  /// The clauses, each with whether the data can show what became of it.
  func asked(_ coverage: DataCoverage) -> [PupilReplay.Asked] {
    clauses(during: coverage.dataset.dates).map { clause in
      PupilReplay.Asked(clause: clause, isChecked: coverage.missing(for: clause.duty) == nil)
    }
  }

  /// A piece of a replay, done beside the others.
  private enum Piece: Sendable {
    case pupil(PupilReplay)
    case school([PracticeRules.Result])

    var pupil: PupilReplay? { if case .pupil(let replay) = self { replay } else { nil } }
    var school: [PracticeRules.Result]? {
      if case .school(let results) = self { results } else { nil }
    }
  }

  /// Every obligation that a dataset raises, pupil by pupil and clause by clause.
  public func obligations(
    in dataset: Dataset
  ) -> [(clause: Clause, pupil: Pupil, obligation: Obligation)] {
    let context = ReplayContext(dataset, framework, policy?.effective)
    let asked = clauses(during: dataset.dates).map {
      PupilReplay.Asked(clause: $0, isChecked: true)
    }
    return dataset.pupils.flatMap { record in
      let timeline = Timeline(record, context)
      return asked.flatMap { asked in
        run(asked, timeline, context).obligations.map {
          (asked.clause, record.pupil, $0)
        }
      }
    }
  }
}
