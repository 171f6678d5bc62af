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
    /// Whether the file could be read for what it is.
    public let isReadable: Bool
    /// What its folder's configuration sets; nil where there is none.
    public let configuration: Configuration?
    /// The severity from which on a finding fails the run; nil where none does.
    public let failOn: Severity?
    /// The findings that are reported, in order: those of rules that are turned off are not.
    public internal(set) var reported: [ReportedFinding] = []

    /// Creates an entry.
    public init(
      file: String, document: PolicyDocument?, findings: [Finding], rulesChecked: Int,
      isReadable: Bool = true, configuration: Configuration? = nil, failOn: Severity? = .error
    ) {
      self.file = file
      self.document = document
      self.findings = findings.sorted(by: Finding.precedes)
      self.rulesChecked = rulesChecked
      self.isReadable = isReadable
      self.configuration = configuration
      self.failOn = failOn
    }

    /// Whether a finding makes the run fail.
    func fails(_ reported: ReportedFinding) -> Bool {
      guard let failOn, reported.standing == .counts else { return false }
      return reported.finding.diagnostic.severity >= failOn
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
  /// Where the files lie.
  public let checkout: Checkout
  /// The findings that were known before; nil where none were given.
  public let baseline: Baseline?

  /// Creates a report; findings are put in order here, and told whether they count.
  public init(
    asOf: CivilDate, isOneDate: Bool, framework: String, entries: [Entry],
    sources: [String: SourceFile], checkout: Checkout = .here, baseline: Baseline? = nil
  ) {
    self.asOf = asOf
    self.isOneDate = isOneDate
    self.framework = framework
    self.sources = sources
    self.checkout = checkout
    self.baseline = baseline
    let known = baseline?.fingerprints ?? []
    self.entries = entries.sorted { $0.file < $1.file }.map { entry in
      var entry = entry
      entry.reported = CheckReport.reported(entry, sources, checkout, known)
      return entry
    }
  }

  private static func reported(
    _ entry: Entry, _ sources: [String: SourceFile], _ checkout: Checkout, _ known: Set<String>
  ) -> [ReportedFinding] {
    var numbers: [String: Int] = [:]
    var paths: [String: String] = [:]
    return entry.findings.compactMap { finding in
      let diagnostic = finding.diagnostic
      guard entry.configuration?.reason(turningOff: diagnostic.rule) == nil else { return nil }
      let file = diagnostic.span.file
      let path = paths[file] ?? checkout.path(of: file)
      paths[file] = path
      let fingerprint = Fingerprint(
        finding, in: path, line: sources[file]?.line(diagnostic.span.start.line))
      let number = numbers[fingerprint.key, default: 0]
      numbers[fingerprint.key] = number + 1
      let digits = fingerprint.digits(number: number)
      return ReportedFinding(
        finding: finding, fingerprint: digits,
        standing: !finding.counts ? .waived : known.contains(digits) ? .known : .counts)
    }
  }

  /// Every finding that is reported, in order.
  public var reported: [ReportedFinding] { entries.flatMap(\.reported) }

  /// How many findings that count have a severity.
  public func count(_ severity: Severity) -> Int {
    reported.count { $0.standing == .counts && $0.finding.diagnostic.severity == severity }
  }

  /// How many findings have a standing.
  public func count(_ standing: ReportedFinding.Standing) -> Int {
    reported.count { $0.standing == standing }
  }

  /// Whether any finding makes the run fail.
  public var fails: Bool {
    entries.contains { entry in entry.reported.contains(where: entry.fails) }
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
