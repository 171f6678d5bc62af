public import Diagnostics

/// What is wrong with a file's YAML.
extension Fault {
  public static let ofYAML = [
    empty, syntax, tab, duplicateKey, anchor, alias, mergeKey, tag, complexKey, furtherDocument,
    unquotedHash, backslash, smartQuote, nonBreakingSpace, lineSeparator, tooLarge, tooDeep,
  ]

  static let empty = Fault(
    "yaml.empty", "The file holds nothing",
    why: "Nothing says what kind of file it is meant to be.",
    fix: "Begin it with its kind, as in `rollcall: policy/v1`.", wrong: "# nothing yet",
    refusesFile: true)
  static let syntax = Fault(
    "yaml.syntax", "The file is not YAML",
    why: "A bracket or a quotation mark is not closed, or a line is indented otherwise than the "
      + "others of its group.", fix: "Look at the place and at the line above it.",
    wrong: "rollcall: policy/v1\nschool: { name: A School", refusesFile: true)
  static let tab = Fault(
    "yaml.tab", "A line is indented with a tab",
    why: "YAML does not allow it, because tabs are not equally wide everywhere.",
    fix: "Indent with spaces; most editors can convert tabs.",
    wrong: "rollcall: policy/v1\nschool:\n\tname: A School",
    right: "rollcall: policy/v1\nschool:\n  name: A School", refusesFile: true)
  static let duplicateKey = Fault(
    "yaml.duplicate-key", "A key stands twice in one group",
    why: "Other programs keep the last of the two and say nothing.", fix: "Keep one of the two.",
    wrong: "rollcall: policy/v1\nschool: { name: A School, name: Another }", refusesFile: true)
  static let anchor = Fault(
    "yaml.anchor", "An anchor names a value for use elsewhere",
    why: "Small files with anchors can grow without bound when they are read, and a value that "
      + "stands elsewhere is overlooked.",
    fix: "Write the value out; to share values between schools use `follows`.",
    wrong: "rollcall: policy/v1\nschool: &elm { name: A School }", refusesFile: true)
  static let alias = Fault(
    "yaml.alias", "An alias stands for a value elsewhere",
    why: "Small files with aliases can grow without bound when they are read.",
    fix: "Write the value out; to share values between schools use `follows`.",
    wrong: "rollcall: policy/v1\nschool: *elm", refusesFile: true)
  static let mergeKey = Fault(
    "yaml.merge-key", "A merge key takes over the keys of another group",
    why: "What a policy says should stand where it is read.",
    fix: "To share values between schools use `follows`.",
    wrong: "rollcall: policy/v1\nschool: { name: A School, <<: { phase: primary } }",
    right: "rollcall: policy/v1\nschool: { name: A School, phase: primary }", refusesFile: true)
  static let tag = Fault(
    "yaml.tag", "A tag gives a value a type", why: "Each key already says what its value is.",
    fix: "Remove the tag.", wrong: "rollcall: policy/v1\nschool: { name: !!str A School }",
    refusesFile: true)
  static let complexKey = Fault(
    "yaml.complex-key", "A key is a list or a group",
    why: "Every key of these files is a single word.", fix: "Write `key: value`.",
    wrong: "rollcall: policy/v1\n? [a, b]\n: c", refusesFile: true)
  static let furtherDocument = Fault(
    "yaml.further-document", "A second document begins in the file",
    why: "Other programs read the first, or the last, and say nothing of the rest.",
    fix: "Remove the `---`, or move what follows it into a file of its own.",
    wrong: "rollcall: policy/v1\nschool: { name: A School }\n---\nrollcall: policy/v1",
    refusesFile: true)
  static let unquotedHash = Fault(
    "yaml.unquoted-hash", "An unquoted # begins a comment in a list",
    why: "The register code # and what follows it on the line are lost.",
    fix: "Write it in quotes: '#'.",
    wrong: "rollcall: policy/v1\nschool: { name: A School }\ncodes: { list: [/, #] }",
    right: "rollcall: policy/v1\nschool: { name: A School }\ncodes: { list: [/, '#'] }")
  static let backslash = Fault(
    "yaml.backslash", "A backslash in double quotes begins an escape",
    why: "The register code \\ then swallows the quotation mark that should end it.",
    fix: "Write it in single quotes: '\\'.",
    wrong: "rollcall: policy/v1\nschool: { name: A School }\ncodes: { list: [/, \"\\\"] }",
    right: "rollcall: policy/v1\nschool: { name: A School }\ncodes: { list: [/, '\\'] }")
  static let smartQuote = Fault(
    "yaml.smart-quote", "A typographic quotation mark stands where a plain one is meant",
    why: "It does not quote, and becomes part of the value.",
    fix: "Type a plain ' or \"; word processors replace them.",
    wrong: "rollcall: policy/v1\nschool: { name: “A School” }",
    right: "rollcall: policy/v1\nschool: { name: \"A School\" }")
  static let nonBreakingSpace = Fault(
    "yaml.non-breaking-space", "A non-breaking space stands where a space is meant",
    why: "YAML takes it for a letter, so that a key is not the key that it looks like.",
    fix: "Replace it with an ordinary space; it usually comes with text copied from a page.",
    wrong: "rollcall: policy/v1\nschool:\u{A0}{ name: A School }")
  static let lineSeparator = Fault(
    "yaml.line-separator", "An invisible character ends a line for some programs",
    why: "Two readers of the file would not see the same lines.",
    fix: "Delete it, or save the file with ordinary line ends.",
    wrong: "rollcall: policy/v1\nschool: { name: A\u{2028}School }")
  static let tooLarge = Fault(
    "yaml.too-large", "The file is larger than Rollcall reads",
    why: "A limit keeps a damaged file from taking all the memory there is.",
    fix: "Split it into several files; \(YAMLLimits.most) are read.", refusesFile: true)
  static let tooDeep = Fault(
    "yaml.too-deep", "Lists and groups are nested more than \(YAMLLimits.depth) deep",
    why: "No Rollcall file needs such depth, and a limit keeps a damaged one from stopping the "
      + "program.", fix: "Look for brackets that are not closed.", refusesFile: true)
}
