import Clauses
import Compliance
import Diagnostics

/// A rule that a configuration turns off, and what was found of it all the same.
struct TurnedOff: Sendable {
  let rule, reason: String
  /// The configuration, as it was opened.
  let configuration: String
  /// How many findings are left out of the report.
  var findings: Int
  /// Whether it rests on the law or statutory guidance, so that leaving it out makes nothing lawful.
  var restsOnLaw: Bool
}

extension CheckReport {
  /// The rules that are turned off and were broken, in the order of the configurations.
  var turnedOff: [TurnedOff] { tally.turnedOff }
}

extension TurnedOff {
  /// What a report says of it, in a sentence.
  var words: String {
    "\(Wording.count(findings, "finding")) of `\(rule)`, turned off in \(configuration): "
      + reason.trimmedSentence
      + (restsOnLaw ? " It rests on the law or on statutory guidance, which still ask for it." : "")
  }
}

extension String {
  /// The text with a full stop at its end, where it has no mark there.
  fileprivate var trimmedSentence: String {
    last.map { ".!?".contains($0) } ?? true ? self : self + "."
  }
}
