import Diagnostics

// A tree in a form that is read without parsing YAML, for what was read when the program was built.
//
// A node is its kind and length, its place, and then its text or its parts. Numbers are written in
// base 32, the lowest digit first: `0` to `O` end a number, `P` to `o` say that more digits follow. So a
// packed tree is plain text, which a compiler takes as it is.

extension YAMLNode {
  /// The tree as text that `unpacking` reads back.
  public var packed: String {
    var packer = Packer()
    packer.pack(self)
    return String(decoding: packer.bytes, as: UTF8.self)
  }

  /// Reads a tree that `packed` has written; every place in it is in the file of this name.
  ///
  /// What `packed` has not written gives some other tree, with empty nodes where it is cut short.
  public static func unpacking(_ packed: String, file: String) -> YAMLNode {
    var packed = packed
    return packed.withUTF8 { bytes in
      var unpacker = Unpacker(bytes: bytes, file: file)
      return unpacker.node(depth: 1)
    }
  }
}

/// What a packed node is, as written in the lowest bits of its first number.
private enum Kind: Int {
  case plain, quoted, sequence, mapping
}

private struct Packer {
  private(set) var bytes: [UInt8] = []
  private var line = 1

  mutating func pack(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let scalar):
      head(scalar.isQuoted ? .quoted : .plain, scalar.text.utf8.count, node.span)
      bytes += scalar.text.utf8
    case .sequence(let items):
      head(.sequence, items.count, node.span)
      items.forEach { pack($0) }
    case .mapping(let entries):
      head(.mapping, entries.count, node.span)
      for entry in entries {
        pack(YAMLNode(.scalar(YAMLScalar(entry.key.value)), at: entry.key.span))
        pack(entry.value)
      }
    }
  }

  private mutating func head(_ kind: Kind, _ length: Int, _ span: SourceSpan) {
    number(length << 2 | kind.rawValue)
    // A node never starts above the one before it.
    number(max(0, span.start.line - line))
    number(span.start.column)
    number(max(0, span.end.line - span.start.line))
    number(span.end.column)
    line = max(line, span.start.line)
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

private struct Unpacker {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let file: SourceName
  private var place = 0
  private var line = 1

  init(bytes: UnsafeBufferPointer<UInt8>, file: String) {
    (self.bytes, self.file) = (bytes, SourceName(file))
  }

  mutating func node(depth: Int) -> YAMLNode {
    let head = number()
    let length = head >> 2
    let span = span()
    // Nothing holds more parts than there are bytes left.
    guard depth <= YAMLLimits.depth, length <= bytes.count - place,
      let kind = Kind(rawValue: head & 3)
    else { return YAMLNode(.scalar(YAMLScalar("")), at: span) }
    switch kind {
    case .plain, .quoted:
      return YAMLNode(.scalar(YAMLScalar(text(length), isQuoted: kind == .quoted)), at: span)
    case .sequence:
      var items: [YAMLNode] = []
      items.reserveCapacity(length)
      for _ in 0..<length { items.append(node(depth: depth + 1)) }
      return YAMLNode(.sequence(items), at: span)
    case .mapping:
      var entries: [YAMLEntry] = []
      entries.reserveCapacity(length)
      for _ in 0..<length { entries.append(entry(depth: depth + 1)) }
      return YAMLNode(.mapping(entries), at: span)
    }
  }

  private mutating func entry(depth: Int) -> YAMLEntry {
    let length = number() >> 2
    let span = span()
    let key = Located(text(min(length, bytes.count - place)), at: span)
    return YAMLEntry(key: key, value: node(depth: depth))
  }

  private mutating func span() -> SourceSpan {
    line += number()
    let start = SourcePosition(line: line, column: number())
    let end = SourcePosition(line: line + number(), column: number())
    return SourceSpan(in: file, start: start, end: end)
  }

  private mutating func text(_ length: Int) -> String {
    defer { place += length }
    return String(
      decoding: UnsafeBufferPointer(rebasing: bytes[place..<place + length]), as: UTF8.self)
  }

  private mutating func number() -> Int {
    var value = 0
    var shift = 0
    while place < bytes.count, shift < 60 {
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
