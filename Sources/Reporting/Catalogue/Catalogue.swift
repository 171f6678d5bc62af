package import CivilTime
package import Clauses
package import Diagnostics
package import PolicyModel
package import Statute
import TypedYAML

/// Every rule of a framework, and of the layers that a policy follows.
package struct Catalogue: Sendable {
  /// What kind of rule an entry is.
  package enum Kind: String, Sendable, CaseIterable {
    /// What a policy, or a layer's file, must say.
    case requirement
    /// What a school must do when something happens.
    case duty
    /// What a register must show.
    case practice
    /// How files must stand to each other.
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
    /// What kind of rule it is.
    package let kind: Kind
    /// What is required, in a sentence.
    package let title: String
    /// How much breaking it weighs.
    package let severity: Severity
    /// The law that has to come into force before it binds; nil for what has dates.
    let awaits: Source?
    /// The dates on which it binds; nil for always.
    package let inForce: DateRange?
    /// The schools it binds, and whose file it is asked of.
    package let scope: Scope?
    package let addressee: Addressee
    /// What the authority says, and what puts a breach right, with placeholders.
    package let because, fix: String?
    /// Every place that says so, whatever its dates, those of the parameters too.
    package var citations: [CitedSource] { CitedPlace.current(places, during: nil) }
    /// The same with the dates of each source, and the passages that have them.
    let places: [CitedPlace]
    /// The parameters that it compares with.
    package let parameters: [String]
    /// The rule as data.
    let rule: Rule
    /// The layer that asks it; nil for the framework.
    package let layer: Layer?
  }

  /// The framework.
  package let framework: Framework
  /// The rules in the order of their files.
  package let entries: [Entry]
  /// The rules that wait for a law to come into force.
  package let coming: [Entry]

  /// Lists the rules of a framework, and those of layers.
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

  /// The rule of a name; nil where there is none.
  package func entry(_ id: String) -> Entry? { (entries + coming).first { $0.id == id } }

  /// The retired rule of a name; nil where there is none.
  package func retired(_ id: String) -> RetiredRule? {
    framework.retired.first { $0.id?.value.text == id }
  }

  /// The names that can be explained.
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
  /// The name of the layer that asks it; nil for the framework.
  var layerName: String? { layer.map { $0.name?.value.text ?? $0.span.file } }

  /// Whom it binds, in words; nil where it binds every school.
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

  /// When it binds, in words.
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
