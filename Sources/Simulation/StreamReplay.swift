import Parallel
public import Registers

extension Simulator {
  /// Replays a register of which only some pupils are held at a time; divergences and pupils are counted, not
  /// listed.
  ///
  /// Nil where the rows are not in the order of the pupils: such a register has to be held.
  public func replay(_ stream: MarkStream) -> Replay? {
    var plan: ReplayPlan?
    var tally: ReplayTally?
    func add(_ batch: Dataset) {
      let known = plan ?? ReplayPlan(self, batch.with(pupils: [], remarks: []))
      var whole = tally ?? ReplayTally(known, isListing: false)
      let pupils = batch.pupils
      let tallies = pupils.indices.parts.parallelMap { part in
        var tally = ReplayTally(known, isListing: false)
        for record in pupils[part] { tally.add(record, known) }
        return tally
      }
      for part in tallies { whole += part }
      (plan, tally) = (known, whole)
    }
    guard let last = stream.read({ add($0) }) else { return nil }
    add(last)
    // What is to be said of the whole file is known with the last of it.
    return Replay(
      [tally].compactMap { $0 }, ReplayPlan(self, last), self, isListing: false,
      rejections: last.rejections, remarks: last.remarks, usage: last.usage)
  }
}
