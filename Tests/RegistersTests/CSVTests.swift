import Testing

@testable import Registers

@Suite struct `A CSV file` {
  /// The rows of a text as `line: cell|cell`; a malformed row is its problem after `!`.
  private func rows(_ text: String) -> [String] { rows(Array(text.utf8)) }

  private func rows(_ bytes: [UInt8]) -> [String] {
    bytes.withUnsafeBufferPointer { buffer in
      var cursor = CSVCursor(buffer)
      var rows: [String] = []
      while true {
        switch cursor.next() {
        case .end: return rows
        case .malformed(let problem): rows.append("\(cursor.line): !\(problem)")
        case .fields:
          let cells = (0..<cursor.count).map { cursor.text(of: $0) ?? "?" }
          rows.append("\(cursor.line): \(cells.joined(separator: "|"))")
        }
      }
    }
  }

  @Test(
    arguments: [
      ("a,b\nc,d\n", ["1: a|b", "2: c|d"]),
      ("a,b\nc,d", ["1: a|b", "2: c|d"]),
      ("a,b\r\nc,d\r\n", ["1: a|b", "2: c|d"]),
      ("a,b\rc,d\r", ["1: a|b", "2: c|d"]),
      ("", []), ("\n\r\n\n", []),
      // Empty fields, also the last.
      ("a,,b\n,\n,,\n", ["1: a||b", "2: |", "3: ||"]),
      ("a,\nb,", ["1: a|", "2: b|"]),
      ("\"\",\"\"\n", ["1: |"]),
      // Blank lines have no row but a number.
      ("a\n\n\nb\n", ["1: a", "4: b"]), ("\r\n\r\na\r\n\r\nb", ["3: a", "5: b"]),
      // A line of spaces is a row.
      ("a\n \nb\n", ["1: a", "2:  ", "3: b"]),
      // Quotes.
      ("\"a\",\"b,c\"\n", ["1: a|b,c"]), ("\"a \"\"b\"\" c\"\n", ["1: a \"b\" c"]),
      ("\"\"\"\"\n", ["1: \""]), ("\"\"\"a\",\"b\"\"\"\n", ["1: \"a|b\""]),
      ("\"a\"\"\"\"b\"\n", ["1: a\"\"b"]),
      ("a\"b,c\n", ["1: a\"b|c"]), (" \"a\",b\n", ["1:  \"a\"|b"]),
      ("\"a\"\r\n\"b\"", ["1: a", "2: b"]),
      // Line breaks in quotes count, and the row is where it began.
      ("\"a\nb\",c\nd\n", ["1: a\nb|c", "3: d"]),
      ("x\n\"a\r\n\r\nb\",c\r\nd\r\n", ["1: x", "2: a\r\n\r\nb|c", "5: d"]),
      // A malformed row is one line, and reading resumes at the next.
      ("\"a\" b,c\nd\n", ["1: !text follows a closing quotation mark", "2: d"]),
      ("\"a\"b\"c\nd\n", ["1: !text follows a closing quotation mark", "2: d"]),
      (
        "x\n\"a\nb\"c,\"d\ne\n",
        [
          "1: x", "2: !text follows a closing quotation mark",
          "3: !a quotation mark is never closed",
          "4: e",
        ]
      ),
      ("\"a\nb\",\"c\nd\n", ["1: !a quotation mark is never closed", "3: d"]),
      ("a,\"b\nc\n", ["1: !a quotation mark is never closed", "2: c"]),
      ("a\n\"", ["1: a", "2: !a quotation mark is never closed"]),
      ("a\n\"b\"\"", ["1: a", "2: !a quotation mark is never closed"]),
      ("é,😀\n", ["1: é|😀"]),
    ] as [(String, [String])])
  func `is read row by row, with the line of each`(text: String, expected: [String]) {
    #expect(rows(text) == expected)
  }

  @Test func `loses a byte order mark at its start only`() {
    #expect(rows("\u{FEFF}a,b\n") == ["1: a|b"])
    #expect(rows("\u{FEFF}\"a\",b\n") == ["1: a|b"])
    #expect(rows("\u{FEFF}") == [])
    #expect(rows("a\n\u{FEFF}b\n") == ["1: a", "2: \u{FEFF}b"])
  }

  @Test func `has cells that are not text where they are not UTF-8`() {
    #expect(rows(Array("a,".utf8) + [0xE9] + Array(",b\n".utf8)) == ["1: a|?|b"])
  }

  @Test func `has nothing past the end of a row`() {
    let bytes = Array("a,b\n".utf8)
    bytes.withUnsafeBufferPointer { buffer in
      var cursor = CSVCursor(buffer)
      _ = cursor.next()
      #expect(cursor.count == 2)
      #expect(cursor.bytes(of: 2).isEmpty)
      #expect(cursor.text(of: 2) == "")
      #expect(cursor.bytes(of: 1).elementsEqual([UInt8(ascii: "b")]))
    }
  }

  @Test func `undoubles quotes whatever follows them`() {
    #expect(rows("\"a\"\"\u{301}b\"\n") == ["1: a\"\u{301}b"])
  }
}
