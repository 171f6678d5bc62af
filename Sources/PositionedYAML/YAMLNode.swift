public import Diagnostics

/// One node of a YAML document, with its place.
///
/// Scalars are text. They are not resolved to numbers, truths or dates here, because the type of
/// their field decides the meaning: `no`, `010` and `13:20` are never misread.
public struct YAMLNode: Sendable, Hashable {
  /// The content of a node.
  public enum Content: Sendable, Hashable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  private enum Storage: Sendable {
    case read(Content)
    case packed(PackedContent)
  }

  private let storage: Storage
  /// The place of the node, from its first scalar to the end of its last leaf.
  public let span: SourceSpan

  /// Creates a node.
  public init(_ content: Content, at span: SourceSpan) {
    storage = .read(content)
    self.span = span
  }

  init(_ content: PackedContent, at span: SourceSpan) {
    storage = .packed(content)
    self.span = span
  }

  /// The content of the node.
  public var content: Content {
    switch storage {
    case .read(let content): content
    case .packed(let packed): packed.content
    }
  }

  /// Whether the node is packed, and therefore known to be valid and read on demand.
  public var isPacked: Bool {
    if case .packed = storage { return true }
    return false
  }

  /// Whether the node is a list, without unpacking its content.
  public var isSequence: Bool {
    switch storage {
    case .read(.sequence): true
    case .read: false
    case .packed(let packed): packed.isSequence
    }
  }

  public static func == (left: YAMLNode, right: YAMLNode) -> Bool {
    left.span == right.span && left.content == right.content
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(span)
    hasher.combine(content)
  }

  /// The node's kind in words, for messages.
  public var kind: String {
    switch content {
    case .scalar(let scalar) where scalar.isEmpty: "nothing"
    case .scalar: "a single value"
    case .sequence: "a list"
    case .mapping: "a group of keys"
    }
  }

  /// The value of a key of a mapping; nil where there is no such key or no mapping.
  public subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key.value == key }?.value
  }

  /// Whether the node is an empty plain scalar.
  public var isEmpty: Bool {
    if case .scalar(let scalar) = content { return scalar.isEmpty }
    return false
  }
}

/// The text of a scalar and its style.
public struct YAMLScalar: Sendable, Hashable {
  /// The text, with escapes and folds already applied.
  public let text: String
  /// Whether it was in quotation marks or in a block, so that nothing in it was syntax.
  public let isQuoted: Bool

  /// Creates a scalar.
  public init(_ text: String, isQuoted: Bool = false) {
    self.text = text
    self.isQuoted = isQuoted
  }

  /// Whether it has neither text nor quotation marks.
  public var isEmpty: Bool { text.isEmpty && !isQuoted }
}

/// A key of a mapping and its value.
public struct YAMLEntry: Sendable, Hashable {
  /// The key with its place.
  public let key: Located<String>
  /// The value of the key.
  public let value: YAMLNode

  /// Creates an entry.
  public init(key: Located<String>, value: YAMLNode) {
    self.key = key
    self.value = value
  }
}

/// The limits of reading one file.
public enum YAMLLimits {
  /// The largest file, in bytes.
  public static let bytes = 8 << 20
  /// The deepest nesting of lists and groups.
  public static let depth = 48
  /// The most nodes in one document.
  public static let nodes = 500_000
  /// The most diagnostics reported for one file.
  public static let diagnostics = 100

  /// The largest file in words.
  public static var most: String {
    "\(bytes >> 20) MiB or \(Wording.grouped(nodes)) values"
  }
}
