import Diagnostics

/// The allowed values at one place of a file: the single source for decoding's messages, the JSON
/// Schema, the documentation and did-you-mean.
public indirect enum Form: Sendable {
  /// A single value.
  case scalar(ScalarForm)
  /// A list of values of one form.
  case list(Form)
  /// A group of declared keys.
  case record(RecordForm)
  /// A group whose keys the writer chooses.
  case dictionary(keys: ScalarForm, values: Form)
  /// One of several forms.
  case choice([Form])
  /// Any YAML, read by another module.
  case anything(String)

  /// The form at a dotted path; the failure names the first invalid step.
  public func form(at path: ArraySlice<String>) -> Result<Form, UnknownStep> {
    guard let step = path.first else { return .success(self) }
    switch self {
    case .record(let record):
      if step == "*", let first = record.fields.first {
        return first.form().form(at: path.dropFirst())
      }
      guard let field = record.field(step) else {
        return .failure(UnknownStep(step: step, known: record.fields.map(\.name)))
      }
      return field.form().form(at: path.dropFirst())
    case .list(let item): return item.form(at: path.dropFirst())
    case .dictionary(_, let values): return values.form(at: path.dropFirst())
    case .choice(let forms):
      let found = forms.filter { $0.mayHold(step) }.map { $0.form(at: path) }
      return found.first { (try? $0.get()) != nil } ?? found.first
        ?? .failure(UnknownStep(step: step, known: []))
    case .scalar, .anything: return .failure(UnknownStep(step: step, known: []))
    }
  }

  /// Whether a step may lead into this form in a choice: groups in a list are addressed by index.
  private func mayHold(_ step: String) -> Bool {
    guard case .list(.record) = self else { return true }
    return step == "*" || Int(step) != nil
  }

  /// An invalid step of a path.
  public struct UnknownStep: Error, Sendable {
    /// The step as it was written.
    public let step: String
    /// The valid steps.
    public let known: [String]
  }
}

/// The form of a single value.
public struct ScalarForm: Sendable {
  /// The name, as a noun phrase: `a time of day`.
  public let name: String
  /// Examples of valid text.
  public let examples: [String]
  /// The valid words; empty where other text is allowed.
  public let words: [String]
  /// A regular expression (ECMA 262) that its text matches; nil for any text.
  public let pattern: String?
  /// The numbers that are valid without quotation marks, which an editor reads as numbers; nil for
  /// none where there is a pattern, and otherwise for all.
  public let numbers: ClosedRange<Int>?
  /// Whether `true` and `false` are read as words where there is a pattern.
  public let allowsTruths: Bool
  /// The open vocabulary of its words; nil where there is none.
  public internal(set) var vocabulary: VocabularyName?
  /// The type that reads it; nil where it is read together with other forms.
  var type: (any Scalar.Type)?

  /// Creates a scalar form.
  public init(
    _ name: String, examples: [String] = [], words: [String] = [], pattern: String? = nil,
    numbers: ClosedRange<Int>? = nil, allowsTruths: Bool = false
  ) {
    self.name = name
    self.examples = examples
    self.words = words
    self.pattern = pattern
    self.numbers = numbers
    self.allowsTruths = allowsTruths
  }
}

extension ScalarForm {
  /// Reads a text by the form; the failure gives the correction.
  public func value(of text: String) -> Result<Value, ScalarProblem> {
    guard let type else {
      return words.isEmpty || words.contains(text)
        ? .success(Value(form: text))
        : .failure(ScalarProblem(Wording.didYouMean(text, among: words)))
    }
    do {
      return .success(try type.init(scalar: text).value)
    } catch {
      return .failure(ScalarProblem(type.remedy(for: text, error) ?? byExample()))
    }
  }

  /// The help with examples; nil where there are none, or the words are fixed.
  private func byExample() -> String? {
    guard words.isEmpty, !examples.isEmpty else { return nil }
    return "Write it as \(Wording.list(examples.prefix(3).map { "`\($0)`" }, "or"))."
  }
}

/// The name of an open vocabulary: the known words for one kind of item, besides which a file may
/// use others.
public struct VocabularyName: Sendable, Hashable {
  /// The name in frameworks.
  public let text: String

  /// Creates the name of a vocabulary.
  public init(_ text: StaticString) { self.text = "\(text)" }
}

extension Form {
  /// The open vocabulary of the value, or of each item of the list; nil for other values.
  public var vocabulary: VocabularyName? {
    switch self {
    case .scalar(let scalar): scalar.vocabulary
    case .list(let item): item.vocabulary
    case .choice(let forms): forms.lazy.compactMap(\.vocabulary).first
    case .record, .dictionary, .anything: nil
    }
  }

  /// The form with its single values taken from a vocabulary.
  func speaking(_ vocabulary: VocabularyName) -> Form {
    switch self {
    case .scalar(var scalar):
      scalar.vocabulary = vocabulary
      return .scalar(scalar)
    case .list(let item): return .list(item.speaking(vocabulary))
    case .choice(let forms): return .choice(forms.map { $0.speaking(vocabulary) })
    case .record, .dictionary, .anything: return self
    }
  }
}

/// The form of a group of keys.
public struct RecordForm: Sendable {
  /// The title of the group, as a noun phrase.
  public let title: String
  /// The sets of keys of which exactly one must be given; empty where there is no such choice.
  public let alternatives: [[String]]
  /// The keys required by values of other keys.
  public let dependencies: [KeyDependency]
  private let allFields: @Sendable () -> [FieldForm]
  private let fieldNamed: @Sendable (String) -> FieldForm?

  /// Creates the form of a record type.
  init<Described: Record>(_ record: Described.Type) {
    title = Described.title
    alternatives = Described.alternatives
    dependencies = Described.dependencies
    allFields = { Described.fields.map(\.form) }
    fieldNamed = { name in Described.field(name)?.form }
  }

  /// Creates the form of a group whose keys are declared elsewhere.
  public init(title: String, fields: [FieldForm]) {
    (self.title, alternatives, dependencies) = (title, [], [])
    allFields = { fields }
    fieldNamed = { name in fields.first { $0.name == name } }
  }

  /// Its keys in their usual order.
  public var fields: [FieldForm] { allFields() }

  /// The key with a name; nil where there is none.
  public func field(_ name: String) -> FieldForm? { fieldNamed(name) }
}

/// A key that a group requires where another has a value of some form.
public struct KeyDependency: Sendable {
  /// The keys whose values decide.
  public let keys: [String]
  /// A regular expression that those values match.
  public let pattern: String
  /// The key that is then required.
  public let needed: String
  /// The value that it must not have.
  public let excluded: String

  /// Creates the requirement of a key, with another value than `excluded`, where one of `keys` has
  /// a value that matches a regular expression.
  public init(
    of keys: [String], matching pattern: String, needs needed: String, otherThan excluded: String
  ) {
    (self.keys, self.pattern, self.needed, self.excluded) = (keys, pattern, needed, excluded)
  }
}

/// One key of a group, for documentation.
public struct FieldForm: Sendable {
  /// The key.
  public let name: String
  /// The meaning, in a sentence.
  public let summary: String
  /// Whether the key is required.
  public let isRequired: Bool
  /// An example of the value, where those of its form are of another kind; nil for those.
  public let example: String?
  /// The allowed values.
  public let form: @Sendable () -> Form

  /// Creates the form of a key.
  public init(
    name: String, summary: String, isRequired: Bool, example: String? = nil,
    form: @escaping @Sendable () -> Form
  ) {
    (self.name, self.summary, self.isRequired) = (name, summary, isRequired)
    (self.example, self.form) = (example, form)
  }
}
