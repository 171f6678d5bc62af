import Clauses
import Parallel
import Simulation

/// What a report makes of a divergence's citations, made once as long as those of its clause stay the same.
struct ByCitations<Made> {
  private var known: [String: (cited: [CitedSource], made: Made)] = [:]

  mutating func made(for divergence: Divergence, _ make: ([CitedSource]) -> Made) -> Made {
    let (clause, cited) = (divergence.clause, divergence.citations)
    if let known = known[clause], known.cited == cited { return known.made }
    let made = make(cited)
    known[clause] = (cited, made)
    return made
  }
}

extension Replay {
  /// Makes something of the divergences piece by piece, on as many threads as there are cores, and gives it to `take`
  /// in their order.
  func forEachPiece<Made: Sendable>(
    _ make: @escaping @Sendable (ArraySlice<Divergence>) -> Made, take: (Made) -> Void
  ) {
    divergences.indices.pieces(of: 128).forEachInOrder { [divergences] in
      make(divergences[$0])
    } take: {
      take($0)
      return true
    }
  }
}
