package import CivilTime
package import Compliance
package import Diagnostics
package import PolicyModel

/// What a check of some files found, ready to be rendered.
///
/// Thousands of files may be checked, so each of them can be weighed and its part of a report written by
/// itself, on any thread; what is then kept of it is little.
package struct CheckReport: Sendable {
  /// One file that was checked.
  package struct Entry: Sendable {
    /// The file as the user named it.
    package let file: String
    /// The school whose policy it is, and when that is in force; nil where it could not be read or is of
    /// another kind.
    let policy: (school: String, inForce: DateRange?)?
    /// What the policy quotes of its source document; nil where there is none, and where it is no longer
    /// needed.
    private(set) var quotes: Quotes?
    /// What was found, in any order, until it is weighed.
    package internal(set) var findings: [Finding]
    /// How many rules were asked.
    package let rulesChecked: Int
    /// What was looked at besides.
    let contents: CheckedContents
    /// How the file was judged.
    let terms: CheckedFile.Terms
    /// Whether the file could be read for what it is.
    package let isReadable: Bool
    /// What its folder's configuration sets; nil where there is none.
    package let configuration: Configuration?
    /// The severity from which on a finding fails the run; nil where none does.
    package let failOn: Severity?
    /// The findings that are reported, in order: those of rules that are turned off are not.
    package internal(set) var reported: [ReportedFinding] = []
    /// The texts of the files that its findings stand in, for showing lines.
    var sources: [String: SourceLines] = [:]
    /// What its findings add up to.
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

    /// What the end of a report needs of the file, without the texts and the quotes, and without the
    /// findings where no format puts them in an order of its own.
    package func remembered(withFindings keepsFindings: Bool) -> Entry {
      var entry = self
      entry.quotes = nil
      entry.sources = [:]
      entry.findings = []
      if !keepsFindings { entry.reported = [] }
      return entry
    }
  }

  /// The date of the report, or the one date that was asked about.
  package let asOf: CivilDate
  /// Whether only that date was asked about.
  package let isOneDate: Bool
  /// Where the files lie.
  package let checkout: Checkout
  /// The findings that were known before; nil where none were given.
  package let baseline: Baseline?
  /// The files in order, their findings ordered by place and rule.
  package private(set) var entries: [Entry] = []
  /// How many YAML files in the folders are other programs', and were left alone.
  package var othersFiles = 0
  /// What all their findings add up to.
  private(set) var tally = CheckTally()
  private let known: Set<String>

  /// Creates a report of no file yet.
  package init(
    asOf: CivilDate, isOneDate: Bool, checkout: Checkout = .here, baseline: Baseline? = nil
  ) {
    self.asOf = asOf
    self.isOneDate = isOneDate
    self.checkout = checkout
    self.baseline = baseline
    known = baseline?.fingerprints ?? []
  }

  /// Creates a report of files in any order, whose texts are given.
  package init(
    asOf: CivilDate, isOneDate: Bool, entries: [Entry], sources: [String: SourceFile],
    checkout: Checkout = .here, baseline: Baseline? = nil
  ) {
    self.init(asOf: asOf, isOneDate: isOneDate, checkout: checkout, baseline: baseline)
    for entry in entries.sorted(by: { $0.file < $1.file }) {
      add(weighed(entry) { sources[$0].map { SourceLines($0) } })
    }
  }

  /// A file with its findings in order, told whether they count; `source` gives the lines of a file.
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

  /// Takes up a file that was weighed; files come in the order of their names.
  package mutating func add(_ entry: Entry) {
    tally.add(entry.tally)
    entries.append(entry)
  }

  /// Every finding that is reported, in order.
  package var reported: [ReportedFinding] { entries.flatMap(\.reported) }

  /// How many findings that count have a severity.
  package func count(_ severity: Severity) -> Int { tally.severities[severity, default: 0] }

  /// How many findings have a standing.
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
