/// What is wrong with a file's bytes.
extension Fault {
  public static let ofFiles = [
    unreadable, otherKind, notUTF8,
  ]

  public static let unreadable = Fault(
    "file.unreadable", "The file cannot be read",
    why: "It is not there, it is a folder, or permission is denied.",
    fix: "Check the path and the permissions.", refusesFile: true)
  static let otherKind = Fault(
    "file.other-kind", "The file is no YAML: a Word document, a PDF, a picture, prose",
    why: "Its first bytes say what it is, and nothing in it can be read as the keys of a policy.",
    fix: "Write what it says into a YAML file; `rollcall schema policy --format markdown` lists "
      + "the keys.", refusesFile: true)
  static let notUTF8 = Fault(
    "text.not-utf8", "The file is not UTF-8 text",
    why:
      "In another encoding the same bytes are other letters, and a pound sign or a dash is lost.",
    fix: "Save the file as UTF-8; older programs call what they wrote Windows-1252 or ANSI.",
    refusesFile: true)
}
