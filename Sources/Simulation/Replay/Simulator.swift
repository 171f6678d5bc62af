package import CivilTime
package import Clauses
import Diagnostics
import Parallel
package import PolicyModel
package import Registers
package import Statute
import TypedYAML

/// Replays registers under a policy and the framework.
package struct Simulator: Sendable {
  /// The law.
  package let framework: Framework
  /// The policy; nil to replay under the framework alone.
  package let policy: PolicyDocument?

  /// Creates a simulator.
  package init(_ framework: Framework, _ policy: PolicyDocument?) {
    self.framework = framework
    self.policy = policy
  }

  /// The duties of the school and its layers, in the words that the framework has for their actions.
  var localDuties: [(clause: String, duty: Duty, layer: Layer?)] {
    guard let policy else { return [] }
    let declared = policy.declaredActions
    return policy.duties.map { clause, duty, layer in
      (
        clause,
        duty.renamingActions { framework.action(called: $0, declared: declared) }, layer
      )
    }
  }

  /// The nation whose law binds the school, where that is another than the framework's: the framework's duties
  /// and rules about practice are then not asked of it.
  package var otherNation: String? {
    policy.flatMap { framework.otherNation(by: $0.wordsOfNation()) }
  }

  /// The school, as rules ask whom they bind.
  private var school: BoundSchool {
    let school = policy?.effectiveSchool()
    return BoundSchool(
      type: school?.type?.value, phase: school?.phase?.value, otherNation: otherNation)
  }

  /// The framework's rules about practice that bind the school.
  package var practice: [PracticeRule] {
    let school = school
    return framework.practice.filter { school.isBoundNationally(by: $0.scope) }
  }

  /// The duties that bind the school: its own, its layers' and the nation's.
  package func clauses(during dates: DateRange) -> [Clause] {
    let bibliography = (policy?.layers ?? []).reduce(framework.bibliography) { joined, layer in
      joined.adding(layer)
    }
    let local = localDuties.map { entry in
      clause(
        entry.clause, entry.layer == nil ? .school : .layer, entry.duty, bibliography, dates,
        applies: entry.layer?.inForce?.range)
    }
    let national = framework.duties.map { duty in
      clause(duty.id.value.text, .nation, duty, bibliography, dates, applies: nil)
    }
    let school = school
    return local.filter { school.isBound(by: $0.duty.scope) }
      + national.filter { school.isBoundNationally(by: $0.duty.scope) }
  }

  private func clause(
    _ name: String, _ authority: Clause.Authority, _ duty: Duty, _ bibliography: Bibliography,
    _ dates: DateRange, applies: DateRange?
  ) -> Clause {
    // A duty without dates of its own binds as long as the document it stands in.
    let inForce = duty.inForce.flatMap { own in applies.map { own.intersection($0) } ?? own }
    return Clause(
      name: name, authority: authority, duty: duty,
      citations: bibliography.cited(duty.citations, during: dates), inForce: inForce ?? applies,
      ages: framework.ages(of: duty))
  }

  /// Replays a dataset; pupils are replayed side by side, and joined in their order.
  ///
  /// Divergences and pupils are listed, or else only counted; obligations are listed where they are wanted.
  /// `progress` is told, from any thread, of how many
  /// pupils more have been replayed.
  package func replay(
    _ dataset: Dataset, isListing: Bool = true, listsObligations: Bool = false,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> Replay {
    let dataset = prepared(dataset)
    let plan = ReplayPlan(self, dataset)
    var tally = ReplayTally(plan, isListing: isListing, listsObligations: listsObligations)
    plan.replay(dataset.pupils, into: &tally, progress: progress)
    return Replay(
      tally, plan, self, isListing: isListing, rejections: dataset.rejections,
      remarks: dataset.remarks, usage: dataset.usage)
  }

  /// Every obligation that a dataset raises, pupil by pupil and clause by clause.
  package func obligations(in dataset: Dataset) -> [Replay.Raised] {
    replay(dataset, isListing: false, listsObligations: true).obligations
  }
}

extension Simulator {
  /// That the framework's duties and rules are not asked, in a sentence; nil where they are.
  package var whatNationIsNotAsked: String? {
    otherNation.map { nation in
      "The school is under the law of \(nation), and the duties and rules here are the law of "
        + "\(framework.name). Not judged: any of those; its own clauses and those of what it follows are. "
        + "Attendance is counted as \(framework.name) counts it."
    }
  }
}

extension ReplayPlan {
  /// Replays pupils and adds what they come to, in their order, to a tally that is empty or of the pupils before.
  ///
  /// About 64 parts keep many threads busy to the end, and are few, because each has a tally.
  func replay(
    _ pupils: [PupilRecord], into whole: inout ReplayTally,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    let empty = whole.empty(self)
    // The school's own questions are one more piece of the work.
    let parts = [0..<0] + pupils.indices.pieces(of: max(1, pupils.count / 64))
    parts.forEachInOrder { part in
      var tally = empty
      if part.isEmpty { tally.addSchool(self.practice.resultsOfSchool()) }
      for record in pupils[part] { tally.add(record, self) }
      progress(part.count)
      return tally
    } take: { tally in
      whole += tally
      return true
    }
  }
}
