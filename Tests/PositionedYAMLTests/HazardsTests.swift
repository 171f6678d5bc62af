import Diagnostics
import PositionedYAML
import Testing

/// Constructs that other tools silently misread: each is reported at its place, and reading goes
/// on, so the whole tree is compared too.
@Suite struct `A hazard` {
  @Test(
    arguments: [
      // The code # in a list, first, in the middle, last, alone, and on a line of its own.
      ("a: [#, N]\nb: 1\n", ["1:5"], "{a: ['#', N], b: 1}"),
      ("a: [/, #, N]\nb: 1\n", ["1:8"], "{a: [/, '#', N], b: 1}"),
      ("a: [/, #]\nb: 1\n", ["1:8"], "{a: [/, '#'], b: 1}"),
      ("a: [/, # ]\nb: 1\n", ["1:8"], "{a: [/, '#'], b: 1}"),
      ("a: [#]\nb: 1\n", ["1:5"], "{a: ['#'], b: 1}"),
      ("a: [ # , # ]\nb: 1\n", ["1:6", "1:10"], "{a: ['#', '#'], b: 1}"),
      ("a: [\n  /,\n  #,\n  N\n]\nb: 1\n", ["3:3"], "{a: [/, '#', N], b: 1}"),
      ("a: [/,\n  #\n  ]\nb: 1\n", ["2:3"], "{a: [/, '#'], b: 1}"),
      ("a: [\"x, #\", #]\nb: 1\n", ["1:13"], "{a: ['x, #', '#'], b: 1}"),
      ("a: [é, 😀, #]\nb: 1\n", ["1:11"], "{a: [é, 😀, '#'], b: 1}"),
      ("a: [C1, #, \\] # codes\nb: 1\n", ["1:9"], "{a: [C1, '#', \\], b: 1}"),
      ("a: [[#], [/]]\nb: 1\n", ["1:6"], "{a: [['#'], [/]], b: 1}"),
      // In a group in braces.
      ("- { code: #, class: x }\n- y\n", ["1:11"], "[{code: '#', class: x}, y]"),
      // As an item of a block list and as a value.
      ("a:\n  - /\n  - #\n  - N\n", ["3:5"], "{a: [/, '#', N]}"),
      ("- #\n- N\n", ["1:3"], "['#', N]"),
      ("a: #\nb: 1\n", ["1:4"], "{a: '#', b: 1}"),
      ("a:   #\r\nb: 1\r\n", ["1:6"], "{a: '#', b: 1}"),
      ("a: #", ["1:4"], "{a: '#'}"),
    ] as [(String, [String], String)])
  func `is an unquoted code #`(text: String, places: [String], tree: String) {
    #expect(faults(text) == places.map { "yaml.unquoted-hash \($0)" })
    #expect(read(text).value?.bare == tree)
  }

  @Test(arguments: [
    ("a: [/, \"\\\", #]", "1:8", "yaml.unquoted-hash 1:13")
  ])
  func `does not hide the next on its line`(text: String, backslash: String, hash: String) {
    #expect(faults(text) == ["yaml.backslash \(backslash)", hash])
    #expect(read(text).value?.bare == "{a: [/, '\\', '#']}")
  }

  @Test(arguments: [
    ("a: { code: # }\nb: 1\n", "1:12", "{a: {code: '#'}, b: 1}"),
    ("a: { code: #}\nb: 1\n", "1:12", "{a: {code: '#'}, b: 1}"),
  ])
  func `is an unquoted code # that ends a group in braces`(
    text: String, place: String, tree: String
  ) {
    #expect(faults(text) == ["yaml.unquoted-hash \(place)"])
    #expect(read(text).value?.bare == tree)
  }

  @Test(arguments: [
    ("a: \"\\\"\nb: 1\n", "1:4", "{a: '\\', b: 1}"),
    ("a: [/, \"\\\", N]\nb: 1\n", "1:8", "{a: [/, '\\', N], b: 1}"),
    ("- \"\\\"  # left\n- x\n", "1:3", "['\\', x]"),
    ("a: { code: \"\\\" }\nb: 1\n", "1:12", "{a: {code: '\\'}, b: 1}"),
    ("\u{20}é: \"\\\"\r\n\u{20}b: 1\r\n", "1:5", "{é: '\\', b: 1}"),
  ])
  func `is a backslash alone in double quotes`(text: String, place: String, tree: String) {
    #expect(faults(text) == ["yaml.backslash \(place)"])
    #expect(read(text).value?.bare == tree)
  }

  @Test(arguments: [
    ("a:\n\tb: 1\n", "2:1"), ("a:\n  - x\n \t- y\n", "3:2"), ("\ta: 1\n", "1:1"),
  ])
  func `is a tab that indents`(text: String, place: String) {
    #expect(faults(text) == ["yaml.tab \(place)"])
  }

  @Test(arguments: [
    ("a:\u{A0}b\nc: 1\n", "1:3", "a: b"),
    ("a: b\u{A0}c\nc: 1\n", "1:5", "{a: b c, c: 1}"),
    ("a:\n\u{A0}\u{20}b: x\nc: 1\n", "2:1", "{a: {b: x}, c: 1}"),
    ("é: [x,\u{A0}y]\nc: 1\n", "1:7", "{é: [x, y], c: 1}"),
  ])
  func `is a non-breaking space`(text: String, place: String, tree: String) {
    #expect(faults(text) == ["yaml.non-breaking-space \(place)"])
    // With the space put right, the first of these is a group like any other.
    #expect(read(text).value?.bare == (tree == "a: b" ? "{a: b, c: 1}" : tree))
  }

  @Test(arguments: ["“", "”", "‘", "’"])
  func `is a typographic quotation mark that begins a value`(mark: String) {
    let text = "a: \(mark)x\(mark)\nb: [\(mark)y\(mark), z]\nc: 1\n"
    #expect(faults(text) == ["yaml.smart-quote 1:4", "yaml.smart-quote 2:5"])
    #expect(read(text).value?.bare == "{a: \(mark)x\(mark), b: [\(mark)y\(mark), z], c: 1}")
  }

  @Test(arguments: ["\u{85}", "\u{2028}", "\u{2029}"])
  func `is an invisible line separator, wherever it stands`(mark: String) {
    let text = "# é\(mark)x\na: b\(mark)c\nd: 'e\(mark)f'\ng: |\n  h\(mark)i\nj: 1 # k\(mark)\n"
    #expect(
      faults(text)
        == ["1:4", "2:5", "3:6", "5:4", "6:9"].map { "yaml.line-separator \($0)" })
    // Lines after it keep the numbers that an editor shows.
    #expect(read(text).value?["j"].map { place($0.span.start) } == "6:4")
    #expect(read(text).value?.bare == "{a: b c, d: 'e f', g: 'h i\n', j: 1}")
  }

  @Test func `does not hide another, nor a fault of the structure`() {
    let text = """
      a: [/, #, N]
      b: "\\"
      c: “x”
      d:\u{A0}1
      a: 2
      e: &f 1
      g:
        - #
        - { <<: 1, h: !t 2 }
      i: *f
      """
    #expect(
      faults(text) == [
        "yaml.unquoted-hash 1:8", "yaml.backslash 2:4", "yaml.smart-quote 3:4",
        "yaml.non-breaking-space 4:3", "yaml.duplicate-key 5:1", "yaml.anchor 6:4",
        "yaml.unquoted-hash 8:5", "yaml.merge-key 9:7", "yaml.tag 9:17", "yaml.alias 10:4",
      ])
  }

  @Test func `comes before the fault that ends reading`() {
    #expect(
      faults("a: [/, #]\nb: c: d\n") == ["yaml.unquoted-hash 1:8", "yaml.syntax 2:5"])
    #expect(faults("a: [/, #]\nb: 'c\n") == ["yaml.unquoted-hash 1:8", "yaml.syntax 2:6"])
  }

  @Test func `is an error with help, as wide as what is wrong`() {
    let text = "a: [#]\nb: \"\\\"\nc: “x”\nd:\u{A0}1\n"
    let diagnostics = read(text).diagnostics
    #expect(diagnostics.map { $0.span.end.column - $0.span.start.column } == [1, 3, 1, 1])
    #expect(diagnostics.allSatisfy { $0.severity == .error && $0.help != nil })
    #expect(diagnostics.allSatisfy { $0.span.file == "t.yaml" })
  }

  /// In an item of a list, the line's indent is that of the dash and not of the keys.
  @Test(arguments: [
    ("- code: #\n  class: x\n", "1:9", "[{code: '#', class: x}]"),
    ("- note: |\n    # x\n  code: #\n- y\n", "3:9", "[{note: '# x\n', code: '#'}, y]"),
    ("- note: >\n    x\n  codes: [/, #]\n", "3:14", "[{note: 'x\n', codes: [/, '#']}]"),
  ])
  func `in a group in a list is found too`(text: String, place: String, tree: String) {
    #expect(faults(text) == ["yaml.unquoted-hash \(place)"])
    #expect(read(text).value?.bare == tree)
  }
}
