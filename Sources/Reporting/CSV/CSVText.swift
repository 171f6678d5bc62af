import Diagnostics

/// Writes tables as CSV by RFC 4180: commas, quotes if needed, and lines that end in CR and LF.
enum CSVText {
  /// The rows of a table, its header first.
  static func table(_ rows: [[String]]) -> String {
    rows.map { row($0) }.joined()
  }

  static func row(_ cells: [String]) -> String {
    cells.map { cell($0) }.joined(separator: ",") + "\r\n"
  }

  /// The text as a cell.
  ///
  /// A spreadsheet runs text that begins with `=`, `+`, `-` or `@` as a formula, and an export may
  /// hold any text, so an apostrophe is put before it. A single character is a register code.
  private static func cell(_ text: String) -> String {
    let isFormula =
      text.utf8.count > 1 && (text.first.map { "=+-@\t\r\n＝＋－＠".contains($0) } ?? false)
    let shown = VisibleText.onOneLine(isFormula ? "'" + text : text)
    guard shown.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return shown }
    return "\"" + shown.replacing("\"", with: "\"\"") + "\""
  }
}
