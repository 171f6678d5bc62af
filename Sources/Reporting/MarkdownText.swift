/// Writes text into Markdown.
enum MarkdownText {
  /// The text on one line, with what Markdown would read as HTML, a link or a table shown as it is;
  /// the code that messages quote stays code.
  static func escaped(_ text: some StringProtocol) -> String {
    var output = String.UnicodeScalarView()
    var isCode = false
    for scalar in text.unicodeScalars {
      if scalar == "`" { isCode.toggle() }
      switch scalar {
      case "\n", "\r": output.append(" ")
      // A table ends its cells at this mark even within code.
      case "|": output += "\\|".unicodeScalars
      case _ where isCode: output.append(scalar)
      case "<": output += "&lt;".unicodeScalars
      case "\\", "[", "]", "*", "_", "#":
        output.append("\\")
        output.append(scalar)
      default: output.append(scalar)
      }
    }
    return String(output)
  }

  /// The text as code, whatever backticks it has.
  static func code(_ text: String) -> String { "`\(text.replacing("`", with: "'"))`" }

  /// A table.
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    return line(header) + "|" + String(repeating: "---|", count: header.count) + "\n"
      + rows.map { line($0.map { escaped($0) }) }.joined()
  }
}
