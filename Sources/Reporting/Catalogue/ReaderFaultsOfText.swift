import Diagnostics
import PositionedYAML

extension ReaderFault {
  /// What is wrong with a file's bytes, or with its YAML.
  static let ofText: [ReaderFault] = [
    .init(
      "file.unreadable", "The file cannot be read",
      why: "It is not there, it is a folder, or permission is denied.",
      fix: "Check the path and the permissions."),
    .init(
      "file.other-kind", "The file is no YAML: a Word document, a PDF, a picture, prose",
      why: "Its first bytes say what it is, and nothing in it can be read as the keys of a policy.",
      fix:
        "Write what it says into a YAML file; `rollcall schema policy --format markdown` lists the "
        + "keys."),
    .init(
      "text.not-utf8", "The file is not UTF-8 text",
      why:
        "In another encoding the same bytes are other letters, and a pound sign or a dash is lost.",
      fix: "Save the file as UTF-8; older programs call what they wrote Windows-1252 or ANSI."),
    .init(
      "yaml.empty", "The file holds nothing",
      why: "Nothing says what kind of file it is meant to be.",
      fix: "Begin it with its kind, as in `rollcall: policy/v1`.",
      wrong: "# nothing yet", right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "yaml.syntax", "The file is not YAML",
      why: "A bracket or a quotation mark is not closed, or a line is indented otherwise than the "
        + "others of its group.",
      fix: "Look at the place and at the line above it.",
      wrong: "rollcall: policy/v1\nschool: { name: A School",
      right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "yaml.tab", "A line is indented with a tab",
      why: "YAML does not allow it, because tabs are not equally wide everywhere.",
      fix: "Indent with spaces; most editors can convert tabs.",
      wrong: "rollcall: policy/v1\nschool:\n\tname: A School",
      right: "rollcall: policy/v1\nschool:\n  name: A School"),
    .init(
      "yaml.duplicate-key", "A key stands twice in one group",
      why: "Other programs keep the last of the two and say nothing.",
      fix: "Keep one of the two.",
      wrong: "rollcall: policy/v1\nschool: { name: A School, name: Another }",
      right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "yaml.anchor", "An anchor names a value for use elsewhere",
      why: "Small files with anchors can grow without bound when they are read, and a value that "
        + "stands elsewhere is overlooked.",
      fix: "Write the value out; to share values between schools use `follows`.",
      wrong: "rollcall: policy/v1\nschool: &elm { name: A School }",
      right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "yaml.alias", "An alias stands for a value elsewhere",
      why: "Small files with aliases can grow without bound when they are read.",
      fix: "Write the value out; to share values between schools use `follows`.",
      wrong: "rollcall: policy/v1\nschool: *elm",
      right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "yaml.merge-key", "A merge key takes over the keys of another group",
      why: "What a policy says should stand where it is read.",
      fix: "To share values between schools use `follows`.",
      wrong: "rollcall: policy/v1\nschool: { name: A School, <<: { phase: primary } }",
      right: "rollcall: policy/v1\nschool: { name: A School, phase: primary }"),
    .init(
      "yaml.tag", "A tag gives a value a type",
      why: "Each key already says what its value is.", fix: "Remove the tag.",
      wrong: "rollcall: policy/v1\nschool: { name: !!str A School }",
      right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "yaml.complex-key", "A key is a list or a group",
      why: "Every key of these files is a single word.", fix: "Write `key: value`.",
      wrong: "rollcall: policy/v1\n? [a, b]\n: c",
      right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "yaml.further-document", "A second document begins in the file",
      why: "Other programs read the first, or the last, and say nothing of the rest.",
      fix: "Remove the `---`, or move what follows it into a file of its own.",
      wrong: "rollcall: policy/v1\nschool: { name: A School }\n---\nrollcall: policy/v1",
      right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "yaml.unquoted-hash", "An unquoted # begins a comment in a list",
      why: "The register code # and what follows it on the line are lost.",
      fix: "Write it in quotes: '#'.",
      wrong: "rollcall: policy/v1\nschool: { name: A School }\ncodes: { list: [/, #] }",
      right: "rollcall: policy/v1\nschool: { name: A School }\ncodes: { list: [/, '#'] }"),
    .init(
      "yaml.backslash", "A backslash in double quotes begins an escape",
      why: "The register code \\ then swallows the quotation mark that should end it.",
      fix: "Write it in single quotes: '\\'.",
      wrong: "rollcall: policy/v1\nschool: { name: A School }\ncodes: { list: [/, \"\\\"] }",
      right: "rollcall: policy/v1\nschool: { name: A School }\ncodes: { list: [/, '\\'] }"),
    .init(
      "yaml.smart-quote", "A typographic quotation mark stands where a plain one is meant",
      why: "It does not quote, and becomes part of the value.",
      fix: "Type a plain ' or \"; word processors replace them.",
      wrong: "rollcall: policy/v1\nschool: { name: “A School” }",
      right: "rollcall: policy/v1\nschool: { name: \"A School\" }"),
    .init(
      "yaml.non-breaking-space", "A non-breaking space stands where a space is meant",
      why: "YAML takes it for a letter, so that a key is not the key that it looks like.",
      fix: "Replace it with an ordinary space; it usually comes with text copied from a page.",
      wrong: "rollcall: policy/v1\nschool:\u{A0}{ name: A School }",
      right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "yaml.line-separator", "An invisible character ends a line for some programs",
      why: "Two readers of the file would not see the same lines.",
      fix: "Delete it, or save the file with ordinary line ends.",
      wrong: "rollcall: policy/v1\nschool: { name: A\u{2028}School }",
      right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "yaml.too-large", "The file is larger than Rollcall reads",
      why: "A limit keeps a damaged file from taking all the memory there is.",
      fix: "Split it into several files; \(YAMLLimits.most) are read."),
    .init(
      "yaml.too-deep", "Lists and groups are nested more than \(YAMLLimits.depth) deep",
      why: "No Rollcall file needs such depth, and a limit keeps a damaged one from stopping the "
        + "program.",
      fix: "Look for brackets that are not closed."),
  ]
}
