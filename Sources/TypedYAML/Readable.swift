public import Diagnostics
public import PositionedYAML

/// A type that can be read from a YAML node.
public protocol Readable: Sendable {
  /// The form of valid nodes.
  static var form: Form { get }
  /// Reads a node; nil, with a diagnostic in `reading`, where it does not have this form.
  static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self?
  /// The value with its type erased and its place.
  var erased: Located<Value> { get }
  /// Fills absent parts from an upper layer.
  mutating func inherit(_ upper: Self)
  /// The equivalent of `inherit` for two values of this type whose types are erased.
  static func joined(_ lower: Located<Value>, _ upper: Located<Value>) -> Located<Value>
  /// A text in the valid form; nil where that is unknown.
  static func spelled(_ text: String) -> String?
}

extension Readable {
  /// Values have no parts by default: a lower layer's value replaces the upper one's.
  public mutating func inherit(_ upper: Self) {}

  public static func joined(_ lower: Located<Value>, _ upper: Located<Value>) -> Located<Value> {
    lower
  }

  public static func spelled(_ text: String) -> String? { nil }
}

/// The state of reading a document, with its diagnostics.
public struct Reading: Sendable {
  /// The diagnostics in reading order.
  public private(set) var diagnostics: [Diagnostic] = []
  private var steps: [String] = []
  /// The example of the key that is being read; nil where it has none of its own.
  var example: String?

  /// Creates a reading without diagnostics.
  public init() {}

  /// The dotted path of the current node; empty for the whole file.
  public var path: String { steps.joined(separator: ".") }

  /// Reads a node one step below.
  mutating func descend<Result>(_ step: String, _ body: (inout Reading) -> Result) -> Result {
    steps.append(step)
    defer { steps.removeLast() }
    return body(&self)
  }

  /// Appends a diagnostic.
  public mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Appends the error of a fault.
  public mutating func report(
    _ fault: Fault, _ message: String, at span: SourceSpan, path: String = "",
    related: [Diagnostic.Related] = [], help: String? = nil
  ) {
    report(Diagnostic(fault, message, at: span, path: path, related: related, help: help))
  }

  /// Reports a node that does not have the form of its key.
  public mutating func mismatch(
    _ node: YAMLNode, expected: String, help: String? = nil
  ) {
    let found: String
    if case .scalar(let scalar) = node.content, !scalar.isEmpty {
      found = "`\(scalar.text.prefix(60))`"
    } else {
      found = node.kind
    }
    let key = path.isEmpty ? "This file" : "`\(path)`"
    report(
      Diagnostic(
        .value, "\(key) must be \(expected), not \(found).", at: node.span, path: path, help: help))
  }
}

/// A type that is written as a single value.
public protocol Scalar: Sendable, Hashable {
  /// The form of the text.
  static var scalarForm: ScalarForm { get }
  /// Reads the text of a value; the failure gives the correction.
  init(scalar text: String) throws(ScalarProblem)
  /// The probable meanings of an invalid text, the likeliest first.
  static func suggestions(for text: String) -> [Suggestion]
  /// The value with its type erased.
  var value: Value { get }
}

extension Scalar {
  public static func suggestions(for text: String) -> [Suggestion] { [] }

  /// The correction of an invalid text; nil where the text does not show it.
  static func remedy(for text: String, _ problem: ScalarProblem) -> String? {
    Suggestion.help(suggestions(for: text)) ?? problem.help
      ?? Wording.didYouMean(text, among: scalarForm.words)
  }
}

/// The reason why a text is not a value of some type.
public struct ScalarProblem: Error, Sendable {
  /// The text to write instead.
  public let help: String?

  /// Creates a problem.
  public init(_ help: String? = nil) { self.help = help }
}

extension Located: Readable where Value: Scalar {
  public static var form: Form {
    var form = Value.scalarForm
    form.type = Value.self
    return .scalar(form)
  }

  public static func read(
    _ node: YAMLNode, _ reading: inout Reading
  ) -> Located<Value>? {
    guard case .scalar(let scalar) = node.content, !scalar.isEmpty else {
      reading.mismatch(
        node, expected: Value.scalarForm.name, help: example(reading, 1) ?? words)
      return nil
    }
    do {
      return Located(try Value(scalar: scalar.text), at: node.span)
    } catch {
      let help = Value.remedy(for: scalar.text, error) ?? example(reading, 3)
      reading.mismatch(node, expected: Value.scalarForm.name, help: help)
      return nil
    }
  }

  /// The help with the example of the key, or those of its form.
  private static func example(_ reading: Reading, _ most: Int) -> String? {
    let form = Value.scalarForm
    guard form.words.isEmpty else { return nil }
    let examples = reading.example.map { [$0] } ?? Array(form.examples.prefix(most))
    guard !examples.isEmpty else { return nil }
    return "Write it as \(Wording.list(examples.map { "`\($0)`" }, "or"))."
  }

  private static var words: String? {
    let words = Value.scalarForm.words
    return words.isEmpty ? nil : "Write \(Wording.list(words.map { "`\($0)`" }, "or"))."
  }

  public static func spelled(_ text: String) -> String? {
    if (try? Value(scalar: text)) != nil { return text }
    let suggestions = Value.suggestions(for: text)
    return suggestions.count == 1 ? suggestions[0].text : nil
  }

  // Without `map(\.value)`, whose key path would be created for each value.
  public var erased: Located<TypedYAML.Value> { Located<TypedYAML.Value>(value.value, at: span) }
}

extension Array: Readable where Element: Readable {
  public static var form: Form { .list(Element.form) }

  public static func read(
    _ node: YAMLNode, _ reading: inout Reading
  ) -> [Element]? {
    guard case .sequence(let items) = node.content else {
      reading.mismatch(node, expected: "a list", help: bracketed(node))
      return nil
    }
    guard !items.isEmpty else {
      reading.mismatch(
        node, expected: "a list of at least one", help: "Leave the key out instead.")
      return nil
    }
    var elements: [Element] = []
    elements.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      let element = reading.descend(String(index)) { Element.read(item, &$0) }
      if let element { elements.append(element) }
    }
    return elements.isEmpty ? nil : elements
  }

  /// The help for a single value in the place of a list.
  private static func bracketed(_ node: YAMLNode) -> String {
    guard case .scalar(let scalar) = node.content, !scalar.isEmpty else {
      return "Put it in brackets: `[first, second]`."
    }
    let parts = scalar.text.replacing(" and ", with: ",").split { ",;".contains($0) }
      .map { Suggestion.trimmed($0) }
    let spelled = parts.compactMap { Element.spelled($0) }.map { Suggestion.quotedInBrackets($0) }
    guard !spelled.isEmpty, spelled.count == parts.count, parts.count <= 12 else {
      return "A list stands in brackets, with commas between its items: `[first, second]`."
    }
    return "Put it in brackets: `[\(spelled.joined(separator: ", "))]`."
  }

  /// The list with the span from its first item to its last; a list that was read is never empty.
  public var erased: Located<Value> {
    let items = map(\.erased)
    let span = items.first?.span ?? .startOfFile("")
    return Located<Value>(
      .list(items), at: span.moved(from: span.start, to: items.last?.span.end ?? span.end))
  }
}
