import Clauses
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
