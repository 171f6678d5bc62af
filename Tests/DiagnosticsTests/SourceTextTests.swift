import Diagnostics
import Testing

@Suite struct `A source file` {
  private func lines(_ text: String) -> SourceLines {
    SourceLines(SourceFile(path: "f", text: text))
  }

  @Test func `gives its lines without their breaks`() {
    let lines = lines("one\r\ntwo\n\r\n\nfive")
    #expect((0...6).map { lines[$0] } == [nil, "one", "two", "", "", "five", nil])
    #expect(lines[-1] == nil)
  }

  @Test func `has an empty line after a last line break`() {
    #expect(lines("one\n")[2] == "")
    #expect(lines("one\n")[3] == nil)
    #expect(lines("")[1] == "")
  }

  @Test func `keeps what looks like a line break and is none`() {
    // Editors number lines by LF; the other separators stay inside their line.
    let lines = lines("a\u{2028}b\u{85}c\u{C}d\né😀")
    #expect(lines[1] == "a\u{2028}b\u{85}c\u{C}d")
    #expect(lines[2] == "é😀")
  }
}

@Suite struct `The bytes of a file` {
  private func text(_ bytes: [UInt8]) -> String? {
    SourceFile.decoding(bytes, path: "p.yaml").value?.text
  }

  @Test func `are read as UTF-8`() {
    #expect(text(Array("é: 😀\r\n".utf8)) == "é: 😀\r\n")
    #expect(text([]) == "")
    #expect(SourceFile.decoding(Array("a:".utf8), path: "p.yaml").value?.path == "p.yaml")
    #expect(SourceFile.decoding(Array("a:".utf8), path: "p.yaml").diagnostics.isEmpty)
  }

  @Test func `lose one byte order mark and no more`() {
    #expect(text([0xEF, 0xBB, 0xBF] + Array("a:".utf8)) == "a:")
    #expect(text([0xEF, 0xBB, 0xBF]) == "")
    let marked = [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF] + Array("a:".utf8)
    #expect(text(marked)?.unicodeScalars.count == 3)
  }

  @Test(
    arguments: [
      [0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0xFF, 0xFE],
    ] as [[UInt8]])
  func `are refused as UTF-16`(bytes: [UInt8]) throws {
    let outcome = SourceFile.decoding(bytes, path: "p.yaml")
    let diagnostic = try #require(outcome.diagnostics.first)
    #expect(outcome.value == nil)
    #expect(outcome.diagnostics.count == 1)
    #expect(diagnostic.rule == "text.not-utf8")
    #expect(diagnostic.severity == .error)
    #expect(diagnostic.message.contains("UTF-16"))
    #expect(diagnostic.span == .startOfFile("p.yaml"))
  }

  @Test(
    arguments: [
      // Latin-1 é in line 2, after a two-byte and a four-byte scalar.
      (Array("a: 1\né😀".utf8) + [0xE9, 0x0A], 2, 3, "0xE9"),
      ([0xE9], 1, 1, "0xE9"),
      // A smart quote of Windows-1252.
      (Array("name: ".utf8) + [0x93], 1, 7, "0x93"),
      // CRLF ends a line once.
      (Array("a\r\nb\r\n".utf8) + [0xA3, 0x31], 3, 1, "0xA3"),
      // A byte order mark takes no column.
      ([0xEF, 0xBB, 0xBF, 0x61, 0xFF], 1, 2, "0xFF"),
      // A scalar that the end of the file cuts off.
      ([0x61, 0xE2, 0x82], 1, 2, "0xE2"),
      // An overlong slash, a surrogate, and a scalar past the last.
      ([0x61, 0x0A, 0xC0, 0xAF], 2, 1, "0xC0"),
      ([0x61, 0xED, 0xA0, 0x80], 1, 2, "0xED"),
      ([0xF4, 0x90, 0x80, 0x80], 1, 1, "0xF4"),
    ] as [([UInt8], Int, Int, String)])
  func `that are not UTF-8 are located`(
    bytes: [UInt8], line: Int, column: Int, named: String
  ) throws {
    let outcome = SourceFile.decoding(bytes, path: "p.yaml")
    let diagnostic = try #require(outcome.diagnostics.first)
    #expect(outcome.value == nil)
    #expect(outcome.diagnostics.count == 1)
    #expect(diagnostic.rule == "text.not-utf8")
    #expect(diagnostic.span.start == SourcePosition(line: line, column: column))
    #expect(diagnostic.span.end == SourcePosition(line: line, column: column + 1))
    #expect(diagnostic.message.contains("byte \(named)"))
  }
}

@Suite struct `A place` {
  @Test func `is ordered by line and then by column`() {
    let places = [(2, 1), (1, 9), (1, 2)].map { SourcePosition(line: $0.0, column: $0.1) }
    #expect(places.sorted().map(\.column) == [2, 9, 1])
  }

  @Test func `stays with a value that is changed`() {
    let span = SourceSpan(
      file: "f", start: SourcePosition(line: 3, column: 4), end: SourcePosition(line: 3, column: 6))
    #expect(Located("13", at: span).map { $0.count } == Located(2, at: span))
  }
}
