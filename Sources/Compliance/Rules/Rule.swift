import CivilTime
package import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

/// A framework, stored by reference because copies would be large.
final class Law: Sendable {
  let framework: Framework
  private let laterYardstick: Later<Yardstick>
  var yardstick: Yardstick { laterYardstick.wrappedValue }
  /// The framework's duties of schools.
  var bindingDuties: [BindingDuty] { laterBindingDuties.wrappedValue }
  private let laterBindingDuties: Later<[BindingDuty]>

  init(_ framework: Framework) {
    self.framework = framework
    laterYardstick = Later { Yardstick(framework) }
    laterBindingDuties = Later {
      framework.duties.compactMap { BindingDuty($0.id.value.text, $0, .framework) }
    }
  }
}

/// A requirement with its paths bound to the keys of files.
package final class Rule: Sendable {
  /// The requirement as data.
  package let requirement: Requirement
  /// The paths of the items to which it applies; none where it applies to the file as a whole.
  let items: [BoundPath]
  let given, unless, that: [BoundCondition]
  private let messages: Later<Messages>
  /// The names of the parameters that the rule itself refers to.
  package let parameters: [String]
  /// Whether it uses the date of the report.
  let asksToday: Bool
  /// The dates on which the values that it compares with change, in any order.
  let changes: [CivilDate]
  private let law: Law
  private let bibliography: Bibliography
  /// The places that it cites.
  private let places: Later<[CitedPlace]>

  /// Binds a requirement to the paths of its files; an unknown path is a located error.
  init?(
    _ requirement: Requirement, of law: Law, _ bibliography: Bibliography,
    _ reading: inout Reading
  ) {
    let forEach = requirement.draft.forEach?.elements ?? []
    let form = requirement.addressee == .policy ? Policy.form : Layer.form
    var binder = PathBinder(root: form, forEach: forEach, checks: !requirement.isBuiltIn)
    messages = Later { [binder] in Messages(requirement, binder) }
    self.requirement = requirement
    self.law = law
    self.bibliography = bibliography
    places = Later { bibliography.places(of: requirement.citations) }
    items = forEach.map { BoundPath($0.value.text) }
    given = requirement.given.map { binder.bind($0) }
    unless = requirement.unless.map { binder.bind($0) }
    that = requirement.that.map { binder.bind($0) }
    let conditions = requirement.that + requirement.given + requirement.unless
    parameters = conditions.flatMap(\.parameters).filter { !Window.longestPeriods.contains($0) }
    asksToday = parameters.contains("as_of")
    changes = law.framework.changes(of: conditions.flatMap(\.parameters))
    let problems =
      binder.problems + (requirement.isBuiltIn ? [] : messages.wrappedValue.problems)
    problems.forEach { reading.report($0) }
    guard problems.isEmpty else { return nil }
  }

  /// Whether it applies to the policy of a school.
  func isAsked(of school: BoundSchool) -> Bool {
    requirement.addressee == .policy && school.isBoundNationally(by: requirement.scope)
  }

  /// Whether it applies to the policy of a school as a rule of a layer that the policy follows.
  func isAskedByLayer(of school: BoundSchool) -> Bool {
    requirement.addressee == .policy && school.isBound(by: requirement.scope)
  }

  /// Whether one of its conditions fails for an absent value.
  var complainsOfAbsence: Bool { that.contains { $0.relation.complainsOfAbsence } }

  var says: Template { messages.wrappedValue.says }
  var because: Template { messages.wrappedValue.because }
  var fix: Template { messages.wrappedValue.fix }
}

/// The messages of a rule, bound on demand because few rules are broken.
private struct Messages: Sendable {
  let says, because, fix: Template
  let problems: [Diagnostic]

  /// Binds the placeholders; the binder's own problems are not included.
  init(_ requirement: Requirement, _ binder: PathBinder) {
    var binder = binder
    let known = binder.problems.count
    says = binder.bind(requirement.says)
    because = binder.bind(requirement.because)
    fix = binder.bind(requirement.fix)
    problems = Array(binder.problems.dropFirst(known))
  }
}

/// A path from an item to which a requirement applies, or from the policy's root.
struct BoundPath: Sendable {
  let isFromItem: Bool
  let steps: [String]
  /// The steps with dots between them.
  let dotted: String
  /// Whether it may lead to several values.
  let hasWildcard: Bool

  init(isFromItem: Bool = false, _ path: String) {
    self.isFromItem = isFromItem
    steps = path.pathSteps
    let length = steps.reduce(steps.count - 1) { $0 + $1.utf8.count }
    dotted = length == path.utf8.count ? path : steps.joined(separator: ".")
    hasWildcard = steps.contains("*")
  }

  /// The values at the path from a value, each with its path from the root.
  func values(
    from value: Located<Value>, at base: String = ""
  ) -> [(path: String, value: Located<Value>)] {
    if hasWildcard { return value.values(at: steps[...], from: base) }
    guard let found = value.value(at: steps[...]) else { return [] }
    return [(dotted(from: base), found)]
  }

  /// The path from the root, where this one starts at another.
  func dotted(from base: String) -> String {
    if base.isEmpty { return dotted }
    return dotted.isEmpty ? base : "\(base).\(dotted)"
  }
}

/// A condition with its paths bound; a reference, because it is evaluated often and created once.
final class BoundCondition: Sendable {
  enum Subject: Sendable {
    case value(BoundPath)
    case interval(from: BoundPath, to: BoundPath)
    case paths([BoundPath])
  }

  let subject: Subject
  let relation: Condition.Relation
  let operands: [Operand]
  /// The paths among the operands, in the operands' order, including those of earlier items.
  let operandPaths: [BoundPath]

  init(_ subject: Subject, _ relation: Condition.Relation, _ operandPaths: [BoundPath]) {
    (self.subject, self.relation, self.operandPaths) = (subject, relation, operandPaths)
    operands = relation.operands
  }
}

/// A message with placeholders.
struct Template: Sendable {
  enum Part: Sendable {
    case text(String)
    case placeholder(String)
    case parameter(String)
    case path(BoundPath)
  }

  let parts: [Part]
  /// The placeholders, besides a `$parameter` and a path of the policy.
  static let placeholders: Set<String> = [
    "found", "limit", "from", "to", "item", "latest", "missing", "low", "high", "replacement",
    "school",
  ]
}

/// Binds paths to the declared keys of a kind of file.
private struct PathBinder: Sendable {
  private let root: Form
  private var items: [Form] = []
  /// Whether to check paths that need no lookup otherwise.
  private let checks: Bool
  private(set) var problems: [Diagnostic] = []

  init(root: Form, forEach: [Located<Prose>], checks: Bool) {
    (self.root, self.checks) = (root, checks)
    for path in forEach {
      switch root.form(at: PathBinder.steps(path.value.text)[...]) {
      case .success(let form): items.append(form)
      case .failure(let unknown): problems.append(.unknownPath(path, unknown))
      }
    }
  }

  /// Whether a path is valid from every item.
  private func isOfItems(_ steps: [String]) -> Bool {
    !items.isEmpty
      && items.allSatisfy { item in
        if case .success = item.form(at: steps[...]) { true } else { false }
      }
  }

  static func steps(_ path: String) -> [String] { path.pathSteps }

  mutating func bind(_ path: Located<Prose>) -> BoundPath {
    let text = path.value.text
    guard checks || !items.isEmpty else { return BoundPath(text) }
    let steps = PathBinder.steps(text)
    if isOfItems(steps) { return BoundPath(isFromItem: true, text) }
    if checks, case .failure(let unknown) = root.form(at: steps[...]) {
      problems.append(.unknownPath(path, unknown))
    }
    return BoundPath(text)
  }

  mutating func bind(_ condition: Condition) -> BoundCondition {
    let subject: BoundCondition.Subject
    switch (condition.subject, condition.relation) {
    case (.value(let path)?, _): subject = .value(bind(path))
    case (.interval(let from, let to)?, _): subject = .interval(from: bind(from), to: bind(to))
    case (nil, .required(let paths)), (nil, .anyGiven(let paths)), (nil, .forbidden(let paths)),
      (nil, .reachable(let paths)), (nil, .ordered(let paths)):
      subject = .paths(paths.map { bind($0) })
    case (nil, .alike(let path)): subject = .paths([bind(path)])
    case (nil, _): subject = .paths([])
    }
    var operandPaths: [BoundPath] = []
    for operand in condition.relation.operands {
      switch operand {
      case .path(let path, let span), .earlier(let path, let span):
        operandPaths.append(bind(Located(Prose(text: path), at: span)))
      case .interval(let from, let to, let span):
        operandPaths += [from, to].map { bind(Located(Prose(text: $0), at: span)) }
      case .parameter, .literal: continue
      }
    }
    return BoundCondition(subject, condition.relation, operandPaths)
  }

  mutating func bind(_ message: Located<Prose>) -> Template {
    var parts: [Template.Part] = []
    // An array, because searching it takes a tenth of the time of searching a string.
    var rest = Array(message.value.text.utf8)[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
      let inside = open + 1
      guard let close = rest[inside...].firstIndex(of: UInt8(ascii: "}")),
        rest[inside] != UInt8(ascii: " ")
      else {
        // A brace with a space after it is YAML for the reader.
        parts.append(.text(String(decoding: rest[..<inside], as: UTF8.self)))
        rest = rest[inside...]
        continue
      }
      parts.append(.text(String(decoding: rest[..<open], as: UTF8.self)))
      parts.append(placeholder(String(decoding: rest[inside..<close], as: UTF8.self), in: message))
      rest = rest[(close + 1)...]
    }
    parts.append(.text(String(decoding: rest, as: UTF8.self)))
    return Template(parts: parts)
  }
}

extension PathBinder {
  private mutating func placeholder(_ name: String, in message: Located<Prose>) -> Template.Part {
    if Template.placeholders.contains(name) { return .placeholder(name) }
    if name.hasPrefix("$") { return .parameter(String(name.dropFirst())) }
    return .path(bind(Located(Prose(text: name), at: message.span)))
  }
}

extension Diagnostic {
  static func unknownPath(
    _ path: Located<Prose>, _ unknown: Form.UnknownStep
  ) -> Diagnostic {
    Diagnostic(
      .unknownRulePath, "`\(path.value.text)` is not a path of the file it is asked of.",
      at: path.span,
      help: Wording.didYouMean(unknown.step, among: unknown.known)
        ?? "`\(unknown.step)` is where it goes astray.")
  }
}

extension Rule {
  /// Whether it relates entries for groups of pupils, which are then judged together.
  var isAboutEntries: Bool {
    that.contains { condition in
      switch condition.relation {
      case .entries, .alike: true
      default: false
      }
    }
  }

  /// Whether it reads values at or below a path.
  func looks(at path: [String]) -> Bool {
    let conditions = given + unless + that
    let paths =
      items
      + conditions.flatMap { condition -> [BoundPath] in
        let own: [BoundPath] =
          switch condition.subject {
          case .value(let path): [path]
          case .interval(let from, let to): [from, to]
          case .paths(let paths): paths
          }
        return own + condition.operandPaths
      }.filter { !$0.isFromItem }
    return paths.contains { bound in
      zip(bound.steps, path).allSatisfy { $0 == "*" || $0 == $1 }
    }
  }

  /// The paths of the values that the rule is about, with those of its items in full.
  package var paths: [String] {
    func full(_ path: BoundPath) -> [String] {
      path.isFromItem ? items.map { path.dotted(from: $0.dotted) } : [path.dotted]
    }
    return that.flatMap { condition in
      switch condition.subject {
      case .value(let path): full(path)
      case .interval(let from, let to): full(from) + full(to)
      case .paths(let paths): paths.flatMap(full)
      }
    }
  }

  /// The places of the rule, its parameters and one more parameter on a date, in sources in force
  /// on one of some dates.
  func cited(
    on date: CivilDate, during dates: DateRange, besides parameter: String?
  ) -> [CitedSource] {
    var places = places.wrappedValue
    for name in parameters + [parameter].compactMap({ $0 }) {
      let citations = law.framework.parameter(name, on: date)?.citations ?? []
      places += bibliography.places(of: citations).filter { place in
        !places.contains { $0.cited == place.cited }
      }
    }
    return CitedPlace.current(places, during: dates)
  }
}

extension Framework {
  /// The dates on which any of these parameters changes value.
  fileprivate func changes(of names: [String]) -> [CivilDate] {
    var dates = names.flatMap { parameters[$0] ?? [] }.map(\.range.first)
    if names.contains("codes") {
      for meaning in codes.meanings {
        dates.append(meaning.range.first)
        if let last = meaning.range.last { dates.append(last.adding(days: 1)) }
      }
    }
    return dates
  }
}
