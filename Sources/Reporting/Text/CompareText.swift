import CivilTime
import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import TypedYAML

extension CompareReport {
  /// The report as plain text, with clauses as lists if the schools do not fit side by side.
  package func text(_ style: TextStyle = TextStyle()) -> String {
    var output = style.bold(title) + "\n" + style.wrapped(subtitle, indent: "  ") + "\n"
    output += members(style) + lines(style)
    output += rows("Where they differ", differing, style)
    output += agreement(style)
    return output + practiceTable(style)
  }

  private func members(_ style: TextStyle) -> String {
    let rows = comparison.members.map { member -> [String] in
      let line = comparison.cluster == nil ? [] : [self.line(member)]
      return [member.name] + line
        + [
          String(member.count(.error)), String(member.count(.warning)),
          String(member.strictestIn), String(member.loosestIn),
        ]
    }
    let line = comparison.cluster == nil ? [] : ["in line"]
    let header = ["School"] + line + ["errors", "warnings", "strictest in", "loosest in"]
    let remarks = remarks.map { style.wrapped($0, indent: "", hanging: "  ") }.joined()
    return TextTable(header, rows).text(style) + "\n" + remarks + (remarks.isEmpty ? "" : "\n")
  }

  private func lines(_ style: TextStyle) -> String {
    guard let sentence = lineSentence else { return "" }
    var output = style.wrapped(style.bold(sentence), indent: "")
    for line in departureLines { output += style.wrapped("- \(line)", indent: "  ", hanging: "  ") }
    for promise in promised {
      let end = promise.last == "." || promise.last == "?" ? "" : "."
      output += style.wrapped("Agreed: \(promise)\(end)", indent: "  ", hanging: "  ")
    }
    return output + "\n"
  }

  // MARK: Clauses

  private func rows(
    _ heading: String, _ rows: [MemberComparison.Row], _ style: TextStyle
  ) -> String {
    guard !rows.isEmpty else { return "" }
    let columns = ColumnText(names: names, style: style)
    var output = style.bold("\(heading): \(Wording.count(rows.count, "clause"))") + "\n"
    if columns.fits { output += columns.header }
    var section = ""
    for row in rows {
      let name = ClauseName(row.path)
      if name.section != section { output += "\n" + style.bold(name.section) + "\n" }
      section = name.section
      let label = name.clause.isEmpty ? name.section : name.clause
      output +=
        columns.fits
        ? columns.line(label, row.cells.map { ([$0.words] + $0.remarks).joined(separator: "; ") })
        : clauseList(label, row, style)
    }
    return output + "\n"
  }

  /// A clause as a list of its values, each with the schools that have it.
  private func clauseList(
    _ label: String, _ row: MemberComparison.Row, _ style: TextStyle
  ) -> String {
    var output = "  \(label)\n"
    for group in row.groups {
      let cell = row.cells[group[0]]
      let isAll = group.count > 1 && group.allSatisfy { row.cells[$0].clause?.layer != nil }
      let schools = group.map { index in
        let isInherited = !isAll && row.cells[index].clause?.layer != nil
        return names[index] + (isInherited ? " (inherited)" : "")
          + (row.cells[index].line.map { " (\($0))" } ?? "")
      }
      let said = style.bold(cell.words) + (cell.place.map { " [\($0.rawValue)]" } ?? "") + ":"
      let list = Wording.list(schools) + (isAll ? ", inherited by each" : "")
      // Schools that do not fit beside the value go on a line of their own.
      let isShort = cell.words.count + list.count + 24 < style.width
      output += style.wrapped(isShort ? "\(said) \(list)" : said, indent: "    ", hanging: "  ")
      if !isShort { output += style.wrapped(list, indent: "      ") }
      for line in LegalLimit.words(cell.limits) {
        output += style.wrapped(line, indent: "      ", hanging: "  ")
      }
    }
    return output
  }

  private func agreement(_ style: TextStyle) -> String {
    guard !agreeing.isEmpty else { return "" }
    let lines = agreeing.map { row in
      "- \(ClauseName(row.path).words): \(row.cells[0].words)"
        + (row.cells.allSatisfy { $0.clause?.layer != nil } ? " (inherited)" : "")
    }
    return style.bold("Where they agree: \(Wording.count(agreeing.count, "clause"))") + "\n"
      + lines.map { style.wrapped($0, indent: "  ", hanging: "  ") }.joined()
  }

  // MARK: Practice

  private func practiceTable(_ style: TextStyle) -> String {
    guard let practice else { return "" }
    let columns = ColumnText(names: names, style: style)
    var output = "\n" + style.bold("How often each clause was kept") + "\n"
    output += style.wrapped(practiceNote, indent: "  ")
    if columns.fits { output += columns.header }
    for row in practice.rows {
      let shares = row.cells.map { share($0) }
      if columns.fits {
        output += columns.line(row.clause, shares)
      } else {
        output += "  \(row.clause)\n"
        for (name, share) in zip(names, shares) where share != "–" {
          output += style.wrapped("\(name): \(share)", indent: "    ", hanging: "  ")
        }
      }
    }
    return output
  }

  var practiceNote: String {
    let missing = zip(names, practice?.replays ?? []).filter { $1 == nil }.map(\.0)
    return
      (missing.isEmpty ? "" : "No register was given for \(Wording.list(missing)). ")
      + (showsSmallNumbers
        ? "Counts from 1 to 4 could point to a child: do not pass this on."
        : "A share of fewer than 5 cases is not shown.")
  }
}

/// Schools as columns of text, each cell broken between words.
struct ColumnText {
  let names: [String]
  let style: TextStyle

  private static let label = 24
  /// The least width of a column.
  private static let narrowest = 16

  private var width: Int {
    (style.width - ColumnText.label - 2) / max(1, names.count) - 2
  }

  /// Whether the schools fit side by side.
  var fits: Bool { width >= ColumnText.narrowest }

  var header: String { line("", names) }

  /// One row, as high as its highest cell.
  func line(_ label: String, _ cells: [String]) -> String {
    let columns =
      [ColumnText.broken(label, ColumnText.label)]
      + cells.map { ColumnText.broken($0, width) }
    let height = columns.map(\.count).max() ?? 0
    return (0..<height).map { line -> String in
      let parts = columns.enumerated().map { index, lines -> String in
        let text = line < lines.count ? lines[line] : ""
        let room = index == 0 ? ColumnText.label : width
        return text + String(repeating: " ", count: max(0, room - text.count))
      }
      let joined = "  " + parts.joined(separator: "  ")
      return String(joined.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }

  /// A text wrapped to a width; a longer word is cut.
  static func broken(_ text: String, _ width: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      var rest = Substring(word)
      if !lines[lines.count - 1].isEmpty {
        if lines[lines.count - 1].count + 1 + rest.count <= width {
          lines[lines.count - 1] += " " + rest
          continue
        }
        lines.append("")
      }
      while rest.count > width {
        lines[lines.count - 1] = String(rest.prefix(width))
        lines.append("")
        rest = rest.dropFirst(width)
      }
      lines[lines.count - 1] = String(rest)
    }
    return lines
  }
}
