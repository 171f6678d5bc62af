import Parallel
public import Registers

extension Simulator {
  /// Replays a register of any size piece by piece; divergences and pupils are counted, not listed.
  ///
  /// Nil where the pieces are not in the order of the pupils, or not like each other: such a register has
  /// to be read whole.
  public func replay(_ stream: MarkStream) -> Replay? {
    let plan = ReplayPlan(self, stream.dataset)
    let parts = (0..<stream.count).parts.parallelMap { StreamedPart($0, of: stream, plan) }
    var whole = StreamedPart(plan)
    for part in parts {
      guard let part, whole.add(part, plan) else { return nil }
    }
    whole.end(plan)
    // Sessions that may mean either half of the day are refused where the file is read whole.
    guard whole.rejections.count <= Rejection.most, !whole.account.hasAmbiguousSessions else {
      return nil
    }
    let (file, lines) = (stream.dataset.marksFile, stream.linesBefore)
    var account = MarksAccount()
    account.join(whole.account, linesBefore: lines)
    return Replay(
      [whole.tally], plan, self, isListing: false,
      rejections: whole.rejections.map { line, reason in
        Rejection(evidence: Evidence(file: file, line: lines + line), reason: reason)
      },
      remarks: account.remarks(on: file, stream.dataset.calendar)
        + whole.remarks.map { line, sentence in
          Remark(evidence: Evidence(file: file, line: lines + line), sentence: sentence)
        },
      usage: [account.usage(of: file, rejectedLines: Set(whole.rejections.map { lines + $0.line }))]
    )
  }
}

/// What is left of some pieces when they were replayed.
///
/// A pupil may stand in several pieces that follow each other, so the first and the last of a part are kept
/// until those beside it are known.
private struct StreamedPart {
  private(set) var tally: ReplayTally
  /// The rows that could not be used, and what is odd about others, by their lines within the part.
  private(set) var rejections: [(line: Int, reason: String)] = []
  private(set) var remarks: [(line: Int, sentence: String)] = []
  /// What is said once of the file.
  private(set) var account = MarksAccount()
  private var lines = 0
  private var first, last: Kept?

  /// A pupil whose marks may not be complete.
  private struct Kept {
    var record: PupilRecord
    /// The first row, by its line within the part, and what is odd about it.
    var line: Int
    let remark: String?
  }

  /// Nothing as yet.
  init(_ plan: ReplayPlan) { tally = ReplayTally(plan, isListing: false) }

  /// Reads and replays some pieces of a stream; nil where they are not in order.
  init?(_ pieces: Range<Int>, of stream: MarkStream, _ plan: ReplayPlan) {
    self.init(plan)
    for number in pieces {
      guard let piece = stream.piece(number) else { return nil }
      for pupil in piece.pupils {
        let kept = Kept(record: pupil.record, line: lines + pupil.line, remark: pupil.remark)
        guard add(kept, plan) else { return nil }
      }
      rejections += piece.rejections.map { (lines + $0.line, $0.reason) }
      account.join(piece.account, linesBefore: lines)
      lines += piece.lines
      guard rejections.count + remarks.count <= Rejection.most else { return nil }
    }
  }

  /// Adds a pupil, who may be the last once more; false where that is out of order.
  private mutating func add(_ pupil: Kept, _ plan: ReplayPlan) -> Bool {
    guard let known = last ?? first else {
      first = pupil
      return true
    }
    let (id, knownID) = (pupil.record.pupil.id, known.record.pupil.id)
    if id == knownID {
      guard let joined = known.record.joined(with: pupil.record) else { return false }
      if last == nil { first?.record = joined } else { last?.record = joined }
      return true
    }
    if let last { replay(last, plan) }
    last = pupil
    return knownID < id
  }

  /// Adds the part that comes after; false where it is out of order.
  mutating func add(_ part: StreamedPart, _ plan: ReplayPlan) -> Bool {
    for kept in [part.first, part.last].compactMap({ $0 }) {
      var pupil = kept
      pupil.line += lines
      guard add(pupil, plan) else { return false }
    }
    tally += part.tally
    rejections += part.rejections.map { (lines + $0.line, $0.reason) }
    account.join(part.account, linesBefore: lines)
    remarks += part.remarks.map { (lines + $0.line, $0.sentence) }
    lines += part.lines
    return rejections.count + remarks.count <= Rejection.most
  }

  /// Replays the pupils that were kept: nobody comes after them.
  mutating func end(_ plan: ReplayPlan) {
    for kept in [first, last].compactMap({ $0 }) { replay(kept, plan) }
    (first, last) = (nil, nil)
    remarks.sort { $0.line < $1.line }
  }

  private mutating func replay(_ pupil: Kept, _ plan: ReplayPlan) {
    tally.add(pupil.record, plan)
    account.note(pupil.record.marks, plan.context.dataset.calendar)
    if let sentence = pupil.remark { remarks.append((pupil.line, sentence)) }
  }
}
