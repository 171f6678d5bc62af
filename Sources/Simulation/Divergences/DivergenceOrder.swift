import CivilTime
import Registers

extension [Divergence] {
  /// The divergences in the order of reports: date, session, pupil, clause, and what is said of them.
  var ordered: [Divergence] {
    let (pupils, clauses) = (ranks(map(\.place)), ranks(map(\.clause)))
    var keys = indices.map { index in
      let divergence = self[index]
      return DivergenceKey(
        session: Int(divergence.date.day) * 2 + Int(divergence.half?.rawValue ?? 0),
        pupil: pupils[divergence.place] ?? 0, clause: clauses[divergence.clause] ?? 0, index: index)
    }
    keys.sort { $0.precedes($1) }
    var start = 0
    while start < keys.count {
      let end = keys[start...].firstIndex { !$0.isAlike(keys[start]) } ?? keys.count
      // Only those that are alike in all else are told apart by what is said of them.
      if end > start + 1 {
        let messages = keys[start..<end].map { (self[$0.index].message, $0) }
        keys.replaceSubrange(
          start..<end,
          with: messages.sorted { ($0.0, $0.1.index) < ($1.0, $1.1.index) }.map(\.1))
      }
      start = end
    }
    return keys.map { self[$0.index] }
  }
}

/// What decides where a divergence is told, in numbers.
private struct DivergenceKey {
  let session, pupil, clause, index: Int

  func isAlike(_ other: Self) -> Bool {
    (session, pupil, clause) == (other.session, other.pupil, other.clause)
  }

  func precedes(_ other: Self) -> Bool {
    (session, pupil, clause, index) < (other.session, other.pupil, other.clause, other.index)
  }
}

extension Divergence {
  fileprivate var place: String { pupil ?? group ?? "" }
}

/// Names with where they stand in their order.
private func ranks(_ names: [String]) -> [String: Int] {
  Dictionary(uniqueKeysWithValues: Set(names).sorted().enumerated().map { ($1, $0) })
}
