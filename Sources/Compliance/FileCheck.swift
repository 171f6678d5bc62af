import Clauses
public import Diagnostics
public import PolicyModel
import PositionedYAML
import Statute
import TypedYAML

/// What became of checking one file.
public struct CheckedFile: Sendable {
  /// The file as the user named it.
  public let path: String
  /// The policy in it; nil where there is none.
  public let document: PolicyDocument?
  /// What was found, in any order.
  public let findings: [Finding]
  /// How many rules were asked.
  public let rulesChecked: Int
  /// Whether the file could be read for what it is; if not, nothing is known of its compliance.
  public let isReadable: Bool
}

extension Checker {
  /// Checks one file of whatever kind it says it is; `read` opens a file by its path.
  public func check(
    _ path: String, _ question: Question, reading read: (String) -> Outcome<SourceFile>
  ) -> CheckedFile {
    let file = read(path)
    guard let source = file.value else { return unreadable(path, file.diagnostics) }
    let tree = YAMLDocument.read(source)
    guard let root = tree.value else { return unreadable(path, tree.diagnostics) }
    let kind = DocumentKind.read(root)
    guard let found = kind.value else {
      return unreadable(path, tree.diagnostics + kind.diagnostics)
    }
    var reading = Reading()
    tree.diagnostics.forEach { reading.report($0) }
    var document: PolicyDocument?
    switch found {
    case .policy:
      let loaded = PolicyDocument.load(root, path: path, reading: read)
      loaded.diagnostics.forEach { reading.report($0) }
      document = loaded.value
    case .cluster, .authority: checkLayer(root, &reading)
    case .framework:
      Framework.decode([source]).diagnostics.forEach { reading.report($0) }
    case .register, .tests: reading.report(.notForCheck(found, root))
    }
    let findings = reading.diagnostics.map { Finding($0) }
    let judged = document.map { self.findings(for: $0, question) } ?? []
    let isReadable = !reading.diagnostics.contains { Checker.refusals.contains($0.rule) }
    return CheckedFile(
      path: path, document: document,
      findings: findings + Checker.withoutConsequences(judged, of: reading.diagnostics),
      rulesChecked: document.map { ruleCount(for: $0) } ?? 0, isReadable: isReadable)
  }

  /// The findings but for those about a value that could not be read: what it says is not known, so
  /// it is not missing either.
  private static func withoutConsequences(
    _ findings: [Finding], of diagnostics: [Diagnostic]
  ) -> [Finding] {
    let unread = diagnostics.filter { $0.rule == "format.value" }.map(\.path)
    guard !unread.isEmpty else { return findings }
    return findings.filter { finding in
      let path = finding.diagnostic.path
      return !unread.contains { path == $0 || path.hasPrefix($0 + ".") || $0.hasPrefix(path + ".") }
    }
  }

  /// Checks the files of one framework together, because they refer to each other.
  public static func check(frameworkFiles files: [SourceFile]) -> [CheckedFile] {
    let decoded = Framework.decode(files)
    let bound = decoded.value.map { Checker.prepare($0).problems } ?? []
    return files.map { file in
      let own = (decoded.diagnostics + bound).filter { $0.span.file == file.path }
      return CheckedFile(
        path: file.path, document: nil, findings: own.map { Finding($0) }, rulesChecked: 0,
        isReadable: !own.contains { refusals.contains($0.rule) })
    }
  }

  private func checkLayer(_ root: YAMLNode, _ reading: inout Reading) {
    guard let layer = Layer.read(root, &reading) else { return }
    for requirement in layer.requirements ?? [] {
      _ = Rule(requirement, sources: framework.sources, &reading)
    }
  }

  private func unreadable(_ path: String, _ diagnostics: [Diagnostic]) -> CheckedFile {
    CheckedFile(
      path: path, document: nil, findings: diagnostics.map { Finding($0) }, rulesChecked: 0,
      isReadable: false)
  }

  /// The rules whose breach means that a file was refused, not that its content was judged.
  static let refusals: Set<String> = [
    "text.not-utf8", "file.unreadable", "format.follows", "yaml.syntax", "yaml.empty",
    "yaml.too-large", "yaml.too-deep", "yaml.anchor", "yaml.alias", "yaml.merge-key", "yaml.tag",
    "yaml.further-document", "yaml.duplicate-key", "yaml.complex-key",
  ]
}

extension Diagnostic {
  fileprivate static func notForCheck(_ kind: DocumentKind, _ root: YAMLNode) -> Diagnostic {
    Diagnostic(
      "format.kind", .note, "This file is `\(kind.rawValue)`, which `check` does not judge.",
      at: root["rollcall"]?.span ?? root.span, path: "rollcall",
      help: kind == .register ? "Use `rollcall replay` for registers." : nil)
  }
}
