extension SourceFile {
  /// Reads bytes as UTF-8 text, without a leading byte order mark.
  ///
  /// Bytes that are not UTF-8 give one located error that says how to save the file.
  public static func decoding(_ bytes: [UInt8], path: String) -> Outcome<SourceFile> {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return Outcome(nil, [utf16(path)])
    }
    if let other = OtherFile(bytes) { return Outcome(nil, [other.diagnostic(path)]) }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    guard let text = String(validating: content, as: UTF8.self) else {
      return Outcome(nil, [notUTF8(content, path: path)])
    }
    return Outcome(SourceFile(path: path, text: text))
  }

  /// The error for a file that is not YAML, by its first bytes; nil where it may be.
  public static func otherKind(_ bytes: [UInt8], path: String) -> Diagnostic? {
    OtherFile(bytes)?.diagnostic(path)
  }

  private static func utf16(_ path: String) -> Diagnostic {
    Diagnostic(
      .notUTF8, "The file is UTF-16 text, which Rollcall does not read.",
      at: .startOfFile(path), help: "Save the file as UTF-8.")
  }

  private static func notUTF8(_ bytes: ArraySlice<UInt8>, path: String) -> Diagnostic {
    // The longest valid prefix ends where the fault begins; a scalar has at most four bytes.
    var low = bytes.startIndex
    var position = SourcePosition.start
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var line = 1
    var column = 1
    decoding: while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar):
        low += UTF8.width(scalar)
        (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
      case .emptyInput: break decoding
      case .error:
        position = SourcePosition(line: line, column: column)
        break decoding
      }
    }
    let byte = low < bytes.endIndex ? String(bytes[low], radix: 16, uppercase: true) : "??"
    return Diagnostic(
      .notUTF8, "This character (byte 0x\(byte)) is not UTF-8 text.",
      at: SourceSpan(
        file: path, start: position,
        end: SourcePosition(line: position.line, column: position.column + 1)),
      help: "Save the file as UTF-8; older programs call what they wrote Windows-1252 or ANSI.")
  }
}
