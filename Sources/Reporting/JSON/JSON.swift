import Diagnostics

/// A JSON value whose keys keep the order in which they were given, so that the same report is the
/// same bytes.
package enum JSON: Sendable {
  case object([(String, JSON)])
  case array([JSON])
  /// A list of any length: each item is made when it is written.
  case items(@Sendable ((JSON) -> Void) -> Void)
  case string(String)
  case integer(Int)
  /// A number already written out.
  case number(String)
  /// One or several items of a list, or another value, already written out for their place in UTF-8.
  case written([UInt8])
  case truth(Bool)
  case null

  /// A string, or null where there is none.
  package static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

  /// A whole number, or null where there is none.
  package static func optional(_ number: Int?) -> JSON { number.map { .integer($0) } ?? .null }

  /// The value as text, indented by two spaces, with a line break at the end.
  package var text: String {
    var text = ""
    write { text += String(decoding: $0, as: UTF8.self) }
    return text
  }

  /// Gives the text in UTF-8 piece by piece, so that one of any length is never held.
  package func write(to sink: ([UInt8]) -> Void) {
    var output: [UInt8] = []
    write(to: &output, indent: 0) { output in
      guard output.count >= JSON.pieceSize else { return }
      sink(output)
      output.removeAll(keepingCapacity: true)
    }
    sink(output + "\n".utf8)
  }

  private static let pieceSize = 1 << 16

  /// The value as it is written at a depth, to be put there later, and maybe more than once.
  func written(indent: Int) -> [UInt8] {
    var output: [UInt8] = []
    write(to: &output, indent: indent) { _ in }
    return output
  }

  /// What is written at a depth before and after a part of a value that is put between them later.
  static func frame(
    indent: Int, _ json: (JSON) -> JSON
  ) -> (head: ArraySlice<UInt8>, tail: ArraySlice<UInt8>) {
    let output = json(.written([0])).written(indent: indent)
    // No JSON that was written holds this byte.
    let place = output.firstIndex(of: 0) ?? output.endIndex
    return (output[..<place], output[place...].dropFirst())
  }

  /// Items of a list as they are written at a depth, to be put into the list later.
  static func items<Items: Sequence>(
    _ items: Items, indent: Int, _ json: (Items.Element) -> JSON
  ) -> [UInt8] {
    var output: [UInt8] = []
    for item in items {
      if !output.isEmpty { output.beginEntry(indent, isFirst: false) }
      json(item).write(to: &output, indent: indent) { _ in }
    }
    return output
  }

  /// Writes the value at a depth; `flush` may take what is written after each item of a list.
  ///
  /// A report of many divergences is mostly this, and bytes are put behind each other in less time than text.
  private func write(to output: inout [UInt8], indent: Int, _ flush: (inout [UInt8]) -> Void) {
    switch self {
    case .object(let entries):
      output.append(UInt8(ascii: "{"))
      for index in entries.indices {
        output.beginEntry(indent + 1, isFirst: index == 0)
        output.appendQuoted(entries[index].0)
        output += ": "
        entries[index].1.write(to: &output, indent: indent + 1, flush)
      }
      if !entries.isEmpty { output.breakLine(indent) }
      output.append(UInt8(ascii: "}"))
    case .array(let items):
      output.append(UInt8(ascii: "["))
      for index in items.indices {
        output.beginEntry(indent + 1, isFirst: index == 0)
        items[index].write(to: &output, indent: indent + 1, flush)
      }
      if !items.isEmpty { output.breakLine(indent) }
      output.append(UInt8(ascii: "]"))
    case .items(let each):
      var isEmpty = true
      output.append(UInt8(ascii: "["))
      each { item in
        output.beginEntry(indent + 1, isFirst: isEmpty)
        isEmpty = false
        item.write(to: &output, indent: indent + 1, flush)
        flush(&output)
      }
      if !isEmpty { output.breakLine(indent) }
      output.append(UInt8(ascii: "]"))
    case .string(let text): output.appendQuoted(text)
    case .integer(let number): output += String(number)
    case .number(let text): output += text
    case .written(let bytes): output += bytes
    case .truth(let truth): output += truth ? "true" : "false"
    case .null: output += "null"
    }
  }
}
