import CivilTime
import Diagnostics
import TypedYAML

// The tables held against each other, pupil by pupil.
extension DatasetBuilder {
  /// Reports that no pupil of the pupils' table has a mark, so that the two files write identifiers in
  /// different ways: a replay would have every pupil twice.
  func checkThatPupilsMatch(_ file: TableFile?, _ marks: String, _ reading: inout Reading) {
    guard let file, !pupils.isEmpty, !collector.pupilIDs.isEmpty,
      !collector.pupilIDs.contains(where: { pupils[$0] != nil })
    else { return }
    let (written, known) = (collector.pupilIDs.sorted(), pupils.keys.sorted())
    let cause = IdentifierLikeness.likelyCause(
      IdentifierLikeness.pairs(of: written, with: known))
    reading.report(
      .identifiersDiffer,
      "No pupil of `\(file.name)` is in `\(marks)`: the one has \(examples(of: known)), the other "
        + "\(examples(of: written)).",
      at: file.columns?["pupil"]?.span ?? file.file?.span ?? file.span,
      help: cause
        ?? "Name the column under `columns` that has the same identifiers in both files.")
  }

  /// The pupils whom the marks or the pupils' table have alone, in a remark; nil where both have all.
  var remarkOnUnmatchedPupils: Remark? {
    guard !absent.contains(where: { $0.kind == .pupils }), let dates = collector.dates else {
      return nil
    }
    let inMarks = collector.pupilIDs.filter { pupils[$0] == nil }.sorted()
    let marked = Set(collector.pupilIDs)
    let inTable = pupils.values.filter { !marked.contains($0.id) && $0.isOnRoll(during: dates) }
      .map(\.id).sorted()
    let first = inMarks.compactMap { collector.firstRow(of: $0) }.min()
    guard let evidence = first ?? inTable.compactMap({ pupils[$0]?.evidence }).min() else {
      return nil
    }
    var sentences: [String] = []
    if !inMarks.isEmpty {
      sentences.append(
        "\(Wording.count(inMarks.count, "pupil")) of the marks \(inMarks.count == 1 ? "is" : "are") not "
          + "in the pupils' table: \(examples(of: inMarks)).")
    }
    if !inTable.isEmpty {
      sentences.append(
        "\(Wording.count(inTable.count, "pupil")) of the pupils' table \(inTable.count == 1 ? "has" : "have") "
          + "no mark: \(examples(of: inTable)).")
    }
    let inBoth = collector.pupilIDs.filter { pupils[$0] != nil }.sorted()
    let ofMarks = IdentifierLikeness.pairs(of: inMarks, with: inTable, matched: inBoth)
    let paired = Set(ofMarks.map(\.known))
    let ofTable = IdentifierLikeness.pairs(
      of: inTable.filter { !paired.contains($0) }, with: [], matched: inBoth)
    let cause = IdentifierLikeness.likelyCause(ofMarks + ofTable)
    if let cause { sentences.append(cause) }
    return Remark(
      evidence: evidence, sentence: sentences.joined(separator: " "),
      // What the table says of a pupil is not used where the marks call the pupil otherwise.
      weight: cause == nil ? .doubt : .loss)
  }

  /// What is likely behind the rows about pupils whom nothing else knows, once for each file.
  func remarksOnUnknownPupils(
    _ rows: [(id: String, evidence: Evidence)], known: Set<String>
  ) -> [Remark] {
    let known = known.sorted()
    return Swift.Dictionary(grouping: rows, by: \.evidence.file).values.compactMap { rows in
      let unknown = Set(rows.map(\.id)).sorted()
      guard let first = rows.map(\.evidence).min(),
        let cause = IdentifierLikeness.likelyCause(
          IdentifierLikeness.pairs(of: unknown, with: known))
      else { return nil }
      return Remark(
        evidence: first,
        sentence: "\(Wording.count(rows.count, "row")) \(rows.count == 1 ? "is" : "are") about "
          + "\(Wording.count(unknown.count, "pupil")) whom the register does not know. \(cause)")
    }
  }

  /// Classes whose registers were taken and that no pupil is in, once each.
  var remarksOnClasses: [Remark] {
    let known = Set(pupils.values.compactMap(\.classGroup))
    guard !known.isEmpty else { return [] }
    var unknown = CountedWords()
    for (group, registers) in registersTaken where !known.contains(group) {
      for taken in registers { unknown.note(group, taken.evidence) }
    }
    return unknown.remarks(weight: .loss) { word, rows in
      let near = Wording.suggestion(for: word, among: known.sorted())
      return "\(quoted(word)) (\(rows)) is the class of no pupil"
        + (near.map { "; did you mean `\($0)`?" } ?? "")
    }
  }
}

/// A few of some identifiers, and how many there are besides.
private func examples(of identifiers: [String]) -> String {
  let shown = identifiers.prefix(3).map { quoted($0) }
  let rest = identifiers.count - shown.count
  return Wording.list(shown + (rest > 0 ? ["\(Wording.grouped(rest)) more"] : []))
}

extension Pupil {
  /// Whether any time on roll has a day in common with some dates.
  fileprivate func isOnRoll(during dates: DateRange) -> Bool {
    spells.contains { spell in
      let isOver = spell.left.map { $0 < dates.first } ?? false
      let isToCome = spell.joined.map { joined in dates.last.map { joined > $0 } ?? false } ?? false
      return !isOver && !isToCome
    }
  }
}
