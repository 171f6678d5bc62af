import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

/// An agreement with a valid path and relation, for comparison with policies.
struct BoundAgreement: Sendable {
  let path: Located<Prose>
  let relation: Agreement.Relation
  let because: Located<Prose>?
  let span: SourceSpan
  /// The agreed value in the type of the key; nil for a parameter, and where none is given.
  private let literal: Value?
  private let parameter: String?
  /// The problem that keeps it from binding members; nil without one.
  let problem: Diagnostic?

  /// Reads an agreement; nil where one of its keys could not be read.
  init?(_ agreement: Agreement, _ lexicon: Lexicon, _ yardstick: Yardstick) {
    guard let path = agreement.path, let relation = agreement.must?.value else { return nil }
    (self.path, self.relation) = (path, relation)
    (because, span) = (agreement.because, agreement.span)
    switch BoundAgreement.agreed(agreement, path, lexicon, yardstick) {
    case .nothing: (literal, parameter, problem) = (nil, nil, nil)
    case .value(let value): (literal, parameter, problem) = (value, nil, nil)
    case .parameter(let name): (literal, parameter, problem) = (nil, name, nil)
    case .problem(let found): (literal, parameter, problem) = (nil, nil, found)
    }
  }

  /// The object of an agreement.
  private enum Agreed {
    /// No value: members agree on equal values.
    case nothing
    case value(Value)
    case parameter(String)
    case problem(Diagnostic)
  }

  private static func agreed(
    _ agreement: Agreement, _ path: Located<Prose>, _ lexicon: Lexicon, _ yardstick: Yardstick
  ) -> Agreed {
    let steps = path.value.text.pathSteps
    let form: Form
    switch Policy.form.form(at: steps[...]) {
    case _ where steps.isEmpty: return .problem(.emptyPath(path))
    case .failure(let unknown): return .problem(.unknownStep(unknown, of: path))
    case .success(let found): form = found
    }
    switch agreement.to {
    case _ where agreement.must?.value == .beTheSame: return .nothing
    case nil: return .problem(.agreedNothing(agreement))
    case .path(_, let span)?, .earlier(_, let span)?, .interval(_, _, let span)?:
      return .problem(.agreedPath(at: span))
    case .parameter(let name, let span)?:
      let names = lexicon.framework.parameters
      guard names[name] == nil else { return .parameter(name) }
      return .problem(.unknownParameter(name, names.keys.sorted(), at: span))
    case .literal(let literal)?:
      if literal.value.isMinutes, yardstick.measuredFrom(steps) != nil {
        return .value(literal.value)
      }
      switch lexicon.read(literal, as: form) {
      case .success(let read): return .value(read.value)
      case .failure(let misfit): return .problem(.misfit(misfit, at: path))
      }
    }
  }

  /// The agreed value on a date; nil where none is given.
  func value(_ framework: Framework, on date: CivilDate) -> Value? {
    literal ?? parameter.flatMap { framework.parameter($0, on: date)?.value.value }
  }

  /// The agreed value in words, by the law of a date.
  func words(_ framework: Framework, on date: CivilDate) -> String {
    let value = value(framework, on: date)?.words ?? "the same"
    return switch relation {
    case .atMost: "at most \(value)"
    case .atLeast: "at least \(value)"
    case .beTheSame: "the same"
    case .equal: value
    }
  }

  /// The reason, as the end of a sentence.
  var reason: String { because.map { ": \($0.value.text)" } ?? "." }
}

extension Value {
  /// Whether it is a number of minutes, which the distance between two times may be compared with.
  fileprivate var isMinutes: Bool {
    if case .quantity(let quantity) = bare { quantity.unit == .minutes } else { false }
  }
}

extension Diagnostic {
  fileprivate static func emptyPath(_ path: Located<Prose>) -> Diagnostic {
    Diagnostic(
      .unknownPath, "The path of the agreement names no key, so it binds no member.", at: path.span,
      path: "agreed", help: "Write a path such as `leave_of_absence.notice`.")
  }

  fileprivate static func unknownStep(
    _ unknown: Form.UnknownStep, of path: Located<Prose>
  ) -> Diagnostic {
    Diagnostic(
      .unknownPath,
      "`\(path.value.text)` is not a path of a policy, so the agreement binds no member: "
        + "`\(unknown.step)` is not a key there.", at: path.span, path: "agreed",
      help: Wording.didYouMean(unknown.step, among: unknown.known)
        ?? "Write a path such as `leave_of_absence.notice`.")
  }

  fileprivate static func misfit(_ misfit: Misfit, at path: Located<Prose>) -> Diagnostic {
    Diagnostic(
      .value,
      "`\(path.value.text)` must be \(misfit.expected), not \(misfit.written), so the agreement "
        + "binds no member.", at: misfit.span, path: "agreed", help: misfit.help)
  }

  fileprivate static func agreedNothing(_ agreement: Agreement) -> Diagnostic {
    Diagnostic(
      .missingKey,
      "The agreement names no value to hold the members against, so it binds none of them.",
      at: agreement.span, path: "agreed",
      help: "Add `to` with the agreed value, or write `must: be_the_same`.")
  }

  fileprivate static func agreedPath(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .value, "An agreement names a value, not a path to one, so this one binds no member.",
      at: span, path: "agreed", help: "Write the value itself, or a `$parameter`.")
  }

  fileprivate static func unknownParameter(
    _ name: String, _ known: [String], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .unknownParameter, "No parameter is called `$\(name)`, so the agreement binds no member.",
      at: span, path: "agreed", help: Wording.didYouMean(name, among: known))
  }
}
