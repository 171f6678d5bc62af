import Diagnostics

/// The style of plain text: colour, and the width of lines.
package struct TextStyle: Sendable {
  /// Whether to use colour, which never carries meaning alone.
  package let hasColour: Bool
  /// The width to which sentences are wrapped, in characters.
  package let width: Int

  /// Creates a style.
  package init(hasColour: Bool = false, width: Int = 100) {
    self.hasColour = hasColour
    self.width = width
  }

  func bold(_ text: String) -> String { styled(text, .bold) }
  func dim(_ text: String) -> String { styled(text, .dim) }
  func alarming(_ text: String) -> String { styled(text, .red) }

  func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: alarming("error")
    case .warning: styled("warning", .yellow)
    case .note: styled("note", .cyan)
    }
  }

  private func styled(_ text: String, _ code: Code) -> String {
    let text = VisibleText.onOneLine(text)
    return hasColour ? code.sequence + text + Code.plain.sequence : text
  }

  /// The styles, by their numbers in ANSI escape sequences.
  private enum Code: String, CaseIterable {
    case plain = "0"
    case bold = "1"
    case dim = "2"
    case red = "1;31"
    case yellow = "1;33"
    case cyan = "1;36"

    var sequence: String { "\u{1B}[\(rawValue)m" }
  }

  /// A report with control characters made visible, except the style's own escape sequences.
  package func written(_ report: String) -> String {
    VisibleText.forPeople(report, styles: hasColour ? Code.allCases.map(\.sequence) : [])
  }

  /// A text wrapped between words, each line after an indent.
  func wrapped(_ text: String, indent: String, hanging: String = "") -> String {
    let space = UInt8(ascii: " ")
    let nextLine = Array("\n\(indent)\(hanging)".utf8)
    var output = Array(indent.utf8)
    output.reserveCapacity(text.utf8.count + 8 * nextLine.count)
    var column = output.count
    var text = VisibleText.onOneLine(text)
    text.withUTF8 { bytes in
      // The words of the current line that can be copied unchanged.
      var run = 0..<0
      var place = 0
      while place < bytes.count {
        let start = place
        var length = 0
        while place < bytes.count, bytes[place] != space {
          // Scalars approximate columns.
          if bytes[place].startsScalar { length += 1 }
          place += 1
        }
        if place > start {
          let isFirst = run.isEmpty
          let breaks = !isFirst && column + 1 + length > width
          if !isFirst, !breaks, run.upperBound + 1 == start {
            run = run.lowerBound..<place
          } else {
            output += UnsafeBufferPointer(rebasing: bytes[run])
            if !isFirst { output += breaks ? nextLine : [space] }
            run = start..<place
          }
          column = (breaks ? nextLine.count - 1 : isFirst ? column : column + 1) + length
        }
        place += 1
      }
      output += UnsafeBufferPointer(rebasing: bytes[run])
    }
    return String(decoding: output, as: UTF8.self) + "\n"
  }

  /// The line of a span's start, as far as it was looked up, with a marker below the span.
  func snippet(_ span: SourceSpan, in part: SourceLines.Part?) -> String {
    guard let part else { return "" }
    let number = String(span.start.line)
    let gutter = TextStyle.spaces(number.utf8.count + 3)
    let (bytes, skipped) = (Array(part.text.utf8), part.skipped)
    let columns = skipped + bytes.count { $0.startsScalar }
    let start = min(span.start.column - 1, columns)
    let end = span.end.line == span.start.line ? span.end.column - 1 : columns
    let length = max(1, min(end, columns) - start)
    // A line is shown from a little before the span, so that a long one fits the screen.
    let from = start > width - 30 ? start - 20 : 0
    let shown = TextStyle.scalars(from - skipped..<from - skipped + width - 10, of: bytes)
    let lead = (from > 0 ? "…" : "") + shown.trimmedEnd
    let marks = TextStyle.row("^", min(length, max(1, width - 10 - (start - from))))
    let offset = TextStyle.spaces(start - from + (from > 0 ? 1 : 0))
    return "  \(dim("\(number) |")) \(lead)\n"
      + "\(gutter)\(dim("|")) \(offset)\(alarming(marks))\n"
  }
}

extension TextStyle {
  private static func spaces(_ count: Int) -> String { row(" ", count) }

  /// A sign repeated `count` times.
  private static func row(_ sign: Unicode.Scalar, _ count: Int) -> String {
    String(decoding: [UInt8](repeating: UInt8(ascii: sign), count: count), as: UTF8.self)
  }

  /// The scalars of a range of columns, counted from 0, as far as the text reaches.
  private static func scalars(_ columns: Range<Int>, of bytes: [UInt8]) -> String {
    var column = -1
    var start = bytes.count
    for place in bytes.indices where bytes[place].startsScalar {
      column += 1
      if column == columns.lowerBound { start = place }
      if column == columns.upperBound {
        return String(decoding: bytes[start..<place], as: UTF8.self)
      }
    }
    return String(decoding: bytes[start...], as: UTF8.self)
  }
}

extension UInt8 {
  /// Whether it is the first byte of a scalar.
  fileprivate var startsScalar: Bool { self & 0xC0 != 0x80 }
}

extension String {
  fileprivate var trimmedEnd: String {
    // Fast path: most lines end in visible ASCII, which needs no decoding of characters.
    if let last = utf8.last, (0x21...0x7E).contains(last) { return self }
    guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(self[...last])
  }
}
