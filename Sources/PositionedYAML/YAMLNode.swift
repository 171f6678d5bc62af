package import Diagnostics

/// One node of a YAML document, with its place.
///
/// Scalars are text. They are not resolved to numbers, truths or dates here, because the type of
/// their field decides the meaning: `no`, `010` and `13:20` are never misread.
package struct YAMLNode: Sendable, Hashable {
  /// The content of a node.
  package enum Content: Sendable, Hashable {
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
  package let span: SourceSpan

  /// Creates a node.
  package init(_ content: Content, at span: SourceSpan) {
    storage = .read(content)
    self.span = span
  }

  init(_ content: PackedContent, at span: SourceSpan) {
    storage = .packed(content)
    self.span = span
  }

  /// The content of the node.
  package var content: Content {
    switch storage {
    case .read(let content): content
    case .packed(let packed): packed.content
    }
  }

  /// Whether the node is packed, and therefore known to be valid and read on demand.
  package var isPacked: Bool {
    if case .packed = storage { return true }
    return false
  }

  /// Whether the node is a list, without unpacking its content.
  package var isSequence: Bool {
    switch storage {
    case .read(.sequence): true
    case .read: false
    case .packed(let packed): packed.isSequence
    }
  }

  package static func == (left: YAMLNode, right: YAMLNode) -> Bool {
    left.span == right.span && left.content == right.content
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(span)
    hasher.combine(content)
  }

  /// The node's kind in words, for messages.
  package var kind: String {
    switch content {
    case .scalar(let scalar) where scalar.isEmpty: "nothing"
    case .scalar: "a single value"
    case .sequence: "a list"
    case .mapping: "a group of keys"
    }
  }

  /// The value of a key of a mapping; nil where there is no such key or no mapping.
  package subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key.value == key }?.value
  }

  /// Whether the node is an empty plain scalar.
  package var isEmpty: Bool {
    if case .scalar(let scalar) = content { return scalar.isEmpty }
    return false
  }
}

/// The text of a scalar and its style.
package struct YAMLScalar: Sendable, Hashable {
  /// The text, with escapes and folds already applied.
  package let text: String
  /// Whether it was in quotation marks or in a block, so that nothing in it was syntax.
  package let isQuoted: Bool

  /// Creates a scalar.
  package init(_ text: String, isQuoted: Bool = false) {
    self.text = text
    self.isQuoted = isQuoted
  }

  /// Whether it has neither text nor quotation marks.
  package var isEmpty: Bool { text.isEmpty && !isQuoted }
}

/// A key of a mapping and its value.
package struct YAMLEntry: Sendable, Hashable {
  /// The key with its place.
  package let key: Located<String>
  /// The value of the key.
  package let value: YAMLNode

  /// Creates an entry.
  package init(key: Located<String>, value: YAMLNode) {
    self.key = key
    self.value = value
  }
}

/// The limits of reading one file.
package enum YAMLLimits {
  /// The largest file, in bytes.
  package static let bytes = 8 << 20
  /// The deepest nesting of lists and groups.
  package static let depth = 48
  /// The most nodes in one document.
  package static let nodes = 500_000
  /// The most diagnostics reported for one file.
  package static let diagnostics = 100

  /// The largest file in words.
  package static var most: String {
    "\(bytes >> 20) MiB or \(Wording.grouped(nodes)) values"
  }
}
