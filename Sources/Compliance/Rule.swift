import CivilTime
public import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

/// A requirement whose paths are known to lead somewhere, ready to be asked of files.
public final class Rule: Sendable {
  /// The requirement as data.
  public let requirement: Requirement
  let items: [String]?
  let given, unless, that: [BoundCondition]
  let says, because, fix: Template
  /// The names of the parameters that the rule refers to.
  public let parameters: [String]
  /// The sources and passages that its citations name.
  let bibliography: Bibliography

  /// Binds a requirement to the paths of the files it is asked of; an unknown path is a located
  /// error.
  init?(
    _ requirement: Requirement, _ bibliography: Bibliography, _ reading: inout Reading
  ) {
    let forEach = requirement.draft.forEach
    let form = requirement.addressee == .policy ? Policy.form : Layer.form
    var binder = PathBinder(root: form, forEach: forEach)
    self.requirement = requirement
    self.bibliography = bibliography
    items = forEach.map { PathBinder.steps($0.value.text) }
    given = requirement.given.map { binder.bind($0) }
    unless = requirement.unless.map { binder.bind($0) }
    that = requirement.that.map { binder.bind($0) }
    says = binder.bind(requirement.says)
    because = binder.bind(requirement.because)
    fix = binder.bind(requirement.fix)
    parameters = (that + given + unless).flatMap(\.condition.relation.operands).compactMap {
      if case .parameter(let name, _) = $0 { name } else { nil }
    }
    binder.problems.forEach { reading.report($0) }
    guard binder.problems.isEmpty else { return nil }
  }
}

/// A path from the item that a requirement is asked of, or from the policy's root.
struct BoundPath: Sendable {
  let isFromItem: Bool
  let steps: [String]
}

/// A condition with its paths bound.
struct BoundCondition: Sendable {
  enum Subject: Sendable {
    case value(BoundPath)
    case interval(from: BoundPath, to: BoundPath)
    case paths([BoundPath])
  }

  let subject: Subject
  let condition: Condition
  /// The paths among the operands, in the operands' order; those of earlier items too.
  let operandPaths: [BoundPath]
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
  /// What the placeholders may be, besides a `$parameter` and a path of the policy.
  static let placeholders: Set<String> = [
    "found", "limit", "from", "to", "item", "latest", "missing", "low", "high", "replacement",
    "school",
  ]
}

/// Binds paths to the declared keys of a kind of file.
private struct PathBinder {
  private let root: Form
  private let item: Form?
  private(set) var problems: [Diagnostic] = []

  init(root: Form, forEach: Located<Prose>?) {
    self.root = root
    guard let forEach else {
      item = nil
      return
    }
    switch root.form(at: PathBinder.steps(forEach.value.text)[...]) {
    case .success(let form): item = form
    case .failure(let unknown):
      item = nil
      problems.append(.unknownPath(forEach, unknown))
    }
  }

  static func steps(_ path: String) -> [String] { path.split(separator: ".").map(String.init) }

  mutating func bind(_ path: Located<Prose>) -> BoundPath {
    let steps = PathBinder.steps(path.value.text)
    if let item, case .success = item.form(at: steps[...]) {
      return BoundPath(isFromItem: true, steps: steps)
    }
    if case .failure(let unknown) = root.form(at: steps[...]) {
      problems.append(.unknownPath(path, unknown))
    }
    return BoundPath(isFromItem: false, steps: steps)
  }

  mutating func bind(_ condition: Condition) -> BoundCondition {
    let subject: BoundCondition.Subject
    switch (condition.subject, condition.relation) {
    case (.value(let path)?, _): subject = .value(bind(path))
    case (.interval(let from, let to)?, _): subject = .interval(from: bind(from), to: bind(to))
    case (nil, .required(let paths)), (nil, .forbidden(let paths)), (nil, .reachable(let paths)):
      subject = .paths(paths.map { bind($0) })
    case (nil, _): subject = .paths([])
    }
    var operandPaths: [BoundPath] = []
    for operand in condition.relation.operands {
      switch operand {
      case .path(let path, let span), .earlier(let path, let span):
        operandPaths.append(bind(Located(Prose(text: path), at: span)))
      case .parameter, .literal: continue
      }
    }
    return BoundCondition(subject: subject, condition: condition, operandPaths: operandPaths)
  }

  mutating func bind(_ message: Located<Prose>) -> Template {
    var parts: [Template.Part] = []
    // An array, because to search it costs a tenth of a search through a text.
    var rest = Array(message.value.text.utf8)[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
      let inside = open + 1
      guard let close = rest[inside...].firstIndex(of: UInt8(ascii: "}")),
        rest[inside] != UInt8(ascii: " ")
      else {
        // A brace with a space after it is YAML shown to the reader.
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
      "framework.unknown-path", "`\(path.value.text)` is not a path of the file it is asked of.",
      at: path.span,
      help: Wording.didYouMean(unknown.step, among: unknown.known)
        ?? "`\(unknown.step)` is where it goes astray.")
  }
}

extension Rule {
  /// The paths of the values that the rule is about, with those of its items in full.
  public var paths: [String] {
    let base = items?.joined(separator: ".") ?? ""
    func full(_ path: BoundPath) -> String {
      ((path.isFromItem && !base.isEmpty ? [base] : []) + path.steps).joined(separator: ".")
    }
    return that.flatMap { condition in
      switch condition.subject {
      case .value(let path): [full(path)]
      case .interval(let from, let to): [full(from), full(to)]
      case .paths(let paths): paths.map(full)
      }
    }
  }

  /// The dates on which what the rule compares with may change.
  func changes(in framework: Framework) -> [CivilDate] {
    let names = parameters
    var dates = names.flatMap { framework.parameters[$0] ?? [] }.map(\.range.first)
    if names.contains("codes") {
      for meaning in framework.codes.meanings {
        dates.append(meaning.range.first)
        if let last = meaning.range.last { dates.append(last.adding(days: 1)) }
      }
    }
    return dates
  }
}
