import Diagnostics
import PositionedYAML
import Testing

/// Texts that look like hazards and are none.
///
/// False alarms would discredit true ones.
@Suite struct `No hazard` {
  @Test(arguments: [
    // Comments with text, in every place for a comment.
    ("# a\na: 1 # b\n  # c\nb: 2\n", "{a: 1, b: 2}"),
    ("a: # the codes\n  - N\n", "{a: [N]}"),
    ("a: #\n  - N\n", "{a: [N]}"),
    ("a: #\n  b: 1\n", "{a: {b: 1}}"),
    ("a: #\n  # more\n\n  b: 1\n", "{a: {b: 1}}"),
    ("a:\n#\n  b: 1\n  #\n", "{a: {b: 1}}"),
    ("#\n#\na: 1\n#\n", "{a: 1}"),
    ("- # first\n  a: 1\n- b\n", "[{a: 1}, b]"),
    ("- #\n  a: 1\n- b\n", "[{a: 1}, b]"),
    ("a: [/, N] # and #, too\n", "{a: [/, N]}"),
    ("a: [\n  /, # present\n  N # no reason\n  # nothing else\n]\n", "{a: [/, N]}"),
    ("a: [ # codes\n  /\n]\n", "{a: [/]}"),
    ("a: { b: 1, # c\n  d: 2 }\n", "{a: {b: 1, d: 2}}"),
    ("a: 1 #\nb: 2\n", "{a: 1, b: 2}"),
    ("a: [/, N] #\nb: 2\n", "{a: [/, N], b: 2}"),
    // A # within a word or in quotes or in a block of text.
    ("a: C#\nb: [x#, y#z]\n", "{a: C#, b: [x#, y#z]}"),
    ("a: ['#', \"#\", '# x']\n", "{a: ['#', '#', '# x']}"),
    ("a: 'x\n  # y, #\n  z'\n", "{a: 'x # y, # z'}"),
    ("a: |\n  #\n  - #\n\n  [#, x]\n\nb: 1\n", "{a: '#\n- #\n\n[#, x]\n', b: 1}"),
    ("a: >-\n  “x” \"\\\"\n  \ty\u{A0}z\nb: 1\n", "{a: '“x” \"\\\"\n\ty\u{A0}z', b: 1}"),
    // Brackets within a plain value open nothing.
    ("a: see [1 and {2\nb: 1 # c\n#\nd: 2\n", "{a: see [1 and {2, b: 1, d: 2}"),
    // Backslashes without a special meaning.
    ("a: \\\nb: '\\'\nc: \"\\\\\"\n", "{a: \\, b: '\\', c: '\\'}"),
    ("a: \"\\\"x\\\"\"\nb: \"\\\"\"\n", "{a: '\"x\"', b: '\"'}"),
    ("a: \"x \\\"\"\n", "{a: 'x \"'}"),
    ("a: ' \"\\\" '\n", "{a: ' \"\\\" '}"),
    // Quotation marks inside a value.
    ("a: St James’ “new” school\n", "{a: St James’ “new” school}"),
    ("a: St James' School # it's\nb: it's\n", "{a: St James' School, b: it's}"),
    ("a: \"“x”\"\nb: '‘y’'\n", "{a: '“x”', b: '‘y’'}"),
    ("# “x”\u{A0}y\na: 1 # ‘z’\n", "{a: 1}"),
    // Non-breaking spaces that quotes keep, and other accents that begin with the same byte.
    ("a: '10\u{A0}%'\nb: £1\nc: §\n", "{a: '10\u{A0}%', b: £1, c: §}"),
    ("a: –\nb: …\nc: x—y\n", "{a: –, b: …, c: x—y}"),
    // Tabs that do not indent.
    ("a:\t1\t# x\nb: 2\t\n", "{a: 1, b: 2}"),
    ("a: [\n\t1,\n\t2\n]\n", "{a: [1, 2]}"),
    ("a: 'x\n\ty'\n", "{a: 'x y'}"),
    // An absent value, which the decoder reports better.
    ("a:\nb: ~\nc: [x, y,]\n", "{a: , b: ~, c: [x, y]}"),
  ])
  func `is seen in what is written properly`(text: String, tree: String) {
    #expect(faults(text) == [])
    #expect(read(text).value?.bare == tree)
    let windows = String(text.flatMap { $0 == "\n" ? ["\r", "\n"] : [$0] })
    #expect(faults(windows) == [])
    #expect(read(windows).value?.bare == tree)
  }

  /// An empty comment, as in a draft.
  @Test(arguments: [
    ("a: #\n- N\n", "{a: [N]}"),
    ("a: #\n\n  b: 1\n", "{a: {b: 1}}"),
    ("a: [\n  #\n  # the codes\n  /\n]\n", "{a: [/]}"),
  ])
  func `is seen in an empty comment`(text: String, tree: String) {
    #expect(faults(text) == [])
    #expect(read(text).value?.bare == tree)
  }

  @Test func `is seen in a quoted sentence that begins with a quotation mark`() {
    let text = "a: \"\\\", he said\"\n"
    #expect(faults(text) == [])
    #expect(read(text).value?.bare == "{a: '\", he said'}")
  }

  @Test func `is seen in a line of nothing but a tab`() {
    #expect(faults("a: 1\n\t\nb: 2\n") == [])
    #expect(read("a: 1\n\t\nb: 2\n").value?.bare == "{a: 1, b: 2}")
  }

  @Test func `is seen after a key in quotes`() {
    let text = "{\"a\":\"[ x, # y\", \"b\": 1}\n"
    #expect(faults(text) == [])
    #expect(read(text).value?.bare == "{a: '[ x, # y', b: 1}")
  }
}
