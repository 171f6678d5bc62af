import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation

extension ReplayReport {
  /// Writes the divergences as a table with a row for each, piece by piece.
  package func writeCSV(to sink: (String) -> Void) {
    sink(
      CSVText.row([
        "clause", "also_against", "kind", "pupil", "class", "date", "session", "expected",
        "recorded", "due", "severity", "message", "evidence", "authority",
      ]))
    replay.forEachPiece {
      var authorities = ByCitations<String>()
      return $0.map { divergence in
        divergence.row(
          authorities.made(for: divergence) { AuthorityLine($0).unlabelled ?? "" })
      }.joined()
    } take: {
      sink($0)
    }
  }
}

extension Divergence {
  fileprivate func row(_ authority: String) -> String {
    let words = words
    return CSVText.row([
      clause, alsoAgainst.joined(separator: "; "), kind.rawValue, pupil ?? "", group ?? "",
      date.description, half?.abbreviation ?? "", words.expected ?? "", words.recorded ?? "",
      due?.description ?? "", severity.rawValue, words.message,
      words.evidence.map { "\($0.file):\($0.line)" }.joined(separator: "; "), authority,
    ])
  }
}
