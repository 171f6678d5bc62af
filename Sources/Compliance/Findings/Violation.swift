import Diagnostics

/// One way in which a policy breaks a requirement on a date.
struct Violation: Hashable {
  let path: String
  let span: SourceSpan
  let found: String?
  var expected: String?
  let message: String
  /// The words of the authority, as a part of the message.
  let because: String
  let help: String
  /// Whether a value is absent, rather than wrong.
  let isAbsence: Bool
  /// The values compared with, where they may be elsewhere.
  let related: [Diagnostic.Related]
  /// The parameter that holds the length of a period, where that was exceeded.
  let length: String?

  /// The violation without the expected value, for comparison of adjoining dates.
  var told: Violation {
    var told = self
    told.expected = nil
    return told
  }
}
