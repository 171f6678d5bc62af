import Clauses
import Parallel
import Simulation

/// A cache of values derived from citations, by clause; derived again if a clause's citations
/// change.
struct ByCitations<Made> {
  private var known: [String: (cited: [CitedSource], made: Made)] = [:]

  /// The cached value for a divergence's citations, derived by `make` if there is none.
  mutating func made(for divergence: Divergence, _ make: ([CitedSource]) -> Made) -> Made {
    let (clause, cited) = (divergence.clause, divergence.citations)
    if let known = known[clause], known.cited == cited { return known.made }
    let made = make(cited)
    known[clause] = (cited, made)
    return made
  }
}

extension Replay {
  /// Maps slices of the divergences on every core, and passes the results to `take` in order.
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
