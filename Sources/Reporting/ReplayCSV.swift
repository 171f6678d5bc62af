import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation

extension ReplayReport {
  /// The divergences as a table with a row for each, by RFC 4180: commas, quotes where they are
  /// needed, and lines that end in CR and LF.
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
        CitedSource.lines(divergence.citations).joined(separator: " "),
      ]
    }
    return ([columns] + rows)
      .map { row in row.map(\.csvCell).joined(separator: ",") + "\r\n" }.joined()
  }
}

extension String {
  /// The text as a cell.
  ///
  /// A spreadsheet runs what begins with `=`, `+`, `-` or `@` as a formula, and an export may hold
  /// anything, so an apostrophe comes before it; a register code alone is none.
  fileprivate var csvCell: String {
    let isFormula = utf8.count > 1 && (first.map { "=+-@\t\r".contains($0) } ?? false)
    let text = isFormula ? "'" + self : self
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
