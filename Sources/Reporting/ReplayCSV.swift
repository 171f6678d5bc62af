import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation

extension ReplayReport {
  /// The divergences as a table with a row for each.
  public var csv: String {
    let columns = [
      "clause", "also_against", "kind", "pupil", "class", "date", "session", "expected", "recorded",
      "due", "severity", "message", "evidence", "authority",
    ]
    let rows = replay.divergences.map { divergence in
      [
        divergence.clause, divergence.alsoAgainst.joined(separator: "; "), divergence.kind.rawValue,
        divergence.pupil ?? "", divergence.group ?? "", divergence.date.description,
        divergence.half?.abbreviation ?? "", divergence.expected ?? "", divergence.recorded ?? "",
        divergence.due?.description ?? "", divergence.severity.rawValue, divergence.message,
        divergence.evidence.map { "\($0.file):\($0.line)" }.joined(separator: "; "),
        AuthorityLine(divergence.citations).unlabelled ?? "",
      ]
    }
    return CSVText.table([columns] + rows)
  }
}
