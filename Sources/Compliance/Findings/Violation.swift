import Diagnostics

/// One way in which a policy breaks a requirement on a date.
struct Violation: Hashable {
  let path: String
  let span: SourceSpan
  let found: String?
  var expected: String?
  let message: String
  /// What the authority says, as a part of the message.
  let because: String
  let help: String
  /// Whether something is not said, rather than wrongly said.
  let isAbsence: Bool
  /// The values that what was found is held against, where they may stand elsewhere.
  let related: [Diagnostic.Related]
  /// The parameter that says how long a period is, where that is what was exceeded.
  let length: String?

  /// The violation in the words of a report; other values that would be right are for programs.
  var told: Violation {
    var told = self
    told.expected = nil
    return told
  }
}
