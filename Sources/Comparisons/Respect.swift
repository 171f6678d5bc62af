import Clauses
package import Statute
import Diagnostics

/// One respect in which two clauses differ.
package struct Respect: Sendable, Hashable {
  /// The strictness of the clause in this respect.
  package let standing: Comparison
  /// The difference, in a sentence.
  package let words: String

  init(_ standing: Comparison, _ words: String) { (self.standing, self.words) = (standing, words) }
}

extension [Respect] {
  /// The order of two clauses that differ in these respects.
  var standing: Comparison { reduce(.same) { $0.joined(with: $1.standing) } }
}
