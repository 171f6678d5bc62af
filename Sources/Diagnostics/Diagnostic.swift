/// How much a finding weighs.
public enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
  /// Out-of-date terms, missing good practice, something a reader may trip over.
  case note
  /// Contradicts a "should", a local code or a cluster agreement, or the document contradicts
  /// itself.
  case warning
  /// Contradicts the law or statutory guidance ("must"), or the file cannot be understood.
  case error

  public static func < (left: Severity, right: Severity) -> Bool {
    left.weight < right.weight
  }

  private var weight: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// Something wrong at a place in a text, as plain data; renderers word the rest.
public struct Diagnostic: Sendable, Hashable {
  /// A second place that helps to understand the first.
  public struct Related: Sendable, Hashable {
    /// What is to be seen there.
    public let message: String
    /// Where to look.
    public let span: SourceSpan

    /// Creates a related place.
    public init(_ message: String, at span: SourceSpan) {
      self.message = message
      self.span = span
    }
  }

  /// The stable identifier of what was checked, such as `yaml.duplicate-key`.
  public let rule: String
  /// How much it weighs.
  public let severity: Severity
  /// What is wrong, in a sentence that a headteacher reads.
  public let message: String
  /// Where it stands.
  public let span: SourceSpan
  /// The key path it concerns, such as `registers.morning.closes`; empty for the whole file.
  public let path: String
  /// Other places that explain it.
  public let related: [Related]
  /// What would put it right, where that can be said.
  public let help: String?

  /// Creates a diagnostic.
  public init(
    _ rule: String, _ severity: Severity = .error, _ message: String, at span: SourceSpan,
    path: String = "", related: [Related] = [], help: String? = nil
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.span = span
    self.path = path
    self.related = related
    self.help = help
  }
}

/// What a stage could read, and everything that was wrong on the way.
public struct Outcome<Value> {
  /// What was read; nil when nothing useful could be.
  public let value: Value?
  /// What was wrong, in reading order.
  public let diagnostics: [Diagnostic]

  /// Creates an outcome.
  public init(_ value: Value?, _ diagnostics: [Diagnostic] = []) {
    self.value = value
    self.diagnostics = diagnostics
  }
}

extension Outcome: Sendable where Value: Sendable {}
