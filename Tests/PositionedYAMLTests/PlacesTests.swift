import Diagnostics
import PositionedYAML
import Testing

@Suite struct `A YAML document` {
  @Test(arguments: [
    ("a: b", "{a@1:1: b@1:4-1:5}"),
    ("a:\n  - b\n  - 'c d'\n", "{a@1:1: [b@2:5-2:6, 'c d'@3:5-3:10]}"),
    ("a: [b, { c: d }]\n", "{a@1:1: [b@1:5-1:6, {c@1:10: d@1:13-1:14}]}"),
    ("a:\nb: 1\n", "{a@1:1: @1:3-1:3, b@2:1: 1@2:4-2:5}"),
    // A column is a Unicode scalar: é is one, an emoji is one, e and an accent are two.
    ("é: [é, x]", "{é@1:1: [é@1:5-1:6, x@1:8-1:9]}"),
    ("😀: [😀, x]", "{😀@1:1: [😀@1:5-1:6, x@1:8-1:9]}"),
    ("e\u{301}: [y, x]", "{e\u{301}@1:1: [y@1:6-1:7, x@1:9-1:10]}"),
    ("👩‍👧: x", "{👩‍👧@1:1: x@1:6-1:7}"),
    // Comments and blank lines between nodes belong to none of them.
    ("# c\n\na: 1 # d\n\n# e\nb: 2\n", "{a@3:1: 1@3:4-3:5, b@6:1: 2@6:4-6:5}"),
    // A text of several lines is marked at its header.
    ("a: |\n  x\n  y\nb: z\n", "{a@1:1: 'x\ny\n'@1:4-1:5, b@4:1: z@4:4-4:5}"),
    ("a: >-\n  x\n  y\n", "{a@1:1: 'x y'@1:4-1:5}"),
    ("a: x\n  y\nb: z\n", "{a@1:1: x y@1:4-2:4, b@3:1: z@3:4-3:5}"),
    ("---\na: 1\n...\n", "{a@2:1: 1@2:4-2:5}"),
    ("%YAML 1.1\n---\na: 1\n", "{a@3:1: 1@3:4-3:5}"),
  ])
  func `knows where each node stands`(text: String, tree: String) throws {
    let outcome = read(text)
    #expect(outcome.diagnostics.isEmpty)
    #expect(try #require(outcome.value).drawn == tree)
  }

  @Test func `has the same places with either line ending`() throws {
    let text = "a: 1\nb:\n  - 'x'\n  - |\n    y\n\n# c\nc: [/, \\]\n"
    let windows = String(text.flatMap { $0 == "\n" ? ["\r", "\n"] : [$0] })
    let tree =
      "{a@1:1: 1@1:4-1:5, b@2:1: ['x'@3:5-3:8, 'y\n'@4:5-4:6], "
      + "c@8:1: [/@8:5-8:6, \\@8:8-8:9]}"
    #expect(windows.utf8.count == text.utf8.count + 8)
    #expect(try #require(read(text).value).drawn == tree)
    #expect(try #require(read(windows).value).drawn == tree)
    #expect(read(windows).diagnostics.isEmpty)
  }

  @Test func `spans a group to the end of its last leaf`() throws {
    let root = try #require(read("a:\n  b: 1\n  c: [x, yz]\n\n# end\nd: 2\n").value)
    let group = try #require(root["a"])
    #expect(place(group.span.start) == "2:3")
    #expect(place(group.span.end) == "3:12")
    #expect(group.span.file == "t.yaml")
    #expect(place(try #require(read("a: []\n").value).span.end) == "1:6")
  }

  @Test(arguments: [
    "13:20", "NO", "no", "010", "2024-09-01", "/", "\\", "1_000", "~", "null", "0x10", "1e3",
    "true", "£160", "10 %", "N", "Y", "09", ".5", "12:30:45", "-1", "a#b", "C1", "-", "@",
  ])
  func `keeps each scalar as the text that was written`(text: String) throws {
    let quoted = try #require(read("a: '\(text)'").value?["a"])
    #expect(quoted.content == .scalar(YAMLScalar(text, isQuoted: true)))
    // A value cannot begin with these two without quotes.
    guard text != "-", text != "@" else { return }
    let plain = try #require(read("a: \(text)").value?["a"])
    #expect(plain.content == .scalar(YAMLScalar(text)))
  }

  @Test func `tells nothing from an empty text`() throws {
    let root = try #require(read("a:\nb: ''\nc: \"\"\nd: []\ne: {}\nf: x\n").value)
    #expect(
      ["a", "b", "c", "d", "e", "f"].map { root[$0]?.isEmpty }
        == [true, false, false, false, false, false])
    #expect(
      ["a", "b", "d", "e"].map { root[$0]?.kind }
        == ["nothing", "a single value", "a list", "a group of keys"])
    #expect(root["g"] == nil)
    #expect(root["f"]?["x"] == nil)
  }

  @Test func `applies escapes in double quotes only`() throws {
    let root = try #require(read(#"a: "\u00e9\"\\\n""# + "\nb: 'it''s \\n'\nc: x\\n\n").value)
    #expect(root.bare == "{a: 'é\"\\\n', b: 'it's \\n', c: x\\n}")
  }
}
