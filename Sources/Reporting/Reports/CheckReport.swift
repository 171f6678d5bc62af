package import CivilTime
package import Compliance
package import Diagnostics
package import PolicyModel

/// The results of checking files, ready to be rendered.
///
/// A run may check thousands of files, so each is evaluated and its part of the report rendered by
/// itself, on any thread; only the values of `remembered(withFindings:)` are kept.
package struct CheckReport: Sendable {
  /// One file that was checked.
  package struct Entry: Sendable {
    /// The file as the user named it.
    package let file: String
    /// The policy's school and dates; nil for an unreadable file or one of another kind.
    let policy: (school: String, inForce: DateRange?)?
    /// The policy's quotes of its source document; nil if there are none, or no longer needed.
    private(set) var quotes: Quotes?
    /// The findings as the check returned them, in any order.
    package internal(set) var findings: [Finding]
    /// The number of rules that were evaluated.
    package let rulesChecked: Int
    /// The numbers of rules, citations, passages and examples in it, if it holds rules.
    let contents: CheckedContents
    /// The law by which the file was checked, and the extent of the check.
    let terms: CheckedFile.Terms
    /// Whether the file could be decoded as the kind that it claims to be.
    package let isReadable: Bool
    /// The configuration of its folder; nil if there is none.
    package let configuration: Configuration?
    /// The least severity that fails the run; nil if none does.
    package let failOn: Severity?
    /// The reported findings in order, without those of rules that are turned off.
    package internal(set) var reported: [ReportedFinding] = []
    /// The lines of the files in which its findings are, for quoting.
    var sources: [String: SourceLines] = [:]
    /// The counts of its findings.
    var tally = CheckTally()

    /// Creates an entry.
    package init(
      file: String, document: PolicyDocument?, findings: [Finding], rulesChecked: Int,
      contents: CheckedContents = CheckedContents(),
      terms: CheckedFile.Terms = CheckedFile.Terms(), isReadable: Bool = true,
      configuration: Configuration? = nil,
      failOn: Severity? = .error
    ) {
      self.file = file
      self.terms = terms
      policy = document.map { ($0.schoolName, terms.inForce ?? $0.own.inForce) }
      quotes = document?.quotes
      self.findings = findings
      self.rulesChecked = rulesChecked
      self.contents = contents
      self.isReadable = isReadable
      self.configuration = configuration
      self.failOn = failOn
    }

    /// Whether a finding makes the run fail.
    func fails(_ reported: ReportedFinding) -> Bool {
      guard let failOn, reported.standing == .counts else { return false }
      return reported.finding.diagnostic.severity >= failOn
    }

    /// The entry without texts, quotes and unordered findings, for the end of a report.
    ///
    /// Reported findings are kept only for formats that order them across files.
    package func remembered(withFindings keepsFindings: Bool) -> Entry {
      var entry = self
      entry.quotes = nil
      entry.sources = [:]
      entry.findings = []
      if !keepsFindings { entry.reported = [] }
      return entry
    }
  }

  /// The date of the report, or the one date of the check.
  package let asOf: CivilDate
  /// Whether the check was for that date alone.
  package let isOneDate: Bool
  /// The folders that the report's paths start from.
  package let checkout: Checkout
  /// The baseline of known findings; nil if none was given.
  package let baseline: Baseline?
  /// The files in order, their findings ordered by place and rule.
  package private(set) var entries: [Entry] = []
  /// The number of other programs' YAML files in the folders, which are not checked.
  package var othersFiles = 0
  /// The counts of all findings.
  private(set) var tally = CheckTally()
  private let known: Set<String>

  /// Creates a report without entries.
  package init(
    asOf: CivilDate, isOneDate: Bool, checkout: Checkout = .here, baseline: Baseline? = nil
  ) {
    self.asOf = asOf
    self.isOneDate = isOneDate
    self.checkout = checkout
    self.baseline = baseline
    known = baseline?.fingerprints ?? []
  }

  /// Creates a report of entries in any order, with the texts of their files by path.
  package init(
    asOf: CivilDate, isOneDate: Bool, entries: [Entry], sources: [String: SourceFile],
    checkout: Checkout = .here, baseline: Baseline? = nil
  ) {
    self.init(asOf: asOf, isOneDate: isOneDate, checkout: checkout, baseline: baseline)
    for entry in entries.sorted(by: { $0.file < $1.file }) {
      add(weighed(entry) { sources[$0].map { SourceLines($0) } })
    }
  }

  /// Evaluates an entry: orders its findings, and decides which count.
  ///
  /// `source` returns the lines of a file.
  package func weighed(_ entry: Entry, source: (String) -> SourceLines?) -> Entry {
    var entry = entry
    var numbers: [String: Int] = [:]
    var paths: [String: String] = [:]
    var lines = LineWords()
    let findings = entry.findings
    // By index, because findings are large to move.
    for index in findings.indices.sorted(by: { findings[$0].precedes(findings[$1]) }) {
      let finding = findings[index]
      let diagnostic = finding.diagnostic
      if let configuration = entry.configuration,
        let reason = configuration.reason(turningOff: diagnostic.rule)
      {
        entry.tally.add(finding, turnedOffIn: configuration, because: reason)
        continue
      }
      let file = diagnostic.span.file
      if paths[file] == nil { entry.sources[file] = source(file) }
      let path = paths[file] ?? checkout.path(of: file)
      paths[file] = path
      let number = diagnostic.span.start.line
      let fingerprint = Fingerprint(finding, in: path) {
        lines.words(of: file, line: number) { entry.sources[file]?[number] }
      }
      let earlier = numbers[fingerprint.key, default: 0]
      numbers[fingerprint.key] = earlier + 1
      let digits = fingerprint.digits(number: earlier)
      let reported = ReportedFinding(
        finding: finding, fingerprint: digits,
        standing: !finding.counts ? .waived : known.contains(digits) ? .known : .counts)
      entry.tally.add(reported, fails: entry.fails(reported), isRemembered: baseline != nil)
      entry.reported.append(reported)
    }
    return entry
  }

  /// Appends an evaluated entry; call in path order.
  package mutating func add(_ entry: Entry) {
    tally.add(entry.tally)
    entries.append(entry)
  }

  /// Every reported finding, in order.
  package var reported: [ReportedFinding] { entries.flatMap(\.reported) }

  /// The number of counting findings of a severity.
  package func count(_ severity: Severity) -> Int { tally.severities[severity, default: 0] }

  /// The number of findings of a standing.
  package func count(_ standing: ReportedFinding.Standing) -> Int {
    tally.standings[standing, default: 0]
  }

  /// Whether any finding makes the run fail.
  package var fails: Bool { tally.fails }
}

extension Finding {
  /// The order of reports: file, line, column, rule, date.
  func precedes(_ other: Finding) -> Bool {
    let (span, others) = (diagnostic.span, other.diagnostic.span)
    if span.file != others.file { return span.file < others.file }
    if span.start != others.start { return span.start < others.start }
    if diagnostic.rule != other.diagnostic.rule { return diagnostic.rule < other.diagnostic.rule }
    if since != other.since {
      return since.map { since in other.since.map { since < $0 } ?? false } ?? true
    }
    return diagnostic.message < other.diagnostic.message
  }
}
