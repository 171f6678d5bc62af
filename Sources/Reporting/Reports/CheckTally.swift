import Clauses
import Compliance
import Diagnostics

/// Counts of findings, of one file or of all.
struct CheckTally: Sendable {
  /// The numbers of counting findings by severity.
  private(set) var severities: [Severity: Int] = [:]
  /// The numbers of findings by standing.
  private(set) var standings: [ReportedFinding.Standing: Int] = [:]
  /// The number of counting findings that cite only unconfirmed places.
  private(set) var doubtful = 0
  /// The numbers of counting errors by their weightiest authority.
  private(set) var authorities: [Source.Kind: Int] = [:]
  /// Whether any finding makes the run fail.
  private(set) var fails = false
  /// The fingerprints of the findings; collected only for comparison with a baseline.
  private(set) var fingerprints: Set<String> = []
  /// The rules that are turned off and were broken, by configuration and rule.
  private var off: [String: TurnedOff] = [:]

  /// The rules that are turned off and were broken, in the order of the configurations.
  var turnedOff: [TurnedOff] {
    off.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Counts a reported finding.
  mutating func add(_ reported: ReportedFinding, fails: Bool, isRemembered: Bool) {
    standings[reported.standing, default: 0] += 1
    if reported.standing == .counts {
      severities[reported.finding.diagnostic.severity, default: 0] += 1
      if reported.finding.authority.isDoubtful { doubtful += 1 }
      if reported.finding.diagnostic.severity == .error, let kind = reported.finding.restsOn {
        authorities[kind, default: 0] += 1
      }
    }
    self.fails = self.fails || fails
    if isRemembered { fingerprints.insert(reported.fingerprint) }
  }

  /// Counts a finding that is omitted because its rule is turned off.
  mutating func add(
    _ finding: Finding, turnedOffIn configuration: Configuration, because reason: String
  ) {
    let (rule, file) = (finding.diagnostic.rule, configuration.span.file)
    add(
      TurnedOff(
        rule: rule, reason: reason, configuration: file, findings: 1,
        restsOnLaw: finding.citations.contains(where: \.isLaw)),
      "\(file)\u{0}\(rule)")
  }

  /// Adds the counts of another file.
  mutating func add(_ other: CheckTally) {
    severities.merge(other.severities, uniquingKeysWith: +)
    standings.merge(other.standings, uniquingKeysWith: +)
    doubtful += other.doubtful
    authorities.merge(other.authorities, uniquingKeysWith: +)
    fails = fails || other.fails
    fingerprints.formUnion(other.fingerprints)
    for (key, turnedOff) in other.off { add(turnedOff, key) }
  }

  private mutating func add(_ turnedOff: TurnedOff, _ key: String) {
    guard var known = off[key] else {
      off[key] = turnedOff
      return
    }
    known.findings += turnedOff.findings
    known.restsOnLaw = known.restsOnLaw || turnedOff.restsOnLaw
    off[key] = known
  }
}
