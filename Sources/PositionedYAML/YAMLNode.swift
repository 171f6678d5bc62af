public import Diagnostics

/// One node of a YAML document; every node knows where it stands.
///
/// Scalars are text. Nothing is resolved to a number, a truth or a date here: the field that a
/// scalar belongs to decides what it means, so `no`, `010` and `13:20` are never misread.
public struct YAMLNode: Sendable, Hashable {
  /// What a node is.
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
  /// Where the node stands, from its first scalar to the end of its last leaf.
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

  /// What the node is.
  public var content: Content {
    switch storage {
    case .read(let content): content
    case .packed(let packed): packed.content
    }
  }

  /// Whether the node is packed: it was found to be YAML when it was, and need not be read at once.
  public var isPacked: Bool {
    if case .packed = storage { return true }
    return false
  }

  /// Whether the node is a list; to ask for its content would unpack all of it.
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

  /// Whether nothing was written where this node stands.
  public var isEmpty: Bool {
    if case .scalar(let scalar) = content { return scalar.isEmpty }
    return false
  }
}

/// The text of a scalar and how it was written.
public struct YAMLScalar: Sendable, Hashable {
  /// The text, with escapes and folds already applied.
  public let text: String
  /// Whether it stood in quotation marks or in a block, so that nothing in it was syntax.
  public let isQuoted: Bool

  /// Creates a scalar.
  public init(_ text: String, isQuoted: Bool = false) {
    self.text = text
    self.isQuoted = isQuoted
  }

  /// Whether nothing was written: no text and no quotation marks.
  public var isEmpty: Bool { text.isEmpty && !isQuoted }
}

/// A key of a mapping and its value.
public struct YAMLEntry: Sendable, Hashable {
  /// The key with its place.
  public let key: Located<String>
  /// What the key holds.
  public let value: YAMLNode

  /// Creates an entry.
  public init(key: Located<String>, value: YAMLNode) {
    self.key = key
    self.value = value
  }
}

/// What bounds the reading of one file, whatever it holds.
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
