import Diagnostics
import PositionedYAML
import Testing

@Suite struct `What YAML has and Rollcall refuses` {
  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", ["yaml.duplicate-key 3:1"]),
    ("a: 1\nb: {", ["yaml.syntax 2:5"]), ("a: 1\nb: [1,\n\n", ["yaml.syntax 2:7"]),
    ("x: { b: 1, c: 2, b: 3 }", ["yaml.duplicate-key 1:18"]),
    ("a: 1\n'a': 3\n", ["yaml.duplicate-key 2:1"]),
    ("a: 1\na: 2\na: 3\n", ["yaml.duplicate-key 2:1", "yaml.duplicate-key 3:1"]),
    ("a: &x 1\n", ["yaml.anchor 1:4"]),
    ("a:\n  - &x [1]\n", ["yaml.anchor 2:5"]),
    ("a: &x 1\nb: *x\n", ["yaml.anchor 1:4", "yaml.alias 2:4"]),
    ("a: *x\n", ["yaml.alias 1:4"]),
    ("a:\n  <<: { b: 1 }\n", ["yaml.merge-key 2:3"]),
    ("a: !!int 1\n", ["yaml.tag 1:4"]),
    ("a:\n - !mine { b: 1 }\n", ["yaml.tag 2:4"]),
    ("a: ! x\n", ["yaml.tag 1:4"]),
    ("a: 1\n---\nb: 2\n", ["yaml.further-document 2:1"]),
    ("? [a, b]\n: 1\nc: 2\n", ["yaml.complex-key 1:3"]),
    ("x:\n  { a: 1 }: 2\n", ["yaml.complex-key 2:3"]),
    ("", ["yaml.empty 1:1"]),
    ("# nothing\n\n", ["yaml.empty 1:1"]),
    ("  \n\n", ["yaml.empty 1:1"]),
    (String(repeating: "[", count: 100), ["yaml.too-deep 1:49"]),
    (String(repeating: "- ", count: 100) + "x", ["yaml.too-deep 1:97"]),
  ])
  func `is reported once, at its place`(text: String, expected: [String]) {
    #expect(faults(text) == expected)
  }

  @Test func `is an error with help`() {
    let text = "a: &x 1\nb: *x\nc: !t 1\n<<: {}\na: 2\n? [x]\n: y\n---\n"
    let diagnostics = read(text).diagnostics
    #expect(diagnostics.count == 7)
    #expect(diagnostics.allSatisfy { $0.severity == .error && $0.help != nil })
    #expect(diagnostics.allSatisfy { $0.span.file == "t.yaml" })
  }

  @Test func `leaves an ordinary key that is quoted alone`() {
    #expect(faults("'<<': 1\n'&a': 2\n'*a': 3\n'!t': 4\n").isEmpty)
  }

  @Test func `names both places of a duplicate key and keeps the first value`() throws {
    let outcome = read("a: 1\nb:\n  c: 2\na: 3\n")
    let diagnostic = try #require(outcome.diagnostics.first)
    let first = try #require(diagnostic.related.first)
    #expect(place(diagnostic.span.start) == "4:1")
    #expect(place(diagnostic.span.end) == "4:2")
    #expect(diagnostic.related.count == 1)
    #expect(place(first.span.start) == "1:1")
    #expect(outcome.value?.bare == "{a: 1, b: {c: 2}}")
  }

  /// Long groups look keys up in another way than short ones.
  @Test(arguments: [2, 31, 32, 33, 34, 60])
  func `finds a duplicate key in a group of any length`(length: Int) throws {
    let text = (1...length).map { "key\($0): \($0)\n" }.joined()
    #expect(read(text).diagnostics.isEmpty)
    for number in [1, length] {
      let outcome = read(text + "key\(number): again\n")
      let diagnostic = try #require(outcome.diagnostics.first)
      #expect(outcome.diagnostics.count == 1)
      #expect(place(diagnostic.span.start) == "\(length + 1):1")
      #expect(diagnostic.related.map { place($0.span.start) } == ["\(number):1"])
    }
  }

  @Test func `allows one key in two groups`() {
    #expect(faults("a: { c: 1 }\nb: { c: 1 }\nc: 1\n").isEmpty)
  }

  @Test func `is nesting past the limit, in blocks as in brackets`() {
    func nested(_ depth: Int) -> String {
      (0..<depth).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    }
    // The last key's value is one level below its group.
    #expect(read(nested(YAMLLimits.depth - 1)).value != nil)
    #expect(faults(nested(YAMLLimits.depth - 1)).isEmpty)
    #expect(faults(nested(100)) == ["yaml.too-deep 48:48"])
    let brackets = String(repeating: "[", count: 47) + "x" + String(repeating: "]", count: 47)
    #expect(faults(brackets).isEmpty)
    #expect(faults("[" + brackets + "]") == ["yaml.too-deep 1:49"])
    #expect(faults(String(repeating: "{a: ", count: 5_000)) == ["yaml.too-deep 1:190"])
  }

  @Test func `is a file past the limits of size`() {
    let bytes = String(repeating: " ", count: YAMLLimits.bytes)
    #expect(faults(bytes + " ") == ["yaml.too-large 1:1"])
    #expect(read(bytes + " ").value == nil)
  }

  @Test func `is a file with too many values`() {
    let file = SourceFile(
      path: "t.yaml", text: "[" + String(repeating: "a,", count: YAMLLimits.nodes) + "]")
    let outcome = YAMLDocument.read(file)
    #expect(outcome.value == nil)
    #expect(outcome.diagnostics.map(\.rule) == ["yaml.too-large"])
  }

  @Test func `is reported no more than a hundred times`() {
    let text = (0..<150).map { "k\($0): &a 1\n" }.joined()
    let diagnostics = read(text).diagnostics
    #expect(diagnostics.count == YAMLLimits.diagnostics)
    #expect(diagnostics.map(\.span.start.line) == Array(1...100))
  }

  @Test(arguments: [
    ("a: [1, 2\nb: 3\n", "2:2"), ("a: 'x\nb: 3\n", "2:5"), ("a: b: c\n", "1:5"),
    ("a: @x\n", "1:4"), ("a:\n  - 1\n b: 2\n", "3:2"), ("a: 1\n- 2\n", "2:1"),
    ("a: \"\\q\"\n", "1:5"), ("a: }\n", "1:4"), ("a\nb: 1\n", "2:2"),
  ])
  func `is text that is not YAML`(text: String, place: String) {
    let outcome = read(text)
    #expect(outcome.value == nil)
    #expect(faults(text) == ["yaml.syntax \(place)"])
    #expect(outcome.diagnostics.allSatisfy { $0.help != nil })
  }

  /// libyaml gives no place for a character that it will not read.
  @Test(arguments: [
    ("a: 1\nb: \u{7}x\n", "2:4"), ("é\u{0}", "1:2"), ("a: '\u{FFFE}'", "1:5"),
    ("a: 1\r\nb: 2\r\nc: \u{1B}[0m\r\n", "3:4"),
  ])
  func `is a control character, at its place`(text: String, place: String) {
    #expect(faults(text) == ["yaml.syntax \(place)"])
  }
}
