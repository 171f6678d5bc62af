import CLibYAML
import Diagnostics

/// One parsing event of libyaml, copied into Swift values.
struct YAMLEvent {
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd
    case alias(String)
    case scalar(YAMLScalar, isBlock: Bool)
    case sequenceStart, sequenceEnd, mappingStart, mappingEnd
  }

  let kind: Kind
  let anchor: String?
  let tag: String?
  let start: SourcePosition
  let end: SourcePosition
}

/// An error that stopped libyaml.
struct YAMLSyntaxError: Error {
  let problem: String
  let context: String?
  let position: SourcePosition
}

/// Owns one libyaml parser.
///
/// The parser keeps a pointer to itself and to its input, so it lives on the heap and the input
/// must outlive the reader.
final class EventReader {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let hasParser: Bool
  private let input: UnsafeBufferPointer<UInt8>

  /// Creates a reader over bytes that are valid UTF-8 without a byte order mark.
  init(_ input: UnsafeBufferPointer<UInt8>) {
    self.input = input
    parser = .allocate(capacity: 1)
    hasParser = yaml_parser_initialize(parser) == 1
    guard hasParser else { return }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    if hasParser { yaml_parser_delete(parser) }
    parser.deallocate()
  }

  /// The next event; throws where there is none.
  func next() throws(YAMLSyntaxError) -> YAMLEvent {
    var event = yaml_event_t()
    guard hasParser, yaml_parser_parse(parser, &event) == 1 else { throw syntaxError }
    defer { yaml_event_delete(&event) }
    return YAMLEvent(event)
  }

  private var syntaxError: YAMLSyntaxError {
    guard hasParser else {
      return YAMLSyntaxError(problem: "out of memory", context: nil, position: .start)
    }
    let value = parser.pointee
    return YAMLSyntaxError(
      problem: value.problem.map { String(cString: $0) } ?? "unreadable text",
      context: value.context.map { String(cString: $0) },
      // For an invalid character, libyaml gives only the offset.
      position: value.error == YAML_READER_ERROR
        ? place(at: value.problem_offset) : SourcePosition(value.problem_mark))
  }
}

extension EventReader {
  private func place(at offset: Int) -> SourcePosition {
    let before = input.prefix(offset)
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return SourcePosition(
      line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1)
  }
}

extension SourcePosition {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}

extension YAMLEvent {
  fileprivate init(_ event: yaml_event_t) {
    start = SourcePosition(event.start_mark)
    end = SourcePosition(event.end_mark)
    switch event.type {
    case YAML_STREAM_START_EVENT: (kind, anchor, tag) = (.streamStart, nil, nil)
    case YAML_DOCUMENT_START_EVENT: (kind, anchor, tag) = (.documentStart, nil, nil)
    case YAML_DOCUMENT_END_EVENT: (kind, anchor, tag) = (.documentEnd, nil, nil)
    case YAML_ALIAS_EVENT:
      (kind, anchor, tag) = (.alias(text(event.data.alias.anchor) ?? ""), nil, nil)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let isBlock =
        scalar.style == YAML_LITERAL_SCALAR_STYLE || scalar.style == YAML_FOLDED_SCALAR_STYLE
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let value = YAMLScalar(
        String(decoding: bytes, as: UTF8.self), isQuoted: scalar.style != YAML_PLAIN_SCALAR_STYLE)
      (kind, anchor, tag) = (
        .scalar(value, isBlock: isBlock), text(scalar.anchor), text(scalar.tag)
      )
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      (kind, anchor, tag) = (.sequenceStart, text(sequence.anchor), text(sequence.tag))
    case YAML_SEQUENCE_END_EVENT: (kind, anchor, tag) = (.sequenceEnd, nil, nil)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      (kind, anchor, tag) = (.mappingStart, text(mapping.anchor), text(mapping.tag))
    case YAML_MAPPING_END_EVENT: (kind, anchor, tag) = (.mappingEnd, nil, nil)
    default: (kind, anchor, tag) = (.streamEnd, nil, nil)
    }
  }
}

private func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
  bytes.map { String(cString: $0) }
}
