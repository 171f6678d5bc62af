import Diagnostics

// Messages for invalid YAML; those of libyaml, late and cryptic, are reworded.
extension Diagnostic {
  static func tooLarge(_ file: String) -> Diagnostic {
    Diagnostic(
      .tooLarge, "The file is larger than Rollcall reads (\(YAMLLimits.most)).",
      at: .startOfFile(file), help: "Split it into several files.")
  }

  static func emptyFile(_ file: String) -> Diagnostic {
    Diagnostic(
      .empty, "The file holds nothing.", at: .startOfFile(file),
      help: "Begin it with its kind, as in `rollcall: policy/v1`.")
  }

  static func tooDeep(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .tooDeep, "Lists and groups are nested more than \(YAMLLimits.depth) deep here.",
      at: span, help: "No Rollcall file needs such depth; look for unclosed brackets.")
  }

  static func furtherDocument(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .furtherDocument, "A second document begins here; a file holds one.", at: span,
      help: "Remove the `---`, or move what follows it into a file of its own.")
  }

  static func anchor(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .anchor, "Anchors such as `&\(name)` are not used in Rollcall files.", at: span,
      help: "Write the value out; to share values between schools use `follows`.")
  }

  static func alias(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .alias, "Aliases such as `*\(name)` are not used in Rollcall files.", at: span,
      help: "Write the value out; to share values between schools use `follows`.")
  }

  static func mergeKey(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .mergeKey, "Merge keys (`<<`) are not used in Rollcall files.", at: span,
      help: "To share values between schools use `follows`.")
  }

  static func tag(_ tag: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .tag, "Tags such as `\(tag)` are not used in Rollcall files.", at: span,
      help: "Remove it; each key already says what its value is.")
  }

  static func complexKey(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .complexKey, "A key must be a single word, not a list or a group.", at: span,
      help: "Write `key: value`.")
  }

  static func duplicateKey(_ key: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      .duplicateKey, "The key `\(key)` stands twice in this group.", at: span,
      related: [Related("It stands here first; this value is used.", at: first)],
      help: "Keep one of the two.")
  }

  static func syntax(
    _ error: YAMLSyntaxError, at position: SourcePosition, file: String
  ) -> Diagnostic {
    let hint = hints.first { error.problem.contains($0.problem) }
    let end = SourcePosition(line: position.line, column: position.column + 1)
    return Diagnostic(
      .syntax, hint?.message ?? "This is not YAML: \(error.problem).",
      at: SourceSpan(file: file, start: position, end: end), help: hint?.help)
  }

  /// libyaml's messages, their meaning, and the usual correction.
  private static let hints: [(problem: String, message: String, help: String)] = [
    (
      "found character that cannot start any token", "A value cannot begin with this character.",
      "Put the value in single quotes; indent with spaces, never with tabs."
    ),
    (
      "mapping values are not allowed", "A second colon stands here where a value should end.",
      "Put the value in single quotes if the colon belongs to it; otherwise check the indentation."
    ),
    (
      "did not find expected key", "A key was expected here.",
      "Check the indentation of this line and of those above it, and that every quote is closed."
    ),
    (
      "did not find expected '-' indicator", "A list item was expected here.",
      "Line the item up with the other `-` of its list."
    ),
    (
      "block sequence entries are not allowed", "A list item cannot begin here.",
      "Begin the list on a line of its own; write the mark `-` in quotes: '-'."
    ),
    (
      "did not find expected ',' or ']'", "This list in brackets is not closed.",
      "Add the missing `]`, or the comma between two items."
    ),
    (
      "did not find expected ',' or '}'", "This group in braces is not closed.",
      "Add the missing `}`, or the comma between two keys."
    ),
    (
      "did not find expected node content", "A value was expected here.",
      "Look for a stray comma or bracket, or an unquoted `#` that turned the rest into a comment."
    ),
    (
      "found unexpected end of stream", "The file ends inside a quoted value.",
      "Close the quotation mark; write a backslash in single quotes: '\\'."
    ),
    (
      "found unknown escape character", "A backslash in double quotes begins an escape.",
      "Use single quotes, in which a backslash is a backslash: '\\'."
    ),
    (
      "could not find expected ':'", "A key needs a colon after it.",
      "Write `key: value`, and indent a text of several lines below its key."
    ),
    (
      "found undefined tag handle", "`!` begins a tag, which Rollcall files do not use.",
      "Put the value in single quotes."
    ),
    (
      "control characters are not allowed", "An invisible control character stands here.",
      "Delete it; it usually comes with text copied from another program."
    ),
  ]
}
