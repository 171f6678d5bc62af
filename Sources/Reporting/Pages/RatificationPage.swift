import CivilTime
import Clauses
import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import TypedYAML

extension DiffReport {
  /// The report for those who ratify the policy, as a self-contained HTML page.
  package var html: String { page.html.text }
  /// The same in Markdown.
  package var markdown: String { page.markdown.text }

  private var page: Page {
    var page = Page(
      title: "What changes, for ratification: \(difference.new.schoolName)",
      subtitle: [
        "\(dates).",
        "Prepared on \(asOf.written) from \(difference.old.own.span.file) and "
          + "\(difference.new.own.span.file).",
      ])
    page.blocks += [
      .heading(2, "In short"), .paragraph(summary),
      .answer(verdict.isLawful ? .good : .bad, verdict.words), .paragraph(outstandingSentence),
    ]
    page.blocks += whatChanges + lawful + outstanding + waivers + lastYear
    return page
  }

  private var outstandingSentence: String {
    let effect = difference.effect
    let counts = [
      Wording.count(effect.outstanding(.error).count, "error"),
      Wording.count(effect.outstanding(.warning).count, "warning"),
      Wording.count(effect.outstanding(.note).count, "note"),
    ]
    return "The change puts right \(Wording.count(effect.fixed.count, "finding")) and brings in "
      + "\(effect.introduced.count). Outstanding in the new policy: \(Wording.list(counts))."
  }

  // MARK: What changes

  private var whatChanges: [Page.Block] {
    var blocks: [Page.Block] = [.heading(2, "What changes")]
    if changes.isEmpty { blocks.append(.paragraph(summary)) }
    if !changes.isEmpty {
      blocks.append(
        .table(
          Page.Table(
            caption: "Clauses that are not as before",
            columns: ["Clause", "Before", "After", "The change is", "Whom it touches"],
            rows: changes.map(row))))
    }
    guard !descriptions.isEmpty else { return blocks }
    return blocks + [
      .heading(3, "About the school and the document"),
      .list(
        descriptions.map { change in
          "\(change.name.words): \(change.items ?? "\(change.before), now \(change.after)")"
        }),
    ]
  }

  private func row(_ change: PolicyDifference.Change) -> Page.Table.Row {
    let limits = LegalLimit.words(change.limits)
    let isBroken = change.limits.contains { $0.isKept == false }
    return Page.Table.Row(
      name: change.name.words, path: change.path,
      cells: [
        Page.Table.Cell(change.before),
        Page.Table.Cell(
          change.after, [change.items].compactMap { $0 } + limits, isBroken ? .bad : .neutral),
        Page.Table.Cell(change.verdict, change.respects.map(\.words)),
        Page.Table.Cell(change.touched ?? "–"),
      ])
  }

  // MARK: The law

  private var lawful: [Page.Block] {
    let effect = difference.effect
    let errors = effect.outstanding(.error)
    var blocks: [Page.Block] = [
      .heading(2, "Is it lawful on every day it will be in force?"),
      .answer(verdict.isLawful ? .good : .bad, verdict.words),
    ]
    for (caption, found) in [
      ("What contradicts the law", errors.filter { $0.restsOn == .law }),
      ("What departs from statutory guidance", errors.filter { $0.restsOn == .statutoryGuidance }),
      (
        "What else is wrong",
        errors.filter { $0.restsOn != .law && $0.restsOn != .statutoryGuidance }
      ),
    ] where !found.isEmpty {
      blocks.append(findingsTable(caption, found))
    }
    if !effect.fixed.isEmpty {
      blocks += [
        .heading(3, "What the change puts right"),
        findingsTable("Found in the old policy, and not in the new one", effect.fixed),
      ]
    }
    if !effect.introduced.isEmpty {
      blocks += [
        .heading(3, "What the change brings in"),
        findingsTable("Found in the new policy, and not in the old one", effect.introduced),
      ]
    }
    return blocks
  }

  private var outstanding: [Page.Block] {
    let effect = difference.effect
    let rest = effect.outstanding(.warning) + effect.outstanding(.note)
    guard !rest.isEmpty else {
      return [
        .heading(2, "What is outstanding"), .paragraph("Nothing besides what is told above."),
      ]
    }
    return [
      .heading(2, "What is outstanding"),
      .paragraph("None of this contradicts the law; each is worth an answer."),
      findingsTable("What the new policy leaves open", rest),
    ]
  }

  /// A table of findings for governors, with the fix and the authority of each.
  private func findingsTable(_ caption: String, _ findings: [Finding]) -> Page.Block {
    .table(
      Page.Table(
        caption: caption,
        columns: ["Weight", "What is found", "What would put it right", "Who asks for it"],
        rows: findings.map { finding in
          let isLater = finding.since.map { $0 > difference.effect.dates.first } ?? false
          let since = isLater ? finding.since.map { ["from \($0.written)"] } ?? [] : []
          return Page.Table.Row(
            name: Wording.sentence(finding.diagnostic.severity.rawValue),
            path: finding.diagnostic.rule,
            cells: [
              Page.Table.Cell(
                finding.diagnostic.message, since + [finding.accepted].compactMap { $0 }),
              Page.Table.Cell(finding.diagnostic.help ?? "–"),
              Page.Table.Cell(finding.authority.unlabelled ?? "–"),
            ])
        }))
  }

  private var waivers: [Page.Block] {
    let written = difference.new.own.waivers ?? []
    let heading = Page.Block.heading(2, "Who approved which waiver")
    guard !written.isEmpty else {
      return [heading, .paragraph("The new policy waives nothing.")]
    }
    let rows = written.map { waiver -> Page.Table.Row in
      let rule = waiver.rule?.value.text ?? ""
      let applied = difference.effect.accepted.first { $0.diagnostic.rule == rule }?.waiver
      let effect =
        switch applied?.effect {
        case .waived?: "does not count"
        case .acceptedRisk?: "still counts: the law cannot be waived"
        case nil:
          (waiver.until?.value).map { $0 < asOf } == true
            ? "has ended, and counts no more" : "waives nothing now"
        }
      return Page.Table.Row(
        name: rule,
        cells: [
          Page.Table.Cell(waiver.approvedBy?.value.text ?? ""),
          Page.Table.Cell(waiver.reason?.value.text ?? ""),
          Page.Table.Cell(waiver.until?.value.written ?? ""), Page.Table.Cell(effect),
        ])
    }
    return [
      heading,
      .table(
        Page.Table(
          caption: "Findings that were accepted for a time",
          columns: ["What is accepted", "Approved by", "Why", "Until", "Its effect"], rows: rows)),
    ]
  }

  // MARK: Last year

  private var lastYear: [Page.Block] {
    let heading = Page.Block.heading(2, "What last year would have looked like")
    guard let practice, let figures else {
      return [
        heading,
        .paragraph(
          "No register was given, so nothing is said of whom the change would have touched."),
      ]
    }
    var blocks = [heading] + practiceSentences.map { Page.Block.paragraph($0) }
    if practice.clauses.isEmpty {
      blocks.append(
        .paragraph("Every clause would have been called for on the same occasions."))
    } else {
      blocks.append(.table(calledFor(practice, figures)))
    }
    guard !figures.work.isEmpty else { return blocks }
    blocks += [.heading(3, "Work for the office"), .table(work(figures))]
    if let hiddenNote { blocks.append(.paragraph(hiddenNote)) }
    let pairs = figures.work.compactMap { work -> BarChart.Pair? in
      guard let old = work.old.count, let new = work.new.count, old > 0, new > 0 else { return nil }
      return BarChart.Pair(name: Wording.plain(work.kind), old: old, new: new)
    }
    if !pairs.isEmpty {
      blocks.append(
        .chart(BarChart(title: "Work for the office", unit: "over the year", pairs: pairs)))
    }
    return blocks
  }

  private func calledFor(_ practice: PracticeDifference, _ figures: PracticeFigures) -> Page.Table {
    Page.Table(
      caption:
        "How often each clause would have been called for, and for whom it makes a difference",
      columns: ["Clause", "Before", "After", "Newly for", "No longer for"],
      rows: zip(practice.clauses, figures.clauses).map { clause, row in
        Page.Table.Row(
          name: clause.clause,
          cells: [
            Page.Table.Cell(row.old.words), Page.Table.Cell(row.new.words),
            cell(clause.newPupils), cell(clause.formerPupils),
          ])
      })
  }

  /// The number of pupils, and their identifiers if they are to be named.
  private func cell(_ pupils: [String]) -> Page.Table.Cell {
    guard pupils.count > 4 || showsSmallNumbers, !pupils.isEmpty else {
      return Page.Table.Cell(pupils.isEmpty ? "nobody" : "1 to 4 pupils")
    }
    return Page.Table.Cell(
      Wording.count(pupils.count, "pupil"),
      namesPupils ? [shown(pupils, most: 12)].compactMap { $0 } : [])
  }

  private func work(_ figures: PracticeFigures) -> Page.Table {
    Page.Table(
      caption: "A week, on average and at the most",
      columns: ["Work", "Before", "After", "Busiest week before", "Busiest week after"],
      rows: figures.work.map { work in
        func rate(_ figure: Figure) -> String {
          perWeek(figure) + (figure.count == nil ? "" : " a week")
        }
        return Page.Table.Row(
          name: Wording.sentence(Wording.plain(work.kind)),
          cells: [
            Page.Table.Cell(rate(work.old)), Page.Table.Cell(rate(work.new)),
            Page.Table.Cell(work.oldBusiest.words), Page.Table.Cell(work.newBusiest.words),
          ])
      })
  }
}
