package import CivilTime
package import Clauses
package import Diagnostics

/// A place where a policy falls short of a requirement, with the dates.
package struct Finding: Sendable {
  /// The problem, its place and the correction.
  package let diagnostic: Diagnostic
  /// The first date of the violation; nil where it does not depend on dates.
  package let since: CivilDate?
  /// The last date, where the violation ends before the policy does; nil otherwise.
  package let until: CivilDate?
  /// The required value, in words.
  package let expected: String?
  /// The value of the policy, in words.
  package let found: String?
  /// The authorities that require it.
  package let citations: [CitedSource]
  /// Parts of the message that other findings of the file may share: the words of the authority,
  /// and the dates of the policy.
  package let shared: [String]
  /// The waiver of the policy for it; nil where there is none.
  package internal(set) var waiver: AppliedWaiver?

  /// Whether it counts: a waived finding does not, an accepted risk does.
  package var counts: Bool { waiver?.effect != .waived }

  /// Creates a finding about the text itself, without a law.
  package init(_ diagnostic: Diagnostic) {
    self.diagnostic = diagnostic
    (since, until, expected, found, citations, shared) = (nil, nil, nil, nil, [], [])
  }

  /// Creates a finding about the content of a policy.
  package init(
    _ diagnostic: Diagnostic, since: CivilDate?, until: CivilDate?, expected: String?,
    found: String?, citations: [CitedSource], shared: [String] = []
  ) {
    self.diagnostic = diagnostic
    (self.since, self.until) = (since, until)
    (self.expected, self.found, self.citations) = (expected, found, citations)
    self.shared = shared
  }
}
