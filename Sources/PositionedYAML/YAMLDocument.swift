public import Diagnostics

/// A reader of files with exactly one YAML document.
public enum YAMLDocument {
  /// The document's root node with all diagnostics; nil where the text is not YAML.
  ///
  /// Hazards that other tools misread silently are reported and skipped, so that none hides the
  /// next. Duplicate keys, anchors, aliases, tags, merge keys and further documents are errors.
  public static func read(_ file: SourceFile) -> Outcome<YAMLNode> {
    guard file.text.utf8.count <= YAMLLimits.bytes else {
      return Outcome(nil, [.tooLarge(file.path)])
    }
    var scanner = HazardScanner(file)
    scanner.scan()
    var composer = Composer(
      file: file, hazards: scanner.hazards, isRepaired: scanner.isRepaired)
    var text = scanner.isRepaired ? scanner.repairedText : file.text
    let root = text.withUTF8 { composer.compose($0) }
    let ordered = composer.diagnostics.sorted { $0.span.start < $1.span.start }
    return Outcome(root, Array(ordered.prefix(YAMLLimits.diagnostics)))
  }
}

/// Builds the tree from libyaml's events.
private struct Composer {
  private let file: String
  private let name: SourceName
  private let source: SourceFile
  private(set) var diagnostics: [Diagnostic]
  private let hazardLines: Set<Int>
  private let isRepaired: Bool
  private var nodes = 0

  /// Ends composition; the cause is in `diagnostics`.
  private struct Stop: Error {}

  init(file: SourceFile, hazards: [Diagnostic], isRepaired: Bool) {
    self.file = file.path
    name = SourceName(file.path)
    source = file
    self.isRepaired = isRepaired
    diagnostics = hazards
    hazardLines = Set(hazards.map(\.span.start.line))
  }

  mutating func compose(_ input: UnsafeBufferPointer<UInt8>) -> YAMLNode? {
    guard !input.isEmpty else {
      diagnostics.append(.emptyFile(file))
      return nil
    }
    let reader = EventReader(input)
    do {
      return try document(reader)
    } catch {
      return nil
    }
  }

  private mutating func document(_ reader: EventReader) throws(Stop) -> YAMLNode? {
    var root: YAMLNode?
    while true {
      let event = try next(reader)
      switch event.kind {
      case .streamStart, .documentEnd: continue
      case .streamEnd:
        if root == nil { diagnostics.append(.emptyFile(file)) }
        return root
      case .documentStart:
        if root != nil {
          diagnostics.append(.furtherDocument(span(event)))
          return root
        }
        root = try node(try next(reader), reader, depth: 1)
      default: continue
      }
    }
  }

  private mutating func next(_ reader: EventReader) throws(Stop) -> YAMLEvent {
    do {
      return try reader.next()
    } catch {
      // A hazard on the line has a better message already.
      if !hazardLines.contains(error.position.line) {
        diagnostics.append(.syntax(error, at: source.written(error.position), file: file))
      }
      throw Stop()
    }
  }

  private mutating func node(
    _ event: YAMLEvent, _ reader: EventReader, depth: Int
  ) throws(Stop) -> YAMLNode {
    nodes += 1
    guard depth <= YAMLLimits.depth, nodes <= YAMLLimits.nodes else {
      diagnostics.append(depth > YAMLLimits.depth ? .tooDeep(span(event)) : .tooLarge(file))
      throw Stop()
    }
    if let anchor = event.anchor { diagnostics.append(.anchor(anchor, at: span(event))) }
    if let tag = event.tag { diagnostics.append(.tag(tag, at: span(event))) }
    switch event.kind {
    case .scalar(let scalar, let isBlock):
      let text = isRepaired ? HazardScanner.restore(scalar.text) : scalar.text
      let end =
        isBlock
        ? SourcePosition(line: event.start.line, column: event.start.column + 1) : event.end
      return YAMLNode(
        .scalar(YAMLScalar(text, isQuoted: scalar.isQuoted || text != scalar.text)),
        at: SourceSpan(in: name, start: event.start, end: end))
    case .sequenceStart: return try sequence(event, reader, depth: depth)
    case .mappingStart: return try mapping(event, reader, depth: depth)
    case .alias(let name):
      diagnostics.append(.alias(name, at: span(event)))
      return YAMLNode(.scalar(YAMLScalar("")), at: span(event))
    default: return YAMLNode(.scalar(YAMLScalar("")), at: span(event))
    }
  }

  private mutating func sequence(
    _ start: YAMLEvent, _ reader: EventReader, depth: Int
  ) throws(Stop) -> YAMLNode {
    var items: [YAMLNode] = []
    while true {
      let event = try next(reader)
      if case .sequenceEnd = event.kind {
        return YAMLNode(.sequence(items), at: span(start, to: items.last?.span.end, or: event.end))
      }
      items.append(try node(event, reader, depth: depth + 1))
    }
  }

  private mutating func mapping(
    _ start: YAMLEvent, _ reader: EventReader, depth: Int
  ) throws(Stop) -> YAMLNode {
    var entries: [YAMLEntry] = []
    entries.reserveCapacity(4)
    // Groups are small; an index is worth its cost only in a long one.
    var seen: [String: SourceSpan]?
    func first(_ key: String) -> SourceSpan? {
      if let seen { return seen[key] }
      return entries.first { $0.key.value == key }?.key.span
    }
    while true {
      let event = try next(reader)
      if case .mappingEnd = event.kind {
        let end = entries.last?.value.span.end
        return YAMLNode(.mapping(entries), at: span(start, to: end, or: event.end))
      }
      let key = try node(event, reader, depth: depth + 1)
      let value = try node(try next(reader), reader, depth: depth + 1)
      guard case .scalar(let scalar) = key.content else {
        diagnostics.append(.complexKey(key.span))
        continue
      }
      if scalar.text == "<<", !scalar.isQuoted { diagnostics.append(.mergeKey(key.span)) }
      if let first = first(scalar.text) {
        diagnostics.append(.duplicateKey(scalar.text, at: key.span, first: first))
        continue
      }
      if entries.count == 32 {
        seen = Dictionary(
          entries.map { ($0.key.value, $0.key.span) }, uniquingKeysWith: { first, _ in first })
      }
      seen?[scalar.text] = key.span
      entries.append(YAMLEntry(key: Located(scalar.text, at: key.span), value: value))
    }
  }

  private func span(_ event: YAMLEvent) -> SourceSpan {
    SourceSpan(in: name, start: event.start, end: event.end)
  }

  /// Block collections end at the next token in libyaml, and here at the end of the last leaf.
  private func span(
    _ start: YAMLEvent, to lastLeaf: SourcePosition?, or end: SourcePosition
  ) -> SourceSpan {
    SourceSpan(in: name, start: start.start, end: lastLeaf ?? end)
  }
}
