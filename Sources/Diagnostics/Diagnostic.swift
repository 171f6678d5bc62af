/// The severity of a finding.
public enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
  /// An out-of-date term, missing good practice or a likely source of confusion.
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

/// A problem at a place in a text, as plain data; renderers word the rest.
public struct Diagnostic: Sendable, Hashable {
  /// A second place that helps to understand the first.
  public struct Related: Sendable, Hashable {
    /// The message about the place.
    public let message: String
    /// The place.
    public let span: SourceSpan

    /// Creates a related place.
    public init(_ message: String, at span: SourceSpan) {
      self.message = message
      self.span = span
    }
  }

  /// The stable name of the rule or of the fault, such as `yaml.duplicate-key`.
  public let rule: String
  /// The fault of reading; nil for what a rule finds.
  public let fault: Fault?
  /// The severity.
  public let severity: Severity
  /// The problem, in a sentence for a headteacher.
  public let message: String
  /// The place of the problem.
  public let span: SourceSpan
  /// The key path it concerns, such as `registers.morning.closes`; empty for the whole file.
  public let path: String
  /// Other places that explain it.
  public let related: [Related]
  /// The correction, where one is known.
  public let help: String?

  /// Creates the diagnostic of a fault; an error, as what stops a file from being understood mostly is.
  public init(
    _ fault: Fault, _ message: String, at span: SourceSpan, path: String = "",
    related: [Related] = [], help: String? = nil, as severity: Severity = .error
  ) {
    self.init(fault.id, fault, severity, message, span, path, related, help)
  }

  /// Creates the diagnostic of what a rule finds.
  public init(
    ofRule rule: String, _ severity: Severity, _ message: String, at span: SourceSpan,
    path: String = "", related: [Related] = [], help: String? = nil
  ) {
    self.init(rule, nil, severity, message, span, path, related, help)
  }

  private init(
    _ rule: String, _ fault: Fault?, _ severity: Severity, _ message: String, _ span: SourceSpan,
    _ path: String, _ related: [Related], _ help: String?
  ) {
    (self.rule, self.fault, self.severity, self.message) = (rule, fault, severity, message)
    (self.span, self.path, self.related, self.help) = (span, path, related, help)
  }
}

/// The value that a stage could read, with the problems that it met.
public struct Outcome<Value> {
  /// The value; nil where it could not be read.
  public let value: Value?
  /// The problems, in reading order.
  public let diagnostics: [Diagnostic]

  /// Creates an outcome.
  public init(_ value: Value?, _ diagnostics: [Diagnostic] = []) {
    self.value = value
    self.diagnostics = diagnostics
  }
}

extension Outcome: Sendable where Value: Sendable {}
