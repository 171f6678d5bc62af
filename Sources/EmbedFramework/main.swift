// Writes one Swift file that holds the text of each YAML file named on the command line.
// Usage: EmbedFramework OUTPUT INPUT…

internal import Foundation

let arguments = CommandLine.arguments.dropFirst()
guard let output = arguments.first else {
  fatalError("usage: EmbedFramework OUTPUT INPUT…")
}

/// The text with the examples of requirements and duties blanked.
///
/// Lines stay where they are, so that the places of all else stay true. Only tests and explanations
/// read examples, and they are a fifth of the text.
func withoutExamples(_ text: String) -> String {
  var exampleIndent: Int?
  return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    let indent = line.prefix { $0 == " " }.count
    if let example = exampleIndent, indent > example || indent == line.count { return "" }
    let key = line.dropFirst(indent)
    let isExample = key.hasPrefix("breaks:") || key.hasPrefix("holds:")
    exampleIndent = isExample ? indent : nil
    return isExample ? "" : String(line)
  }.joined(separator: "\n")
}

/// The text without the passages that no rule can check, and without what the others are about.
///
/// Only the list of passages prints those; a citation needs the places alone. Lines stay where they
/// are.
func withoutUncitedPassages(_ text: String) -> String {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  var isInPassages = false
  var itemStart = 0
  for index in lines.indices {
    if let first = lines[index].first, first != " ", first != "#" {
      isInPassages = lines[index] == "passages:"
    }
    guard isInPassages else { continue }
    if lines[index].hasPrefix("  - ") { itemStart = index }
    if lines[index].hasPrefix("    about:") { lines[index] = "    about: '-'" }
    if lines[index].hasPrefix("    not_checkable:") {
      for line in itemStart...index { lines[line] = "" }
    }
  }
  return lines.joined(separator: "\n")
}

/// The text without what is asked of policies and files alone, which a replay does not look at.
///
/// Lines stay where they are.
func withoutRequirements(_ text: String) -> String {
  var isSkipping = false
  return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    if let first = line.first, first != " ", first != "#" {
      isSkipping = ["requirements:", "structure:", "strictness:"].contains(line)
    }
    return isSkipping ? "" : String(line)
  }.joined(separator: "\n")
}

/// A Swift property that holds files as raw string literals; the delimiter is longer than any run
/// of `#` in the texts.
func property(_ name: String, _ files: [(name: String, text: String)]) -> String {
  let entries = files.map {
    "    (name: \"\($0.name)\", text: ####\"\"\"\n\($0.text)\n\"\"\"####),\n"
  }
  return "  static let \(name): [(name: String, text: String)] = [\n\(entries.joined())  ]\n"
}

let files = try arguments.dropFirst().map { path in
  (
    name: URL(filePath: path).lastPathComponent,
    text: try String(contentsOfFile: path, encoding: .utf8)
  )
}
let rules = files.map { ($0.name, withoutUncitedPassages(withoutExamples($0.text))) }
let source = """
  // Generated from Policies/national by EmbedFramework. Do not edit.

  extension EmbeddedFramework {
  \(property("files", files))
  \(property("rules", rules))
  \(property("practice", rules.map { ($0.0, withoutRequirements($0.1)) }))
  }

  """
try source.write(toFile: output, atomically: true, encoding: .utf8)
