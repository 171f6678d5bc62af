import Clauses
import Compliance
import Diagnostics

/// A rule that a configuration turns off, and what was found of it all the same.
struct TurnedOff {
  let rule, reason: String
  /// The configuration, as it was opened.
  let configuration: String
  /// How many findings are left out of the report.
  let findings: Int
  /// Whether it rests on the law or statutory guidance, so that leaving it out makes nothing lawful.
  let restsOnLaw: Bool
}

extension CheckReport {
  /// The rules that are turned off and were broken, in the order of the configurations.
  var turnedOff: [TurnedOff] {
    var order: [String] = []
    var groups: [String: [Finding]] = [:]
    var reasons: [String: (rule: String, reason: String, file: String)] = [:]
    for entry in entries {
      guard let configuration = entry.configuration else { continue }
      for finding in entry.findings {
        let rule = finding.diagnostic.rule
        guard let reason = configuration.reason(turningOff: rule) else { continue }
        let key = "\(configuration.span.file)\u{0}\(rule)"
        if groups[key] == nil { order.append(key) }
        groups[key, default: []].append(finding)
        reasons[key] = (rule, reason, configuration.span.file)
      }
    }
    return order.sorted().compactMap { key in
      guard let findings = groups[key], let why = reasons[key] else { return nil }
      return TurnedOff(
        rule: why.rule, reason: why.reason, configuration: why.file, findings: findings.count,
        restsOnLaw: findings.contains { $0.citations.contains(where: \.isLaw) })
    }
  }
}

extension TurnedOff {
  /// What a report says of it, in a sentence.
  var words: String {
    "\(Wording.count(findings, "finding")) of `\(rule)`, turned off in \(configuration): "
      + reason.trimmedSentence
      + (restsOnLaw ? " It rests on the law or on statutory guidance, which still ask for it." : "")
  }

  /// The same as data.
  var json: JSON {
    .object([
      ("rule", .string(rule)), ("reason", .string(reason)),
      ("configuration", .string(configuration)), ("findings", .integer(findings)),
      ("rests_on_law", .truth(restsOnLaw)),
    ])
  }
}

extension String {
  /// The text with a full stop at its end, where it has no mark there.
  fileprivate var trimmedSentence: String {
    last.map { ".!?".contains($0) } ?? true ? self : self + "."
  }
}
