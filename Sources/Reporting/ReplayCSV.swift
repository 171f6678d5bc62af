import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation

extension ReplayReport {
  /// Gives the divergences as a table with a row for each, piece by piece.
  public func writeCSV(to sink: (String) -> Void) {
    sink(
      CSVText.row([
        "clause", "also_against", "kind", "pupil", "class", "date", "session", "expected",
        "recorded", "due", "severity", "message", "evidence", "authority",
      ]))
    var authorities = ByCitations<String>()
    for divergence in replay.divergences {
      let words = divergence.words
      let authority = authorities.made(for: divergence) { AuthorityLine($0).unlabelled ?? "" }
      sink(
        CSVText.row([
          divergence.clause, divergence.alsoAgainst.joined(separator: "; "),
          divergence.kind.rawValue, divergence.pupil ?? "", divergence.group ?? "",
          divergence.date.description, divergence.half?.abbreviation ?? "", words.expected ?? "",
          words.recorded ?? "", divergence.due?.description ?? "", divergence.severity.rawValue,
          words.message, words.evidence.map { "\($0.file):\($0.line)" }.joined(separator: "; "),
          authority,
        ]))
    }
  }
}
