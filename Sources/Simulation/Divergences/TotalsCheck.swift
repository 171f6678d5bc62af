import CivilTime
import Diagnostics
import Registers
import Statute

/// Holds the totals of a Common Transfer File against the strings of marks that they stand beside.
struct TotalsCheck {
  private let dataset: Dataset
  private let framework: Framework

  init(_ dataset: Dataset, _ framework: Framework) {
    (self.dataset, self.framework) = (dataset, framework)
  }

  /// That totals and strings contradict each other, once for all pupils.
  var remarks: [Remark] {
    guard dataset.pupils.contains(where: { !$0.statedTotals.isEmpty }) else { return [] }
    var found: [(evidence: Evidence, difference: String)] = []
    for record in dataset.pupils {
      for totals in record.statedTotals {
        if let difference = difference(totals, record) {
          found.append((totals.evidence, difference))
        }
      }
    }
    guard let first = found.min(by: { $0.evidence < $1.evidence }) else { return [] }
    return [
      Remark(
        evidence: first.evidence,
        sentence:
          "The totals of \(Wording.count(found.count, "year")) of attendance contradict the string of "
          + "marks beside them: here \(first.difference). The string is used; a code of two signs or an "
          + "older export may be behind it, so export the file again.")
    ]
  }

  /// What the totals say and the string does not; nil where they agree.
  private func difference(_ totals: StatedTotals, _ record: PupilRecord) -> String? {
    let counted = count(totals, record)
    // Sessions without a mark may be among the possible ones, or among the unauthorised.
    let checks: [(name: String, stated: Int?, low: Int, high: Int)] = [
      ("possible", totals.possible, counted.possible, counted.possible + counted.missing),
      ("attended", totals.attended, counted.attended, counted.attended),
      ("authorised", totals.authorised, counted.authorised, counted.authorised),
      (
        "unauthorised", totals.unauthorised, counted.unauthorised,
        counted.unauthorised + counted.missing
      ),
    ]
    let wrong = checks.compactMap { check -> String? in
      guard let stated = check.stated, !(check.low...check.high).contains(stated) else {
        return nil
      }
      return "\(Wording.count(stated, "session")) \(check.name) for \(check.low)"
    }
    return wrong.isEmpty ? nil : Wording.list(wrong)
  }

  private struct Counts {
    var (possible, attended, authorised, unauthorised, missing) = (0, 0, 0, 0, 0)
  }

  private func count(_ totals: StatedTotals, _ record: PupilRecord) -> Counts {
    var counts = Counts()
    for (index, session) in dataset.calendar.sessions.enumerated()
    where totals.days.contains(where: { $0.contains(session.date) }) {
      let code = dataset.codeTable.codes[Int(record.marks.code(of: index))]
      let meaning = code.flatMap { framework.codes.meaning(of: $0, on: session.date) }
      let traits = meaning.map { Traits($0) } ?? .missing
      counts.possible += traits.contains(.possible) ? 1 : 0
      counts.attended += traits.contains(.attended) ? 1 : 0
      counts.authorised += traits.contains(.authorised) ? 1 : 0
      counts.unauthorised += traits.contains(.unauthorised) ? 1 : 0
      counts.missing += traits.contains(.missing) ? 1 : 0
    }
    return counts
  }
}
