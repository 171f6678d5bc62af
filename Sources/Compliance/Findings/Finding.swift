public import CivilTime
public import Clauses
public import Diagnostics

/// One place where a policy falls short of what is asked of it, and on which dates.
public struct Finding: Sendable {
  /// What is wrong, where, and what puts it right.
  public let diagnostic: Diagnostic
  /// The first date on which it is wrong; nil where dates do not come into it.
  public let since: CivilDate?
  /// The last date, where it ends before the policy does; nil otherwise.
  public let until: CivilDate?
  /// What was asked for, in words.
  public let expected: String?
  /// What the policy says, in words.
  public let found: String?
  /// Who asks, and where.
  public let citations: [CitedSource]
  /// Parts of the message that other findings of the file may share: what the authority says, and when the
  /// policy was in force.
  public let shared: [String]
  /// What the policy says to have it accepted; nil where it says nothing.
  public internal(set) var waiver: AppliedWaiver?

  /// Whether it counts: a waived finding does not, an accepted risk does.
  public var counts: Bool { waiver?.effect != .waived }

  /// Creates a finding about the text itself, on which no law bears.
  public init(_ diagnostic: Diagnostic) {
    self.diagnostic = diagnostic
    (since, until, expected, found, citations, shared) = (nil, nil, nil, nil, [], [])
  }

  /// Creates a finding about what the policy says.
  public init(
    _ diagnostic: Diagnostic, since: CivilDate?, until: CivilDate?, expected: String?,
    found: String?, citations: [CitedSource], shared: [String] = []
  ) {
    self.diagnostic = diagnostic
    (self.since, self.until) = (since, until)
    (self.expected, self.found, self.citations) = (expected, found, citations)
    self.shared = shared
  }
}
