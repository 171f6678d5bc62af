import Clauses
import Compliance
import Diagnostics

/// A rule that a configuration turns off, with the number of its findings.
struct TurnedOff: Sendable {
  let rule, reason: String
  /// The path of the configuration.
  let configuration: String
  /// The number of findings that are omitted.
  var findings: Int
  /// Whether it rests on the law or statutory guidance, so that omitting it makes nothing lawful.
  var restsOnLaw: Bool
}

extension CheckReport {
  /// The rules that are turned off and were broken, in the order of the configurations.
  var turnedOff: [TurnedOff] { tally.turnedOff }
}

extension TurnedOff {
  /// The sentence about it in a report.
  var words: String {
    "\(Wording.count(findings, "finding")) of `\(rule)`, turned off in \(configuration): "
      + reason.trimmedSentence
      + (restsOnLaw ? " It rests on the law or on statutory guidance, which still ask for it." : "")
  }
}

extension String {
  /// The text with a full stop at its end, unless it ends in another mark.
  fileprivate var trimmedSentence: String {
    last.map { ".!?".contains($0) } ?? true ? self : self + "."
  }
}
