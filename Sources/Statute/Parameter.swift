package import CivilTime
package import Clauses
package import Diagnostics
package import TypedYAML

/// A parameter's value over a range of dates.
package struct ParameterVersion: RefinedRecord {
  /// The keys of a version.
  package struct Draft: Record {
    package var from, to: Located<CivilDate>?
    package var comesWith: Located<Name>?
    package var value: Operand?
    package var cite: Deferred<[Citation]>?
    package let span: SourceSpan
    package static let title = "a parameter's value"
    package static let fields: [Field<Draft>] = [
      Field("from", { $1(&$0.from) }, "The first date on which the value holds."),
      Field(
        "comes_with", { $1(&$0.comesWith) },
        "Or else the source with which it comes into force; the value before it then ends."),
      Field("to", { $1(&$0.to) }, "The last date; left out where it holds still."),
      Field("value", { $1(&$0.value) }, required: true, "The value."),
      Field("cite", { $1(&$0.cite) }, required: true, "Where the law or the guidance says so."),
    ]
    package static var alternatives: [[String]] { [["from"], ["comes_with"]] }
    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The commencement of the value.
  package let commencement: Commencement
  /// The dates on which the value is in force.
  package private(set) var range: DateRange
  /// The value.
  package let value: Located<Value>
  /// The places in the law or the guidance that state it.
  package var citations: [Citation] { draft.cite?.value ?? [] }

  package init?(_ draft: Draft, _ reading: inout Reading) {
    guard draft.cite != nil, case .literal(let value)? = draft.value else { return nil }
    switch (draft.from, draft.comesWith) {
    case (let from?, nil):
      guard let range = DateRange(from: from.value, to: draft.to?.value) else {
        reading.report(
          .valueDatesOutOfOrder, "The last date comes before the first.",
          at: draft.to?.span ?? draft.span, path: reading.path)
        return nil
      }
      commencement = .dated(range)
    case (nil, let source?): commencement = .with(source)
    default:
      reading.report(Commencement.problem("from", at: draft.span, path: reading.path))
      return nil
    }
    self.draft = draft
    (range, self.value) = (commencement.range([:]) ?? Commencement.notYet, value)
  }

  /// The values of one parameter in the order of their dates, without those not yet in force; a
  /// value without an end ends before one that commences with a source.
  static func sequence(
    _ versions: [ParameterVersion], datedBy sources: () -> [String: DateRange]
  ) -> [ParameterVersion] {
    guard versions.contains(where: { $0.commencement.source != nil }) else {
      return versions.sorted { $0.range.first < $1.range.first }
    }
    let sources = sources()
    var dated = versions.compactMap { version -> ParameterVersion? in
      version.commencement.range(sources).map { version.holding(in: $0) }
    }
    dated.sort { $0.range.first < $1.range.first }
    for index in dated.indices.dropFirst() where dated[index].commencement.source != nil {
      let (earlier, later) = (dated[index - 1].range, dated[index].range)
      guard earlier.last == nil,
        let cut = DateRange(from: earlier.first, to: later.first.adding(days: -1))
      else { continue }
      dated[index - 1] = dated[index - 1].holding(in: cut)
    }
    return dated
  }

  private func holding(in range: DateRange) -> ParameterVersion {
    var version = self
    version.range = range
    return version
  }
}
