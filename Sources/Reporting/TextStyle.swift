import Diagnostics

/// How text for people is dressed: colour where it is wanted, and lines of a readable length.
public struct TextStyle: Sendable {
  /// Whether to use colour; meaning never hangs on it.
  public let hasColour: Bool
  /// The width to which sentences are wrapped, in characters.
  public let width: Int

  /// Creates a style.
  public init(hasColour: Bool = false, width: Int = 100) {
    self.hasColour = hasColour
    self.width = width
  }

  func bold(_ text: String) -> String { dressed(text, "1") }
  func dim(_ text: String) -> String { dressed(text, "2") }
  func alarming(_ text: String) -> String { dressed(text, "1;31") }

  func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: alarming("error")
    case .warning: dressed("warning", "1;33")
    case .note: dressed("note", "1;36")
    }
  }

  private func dressed(_ text: String, _ code: String) -> String {
    hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// A text broken between words, each line after an indent.
  func wrapped(_ text: String, indent: String, hanging: String = "") -> String {
    var output = Array(indent.utf8)
    var column = output.count
    var isFresh = true
    var text = text
    text.withUTF8 { bytes in
      for word in bytes.split(separator: UInt8(ascii: " ")) {
        // Scalars, which continue no other, are columns near enough.
        let length = word.count { $0 & 0xC0 != 0x80 }
        if !isFresh, column + 1 + length > width {
          output += "\n\(indent)\(hanging)".utf8
          column = indent.utf8.count + hanging.utf8.count
          isFresh = true
        }
        if !isFresh { output.append(UInt8(ascii: " ")) }
        output += word
        column += length + (isFresh ? 0 : 1)
        isFresh = false
      }
    }
    return String(decoding: output, as: UTF8.self) + "\n"
  }

  /// A source line with a mark below the part that is meant.
  func snippet(_ span: SourceSpan, in file: SourceFile?) -> String {
    guard let line = file?.line(span.start.line) else { return "" }
    let number = String(span.start.line)
    let gutter = String(repeating: " ", count: number.count + 3)
    let scalars = Array(line.unicodeScalars)
    let start = min(span.start.column - 1, scalars.count)
    let end = span.end.line == span.start.line ? span.end.column - 1 : scalars.count
    let length = max(1, min(end, scalars.count) - start)
    // A line is shown from a little before the place, so that a long one stays on the screen.
    let from = start > width - 30 ? start - 20 : 0
    let shown = String(String.UnicodeScalarView(scalars[from...].prefix(width - 10)))
    let lead = (from > 0 ? "…" : "") + shown.trimmedEnd
    let marks = String(repeating: "^", count: min(length, max(1, width - 10 - (start - from))))
    let offset = String(repeating: " ", count: start - from + (from > 0 ? 1 : 0))
    return "  \(dim("\(number) |")) \(lead)\n"
      + "\(gutter)\(dim("|")) \(offset)\(alarming(marks))\n"
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(self[...last])
  }
}
