/// Writes text into Markdown.
enum MarkdownText {
  /// The text on one line, with what Markdown would read as HTML, a link or a table shown as it is;
  /// the code that messages quote stays code, where its backticks come in pairs.
  static func escaped(_ text: some StringProtocol) -> String {
    let isPaired = text.utf8.count { $0 == UInt8(ascii: "`") }.isMultiple(of: 2)
    var output = String.UnicodeScalarView()
    var isCode = false
    for scalar in text.unicodeScalars {
      if scalar == "`", isPaired { isCode.toggle() }
      switch scalar {
      case "\n", "\r": output.append(" ")
      // A table ends its cells at this mark even within code.
      case "|": output += "\\|".unicodeScalars
      case _ where isCode, "`" where isPaired: output.append(scalar)
      case "<": output += "&lt;".unicodeScalars
      case "\\", "[", "]", "*", "_", "#", "`":
        output.append("\\")
        output.append(scalar)
      case ">" where output.isEmpty: output += "\\>".unicodeScalars
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
