package import CivilTime
import Clauses
package import Diagnostics
package import TypedYAML

// The dates on which a policy is in force, and the values that it inherits.
extension PolicyDocument {
  /// The effective values while the policy is in force: its own, and inherited ones.
  ///
  /// Computed on each access.
  package var effective: Policy { effective() }

  /// The effective values for a report on a date: a policy without dates inherits from the layers
  /// that apply on that date.
  package func effective(asOf date: CivilDate? = nil) -> Policy {
    own.inheriting(layersInForce(asOf: date))
  }

  /// The school with its inherited values.
  package func effectiveSchool(asOf date: CivilDate? = nil) -> School? {
    inherited(own.school, layersInForce(asOf: date), \.school)
  }

  /// The layers that apply on some date on which the policy is in force.
  ///
  /// Where neither the policy nor a layer gives these dates, the layers of the report's date;
  /// without one, all layers.
  package func layersInForce(asOf date: CivilDate? = nil) -> [Layer] {
    giving(during: inForce(asOf: date), asOf: date)
  }

  /// The school's name, or the file's where it gives none.
  package var schoolName: String { own.school?.name?.value.text ?? path }

  /// The dates on which the policy is in force; nil where neither it nor a layer gives a start.
  package func inForce(asOf date: CivilDate? = nil) -> DateRange? {
    guard layers.contains(where: { $0.common?.status != nil }) else { return own.inForce }
    return inherited(own.status, giving(during: own.inForce, asOf: date), \.status)?.inForce
  }

  /// The layers that apply during some dates, or otherwise on the date of the report.
  private func giving(during dates: DateRange?, asOf date: CivilDate?) -> [Layer] {
    guard let dates = dates ?? date.map({ DateRange(on: $0) }) else { return layers }
    return layers.filter { $0.inForce?.range.intersection(dates) != nil || $0.inForce == nil }
  }

  /// A section of the policy with its inherited values.
  private func inherited<Part: Record>(
    _ own: Part?, _ layers: [Layer], _ part: (Policy) -> Part?
  ) -> Part? {
    layers.compactMap { $0.common.flatMap(part) }.reduce(own) { below, upper in
      var joined = below ?? upper
      joined.inherit(upper)
      return joined
    }
  }

  /// The effective values on a date, on which some layers may not apply.
  package func effective(on date: CivilDate) -> Policy { own.inheriting(layers(on: date)) }

  /// The layers that apply on a date.
  package func layers(on date: CivilDate) -> [Layer] {
    layers.filter { $0.inForce?.range.contains(date) ?? true }
  }
}

extension PolicyDocument {
  /// The words that indicate the nation whose law binds the school, by vocabulary, the most
  /// reliable first.
  package func wordsOfNation(
    asOf date: CivilDate? = nil
  ) -> [(name: VocabularyName, words: [String])] {
    let school = effectiveSchool(asOf: date)
    return [
      (.nations, [school?.nation].compactMap { $0 }),
      (.localAuthorities, [school?.localAuthority].compactMap { $0 }),
      (.legislation, own.legislation ?? []),
    ].map { ($0, $1.map(\.value.text)) }
  }

  /// The layers that stopped applying before a date and before the policy does, each with the place
  /// of its name and its last date.
  package func endedLayers(asOf date: CivilDate) -> [(
    layer: Layer, named: SourceSpan, last: CivilDate
  )] {
    let end = inForce(asOf: date)?.last
    return zip(layers, namings).compactMap { layer, named in
      guard let last = layer.inForce?.range.last, last < date, end.map({ last < $0 }) ?? true
      else { return nil }
      return (layer, named, last)
    }
  }
}

extension Policy {
  /// The dates on which the policy is in force; nil where it gives no start.
  ///
  /// From `effective_from` (or ratification) to `effective_to`, or to the review date, or for a
  /// year.
  package var inForce: DateRange? { status?.inForce }

  /// The policy with values inherited from layers, the nearest first.
  func inheriting(_ layers: [Layer]) -> Policy {
    var policy = self
    for common in layers.compactMap(\.common) { policy.inherit(common) }
    return policy
  }
}

extension Status {
  /// The dates of the section; nil where it gives no start.
  fileprivate var inForce: DateRange? {
    guard let start = effectiveFrom?.value ?? ratified?.value else { return nil }
    let end =
      effectiveTo?.value ?? reviewBy?.value ?? start.adding(months: 12).adding(days: -1)
    return DateRange(from: start, to: end)
  }
}
