package import Diagnostics
import PolicyModel
import PositionedYAML
package import TypedYAML

/// The least severity at which a finding makes a run fail.
package enum FailOn: String, Vocabulary {
  case error, warning, note, never

  package static let noun = "the severity from which on a run fails"

  /// The least severity that fails; nil where none does.
  package var severity: Severity? { Severity(rawValue: rawValue) }
}

/// The settings in a `.rollcall.yaml` for the checks of the files in its folder and below.
package struct Configuration: Record {
  /// The name of configuration files.
  package static let fileName = ".rollcall.yaml"

  package var kind, framework, baseline: Located<Prose>?
  package var failOn: Located<FailOn>?
  package var rulePages: Located<WebAddress>?
  package var statedOnly: Located<Truth>?
  package var off: [RuleTurnedOff]?
  /// The reason why each rule is turned off, set once the file was read.
  private var reasons: [String: String] = [:]
  package let span: SourceSpan

  package static let title = "a configuration"
  package static let fields: [Field<Configuration>] = [
    Field("rollcall", { $1(&$0.kind) }, required: true, "The kind of file: `config/v1`."),
    Field(
      "framework", { $1(&$0.framework) },
      "A framework folder to judge by, relative to this file; left out, the national one that is "
        + "built in."),
    Field(
      "fail_on", { $1(&$0.failOn) },
      "The severity from which on a finding fails the run; `error` where it is left out."),
    Field(
      "baseline", { $1(&$0.baseline) },
      "A file of findings that are known and fail no run, relative to this file, as "
        + "`rollcall check --write-baseline` writes it."),
    Field(
      "rule_pages", { $1(&$0.rulePages) },
      "Where the pages that `rollcall rules --pages` writes are published; SARIF reports link each "
        + "rule to its page there."),
    Field(
      "stated_only", { $1(&$0.statedOnly) },
      "Whether policies are judged by what they say alone, as `rollcall check --stated-only` does: for "
        + "extracts, such as one page of many."),
    Field(
      "off", { $1(&$0.off) },
      "Rules whose findings are left out of reports. Each report says how many there were."),
  ]

  package init(at span: SourceSpan) { self.span = span }

  /// A path in the file, resolved against the file's own path.
  package func resolved(_ reference: Located<Prose>) -> String {
    PolicyDocument.relative(reference.value.text, to: span.file)
  }

  /// The reason why a rule is turned off; nil where it is not.
  package func reason(turningOff rule: String) -> String? { reasons[rule] }
}

/// A rule whose findings are left out of reports, with the reason.
package struct RuleTurnedOff: Record {
  package var rule: Located<Name>?
  package var reason: Located<Prose>?
  package let span: SourceSpan

  package static let title = "a rule that is turned off"
  package static let fields: [Field<RuleTurnedOff>] = [
    Field("rule", { $1(&$0.rule) }, required: true, "The rule's name, as reports give it."),
    Field(
      "reason", { $1(&$0.reason) }, required: true,
      "Why, in a sentence; every report repeats it where something was found."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

extension Configuration {
  /// Reads a configuration; every problem is a located error.
  package static func load(_ file: SourceFile) -> Outcome<Configuration> {
    var reading = Reading()
    let tree = YAMLDocument.read(file)
    tree.diagnostics.forEach { reading.report($0) }
    guard let root = tree.value else { return Outcome(nil, reading.diagnostics) }
    let kind = DocumentKind.read(root)
    kind.diagnostics.forEach { reading.report($0) }
    if let other = kind.value, other != .config {
      reading.report(
        .wrongKind(
          other, "a configuration was", at: root, help: "Begin it with `rollcall: config/v1`."))
    }
    guard kind.value == .config else { return Outcome(nil, reading.diagnostics) }
    return Outcome(read(root, checked: &reading), reading.diagnostics)
  }

  /// Reads a configuration from its tree, with the checks that span several keys.
  static func read(_ root: YAMLNode, checked reading: inout Reading) -> Configuration? {
    var configuration = Configuration.read(root, &reading)
    let off = configuration?.off ?? []
    configuration?.reasons = Dictionary(
      off.compactMap { turned in
        turned.rule.flatMap { rule in turned.reason.map { (rule.value.text, $0.value.text) } }
      }, uniquingKeysWith: { first, _ in first })
    for rule in configuration?.off ?? [] {
      guard let reason = rule.reason, !reason.value.text.contains(where: \.isLetter) else {
        continue
      }
      reading.report(
        .reasonOff, "The reason for turning off this rule is empty.", at: reason.span,
        path: "off", help: "Say why in a sentence: whoever reads the report will ask.")
    }
    return configuration
  }

  /// The problems of the names of rules that are turned off; `known` are the rules that can be
  /// turned off, `faults` those found in reading a file.
  ///
  /// A name that resembles no other may be a rule of a layer that this run did not read, and is
  /// only a note.
  package func problems(known: Set<String>, faults: Set<String>) -> [Diagnostic] {
    var names = NearWords(known.sorted())
    return (off ?? []).compactMap(\.rule).filter { !known.contains($0.value.text) }.map { rule in
      let name = rule.value.text
      if faults.contains(name) {
        return Diagnostic(
          .readingFault,
          "`\(name)` is found in reading a file and cannot be turned off: what could not be read "
            + "is not known.", at: rule.span, path: "off",
          help: "Put right what is found; `rollcall explain \(name)` says how.")
      }
      let near = names.suggestion(for: name)
      return Diagnostic(
        .unknownRuleOff, "No rule is called `\(name)`, so this turns nothing off.", at: rule.span,
        path: "off",
        help: near.map { "Did you mean `\($0)`?" } ?? "`rollcall rules` lists the names.",
        as: near == nil ? .note : .error)
    }
  }
}
