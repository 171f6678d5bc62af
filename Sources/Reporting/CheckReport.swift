public import CivilTime
public import Compliance
public import Diagnostics
public import PolicyModel

/// What a check of some files found, ready to be rendered.
public struct CheckReport: Sendable {
  /// One file that was checked.
  public struct Entry: Sendable {
    /// The file as the user named it.
    public let file: String
    /// The policy in it; nil where it could not be read or is of another kind.
    public let document: PolicyDocument?
    /// What was found, in any order.
    public let findings: [Finding]
    /// How many rules were asked.
    public let rulesChecked: Int

    /// Creates an entry.
    public init(file: String, document: PolicyDocument?, findings: [Finding], rulesChecked: Int) {
      self.file = file
      self.document = document
      self.findings = findings
      self.rulesChecked = rulesChecked
    }
  }

  /// The date of the report, or the one date that was asked about.
  public let asOf: CivilDate
  /// Whether only that date was asked about.
  public let isOneDate: Bool
  /// The framework's name.
  public let framework: String
  /// The files in order, their findings ordered by place and rule.
  public let entries: [Entry]
  /// The texts of the files, for showing lines.
  public let sources: [String: SourceFile]

  /// Creates a report; findings are put in order here.
  public init(
    asOf: CivilDate, isOneDate: Bool, framework: String, entries: [Entry],
    sources: [String: SourceFile]
  ) {
    self.asOf = asOf
    self.isOneDate = isOneDate
    self.framework = framework
    self.sources = sources
    self.entries = entries.sorted { $0.file < $1.file }.map { entry in
      Entry(
        file: entry.file, document: entry.document,
        findings: entry.findings.sorted(by: Finding.precedes), rulesChecked: entry.rulesChecked)
    }
  }

  /// Every finding, in order.
  public var findings: [Finding] { entries.flatMap(\.findings) }

  /// How many findings that count have a severity.
  public func count(_ severity: Severity) -> Int {
    findings.count { $0.counts && $0.diagnostic.severity == severity }
  }

  /// How many findings are waived, and do not count.
  public var waived: Int { findings.count { !$0.counts } }

  /// Whether any finding that counts is at or above a severity.
  public func reaches(_ severity: Severity) -> Bool {
    findings.contains { $0.counts && $0.diagnostic.severity >= severity }
  }
}

extension Finding {
  /// The order of reports: file, line, column, rule, date.
  static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    let (one, other) = (left.diagnostic, right.diagnostic)
    if one.span.file != other.span.file { return one.span.file < other.span.file }
    if one.span.start != other.span.start { return one.span.start < other.span.start }
    if one.rule != other.rule { return one.rule < other.rule }
    if left.since != right.since {
      return left.since.map { since in right.since.map { since < $0 } ?? false } ?? true
    }
    return one.message < other.message
  }
}
