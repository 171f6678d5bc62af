import Diagnostics
package import Compliance
package import Statute

/// The framework compiled into the program, read once for all tests of a run.
package enum EmbeddedLaw {
  /// The rules alone, as checks read them.
  package static let rules = Framework.embedded().value
  /// The rules for replays.
  package static let practice = Framework.embedded(.practice).value
  /// The framework with its examples and the concerns for comparisons.
  package static let everything = Framework.embedded(.everything).value
  /// The checker of the rules.
  package static let checker = rules.map { Checker.prepare($0).checker }
}
