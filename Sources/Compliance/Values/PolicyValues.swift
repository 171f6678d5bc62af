import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

/// The own and the inherited values of a policy, with their types erased.
struct PolicyValues {
  /// The values of the file itself.
  let own: Located<Value>
  /// The words of the file itself that need a report.
  let uses: [WordUse]
  /// The effective values while the policy is in force.
  let whileInForce: Located<Value>
  /// The inherited values of each layer, the nearest first, with their dates.
  private let inherited: [(name: String, dates: DateRange?, common: Located<Value>)]
  /// The indices of the layers that apply while the policy is in force.
  private let givingInForce: [Int]

  /// Resolves the values of a policy; `layers` are its prepared layers.
  init(
    _ document: PolicyDocument, _ layers: [PreparedLayer], _ framework: Framework,
    asOf date: CivilDate
  ) {
    let lexicon = Lexicon(framework, document.own, document.layers)
    let worded = lexicon.resolved(document.own.erased, as: Policy.form)
    let own = worded.values
    let inherited = zip(document.layers, layers).compactMap { layer, prepared in
      prepared.common.map {
        (name: layer.name?.value.text ?? "a layer", dates: layer.inForce?.range, common: $0)
      }
    }
    let inForce = document.inForce(asOf: date) ?? DateRange(on: date)
    let giving = inherited.indices.filter { index in
      guard let dates = inherited[index].dates else { return true }
      return dates.intersection(inForce) != nil
    }
    (self.own, self.inherited, givingInForce) = (own, inherited, giving)
    uses = worded.uses
    whileInForce = PolicyValues.joined(own, giving.map { inherited[$0].common })
  }

  private static func joined(
    _ own: Located<Value>, _ inherited: [Located<Value>]
  ) -> Located<Value> {
    inherited.reduce(own) { Policy.joined($0, $1) }
  }

  /// The effective values over the dates of a check and on the date of its report.
  func editions(_ period: Period) -> [Edition] {
    let first = min(period.range.first, period.asOf)
    let last = period.range.last.map { max($0, period.asOf) }
    let changes = inherited.compactMap(\.dates).flatMap { range in
      [range.first] + [range.last?.adding(days: 1)].compactMap { $0 }
    }
    var editions: [(range: DateRange, giving: [Int])] = []
    for piece in (DateRange(from: first, to: last) ?? period.range).split(at: changes) {
      let giving = inherited.indices.filter {
        inherited[$0].dates?.contains(piece.first) ?? true
      }
      if let latest = editions.last, latest.giving == giving,
        let joined = DateRange(from: latest.range.first, to: piece.last)
      {
        editions[editions.count - 1].range = joined
      } else {
        editions.append((piece, giving))
      }
    }
    return editions.indices.map { index in
      let (range, giving) = editions[index]
      let values =
        giving == givingInForce
        ? whileInForce : PolicyValues.joined(own, giving.map { inherited[$0].common })
      let earlier = index > 0 ? editions[index - 1].giving : giving
      return Edition(
        range: range, values: AskedValues(values),
        change: Edition.Change(
          began: giving.filter { !earlier.contains($0) }.map { inherited[$0].name },
          ended: earlier.filter { !giving.contains($0) }.map { inherited[$0].name }))
    }
  }
}

/// The values of a file over a range of dates without a change of the inherited ones.
final class Edition {
  /// The layers that begin to apply on its first date, and those that stop.
  struct Change {
    let began, ended: [String]

    /// The change as part of a sentence.
    func words(isToCome: Bool) -> String {
      let verbs = isToCome ? ("begins", "stops") : ("began", "stopped")
      let parts = [
        ended.isEmpty ? nil : "\(Wording.list(ended)) \(verbs.1) applying",
        began.isEmpty ? nil : "\(Wording.list(began)) \(verbs.0) to apply",
      ].compactMap { $0 }
      return parts.isEmpty ? "" : ", when \(Wording.list(parts))"
    }
  }

  let range: DateRange
  let values: AskedValues
  /// The change on its first date.
  let change: Change
  private var groups: GroupedValues??

  init(range: DateRange, values: AskedValues, change: Change = Change(began: [], ended: [])) {
    (self.range, self.values, self.change) = (range, values, change)
  }

  /// The values for each group of pupils with times of its own; nil where all have the same.
  func times(_ framework: Framework, on date: CivilDate) -> GroupedValues? {
    if let groups { return groups }
    let found = GroupedValues(values, framework, on: date)
    groups = .some(found)
    return found
  }
}
