public import CivilTime
import Clauses
public import Diagnostics
public import PolicyModel
public import PositionedYAML
public import Statute
import TypedYAML

/// One file that is to be checked, read but not yet judged.
///
/// Reading needs no framework, so files and the framework can be read side by side.
public struct CheckSubject: Sendable {
  /// What a file holds.
  enum Content: Sendable {
    case policy(PolicyDocument)
    case layer(Layer, DocumentKind, members: [Member])
    /// A file of a framework, which is judged with the others of its folder.
    case framework(SourceFile)
    /// A file of policy tests, which is read by those who run it.
    case tests
    /// A file of a kind that is not judged, or one that could not be read.
    case nothing
  }

  /// A school that a cluster names among its members.
  struct Member: Sendable {
    let reference: Located<Prose>
    /// Its policy; nil where it could not be read.
    let document: PolicyDocument?
    /// Whether the policy names the cluster among what it follows.
    let follows: Bool
  }

  /// The file as the user named it.
  public let path: String
  let content: Content
  let diagnostics: [Diagnostic]

  /// Reads a file of whatever kind it says it is; `read` opens a file by its path, and layers that are on
  /// the shelf are not read again.
  public static func load(
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

  /// A file that was read already and follows no other.
  public init(path: String, _ root: YAMLNode) {
    var reading = Reading()
    let kind = DocumentKind.read(root)
    kind.diagnostics.forEach { reading.report($0) }
    let source = SourceFile(path: path, text: "")
    let content = kind.value.map { kind in
      CheckSubject.content(
        kind, root, source, LayerShelf(),
        { Outcome(nil, [Diagnostic("file.unreadable", "Not to be read.", at: .startOfFile($0))]) },
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

  /// The file, where it is one of a framework.
  public var frameworkFile: SourceFile? {
    if case .framework(let file) = content { return file }
    return nil
  }

  /// The cluster or the authority in the file; nil where there is none.
  public var layer: Layer? {
    if case .layer(let layer, _, _) = content { return layer }
    return nil
  }

  /// Whether the file holds policy tests.
  public var holdsTests: Bool {
    if case .tests = content { return true }
    return false
  }

  /// Whether the file could be read for what it is; if not, nothing is known of its compliance.
  public var isReadable: Bool { CheckSubject.isReadable(diagnostics) }

  static func isReadable(_ diagnostics: [Diagnostic]) -> Bool {
    let isRefused = diagnostics.contains {
      refusals.contains($0.rule) || ($0.rule == "format.kind" && $0.severity == .error)
    }
    return !isRefused
  }

  /// The rules whose breach means that a file was refused, not that its content was judged.
  static let refusals: Set<String> = [
    "text.not-utf8", "file.unreadable", "file.other-kind", "format.follows", "yaml.syntax",
    "yaml.empty",
    "yaml.too-large", "yaml.too-deep", "yaml.anchor", "yaml.alias", "yaml.merge-key", "yaml.tag",
    "yaml.further-document", "yaml.duplicate-key", "yaml.complex-key", "yaml.tab",
  ]
}

/// What became of checking one file.
public struct CheckedFile: Sendable {
  /// The file as the user named it.
  public let path: String
  /// The policy in it; nil where there is none.
  public let document: PolicyDocument?
  /// What was found, in any order.
  public private(set) var findings: [Finding]
  /// How many rules were asked.
  public let rulesChecked: Int
  /// Whether the file could be read for what it is.
  public let isReadable: Bool
  /// What was looked at besides the rules that were asked.
  public private(set) var contents = CheckedContents()
  /// How the file was judged.
  public private(set) var terms = Terms()

  /// What a file was judged as.
  public struct Terms: Sendable, Hashable {
    /// The name of the framework by whose rules it was judged; nil where it was judged by none.
    public internal(set) var framework: String?
    /// The dates on which the policy is in force; nil where neither it nor what it inherits says so.
    public internal(set) var inForce: DateRange?
    /// The nation whose law binds the school, where that is another than the framework's: nothing is then
    /// judged by the framework.
    public internal(set) var otherNation: String?
    /// How many rules were not asked because only what is said is judged; nil where all are asked.
    public internal(set) var leftToWholePolicies: Int?

    /// The terms of a file of which nothing is known.
    public init() {}
  }
}

/// What a check looks at in the files that hold rules, counted.
public struct CheckedContents: Sendable, Hashable {
  /// The rules whose paths were looked up, the citations and the passages.
  public internal(set) var rules = 0, citations = 0, passages = 0
  /// The examples that were tried.
  public internal(set) var examples = 0

  /// Creates a count of nothing.
  public init() {}

  public static func += (left: inout Self, right: Self) {
    left.rules += right.rules
    left.citations += right.citations
    left.passages += right.passages
    left.examples += right.examples
  }
}

extension CheckedFile {
  /// The file with what its rules' examples showed.
  public func adding(examples: Int, _ problems: [Diagnostic]) -> CheckedFile {
    var file = self
    file.findings += problems.map { Finding($0) }
    file.contents.examples += examples
    return file
  }

  /// A file of another kind than policies, with what is wrong with its form.
  public init(path: String, problems: [Diagnostic]) {
    self.init(
      path: path, document: nil, findings: problems.map { Finding($0) }, rulesChecked: 0,
      isReadable: CheckSubject.isReadable(problems))
  }
}

extension Checker {
  /// Judges a file that was read; layers that are in the store are not made ready again.
  ///
  /// Of a policy that is an extract, only what it says is judged.
  public func check(
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
  public static func check(
    frameworkFiles files: [SourceFile]
  ) -> (framework: Framework?, files: [CheckedFile]) {
    let decoded = Framework.decode(files)
    let bound = decoded.value.map { Checker.prepare($0).problems } ?? []
    let contents = decoded.value?.contents ?? [:]
    let checked = files.map { file in
      let own = (decoded.diagnostics + bound).filter { $0.span.file == file.path }
      return CheckedFile(
        path: file.path, document: nil, findings: own.map { Finding($0) }, rulesChecked: 0,
        isReadable: !own.contains { CheckSubject.refusals.contains($0.rule) },
        contents: contents[file.path] ?? CheckedContents())
    }
    return (decoded.value, checked)
  }

  /// The findings but for those about a value that could not be read: what it says is not known, so
  /// it is not missing either.
  private static func withoutConsequences(
    _ findings: [Finding], of diagnostics: [Diagnostic]
  ) -> [Finding] {
    let unread = Set(
      diagnostics.filter { $0.rule == "format.value" || $0.rule == "format.occasion" }.map(\.path))
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
  /// What a check of each of its files looks up, by path.
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
      "format.kind", .note,
      "This file is `\(kind.rawValue)`, which `check` does not judge.",
      at: root["rollcall"]?.span ?? root.span, path: "rollcall",
      help: kind == .register
        ? "Use `rollcall replay` for registers." : "Give it to `check --baseline` instead.")
  }
}
