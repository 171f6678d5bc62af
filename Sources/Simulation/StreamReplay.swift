import Parallel
public import Registers

extension Simulator {
  /// Replays a register of any size piece by piece; divergences and pupils are counted, not listed.
  ///
  /// Nil where the pieces are not in the order of the pupils, or not like each other: such a register has
  /// to be read whole.
  public func replay(_ stream: MarkStream) -> Replay? {
    let plan = ReplayPlan(self, stream.dataset)
    let parts = (0..<stream.count).parts.parallelMap { replay($0, of: stream, plan) }
    var rejections: [Rejection] = []
    var remarks: [Remark] = []
    var (lines, lastPupil) = (stream.linesBefore, "")
    var tallies: [ReplayTally] = []
    for part in parts {
      guard let part, part.firstPupil.map({ lastPupil < $0 }) ?? true else { return nil }
      rejections += part.rejections.map { line, reason in
        Rejection(
          evidence: Evidence(file: stream.dataset.marksFile, line: lines + line), reason: reason)
      }
      remarks += part.remarks.map { line, sentence in
        Remark(
          evidence: Evidence(file: stream.dataset.marksFile, line: lines + line),
          sentence: sentence)
      }
      lines += part.lines
      lastPupil = part.lastPupil ?? lastPupil
      tallies.append(part.tally)
    }
    guard rejections.count <= Rejection.most else { return nil }
    return Replay(
      tallies, plan, self, isListing: false, rejections: rejections, remarks: remarks)
  }

  /// What is left of some pieces when they were replayed.
  private struct Part {
    var tally: ReplayTally
    var rejections: [(line: Int, reason: String)] = []
    var remarks: [(line: Int, sentence: String)] = []
    var lines = 0
    var firstPupil, lastPupil: String?
  }

  private func replay(_ pieces: Range<Int>, of stream: MarkStream, _ plan: ReplayPlan) -> Part? {
    var part = Part(tally: ReplayTally(plan, isListing: false))
    for number in pieces {
      guard let piece = stream.piece(number) else { return nil }
      if let first = piece.records.first?.pupil.id {
        guard part.lastPupil.map({ $0 < first }) ?? true else { return nil }
        part.firstPupil = part.firstPupil ?? first
      }
      for record in piece.records { part.tally.add(record, plan) }
      part.lastPupil = piece.records.last?.pupil.id ?? part.lastPupil
      part.rejections += piece.rejections.map { (part.lines + $0.line, $0.reason) }
      part.remarks += piece.remarks.map { (part.lines + $0.line, $0.sentence) }
      part.lines += piece.lines
      guard part.rejections.count + part.remarks.count <= Rejection.most else { return nil }
    }
    return part
  }
}
