import Clauses
public import Statute
import Diagnostics

/// One respect in which a clause is not what another is.
public struct Respect: Sendable, Hashable {
  /// Whether the clause asks for more or for less in this respect.
  public let standing: Comparison
  /// What differs, in a sentence.
  public let words: String

  init(_ standing: Comparison, _ words: String) { (self.standing, self.words) = (standing, words) }
}

extension [Respect] {
  /// The order of two clauses that differ in these respects.
  var standing: Comparison { reduce(.same) { $0.joined(with: $1.standing) } }
}
