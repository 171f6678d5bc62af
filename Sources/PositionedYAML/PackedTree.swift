import Diagnostics

// A tree in a form that is read without parsing YAML, for files embedded in the program.
//
// A node is its kind and length, its place, and then its text or its parts, preceded by their size
// in bytes, by which unused parts are skipped. Numbers are written in base 32, the lowest digit
// first: `0` to `O` end a number, `P` to `o` precede further digits. So a packed tree is plain
// text, which a compiler accepts unchanged.

extension YAMLNode {
  /// The tree as text for `unpacking`.
  public var packed: String {
    var packer = Packer()
    packer.pack(self, below: 1)
    return String(decoding: packer.bytes, as: UTF8.self)
  }

  /// Reads a tree written by `packed`; every place in it is in the given file.
  ///
  /// The content of a node is unpacked on each access. Other text gives an arbitrary tree, with
  /// empty nodes where it is truncated.
  public static func unpacking(_ packed: String, file: String) -> YAMLNode {
    let text = PackedText(packed, file: file)
    return text.reading(from: 0, to: packed.utf8.count) { $0.node(below: 1) }
  }
}

/// The kind of a packed node, stored in the lowest bits of its first number.
private enum Kind: UInt32 {
  case plain, quoted, sequence, mapping
}

private struct Packer {
  private(set) var bytes: [UInt8] = []

  /// Packs a node; `line` is the first line of its parent.
  mutating func pack(_ node: YAMLNode, below line: Int) {
    switch node.content {
    case .scalar(let scalar):
      head(scalar.isQuoted ? .quoted : .plain, scalar.text.utf8.count, node.span, below: line)
      bytes += scalar.text.utf8
    case .sequence(let items):
      head(.sequence, items.count, node.span, below: line)
      parts { packer in
        for item in items { packer.pack(item, below: node.span.start.line) }
      }
    case .mapping(let entries):
      head(.mapping, entries.count, node.span, below: line)
      parts { packer in
        for entry in entries {
          let key = YAMLNode(.scalar(YAMLScalar(entry.key.value)), at: entry.key.span)
          packer.pack(key, below: node.span.start.line)
          packer.pack(entry.value, below: node.span.start.line)
        }
      }
    }
  }

  private mutating func head(_ kind: Kind, _ length: Int, _ span: SourceSpan, below line: Int) {
    number(length << 2 | Int(kind.rawValue))
    // A node never starts above its parent.
    number(max(0, span.start.line - line))
    number(span.start.column)
    number(max(0, span.end.line - span.start.line))
    number(span.end.column)
  }

  private mutating func parts(_ pack: (inout Packer) -> Void) {
    var inner = Packer()
    pack(&inner)
    number(inner.bytes.count)
    bytes += inner.bytes
  }

  private mutating func number(_ value: Int) {
    var rest = value
    while rest >= 32 {
      bytes.append(UInt8(ascii: "P") + UInt8(rest & 31))
      rest >>= 5
    }
    bytes.append(UInt8(ascii: "0") + UInt8(rest))
  }
}

/// A packed tree's text, shared by all its nodes.
final class PackedText: Sendable {
  private let text: String
  fileprivate let file: SourceName

  init(_ text: String, file: String) { (self.text, self.file) = (text, SourceName(file)) }

  fileprivate func reading<Result>(
    from start: Int, to end: Int, _ read: (inout Unpacker) -> Result
  ) -> Result {
    var text = text
    return text.withUTF8 { bytes in
      var unpacker = Unpacker(self, bytes, from: start, to: min(end, bytes.count))
      return read(&unpacker)
    }
  }
}

/// A node whose text or parts are still packed.
struct PackedContent: Sendable {
  private let text: PackedText
  /// The kind in the lowest bits, and above them the number of bytes or parts.
  private let head: UInt32
  /// The line on which it starts, to which those of its parts are relative.
  private let line: UInt32
  /// The range of its text or its parts.
  private let start, end: UInt32

  fileprivate init(_ text: PackedText, head: UInt32, line: Int, _ body: Range<Int>) {
    self.text = text
    self.head = head
    self.line = UInt32(clamping: line)
    start = UInt32(clamping: body.lowerBound)
    end = UInt32(clamping: body.upperBound)
  }

  fileprivate var kind: Kind { Kind(rawValue: head & 3) ?? .plain }

  var isSequence: Bool { kind == .sequence }

  /// The content of the node, whose parts remain packed.
  var content: YAMLNode.Content {
    text.reading(from: Int(start), to: Int(end)) { unpacker in
      switch kind {
      case .plain: .scalar(YAMLScalar(unpacker.rest()))
      case .quoted: .scalar(YAMLScalar(unpacker.rest(), isQuoted: true))
      case .sequence: .sequence(unpacker.items(Int(head >> 2), below: Int(line)))
      case .mapping: .mapping(unpacker.entries(Int(head >> 2), below: Int(line)))
      }
    }
  }
}

private struct Unpacker {
  private let text: PackedText
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place: Int
  private let end: Int

  /// Creates a reader from one place to another, both within the bytes.
  init(_ text: PackedText, _ bytes: UnsafeBufferPointer<UInt8>, from place: Int, to end: Int) {
    (self.text, self.bytes, self.place, self.end) = (text, bytes, min(place, end), end)
  }

  mutating func node(below line: Int) -> YAMLNode {
    let head = number()
    let span = span(below: line)
    let kind = Kind(rawValue: UInt32(head & 3)) ?? .plain
    let size = kind == .plain || kind == .quoted ? head >> 2 : number()
    // A node has at most as many bytes as are left, and at most as many parts as bytes.
    guard size <= end - place, head >> 2 <= size else {
      place = end
      return YAMLNode(.scalar(YAMLScalar("")), at: span)
    }
    defer { place += size }
    let content = PackedContent(
      text, head: UInt32(head), line: span.start.line, place..<place + size)
    return YAMLNode(content, at: span)
  }

  mutating func items(_ count: Int, below line: Int) -> [YAMLNode] {
    var items: [YAMLNode] = []
    items.reserveCapacity(count)
    for _ in 0..<count { items.append(node(below: line)) }
    return items
  }

  mutating func entries(_ count: Int, below line: Int) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    entries.reserveCapacity(count)
    for _ in 0..<count {
      let length = number() >> 2
      let span = span(below: line)
      let key = Located(text(min(length, end - place)), at: span)
      entries.append(YAMLEntry(key: key, value: node(below: line)))
    }
    return entries
  }

  /// All remaining bytes as text.
  mutating func rest() -> String { text(end - place) }

  private mutating func span(below line: Int) -> SourceSpan {
    let line = line + number()
    let start = SourcePosition(line: line, column: number())
    let end = SourcePosition(line: line + number(), column: number())
    return SourceSpan(in: text.file, start: start, end: end)
  }

  private mutating func text(_ length: Int) -> String {
    defer { place += length }
    return String(
      decoding: UnsafeBufferPointer(rebasing: bytes[place..<place + length]), as: UTF8.self)
  }

  /// A number, of at most thirty bits.
  private mutating func number() -> Int {
    var value = 0
    var shift = 0
    while place < end, shift < 30 {
      let byte = bytes[place]
      place += 1
      let digit = Int(byte &- UInt8(ascii: "0"))
      value |= (digit & 31) << shift
      if digit < 32 { return value }
      shift += 5
    }
    return value
  }
}
