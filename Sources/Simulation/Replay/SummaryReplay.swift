package import Diagnostics
import Parallel
package import Registers

extension Simulator {
  /// Replays a register of which only some pupils may be held at a time; divergences and pupils are counted, not
  /// listed.
  package func summary(of register: RegisterReader) -> Outcome<Replay> {
    var batches: (plan: ReplayPlan, tally: ReplayTally)?
    func add(_ batch: Dataset) {
      let plan = batches?.plan ?? ReplayPlan(self, batch.with(pupils: [], remarks: []))
      var tally = batches?.tally ?? ReplayTally(plan, isListing: false)
      plan.replay(batch.pupils, into: &tally)
      batches = (plan, tally)
    }
    let read = register.batches { step in
      switch step {
      case .batch(let dataset): add(dataset)
      case .again: batches = nil
      }
    }
    guard let last = read.value else { return Outcome(nil, read.diagnostics) }
    guard batches != nil else {
      return Outcome(replay(last, isListing: false))
    }
    add(last)
    let plan = ReplayPlan(self, last)
    // What is to be said of the whole file is known with the last of it.
    return Outcome(
      Replay(
        batches?.tally ?? ReplayTally(plan, isListing: false), plan, self, isListing: false,
        rejections: last.rejections, remarks: last.remarks, usage: last.usage))
  }
}
