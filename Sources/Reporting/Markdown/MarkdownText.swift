import Diagnostics

/// Markdown, as merge requests, wikis and the project's own pages render it.
enum MarkdownText: MarkupLanguage {
  /// The text on one line, with Markdown's syntax escaped except code in single backticks.
  static func escaped(_ text: String) -> String {
    let scalars = Array(VisibleText.onOneLine(text).unicodeScalars)
    let runs = backtickRuns(scalars)
    var output = String.UnicodeScalarView()
    var place = 0
    while place < scalars.count {
      if let run = runs[place], run == 1, let end = closing(from: place + 1, in: scalars, runs) {
        // A table ends its cells at a bar even within code.
        for scalar in scalars[place...end] {
          output += (scalar == "|" ? "\\|" : String(scalar)).unicodeScalars
        }
        place = end + 1
        continue
      }
      output += escaped(scalars, place).unicodeScalars
      place += 1
    }
    return String(output)
  }

  /// The lengths of the runs of backticks, by start index.
  private static func backtickRuns(_ scalars: [Unicode.Scalar]) -> [Int: Int] {
    var runs: [Int: Int] = [:]
    var start: Int?
    for (place, scalar) in scalars.enumerated() {
      if scalar == "`" {
        start = start ?? place
        runs[start ?? place, default: 0] += 1
      } else {
        start = nil
      }
    }
    return runs
  }

  /// The index of the single backtick that ends code; nil if there is none, or the code is empty.
  private static func closing(
    from start: Int, in scalars: [Unicode.Scalar], _ runs: [Int: Int]
  ) -> Int? {
    let end = scalars.indices[start...].first { scalars[$0] == "`" && runs[$0] == 1 }
    return end.flatMap { $0 > start ? $0 : nil }
  }

  /// One scalar outside code, escaped.
  private static func escaped(_ scalars: [Unicode.Scalar], _ place: Int) -> String {
    let scalar = scalars[place]
    switch scalar {
    case "<": return "&lt;"
    case "&":
      // An entity would be read as the character it names.
      let next = place + 1 < scalars.count ? scalars[place + 1] : " "
      return next == "#" || next.properties.isAlphabetic ? "&amp;" : "&"
    case "\\", "[", "]", "*", "_", "#", "`", "|", "~": return "\\" + String(scalar)
    case ">", "-", "+", "=":
      // At the start of a line these begin a quotation, a list or a heading.
      return scalars[..<place].allSatisfy({ $0 == " " }) ? "\\" + String(scalar) : String(scalar)
    case ".", ")":
      // So do digits with one of these and a space after them.
      let before = scalars[..<place].drop { $0 == " " }
      let isList =
        (place + 1 == scalars.count || scalars[place + 1] == " ") && !before.isEmpty
        && before.allSatisfy { ("0"..."9").contains($0) }
      return isList ? "\\" + String(scalar) : String(scalar)
    default: return String(scalar)
    }
  }

  /// The text as code; backticks in it become apostrophes.
  static func code(_ text: String) -> String {
    let text = VisibleText.forPeople(VisibleText.onOneLine(text)).replacing("`", with: "'")
      .replacing("|", with: "\\|")
    return text.isEmpty ? "` `" : "`\(text)`"
  }
}

typealias Markdown = Markup<MarkdownText>

extension Markdown {
  /// A list.
  static func list(_ items: [String]) -> Markdown { items.joined { "- \($0)\n" } }

  /// A table.
  static func table(_ header: [Markdown], _ rows: [[Markdown]]) -> Markdown {
    func line(_ cells: [Markdown]) -> Markdown { "| \(cells.joined(by: " | ") { $0 }) |\n" }
    return "\(line(header))|\(header.joined { _ in "---|" })\n\(rows.joined { line($0) })"
  }
}
