public import CivilTime
import Clauses
public import Diagnostics
public import TypedYAML

// When a policy is in force, and what it inherits then.
extension PolicyDocument {
  /// What holds for the school while the policy is in force: its own values, and those it inherits.
  ///
  /// It is put together anew each time: whoever asks often keeps it.
  public var effective: Policy { effective() }

  /// The same as it stands on the date of a report: a policy that gives no dates inherits from the layers that
  /// apply on that date.
  public func effective(asOf date: CivilDate? = nil) -> Policy {
    own.inheriting(layersInForce(asOf: date))
  }

  /// The school with what is inherited about it.
  public func effectiveSchool(asOf date: CivilDate? = nil) -> School? {
    inherited(own.school, layersInForce(asOf: date), \.school)
  }

  /// The layers that apply on some day on which the policy is in force.
  ///
  /// Where neither it nor what it inherits says when that is, they are those of the date of the report; without
  /// one, all of them.
  public func layersInForce(asOf date: CivilDate? = nil) -> [Layer] {
    giving(during: inForce(asOf: date), asOf: date)
  }

  /// The school's name, or the file's where it gives none.
  public var schoolName: String { own.school?.name?.value.text ?? path }

  /// The dates on which the policy is in force; nil where neither it nor a layer that applies gives a start.
  public func inForce(asOf date: CivilDate? = nil) -> DateRange? {
    guard layers.contains(where: { $0.common?.status != nil }) else { return own.inForce }
    return inherited(own.status, giving(during: own.inForce, asOf: date), \.status)?.inForce
  }

  /// The layers that apply during some dates, or else on the date of the report.
  private func giving(during dates: DateRange?, asOf date: CivilDate?) -> [Layer] {
    guard let dates = dates ?? date.map({ DateRange(on: $0) }) else { return layers }
    return layers.filter { $0.inForce?.range.intersection(dates) != nil || $0.inForce == nil }
  }

  /// A part of the policy with what is inherited of it.
  private func inherited<Part: Record>(
    _ own: Part?, _ layers: [Layer], _ part: (Policy) -> Part?
  ) -> Part? {
    layers.compactMap { $0.common.flatMap(part) }.reduce(own) { below, upper in
      var joined = below ?? upper
      joined.inherit(upper)
      return joined
    }
  }

  /// What holds for the school on a date, on which some layers may not apply.
  public func effective(on date: CivilDate) -> Policy { own.inheriting(layers(on: date)) }

  /// The layers that apply on a date.
  public func layers(on date: CivilDate) -> [Layer] {
    layers.filter { $0.inForce?.range.contains(date) ?? true }
  }
}

extension PolicyDocument {
  /// The words by which it shows which nation's law binds the school, of one vocabulary after the other, the
  /// surest first.
  public func wordsOfNation(
    asOf date: CivilDate? = nil
  ) -> [(name: VocabularyName, words: [String])] {
    let school = effectiveSchool(asOf: date)
    return [
      (.nations, [school?.nation].compactMap { $0 }),
      (.localAuthorities, [school?.localAuthority].compactMap { $0 }),
      (.legislation, own.legislation ?? []),
    ].map { ($0, $1.map(\.value.text)) }
  }

  /// The layers that it follows and that stopped applying before a date and before the policy does, each with
  /// where it is named and its last day.
  public func endedLayers(asOf date: CivilDate) -> [(
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
  public var inForce: DateRange? { status?.inForce }

  /// The policy with what it inherits from layers, the nearest first.
  func inheriting(_ layers: [Layer]) -> Policy {
    var policy = self
    for common in layers.compactMap(\.common) { policy.inherit(common) }
    return policy
  }
}

extension Status {
  /// The dates that it gives; nil where it gives no start.
  fileprivate var inForce: DateRange? {
    guard let start = effectiveFrom?.value ?? ratified?.value else { return nil }
    let end =
      effectiveTo?.value ?? reviewBy?.value ?? start.adding(months: 12).adding(days: -1)
    return DateRange(from: start, to: end)
  }
}
