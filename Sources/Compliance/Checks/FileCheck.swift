package import CivilTime
import Clauses
package import Diagnostics
package import PolicyModel
package import PositionedYAML
package import Statute
import TypedYAML

/// A file to check, read but not yet judged.
///
/// Reading needs no framework, so that files and the framework can be read in parallel.
package struct CheckSubject: Sendable {
  /// The content of a file.
  enum Content: Sendable {
    case policy(PolicyDocument)
    case layer(Layer, DocumentKind, members: [Member])
    /// A file of a framework, judged with the others of its folder.
    case framework(SourceFile)
    /// A file of policy tests, read by another module.
    case tests
    /// A file of a kind that is not judged, or one that could not be read.
    case nothing
  }

  /// A school among the members of a cluster.
  struct Member: Sendable {
    let reference: Located<Prose>
    /// Its policy; nil where it could not be read.
    let document: PolicyDocument?
    /// Whether the policy follows the cluster.
    let follows: Bool
  }

  /// The file as the user named it.
  package let path: String
  let content: Content
  let diagnostics: [Diagnostic]

  /// Reads a file of any kind; `read` opens a file by its path, and layers on the shelf are not
  /// read again.
  package static func load(
    _ path: String, shelf: LayerShelf = LayerShelf(),
    reading read: (String) -> Outcome<SourceFile>
  ) -> CheckSubject {
    let file = read(path)
    guard let source = file.value else {
      return CheckSubject(path: path, content: .nothing, diagnostics: file.diagnostics)
    }
    var reading = Reading()
    let tree = YAMLDocument.read(source)
    tree.diagnostics.forEach { reading.report($0) }
    let kind = tree.value.map { DocumentKind.read($0) }
    kind?.diagnostics.forEach { reading.report($0) }
    guard let root = tree.value, let found = kind?.value else {
      return CheckSubject(path: path, content: .nothing, diagnostics: reading.diagnostics)
    }
    let content = content(found, root, source, shelf, read, &reading)
    return CheckSubject(path: path, content: content, diagnostics: reading.diagnostics)
  }

  /// Creates the subject from a file that is already parsed and follows no other.
  package init(path: String, _ root: YAMLNode) {
    var reading = Reading()
    let kind = DocumentKind.read(root)
    kind.diagnostics.forEach { reading.report($0) }
    let source = SourceFile(path: path, text: "")
    let content = kind.value.map { kind in
      CheckSubject.content(
        kind, root, source, LayerShelf(),
        { Outcome(nil, [Diagnostic(.unreadable, "Not to be read.", at: .startOfFile($0))]) },
        &reading)
    }
    self.init(path: path, content: content ?? .nothing, diagnostics: reading.diagnostics)
  }

  private init(path: String, content: Content, diagnostics: [Diagnostic]) {
    (self.path, self.content, self.diagnostics) = (path, content, diagnostics)
  }

  private static func content(
    _ kind: DocumentKind, _ root: YAMLNode, _ source: SourceFile, _ shelf: LayerShelf,
    _ read: (String) -> Outcome<SourceFile>, _ reading: inout Reading
  ) -> Content {
    switch kind {
    case .policy:
      let loaded = PolicyDocument.load(
        root, path: source.path, shelf: shelf, reading: read)
      loaded.diagnostics.forEach { reading.report($0) }
      return loaded.value.map { .policy($0) } ?? .nothing
    case .cluster, .authority:
      guard let layer = Layer.read(root, &reading) else { return .nothing }
      layer.checkIdentifiers(&reading)
      return .layer(layer, kind, members: members(of: layer, source.path, shelf, read))
    case .framework: return .framework(source)
    case .tests: return .tests
    case .config:
      _ = Configuration.read(root, checked: &reading)
      return .nothing
    case .register, .baseline:
      reading.report(.notForCheck(kind, root))
      return .nothing
    }
  }

  private static func members(
    of layer: Layer, _ path: String, _ shelf: LayerShelf, _ read: (String) -> Outcome<SourceFile>
  ) -> [Member] {
    (layer.members ?? []).map { reference in
      let target = PolicyDocument.relative(reference.value.text, to: path)
      let document = PolicyDocument.load(target, shelf: shelf, reading: read).value
      let follows = document?.layers.contains { $0.span.file == layer.span.file } ?? false
      return Member(reference: reference, document: document, follows: follows)
    }
  }

  /// The file, where it belongs to a framework.
  package var frameworkFile: SourceFile? {
    if case .framework(let file) = content { return file }
    return nil
  }

  /// The cluster or the authority in the file; nil where there is none.
  package var layer: Layer? {
    if case .layer(let layer, _, _) = content { return layer }
    return nil
  }

  /// Whether the file contains policy tests.
  package var holdsTests: Bool {
    if case .tests = content { return true }
    return false
  }

  /// Whether the file could be read as its kind; if not, its compliance is unknown.
  package var isReadable: Bool { CheckSubject.isReadable(diagnostics) }

  static func isReadable(_ diagnostics: [Diagnostic]) -> Bool {
    !diagnostics.contains { $0.fault?.refusesFile == true && $0.severity == .error }
  }
}

/// The result of checking one file.
package struct CheckedFile: Sendable {
  /// The file as the user named it.
  package let path: String
  /// The policy in it; nil where there is none.
  package let document: PolicyDocument?
  /// The findings, in any order.
  package private(set) var findings: [Finding]
  /// The number of rules that were applied.
  package let rulesChecked: Int
  /// Whether the file could be read as its kind.
  package let isReadable: Bool
  /// The number of other items that were checked.
  package private(set) var contents = CheckedContents()
  /// The terms on which the file was judged.
  package private(set) var terms = Terms()

  /// The terms on which a file was judged.
  package struct Terms: Sendable, Hashable {
    /// The name of the framework; nil where none applied.
    package internal(set) var framework: String?
    /// The dates on which the policy is in force; nil where neither it nor a layer gives them.
    package internal(set) var inForce: DateRange?
    /// The nation whose law binds the school, where the framework's law does not.
    package internal(set) var otherNation: String?
    /// The number of rules that do not apply to an extract; nil for a whole file.
    package internal(set) var leftToWholePolicies: Int?

    /// Creates the terms of a file that could not be judged.
    package init() {}
  }
}

/// The numbers of items checked in files that contain rules.
package struct CheckedContents: Sendable, Hashable {
  /// The rules whose paths were looked up, the citations and the passages.
  package internal(set) var rules = 0, citations = 0, passages = 0
  /// The examples that were tried.
  package internal(set) var examples = 0

  /// Creates a count of zero.
  package init() {}

  package static func += (left: inout Self, right: Self) {
    left.rules += right.rules
    left.citations += right.citations
    left.passages += right.passages
    left.examples += right.examples
  }
}

extension CheckedFile {
  /// The file with the results of its rules' examples.
  package func adding(examples: Int, _ problems: [Diagnostic]) -> CheckedFile {
    var file = self
    file.findings += problems.map { Finding($0) }
    file.contents.examples += examples
    return file
  }

  /// Creates a file of another kind than policies, with the problems of its form.
  package init(path: String, problems: [Diagnostic]) {
    self.init(
      path: path, document: nil, findings: problems.map { Finding($0) }, rulesChecked: 0,
      isReadable: CheckSubject.isReadable(problems))
  }
}

extension Checker {
  /// Judges a file that was read; layers in the store are not prepared again.
  ///
  /// In an extract, omissions are ignored.
  package func check(
    _ subject: CheckSubject, _ question: Question, isExtract: Bool = false,
    _ prepared: PreparedLayers = PreparedLayers()
  ) -> CheckedFile {
    var reading = Reading()
    subject.diagnostics.forEach { reading.report($0) }
    var document: PolicyDocument?
    var judged: [Finding] = []
    var rulesChecked = 0
    var terms = CheckedFile.Terms()
    switch subject.content {
    case .policy(let policy):
      document = policy
      terms.inForce = policy.inForce(asOf: question.asOf)
      terms.otherNation = otherNation(of: policy, asOf: question.asOf)
      terms.framework = terms.otherNation == nil ? framework.name : nil
      terms.leftToWholePolicies =
        isExtract && terms.otherNation == nil
        ? countLeftToWholePolicies(for: policy, asOf: question.asOf) : nil
      rulesChecked =
        ruleCount(for: policy, asOf: question.asOf) - (terms.leftToWholePolicies ?? 0)
      judged = Checker.withoutConsequences(
        findings(for: policy, question, isExtract: isExtract, prepared), of: subject.diagnostics)
    case .layer(let layer, let kind, let members):
      terms.otherNation = otherNation(of: layer, kind)
      terms.framework = terms.otherNation == nil ? framework.name : nil
      judged = findings(for: layer, kind, members, question, prepared)
      rulesChecked = terms.otherNation == nil ? rules.count : 0
    case .framework, .tests, .nothing: break
    }
    return CheckedFile(
      path: subject.path, document: document,
      findings: reading.diagnostics.map { Finding($0) } + judged,
      rulesChecked: rulesChecked,
      isReadable: subject.isReadable, terms: terms)
  }

  /// Checks the files of one framework together, because they refer to each other.
  package static func check(
    frameworkFiles files: [SourceFile]
  ) -> (framework: Framework?, files: [CheckedFile]) {
    let decoded = Framework.decode(files)
    let bound = decoded.value.map { Checker.prepare($0).problems } ?? []
    let contents = decoded.value?.contents ?? [:]
    let checked = files.map { file in
      let own = (decoded.diagnostics + bound).filter { $0.span.file == file.path }
      return CheckedFile(
        path: file.path, document: nil, findings: own.map { Finding($0) }, rulesChecked: 0,
        isReadable: CheckSubject.isReadable(own),
        contents: contents[file.path] ?? CheckedContents())
    }
    return (decoded.value, checked)
  }

  /// The findings without those at a value that could not be read: it is unknown, not absent.
  private static func withoutConsequences(
    _ findings: [Finding], of diagnostics: [Diagnostic]
  ) -> [Finding] {
    let unread = Set(
      diagnostics.filter { $0.fault == .value || $0.fault == .occasion }.map(\.path))
    guard !unread.isEmpty else { return findings }
    let above = Set(unread.flatMap { $0.pathsAbove })
    return findings.filter { finding in
      let path = finding.diagnostic.path
      return !unread.contains(path) && !above.contains(path)
        && !path.pathsAbove.contains(where: unread.contains)
    }
  }
}

extension Framework {
  /// The numbers of items that a check of each file covers, by path.
  fileprivate var contents: [String: CheckedContents] {
    var contents: [String: CheckedContents] = [:]
    func add(_ span: SourceSpan, rules: Int = 1, _ citations: [Citation]) {
      contents[span.file, default: CheckedContents()].rules += rules
      contents[span.file, default: CheckedContents()].citations += citations.count
    }
    for rule in requirements { add(rule.draft.span, rule.citations) }
    for rule in duties { add(rule.draft.span, rule.citations) }
    for rule in practice { add(rule.draft.span, rule.citations) }
    for rule in structure { add(rule.draft.span, rule.citations) }
    for meaning in codes.meanings { add(meaning.draft.span, rules: 0, meaning.citations) }
    for version in parameters.values.joined() {
      add(version.draft.span, rules: 0, version.citations)
    }
    for passage in bibliography.passages {
      contents[passage.span.file, default: CheckedContents()].passages += 1
    }
    return contents
  }
}

extension Diagnostic {
  fileprivate static func notForCheck(_ kind: DocumentKind, _ root: YAMLNode) -> Diagnostic {
    Diagnostic(
      .kind, "This file is `\(kind.rawValue)`, which `check` does not judge.",
      at: root["rollcall"]?.span ?? root.span, path: "rollcall",
      help: kind == .register
        ? "Use `rollcall replay` for registers." : "Give it to `check --baseline` instead.",
      as: .note)
  }
}
