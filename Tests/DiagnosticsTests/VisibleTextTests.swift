import Diagnostics
import Testing

@Suite struct `Text that came from a file` {
  @Test(arguments: [
    ("Oak, 9–10 “each” day\n", "Oak, 9–10 “each” day\n"), ("a\u{1B}[2Jb", "a\\u001B[2Jb"),
    ("a\u{9B}31m", "a\\u009B31m"), ("a\u{7F}\u{0}", "a\\u007F\\u0000"), ("a\rb\r\n", "a\\rb\r\n"),
    ("\u{202E}cod\u{2066}", "\\u202Ecod\\u2066"), ("a\u{2028}b", "a\\u2028b"),
    ("\u{FEFF}a\u{200B}", "\\uFEFFa\\u200B"), ("a\u{E0041}", "a\\uDB40\\uDC41"),
    ("naïve café ✓ 👩‍🏫", "naïve café ✓ 👩‍🏫"),
  ])
  func `shows what a reader would obey or never see`(text: String, shown: String) {
    #expect(VisibleText.shown(text) == shown)
  }

  @Test func `stays on one line where that is asked`() {
    #expect(VisibleText.onOneLine("a\nb\r\n\tc") == "a\\nb\\r\\n\\tc")
  }

  @Test(arguments: [
    ("::error::x", "\\::error::x"), ("a\n  ::stop::y\n", "a\n  \\::stop::y\n"),
    ("a::b ##[group]", "a::b ## [group]"),
    ("\u{A0}\u{3000}::error::x", "\u{A0}\u{3000}\\::error::x"), ("##vso[task]", "## vso[task]"),
    ("\u{1B}[1mX\u{1B}[2J", "\u{1B}[1mX\\u001B[2J"),
  ])
  func `is no command to a build, and no style but the program's own`(text: String, shown: String) {
    #expect(VisibleText.forPeople(text, styles: ["\u{1B}[1m"]) == shown)
  }
}
