import CivilTime
import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import TypedYAML

extension CompareReport {
  /// The report as a self-contained HTML page.
  package var html: String { page.html.text }
  /// The report in Markdown.
  package var markdown: String { page.markdown.text }

  private var page: Page {
    var page = Page(title: title, subtitle: [subtitle])
    if let lineSentence {
      let isInLine = comparison.members.allSatisfy { self.line($0) == "in" }
      page.blocks.append(.answer(isInLine ? .good : .bad, lineSentence))
    }
    page.blocks.append(.table(summary))
    if !remarks.isEmpty { page.blocks.append(.list(remarks)) }
    page.blocks += lines
    page.blocks += clauses("Where they differ", differing)
    page.blocks += clauses("Where they agree", agreeing)
    page.blocks += practicePart
    return page
  }

  private var summary: Page.Table {
    Page.Table(
      caption: "The schools",
      columns: [
        "School", "In line", "Errors", "Warnings", "Strictest in", "Least strict in",
      ],
      rows: comparison.members.map { member in
        let isOut = !member.outOfLine.isEmpty
        let isIn = !isOut && member.untold.isEmpty
        let warned =
          member.warnedAgainst.isEmpty ? [] : ["`check` warns against some of it"]
        let line =
          comparison.cluster == nil
          ? Page.Table.Cell("–")
          : Page.Table.Cell(
            isOut ? "no" : isIn ? "yes" : "cannot be told", warned,
            isOut ? .bad : isIn && warned.isEmpty ? .good : .neutral)
        let errors = member.count(.error)
        return Page.Table.Row(
          name: member.name,
          cells: [
            line, Page.Table.Cell(String(errors), [], errors > 0 ? .bad : .neutral),
            Page.Table.Cell(String(member.count(.warning))),
            Page.Table.Cell(Wording.count(member.strictestIn, "clause")),
            Page.Table.Cell(Wording.count(member.loosestIn, "clause")),
          ])
      })
  }

  private var lines: [Page.Block] {
    guard comparison.cluster != nil else { return [] }
    var blocks: [Page.Block] = []
    let lines = departureLines
    if !lines.isEmpty {
      blocks += [.heading(2, "Who is out of line, or in line and warned"), .list(lines)]
    }
    if !promised.isEmpty {
      blocks += [.heading(2, "What the members agreed"), .list(promised)]
    }
    return blocks
  }

  private func clauses(_ heading: String, _ rows: [MemberComparison.Row]) -> [Page.Block] {
    guard !rows.isEmpty else { return [] }
    var sections: [(name: String, rows: [MemberComparison.Row])] = []
    for row in rows {
      let name = ClauseName(row.path).section
      if sections.last?.name != name { sections.append((name, [])) }
      sections[sections.count - 1].rows.append(row)
    }
    return [.heading(2, "\(heading): \(Wording.count(rows.count, "clause"))")]
      + sections.map { section in
        .table(
          Page.Table(
            caption: section.name, columns: ["Clause"] + names, rows: section.rows.map(pageRow)))
      }
  }

  private func pageRow(_ row: MemberComparison.Row) -> Page.Table.Row {
    let name = ClauseName(row.path)
    return Page.Table.Row(
      name: name.clause.isEmpty ? name.section : Wording.sentence(name.clause), path: row.path,
      cells: row.cells.map { cell in
        let isBroken = cell.limits.contains { $0.isKept == false }
        return Page.Table.Cell(
          cell.words, cell.remarks, cell.isOutOfLine || isBroken ? .bad : .neutral)
      })
  }

  private var practicePart: [Page.Block] {
    guard let practice else { return [] }
    let table = Page.Table(
      caption: "Kept of all cases that were due", columns: ["Clause"] + names,
      rows: practice.rows.map { row in
        Page.Table.Row(
          name: row.clause, cells: row.cells.map { Page.Table.Cell(share($0)) })
      })
    return [
      .heading(2, "How often each clause was kept"), .paragraph(practiceNote), .table(table),
    ]
  }
}
