package import CivilTime
package import Clauses
package import Diagnostics
package import PolicyModel
package import Statute
import TypedYAML

/// The rules of a framework, and of the layers that a policy follows.
package struct Catalogue: Sendable {
  /// The kind of a rule.
  package enum Kind: String, Sendable, CaseIterable {
    /// A rule on the content of a policy, or of a layer's file.
    case requirement
    /// A rule on what a school does when something happens.
    case duty
    /// A rule on the content of a register.
    case practice
    /// A rule on the relations between files.
    case structure
  }

  /// A rule as data.
  enum Rule: Sendable {
    case requirement(Requirement)
    case duty(Duty)
    case practice(PracticeRule)
    case structure(StandingRule)
  }

  /// One rule.
  package struct Entry: Sendable {
    /// The rule's stable name.
    package let id: String
    /// The kind of the rule.
    package let kind: Kind
    /// The requirement, in a sentence without its full stop.
    package let title: String
    /// The severity of a breach.
    package let severity: Severity
    /// The law whose commencement it awaits; nil if it has dates.
    let awaits: Source?
    /// The dates on which it binds; nil for always.
    package let inForce: DateRange?
    /// The schools it binds; nil for all.
    package let scope: Scope?
    /// The kind of file that it is about.
    package let addressee: Addressee
    /// The reason and the fix, with placeholders.
    package let because, fix: String?
    /// Every place that it or its parameters cite, of any date.
    package var citations: [CitedSource] { CitedPlace.current(places, during: nil) }
    /// The same places with the dates of their sources and the passages that have them.
    let places: [CitedPlace]
    /// The names of the parameters that it compares with.
    package let parameters: [String]
    /// The rule as data.
    let rule: Rule
    /// The layer that contains it; nil for the framework.
    package let layer: Layer?
  }

  /// The framework.
  package let framework: Framework
  /// The rules in the order of their files.
  package let entries: [Entry]
  /// The rules that await the commencement of a law.
  package let coming: [Entry]

  /// Collects the rules of a framework and of layers.
  package init(_ framework: Framework, layers: [Layer] = []) {
    self.framework = framework
    coming = Catalogue.entries(
      framework.coming, [], framework, framework.bibliography, layer: nil)
    entries =
      Catalogue.entries(
        framework.requirements, framework.duties, framework, framework.bibliography, layer: nil)
      + framework.practice.map { Catalogue.entry($0, framework) }
      + framework.structure.map { Catalogue.entry($0, .structure, framework) }
      + layers.flatMap { layer in
        Catalogue.entries(
          layer.requirements ?? [], layer.duties ?? [], framework,
          framework.bibliography.adding(layer), layer: layer)
      }
  }

  /// The rule with a name; nil if there is none.
  package func entry(_ id: String) -> Entry? { (entries + coming).first { $0.id == id } }

  /// The retired rule with a name; nil if there is none.
  package func retired(_ id: String) -> RetiredRule? {
    framework.retired.first { $0.id?.value.text == id }
  }

  /// The names of all rules, retired ones included.
  package var names: [String] {
    (entries + coming).map(\.id) + framework.retired.compactMap { $0.id?.value.text }
  }

  private static func entries(
    _ requirements: [Requirement], _ duties: [Duty], _ framework: Framework,
    _ bibliography: Bibliography, layer: Layer?
  ) -> [Entry] {
    requirements.map { requirement in
      let conditions = requirement.that + requirement.given + requirement.unless
      let parameters = conditions.flatMap(\.parameters).filter { framework.parameters[$0] != nil }
      let values = parameters.flatMap { framework.parameters[$0] ?? [] }
      return Entry(
        id: requirement.id.value.text, kind: .requirement, title: requirement.title,
        severity: requirement.severity,
        awaits: requirement.commencement.source.flatMap { source in
          bibliography.sources[source.value.text].flatMap { $0.isToCome ? $0 : nil }
        }, inForce: requirement.inForce, scope: requirement.scope,
        addressee: requirement.addressee, because: requirement.because.value.text,
        fix: requirement.fix.value.text,
        places: bibliography.places(of: requirement.citations)
          + values.flatMap { value in
            bibliography.places(of: value.citations).compactMap { $0.within(value.range) }
          },
        parameters: parameters, rule: .requirement(requirement), layer: layer)
    }
      + duties.map { duty in
        Entry(
          id: duty.id.value.text, kind: .duty, title: duty.title, severity: duty.severity,
          awaits: nil, inForce: duty.inForce, scope: duty.scope, addressee: .policy,
          because: duty.draft.because?.value.text, fix: nil,
          places: bibliography.places(of: duty.citations), parameters: [], rule: .duty(duty),
          layer: layer)
      }
  }

  private static func entry(_ rule: PracticeRule, _ framework: Framework) -> Entry {
    Entry(
      id: rule.id, kind: .practice, title: rule.title, severity: rule.severity,
      awaits: nil, inForce: rule.inForce, scope: rule.scope, addressee: .policy,
      because: rule.draft.because?.value.text, fix: nil,
      places: framework.bibliography.places(of: rule.citations), parameters: [],
      rule: .practice(rule), layer: nil)
  }

  private static func entry(
    _ rule: StandingRule, _ kind: Kind, _ framework: Framework
  ) -> Entry {
    Entry(
      id: rule.id, kind: kind, title: rule.title, severity: rule.severity, awaits: nil,
      inForce: rule.inForce, scope: nil, addressee: .policy,
      because: rule.draft.because?.value.text, fix: nil,
      places: framework.bibliography.places(of: rule.citations), parameters: [],
      rule: .structure(rule), layer: nil)
  }
}

extension Catalogue.Entry {
  /// The name of the layer that contains it; nil for the framework.
  var layerName: String? { layer.map { $0.name?.value.text ?? $0.span.file } }

  /// The schools that it binds, in words; nil for every school.
  var bound: String? {
    guard let scope, !(scope.types.isEmpty && scope.phases.isEmpty) else { return nil }
    let types = scope.types.map(\.plural)
    let phases = scope.phases.map { Wording.plain($0.rawValue) }
    switch (types.isEmpty, phases.isEmpty) {
    case (false, true): return "\(Wording.list(types)) schools"
    case (true, false): return "\(Wording.list(phases)) schools"
    default: return "\(Wording.list(types)) schools (\(Wording.list(phases)))"
    }
  }

  /// The dates on which it binds, in words.
  var dates: String {
    if let awaits { return "not yet, but with \(awaits.title?.value.text ?? "a law")" }
    guard let inForce else { return "always" }
    return "from \(inForce.first.written)" + (inForce.last.map { " to \($0.written)" } ?? "")
  }
}

extension SchoolType {
  fileprivate var plural: String {
    self == .nonMaintainedSpecial ? "non-maintained special" : rawValue
  }
}
